"""Looking tracks up in the user's music, all of a run at once."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from functools import partial

from ..sync.model import JsonValue
from .albums import look_up_album
from .collection import MusicCollection
from .decisions import decisions_on
from .hints import Hints, with_hint
from .items import ItemKind, SavedItem
from .matching.index import Index
from .matching.matcher import Matcher
from .matching.remembering import forget
from .model import LibraryTrack, Match, Preference, SourceTrack
from .rating_keys import RatingKeys

type Wish = tuple[SavedItem, Sequence[SourceTrack]]


@dataclass(slots=True)
class Found:
    """What came of looking."""

    matches: dict[str, list[Match]] = attribute(default_factory=dict)
    """By item, one for each of its tracks."""
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
    found, hinted = Found(), hints or {}

    def work(group: Sequence[Wish], tracks: Iterator[LibraryTrack]) -> None:
        matcher = Matcher(Index.build(_noted(tracks, found)), preference)
        for item, lines in group:
            words = [decisions_on(decisions, item.key, line.uri) for line in lines]
            if item.kind is ItemKind.ALBUM:
                matches, lacking = look_up_album(matcher, lines, words)
                found.matches[item.key] = matches
                found.lacking[item.key] = lacking
                continue
            found.matches[item.key] = [
                with_hint(
                    matcher.match(line, word),
                    hinted.get(line.uri, ()),
                    found.rating_keys,
                )
                for line, word in zip(lines, words, strict=True)
            ]

    try:
        for sections, group in by_sections.items():
            await collection.read(partial(work, group), sections)
    finally:
        # In a thread: to free what was remembered takes a while.
        await asyncio.to_thread(forget)
    return found


def _noted(tracks: Iterator[LibraryTrack], found: Found) -> Iterator[LibraryTrack]:
    """Keep where each track is today, while it goes by."""
    for track in tracks:
        found.rating_keys.note(track.key, track.rating_key)
        yield track
