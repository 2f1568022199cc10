"""Actions that begin and end runs."""

from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..const import CONF_DRY_RUN
from ..coordinator import PlexSyncCoordinator
from ..rights import Right
from ..sync.requests import RunRequest
from ..sync.runs import Everything, RunKind, Scope, SinceCursors, Subjects
from ..texts import raise_for
from .action import Action
from .answers import Answer, request_answer, result_answer

ATTR_KIND: Final = "kind"
ATTR_TITLES: Final = "titles"
ATTR_RATING_KEYS: Final = "rating_keys"
ATTR_WAIT: Final = "wait"


async def _async_sync(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Sync everything, what is new, or certain titles."""
    kind, scope = _wanted(call)
    shown_only: bool = call.data[CONF_DRY_RUN]
    request = RunRequest(
        kind=kind,
        scope=scope,
        dry_run=shown_only or coordinator.automatic.options().dry_run,
        user=call.context.user_id,
    )
    if not call.data[ATTR_WAIT] and not shown_only:
        queued = coordinator.engine.running is not None
        waiter = coordinator.async_submit(request)
        run = await coordinator.engine.begun(waiter)
        return request_answer(request, queued=queued, run=run)
    result = await coordinator.async_run(request)
    raise_for(result)
    return result_answer(result)


def _wanted(call: ServiceCall) -> tuple[RunKind, Scope]:
    titles = frozenset(call.data.get(ATTR_TITLES, ()))
    references = frozenset(call.data.get(ATTR_RATING_KEYS, ()))
    if titles or references:
        return RunKind.TARGETED, Subjects(titles=titles, references=references)
    if call.data[ATTR_KIND] == RunKind.POLL:
        return RunKind.POLL, SinceCursors()
    return RunKind.FULL, Everything()


async def _async_stop(coordinator: PlexSyncCoordinator, _call: ServiceCall) -> Answer:
    """End the run under way at a batch's edge, and forget what is queued."""
    running = coordinator.engine.running
    coordinator.engine.stop()
    return {"stopped": running is not None}


RUN_ACTIONS: Final = (
    Action(
        name="sync",
        handler=_async_sync,
        right=Right.ACT,
        fields={
            vol.Optional(ATTR_KIND, default=RunKind.FULL.value): vol.In(
                [RunKind.FULL.value, RunKind.POLL.value]
            ),
            vol.Optional(ATTR_TITLES): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(ATTR_RATING_KEYS): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(CONF_DRY_RUN, default=False): cv.boolean,
            vol.Optional(ATTR_WAIT, default=False): cv.boolean,
        },
    ),
    Action(name="stop", handler=_async_stop, right=Right.ACT, fields={}),
)
