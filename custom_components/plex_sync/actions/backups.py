"""Actions for backups: take, list, look into, compare, check, keep, delete, restore."""

from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..backups.access import (
    ATTR_BACKUP,
    ATTR_ENTRIES,
    ATTR_EXACT,
    ATTR_INSIST,
    ATTR_OTHER_ACCOUNT,
    async_administers,
    async_open,
    check_restore,
    contents_of,
    is_own,
    refusal_of,
    targets_of,
)
from ..backups.comparisons import KeptComparison, async_keep, async_kept
from ..backups.restores import Restore, async_restore
from ..backups.safekeeping import (
    FOLDER,
    SafeKeeping,
    archive_of,
    async_get_folder,
    backup_days,
)
from ..const import CONF_DRY_RUN
from ..coordinator import PlexSyncCoordinator
from ..profiles.kinds import account_of
from ..rights import Right
from ..sync.backups.compare import Difference, compare
from ..sync.backups.model import BackupError, Check, RestoreOrder
from ..sync.journal.queries import HistoryFilter
from ..texts import raise_for, refusal
from .action import ATTR_CURSOR, ATTR_LIMIT, PAGE, Action
from .answers import Answer
from .answers_backups import (
    comparison_answer,
    fault_answer,
    file_answer,
    preview_answer,
    restore_answer,
)
from .records import async_all_records

ATTR_COMPARISON: Final = "comparison"
ATTR_DIFFERENCE: Final = "difference"
ATTR_KEEP: Final = "keep"
ATTR_PLAN: Final = "plan"
ATTR_QUIET: Final = "quiet"
ATTR_TEXT: Final = "text"


async def _async_create(coordinator: PlexSyncCoordinator, _call: ServiceCall) -> Answer:
    """Take a backup now, or check the newest one where nothing has changed."""
    archive = archive_of(coordinator)
    await archive.save(await archive.take())
    assert archive.saved is not None
    own = account_of(coordinator.config_entry)
    return {"created": archive.is_new, **file_answer(archive.saved, own)}


