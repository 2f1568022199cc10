"""Looking tracks up in the user's music, all of a run at once."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from functools import partial
from sys import intern

from ..sync.columns import Columns
from ..sync.memory import give_back
from ..sync.model import JsonValue
from ..sync.turns import in_turns
from .albums import look_up_album
from .collection import MusicCollection
from .decisions import decisions_on
from .found import FoundTrack, found_line, found_track
from .hints import Hints, with_hint
from .items import ItemKind, SavedItem
from .library.lines import Packed, Packing
from .matching.index import Index
from .matching.matcher import Matcher
from .matching.remembering import forget
from .model import Band, LibraryTrack, Match, Preference, SourceTrack
from .rating_keys import RatingKeys

type Wish = tuple[SavedItem, Collection[SourceTrack]]


@dataclass(slots=True)
class Found:
    """What came of looking."""

    matches: dict[str, Columns[Match]] = attribute(default_factory=dict)
    """By item, one for each of its tracks, with what planning looks at."""
    lines: dict[str, Packed[FoundTrack]] = attribute(default_factory=dict)
    """By item, the same in full, to be kept."""
    lacking: dict[str, frozenset[int]] = attribute(default_factory=dict)
    """By album, the places of the tracks that the library's album is without."""
    rating_keys: RatingKeys = attribute(default_factory=RatingKeys)
    """Under which rating key each track of the collection is there."""


async def look_up(
    collection: MusicCollection,
    wishes: Collection[Wish],
    decisions: Mapping[str, JsonValue],
    preference: Preference,
    hints: Hints | None = None,
) -> Found:
    """Match the tracks of items; the collection is let go of afterwards."""
    by_sections: dict[tuple[str, ...], list[Wish]] = defaultdict(list)
    for wish in wishes:
        by_sections[wish[0].sections].append(wish)
    found = Found()

    def work(group: Sequence[Wish], tracks: Iterator[LibraryTrack]) -> None:
        matcher = Matcher(Index.build(_noted(tracks, found)), preference)
        for item, lines in group:
            if item.kind is ItemKind.ALBUM:
                pairs = _of_album(found, matcher, item, lines, decisions)
            else:
                pairs = _of_playlist(
                    found, matcher, item, lines, decisions, hints or {}
                )
            _keep(found, item.key, pairs)

    try:
        for sections, group in by_sections.items():
            await collection.read(partial(work, group), sections)
    finally:
        # In a thread: to free what was remembered takes a while.
        await asyncio.to_thread(_let_go)
    return found


def _let_go() -> None:
    """Give back what matching took, before planning and writing need memory."""
    forget()
    give_back()


type _Pair = tuple[SourceTrack, Match]


def _of_album(
    found: Found,
    matcher: Matcher,
    item: SavedItem,
    lines: Collection[SourceTrack],
    decisions: Mapping[str, JsonValue],
) -> Iterator[_Pair]:
    """Match an album as a whole."""
    tracks = list(lines)
    words = [decisions_on(decisions, item.key, track.uri) for track in tracks]
    matches, found.lacking[item.key] = look_up_album(matcher, tracks, words)
    yield from zip(tracks, matches, strict=True)


def _of_playlist(
    found: Found,
    matcher: Matcher,
    item: SavedItem,
    lines: Collection[SourceTrack],
    decisions: Mapping[str, JsonValue],
    hints: Hints,
) -> Iterator[_Pair]:
    """Match track after track."""
    for track in lines:
        match = matcher.match(track, decisions_on(decisions, item.key, track.uri))
        yield track, with_hint(match, hints.get(track.uri, ()), found.rating_keys)


def _keep(found: Found, item: str, pairs: Iterator[_Pair]) -> None:
    """Zip what was found, match by match, so that never all are held in full."""
    packing = Packing()

    def packed() -> Iterator[Match]:
        for track, match in in_turns(pairs):
            packing.add(found_line(track, match))
            yield _for_planning(match)

    found.matches[item] = Columns(Match, packed())
    found.lines[item] = packing.packed(found_track)


def _for_planning(match: Match) -> Match:
    """A match without what nobody asks of one that is settled."""
    return replace(
        match,
        track=intern(match.track) if match.track is not None else None,
        candidates=()
        if match.band is Band.ACCEPT
        else tuple(replace(each, details={}) for each in match.candidates),
    )


def _noted(tracks: Iterator[LibraryTrack], found: Found) -> Iterator[LibraryTrack]:
    """Keep where each track is today, while it goes by."""
    for track in tracks:
        found.rating_keys.note(track.key, track.rating_key)
        yield track
