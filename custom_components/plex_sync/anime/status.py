"""The status that a user's watching asks for. Pure; the first rule that fits speaks."""

from dataclasses import dataclass, field as attribute
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ..anilist.model import Entry, Media, MediaStatus
from ..sync.model import JsonObject, Policy
from .facts import MediaFacts
from .options import AnimeOptions, ProgressRule

REWATCHED_EPISODES: Final = 2
"""How many episodes make a rewatch: one alone is a favourite, or a resumed view."""


class EntryStatus(StrEnum):
    """AniList's words for where an entry stands."""

    PLANNING = "PLANNING"
    CURRENT = "CURRENT"
    PAUSED = "PAUSED"
    DROPPED = "DROPPED"
    COMPLETED = "COMPLETED"
    REPEATING = "REPEATING"


DONE: Final = (EntryStatus.COMPLETED, EntryStatus.REPEATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status, by which rule, on which evidence."""

    status: EntryStatus
    rule: str
    evidence: JsonObject = attribute(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether all of it was watched."""
        return self.status in DONE


def judge(
    facts: MediaFacts,
    media: Media,
    entry: Entry | None,
    options: AnimeOptions,
    now: datetime,
) -> Verdict | None:
    """Say where an entry should stand; `None`: nothing speaks for any status."""
    if facts.film and facts.watched:
        return Verdict(
            status=EntryStatus.COMPLETED,
            rule="film_watched",
            evidence={"views": facts.passes},
        )
    if is_complete(facts, media, entry, options):
        return _completed(facts, media)
    if facts.watched:
        return _idle(facts, media, options, now) or Verdict(
            status=EntryStatus.CURRENT,
            rule="some_watched",
            evidence=_counts(facts, media),
        )
    if facts.begun:
        return Verdict(
            status=EntryStatus.CURRENT,
            rule="film_begun" if facts.film else "begun",
            evidence={"continue_watching": facts.continuing},
        )
    if options.watchlist_planning and facts.watchlisted:
        return Verdict(status=EntryStatus.PLANNING, rule="watch_listed")
    return None


def is_complete(
    facts: MediaFacts, media: Media, entry: Entry | None, options: AnimeOptions
) -> bool:
    """Whether all episodes are watched, on Plex or as the list says before that."""
    count = media.episodes
    if not count or facts.highest < count:
        return False
    already = watched_before(facts, media, entry, options)
    return all(
        each.times or each.number <= already or each.number > count
        for each in facts.episodes
    )


def watched_before(
    facts: MediaFacts, media: Media, entry: Entry | None, options: AnimeOptions
) -> int:
    """Up to which episode the list says that the user had come without Plex.

    A progress that equals the highest episode on Plex may have been written from it
    and says nothing of the episodes in between.
    """
    policies = {options.policy("status"), options.policy("progress")}
    if entry is None or policies & {Policy.MIRROR, Policy.EXACT}:
        return 0
    reached = min(facts.highest, media.episodes or facts.highest)
    if entry.get("status") in DONE:
        return reached
    progress = entry.get("progress")
    known = progress if isinstance(progress, int) else 0
    return known if known < reached else 0


def progress_of(
    facts: MediaFacts, media: Media, entry: Entry | None, options: AnimeOptions
) -> int:
    """Tell the AniList episode that the user has come to."""
    reached = facts.highest
    if options.progress_rule is ProgressRule.CONTIGUOUS:
        already = watched_before(facts, media, entry, options)
        gap = next(
            (
                each.number
                for each in facts.episodes
                if not each.times and each.number > already
            ),
            reached + 1,
        )
        reached = max(
            (each.number for each in facts.watched if each.number < gap), default=0
        )
    return min(reached, media.episodes) if media.episodes else reached


def _completed(facts: MediaFacts, media: Media) -> Verdict:
    again = rewatched(facts)
    if len(again) >= REWATCHED_EPISODES:
        return Verdict(
            status=EntryStatus.REPEATING,
            rule="rewatching",
            evidence={**_counts(facts, media), "again": list(again)},
        )
    return Verdict(
        status=EntryStatus.COMPLETED,
        rule="all_watched",
        evidence={**_counts(facts, media), "passes": facts.passes},
    )


def rewatched(facts: MediaFacts) -> tuple[int, ...]:
    """Find the episodes that were viewed again after all had been watched.

    Completion is the last view of those episodes that were not viewed again.
    """
    passes = facts.passes
    rest = [each for each in facts.episodes if each.times == passes]
    if not passes or any(each.last_viewed_at is None for each in rest):
        return ()
    completion = max(each.last_viewed_at or 0 for each in rest)
    return tuple(
        each.number
        for each in facts.episodes
        if each.times > passes and (each.last_viewed_at or 0) > completion
    )


def _idle(
    facts: MediaFacts, media: Media, options: AnimeOptions, now: datetime
) -> Verdict | None:
    """Say that a title lies idle, where the user wants to hear so."""
    last = facts.last_viewed_at
    if options.idle_status is None or last is None or facts.continuing:
        return None
    waiting = media.status is not MediaStatus.FINISHED and all(
        each.times for each in facts.episodes
    )
    rested = now.timestamp() - last
    if waiting or rested < timedelta(weeks=options.idle_weeks).total_seconds():
        return None
    return Verdict(
        status=EntryStatus(options.idle_status),
        rule="idle",
        evidence={"weeks": options.idle_weeks, "last_viewed_at": last},
    )


def _counts(facts: MediaFacts, media: Media) -> JsonObject:
    return {
        "watched": len(facts.watched),
        "there": len(facts.episodes),
        "highest": facts.highest,
        "episodes": media.episodes,
    }
