"""What is kept of subjects between runs. Pure.

Of each: a name for its facts, where its title stood, which media it feeds, and the first
views that the history told, which is only read once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from ..sync.model import JsonObject, SubjectKey
from ..sync.turns import in_turns
from .facts import DatedBy, SubjectFacts

FACTS: Final = "facts"
FIRST_VIEWS: Final = "first"
MEDIA: Final = "media"
REFERENCE: Final = "reference"

type Memory = Mapping[SubjectKey, JsonObject]


def title_of(subject: SubjectKey) -> str:
    """Give the title's part of a subject's key."""
    head, mark, season = subject.rpartition("#")
    return head if mark and season.isdecimal() else subject


def first_views_of(key: SubjectKey, memory: Memory) -> Mapping[str, int]:
    """Give the first views of a subject's episodes, by number."""
    kept = memory.get(key, {}).get(FIRST_VIEWS)
    if not isinstance(kept, Mapping):
        return {}
    return {number: at for number, at in kept.items() if isinstance(at, int)}


def reference_of(key: SubjectKey, memory: Memory) -> str | None:
    """Give the rating key that a subject's title had."""
    kept = memory.get(key, {}).get(REFERENCE)
    return kept if isinstance(kept, str) and kept else None


def has_changed(facts: SubjectFacts, memory: Memory) -> bool:
    """Whether a subject's facts are others than when it was last settled."""
    kept = memory.get(facts.subject.key)
    if kept is None:
        return facts.active
    return kept.get(FACTS) != facts.fingerprint


def memory_of(
    subjects: Iterable[SubjectFacts],
    references: Mapping[SubjectKey, str],
    fed_by: Mapping[SubjectKey, Collection[int]],
    memory: Memory,
) -> dict[SubjectKey, JsonObject]:
    """Say what to keep of subjects anew: those with activity, or with something kept."""
    found: dict[SubjectKey, JsonObject] = {}
    for facts in in_turns(subjects):
        key = facts.subject.key
        if not facts.active and key not in memory:
            continue
        kept: JsonObject = {
            FACTS: facts.fingerprint,
            REFERENCE: references[key],
            MEDIA: sorted(fed_by.get(key, ())),
            FIRST_VIEWS: _first_views(facts),
        }
        if memory.get(key) != kept:
            found[key] = kept
    return found


def later_first_views(
    subjects: Iterable[SubjectFacts], memory: Memory
) -> dict[SubjectKey, JsonObject]:
    """Keep first views that the history told only after the facts were settled."""
    return {
        key: {**kept, FIRST_VIEWS: first_views}
        for facts in subjects
        if (kept := memory.get(key := facts.subject.key)) is not None
        and (first_views := _first_views(facts)) != kept.get(FIRST_VIEWS)
    }


def titles_feeding(media: Collection[int], memory: Memory) -> set[str]:
    """Give the keys of titles that were seen to feed certain media."""
    return {
        title_of(key)
        for key, kept in memory.items()
        if isinstance(fed := kept.get(MEDIA), Sequence)
        and any(media_id in media for media_id in fed)
    }


def _first_views(facts: SubjectFacts) -> JsonObject:
    return {
        str(item.number): item.first_viewed_at
        for item in facts.items
        if item.dated_by is DatedBy.HISTORY
    }
