"""What the columns and keys of other people's files mean."""

from collections.abc import Mapping
from enum import Enum, auto
import re
from typing import Final


class Field(Enum):
    """What a line says about a track."""

    TITLE = auto()
    ARTISTS = auto()
    ARTIST_URIS = auto()
    ALBUM = auto()
    ALBUM_ARTISTS = auto()
    ALBUM_URI = auto()
    URI = auto()
    MILLISECONDS = auto()
    DURATION = auto()
    """`3:45`, or seconds."""
    ISRC = auto()
    EXPLICIT = auto()
    PICTURE = auto()
    PLAYLIST = auto()
    KIND = auto()
    """What the line is about at all."""


_NAMES: Final[Mapping[Field, str]] = {
    Field.TITLE: "trackname track title name song songname songtitle tracktitle",
    Field.ARTISTS: (
        "artistname artistnames artist artists trackartist trackartists artistsname"
    ),
    Field.ARTIST_URIS: "artisturi artisturis artistids",
    Field.ALBUM: "albumname album albumtitle",
    Field.ALBUM_ARTISTS: "albumartistname albumartistnames albumartist albumartists",
    Field.ALBUM_URI: "albumuri spotifyalbumuri",
    Field.URI: (
        "trackuri spotifytrackuri spotifyuri uri trackid spotifyid spotifytrackid id "
        "trackurl spotifyurl spotifylink url link"
    ),
    Field.MILLISECONDS: "durationms trackdurationms lengthms milliseconds ms",
    Field.DURATION: "duration length time trackduration durations seconds",
    Field.ISRC: "isrc trackisrc isrccode",
    Field.EXPLICIT: "explicit",
    Field.PICTURE: "albumimageurl imageurl cover coverurl picture",
    Field.PLAYLIST: "playlistname playlist playlisttitle",
    Field.KIND: "type kind",
}
_FIELDS: Final = {
    name: field for field, names in _NAMES.items() for name in names.split()
}


def simple(name: str) -> str:
    """A column's name without case, spaces and marks: `Artist Name(s)`: `artistnames`."""
    return re.sub(r"[\W_]+", "", name).casefold()


def field_of(name: str) -> Field | None:
    """What a column or key means, if that is known."""
    return _FIELDS.get(simple(name))
