"""The days on which something was started and completed. Pure.

The history knows when an episode was viewed first. Where it knows nothing of one, the
last view stands for the first, unless it is a stamp of many episodes marked at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final

from .facts import DatedBy, MediaFacts

BULK_EPISODES: Final = 3
BULK_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, and how it is known."""

    at: int
    dated_by: DatedBy

    def day(self, zone: tzinfo) -> str:
        """Tell the day that it was in a zone, as `2026-11-21`."""
        return datetime.fromtimestamp(self.at, UTC).astimezone(zone).date().isoformat()


def marked_at_once[Key](stamps: Mapping[Key, int]) -> frozenset[Key]:
    """Find those of a title's stamps that were set in bulk: no view takes so little."""
    ordered = sorted(stamps, key=lambda key: stamps[key])
    found: set[Key] = set()
    for index in range(len(ordered) - BULK_EPISODES + 1):
        together = ordered[index : index + BULK_EPISODES]
        if stamps[together[-1]] - stamps[together[0]] <= BULK_SECONDS:
            found.update(together)
    return frozenset(found)


def started(facts: MediaFacts) -> Moment | None:
    """Tell when the first of it was viewed; of something only begun, when that was."""
    moments = _moments(facts)
    if moments or facts.watched:
        return min(moments, key=lambda moment: moment.at, default=None)
    begun = [
        each.last_viewed_at
        for each in facts.episodes
        if each.begun and each.last_viewed_at
    ]
    return Moment(min(begun), DatedBy.LAST_VIEWED) if begun else None


def completed(facts: MediaFacts) -> Moment | None:
    """Tell when the last of it was viewed first; `None` where its end has no date."""
    moments = _moments(facts, first_pass_only=True)
    if not facts.watched or facts.watched[-1].first_viewed_at is None:
        return None
    return max(moments, key=lambda moment: moment.at, default=None)


def _moments(facts: MediaFacts, *, first_pass_only: bool = False) -> Sequence[Moment]:
    """Give the first views that are known.

    What was viewed again and is in no history would date the second time round.
    """
    return [
        Moment(each.first_viewed_at, each.dated_by)
        for each in facts.watched
        if each.first_viewed_at is not None
        and each.dated_by is not None
        and not (
            first_pass_only
            and each.dated_by is DatedBy.LAST_VIEWED
            and each.times > max(facts.passes, 1)
        )
    ]
