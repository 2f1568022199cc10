"""What the path of somebody's file says about the music in it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import Final

from ..matching.normalise import normalise

GENERIC: Final = frozenset(
    {
        "albums",
        "audio",
        "complete",
        "completed",
        "download",
        "downloads",
        "files",
        "flac",
        "flacs",
        "home",
        "incoming",
        "itunes",
        "itunes media",
        "library",
        "lossless",
        "lossy",
        "media",
        "misc",
        "mp3",
        "mp3s",
        "music",
        "musica",
        "musik",
        "musique",
        "muziek",
        "my music",
        "new",
        "other",
        "share",
        "shared",
        "shares",
        "singles",
        "slsk",
        "songs",
        "soulseek",
        "soulseek downloads",
        "temp",
        "tmp",
        "tracks",
        "unsorted",
        "various",
        "wav",
    }
)
"""Names of folders, normalised, that say nothing."""

_SHARE: Final = re.compile(r"@@\w+|[A-Za-z]:|[A-Za-z0-9#]|0-9|[A-Za-z]-[A-Za-z]")
_DISC: Final = re.compile(
    r"(?:cd|disc|disk|disco|lp|vinyl|side)[\s._-]*(?:\d{1,2}|[a-d])\b.*", re.IGNORECASE
)
_TECHNICAL: Final = re.compile(
    r"\b(?:flac|mp3|aac|m4a|ogg|opus|alac|wav|ape|lossless|web|webrip|vinyl|cd|cdda|eac"
    r"|cbr|vbr|v0|v2|\d{2,4}\s*k(?:bps|hz|bits?)?|\d{2}[\s-]?bits?|\d{2}[-_ ]\d{2,3}"
    r"|320|256|192|128)\b",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"\s*[\[({]([^\[\](){}]*)[\])}]\s*$")
_YEARS: Final = re.compile(
    r"^\s*[\[(]?(?:19|20)\d\d[\])]?(?:\s*[-.]\s*|\s+)(?=\S)|\s*[\[(](?:19|20)\d\d[\])]\s*$"
)
_DASH: Final = re.compile(r"\s+[-\u2010-\u2015\u2212]+\s+")
# `01 - `, `1-03. `, `A2. `, `(07) `: with a sign behind it, it is surely a number.
_NUMBER: Final = re.compile(
    r"^\s*[\[(]?(?:\d{1,2}[-.]\d{1,3}(?:\s*[-._)\]]+\s*|\s+)"
    r"|(?:\d{1,3}|[A-D]\d{1,2})\s*[-._)\]]+\s*)(?=\S)"
)
_LOOSE_NUMBER: Final = re.compile(r"^\s*(?:\d{1,2}[-.])?\d{1,3}\s+(?=\S)")
_ONLY_NUMBER: Final = re.compile(r"(?:\d{1,2}[-.])?\d{1,3}|[A-D]\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way in which a path can be read."""

    artist: str
    title: str
    album: str = ""


def parts_of(path: str) -> list[str]:
    """The folders of a path and its file, without what says nothing in between."""
    return [part.strip() for part in re.split(r"[\\/]+", path) if part.strip()]


def file_name(path: str) -> str:
    """The file's name, without its folders."""
    parts = parts_of(path)
    return parts[-1] if parts else ""


def folders_of(path: str) -> list[str]:
    """The folders that say something, the innermost last."""
    return [
        folder
        for folder in parts_of(path)[:-1]
        if not (
            _SHARE.fullmatch(folder)
            or _DISC.fullmatch(folder)
            or normalise(folder) in GENERIC
        )
    ]


def readings_of(path: str) -> list[Reading]:
    """All ways to read a path, each once, the likelier first.

    Three layouts: `Artist - Title`, `Artist/Album/Title`, `Artist - Album/Title`.
    """
    stem = file_name(path).rpartition(".")[0] or file_name(path)
    folders = folders_of(path)
    album = _album_of(folders[-1]) if folders else ""
    found = [
        reading
        for spoken in _spoken(stem)
        for name in _without_number(_without_technical(spoken))
        for reading in (*_from_name(name, album), *_from_folders(name, folders))
        if reading.artist and reading.title
    ]
    return list(dict.fromkeys(found))


def _spoken(stem: str) -> Iterator[str]:
    """A file's name with spaces, where it is written without any."""
    if " " in stem:
        yield stem
        return
    yield stem.replace("_", " ")
    if "-" in stem:
        yield stem.replace("_", " ").replace("-", " - ")


def _from_name(name: str, album: str) -> Iterator[Reading]:
    """`Artist - Title`, with an album or a number in between."""
    pieces = [piece for piece in _DASH.split(name) if piece.strip()]
    if len(pieces) < 2:
        return
    artist, *rest = pieces
    for place, piece in enumerate(rest[:-1]):
        if _ONLY_NUMBER.fullmatch(piece.strip()):
            title = " - ".join(rest[place + 1 :])
            between = " - ".join(rest[:place])
            yield Reading(artist=artist, title=title, album=between or album)
            return
    yield Reading(artist=artist, title=" - ".join(rest), album=album)
    if len(rest) > 1:
        title = " - ".join(rest[1:])
        for bare in _without_number(title):
            yield Reading(artist=artist, title=bare, album=rest[0])


def _from_folders(name: str, folders: list[str]) -> Iterator[Reading]:
    """`Artist - Album/Title`, and `Artist/Album/Title`."""
    if not folders:
        return
    *above, inner = folders
    bare = _YEARS.sub("", _without_technical(inner))
    pieces = [piece for piece in _DASH.split(bare) if piece.strip()]
    if len(pieces) > 1:
        album = _album_of(" - ".join(pieces[1:]))
        yield Reading(artist=pieces[0], title=name, album=album)
    # Files may lie right in the artist's folder; there may be one such as `Live`.
    if not above:
        yield Reading(artist=inner, title=name)
    for artist in reversed(above[-2:]):
        yield Reading(artist=artist, title=name, album=_album_of(inner))


def _without_number(text: str) -> Iterator[str]:
    """The text without the number of the track; a title may begin with one itself."""
    bare = _NUMBER.sub("", text, count=1)
    if bare == text:
        bare = _LOOSE_NUMBER.sub("", text, count=1)
    yield bare
    if bare != text and not text.lstrip().startswith("0"):
        yield text


def _album_of(folder: str) -> str:
    """An album's title out of a folder's name: without year and format."""
    bare = _without_technical(folder)
    return _YEARS.sub("", _YEARS.sub("", bare)).strip() or folder


def _without_technical(text: str) -> str:
    """Without brackets at the end that tell how it is encoded; others may tell more."""
    while (found := _BRACKETED.search(text)) and _TECHNICAL.search(found[1]):
        text = text[: found.start()]
    return text.strip()
