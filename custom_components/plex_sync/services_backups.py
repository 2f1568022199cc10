"""Actions for backups: take, list, look into, compare, check, keep, delete, restore."""

from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .actions import ATTR_CURSOR, ATTR_LIMIT, PAGE, Action, anime_profile
from .anime_profile import account_of
from .answers import Answer
from .answers_backups import (
    comparison_answer,
    fault_answer,
    file_answer,
    preview_answer,
    restore_answer,
)
from .const import CONF_DRY_RUN
from .coordinator import PlexSyncCoordinator
from .restores import Restore, async_restore
from .rights import Right, async_check_right
from .safekeeping import FOLDER, archive_of, async_get_folder, backup_days
from .services_records import async_all_records
from .sync.backups.compare import compare
from .sync.backups.model import (
    USABLE_IN_PART,
    Backup,
    BackupError,
    BackupFile,
    Check,
    Contents,
    RestoreOrder,
)
from .sync.journal.queries import HistoryFilter
from .texts import raise_for, refusal

ATTR_BACKUP: Final = "backup"
ATTR_ENTRIES: Final = "entries"
ATTR_EXACT: Final = "exact"
ATTR_INSIST: Final = "insist"
ATTR_KEEP: Final = "keep"
ATTR_OTHER_ACCOUNT: Final = "other_account"
ATTR_PLAN: Final = "plan"


async def _async_create(coordinator: PlexSyncCoordinator, _call: ServiceCall) -> Answer:
    """Take a backup now, or check the newest one where nothing has changed."""
    archive = archive_of(coordinator, anime_profile(coordinator))
    await archive.save(await archive.take())
    assert archive.saved is not None
    own = account_of(coordinator.config_entry)
    return {"created": archive.is_new, **file_answer(archive.saved, own)}


