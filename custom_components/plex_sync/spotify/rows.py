"""Between Spotify's JSON and the records of this door."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from .failures import incomplete
from .model import (
    ContextKind,
    LikedSongs,
    PlayedContext,
    SpotifyAlbum,
    SpotifyPlaylist,
    SpotifyTrack,
    SpotifyUser,
    Tracks,
)

type Row = Mapping[str, Any]

_ALBUM: Final = "album(name,uri,images,artists(name))"
_TRACK: Final = (
    "type,uri,name,duration_ms,explicit,external_ids(isrc),artists(name)," + _ALBUM
)
PLAYLIST_FIELDS: Final = (
    "id,name,description,images,snapshot_id,collaborative,owner(id,display_name),"
    "items(total),tracks(total)"
)
ITEM_FIELDS: Final = f"total,offset,limit,next,items(item({_TRACK}),track({_TRACK}))"
"""Without them an answer is ten times as large."""

COVER_WIDTH: Final = 300
"""Pixels that are enough for a track's cover."""


@contextmanager
def understanding(what: str) -> Iterator[None]:
    """Read an answer; one that is not shaped as expected is incomplete.

    Raises:
        IncompleteAnswer: something that should be there is not.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise incomplete(f"{what}: not as expected") from error


def user_of(row: Row) -> SpotifyUser:
    """An account."""
    return SpotifyUser(
        id=row["id"],
        name=row.get("display_name") or row["id"],
        account_id=row.get("account_id"),
    )


def playlist_of(row: Row) -> SpotifyPlaylist:
    """A playlist's head; one of somebody else's has no content that is counted."""
    content = row.get("items") or row.get("tracks") or {}
    owner = row.get("owner") or {}
    return SpotifyPlaylist(
        id=row["id"],
        name=row["name"],
        description=row.get("description") or "",
        picture=_picture(row.get("images")),
        snapshot_id=row.get("snapshot_id") or "",
        total=content.get("total"),
        owner_id=owner.get("id") or "",
        owner_name=owner.get("display_name") or owner.get("id") or "",
        collaborative=bool(row.get("collaborative")),
    )


def album_of(row: Row) -> SpotifyAlbum:
    """An album's head."""
    return SpotifyAlbum(
        id=row["id"],
        name=row["name"],
        artists=_names(row["artists"]),
        picture=_picture(row.get("images")),
        total=row["total_tracks"],
        released=row.get("release_date") or "",
    )


def barcode_of(row: Row) -> str | None:
    """The barcode of an album, if it has one that is made of digits."""
    upc = str((row.get("external_ids") or {}).get("upc") or "").strip()
    return upc if upc.isdecimal() else None


def tracks_of(entries: Sequence[Row | None]) -> Tracks:
    """The entries of a page of a playlist, or of the liked songs."""
    tracks: list[SpotifyTrack] = []
    episodes = unavailable = 0
    for entry in entries:
        row = (entry.get("item") or entry.get("track")) if entry else None
        if row and row.get("type") == "episode":
            episodes += 1
        elif row and row.get("name") and row.get("uri"):
            tracks.append(track_of(row))
        else:
            unavailable += 1
    return Tracks(tracks=tuple(tracks), episodes=episodes, unavailable=unavailable)


def track_of(row: Row, album: Row | None = None) -> SpotifyTrack:
    """A track; within an album it does not say which."""
    album = album or row.get("album") or {}
    return SpotifyTrack(
        uri=row["uri"],
        name=row["name"],
        artists=_names(row.get("artists")),
        album=album.get("name") or "",
        album_artists=_names(album.get("artists")),
        album_uri=album.get("uri") or "",
        milliseconds=row.get("duration_ms") or None,
        isrc=(row.get("external_ids") or {}).get("isrc") or None,
        explicit=row.get("explicit"),
        picture=_picture(album.get("images"), COVER_WIDTH),
        local=row["uri"].startswith("spotify:local:"),
    )


def album_tracks_of(entries: Sequence[Row | None], album: Row) -> Tracks:
    """The entries of a page of an album."""
    tracks = tuple(track_of(row, album) for row in entries if row and row.get("name"))
    return Tracks(tracks=tracks, unavailable=len(entries) - len(tracks))


def liked_songs_of(answer: Row) -> LikedSongs:
    """How the liked songs begin."""
    entries = answer["items"]
    newest = entries[0] if entries else None
    track = (newest.get("track") or newest.get("item") or {}) if newest else {}
    return LikedSongs(
        total=answer["total"],
        newest=f"{newest.get('added_at')} {track.get('uri')}" if newest else "",
    )


def contexts_of(entries: Sequence[Row]) -> list[PlayedContext]:
    """From what was played, each once, the last played first."""
    found: dict[str, PlayedContext] = {}
    for entry in entries:
        context = entry.get("context")
        if context and context.get("uri"):
            uri = context["uri"]
            played = PlayedContext(
                kind=_context_kind(context),
                uri=uri,
                played_at=entry.get("played_at") or "",
            )
            found.setdefault(uri, played)
    return list(found.values())


def _context_kind(context: Row) -> ContextKind:
    try:
        return ContextKind(context.get("type") or "")
    except ValueError:
        return ContextKind.OTHER


def _names(artists: Sequence[Row] | None) -> tuple[str, ...]:
    """Each artist's name as it is, commas and all."""
    return tuple(artist["name"] for artist in artists or () if artist.get("name"))


def _picture(images: Sequence[Row] | None, width: int | None = None) -> str:
    """The largest picture, or the smallest that is as wide as wanted."""
    found = [image for image in images or () if image.get("url")]
    if not found:
        return ""
    wide = [image for image in found if width and (image.get("width") or 0) >= width]
    best = min(wide, key=lambda image: image["width"]) if wide else found[0]
    return str(best["url"])
