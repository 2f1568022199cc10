"""Between Lidarr's JSON and the records of this door; it may send more than it says."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from ..sync.errors import IncompleteAnswer
from .failures import SERVICE, without_addresses
from .model import Album, Artist, Download, NewAlbum, Profile, RootFolder

type Row = Mapping[str, Any]

FAILED: Final = frozenset({"downloadFailed", "downloadFailedPending", "importFailed"})
BLOCKED: Final = frozenset({"importBlocked", "importFailed"})


@contextmanager
def understanding(what: str) -> Iterator[None]:
    """Read an answer; one that is not shaped as expected is incomplete.

    Raises:
        IncompleteAnswer: something that should be there is not.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise IncompleteAnswer(SERVICE, f"{what}: not as expected") from error


def root_folders_of(rows: Sequence[Row]) -> list[RootFolder]:
    """The folders."""
    return [
        RootFolder(
            path=row["path"],
            accessible=row.get("accessible") is not False,
            free_bytes=row.get("freeSpace"),
        )
        for row in rows
    ]


def profiles_of(rows: Sequence[Row]) -> list[Profile]:
    """The profiles."""
    return [Profile(id=int(row["id"]), name=str(row.get("name"))) for row in rows]


def albums_of(rows: Sequence[Row]) -> list[Album]:
    """The albums."""
    return [album_of(row) for row in rows]


def album_of(row: Row) -> Album:
    """An album; one that is looked up has no id."""
    statistics = row.get("statistics") or {}
    return Album(
        id=int(row.get("id") or 0),
        foreign_id=str(row["foreignAlbumId"]),
        title=row.get("title") or "",
        monitored=bool(row.get("monitored")),
        artist=_artist_of(row.get("artist")),
        files=int(statistics.get("trackFileCount") or 0),
        tracks=int(statistics.get("totalTrackCount") or 0),
        percent=float(statistics.get("percentOfTracks") or 0.0),
        row=row,
    )


def downloads_of(rows: Sequence[Row]) -> list[Download]:
    """What in the queue is of albums that Lidarr knows."""
    return [_download_of(row) for row in rows if row.get("albumId")]


def new_album_row(new: NewAlbum) -> dict[str, Any]:
    """What Lidarr is sent to add an album, and nothing else of its artist."""
    album = new.album
    artist = {
        **(album.row.get("artist") or {}),
        # Asked for of an artist that is there, too; then they change nothing.
        "qualityProfileId": new.quality_profile_id,
        "metadataProfileId": new.metadata_profile_id,
        "rootFolderPath": new.root_folder,
    }
    if album.artist is None or not album.artist.id:
        artist |= {
            # Nothing is fetched of an artist that is not monitored.
            "monitored": True,
            "monitorNewItems": "none",
            "tags": list(new.tags),
            "addOptions": {
                "monitor": "none",
                # Without it Lidarr lets go of the album once it has read the artist.
                "albumsToMonitor": [album.foreign_id],
                "monitored": True,
                "searchForMissingAlbums": False,
            },
        }
    return {
        **album.row,
        "monitored": True,
        "anyReleaseOk": True,
        # The search is asked for by itself: Lidarr leaves it out for a new artist.
        "addOptions": {"addType": "manual", "searchForNewAlbum": False},
        "artist": artist,
    }


def _artist_of(row: Row | None) -> Artist | None:
    if not row or not row.get("foreignArtistId"):
        return None
    return Artist(
        name=row.get("artistName") or "",
        foreign_id=row["foreignArtistId"],
        id=int(row.get("id") or 0),
    )


def _download_of(row: Row) -> Download:
    state = row.get("trackedDownloadState")
    words = [
        str(row.get("errorMessage") or ""),
        *(
            str(line)
            for message in row.get("statusMessages") or ()
            for line in (message.get("messages") or ())
        ),
    ]
    failed = state in FAILED or row.get("status") == "failed"
    return Download(
        album_id=int(row["albumId"]),
        size=float(row.get("size") or 0),
        left=float(row.get("sizeleft") or 0),
        failed=failed and state not in BLOCKED,
        blocked=state in BLOCKED,
        message=without_addresses(words),
    )