async def _async_list(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """List the backups; those of others are the administrators' business."""
    anime_profile(coordinator)
    folder = await async_get_folder(coordinator.hass)
    files = await coordinator.hass.async_add_executor_job(folder.files)
    own = account_of(coordinator.config_entry)
    if not await _async_administers(coordinator, call):
        files = [file for file in files if file.account and file.account.key == own]
    return {
        "folder": str(FOLDER),
        "retention_days": backup_days(coordinator.config_entry),
        "backups": [file_answer(file, own) for file in files],
    }


async def _async_preview(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Show what is in a backup, and what is wrong with it."""
    file, backup = await _async_open(coordinator, call)
    return preview_answer(
        file,
        backup,
        account_of(coordinator.config_entry),
        cursor=call.data.get(ATTR_CURSOR, 0),
        limit=call.data[ATTR_LIMIT],
    )


async def _async_compare(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Compare a backup with the list of today."""
    profile = anime_profile(coordinator)
    _, backup = await _async_open(coordinator, call)
    contents = _contents(backup)
    archive = archive_of(coordinator, profile)
    now = await archive.take()
    comparison = await coordinator.hass.async_add_executor_job(
        compare,
        RestoreOrder(
            backup=contents,
            archive=archive,
            targets=_targets(call, contents, now),
        ),
        now,
        coordinator.engine.target.fields,
    )
    return comparison_answer(
        comparison, cursor=call.data.get(ATTR_CURSOR, 0), limit=call.data[ATTR_LIMIT]
    )


async def _async_verify(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Read a backup anew, and say whether it is in order."""
    file, backup = await _async_open(coordinator, call)
    return {
        "sound": file.check is Check.SOUND,
        **file_answer(file, account_of(coordinator.config_entry)),
        "faults": [fault_answer(fault) for fault in backup.faults],
    }


async def _async_keep(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Mark a backup, so that it is not removed by age, or take the mark away."""
    file, _ = await _async_open(coordinator, call)
    folder = await async_get_folder(coordinator.hass)
    try:
        kept = await coordinator.hass.async_add_executor_job(
            folder.keep, file.name, call.data[ATTR_KEEP]
        )
    except BackupError as err:
        raise _refusal_of(err, file.name) from err
    return file_answer(kept, account_of(coordinator.config_entry))


async def _async_delete(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Delete a backup."""
    name: str = call.data[ATTR_BACKUP]
    folder = await async_get_folder(coordinator.hass)
    try:
        await coordinator.hass.async_add_executor_job(folder.delete, name)
    except BackupError as err:
        raise _refusal_of(err, name) from err
    return {"deleted": name}


async def _async_restore(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Restore a backup, or a choice of its entries, or say what that would do."""
    profile = anime_profile(coordinator)
    file, backup = await _async_open(coordinator, call)
    contents = _contents(backup)
    dry_run: bool = call.data[CONF_DRY_RUN]
    if not dry_run:
        _check_restore(
            file, backup, contents, call, account_of(coordinator.config_entry)
        )
    archive = archive_of(coordinator, profile)
    result = await async_restore(
        coordinator,
        Restore(
            name=file.name,
            backup=backup,
            targets=_targets(call, contents, None),
            exact=call.data[ATTR_EXACT],
            plan=call.data.get(ATTR_PLAN, ""),
            dry_run=dry_run,
        ),
        archive,
    )
    if result.error is None and result.reason == "plan_changed":
        raise refusal("backup_plan_changed")
    raise_for(result)
    records = []
    if result.run_id is not None:
        records = await async_all_records(coordinator, HistoryFilter(run=result.run_id))
    return restore_answer(result, backup, records, archive.saved)


def _check_restore(
    file: BackupFile, backup: Backup, contents: Contents, call: ServiceCall, own: str
) -> None:
    """Let nothing through that is not safe, or was not asked for in so many words.

    Raises:
        ServiceValidationError: it is not done.
    """
    if contents.account.key != own and not call.data[ATTR_OTHER_ACCOUNT]:
        raise refusal(
            "backup_other_account",
            backup=file.name,
            account=contents.account.name or contents.account.id,
        )
    if backup.check is Check.SOUND:
        return
    if call.data[ATTR_EXACT]:
        raise refusal("backup_not_exact", backup=file.name)
    if not call.data[ATTR_INSIST]:
        raise refusal("backup_not_sound", backup=file.name, check=backup.check)


async def _async_open(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> tuple[BackupFile, Backup]:
    """Read the backup that a call names.

    Raises:
        ServiceValidationError: there is none.
        Unauthorized: it is another account's, which only administrators may see.
    """
    anime_profile(coordinator)
    name: str = call.data[ATTR_BACKUP]
    hass = coordinator.hass
    folder = await async_get_folder(hass)
    try:
        file = await hass.async_add_executor_job(folder.verify, name)
        if file.account is None or file.account.key != account_of(
            coordinator.config_entry
        ):
            await async_check_right(
                hass, call.context, coordinator.config_entry, Right.ADMINISTER
            )
        return file, await hass.async_add_executor_job(folder.read, name)
    except BackupError as err:
        raise _refusal_of(err, name) from err


async def _async_administers(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> bool:
    if call.context.user_id is None:
        return True
    user = await coordinator.hass.auth.async_get_user(call.context.user_id)
    return user is not None and user.is_admin


def _contents(backup: Backup) -> Contents:
    """Return what can be used of a backup.

    Raises:
        ServiceValidationError: nothing can.
    """
    usable = backup.check is Check.SOUND or backup.check in USABLE_IN_PART
    if backup.contents is not None and usable:
        return backup.contents
    match backup.check:
        case Check.NOT_CHECKED:
            raise refusal("backup_too_large")
        case Check.OTHER_VERSION:
            raise refusal("backup_other_version", version=str(backup.version or "?"))
        case _:
            raise refusal("backup_unusable", check=backup.check)


def _targets(
    call: ServiceCall, contents: Contents, now: Contents | None
) -> frozenset[str] | None:
    """Return the entries that a call names.

    Raises:
        ServiceValidationError: neither the backup nor the list has all of them.
    """
    wanted: list[str] | None = call.data.get(ATTR_ENTRIES)
    if wanted is None:
        return None
    known = contents.states.keys() | (now.states.keys() if now is not None else set())
    unknown = sorted(set(wanted) - known)
    if unknown and not call.data.get(ATTR_EXACT):
        raise refusal("backup_no_entries", entries=", ".join(unknown))
    return frozenset(wanted)


def _refusal_of(err: BackupError, name: str) -> ServiceValidationError:
    match err.reason:
        case "backup_name":
            return refusal("backup_name", backup=name)
        case "backup_not_found":
            return refusal("backup_not_found", backup=name)
        case _:
            return refusal("backup_not_changed", backup=name, message=err.message)


_NAMED: Final[dict[vol.Marker, Any]] = {vol.Required(ATTR_BACKUP): cv.string}
_CHOSEN: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_ENTRIES): vol.All(cv.ensure_list, [cv.string], vol.Length(min=1))
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
        fields={**_NAMED, **PAGE},
        only_reads=True,
    ),
    Action(
        name="compare_backup",
        handler=_async_compare,
        right=Right.SEE,
        fields={**_NAMED, **_CHOSEN, **PAGE},
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
        },
    ),
)
