"""Restoring: targets brought back to what a backup holds, only where they differ."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from typing import Final

from .backups.model import BackupEntry, Contents, RestoreOrder
from .model import (
    Context,
    Field,
    JsonObject,
    PlannedChange,
    Policy,
    Proposal,
    Removal,
    State,
    Subject,
    TargetKey,
    Wish,
)
from .plan import Plan
from .planning import plan_target
from .recovery import settle_pending
from .requests import RunResult
from .runs import Progress, Stage
from .values import fingerprint
from .workshop import RunUnderWay, Workshop
from .writing import WriteOutcome

PINNED: Final = "pinned"
RULE: Final = "restore"


@dataclass(slots=True)
class RestorePlan:
    """What a restore would do."""

    changes: list[PlannedChange] = attribute(default_factory=list)
    same: list[TargetKey] = attribute(default_factory=list)
    newer: list[TargetKey] = attribute(default_factory=list)
    """On the list, but not in the backup; they stay unless it is to be an exact copy."""
    skipped: dict[TargetKey, str] = attribute(default_factory=dict)
    """Targets with differences that stay as they are, each with the reason."""
    gone: dict[TargetKey, Sequence[str]] = attribute(default_factory=dict)
    """What the account cannot hold any more, such as custom lists; by target."""

    @property
    def fingerprint(self) -> str:
        """Names the plan: the same as long as the list and the backup are."""
        return fingerprint(sorted(change.fingerprint for change in self.changes))


class Restoring(Workshop):
    """Runs that restore a backup."""

    async def _restore(self, run: RunUnderWay) -> RunResult:
        """Restore what an order names; everything that it would change is saved first."""
        request, order = run.request, run.request.restore
        if order is None:
            return RunResult(request=request, result="failed", reason="no_backup")
        self._report(Progress(stage=Stage.READING))
        async with self._turn(run):
            await self._unless_stopped(run, order.archive.ready(order.backup))
            now = await self._unless_stopped(run, order.archive.take())
            current: dict[TargetKey, State | None] = {**now.states}
            if not request.dry_run:
                await settle_pending(
                    self._journal, self._target, self._profile, current
                )
            planned = await self._plan_restore(order, now)
            shown = RunResult(
                request=request,
                result="planned",
                plan=Plan(changes=planned.changes),
                skipped=planned.skipped,
                details=_details(planned),
            )
            if request.dry_run:
                return shown
            if order.plan and order.plan != planned.fingerprint:
                return replace(shown, result="failed", reason="plan_changed")
            if not planned.changes:
                return replace(shown, result="nothing")
            await self._begin(run)
            await order.archive.save(now)
            outcome = await self._write(run, planned.changes)
            if outcome.went_well:
                outcome = await self._write_rest(run, order, planned)
        result = await self._done(run, outcome)
        return replace(
            result, plan=shown.plan, skipped=shown.skipped, details=shown.details
        )

    async def _write_rest(
        self, run: RunUnderWay, order: RestoreOrder, planned: RestorePlan
    ) -> WriteOutcome:
        """Write what the service has filled in by itself while it was written to."""
        now = await self._unless_stopped(run, order.archive.take())
        written = {change.target for change in planned.changes if not change.deletes}
        targets = frozenset(written & now.states.keys())
        again = await self._plan_restore(
            replace(order, targets=targets, exact=False), now
        )
        return await self._write(run, again.changes)

    async def _plan_restore(self, order: RestoreOrder, now: Contents) -> RestorePlan:
        targets = {*now.states, *order.backup.states}
        context = await self._context(self._settings(), targets)
        return await asyncio.to_thread(
            plan_restore, order, now, context, self._target.fields
        )


def plan_restore(
    order: RestoreOrder, now: Contents, context: Context, fields: Mapping[str, Field]
) -> RestorePlan:
    """Plan a restore: every difference between the list of now and the backup counts."""
    planned = RestorePlan()
    current, titles = now.states, now.titles
    for entry in order.backup.entries:
        if order.targets is not None and entry.target not in order.targets:
            continue
        found = current.get(entry.target)
        state, gone = order.archive.fit(entry, order.backup, now, found)
        if gone:
            planned.gone[entry.target] = gone
        title = entry.title or titles.get(entry.target) or entry.target
        proposal = _proposal(replace(entry, title=title), state, now, fields)
        _add(planned, proposal, found, context, fields)
    saved = order.backup.states
    for target, state in current.items():
        if target in saved:
            continue
        if order.targets is not None and target not in order.targets:
            continue
        planned.newer.append(target)
        if order.exact:
            entry = BackupEntry(target=target, title=titles[target], state={})
            removal = replace(
                _proposal(entry, {}, now, fields), removal=Removal(rule=RULE)
            )
            _add(planned, removal, state, context, fields)
    return planned


def _proposal(
    entry: BackupEntry, wanted: State, now: Contents, fields: Mapping[str, Field]
) -> Proposal:
    """Ask for each field that the backup has, emptied ones too."""
    subject = Subject(key=f"{now.account.key}/{entry.target}", title=entry.title)
    return Proposal(
        target=entry.target,
        title=entry.title,
        subjects=[subject],
        wishes={
            name: Wish(value=value, policy=Policy.EXACT, rule=RULE)
            for name, value in wanted.items()
            if name in fields
        },
        facts="",
    )


def _add(
    planned: RestorePlan,
    proposal: Proposal,
    current: State | None,
    context: Context,
    fields: Mapping[str, Field],
) -> None:
    """Merge one target with the list of now as the base, and note what comes of it."""
    target = proposal.target
    base = context.bases.get(target)
    proposal = replace(proposal, facts=base.facts if base is not None else "")
    pins = context.pins.get(target, frozenset())
    change, _, held = plan_target(proposal, current, None, fields, pins=pins)
    if change.edits:
        # The base stays: to the next sync this is the user's own hand, without a doubt.
        stays = None if base is None else replace(base, doubted=False)
        planned.changes.append(replace(change, base=stays, base_before=base))
    elif held:
        planned.skipped[target] = PINNED
    elif proposal.removal is None:
        planned.same.append(target)


def _details(planned: RestorePlan) -> JsonObject:
    return {
        "plan": planned.fingerprint,
        "same": len(planned.same),
        "newer": len(planned.newer),
        "gone": {target: list(names) for target, names in planned.gone.items()},
    }
