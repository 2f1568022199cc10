"""What every kind of run works with: how it begins, waits, writes and ends."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Coroutine,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field as attribute, replace
from datetime import UTC, datetime
import logging
from typing import Any

from .backups.model import Archive
from .errors import ServiceError
from .guard import GuardLimits
from .journal.database import JournalError
from .journal.journal import Journal
from .journal.settling import RunEnd
from .locks import WriterLock
from .model import Context, PlannedChange, ProfileId, TargetKey
from .plan import Plan
from .protocols import Report, Target
from .requests import RunRequest, RunResult
from .runs import RunKind
from .surroundings import Surroundings
from .tasks import to_its_end
from .writing import WriteOutcome, Writer

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """The options that runs obey, as they stand when a run begins."""

    destructive: bool = False
    preview: bool = False
    """What a sync wants is kept as a plan and waits for approval."""
    guard: GuardLimits = attribute(default_factory=GuardLimits)


class StopRequested(Exception):
    """The run was asked to stop while it was reading."""


@dataclass(slots=True)
class RunUnderWay:
    """A run under way."""

    request: RunRequest
    started: datetime
    id: int | None = None
    stopping: asyncio.Event = attribute(default_factory=asyncio.Event)


class Workshop:
    """The journal, the target and the account's lock, and what runs do with them."""

    def __init__(
        self,
        *,
        profile: ProfileId,
        target: Target,
        journal: Journal,
        writer_lock: WriterLock,
        settings: Callable[[], RunSettings],
        report: Report,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep what runs work with.

        Args:
            profile: whose runs they are.
            target: the writing side.
            journal: where everything is written down.
            writer_lock: held while writing, shared by all profiles of the account.
            settings: asked when a run begins.
            report: told of progress.
            clock: the time, with the zone of the profile.
        """
        self._profile = profile
        self._target = target
        self._journal = journal
        self._writer_lock = writer_lock
        self._settings = settings
        self._report = report
        self._clock = clock
        self.archive: Archive | None = None
        """Takes a backup before anything that deletes; `None`: nobody does."""
        self.surroundings: Surroundings | None = None

    async def _write(
        self, run: RunUnderWay, changes: Sequence[PlannedChange]
    ) -> WriteOutcome:
        if not changes or run.id is None:
            return WriteOutcome()
        if self.archive is not None and _is_risky(run.request, changes):
            await self.archive.save(await self.archive.take())
        if self.surroundings is not None:
            await self.surroundings.prepare(run.request, len(changes))
        writer = Writer(
            profile=self._profile,
            run=run.id,
            target=self._target,
            journal=self._journal,
            report=self._report,
            stopping=run.stopping.is_set,
        )
        return await writer.write(changes)

    async def _context(
        self, settings: RunSettings, targets: Collection[TargetKey]
    ) -> Context:
        return await self._journal.context(
            self._profile,
            self._target.account,
            self._clock(),
            settings.destructive,
            targets,
        )

    @asynccontextmanager
    async def _turn(self, run: RunUnderWay) -> AsyncIterator[None]:
        """Wait for the account to be free, unless asked to stop, and hold it."""
        holds = False

        async def acquire() -> None:
            nonlocal holds
            holds = await self._writer_lock.acquire()

        try:
            await self._unless_stopped(run, acquire())
            yield
        finally:
            if holds:
                self._writer_lock.release()

    async def _unless_stopped[T](
        self, run: RunUnderWay, work: Coroutine[Any, Any, T]
    ) -> T:
        """Do work that only reads; being asked to stop ends it at once."""
        reading = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(run.stopping.wait())
        try:
            await asyncio.wait((reading, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                raise StopRequested
            return reading.result()
        finally:
            for task in (reading, stopping):
                task.cancel()
            await asyncio.gather(reading, stopping, return_exceptions=True)

    # Beginning and ending

    async def _begin(self, run: RunUnderWay) -> None:
        if run.id is None:
            await to_its_end(self._write_begin(run))

    async def _write_begin(self, run: RunUnderWay) -> None:
        request = run.request
        run.id = await self._journal.begin_run(
            self._profile, request.kind, request.origin, run.started
        )

    async def _cut_off(self, run: RunUnderWay, end: RunEnd) -> None:
        """End a run that something unforeseen has cut off, if that can be written."""
        if run.id is not None:
            with suppress(JournalError):
                await to_its_end(self._journal.end_run(run.id, end))

    async def _done(self, run: RunUnderWay, outcome: WriteOutcome) -> RunResult:
        if outcome.error is not None:
            return await self._failed(run, outcome.error)
        result = "stopped" if outcome.stopped else "ok"
        return await self._ended(run, RunEnd(result=result), result=result)

    async def _failed(
        self, run: RunUnderWay, err: ServiceError, plan: Plan | None = None
    ) -> RunResult:
        """End a run that a service let down: the cursors stay where they were."""
        _LOGGER.debug("Run failed: %s", err)
        end = RunEnd(
            result="failed", service=err.service, reason=err.reason, message=err.message
        )
        result = await self._ended(run, end, result="failed", plan=plan)
        return replace(result, error=err, reason=err.reason)

    async def _ended(
        self, run: RunUnderWay, end: RunEnd, *, result: str, plan: Plan | None = None
    ) -> RunResult:
        if run.id is not None:
            await to_its_end(self._journal.end_run(run.id, end))
        return await self._answer(run, result, plan=plan)

    async def _answer(
        self, run: RunUnderWay, result: str, *, plan: Plan | None = None
    ) -> RunResult:
        counts: Mapping[str, int] = {}
        if run.id is not None:
            counts = await self._journal.run_counts(run.id)
        return RunResult(
            request=run.request, result=result, run_id=run.id, counts=counts, plan=plan
        )


def _is_risky(request: RunRequest, changes: Sequence[PlannedChange]) -> bool:
    """Whether a backup comes first; a restore takes its own."""
    if request.kind is RunKind.RESTORE:
        return False
    takes_back_many = request.kind is RunKind.UNDO and len(request.records) > 1
    return takes_back_many or any(change.deletes for change in changes)
