"""Putting together what planning is to know. Pure."""

from collections.abc import Container
from dataclasses import replace

from ..sync.model import Coverage, Notice
from ..sync.turns import in_turns
from .facts import MediaFacts
from .finding import Found
from .matching import Candidate, candidates_of, wished_candidates
from .memory import Memory, memory_of
from .options import AnimeOptions
from .reading import Reading
from .reviews import NO_ACCOUNT
from .snapshot import Snapshot


def all_candidates(reading: Reading) -> list[Candidate]:
    """Give the titles of the libraries, then those that are on the watch-list only."""
    candidates = candidates_of(reading.titles, reading.viewing)
    known = {candidate.key for candidate in candidates}
    return [*candidates, *wished_candidates(reading.watchlist, known)]


def whole_snapshot(
    snapshot: Snapshot, reading: Reading, found: Found, memory: Memory
) -> Snapshot:
    """Complete a snapshot of everything with all that was learnt on the way."""
    subjects = found.subjects
    return replace(
        snapshot,
        unmapped=found.matched.unmapped,
        unsure=found.unsure,
        by_title=found.by_title,
        whole=reading.whole,
        coverage=Coverage(subjects=frozenset(subjects), everything=reading.whole),
        memory=memory_of(subjects.values(), found.references, found.fed_by, memory),
        cursors=reading.cursors,
        library_size=len(subjects) if reading.whole else None,
        notes=notes_of(reading, found),
        notices=(*reading.notices, *_unread(snapshot.reviews)),
    )


def _unread(reason: str) -> list[Notice]:
    """Tell of reviews that are wished for and cannot be read until somebody acts."""
    return [Notice(reason=reason)] if reason == NO_ACCOUNT else []


def is_wanted(facts: MediaFacts, options: AnimeOptions) -> bool:
    """Whether anything may be asked of a media that is not on the list."""
    return facts.active or facts.watchlisted or options.full_scan


def wanted_media(
    found: Found, on_list: Container[int], options: AnimeOptions
) -> dict[int, MediaFacts]:
    """Give the media of which something may be asked, by AniList id."""
    return {
        media_id: facts
        for media_id, facts in in_turns(found.media.items())
        if media_id in on_list or is_wanted(facts, options)
    }


def notes_of(reading: Reading, found: Found) -> dict[str, int]:
    """Count what a run looked at."""
    unmapped = found.matched.unmapped
    return {
        "titles": len(found.candidates),
        "left_out": reading.left_out,
        "unmapped": sum(1 for each in unmapped if each.active),
        "by_title": len(found.by_title),
    }
