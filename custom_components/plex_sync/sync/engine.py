"""A profile's engine: takes requests, runs them one at a time, tells what happens."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field as attribute
import logging
from typing import Any

from .backups.model import Archive
from .errors import ServiceError
from .journal.database import JournalError
from .journal.journal import Journal
from .locks import WriterLock
from .model import AccountKey, ProfileId
from .protocols import Target
from .requests import RunRequest, RunResult
from .runner import Runner
from .runs import Progress, Stage
from .surroundings import Surroundings

_LOGGER = logging.getLogger(__name__)

type EngineEvent = Progress | RunResult
"""What listeners are told of: each step, and each end, of a run."""


class WriterLocks:
    """One writer for each target account, however many profiles share it."""

    def __init__(self) -> None:
        """Start without any account."""
        self._locks: dict[AccountKey, WriterLock] = defaultdict(WriterLock)

    def of(self, account: AccountKey) -> WriterLock:
        """Return the lock of an account."""
        return self._locks[account]


@dataclass(slots=True)
class _Queued:
    """A request that waits, with those who wait for it."""

    request: RunRequest
    waiters: list[asyncio.Future[RunResult]] = attribute(default_factory=list)

    def answer(self, result: RunResult) -> None:
        """Tell everybody who still waits."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(result)


class ProfileEngine:
    """The engine of one profile."""

    def __init__(
        self,
        *,
        profile: ProfileId,
        runner: Runner[Any],
        target: Target,
        journal: Journal,
    ) -> None:
        """Take a runner; nothing runs before the first request."""
        self.profile = profile
        self.journal = journal
        self.target = target
        self.progress: Progress | None = None
        self.running: RunRequest | None = None
        self._runner = runner
        self._queue: list[_Queued] = []
        self._worker: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[EngineEvent], None]] = []
        self._closing = False

    @property
    def closing(self) -> bool:
        """Whether runs end because everything does, and not because the user wants it."""
        return self._closing

    def keep_backups(self, archive: Archive) -> None:
        """Take a backup before each run that deletes, or takes back more than one change."""
        self._runner.archive = archive

    def surround(self, surroundings: Surroundings) -> None:
        """Make something ready before a run writes, and put it back after it."""
        self._runner.surroundings = surroundings

    def listen(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Be told of progress and ends of runs; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def report(self, progress: Progress) -> None:
        """Tell the listeners how far the run under way is."""
        self.progress = None if progress.stage is Stage.DONE else progress
        self._tell(progress)

    def _tell(self, happened: EngineEvent) -> None:
        for listener in list(self._listeners):
            try:
                listener(happened)
            except Exception:
                # A run goes on, whoever cannot cope with hearing of it.
                _LOGGER.exception("A listener of runs failed")

    def submit(self, request: RunRequest) -> asyncio.Future[RunResult]:
        """Ask for a run; what is asked for meanwhile is merged and queued.

        Returns a future of the result. Nobody has to wait for it.
        """
        waiter: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
        if self._closing:
            waiter.set_result(RunResult(request=request, result="stopped"))
            return waiter
        for queued in self._queue:
            if (joined := queued.request.joined(request)) is not None:
                queued.request = joined
                queued.waiters.append(waiter)
                return waiter
        self._queue.append(_Queued(request, [waiter]))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(
                self._work(), name=f"plex_sync runs of {self.profile}"
            )
        return waiter

    async def begun(self, waiter: asyncio.Future[RunResult]) -> int | None:
        """Wait until a run that was just asked for has begun; its id.

        `None`: it waits for another, or is a poll, which may turn out to be no run.
        """
        if self.running is not None:
            return None
        heard = asyncio.Event()
        unlisten = self.listen(lambda _: heard.set())
        hearing = asyncio.ensure_future(heard.wait())
        try:
            await asyncio.wait((hearing, waiter), return_when=asyncio.FIRST_COMPLETED)
        finally:
            unlisten()
            hearing.cancel()
        return waiter.result().run_id if waiter.done() else self._runner.run_id

    async def run(self, request: RunRequest) -> RunResult:
        """Ask for a run and wait for its end."""
        return await self.submit(request)

    async def _work(self) -> None:
        while self._queue:
            queued = self._queue.pop(0)
            self.running = queued.request
            result = RunResult(request=queued.request, result="stopped")
            try:
                result = await self._run_safely(queued.request)
            finally:
                self.running = None
                queued.answer(result)
            self._tell(result)

    async def _run_safely(self, request: RunRequest) -> RunResult:
        """Run; whatever goes wrong becomes an answer, so that the queue goes on."""
        try:
            return await self._runner.run(request)
        except JournalError as err:
            _LOGGER.error("The journal cannot be written: %s", err)
            error = ServiceError("Plex Sync", err.message, reason=err.reason)
        except Exception as err:
            _LOGGER.exception("A run ended unexpectedly")
            error = ServiceError("Plex Sync", type(err).__name__, reason="unexpected")
        return RunResult(
            request=request, result="failed", error=error, reason=error.reason
        )

    def stop(self) -> None:
        """Stop the run under way at a batch's edge, and forget what is queued."""
        for queued in self._queue:
            queued.answer(RunResult(request=queued.request, result="stopped"))
        self._queue.clear()
        self._runner.stop()

    async def close(self) -> None:
        """Stop, and wait until nothing is under way any more."""
        self._closing = True
        self.stop()
        if self._worker is not None:
            await asyncio.wait([self._worker])
