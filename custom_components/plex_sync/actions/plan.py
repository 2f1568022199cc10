"""Actions for the plan that was shown and waits."""

from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..rights import Right, async_check_right
from ..sync.journal.plans import KeptPlan
from ..sync.requests import RunRequest
from ..sync.runs import RunKind
from ..texts import GUARD_REASONS, raise_for, refusal
from .action import ATTR_CURSOR, ATTR_LIMIT, PAGE, Action
from .answers import Answer, kept_plan_answer, result_answer

ATTR_CHANGES: Final = "changes"
ATTR_CONFIRM_CONFLICTS: Final = "confirm_conflicts"
ATTR_QUIET: Final = "quiet"


async def _async_kept(coordinator: PlexSyncCoordinator) -> KeptPlan:
    """Return the plan that waits.

    Raises:
        ServiceValidationError: there is none.
    """
    kept = await coordinator.journal.kept_plan(coordinator.config_entry.entry_id)
    if kept is None:
        raise refusal("no_plan")
    return kept


async def _async_get_plan(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Show the plan that waits."""
    return kept_plan_answer(
        await _async_kept(coordinator),
        cursor=call.data.get(ATTR_CURSOR, 0),
        limit=call.data[ATTR_LIMIT],
    )


async def _async_apply_plan(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Write what was shown, all of it or certain changes."""
    kept = await _async_kept(coordinator)
    if kept.reason in GUARD_REASONS:
        await async_check_right(
            coordinator.hass, call.context, coordinator.config_entry, Right.ADMINISTER
        )
    chosen: list[str] | None = call.data.get(ATTR_CHANGES)
    known = {change.fingerprint for change in kept.changes}
    if chosen is not None and (unknown := sorted(set(chosen) - known)):
        raise refusal("unknown_changes", changes=", ".join(unknown))
    result = await coordinator.async_run(
        RunRequest(
            kind=RunKind.APPLY,
            fingerprints=None if chosen is None else frozenset(chosen),
            confirmed=call.data[ATTR_CONFIRM_CONFLICTS],
            quiet=call.data.get(ATTR_QUIET),
            user=call.context.user_id,
        )
    )
    raise_for(result)
    return result_answer(result)


async def _async_discard_plan(
    coordinator: PlexSyncCoordinator, _call: ServiceCall
) -> Answer:
    """Forget the plan that waits."""
    kept = await _async_kept(coordinator)
    await coordinator.journal.discard_plan(coordinator.config_entry.entry_id)
    await coordinator.async_refresh()
    return {"discarded": len(kept.changes)}


PLAN_ACTIONS: Final = (
    Action(
        name="get_plan",
        handler=_async_get_plan,
        right=Right.SEE,
        fields=PAGE,
        only_reads=True,
    ),
    Action(
        name="apply_plan",
        handler=_async_apply_plan,
        right=Right.ACT,
        fields={
            vol.Optional(ATTR_CHANGES): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(ATTR_CONFIRM_CONFLICTS, default=False): cv.boolean,
            vol.Optional(ATTR_QUIET): cv.boolean,
        },
    ),
    Action(
        name="discard_plan", handler=_async_discard_plan, right=Right.ACT, fields={}
    ),
)
