"""Actions for the timeline."""

from datetime import datetime
from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..rights import Right
from ..sync.journal.queries import HistoryFilter
from ..sync.runs import Outcome
from ..texts import refusal
from .action import ATTR_CURSOR, ATTR_LIMIT, ATTR_RECORD, PAGE, Action
from .answers import Answer, detail_answer, record_answer, run_answer

ATTR_OUTCOMES: Final = "outcomes"
ATTR_TEXT: Final = "text"
ATTR_SINCE: Final = "since"
ATTR_UNTIL: Final = "until"
ATTR_RUN: Final = "run"
ATTR_CLOSED: Final = "closed"


async def _async_get_history(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Give a page of the timeline."""
    page = await coordinator.journal.history(
        coordinator.config_entry.entry_id,
        HistoryFilter(
            outcomes=[Outcome(each) for each in call.data.get(ATTR_OUTCOMES, ())],
            text=call.data.get(ATTR_TEXT, ""),
            since=_time(call, ATTR_SINCE),
            until=_time(call, ATTR_UNTIL),
            run=call.data.get(ATTR_RUN),
            closed=call.data[ATTR_CLOSED],
        ),
        before=call.data.get(ATTR_CURSOR),
        size=call.data[ATTR_LIMIT],
    )
    return {
        "records": [record_answer(record) for record in page.items],
        "cursor": page.next,
    }


def _time(call: ServiceCall, name: str) -> datetime | None:
    """Return a time that was given; one without a zone is local."""
    when: datetime | None = call.data.get(name)
    return None if when is None else dt_util.as_utc(when)


async def _async_get_record(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Give a record with its states."""
    number: int = call.data[ATTR_RECORD]
    profile = coordinator.config_entry.entry_id
    detail = await coordinator.journal.record(profile, number)
    if detail is None:
        raise refusal("record_not_found", record=str(number))
    return detail_answer(detail)


async def _async_get_runs(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Give a page of the runs."""
    page = await coordinator.journal.runs(
        coordinator.config_entry.entry_id,
        before=call.data.get(ATTR_CURSOR),
        size=call.data[ATTR_LIMIT],
    )
    return {"runs": [run_answer(run) for run in page.items], "cursor": page.next}


async def _async_ignore(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Close a problem for good."""
    number: int = call.data[ATTR_RECORD]
    profile = coordinator.config_entry.entry_id
    if not await coordinator.journal.ignore(profile, number):
        raise refusal("not_a_problem", record=str(number))
    await coordinator.async_refresh()
    return {"record": number}


HISTORY_ACTIONS: Final = (
    Action(
        name="get_history",
        handler=_async_get_history,
        right=Right.SEE,
        fields={
            **PAGE,
            vol.Optional(ATTR_OUTCOMES): vol.All(
                cv.ensure_list, [vol.In([each.value for each in Outcome])]
            ),
            vol.Optional(ATTR_TEXT): cv.string,
            vol.Optional(ATTR_SINCE): cv.datetime,
            vol.Optional(ATTR_UNTIL): cv.datetime,
            vol.Optional(ATTR_RUN): cv.positive_int,
            vol.Optional(ATTR_CLOSED, default=False): cv.boolean,
        },
        only_reads=True,
    ),
    Action(
        name="get_record",
        handler=_async_get_record,
        right=Right.SEE,
        fields={vol.Required(ATTR_RECORD): cv.positive_int},
        only_reads=True,
    ),
    Action(
        name="get_runs",
        handler=_async_get_runs,
        right=Right.SEE,
        fields=PAGE,
        only_reads=True,
    ),
    Action(
        name="ignore",
        handler=_async_ignore,
        right=Right.ACT,
        fields={vol.Required(ATTR_RECORD): cv.positive_int},
    ),
)
