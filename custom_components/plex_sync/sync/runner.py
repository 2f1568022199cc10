"""The one way: read, plan, guard, write, read back, settle."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from .applying import Applying
from .errors import ServiceError
from .guard import Stopped, check, count_there
from .journal.journal import Journal
from .journal.plans import KeptPlan
from .journal.settling import RunEnd
from .locks import WriterLock
from .memory import give_back
from .model import JsonObject, ProfileId, Proposals, State, TargetKey
from .plan import Plan, make_plan
from .protocols import Planner, Report, Target
from .recovery import settle_pending
from .requests import RunRequest, RunResult
from .restoring import Restoring
from .returning import Returning
from .runs import Progress, RunKind, Stage
from .tasks import to_its_end
from .truth import read_truth
from .workshop import RunSettings, RunUnderWay, StopRequested
from .writing import WriteOutcome

__all__ = ["RunSettings", "Runner"]

FRESH_FOR: Final = timedelta(minutes=1)
"""How old a read may be when writing begins."""
MOVES_CURSORS: Final = (RunKind.FULL, RunKind.POLL)
DRY_RUN: Final = "dry_run"


class Runner[SnapshotT](Applying, Returning, Restoring):
    """Carries out the runs of one profile, one at a time."""

    def __init__(
        self,
        *,
        profile: ProfileId,
        planner: Planner[SnapshotT],
        target: Target,
        journal: Journal,
        writer_lock: WriterLock,
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
        super().__init__(
            profile=profile,
            target=target,
            journal=journal,
            writer_lock=writer_lock,
            settings=settings,
            report=report,
            clock=clock,
        )
        self._planner = planner
        self._run: RunUnderWay | None = None

    @property
    def run_id(self) -> int | None:
        """The run under way, as it is written down; a poll only is if it finds news."""
        return None if self._run is None else self._run.id

    def stop(self) -> None:
        """End the run that is under way, at a batch's edge."""
        if self._run is not None:
            self._run.stopping.set()

    async def run(self, request: RunRequest) -> RunResult:
        """Carry out a request; what goes wrong at a service is part of the answer."""
        run = self._run = RunUnderWay(request, self._clock())
        try:
            result = await self._carry_out(run)
        except ServiceError as err:
            result = await self._failed(run, err)
        except StopRequested:
            result = await self._ended(run, RunEnd(result="stopped"), result="stopped")
        except asyncio.CancelledError:
            await self._cut_off(run, RunEnd(result="stopped"))
            raise
        except Exception as err:
            await self._cut_off(
                run,
                RunEnd(
                    result="failed", reason="unexpected", message=type(err).__name__
                ),
            )
            raise
        finally:
            if self.surroundings is not None:
                await to_its_end(self.surroundings.clear_up())
            if run.id is not None:
                await to_its_end(asyncio.to_thread(give_back))
            self._run = None
            self._report(Progress(stage=Stage.DONE))
        return replace(result, seconds=(self._clock() - run.started).total_seconds())

    async def _carry_out(self, run: RunUnderWay) -> RunResult:
        match run.request.kind:
            case RunKind.UNDO | RunKind.REDO:
                return await self._take_back(run)
            case RunKind.APPLY:
                return await self._apply(run)
            case RunKind.RESTORE:
                return await self._restore(run)
            case _:
                return await self._sync(run)

    # Syncing

    async def _sync(self, run: RunUnderWay) -> RunResult:
        request, settings = run.request, self._settings()
        if request.kind is not RunKind.POLL and not request.dry_run:
            await self._begin(run)
        self._report(Progress(stage=Stage.READING))
        if not request.dry_run and await self._journal.pending(self._profile):
            # What was cut off in the middle has to be whole before it is read.
            await settle_pending(self._journal, self._target, self._profile)
        turns = self._writer_lock.turns
        known = await self._journal.known(self._profile)
        snapshot = await self._unless_stopped(
            run, self._planner.read(request.scope, known, self._report)
        )
        read_at = self._clock()
        self._report(Progress(stage=Stage.PLANNING))
        current = self._planner.targets(snapshot)
        if not request.dry_run:
            await settle_pending(self._journal, self._target, self._profile, current)
        context = await self._context(settings, current)
        # Planning a large library takes a while: not on the event loop.
        proposals = await asyncio.to_thread(self._planner.propose, snapshot, context)
        # All that was read need not be held while it is written.
        del snapshot
        plan = await asyncio.to_thread(
            make_plan, proposals, current, context, self._target.fields
        )
        if request.dry_run:
            shown = await self._shown_before(run)
            return await self._shown(run, plan, DRY_RUN, {}, current, shown)
        if request.kind not in MOVES_CURSORS:
            plan = replace(plan, cursors={}, library_size=None)
        if request.kind is RunKind.POLL and not await self._has_news(plan):
            await self._journal.settle(self._profile, None, plan, looked_at=current)
            return RunResult(request=request, result="nothing", plan=plan)

        def guarded(plan: Plan) -> Stopped | None:
            return check(
                plan,
                settings.guard,
                targets=max(count_there(current), context.settled_targets),
                library_size_before=known.library_size,
            )

        preview = Stopped(reason="preview", details={})
        stopped = preview if settings.preview and plan.writes else guarded(plan)
        kept = await self._shown_before(run)
        is_poll = request.kind is RunKind.POLL
        if is_poll and stopped and kept and _shows(kept, plan):
            # A poll that finds what is shown already, and waits, is no run.
            return RunResult(
                request=request, result="guarded", reason=stopped.reason, plan=plan
            )
        await self._begin(run)
        if stopped:
            return await self._shown(
                run, plan, stopped.reason, stopped.details, current, kept
            )
        if not plan.writes:
            return await self._settled(run, plan, WriteOutcome(), current)
        async with self._turn(run):
            old = self._clock() - read_at > FRESH_FOR
            if old or turns != self._writer_lock.turns:
                plan = await self._refreshed(plan, proposals, current, settings)
                if stopped := guarded(plan):
                    return await self._shown(
                        run, plan, stopped.reason, stopped.details, current, kept
                    )
            outcome = await self._write(run, plan.writes)
        return await self._settled(run, plan, outcome, current)

    async def _refreshed(
        self,
        plan: Plan,
        proposals: Proposals,
        current: Mapping[TargetKey, State | None],
        settings: RunSettings,
    ) -> Plan:
        """Plan again on a new read, because the one at hand has become too old."""
        fresh = await read_truth(
            self._target, [change.target for change in plan.writes]
        )
        context = await self._context(settings, current)
        again = await asyncio.to_thread(
            make_plan, proposals, {**current, **fresh}, context, self._target.fields
        )
        return replace(again, cursors=plan.cursors, library_size=plan.library_size)

    async def _settled(
        self,
        run: RunUnderWay,
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

    async def _shown_before(self, run: RunUnderWay) -> KeptPlan | None:
        """Return what is shown already, for a run that sees a part of the whole."""
        if run.request.kind is RunKind.FULL:
            return None
        return await self._journal.kept_plan(self._profile)

    async def _shown(
        self,
        run: RunUnderWay,
        plan: Plan,
        reason: str,
        details: JsonObject,
        looked_at: Collection[TargetKey],
        earlier: KeptPlan | None = None,
    ) -> RunResult:
        """Keep a plan for the user to look at; nothing of it is written.

        Args:
            run: the run under way.
            plan: what it wants.
            reason: why it is only shown.
            details: values for the reason's sentence.
            looked_at: the targets that it is about.
            earlier: a plan of more than this run has looked at, which stays shown.
        """
        kept = KeptPlan(
            at=self._clock(),
            kind=run.request.kind,
            reason=reason,
            details=details,
            changes=plan.changes,
            problems=plan.problems,
            library_size=plan.library_size,
        )
        if earlier is not None:
            kept = _joined(kept, earlier, looked_at, plan)
        await self._journal.keep_plan(self._profile, kept)
        if run.id is None:
            return RunResult(
                request=run.request, result="planned", plan=plan, reason=reason
            )
        end = RunEnd(result="guarded", reason=reason, details=details)
        result = await self._ended(run, end, result="guarded", plan=plan)
        return replace(result, reason=reason, details=details)

    async def _has_news(self, plan: Plan) -> bool:
        """Whether a poll found anything worth a run."""
        if plan.writes:
            return True
        return await self._journal.opens_problem(self._profile, plan.problems)


def _shows(kept: KeptPlan, plan: Plan) -> bool:
    """Whether a kept plan shows all that another one wants."""
    shown = {change.fingerprint for change in kept.changes}
    return all(change.fingerprint in shown for change in plan.writes)


def _joined(
    kept: KeptPlan, earlier: KeptPlan, looked_at: Collection[TargetKey], plan: Plan
) -> KeptPlan:
    """Join a plan with what an earlier one shows of everything else."""
    over = {*looked_at, *(change.target for change in plan.changes)}
    others = [change for change in earlier.changes if change.target not in over]
    problems = [
        problem
        for problem in earlier.problems
        if not plan.coverage.covers(problem.subject.key)
    ]
    if others and kept.reason == DRY_RUN:
        # What the guard has stopped is still what the guard has stopped.
        kept = replace(
            kept, kind=earlier.kind, reason=earlier.reason, details=earlier.details
        )
    return replace(
        kept,
        changes=[*kept.changes, *others],
        problems=[*kept.problems, *problems],
        library_size=earlier.library_size,
    )
