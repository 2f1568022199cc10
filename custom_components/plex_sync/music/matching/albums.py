"""Saved albums: owned, owned in part, or missing; one edition is as good as another."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..model import Band, Match, SourceTrack
from .matcher import Matcher


class Ownership(StrEnum):
    """How much of an album is in the library."""

    OWNED = "owned"
    IN_PART = "in_part"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class AlbumTrack:
    """One track of a saved album."""

    source: SourceTrack
    on_album: Match
    """Among the library's tracks of that album."""
    elsewhere: Match | None
    """Where it lacks on the album: what the rest of the library has."""

    @property
    def lacks(self) -> bool:
        """Whether the library's album is without it."""
        return self.on_album.band is Band.MISSING


@dataclass(frozen=True, slots=True)
class AlbumMatch:
    """What became of a saved album."""

    ownership: Ownership
    tracks: tuple[AlbumTrack, ...]

    @property
    def lacking(self) -> tuple[SourceTrack, ...]:
        """The tracks that the library's album is without, in the album's order."""
        return tuple(track.source for track in self.tracks if track.lacks)


def match_album(matcher: Matcher, tracks: Sequence[SourceTrack]) -> AlbumMatch:
    """Match all tracks of one saved album; each carries the album's title.

    A track that the library has on another album only still lacks on this one. An album
    without tracks is missing.
    """
    matched = tuple(_match(matcher, track) for track in tracks)
    lacking = sum(track.lacks for track in matched)
    if not lacking and matched:
        return AlbumMatch(Ownership.OWNED, matched)
    if lacking < len(matched):
        return AlbumMatch(Ownership.IN_PART, matched)
    return AlbumMatch(Ownership.MISSING, matched)


def _match(matcher: Matcher, track: SourceTrack) -> AlbumTrack:
    on_album = matcher.match_on_album(track)
    if on_album.band is not Band.MISSING:
        return AlbumTrack(track, on_album, None)
    return AlbumTrack(track, on_album, matcher.match(track))
