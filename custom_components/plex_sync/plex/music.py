"""What the door to Plex brings of music: rows, trimmed to what is used.

Times are whole seconds since 1970 (UTC), as Plex sends them.
"""

from dataclasses import dataclass
from sys import intern
from typing import Final
from xml.etree.ElementTree import Element

type Attributes = dict[str, str]

LOSSLESS: Final = frozenset(
    {"alac", "ape", "dsd_lsbf", "dsd_msbf", "flac", "mlp", "pcm", "truehd", "tta"}
    | {"wav", "wavpack", "wmalossless"}
)
"""Codecs, as Plex names them, that keep every bit."""
MUSICBRAINZ: Final = "mbid://"


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicSection:
    """A library of music, with the times that move when something in it may have."""

    key: str
    uuid: str
    title: str
    stamps: str
    """Its time stamps in one text, to compare."""
    refreshing: bool
    """It is being scanned right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """A track of a library."""

    rating_key: str
    guid: str
    """`plex://track/…`; a file that Plex has not recognised has another one."""
    title: str
    artist: str
    """The artist of the album."""
    track_artist: str
    """The artist of the track where it differs, else empty."""
    album: str
    album_rating_key: str
    milliseconds: int | None
    musicbrainz: str | None
    """The id of the MusicBrainz release track."""
    year: int | None
    disc: int | None
    number: int | None
    lossless: bool | None
    bitrate: int | None
    """Kilobits a second."""
    file: str
    """The path on the server; empty where the user is not shown it."""
    added_at: int
    updated_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistRow:
    """A playlist of the user."""

    rating_key: str
    guid: str
    """Stays when the playlist is renamed."""
    title: str
    summary: str
    smart: bool
    """Filled by a rule: nothing can be added or moved."""
    count: int
    """Of items."""
    thumb: str
    """The path of its picture, empty where it has none."""
    updated_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistItem:
    """An item of a playlist; the same track may be in it more than once."""

    item_id: str
    """What tells it from other items of the playlist, and is needed to remove it.

    Empty in a playlist that fills itself.
    """
    track: TrackRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterRow:
    """A picture that an item could show."""

    key: str
    """What the server knows it by: `upload://posters/…`, or an address."""
    selected: bool


def music_section(element: Element, container: Attributes) -> MusicSection | None:
    """A library of music; `None` for any other."""
    if element.tag != "Directory" or element.get("type") != "artist":
        return None
    names = ("updatedAt", "scannedAt", "contentChangedAt")
    return MusicSection(
        key=element.get("key", ""),
        uuid=element.get("uuid", ""),
        title=element.get("title", ""),
        stamps=".".join(element.get(name, "") for name in names),
        refreshing=element.get("refreshing") == "1",
    )


def track(element: Element, container: Attributes) -> TrackRow | None:
    """A track; `None` for anything else."""
    if element.get("type") != "track" or not (key := element.get("ratingKey")):
        return None
    media = element.find("Media")
    # In some listings the part stands beside the media, in most within.
    part = next(element.iter("Part"), None)
    codec = "" if media is None else media.get("audioCodec", "")
    added_at = _number(element.get("addedAt")) or 0
    return TrackRow(
        rating_key=key,
        guid=element.get("guid", ""),
        title=element.get("title", ""),
        artist=intern(element.get("grandparentTitle", "")),
        track_artist=element.get("originalTitle", ""),
        album=intern(element.get("parentTitle", "")),
        album_rating_key=intern(element.get("parentRatingKey", "")),
        milliseconds=_number(element.get("duration")),
        musicbrainz=_musicbrainz(element),
        year=_number(element.get("parentYear") or element.get("year")),
        disc=_number(element.get("parentIndex")),
        number=_number(element.get("index")),
        lossless=codec in LOSSLESS or codec.startswith("pcm_") if codec else None,
        bitrate=None if media is None else _number(media.get("bitrate")),
        file="" if part is None else part.get("file", ""),
        added_at=added_at,
        updated_at=_number(element.get("updatedAt")) or added_at,
    )


def rating_key(element: Element, container: Attributes) -> str | None:
    """The rating key of anything."""
    return element.get("ratingKey")


def playlist(element: Element, container: Attributes) -> PlaylistRow | None:
    """A playlist of music; `None` for one of films or pictures."""
    if element.get("playlistType") != "audio" or not (key := element.get("ratingKey")):
        return None
    return PlaylistRow(
        rating_key=key,
        guid=element.get("guid", ""),
        title=element.get("title", ""),
        summary=element.get("summary", ""),
        smart=element.get("smart") == "1",
        count=_number(element.get("leafCount")) or 0,
        thumb=element.get("thumb", "") or element.get("composite", ""),
        updated_at=_number(element.get("updatedAt")) or 0,
    )


def playlist_item(element: Element, container: Attributes) -> PlaylistItem | None:
    """An item of a playlist; `None` for what is no track."""
    row = track(element, container)
    if row is None:
        return None
    return PlaylistItem(item_id=element.get("playlistItemID", ""), track=row)


def poster(element: Element, container: Attributes) -> PosterRow | None:
    """A picture to choose from."""
    if not (key := element.get("ratingKey")):
        return None
    return PosterRow(key=key, selected=element.get("selected") == "1")


def _musicbrainz(element: Element) -> str | None:
    """The id of the release track among the ids of other services."""
    for child in element.iterfind("Guid"):
        if (guid := child.get("id", "")).startswith(MUSICBRAINZ):
            return guid.removeprefix(MUSICBRAINZ)
    return None


def _number(text: str | None) -> int | None:
    """A whole number; `None` where it is missing or none."""
    try:
        return int(text or "")
    except ValueError:
        return None
