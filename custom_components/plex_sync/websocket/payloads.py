"""What is sent to the cards, as plain data."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..actions.answers import Answer, record_answer, run_answer
from ..const import DOMAIN, KIND, STATUS
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..pictures import async_picture_address
from ..profiles.anime_profile import AnimeProfile
from ..rights import Right, async_may
from ..status import ProfileStatus
from ..sync.journal.journal import Journal
from ..sync.journal.plans import KeptPlan
from ..sync.journal.shapes import Record
from ..sync.model import Field, FieldKind, State
from ..sync.runs import Outcome

RUNS_AT_ONCE: Final = 100


@callback
def async_profile(hass: HomeAssistant, user: User, entry: ProfileConfigEntry) -> Answer:
    """Describe a profile, and what a user may do with it."""
    return {
        "config_entry_id": entry.entry_id,
        "title": entry.title,
        "kind": entry.data[KIND],
        "status_entity_id": er.async_get(hass).async_get_entity_id(
            Platform.SENSOR, DOMAIN, f"{entry.entry_id}_{STATUS}"
        ),
        "score_format": async_score_format(entry),
        "rights": {
            "act": async_may(hass, user, entry, Right.ACT),
            "administer": async_may(hass, user, entry, Right.ADMINISTER),
        },
    }


@callback
def async_score_format(entry: ProfileConfigEntry) -> str | None:
    """Return how the account rates; `None`: it does not, or is not loaded."""
    coordinator = getattr(entry, "runtime_data", None)
    profile = coordinator.profile if coordinator is not None else None
    return profile.score_format if isinstance(profile, AnimeProfile) else None


@callback
def async_records(
    hass: HomeAssistant, entry: ProfileConfigEntry, records: Iterable[Record]
) -> list[Answer]:
    """Describe records, with the places that their covers can be loaded from."""
    return [
        {
            **record_answer(record),
            "pictures": _pictures(hass, entry, record),
            "adult": record.picture is not None and record.picture.adult,
        }
        for record in records
    ]


def _pictures(
    hass: HomeAssistant, entry: ProfileConfigEntry, record: Record
) -> list[str]:
    """Plex's own first: they need nobody outside the house."""
    pictures = [*(subject.picture for subject in record.subjects), record.picture]
    found = [
        address
        for picture in pictures
        if (address := async_picture_address(hass, entry, picture)) is not None
    ]
    return sorted(dict.fromkeys(found), key=lambda each: not each.startswith("/"))[:3]


async def async_runs_of(
    journal: Journal, profile: str, ids: Collection[int]
) -> list[Answer]:
    """Describe certain runs of a profile."""
    wanted = set(ids)
    found: list[Answer] = []
    while wanted:
        page = await journal.runs(
            profile, before=max(wanted) + 1, size=min(RUNS_AT_ONCE, len(wanted) * 2)
        )
        if not page.items:
            break
        found += [run_answer(run) for run in page.items if run.id in wanted]
        last = page.items[-1].id
        wanted = {run for run in wanted if run < last}
    return found


async def async_page(
    coordinator: PlexSyncCoordinator, records: Iterable[Record], following: int | None
) -> Answer:
    """Describe a page of the timeline, with the runs that it is about."""
    entry, items = coordinator.config_entry, list(records)
    runs = {record.run_id for record in items if record.run_id is not None}
    return {
        "records": async_records(coordinator.hass, entry, items),
        "runs": await async_runs_of(coordinator.journal, entry.entry_id, runs),
        "next": following,
    }


def status_payload(status: ProfileStatus, *, dry_run: bool) -> Answer:
    """Describe how a profile stands."""
    return {
        "activity": status.activity,
        "running": status.running,
        "progress": asdict(status.progress) if status.progress else None,
        "last_sync": _time(status.last_sync),
        "last_checked": _time(status.last_checked),
        "next_full": _time(status.next_full),
        "next_poll": _time(status.next_poll),
        "dry_run": dry_run,
        "problem": asdict(status.problem) if status.problem else None,
    }


def counters_payload(counters: Mapping[Outcome, int]) -> dict[str, int]:
    """Describe the counters."""
    return {str(outcome): count for outcome, count in counters.items()}


def plan_payload(kept: KeptPlan) -> Answer:
    """Describe a plan that waits, without its changes."""
    return {
        "at": kept.at.isoformat(),
        "reason": kept.reason,
        "details": dict(kept.details),
        "counts": {
            "changes": len(kept.changes),
            "created": sum(change.creates for change in kept.changes),
            "deleted": sum(change.deletes for change in kept.changes),
            "lowered": sum(
                change.lowers and not change.deletes for change in kept.changes
            ),
        },
    }


def state_page(
    state: State | None, fields: Mapping[str, Field], offset: int, limit: int
) -> Mapping[str, Any] | None:
    """Return a state with a page of each of its sequences."""
    if state is None:
        return None
    return {
        name: (
            list(value)[offset : offset + limit]
            if _is_sequence(fields, name) and isinstance(value, list | tuple)
            else value
        )
        for name, value in state.items()
    }


def sequence_lengths(
    state: State | None, fields: Mapping[str, Field]
) -> dict[str, int]:
    """Say how long the sequences of a state are."""
    return {
        name: len(value)
        for name, value in (state or {}).items()
        if _is_sequence(fields, name) and isinstance(value, list | tuple)
    }


def _is_sequence(fields: Mapping[str, Field], name: str) -> bool:
    return name in fields and fields[name].kind is FieldKind.SEQUENCE


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
