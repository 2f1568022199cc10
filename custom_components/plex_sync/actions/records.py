"""Actions for single lines of the timeline: try again, delete."""

from collections.abc import Collection
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..rights import Right
from ..sync.journal.queries import HistoryFilter
from ..sync.journal.shapes import Record
from ..sync.model import subject_keys
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import RunKind, Subjects
from ..texts import raise_for, refusal
from .action import Action
from .answers import Answer, one_line, result_answer

ATTR_RECORD_IDS: Final = "record_ids"
ATTR_IGNORE: Final = "ignore"

RECORD_IDS: Final = vol.All(cv.ensure_list, [cv.positive_int], vol.Length(min=1))
PAGE_SIZE: Final = 500


async def async_records_of(
    coordinator: PlexSyncCoordinator, ids: Collection[int]
) -> list[Record]:
    """Return the records that a call names, newest first.

    Raises:
        ServiceValidationError: the profile does not have all of them.
    """
    profile = coordinator.config_entry.entry_id
    records = await coordinator.journal.records(profile, ids)
    if missing := sorted(set(ids) - {record.id for record in records}):
        raise refusal("record_not_found", record=", ".join(map(str, missing)))
    return records


async def async_all_records(
    coordinator: PlexSyncCoordinator, wanted: HistoryFilter
) -> list[Record]:
    """Return all records that pass a filter, newest first."""
    found: list[Record] = []
    before: int | None = None
    while True:
        page = await coordinator.journal.history(
            coordinator.config_entry.entry_id, wanted, before=before, size=PAGE_SIZE
        )
        found += page.items
        before = page.next
        if before is None:
            return found


async def _async_retry(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Look at the titles of records again, whatever the filters say."""
    ids: list[int] = call.data[ATTR_RECORD_IDS]
    records = await async_records_of(coordinator, ids)
    request = RunRequest(
        kind=RunKind.RETRY,
        scope=_subjects(records),
        dry_run=coordinator.automatic.options().dry_run,
        user=call.context.user_id,
    )
    result = await coordinator.async_run(request)
    raise_for(result)
    return {
        **result_answer(result),
        "records": await _async_outcomes(coordinator, records, result),
    }


def _subjects(records: Collection[Record]) -> Subjects:
    """Name the titles of records as the reading side can find them."""
    keys: set[str] = set()
    names: set[str] = set()
    for record in records:
        for subject in record.subjects:
            # What was not found by its name has nothing but this name.
            is_name = record.details.get("wanted") == subject.key
            (names if is_name else keys).add(subject.key)
    numbers = {name for name in names if name.isdecimal()}
    return Subjects(
        keys=frozenset(keys),
        titles=frozenset(names - numbers),
        references=frozenset(numbers),
    )


async def _async_outcomes(
    coordinator: PlexSyncCoordinator, records: Collection[Record], result: RunResult
) -> list[Answer]:
    """Say what has become of each record."""
    profile = coordinator.config_entry.entry_id
    ids = [record.id for record in records]
    now = {
        record.id: record for record in await coordinator.journal.records(profile, ids)
    }
    run: list[Record] = []
    if result.run_id is not None:
        run = await async_all_records(coordinator, HistoryFilter(run=result.run_id))
    return [_outcome(record, now.get(record.id, record), run) for record in records]


def _outcome(asked: Record, now: Record, run: Collection[Record]) -> Answer:
    """Say what has become of a record: a change, the same again, or nothing to do."""
    keys = set(subject_keys(asked.subjects))
    closed = asked.problem is not None and now.closed_at is not None
    found = [
        record
        for record in run
        if keys.intersection(subject_keys(record.subjects)) and record.id != asked.id
    ]
    change = next((record for record in found if record.problem is None), None)
    still = now if asked.problem is not None and not closed else None
    told = still or change or (found[0] if found else None)
    return {
        "record": asked.id,
        "title": asked.title,
        "outcome": told.outcome if told is not None else "fine",
        "closed": closed,
        "change": change.id if change is not None else None,
        "reason": told.reason if told is not None else "",
        "summary": one_line(told) if told is not None else "",
    }


async def _async_delete_history(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Delete lines of the timeline; nothing else changes."""
    ids: list[int] = call.data[ATTR_RECORD_IDS]
    await async_records_of(coordinator, ids)
    profile = coordinator.config_entry.entry_id
    in_flight = await coordinator.journal.delete_records(
        profile, ids, ignore=call.data[ATTR_IGNORE]
    )
    if in_flight:
        raise refusal("record_pending", record=", ".join(map(str, in_flight)))
    await coordinator.async_refresh()
    return {"deleted": sorted(set(ids))}


_FIELDS: Final[dict[vol.Marker, Any]] = {vol.Required(ATTR_RECORD_IDS): RECORD_IDS}

RECORD_ACTIONS: Final = (
    Action(name="retry", handler=_async_retry, right=Right.ACT, fields=_FIELDS),
    Action(
        name="delete_history",
        handler=_async_delete_history,
        right=Right.ADMINISTER,
        fields={**_FIELDS, vol.Optional(ATTR_IGNORE, default=False): cv.boolean},
    ),
)
