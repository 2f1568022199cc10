"""Actions that begin the jobs of a music profile."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from homeassistant.core import ServiceCall, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..items.music_jobs import KINDS, Job, job_request
from ..music.due import is_due
from ..music.items import SavedItem
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import RunKind, Subjects
from ..texts import raise_for, refusal
from .action import Action, music_profile
from .answers import Answer, request_answer
from .answers_music import job_answer
from .handing_on import async_hand_on, async_hand_on_after
from .naming_items import items_named
from .runs import ATTR_WAIT

ATTR_ITEMS: Final = "items"
ATTR_FORCE: Final = "force"

type Wanted = Sequence[tuple[Job | None, RunRequest]]


async def _async_sync_jobs(
    jobs: Sequence[Job], coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Begin jobs, none: all there are, or sync certain items of theirs.

    Each job is a run of its own; the items that are named share one.
    """
    profile, named = music_profile(coordinator), jobs
    dry_run = coordinator.automatic.options().dry_run
    force: bool = call.data.get(ATTR_FORCE, False)
    not_due: list[SavedItem] = []
    wanted: Wanted
    if names := call.data.get(ATTR_ITEMS, []):
        kinds = {kind for job in jobs or KINDS for kind in KINDS.get(job, ())}
        items = [item for item in items_named(profile, names) if item.kind in kinds]
        if not force:
            known = await coordinator.journal.known(coordinator.config_entry.entry_id)
            now = dt_util.now()
            not_due = [
                item
                for item in items
                if not is_due(item, known.memory.get(item.key), now)
            ]
        keys = frozenset(item.key for item in items if item not in not_due)
        request = RunRequest(
            kind=RunKind.TARGETED, scope=Subjects(keys=keys), dry_run=dry_run
        )
        wanted = [(None, request)] if keys else []
    else:
        jobs = jobs or profile.jobs(dry_run)
        _check_accounts(profile, jobs, dry_run)
        ask = partial(
            job_request, force=force, dry_run=dry_run, is_preview=profile.is_preview
        )
        wanted = [(job, ask(job)) for job in jobs]
    user = call.context.user_id
    wanted = [(job, replace(request, user=user)) for job, request in wanted]
    is_all = not named and not names and not dry_run
    more: Answer = {}
    if call.data[ATTR_WAIT]:
        runs = await _async_run(coordinator, wanted)
        if is_all:
            more = await async_hand_on(profile)
    else:
        runs, waiters = await _async_begin(coordinator, wanted)
        if is_all:
            more = async_hand_on_after(profile, waiters)
    return {"runs": runs, "not_due": [item.key for item in not_due], **more}


@callback
def async_begin_job(coordinator: PlexSyncCoordinator, job: Job) -> None:
    """Begin one job, for what is due; nobody waits for its end.

    Raises:
        ServiceValidationError: there is nothing that the job could do.
    """
    dry_run = coordinator.automatic.options().dry_run
    profile = music_profile(coordinator)
    _check_accounts(profile, [job], dry_run)
    coordinator.async_submit(
        job_request(job, dry_run=dry_run, is_preview=profile.is_preview)
    )


def _check_accounts(profile: MusicProfile, jobs: Sequence[Job], dry_run: bool) -> None:
    """Refuse to add what was played where nobody plays, or where nothing is written."""
    if Job.ACCOUNTS not in jobs:
        return
    if profile.spotify is None:
        raise refusal("no_music_account")
    if dry_run:
        raise refusal("dry_run_adds_nothing")


async def _async_run(coordinator: PlexSyncCoordinator, wanted: Wanted) -> list[Answer]:
    """Run jobs one after the other; that one fails stops no other.

    Raises:
        HomeAssistantError: all of them failed; the first one tells why.
    """
    results: list[tuple[Job | None, RunResult]] = []
    for job, request in wanted:
        results.append((job, await coordinator.async_run(request)))
    if results and all(result.result == "failed" for _, result in results):
        raise_for(results[0][1])
    standings = music_profile(coordinator).standings.now
    return [job_answer(job, result, standings) for job, result in results]


async def _async_begin(
    coordinator: PlexSyncCoordinator, wanted: Wanted
) -> tuple[list[Answer], list[asyncio.Future[RunResult]]]:
    """Begin jobs; of the first one it is known which run it is.

    Brings what they end in as well.
    """
    begun: list[Answer] = []
    waiters: list[asyncio.Future[RunResult]] = []
    for job, request in wanted:
        queued = bool(begun) or coordinator.engine.running is not None
        waiter = coordinator.async_submit(request)
        waiters.append(waiter)
        run = None if queued else await coordinator.engine.begun(waiter)
        named: Mapping[str, Any] = {"job": job} if job is not None else {}
        begun.append({**named, **request_answer(request, queued=queued, run=run)})
    return begun, waiters


_FIELDS: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_ITEMS): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_FORCE, default=False): cv.boolean,
}
_WAIT: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_WAIT, default=False): cv.boolean
}

MUSIC_RUN_ACTIONS: Final = (
    Action(
        name="sync_playlists",
        handler=partial(_async_sync_jobs, (Job.PLAYLISTS,)),
        right=Right.ACT,
        fields={**_FIELDS, **_WAIT},
    ),
    Action(
        name="sync_albums",
        handler=partial(_async_sync_jobs, (Job.ALBUMS,)),
        right=Right.ACT,
        fields={**_FIELDS, **_WAIT},
    ),
    Action(
        name="sync_accounts",
        handler=partial(_async_sync_jobs, (Job.ACCOUNTS,)),
        right=Right.ACT,
        fields=_WAIT,
    ),
    Action(
        name="sync_all",
        handler=partial(_async_sync_jobs, ()),
        right=Right.ACT,
        fields={**_FIELDS, **_WAIT},
    ),
)
