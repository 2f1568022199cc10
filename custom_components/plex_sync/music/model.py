"""What both sides of a music profile are made of: tracks wanted, tracks owned, matches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from enum import StrEnum

from ..sync.model import JsonValue

type ThingKey = str
"""A library track wherever it is written down: its Plex guid, or `file:` and a hash
where Plex has no guid of its own for it; survives a rescan that changes rating keys."""


def track_keys(value: JsonValue) -> list[ThingKey]:
    """The tracks in a field of a playlist's state; none in what is no list."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [str(key) for key in value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrack:
    """One track as a streaming service or a file names it."""

    uri: str
    """`spotify:track:…`; of a file a stable one made of what the line says."""
    title: str
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artists: tuple[str, ...] = ()
    album_uri: str = ""
    milliseconds: int | None = None
    isrc: str | None = None
    """As written down, in capitals and without dashes."""
    explicit: bool | None = None
    picture: str = ""
    """An address of the cover at the service, without any secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryTrack:
    """One track of the Plex library."""

    key: ThingKey
    rating_key: str
    title: str
    artist: str = ""
    """The artist of the album (`grandparentTitle`)."""
    track_artist: str = ""
    """The artist of the track where it differs (`originalTitle`)."""
    album: str = ""
    album_rating_key: str = ""
    milliseconds: int | None = None
    isrc: str | None = None
    musicbrainz: str | None = None
    """The id of the MusicBrainz release track, where Plex has one."""
    year: int | None = None
    disc: int | None = None
    number: int | None = None
    lossless: bool | None = None
    bitrate: int | None = None
    """Kilobits a second."""
    compilation: bool = False
    explicit: bool | None = None
    section: str = ""
    """The key of the library section."""
    file_name: str = ""
    """The name of the file, without its folders."""
    added_at: int = 0
    """Seconds since 1970, as the server says."""


class Band(StrEnum):
    """How sure a match is."""

    ACCEPT = "accept"
    REVIEW = "review"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A library track that was looked at, with how well it agrees."""

    track: ThingKey
    confidence: float
    """0 to 1."""
    reason: str
    """A translation key: what spoke for it, or against."""
    details: Mapping[str, str | float | bool | None] = attribute(default_factory=dict)
    """The witnesses: titles' and artists' likeness, seconds apart, version words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of one track that was looked for."""

    band: Band
    track: ThingKey | None
    """The library track that is taken (accept) or offered (review)."""
    confidence: float
    step: str
    """The rung of the ladder that decided: `decision`, `isrc`, `exact`, `fuzzy`…"""
    reason: str
    candidates: Sequence[Candidate] = ()
    """The best ones, best first, the taken one among them."""


class VerdictKind(StrEnum):
    """What the user settled about a track."""

    THIS = "this"
    NOT_THIS = "not_this"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The user's word on one source track, everywhere or within one saved item."""

    kind: VerdictKind
    tracks: tuple[ThingKey, ...] = ()
    """With *this*: the one; with *not this*: all that were refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Which of equally right library tracks is taken."""

    album_over_compilation: bool = True
    lossless: bool = True
    bitrate: bool = True
    explicit: bool | None = None
    """`True`: rather explicit, `False`: rather clean, `None`: as the source says."""
    sections: tuple[str, ...] = ()
    """Sections in order of preference; those not named come last."""
