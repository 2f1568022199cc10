"""How a profile stands, as entities and cards show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field as attribute, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from .sync.runs import Outcome, Progress, RunKind, Stage

if TYPE_CHECKING:
    from .backups.watch import LastBackup


class Activity(StrEnum):
    """The states of the status sensor."""

    IDLE = "idle"
    READING = "reading"
    MATCHING = "matching"
    PLANNING = "planning"
    WRITING = "writing"
    VERIFYING = "verifying"
    WAITING = "waiting"
    APPROVAL = "approval"  # what a run wants waits for the user's word
    ERROR = "error"


_ACTIVITIES = {
    Stage.QUEUED: Activity.READING,
    Stage.READING: Activity.READING,
    Stage.MATCHING: Activity.MATCHING,
    Stage.PLANNING: Activity.PLANNING,
    Stage.WRITING: Activity.WRITING,
    Stage.VERIFYING: Activity.VERIFYING,
    Stage.WAITING: Activity.WAITING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProblem:
    """Why the last run failed."""

    service: str
    reason: str
    """A translation key."""
    text: str
    """A sentence for people, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the journal knows of how a profile stands."""

    counters: Mapping[Outcome, int]
    last_sync: datetime | None
    plan_waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileStatus:
    """How a profile stands. Times have a zone."""

    counters: Mapping[Outcome, int] = attribute(default_factory=dict)
    running: RunKind | None = None
    progress: Progress | None = None
    last_sync: datetime | None = None
    """When a run that was not only looking has ended well."""
    last_checked: datetime | None = None
    """When Plex was last looked at, whether there was anything new or not."""
    next_full: datetime | None = None
    next_poll: datetime | None = None
    last_result: str = ""
    problem: RunProblem | None = None
    plan_waiting: str = ""
    """Why a plan waits for the user, as a translation key; empty: none does."""
    backup: LastBackup | None = None

    @property
    def activity(self) -> Activity:
        """What the profile does, in one word."""
        if self.progress is not None:
            return _ACTIVITIES.get(self.progress.stage, Activity.READING)
        if self.running is not None:
            return Activity.READING
        if self.problem is not None:
            return Activity.ERROR
        return Activity.APPROVAL if self.plan_waiting else Activity.IDLE

    def remembering(self, known: Remembered) -> Self:
        """Take over what the journal knows."""
        return replace(
            self,
            counters=known.counters,
            last_sync=known.last_sync,
            last_checked=self.last_checked or known.last_sync,
            plan_waiting=known.plan_waiting,
        )
