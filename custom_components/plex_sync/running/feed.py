"""What has happened, for event entities: runs, and single changes of small runs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field as attribute
from enum import StrEnum
from typing import Any, Final

from homeassistant.core import callback

from ..status import RunProblem
from ..sync.journal.journal import Journal, JournalChange
from ..sync.journal.shapes import Record
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import RunKind

MOST_CHANGES: Final = 50
"""Runs with more changes than this are not told change by change."""


class RunEvent(StrEnum):
    """What happens to a run."""

    STARTED = "started"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"


_ENDS: Final = {
    "ok": RunEvent.FINISHED,
    "planned": RunEvent.FINISHED,
    "failed": RunEvent.FAILED,
    "guarded": RunEvent.STOPPED,
    "stopped": RunEvent.STOPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNews:
    """Something that happened to a run."""

    event: RunEvent
    kind: RunKind
    attributes: dict[str, Any] = attribute(default_factory=dict)


type OnRun = Callable[[RunNews], None]
type OnChange = Callable[[Record], None]


class Feed:
    """Tells of the runs and changes of one profile."""

    def __init__(self, journal: Journal, profile: str) -> None:
        """Keep where records are."""
        self._journal = journal
        self._profile = profile
        self._on_run: list[OnRun] = []
        self._on_change: list[OnChange] = []
        self._added: set[int] = set()
        self._is_told = False
        """Whether the start of the run under way was told."""

    @callback
    def async_listen_runs(self, listener: OnRun) -> Callable[[], None]:
        """Be told of runs; returns how to stop that."""
        self._on_run.append(listener)
        return lambda: self._on_run.remove(listener)

    @callback
    def async_listen_changes(self, listener: OnChange) -> Callable[[], None]:
        """Be told of changes and new problems; returns how to stop that."""
        self._on_change.append(listener)
        return lambda: self._on_change.remove(listener)

    @callback
    def async_started(self, request: RunRequest) -> None:
        """Tell that a run has begun."""
        self._is_told = True
        self._tell(
            RunNews(
                event=RunEvent.STARTED,
                kind=request.kind,
                attributes={"origin": request.origin, "dry_run": request.dry_run},
            )
        )

    @callback
    def async_collect(self, change: JournalChange) -> None:
        """Note the records that have come, until their run has ended."""
        self._added |= set(change.added)

    @callback
    def async_ended(
        self, result: RunResult, problem: RunProblem | None, *, is_new: bool
    ) -> Collection[int]:
        """Tell that a run has ended; returns the records that it has brought.

        Args:
            result: how it ended.
            problem: why it failed, if it did.
            is_new: whether the profile was well before.
        """
        added, self._added = self._added, set()
        was_told, self._is_told = self._is_told, False
        event = _ENDS.get(result.result)
        is_refusal = result.result == "failed" and result.error is None
        # A poll that fails every minute is told once.
        if event is not None and (
            was_told or (not is_refusal and (is_new or result.result != "failed"))
        ):
            self._tell(_end(event, result, problem))
        return added

    async def async_tell_changes(self, added: Collection[int]) -> None:
        """Tell the changes and new problems of a run one by one, if they are few.

        Raises:
            JournalError: they cannot be read.
        """
        if not 0 < len(added) <= MOST_CHANGES or not self._on_change:
            return
        for record in reversed(await self._journal.records(self._profile, added)):
            for listener in list(self._on_change):
                listener(record)

    def _tell(self, news: RunNews) -> None:
        for listener in list(self._on_run):
            listener(news)


def _end(event: RunEvent, result: RunResult, problem: RunProblem | None) -> RunNews:
    attributes: dict[str, Any] = {
        "origin": result.request.origin,
        "dry_run": result.request.dry_run,
        "seconds": round(result.seconds, 1),
        **({"run": result.run_id} if result.run_id is not None else {}),
        **{str(outcome): count for outcome, count in result.counts.items()},
    }
    if result.plan is not None and result.result in ("planned", "guarded"):
        attributes["planned"] = len(result.plan.changes)
    if result.reason:
        attributes["reason"] = result.reason
    if problem is not None:
        attributes["message"] = problem.text
    return RunNews(event=event, kind=result.request.kind, attributes=attributes)
