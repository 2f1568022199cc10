"""What the fake AniList keeps: users, entries, the activity feed, and its own ways."""

from dataclasses import dataclass, field
from typing import Any, Literal

type Row = dict[str, Any]
type Date = tuple[int | None, int | None, int | None]

NO_DATE: Date = (None, None, None)

SCORE_FORMATS = ("POINT_100", "POINT_10_DECIMAL", "POINT_10", "POINT_5", "POINT_3")


class Refusal(Exception):
    """AniList says no."""

    def __init__(
        self, message: str, status: int, validation: dict[str, list[str]] | None = None
    ) -> None:
        """Keep what an error of an answer holds."""
        super().__init__(message)
        self.message = message
        self.status = status
        self.validation = validation


@dataclass(kw_only=True)
class Ways:
    """What is not known of the real service for certain, as switches."""

    clears_date_with: Literal["nulls", "null", "both", "none"] = "nulls"
    clears_notes_with: Literal["empty", "null", "both", "none"] = "empty"
    clears_score_with: Literal["zero", "none"] = "zero"
    clears_custom_lists: bool = True
    refuses_null: bool = False
    """An explicit null in a save is a validation error instead of being left alone."""
    fills_on_completed: bool = False
    """Saving COMPLETED sets progress to the episodes and the day to today."""
    clamps_progress: bool = False
    """Progress above the episodes becomes the episodes."""
    batch_errors: Literal["isolated", "earlier_applied", "all_fail"] = "earlier_applied"
    """What one bad alias does to the others of its request."""
    error_locations: bool = True
    errors_in_200: bool = False
    """Errors of single fields come with HTTP 200 instead of their own status."""
    complexity_limit: int = 500
    complexity_factor: float = 1.0
    chunk_size: int | None = None
    """A list comes in chunks of so many entries; `None`: in one."""
    empty_maps_are_lists: bool = False
    """An empty JSON map is sent as `[]`."""


@dataclass(kw_only=True)
class Entry:
    """A list entry, with its score raw."""

    id: int
    user_id: int
    media_id: int
    status: str = "CURRENT"
    score: int = 0
    progress: int = 0
    repeat: int = 0
    priority: int = 0
    private: bool = False
    notes: str | None = None
    hidden: bool = False
    custom_lists: set[str] = field(default_factory=set)
    advanced_scores: dict[str, float] = field(default_factory=dict)
    started: Date = NO_DATE
    completed: Date = NO_DATE
    created_at: int = 0
    updated_at: int = 0


@dataclass(kw_only=True)
class User:
    """An account."""

    id: int
    name: str
    token: str
    score_format: str = "POINT_10"
    title_language: str = "ROMAJI"
    timezone: str | None = None
    custom_lists: list[str] = field(default_factory=list)
    advanced_scoring: list[str] = field(default_factory=list)
    disabled_list_activity: set[str] = field(default_factory=set)
    entries: dict[int, Entry] = field(default_factory=dict)
    """By media id."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A line in a user's public feed."""

    user_id: int
    media_id: int
    status: str
    progress: int
    created_at: int


def shown_score(raw: int, score_format: str) -> float:
    """A raw score in a user's format."""
    match score_format:
        case "POINT_10_DECIMAL":
            return raw / 10
        case "POINT_10":
            return round(raw / 10)
        case "POINT_5":
            return sum(raw >= bound for bound in (1, 30, 50, 70, 90))
        case "POINT_3":
            return sum(raw >= bound for bound in (1, 36, 61))
        case _:
            return raw


def raw_score(shown: float, score_format: str) -> int:
    """A score in a user's format as a raw one."""
    match score_format:
        case "POINT_10_DECIMAL" | "POINT_10":
            return round(shown * 10)
        case "POINT_5":
            return (0, 10, 30, 50, 70, 90)[round(shown)]
        case "POINT_3":
            return (0, 35, 60, 85)[round(shown)]
        case _:
            return round(shown)


def date_of(text: str | None) -> Date:
    """A date's text as year, month, day."""
    if not text:
        return NO_DATE
    parts: list[int | None] = [int(part) for part in text.split("-")]
    year, month, day = parts + [None] * (3 - len(parts))
    return (year, month, day)


def date_text(date: Date) -> str | None:
    """A date as "2026-11-21", "2026-11" or "2026"."""
    year, month, day = date
    if year is None:
        return None
    text = f"{year:04}"
    if month is not None:
        text += f"-{month:02}"
        if day is not None:
            text += f"-{day:02}"
    return text
