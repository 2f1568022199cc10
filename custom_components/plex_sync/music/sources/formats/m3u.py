"""M3U and M3U8: a line a file, and what players write above it."""

from dataclasses import dataclass
import re
from typing import Final
from urllib.parse import unquote

from ...model import SourceTrack
from .columns import Field
from .model import ParsedFile, PlaylistBuilder
from .refusals import LineReason, LineRefused
from .text import clean, lines_of
from .tracks import track_of

NAME: Final = "m3u"

_INFORMATION = re.compile(
    r"#EXTINF:\s*(-?\d*)(?:\.\d*)?((?:\s+[\w-]+=\"[^\"]*\")*)\s*,?(.*)", re.IGNORECASE
)
_TITLE = re.compile(r"#PLAYLIST:(.*)", re.IGNORECASE)
_ALBUM = re.compile(r"#EXTALB:(.*)", re.IGNORECASE)
_ARTIST = re.compile(r"#EXTART:(.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*://|spotify:", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:0\d{1,2}[\s._-]+|\d{1,3}(?:-\d{1,2})?\s*[._-]\s*)(?=\S)")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{2,5}$")


@dataclass(slots=True)
class _Above:
    """What stood above a file's line."""

    line: int = 0
    seconds: str = ""
    words: str = ""
    artist: str = ""
    album: str = ""


def read_m3u(text: str) -> ParsedFile:
    """Read a playlist of files; information without a file below it is refused."""
    playlist = PlaylistBuilder(None)
    above = _Above()
    for number, line in enumerate(lines_of(text.removeprefix("\ufeff")), start=1):
        line = line.strip()
        if not line:
            continue
        if found := _TITLE.match(line):
            playlist.title = clean(found[1])
        elif found := _ALBUM.match(line):
            above.album = found[1]
        elif found := _ARTIST.match(line):
            above.artist = found[1]
        elif found := _INFORMATION.match(line):
            if above.line:
                playlist.refuse(above.line, LineReason.NO_FILE, above.words)
            above = _Above(number, found[1], found[3], above.artist, above.album)
        elif not line.startswith("#"):
            try:
                playlist.add(_track(line, above))
            except LineRefused as refusal:
                playlist.refuse(number, refusal.reason, line)
            above = _Above()
    if above.line:
        playlist.refuse(above.line, LineReason.NO_FILE, above.words)
    return ParsedFile(format=NAME, playlists=(playlist.build(),))


def _track(location: str, above: _Above) -> SourceTrack:
    """A track of what stood above the file, or of the file's own name."""
    address = _ADDRESS.match(location)
    endless = above.seconds in ("", "0") or above.seconds.startswith("-")
    if address and endless and not location.startswith("spotify:"):
        raise LineRefused(LineReason.STREAM)
    fields = {
        Field.TITLE: above.words,
        Field.ALBUM: above.album,
        Field.DURATION: "" if endless else above.seconds,
        Field.URI: location if address else "",
    }
    artists: tuple[str, ...] = (above.artist,)
    if not above.words.strip() and not address:
        artist, album, title = _by_file_name(location)
        fields |= {Field.TITLE: title, Field.ALBUM: above.album or album}
        artists = (above.artist or artist,)
    elif above.artist.strip():
        fields[Field.TITLE] = above.words.removeprefix(f"{above.artist.strip()} - ")
    return track_of(fields, artists)


def _by_file_name(location: str) -> tuple[str, str, str]:
    """Artist, album and title: `Artist/Album/01 Title.flac`, `Artist - Title.mp3`."""
    if location.lower().startswith("file:"):
        location = unquote(location[5:])
    parts = [part for part in re.split(r"[\\/]+", location) if part]
    name = _SUFFIX.sub("", parts[-1]) if parts else ""
    name = _NUMBERED.sub("", name, count=1) if _NUMBERED.match(name) else name
    pieces = [one for one in name.split(" - ") if one and not one.strip().isdecimal()]
    if len(pieces) > 1:
        return pieces[0], pieces[1] if len(pieces) > 2 else "", pieces[-1]
    if len(parts) > 2:
        return parts[-3], parts[-2], name
    return "", "", name
