"""What a user's watching asks of an AniList entry, field by field. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field as attribute
from datetime import UTC, datetime

from ..anilist.model import Entry, Media, ScoreFormat
from ..sync.model import JsonObject, JsonValue, Policy, Removal, Wish
from .dates import Moment, completed, started
from .facts import UNKNOWN_REVIEW, MediaFacts
from .options import AnimeOptions
from .scores import plex_rating, raw_score, shown
from .status import EntryStatus, Verdict, judge, progress_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that is asked of one entry."""

    verdict: Verdict | None = None
    wishes: Mapping[str, Wish] = attribute(default_factory=dict)
    off: Mapping[str, Wish] = attribute(default_factory=dict)
    """What would be asked of fields that the user has switched off."""


def ask(
    facts: MediaFacts,
    media: Media,
    entry: Entry | None,
    options: AnimeOptions,
    score_format: ScoreFormat,
    now: datetime,
) -> Asked:
    """Say what a media's facts ask of its entry.

    Args:
        facts: what the user did with it.
        media: what AniList knows of it.
        entry: the user's entry as it is now; `None`: not on the list.
        options: the user's choices.
        score_format: the format in which the user rates on AniList.
        now: with the zone in which days are counted.
    """
    verdict = judge(facts, media, entry, options, now)
    if verdict is None:
        return Asked()
    said: dict[str, Wish] = {}
    for field, value, rule, evidence in _values(
        facts, media, entry, options, score_format, now, verdict
    ):
        policy = options.policy(field)
        said[field] = Wish(value=value, policy=policy, rule=rule, evidence=evidence)
    return Asked(
        verdict=verdict,
        wishes={
            field: wish for field, wish in said.items() if wish.policy is not Policy.OFF
        },
        off={field: wish for field, wish in said.items() if wish.policy is Policy.OFF},
    )


def removal(facts: MediaFacts, entry: Entry | None, *, created: bool) -> Removal | None:
    """Ask for an entry to go that this profile made and of which nothing is left.

    Only where all of its titles stand in a library that was read, without any activity:
    what has left the library is no reason.
    """
    if entry is None or not created or facts.active or facts.watchlisted:
        return None
    if not facts.subjects or not all(each.in_library for each in facts.subjects):
        return None
    return Removal(rule="nothing_left", evidence={"there": len(facts.episodes)})


type _Value = tuple[str, JsonValue, str, JsonObject]


def _values(
    facts: MediaFacts,
    media: Media,
    entry: Entry | None,
    options: AnimeOptions,
    score_format: ScoreFormat,
    now: datetime,
    verdict: Verdict,
) -> Iterator[_Value]:
    """Give field, value, rule and evidence of each field that something is said of."""
    yield "status", verdict.status.value, verdict.rule, verdict.evidence
    if verdict.status is not EntryStatus.PLANNING:
        yield _progress(facts, media, entry, options, verdict)
        yield from _date("started_at", started(facts), "first_view", now)
    if verdict.done:
        if facts.passes:
            yield "repeat", facts.passes - 1, "full_passes", {"passes": facts.passes}
        yield from _date("completed_at", completed(facts), "last_first_view", now)
        yield from _score(facts, entry, score_format)
    yield from _notes(facts)


def _progress(
    facts: MediaFacts,
    media: Media,
    entry: Entry | None,
    options: AnimeOptions,
    verdict: Verdict,
) -> _Value:
    if facts.film or verdict.done:
        value = (media.episodes or 1) if verdict.done else 0
        return "progress", value, verdict.rule, {"episodes": media.episodes}
    value = progress_of(facts, media, entry, options)
    evidence: JsonObject = {"highest": facts.highest, "episodes": media.episodes}
    return "progress", value, f"{options.progress_rule}_watched", evidence


def _date(
    field: str, moment: Moment | None, rule: str, now: datetime
) -> Iterator[_Value]:
    if moment is not None:
        zone = now.tzinfo or UTC
        evidence: JsonObject = {"at": moment.at, "by": moment.dated_by.value}
        yield field, moment.day(zone), rule, evidence


def _score(
    facts: MediaFacts, entry: Entry | None, score_format: ScoreFormat
) -> Iterator[_Value]:
    rating = plex_rating(facts)
    value = rating and raw_score(rating.value, score_format)
    if rating is None or not value:
        return
    current = entry.get("score") if entry else None
    if isinstance(current, int) and shown(current, score_format) == shown(
        value, score_format
    ):
        return
    evidence: JsonObject = {"rating": rating.value, "format": score_format.value}
    yield "score", value, rating.rule, evidence


def _notes(facts: MediaFacts) -> Iterator[_Value]:
    """A review speaks for a media that has one subject only."""
    reviews = [each.review for each in facts.subjects]
    if len(reviews) == 1 and reviews[0] is not UNKNOWN_REVIEW:
        yield "notes", reviews[0], "review", {}
