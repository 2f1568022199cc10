"""What the door to AniList brings.

An entry is a mapping, so that it can be journalled as it is:

    status            CURRENT PLANNING COMPLETED DROPPED PAUSED REPEATING
    progress, repeat  whole numbers from 0
    score             raw, a whole number 1-100; None: no score
    notes             text; None: none
    started_at, completed_at   "2026-11-21", "2026-11", "2026"; None: not set
    private, hidden_from_status_lists   true or false
    custom_lists      names, sorted
    advanced_scores   name → 0-100, only those that are not 0
    priority          0-255
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

type EntryValue = str | int | bool | list[str] | Mapping[str, float] | None
type Entry = Mapping[str, EntryValue]

ENTRY_FIELDS: Final = (
    "status",
    "progress",
    "repeat",
    "score",
    "notes",
    "started_at",
    "completed_at",
    "private",
    "hidden_from_status_lists",
    "custom_lists",
    "advanced_scores",
    "priority",
)


STATUSES: Final = (
    "CURRENT",
    "PLANNING",
    "COMPLETED",
    "DROPPED",
    "PAUSED",
    "REPEATING",
)


class ScoreFormat(StrEnum):
    """How a user rates."""

    POINT_100 = "POINT_100"
    POINT_10_DECIMAL = "POINT_10_DECIMAL"
    POINT_10 = "POINT_10"
    POINT_5 = "POINT_5"
    POINT_3 = "POINT_3"


class MediaStatus(StrEnum):
    """Where a media's release stands."""

    FINISHED = "FINISHED"
    RELEASING = "RELEASING"
    NOT_YET_RELEASED = "NOT_YET_RELEASED"
    CANCELLED = "CANCELLED"
    HIATUS = "HIATUS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """The account that a token belongs to."""

    id: int
    name: str
    score_format: ScoreFormat
    timezone: str | None = None
    """As AniList keeps it: `+02:00`; `None`: never set."""
    title_language: str = "ROMAJI"
    custom_lists: tuple[str, ...] = ()
    """The names of the lists that the user has made for anime."""
    advanced_scoring: tuple[str, ...] = ()
    """The names of the parts of an advanced score, in AniList's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The facts of an AniList media that planning and showing need."""

    id: int
    title: str
    """In the user's preferred language."""
    titles: tuple[str, ...] = ()
    """Romaji, English, native and synonyms, without repetitions."""
    format: str | None = None
    """TV, TV_SHORT, MOVIE, SPECIAL, OVA, ONA, MUSIC; `None`: not known."""
    status: MediaStatus | None = None
    episodes: int | None = None
    """`None` while it is not known, as of much that is still airing."""
    start_date: str | None = None
    end_date: str | None = None
    season_year: int | None = None
    next_episode: int | None = None
    """The next episode to air; those before it are out."""
    cover: str | None = None
    """Address of a picture on AniList's own host, without any token."""
    is_adult: bool = False
    site_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An entry of a list with its media."""

    entry_id: int
    entry: Entry
    media: Media
    updated_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimeList:
    """A user's whole anime list, each entry once."""

    score_format: ScoreFormat
    items: Mapping[int, ListItem]
    """By media id."""
    custom_lists: tuple[str, ...] = ()
    advanced_scoring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaAnswer:
    """What AniList says of one media id."""

    media: Media | None
    """`None`: AniList knows no such anime (never did, deleted, merged)."""
    item: ListItem | None = None
    """The viewer's entry, where entries were asked for; `None`: not on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A search by title."""

    title: str
    formats: tuple[str, ...] = ()
    """Only these formats; empty: any."""
    limit: int = 10
    """How many results at most, 1-50."""


@dataclass(frozen=True, slots=True)
class Save:
    """An entry to be made or changed."""

    media_id: int
    fields: Mapping[str, EntryValue]
    """Only what differs, absolute values; `None` or empty clears a field."""


@dataclass(frozen=True, slots=True)
class Delete:
    """An entry to be taken off the list."""

    media_id: int
    entry_id: int | None = None
    """Looked up where it is not known."""


class SaveResult(StrEnum):
    """What became of a write."""

    APPLIED = "applied"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no certain answer: the truth has to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAnswer:
    """The answer to one write."""

    media_id: int
    result: SaveResult
    message: str = ""
    """Why it was refused, in AniList's own words where it has any."""
    verified: bool = False
    """Whether `entry` is what AniList holds now (`None`: nothing)."""
    entry: Entry | None = None
    entry_id: int | None = None
    updated_at: int | None = None
    unclearable: tuple[str, ...] = ()
    """Fields that could not be emptied by any form."""
