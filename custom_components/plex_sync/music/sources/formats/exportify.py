"""Exportify: one playlist a file, in two dialects."""

from collections.abc import Collection, Sequence
import re
from typing import Final

from ...model import SourceTrack
from .columns import Field
from .tables import TableFormat
from .tracks import Fields, track_of

NAME: Final = "exportify"

_TRACK_IDS: Final = {"trackuri", "trackid", "spotifyid"}
_COMMA = re.compile(r"(?<!\\),")
_TIGHT_COMMA = re.compile(r"(?<!\\),(?! )")


_LONG_HEADER: Final = (
    "Track URI",
    "Track Name",
    "Artist URI(s)",
    "Artist Name(s)",
    "Album URI",
    "Album Name",
    "Album Artist URI(s)",
    "Album Artist Name(s)",
    "Album Release Date",
    "Album Image URL",
    "Disc Number",
    "Track Number",
    "Track Duration (ms)",
    "Track Preview URL",
    "Explicit",
    "Popularity",
    "ISRC",
)
"""Of one dialect, which names its columns in the language of whoever uses it."""
_LONG_SHAPE: Final = {0: "spotify:", 2: "spotify:artist:", 4: "spotify:album:"}


def _header(cells: Sequence[str]) -> Sequence[str]:
    """The English columns of the long dialect, if a record is one of it."""
    number = len(cells)
    if number < len(_LONG_HEADER) or not cells[0]:
        return ()
    if any(
        cells[at] and not cells[at].startswith(uri) for at, uri in _LONG_SHAPE.items()
    ):
        return ()
    return (*_LONG_HEADER, *[""] * (number - len(_LONG_HEADER)))


def _recognises(columns: Collection[str]) -> bool:
    return "artistnames" in columns and bool(_TRACK_IDS & set(columns))


def _track(fields: Fields) -> SourceTrack:
    uris = [one for one in fields.get(Field.ARTIST_URIS, "").split(",") if one.strip()]
    names = artists_of(fields.get(Field.ARTISTS, ""), len(uris) or None)
    return track_of(fields, names, artists_of(fields.get(Field.ALBUM_ARTISTS, "")))


def artists_of(text: str, number: int | None = None) -> tuple[str, ...]:
    r"""Take apart a cell with one artist or several.

    They are joined by `;`, by `,` or by `, `; a comma of a name's own is written `\,` by
    one dialect, and by the other it is known by the space behind it.

    Args:
        text: the cell.
        number: of artists, where another column tells it.
    """
    if number == 1:
        return (_plain(text),)
    if ";" in text:
        return tuple(_plain(one) for one in text.split(";"))
    tight = [_plain(one) for one in _TIGHT_COMMA.split(text)]
    if number is not None and len(tight) != number:
        return tuple(_plain(one) for one in _COMMA.split(text))
    return tuple(tight)


def _plain(name: str) -> str:
    return name.replace("\\,", ",").strip()


FORMAT: Final = TableFormat(
    name=NAME, recognises=_recognises, track=_track, header=_header
)
