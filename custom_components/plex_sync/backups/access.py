"""Opening backups for those who may see them, and for what can be done with them."""

from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError

from ..coordinator import PlexSyncCoordinator
from ..profiles.kinds import account_of
from ..rights import Right, async_check_right
from ..sync.backups.model import (
    USABLE_IN_PART,
    Backup,
    BackupError,
    BackupFile,
    Check,
    Contents,
)
from ..texts import refusal
from .safekeeping import async_get_folder

ATTR_BACKUP: Final = "backup"
ATTR_ENTRIES: Final = "entries"
ATTR_EXACT: Final = "exact"
ATTR_INSIST: Final = "insist"
ATTR_OTHER_ACCOUNT: Final = "other_account"


async def async_open(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> tuple[BackupFile, Backup]:
    """Read the backup that a call names.

    Raises:
        ServiceValidationError: there is none.
        Unauthorized: it is another account's, which only administrators may see.
    """
    name: str = call.data[ATTR_BACKUP]
    hass = coordinator.hass
    folder = await async_get_folder(hass)
    try:
        file = await hass.async_add_executor_job(folder.verify, name)
        if not is_own(coordinator, file):
            await async_check_right(
                hass, call.context, coordinator.config_entry, Right.ADMINISTER
            )
        return file, await hass.async_add_executor_job(folder.read, name)
    except BackupError as err:
        raise refusal_of(err, name) from err


def is_own(coordinator: PlexSyncCoordinator, file: BackupFile) -> bool:
    """Whether a backup is one of the account that the profile writes to."""
    own = account_of(coordinator.config_entry)
    return file.account is not None and file.account.key == own


async def async_administers(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> bool:
    """Whether a call is an administrator's, or an automation's."""
    if call.context.user_id is None:
        return True
    user = await coordinator.hass.auth.async_get_user(call.context.user_id)
    return user is not None and user.is_admin


def contents_of(backup: Backup) -> Contents:
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


def targets_of(
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


def check_restore(
    coordinator: PlexSyncCoordinator,
    backup: Backup,
    contents: Contents,
    call: ServiceCall,
) -> None:
    """Let nothing through that is not safe, or was not asked for in so many words.

    Raises:
        ServiceValidationError: it is not done.
    """
    name: str = call.data[ATTR_BACKUP]
    account = contents.account
    is_other = account.key != account_of(coordinator.config_entry)
    if is_other and not call.data[ATTR_OTHER_ACCOUNT]:
        raise refusal(
            "backup_other_account", backup=name, account=account.name or account.id
        )
    if backup.check is Check.SOUND:
        return
    if call.data[ATTR_EXACT]:
        raise refusal("backup_not_exact", backup=name)
    if not call.data[ATTR_INSIST]:
        raise refusal("backup_not_sound", backup=name, check=backup.check)


def refusal_of(err: BackupError, name: str) -> ServiceValidationError:
    """Say why nothing can be done with a file."""
    match err.reason:
        case "backup_name":
            return refusal("backup_name", backup=name)
        case "backup_not_found":
            return refusal("backup_not_found", backup=name)
        case _:
            return refusal("backup_not_changed", backup=name, message=err.message)
