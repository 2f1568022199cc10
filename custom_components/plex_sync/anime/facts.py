"""What one user did with the films and episodes that make up an AniList media. Pure.

Times are whole seconds since 1970 (UTC).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, reduce
from typing import Final

from ..sync.model import JsonValue, Subject
from ..sync.values import fingerprint


class DatedBy(StrEnum):
    """How the day of a first view is known."""

    HISTORY = "history"
    LAST_VIEWED = "last_viewed_at"


class UnknownReview(StrEnum):
    """Stands for a review of which nobody could say whether there is one."""

    UNKNOWN = "unknown"


UNKNOWN_REVIEW: Final = UnknownReview.UNKNOWN
type Review = str | UnknownReview | None
"""The text of a review; `None`: it is known that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the user did with one film or episode of Plex."""

    number: int = 1
    """The episode's number in its season; of a film 1."""
    views: int = 0
    """How often it was finished."""
    first_viewed_at: int | None = None
    """The first finished view, where it can be told."""
    dated_by: DatedBy | None = None
    last_viewed_at: int | None = None
    begun: bool = False
    """Left in the middle of a view."""
    rating: float | None = None
    """0-10; `None`: not rated."""

    @property
    def active(self) -> bool:
        """Whether the user has watched any of it."""
        return self.views > 0 or self.begun


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """What the user did with a film or with a season of a show."""

    subject: Subject
    season: int | None = None
    """`None` for a film."""
    items: tuple[Item, ...] = ()
    """In the order of their numbers."""
    rating: float | None = None
    """The season's own rating."""
    title_rating: float | None = None
    """The show's rating."""
    watchlisted: bool = False
    continuing: bool = False
    """Whether Plex offers to go on with it."""
    in_library: bool = True
    review: Review = UNKNOWN_REVIEW

    @property
    def active(self) -> bool:
        """Whether the user has watched any of it."""
        return any(item.active for item in self.items)

    @property
    def fingerprint(self) -> str:
        """Name the facts by their content, without times and what lies untouched."""
        touched = [
            [item.number, item.views, item.begun, item.rating]
            for item in self.items
            if item.active or item.rating is not None
        ]
        return fingerprint(touched, self.rating, self.title_rating, _known(self.review))


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
class EpisodeFacts:
    """What the user did with one AniList episode."""

    number: int
    times: int
    """How often it was finished, in all of its parts."""
    begun: bool = False
    first_viewed_at: int | None = None
    dated_by: DatedBy | None = None
    last_viewed_at: int | None = None
    rating: float | None = None


@dataclass(frozen=True, kw_only=True)
class MediaFacts:
    """What the user did with an AniList media, in all subjects that feed it."""

    media_id: int
    subjects: tuple[SubjectFacts, ...]
    """In the order of their keys."""
    episodes: tuple[EpisodeFacts, ...]
    """Those that are mapped and there, in the order of their numbers."""
    film: bool = False
    """One film is the whole media."""

    @cached_property
    def watched(self) -> tuple[EpisodeFacts, ...]:
        """The episodes that were finished at least once."""
        return tuple(each for each in self.episodes if each.times)

    @property
    def highest(self) -> int:
        """The highest number of a watched episode; 0 without any."""
        return self.watched[-1].number if self.watched else 0

    @property
    def passes(self) -> int:
        """How often all of it was watched."""
        return min((each.times for each in self.episodes), default=0)

    @property
    def begun(self) -> bool:
        """Whether a view of any episode was left in its middle."""
        return any(each.begun for each in self.episodes)

    @property
    def active(self) -> bool:
        """Whether the user has watched any of it."""
        return bool(self.watched) or self.begun

    @property
    def watchlisted(self) -> bool:
        """Whether a title that feeds it is on the user's watch-list."""
        return any(each.watchlisted for each in self.subjects)

    @property
    def continuing(self) -> bool:
        """Whether Plex offers to go on with a title that feeds it."""
        return any(each.continuing for each in self.subjects)

    @property
    def last_viewed_at(self) -> int | None:
        """When any of it was last viewed."""
        return max(
            (each.last_viewed_at for each in self.episodes if each.last_viewed_at),
            default=None,
        )

    @cached_property
    def fingerprint(self) -> str:
        """Name the facts by their content; a hold ends when this changes."""
        touched = [
            [each.number, each.times, each.begun, each.rating]
            for each in self.episodes
            if each.times or each.begun or each.rating is not None
        ]
        said: list[JsonValue] = [
            [each.rating, each.title_rating, _known(each.review)]
            for each in self.subjects
        ]
        return fingerprint(touched, said)


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
        episodes=tuple(_episode(number, numbers[number]) for number in sorted(numbers)),
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


def _known(review: Review) -> JsonValue:
    return None if review is UNKNOWN_REVIEW else [review]
