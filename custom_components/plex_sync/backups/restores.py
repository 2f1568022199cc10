"""Restores, which go on after a crash or a restart where they were cut off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util

from ..profiles.kinds import account_of
from ..sync.backups.folder import BackupFolder
from ..sync.backups.model import Archive, Backup, BackupError, RestoreOrder
from ..sync.journal.database import JournalError
from ..sync.model import JsonValue
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import Origin, RunKind

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

_UNDER_WAY: Final = "restore_under_way"
KEPT_FOR: Final = timedelta(days=1)
"""After so long, nobody expects a restore to go on by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """What a user wants to be restored."""

    name: str
    backup: Backup
    targets: Collection[str] | None = None
    exact: bool = False
    plan: str = ""
    dry_run: bool = False
    quiet: bool | None = None
    """Whether the account's feed is kept quiet; `None`: as the profile has it."""


async def async_restore(
    coordinator: PlexSyncCoordinator, restore: Restore, archive: Archive
) -> RunResult:
    """Restore, or say what a restore would do."""
    if not restore.dry_run:
        await _async_note(
            coordinator,
            {
                "name": restore.name,
                "digest": restore.backup.digest,
                "targets": None if restore.targets is None else sorted(restore.targets),
                "exact": restore.exact,
                "quiet": restore.quiet,
                "account": account_of(coordinator.config_entry),
            },
        )
    result = await _async_run(coordinator, restore, archive, Origin.USER)
    if not restore.dry_run and not coordinator.engine.closing:
        await _async_note(coordinator, None)
    return result


async def async_resume(
    coordinator: PlexSyncCoordinator, folder: BackupFolder, archive: Archive
) -> None:
    """Go on with a restore that was cut off, if its file is still what it was."""
    profile = coordinator.config_entry.entry_id
    try:
        kept = await coordinator.journal.get(_UNDER_WAY, [profile])
        is_old = await coordinator.journal.doubts(profile)
    except JournalError as err:
        _LOGGER.debug("It is not known whether a restore was cut off: %s", err)
        return
    note, at = kept.get(profile, (None, dt_util.utcnow()))
    if not isinstance(note, dict):
        return
    restore = None
    same_account = note.get("account") == account_of(coordinator.config_entry)
    # In a journal that was put back, it may have come to its end long ago.
    if dt_util.utcnow() - at < KEPT_FOR and same_account and not is_old:
        try:
            name = str(note["name"])
            backup = await coordinator.hass.async_add_executor_job(folder.read, name)
        except BackupError as err:
            _LOGGER.debug("A restore that was cut off cannot go on: %s", err)
        else:
            targets = note.get("targets")
            restore = Restore(
                name=name,
                backup=backup,
                targets=list(map(str, targets)) if isinstance(targets, list) else None,
                exact=bool(note.get("exact")),
                quiet=None if (quiet := note.get("quiet")) is None else bool(quiet),
            )
    if restore is not None and restore.backup.digest == note["digest"]:
        _LOGGER.info("A restore that was cut off goes on: %s", restore.name)
        await _async_run(coordinator, restore, archive, Origin.START)
    if not coordinator.engine.closing:
        await _async_note(coordinator, None)


async def _async_run(
    coordinator: PlexSyncCoordinator, restore: Restore, archive: Archive, origin: Origin
) -> RunResult:
    contents = restore.backup.contents
    if contents is None:
        raise BackupError("backup_not_found")
    targets = restore.targets
    order = RestoreOrder(
        backup=contents,
        archive=archive,
        targets=None if targets is None else frozenset(targets),
        exact=restore.exact,
        plan=restore.plan,
    )
    return await coordinator.async_run(
        RunRequest(
            kind=RunKind.RESTORE,
            origin=origin,
            dry_run=restore.dry_run,
            restore=order,
            quiet=restore.quiet,
        )
    )


async def _async_note(coordinator: PlexSyncCoordinator, note: JsonValue) -> None:
    """Write down what is under way, or that nothing is any more."""
    profile = coordinator.config_entry.entry_id
    try:
        await coordinator.journal.put(_UNDER_WAY, {profile: note})
    except JournalError as err:
        _LOGGER.debug("A restore would not go on after a crash: %s", err)
