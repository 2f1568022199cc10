"""Files of music: what each program writes, one file here a format."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from . import exportify, other_tables, tunemymusic
from .json_lists import read_json
from .m3u import read_m3u
from .model import ParsedFile, ParsedPlaylist
from .refusals import FileRefused, LineReason
from .tables import read_table
from .text import decode

__all__ = [
    "SUFFIXES",
    "FileRefused",
    "LineReason",
    "ParsedFile",
    "ParsedPlaylist",
    "parse",
]

_TABLES: Final = (exportify.FORMAT, tunemymusic.FORMAT, other_tables.FORMAT)

type _Reader = Callable[[str, str], ParsedFile]


def _table(text: str, name: str) -> ParsedFile:
    return read_table(text, name, _TABLES)


def _m3u(text: str, _: str) -> ParsedFile:
    return read_m3u(text)


_READERS: Final[Mapping[str, _Reader]] = {
    ".csv": _table,
    ".json": read_json,
    ".m3u": _m3u,
    ".m3u8": _m3u,
    ".tsv": _table,
}
SUFFIXES: Final = frozenset(_READERS)
"""How the names of files end that can be read."""


def parse(content: bytes, name: str) -> ParsedFile:
    """Read a file by the end of its name.

    Raises:
        FileRefused: nothing can be made of it; the reason says why.
    """
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise FileRefused(name, "file_kind")
    return reader(decode(content, name), name)
