"""Actions that take changes back and do them again."""

from datetime import datetime
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import CONF_DRY_RUN
from ..coordinator import PlexSyncCoordinator
from ..rights import Right
from ..sync.journal.queries import HistoryFilter
from ..sync.journal.shapes import Record
from ..sync.requests import RunRequest, RunResult
from ..sync.returning import CHANGED_SINCE, PINNED
from ..sync.runs import Outcome, RunKind
from ..texts import raise_for, refusal
from .action import Action
from .answers import Answer, conflict_answer, conflict_text, result_answer
from .records import ATTR_RECORD_IDS, RECORD_IDS, async_all_records, async_records_of

ATTR_RUN_ID: Final = "run_id"
ATTR_SINCE: Final = "since"
ATTR_CONFIRM_CONFLICTS: Final = "confirm_conflicts"
ATTR_PIN: Final = "pin"

MOST_TOLD: Final = 5
"""How many conflicts a refusal tells in words."""


async def _async_undo(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Take back certain changes, those of a run, or all since a time."""
    return await _async_return(
        coordinator,
        RunRequest(
            kind=RunKind.UNDO,
            records=frozenset(await _async_to_undo(coordinator, call)),
            confirmed=call.data[ATTR_CONFIRM_CONFLICTS],
            pin=call.data[ATTR_PIN],
            dry_run=call.data[CONF_DRY_RUN],
        ),
    )


async def _async_redo(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Do again what was undone."""
    records = await async_records_of(coordinator, call.data[ATTR_RECORD_IDS])
    for record in records:
        _check_redo(record)
    return await _async_return(
        coordinator,
        RunRequest(
            kind=RunKind.REDO,
            records=frozenset(record.id for record in records),
            confirmed=call.data[ATTR_CONFIRM_CONFLICTS],
        ),
    )


async def _async_lift_hold(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Let syncs propose again what an undo has held back."""
    records = await async_records_of(coordinator, call.data[ATTR_RECORD_IDS])
    profile = coordinator.config_entry.entry_id
    targets = {record.target for record in records if record.target is not None}
    lifted = [
        await coordinator.journal.lift_holds(profile, target)
        for target in sorted(targets)
    ]
    if not any(lifted):
        raise refusal("no_hold")
    return {"lifted": sum(lifted)}


async def _async_to_undo(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> list[int]:
    """Return the records that a call wants to be undone.

    Raises:
        ServiceValidationError: there are none, or not all of them can be undone.
    """
    ids: list[int] | None = call.data.get(ATTR_RECORD_IDS)
    run: int | None = call.data.get(ATTR_RUN_ID)
    since: datetime | None = call.data.get(ATTR_SINCE)
    if sum(each is not None for each in (ids, run, since)) != 1:
        raise refusal("name_changes")
    if ids is not None:
        records = await async_records_of(coordinator, ids)
        for record in records:
            _check_undo(record)
        return [record.id for record in records]
    if run is not None:
        profile = coordinator.config_entry.entry_id
        page = await coordinator.journal.runs(profile, before=run + 1, size=1)
        if not page.items or page.items[0].id != run:
            raise refusal("run_not_found", run=str(run))
    wanted = HistoryFilter(
        outcomes=(Outcome.SYNCED, Outcome.DELETED),
        run=run,
        since=None if since is None else dt_util.as_utc(since),
    )
    records = await async_all_records(coordinator, wanted)
    return [record.id for record in records if record.undone_by is None]


def _check_undo(record: Record) -> None:
    """Say why a record cannot be undone, if it cannot."""
    number = str(record.id)
    _check_change(record)
    if record.undone_by is not None:
        raise refusal("already_undone", record=number, by=str(record.undone_by))
    if record.outcome is Outcome.UNDONE:
        raise refusal("is_an_undo", record=number)


def _check_redo(record: Record) -> None:
    """Say why a record cannot be done again, if it cannot."""
    number = str(record.id)
    _check_change(record)
    if record.outcome is not Outcome.UNDONE:
        if record.undone_by is not None:
            raise refusal("redo_the_undo", record=number, by=str(record.undone_by))
        raise refusal("not_undone", record=number)
    if record.undone_by is not None:
        raise refusal("already_redone", record=number, by=str(record.undone_by))


def _check_change(record: Record) -> None:
    if record.problem is not None:
        raise refusal("not_a_change", record=str(record.id))
    if record.outcome is Outcome.PENDING:
        raise refusal("record_pending", record=str(record.id))


async def _async_return(
    coordinator: PlexSyncCoordinator, request: RunRequest
) -> Answer:
    """Undo or redo, and say what was done and what was left.

    Raises:
        ServiceValidationError: nothing of it can be done.
        HomeAssistantError: AniList let it down.
    """
    result = await coordinator.async_run(request)
    if result.error is None and result.result == "failed":
        if result.reason == CHANGED_SINCE:
            raise refusal("changed_since", conflicts=_told(result))
        if result.reason == PINNED:
            raise refusal("pinned")
    raise_for(result)
    changes = result.plan.changes if result.plan is not None else ()
    answer = {
        **result_answer(result),
        "conflicts": [conflict_answer(each) for each in changes if each.conflicts],
        "skipped": [
            {
                "target": each.target,
                "title": each.title,
                "reason": result.skipped[each.target],
            }
            for each in changes
            if each.target in result.skipped
        ],
        "records": [],
    }
    if result.run_id is not None:
        records = await async_all_records(coordinator, HistoryFilter(run=result.run_id))
        answer["records"] = [record.id for record in records]
    return answer


def _told(result: RunResult) -> str:
    """Put the conflicts of a refused undo into words."""
    changes = result.plan.changes if result.plan is not None else ()
    told = [conflict_text(each) for each in changes if each.conflicts]
    more = [f"+{len(told) - MOST_TOLD}"] if len(told) > MOST_TOLD else []
    return "; ".join([*told[:MOST_TOLD], *more])


_CONFIRM: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_CONFIRM_CONFLICTS, default=False): cv.boolean
}

UNDO_ACTIONS: Final = (
    Action(
        name="undo",
        handler=_async_undo,
        right=Right.ACT,
        fields={
            vol.Optional(ATTR_RECORD_IDS): RECORD_IDS,
            vol.Optional(ATTR_RUN_ID): cv.positive_int,
            vol.Optional(ATTR_SINCE): cv.datetime,
            **_CONFIRM,
            vol.Optional(ATTR_PIN, default=False): cv.boolean,
            vol.Optional(CONF_DRY_RUN, default=False): cv.boolean,
        },
    ),
    Action(
        name="redo",
        handler=_async_redo,
        right=Right.ACT,
        fields={vol.Required(ATTR_RECORD_IDS): RECORD_IDS, **_CONFIRM},
    ),
    Action(
        name="lift_hold",
        handler=_async_lift_hold,
        right=Right.ACT,
        fields={vol.Required(ATTR_RECORD_IDS): RECORD_IDS},
    ),
)
