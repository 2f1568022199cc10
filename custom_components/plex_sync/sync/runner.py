"""The one way: read, plan, guard, write, read back, settle."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from datetime import UTC, datetime, timedelta
import logging
from typing import Any, Final

from .errors import ServiceError
from .guard import GuardLimits, check, count_there
from .journal.journal import Journal
from .journal.plans import KeptPlan
from .journal.settling import RunEnd
from .journal.shapes import RecordDetail
from .model import (
    Context,
    Outcome,
    PlannedChange,
    ProfileId,
    Progress,
    Proposals,
    RunKind,
    Stage,
    State,
    TargetKey,
)
from .plan import Plan, make_plan, still_holds
from .protocols import Planner, Report, Target
from .recovery import settle_pending
from .requests import RunRequest, RunResult
from .undo import confirmed, plan_return
from .writing import WriteOutcome, Writer, to_its_end

_LOGGER = logging.getLogger(__name__)

FRESH_FOR: Final = timedelta(minutes=1)
"""How old a read may be when writing begins."""
MANY: Final = 50
"""From so many targets on, all are read at once instead of one by one."""


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
class _Run:
    """A run under way."""

    request: RunRequest
    started: datetime
    id: int | None = None
    stopping: asyncio.Event = attribute(default_factory=asyncio.Event)


class Runner[SnapshotT]:
    """Carries out the runs of one profile, one at a time."""

    def __init__(
        self,
        *,
        profile: ProfileId,
        planner: Planner[SnapshotT],
        target: Target,
        journal: Journal,
        writer_lock: asyncio.Lock,
        settings: Callable[[], RunSettings],
        report: Report,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep the two sides, the journal and what runs obey.

        Args:
            profile: whose runs they are.
            planner: the reading side.
            target: the writing side.
            journal: where everything is written down.
            writer_lock: held while writing, shared by all profiles of the account.
            settings: asked when a run begins.
            report: told of progress.
            clock: the time, with the zone of the profile.
        """
        self._profile = profile
        self._planner = planner
        self._target = target
        self._journal = journal
        self._writer_lock = writer_lock
        self._settings = settings
        self._report = report
        self._clock = clock
        self._run: _Run | None = None

    def stop(self) -> None:
        """End the run that is under way, at a batch's edge."""
        if self._run is not None:
            self._run.stopping.set()

    async def run(self, request: RunRequest) -> RunResult:
        """Carry out a request; what goes wrong at a service is part of the answer."""
        run = self._run = _Run(request, self._clock())
        try:
            result = await self._carry_out(run)
        except ServiceError as err:
            result = await self._failed(run, err)
        except StopRequested:
            result = await self._ended(run, RunEnd(result="stopped"), result="stopped")
        finally:
            self._run = None
            self._report(Progress(stage=Stage.DONE))
        return replace(result, seconds=(self._clock() - run.started).total_seconds())

    async def _carry_out(self, run: _Run) -> RunResult:
        match run.request.kind:
            case RunKind.UNDO | RunKind.REDO:
                return await self._take_back(run)
            case RunKind.APPLY:
                return await self._apply(run)
            case _:
                return await self._sync(run)

    # Syncing

    async def _sync(self, run: _Run) -> RunResult:
        request, settings = run.request, self._settings()
        if request.kind is not RunKind.POLL and not request.dry_run:
            await self._begin(run)
        self._report(Progress(stage=Stage.READING))
        known = await self._journal.known(self._profile)
        snapshot = await self._unless_stopped(
            run, self._planner.read(request.scope, known, self._report)
        )
        read_at = self._clock()
        self._report(Progress(stage=Stage.PLANNING))
        current = self._planner.targets(snapshot)
        await settle_pending(self._journal, self._target, self._profile, current)
        context = await self._context(settings)
        # Planning a large library takes a while: not on the event loop.
        proposals = await asyncio.to_thread(self._planner.propose, snapshot, context)
        plan = await asyncio.to_thread(
            make_plan, proposals, current, context, self._target.fields
        )
        if request.dry_run:
            return await self._shown(run, plan, "dry_run", {})
        if request.kind is RunKind.POLL and not await self._has_news(plan):
            await self._journal.settle(self._profile, None, plan)
            return RunResult(request=request, result="nothing", plan=plan)
        await self._begin(run)
        if settings.preview and plan.writes:
            return await self._shown(run, plan, "preview", {})
        if stopped := check(
            plan,
            settings.guard,
            targets=max(count_there(current), len(context.bases)),
            library_size_before=known.library_size,
        ):
            return await self._shown(run, plan, stopped.reason, stopped.details)
        async with self._writer_lock:
            plan = await self._refreshed(plan, proposals, current, context, read_at)
            outcome = await self._write(run, plan.writes)
        return await self._settled(run, plan, outcome, current)

    async def _refreshed(
        self,
        plan: Plan,
        proposals: Proposals,
        current: Mapping[TargetKey, State | None],
        context: Context,
        read_at: datetime,
    ) -> Plan:
        """Plan again on a new read, if the one at hand has become too old."""
        if not plan.writes or self._clock() - read_at <= FRESH_FOR:
            return plan
        fresh = await self._read([change.target for change in plan.writes])
        return await asyncio.to_thread(
            make_plan, proposals, {**current, **fresh}, context, self._target.fields
        )

    async def _read(
        self, keys: Collection[TargetKey]
    ) -> Mapping[TargetKey, State | None]:
        """Read targets, with one request for all."""
        if len(keys) <= MANY:
            return await self._target.read(keys)
        everything = await self._target.read(None)
        return {key: everything.get(key) for key in keys}

    async def _write(self, run: _Run, changes: Sequence[PlannedChange]) -> WriteOutcome:
        if not changes or run.id is None:
            return WriteOutcome()
        writer = Writer(
            profile=self._profile,
            run=run.id,
            target=self._target,
            journal=self._journal,
            report=self._report,
            stopping=run.stopping.is_set,
        )
        return await writer.write(changes)

    async def _settled(
        self,
        run: _Run,
        plan: Plan,
        outcome: WriteOutcome,
        current: Collection[TargetKey],
    ) -> RunResult:
        """Move bases, problems, memory and cursors, and end the run."""
        if outcome.error is not None:
            return await self._failed(run, outcome.error, plan)
        if outcome.stopped or run.id is None:
            return await self._ended(
                run, RunEnd(result="stopped"), result="stopped", plan=plan
            )
        await to_its_end(
            self._journal.settle(
                self._profile,
                run.id,
                plan,
                RunEnd(result="ok"),
                failed=outcome.failed,
                looked_at=current,
            )
        )
        return await self._answer(run, "ok", plan=plan)

    async def _shown(
        self, run: _Run, plan: Plan, reason: str, details: Mapping[str, Any]
    ) -> RunResult:
        """Keep a plan for the user to look at; nothing of it is written."""
        kept = KeptPlan(
            at=self._clock(),
            kind=run.request.kind,
            reason=reason,
            details=details,
            changes=plan.changes,
            problems=plan.problems,
        )
        await self._journal.keep_plan(self._profile, kept)
        if run.id is None:
            return RunResult(
                request=run.request, result="planned", plan=plan, reason=reason
            )
        end = RunEnd(result="guarded", reason=reason, details=details)
        result = await self._ended(run, end, result="guarded", plan=plan)
        return replace(result, reason=reason, details=details)

    # Applying a plan that was shown

    async def _apply(self, run: _Run) -> RunResult:
        kept = await self._journal.kept_plan(self._profile)
        if kept is None:
            return RunResult(request=run.request, result="failed", reason="no_plan")
        wanted = run.request.fingerprints
        chosen = [
            confirmed(change) if run.request.confirmed else change
            for change in kept.changes
            if wanted is None or change.fingerprint in wanted
        ]
        chosen = [change for change in chosen if change.edits]
        await self._begin(run)
        async with self._writer_lock:
            current = await self._read([change.target for change in chosen])
            await settle_pending(self._journal, self._target, self._profile, current)
            still = [
                change
                for change in chosen
                if still_holds(change, current.get(change.target))
            ]
            outcome = await self._write(run, still)
        since = [change for change in chosen if change not in still]
        left = [change for change in kept.changes if change not in (*still, *since)]
        if left and wanted is not None:
            await self._journal.keep_plan(self._profile, replace(kept, changes=left))
        else:
            await self._journal.discard_plan(self._profile)
        result = await self._done(run, outcome)
        return replace(result, changed_since=since)

    # Undo and redo

    async def _take_back(self, run: _Run) -> RunResult:
        """Undo or redo changes, each target as one, newest state first."""
        request, settings = run.request, self._settings()
        details = await self._returnable(request)
        if not details:
            return RunResult(request=request, result="failed", reason="not_undoable")
        async with self._writer_lock:
            current = await self._read(list(details))
            context = await self._context(settings)
            plan = Plan(
                changes=[
                    await self._plan_return(run, found, current.get(target), context)
                    for target, found in details.items()
                ]
            )
            if request.dry_run:
                return RunResult(request=request, result="planned", plan=plan)
            refused = _refusal(request, plan, settings)
            if refused:
                return RunResult(
                    request=request, result="failed", reason=refused, plan=plan
                )
            await self._begin(run)
            changes = [
                confirmed(change) if request.confirmed else change
                for change in plan.changes
            ]
            outcome = await self._write(
                run, [change for change in changes if change.edits]
            )
        return replace(await self._done(run, outcome), plan=plan)

    async def _returnable(
        self, request: RunRequest
    ) -> dict[TargetKey, list[RecordDetail]]:
        """Return the changes asked for that can be taken back, by target, oldest first."""
        wanted = Outcome.UNDONE if request.kind is RunKind.REDO else None
        found: dict[TargetKey, list[RecordDetail]] = {}
        for number in sorted(request.records):
            detail = await self._journal.record(self._profile, number)
            if detail is None or detail.record.target is None:
                continue
            record = detail.record
            can = record.problem is None and record.undone_by is None
            done = (Outcome.SYNCED, Outcome.DELETED)
            if can and (
                record.outcome is wanted or (wanted is None and record.outcome in done)
            ):
                found.setdefault(record.target or "", []).append(detail)
        return found

    async def _plan_return(
        self,
        run: _Run,
        details: Sequence[RecordDetail],
        current: State | None,
        context: Context,
    ) -> PlannedChange:
        target = details[0].record.target or ""
        bases = await self._journal.bases_of_record(details[0].record.id)
        return plan_return(
            details,
            current,
            context.bases.get(target),
            bases,
            self._target.fields,
            rule=run.request.kind,
        )

    # Ends

    async def _begin(self, run: _Run) -> None:
        if run.id is None:
            request = run.request
            run.id = await self._journal.begin_run(
                self._profile, request.kind, request.origin, run.started
            )

    async def _done(self, run: _Run, outcome: WriteOutcome) -> RunResult:
        if outcome.error is not None:
            return await self._failed(run, outcome.error)
        result = "stopped" if outcome.stopped else "ok"
        return await self._ended(run, RunEnd(result=result), result=result)

    async def _failed(
        self, run: _Run, err: ServiceError, plan: Plan | None = None
    ) -> RunResult:
        """End a run that a service let down: the cursors stay where they were."""
        _LOGGER.debug("Run failed: %s", err)
        end = RunEnd(
            result="failed", service=err.service, reason=err.reason, message=err.message
        )
        result = await self._ended(run, end, result="failed", plan=plan)
        return replace(result, error=err, reason=err.reason)

    async def _ended(
        self, run: _Run, end: RunEnd, *, result: str, plan: Plan | None = None
    ) -> RunResult:
        if run.id is not None:
            await to_its_end(self._journal.end_run(run.id, end))
        return await self._answer(run, result, plan=plan)

    async def _answer(
        self, run: _Run, result: str, *, plan: Plan | None = None
    ) -> RunResult:
        counts: Mapping[str, int] = {}
        if run.id is not None:
            counts = await self._journal.run_counts(run.id)
        return RunResult(
            request=run.request, result=result, run_id=run.id, counts=counts, plan=plan
        )

    # Helpers

    async def _context(self, settings: RunSettings) -> Context:
        return await self._journal.context(
            self._profile, self._target.account, self._clock(), settings.destructive
        )

    async def _has_news(self, plan: Plan) -> bool:
        """Whether a poll found anything worth a run."""
        if plan.writes:
            return True
        return await self._journal.opens_problem(self._profile, plan.problems)

    async def _unless_stopped[T](self, run: _Run, work: Coroutine[Any, Any, T]) -> T:
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


def _refusal(request: RunRequest, plan: Plan, settings: RunSettings) -> str:
    """Why an undo or redo is not done at all, as a translation key; or nothing."""
    if not settings.destructive and any(
        change.deletes and (change.edits or change.conflicts) for change in plan.changes
    ):
        return "would_delete"
    if not request.confirmed and any(change.conflicts for change in plan.changes):
        return "changed_since"
    return ""
