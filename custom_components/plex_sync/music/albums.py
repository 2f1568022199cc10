"""Saved albums: what each track is, and which of them the library's album lacks."""

from collections.abc import Sequence

from .matching.albums import match_album
from .matching.matcher import Matcher
from .model import Band, Decision, Match, SourceTrack


def look_up_album(
    matcher: Matcher,
    tracks: Sequence[SourceTrack],
    decisions: Sequence[Sequence[Decision]],
) -> tuple[list[Match], frozenset[int]]:
    """Match an album; with each track's match the places (from 0) of those it lacks.

    A track that the library has on another album only is lacking, and yet matched: a
    playlist of the album may have it.

    Args:
        matcher: of the user's music.
        tracks: those of the album.
        decisions: the user's word on each of them.
    """
    matches, lacking = [], set()
    found = match_album(matcher, tracks).tracks
    for place, (track, words) in enumerate(zip(found, decisions, strict=True)):
        if words:
            match = matcher.match(track.source, words)
            lacks = match.band is Band.MISSING
        else:
            match, lacks = track.elsewhere or track.on_album, track.lacks
        matches.append(match)
        if lacks:
            lacking.add(place)
    return matches, frozenset(lacking)