async def _async_list(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """List the backups; those of others are the administrators' business."""
    folder = await async_get_folder(coordinator.hass)
    files = await coordinator.hass.async_add_executor_job(folder.files)
    if not await async_administers(coordinator, call):
        files = [file for file in files if is_own(coordinator, file)]
    own = account_of(coordinator.config_entry)
    return {
        "folder": str(FOLDER),
        "retention_days": backup_days(coordinator.config_entry),
        "backups": [file_answer(file, own) for file in files],
    }


async def _async_preview(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Show what is in a backup, and what is wrong with it."""
    file, backup = await async_open(coordinator, call)
    return preview_answer(
        file,
        backup,
        account_of(coordinator.config_entry),
        text=call.data[ATTR_TEXT],
        cursor=call.data.get(ATTR_CURSOR, 0),
        limit=call.data[ATTR_LIMIT],
    )


async def _async_compare(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Compare a backup with the list of today."""
    name: str = call.data[ATTR_BACKUP]
    kept = async_kept(coordinator, call.data.get(ATTR_COMPARISON), name)
    if kept is None:
        kept = await _async_compare_anew(coordinator, call)
    return comparison_answer(
        kept,
        text=call.data[ATTR_TEXT],
        difference=call.data.get(ATTR_DIFFERENCE),
        cursor=call.data.get(ATTR_CURSOR, 0),
        limit=call.data[ATTR_LIMIT],
    )


async def _async_compare_anew(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> KeptComparison:
    file, backup = await async_open(coordinator, call)
    contents = contents_of(backup)
    archive = archive_of(coordinator)
    await archive.ready(contents)
    now = await archive.take()
    comparison = await coordinator.hass.async_add_executor_job(
        compare,
        RestoreOrder(
            backup=contents, archive=archive, targets=targets_of(call, contents, now)
        ),
        now,
        coordinator.engine.target.fields,
    )
    return async_keep(coordinator, file.name, comparison)


async def _async_verify(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Read a backup anew, and say whether it is in order."""
    file, backup = await async_open(coordinator, call)
    await SafeKeeping(coordinator).async_look()
    return {
        "sound": file.check is Check.SOUND,
        **file_answer(file, account_of(coordinator.config_entry)),
        "faults": [fault_answer(fault) for fault in backup.faults],
    }


async def _async_keep(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Mark a backup, so that it is not removed by age, or take the mark away."""
    file, _ = await async_open(coordinator, call)
    folder = await async_get_folder(coordinator.hass)
    try:
        kept = await coordinator.hass.async_add_executor_job(
            folder.keep, file.name, call.data[ATTR_KEEP]
        )
    except BackupError as err:
        raise refusal_of(err, file.name) from err
    return file_answer(kept, account_of(coordinator.config_entry))


async def _async_delete(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Delete a backup."""
    name: str = call.data[ATTR_BACKUP]
    folder = await async_get_folder(coordinator.hass)
    try:
        await coordinator.hass.async_add_executor_job(folder.delete, name)
    except BackupError as err:
        raise refusal_of(err, name) from err
    await SafeKeeping(coordinator).async_look()
    return {"deleted": name}


async def _async_restore(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Restore a backup, or a choice of its entries, or say what that would do."""
    file, backup = await async_open(coordinator, call)
    contents = contents_of(backup)
    dry_run: bool = call.data[CONF_DRY_RUN]
    if not dry_run:
        check_restore(coordinator, backup, contents, call)
    archive = archive_of(coordinator)
    result = await async_restore(
        coordinator,
        Restore(
            name=file.name,
            backup=backup,
            targets=targets_of(call, contents, None),
            exact=call.data[ATTR_EXACT],
            plan=call.data.get(ATTR_PLAN, ""),
            dry_run=dry_run,
            quiet=call.data.get(ATTR_QUIET),
        ),
        archive,
    )
    if result.error is None and result.reason == "plan_changed":
        raise refusal("backup_plan_changed")
    records = []
    if result.run_id is not None:
        records = await async_all_records(coordinator, HistoryFilter(run=result.run_id))
    if not records:
        # Where something was written, the answer tells how far it has come.
        raise_for(result)
    return restore_answer(result, backup, records, archive.saved)


_NAMED: Final[dict[vol.Marker, Any]] = {vol.Required(ATTR_BACKUP): cv.string}
_CHOSEN: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_ENTRIES): vol.All(cv.ensure_list, [cv.string], vol.Length(min=1))
}
_SEARCHED: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_TEXT, default=""): cv.string
}

BACKUP_ACTIONS: Final = (
    Action(name="create_backup", handler=_async_create, right=Right.ACT, fields={}),
    Action(
        name="get_backups",
        handler=_async_list,
        right=Right.SEE,
        fields={},
        only_reads=True,
    ),
    Action(
        name="preview_backup",
        handler=_async_preview,
        right=Right.SEE,
        fields={**_NAMED, **_SEARCHED, **PAGE},
        only_reads=True,
    ),
    Action(
        name="compare_backup",
        handler=_async_compare,
        right=Right.SEE,
        fields={
            **_NAMED,
            **_CHOSEN,
            **_SEARCHED,
            vol.Optional(ATTR_DIFFERENCE): vol.In([str(each) for each in Difference]),
            vol.Optional(ATTR_COMPARISON): cv.string,
            **PAGE,
        },
        only_reads=True,
    ),
    Action(name="verify_backup", handler=_async_verify, right=Right.ACT, fields=_NAMED),
    Action(
        name="keep_backup",
        handler=_async_keep,
        right=Right.ACT,
        fields={**_NAMED, vol.Optional(ATTR_KEEP, default=True): cv.boolean},
    ),
    Action(
        name="delete_backup",
        handler=_async_delete,
        right=Right.ADMINISTER,
        fields=_NAMED,
    ),
    Action(
        name="restore_backup",
        handler=_async_restore,
        right=Right.ADMINISTER,
        fields={
            **_NAMED,
            **_CHOSEN,
            vol.Optional(ATTR_EXACT, default=False): cv.boolean,
            vol.Optional(CONF_DRY_RUN, default=False): cv.boolean,
            vol.Optional(ATTR_PLAN): cv.string,
            vol.Optional(ATTR_OTHER_ACCOUNT, default=False): cv.boolean,
            vol.Optional(ATTR_INSIST, default=False): cv.boolean,
            vol.Optional(ATTR_QUIET): cv.boolean,
        },
    ),
)
