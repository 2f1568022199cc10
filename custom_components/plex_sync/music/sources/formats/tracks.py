"""A line's fields as a track to look for."""

from collections.abc import Iterable, Mapping, Sequence
import hashlib
import re
import unicodedata
from urllib.parse import unquote_plus

from ...model import SourceTrack
from .columns import Field
from .refusals import LineReason, LineRefused
from .text import clean

type Fields = Mapping[Field, str]

_TRACK = re.compile(
    r"(?:spotify:track:|open\.spotify\.com/(?:intl-[\w-]+/)?track/)([0-9A-Za-z]{22})"
)
_ID = re.compile(r"[0-9A-Za-z]{22}")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d+)?")
_LONGEST_SECONDS = 10_000
"""What is larger is not meant in seconds."""
_TRUE = frozenset({"true", "1", "yes", "explicit"})
_FALSE = frozenset({"false", "0", "no", "clean"})


def track_of(
    fields: Fields, artists: Sequence[str], album_artists: Sequence[str] = ()
) -> SourceTrack:
    """Make a track; its URI is the same wherever the same line stands.

    Raises:
        LineRefused: `line_no_title`, or `line_not_a_track`.
    """
    album_artists = album_artists or (fields.get(Field.ALBUM_ARTISTS, ""),)
    said = fields.get(Field.URI, "").strip()
    if said.startswith("spotify:") and not said.startswith(
        ("spotify:track:", "spotify:local:")
    ):
        raise LineRefused(LineReason.NOT_A_TRACK)
    if not fields.get(Field.TITLE) and said.startswith("spotify:local:"):
        fields, artists = _of_local(said)
    title = clean(fields.get(Field.TITLE, ""))
    artists = _names(artists)
    if title and not artists:
        artists, title = _taken_apart(title)
    if not title:
        raise LineRefused(LineReason.NO_TITLE)
    album = clean(fields.get(Field.ALBUM, ""))
    isrc = _isrc(fields.get(Field.ISRC, ""))
    return SourceTrack(
        uri=_uri(said) or _made_uri(isrc, title, artists, album),
        title=title,
        artists=artists,
        album=album,
        album_artists=_names(album_artists),
        album_uri=_starting("spotify:album:", fields.get(Field.ALBUM_URI, "")),
        milliseconds=_milliseconds(fields),
        isrc=isrc,
        explicit=_flag(fields.get(Field.EXPLICIT, "")),
        picture=_starting("https://", fields.get(Field.PICTURE, "")),
    )


def _names(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for one in said if (name := clean(one)))


def _taken_apart(title: str) -> tuple[tuple[str, ...], str]:
    """`Artist - Title` where nothing else names an artist."""
    before, dash, after = title.partition(" - ")
    return ((before.strip(),), after.strip()) if dash and after.strip() else ((), title)


def _of_local(said: str) -> tuple[Fields, tuple[str, ...]]:
    """What the URI of a file says: `spotify:local:ARTIST:ALBUM:TITLE:SECONDS`."""
    parts = [unquote_plus(part) for part in said.split(":")[2:]]
    artist, album, title, seconds, *_ = [*parts, "", "", "", ""]
    fields = {Field.TITLE: title, Field.ALBUM: album, Field.DURATION: seconds}
    return fields, (artist,)


def _uri(said: str) -> str:
    """Spotify's own name for the track, if the line has one."""
    if said.startswith("spotify:local:"):
        return clean(said)
    if found := _TRACK.search(said):
        return f"spotify:track:{found[1]}"
    return f"spotify:track:{said}" if _ID.fullmatch(said) else ""


def _made_uri(
    isrc: str | None, title: str, artists: tuple[str, ...], album: str
) -> str:
    """A name made of what the line says."""
    if isrc:
        return f"isrc:{isrc}"
    said = "\n".join((" & ".join(artists), title, album))
    plain = unicodedata.normalize("NFKC", said).casefold()
    return f"title:{hashlib.sha256(plain.encode()).hexdigest()[:24]}"


def _isrc(text: str) -> str | None:
    plain = text.strip().upper().replace("-", "").replace(" ", "")
    return plain if _ISRC.fullmatch(plain) else None


def _milliseconds(fields: Fields) -> int | None:
    if _NUMBER.fullmatch(text := fields.get(Field.MILLISECONDS, "").strip()):
        return round(float(text)) or None
    text = fields.get(Field.DURATION, "").strip()
    if found := _TIME.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 or None
    if _NUMBER.fullmatch(text):
        number = float(text)
        return round(number * 1000 if number < _LONGEST_SECONDS else number) or None
    return None


def _flag(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def _starting(beginning: str, text: str) -> str:
    text = text.strip()
    return clean(text) if text.startswith(beginning) else ""
