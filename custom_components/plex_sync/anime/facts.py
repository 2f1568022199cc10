"""What one user did with the films and episodes that make up an AniList media. Pure.

Times are whole seconds since 1970 (UTC).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from ..sync.columns import Columns
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
    items: Sequence[Item] = ()
    """In the order of their numbers."""
    rating: float | None = None
    """The season's own rating."""
    title_rating: float | None = None
    """The show's rating."""
    watchlisted: bool = False
    continuing: bool = False
    """Whether Plex offers to go on with it."""
    in_library: bool = True
    guids: tuple[str, ...] = ()
    """By which Plex's own services know it, the closest first: season, show."""
    review: Review = UNKNOWN_REVIEW

    @property
    def active(self) -> bool:
        """Whether the user has watched any of it."""
        return any(item.active for item in self.items)

    @property
    def fingerprint(self) -> str:
        """Name what the library tells, without times and what lies untouched."""
        touched = [
            [item.number, item.views, item.begun, item.rating]
            for item in self.items
            if item.active or item.rating is not None
        ]
        return fingerprint(touched, self.rating, self.title_rating)


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
    episodes: Sequence[EpisodeFacts]
    """Those that are mapped and there, in the order of their numbers."""
    film: bool = False
    """One film is the whole media."""

    @cached_property
    def watched(self) -> Sequence[EpisodeFacts]:
        """The episodes that were finished at least once."""
        return Columns(EpisodeFacts, (each for each in self.episodes if each.times))

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


def _known(review: Review) -> JsonValue:
    return None if review is UNKNOWN_REVIEW else [review]
