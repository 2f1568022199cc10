"""Applying a plan that was shown: what still holds is written, and nothing else."""

from collections.abc import Collection
from dataclasses import replace

from .changes import is_pinned, still_holds
from .journal.plans import KeptPlan
from .model import TargetKey
from .recovery import settle_pending
from .requests import RunResult
from .settled import accepted, rebased
from .truth import read_truth
from .workshop import RunUnderWay, Workshop
from .writing import WriteOutcome


class Applying(Workshop):
    """Runs that apply a kept plan."""

    async def _apply(self, run: RunUnderWay) -> RunResult:
        kept = await self._journal.kept_plan(self._profile)
        if kept is None:
            return RunResult(request=run.request, result="failed", reason="no_plan")
        wanted = run.request.fingerprints
        chosen = [
            accepted(change) if run.request.confirmed else change
            for change in kept.changes
            if wanted is None or change.fingerprint in wanted
        ]
        chosen = [change for change in chosen if change.edits]
        await self._begin(run)
        async with self._turn(run):
            current = await read_truth(
                self._target, [change.target for change in chosen]
            )
            await settle_pending(self._journal, self._target, self._profile, current)
            context = await self._context(self._settings(), current)
            still = [
                rebased(change, context.bases.get(change.target))
                for change in chosen
                if still_holds(change, current[change.target])
                and not is_pinned(change, context.pins)
            ]
            outcome = await self._write(run, still)
        ready = {change.target for change in still}
        since = [change for change in chosen if change.target not in ready]
        await self._keep_rest(kept, wanted, outcome, {item.target for item in since})
        if kept.library_size is not None and outcome.went_well:
            await self._journal.settle_size(self._profile, kept.library_size)
        result = await self._done(run, outcome)
        return replace(result, changed_since=since)

    async def _keep_rest(
        self,
        kept: KeptPlan,
        wanted: Collection[str] | None,
        outcome: WriteOutcome,
        since: Collection[TargetKey],
    ) -> None:
        """Keep what was not chosen, or not come to; the rest of the plan is done with."""
        over = outcome.sent | set(since)
        left = [change for change in kept.changes if change.target not in over]
        if left and (wanted is not None or not outcome.went_well):
            await self._journal.keep_plan(self._profile, replace(kept, changes=left))
        else:
            await self._journal.discard_plan(self._profile)
