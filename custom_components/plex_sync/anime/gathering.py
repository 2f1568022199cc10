"""From the episodes of subjects to those of the AniList media that they feed. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from ..sync.columns import Columns
from .facts import DatedBy, EpisodeFacts, Item, MediaFacts, SubjectFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A film or episode of Plex as AniList episodes, or as a part of one."""

    facts: SubjectFacts
    item: Item
    first: int = 1
    """The AniList episodes that it covers, first to last."""
    last: int = 1
    part: int = 1
    """Which of `parts` that make the AniList episode together."""
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """An episode of a subject as AniList episodes, or as a part of one."""

    number: int
    """The episode's number in its subject."""
    first: int
    """The AniList episodes that it covers, first to last."""
    last: int
    part: int = 1
    """Which of `parts` that make the AniList episode together."""
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a subject gives to an AniList media."""

    facts: SubjectFacts
    covers: Sequence[Cover]

    def shares(self) -> Iterator[Share]:
        """Give its episodes one by one."""
        items = {item.number: item for item in self.facts.items}
        for cover in self.covers:
            yield Share(
                facts=self.facts,
                item=items[cover.number],
                first=cover.first,
                last=cover.last,
                part=cover.part,
                parts=cover.parts,
            )


def gather(media_id: int, shares: Iterable[Share]) -> MediaFacts:
    """Join the shares that make up an AniList media, in whatever order they come."""
    numbers: dict[int, list[Share]] = defaultdict(list)
    subjects: dict[str, SubjectFacts] = {}
    for share in shares:
        subjects[share.facts.subject.key] = share.facts
        for number in range(share.first, share.last + 1):
            numbers[number].append(share)
    facts = tuple(subjects[key] for key in sorted(subjects))
    return MediaFacts(
        media_id=media_id,
        subjects=facts,
        episodes=Columns(
            EpisodeFacts,
            (_episode(number, numbers[number]) for number in sorted(numbers)),
        ),
        film=len(facts) == 1 and facts[0].season is None and min(numbers) == 1,
    )


def _episode(number: int, shares: list[Share]) -> EpisodeFacts:
    """Join what is known of one AniList episode, whole or in parts."""
    whole = [share.item for share in shares if share.parts == 1]
    if whole:
        return _of_item(number, reduce(further, whole))
    by_part = _by_part(shares)
    parts = [reduce(further, by_part[part]) for part in sorted(by_part)]
    # Parts that have left the library do not count, but the last one ends the episode.
    ends = max(share.parts for share in shares) in by_part
    times = min(part.views for part in parts) if ends else 0
    touched = any(part.active for part in parts)
    dated = times > 0 and all(part.first_viewed_at is not None for part in parts)
    ratings = [part.rating for part in parts if part.rating is not None]
    return EpisodeFacts(
        number=number,
        times=times,
        begun=any(part.begun for part in parts) or (touched and times == 0),
        first_viewed_at=max(part.first_viewed_at or 0 for part in parts)
        if dated
        else None,
        dated_by=_least_sure(parts) if dated else None,
        last_viewed_at=max(part.last_viewed_at or 0 for part in parts) or None,
        rating=sum(ratings) / len(ratings) if len(ratings) == len(parts) else None,
    )


def _of_item(number: int, item: Item) -> EpisodeFacts:
    return EpisodeFacts(
        number=number,
        times=item.views,
        begun=item.begun,
        first_viewed_at=item.first_viewed_at,
        dated_by=item.dated_by,
        last_viewed_at=item.last_viewed_at,
        rating=item.rating,
    )


def _by_part(shares: Iterable[Share]) -> Mapping[int, list[Item]]:
    by_part: dict[int, list[Item]] = defaultdict(list)
    for share in shares:
        by_part[share.part].append(share.item)
    return by_part


def further(first: Item, second: Item) -> Item:
    """Of two copies of the same episode, take the one that was watched further."""
    return max(
        first,
        second,
        key=lambda item: (
            item.views,
            item.begun,
            item.last_viewed_at or 0,
            item.rating or 0,
            item.first_viewed_at or 0,
        ),
    )


def _least_sure(parts: Iterable[Item]) -> DatedBy:
    if all(part.dated_by is DatedBy.HISTORY for part in parts):
        return DatedBy.HISTORY
    return DatedBy.LAST_VIEWED
