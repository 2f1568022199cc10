"""Undo and redo: changes taken back or done again, each target as one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .journal.shapes import Record, RecordDetail
from .model import Context, PlannedChange, State, TargetKey, subject_keys
from .plan import Plan
from .recovery import settle_pending
from .requests import RunRequest, RunResult
from .runs import Outcome, RunKind
from .settled import confirmed
from .tasks import to_its_end
from .truth import read_truth
from .undo import plan_return
from .workshop import RunSettings, RunUnderWay, Workshop
from .writing import WriteOutcome

WOULD_DELETE: Final = "would_delete"
CHANGED_SINCE: Final = "changed_since"
PINNED: Final = "pinned"
REASONS: Final = (WOULD_DELETE, CHANGED_SINCE, PINNED)
"""Why a target stays as it is, the weightiest first."""


class Returning(Workshop):
    """Runs that bring targets back to an earlier state."""

    async def _take_back(self, run: RunUnderWay) -> RunResult:
        """Undo or redo changes, each target as one; what cannot go back is skipped."""
        request, settings = run.request, self._settings()
        details = await self._returnable(request)
        if not details:
            return RunResult(request=request, result="failed", reason="not_undoable")
        async with self._turn(run):
            current = await read_truth(self._target, details)
            if not request.dry_run:
                await settle_pending(
                    self._journal, self._target, self._profile, current
                )
            context = await self._context(settings, current)
            plan = Plan(
                changes=[
                    await self._plan_return(run, found, current[target], context)
                    for target, found in details.items()
                ]
            )
            skipped = _skipped(request, plan, settings, context)
            shown = RunResult(
                request=request, result="planned", plan=plan, skipped=skipped
            )
            if request.dry_run:
                return shown
            changes = [
                confirmed(change)
                for change in plan.changes
                if change.target not in skipped
            ]
            changes = [change for change in changes if change.edits]
            if not changes:
                reason = next(
                    (each for each in REASONS if each in skipped.values()), ""
                )
                result = "failed" if reason else "nothing"
                return replace(shown, result=result, reason=reason)
            await self._begin(run)
            outcome = await self._write(run, changes)
            if request.pin:
                await to_its_end(self._pin(changes, outcome))
        skipped |= dict.fromkeys(outcome.pinned, PINNED)
        return replace(await self._done(run, outcome), plan=plan, skipped=skipped)

    async def _pin(
        self, changes: Sequence[PlannedChange], outcome: WriteOutcome
    ) -> None:
        """Pin what has gone back; of a target made or deleted every field."""
        fields = self._target.fields.values()
        for change in changes:
            failed = outcome.failed.intersection(subject_keys(change.subjects))
            if failed or change.target not in outcome.sent:
                continue
            whole = change.creates or change.deletes
            returned = {edit.field for edit in change.edits}
            await self._journal.add_pins(
                self._target.account,
                change.target,
                [
                    field.name
                    for field in fields
                    if field.pinnable and (whole or field.name in returned)
                ],
                change.title,
            )

    async def _returnable(
        self, request: RunRequest
    ) -> dict[TargetKey, list[RecordDetail]]:
        """Return the changes asked for that can be taken back, by target, oldest first."""
        found: dict[TargetKey, list[RecordDetail]] = {}
        for number in sorted(request.records):
            detail = await self._journal.record(self._profile, number)
            if detail is not None and _can_return(detail.record, request.kind):
                found.setdefault(detail.record.target or "", []).append(detail)
        return found

    async def _plan_return(
        self,
        run: RunUnderWay,
        details: Sequence[RecordDetail],
        current: State | None,
        context: Context,
    ) -> PlannedChange:
        target = details[0].record.target or ""
        former = await self._journal.bases_of_record(details[0].record.id)
        return await asyncio.to_thread(
            plan_return,
            details,
            current,
            context.bases.get(target),
            former,
            self._target.fields,
            rule=run.request.kind,
            pins=context.pins.get(target, frozenset()),
        )


def _can_return(record: Record, kind: RunKind) -> bool:
    """Whether a record is a change that can be taken back, or done again."""
    if record.target is None or record.problem is not None or record.undone_by:
        return False
    if kind is RunKind.REDO:
        return record.outcome is Outcome.UNDONE
    return record.outcome in (Outcome.SYNCED, Outcome.DELETED)


def _skipped(
    request: RunRequest, plan: Plan, settings: RunSettings, context: Context
) -> dict[TargetKey, str]:
    """Say which targets stay as they are, each with the reason as a translation key."""
    skipped: dict[TargetKey, str] = {}
    for change in plan.changes:
        if not change.edits and not change.conflicts:
            if change.target in context.pins:
                skipped[change.target] = PINNED
        elif change.deletes and not settings.destructive:
            skipped[change.target] = WOULD_DELETE
        elif change.conflicts and not request.confirmed:
            skipped[change.target] = CHANGED_SINCE
    return skipped
