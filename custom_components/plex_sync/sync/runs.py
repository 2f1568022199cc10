"""The words of runs: what they are for, what they look at, how far they are."""

from dataclasses import dataclass
from enum import StrEnum

from .model import ProblemKind, SubjectKey, TargetKey


class RunKind(StrEnum):
    """What a run is for."""

    FULL = "full"
    POLL = "poll"
    TARGETED = "targeted"
    RETRY = "retry"
    APPLY = "apply"
    UNDO = "undo"
    REDO = "redo"
    RESTORE = "restore"


class Origin(StrEnum):
    """Who asked for a run."""

    SCHEDULE = "schedule"
    USER = "user"
    NOTIFICATION = "notification"
    START = "start"


class Outcome(StrEnum):
    """What became of a record."""

    SYNCED = "synced"
    FAILED = "failed"
    NOT_FOUND = "not_found"
    DELETED = "deleted"
    UNDONE = "undone"
    REVIEW = "review"
    PENDING = "pending"


COUNTED_PROBLEMS = (Outcome.FAILED, Outcome.NOT_FOUND, Outcome.REVIEW)
"""Counters of these outcomes count open problems, the others count changes."""


@dataclass(frozen=True, slots=True)
class Everything:
    """The whole reading side, or all subjects of some kinds."""

    kinds: frozenset[str] = frozenset()
    """The reading side's own words for what is meant; empty: whatever there is."""


@dataclass(frozen=True, slots=True)
class SinceCursors:
    """What is new since the cursors, and the subjects that failed last time."""

    kinds: frozenset[str] = frozenset()
    """The reading side's own words for what is meant; empty: whatever there is."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Certain subjects: by key, by title, or by the reading side's own reference."""

    keys: frozenset[SubjectKey] = frozenset()
    titles: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Targets:
    """Certain targets."""

    keys: frozenset[TargetKey]


type Scope = Everything | SinceCursors | Subjects | Targets


class Stage(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    READING = "reading"
    MATCHING = "matching"
    PLANNING = "planning"
    WRITING = "writing"
    VERIFYING = "verifying"
    WAITING = "waiting"  # for a rate limit
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is."""

    stage: Stage
    section: str = ""
    section_index: int = 0
    section_count: int = 0
    processed: int = 0
    total: int | None = None
    waiting_seconds: float | None = None

    @property
    def percent(self) -> int | None:
        """Processed of total, 0-100; `None` while the total is not known."""
        if not self.total:
            return None
        return min(100, int(100 * self.processed / self.total))


def outcome_of(kind: ProblemKind) -> Outcome:
    """The outcome under which a problem is counted."""
    match kind:
        case ProblemKind.NOT_FOUND:
            return Outcome.NOT_FOUND
        case ProblemKind.FAILED:
            return Outcome.FAILED
        case ProblemKind.REVIEW | ProblemKind.CONFLICT:
            return Outcome.REVIEW
