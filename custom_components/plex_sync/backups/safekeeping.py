"""Backups of a profile's account: at start, daily, on request, before what is risky."""

from collections.abc import Sequence
from datetime import datetime, timedelta
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
import zlib

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import __version__ as home_assistant_version
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.helpers.start import async_at_started
from homeassistant.loader import async_get_integration
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..profiles.kinds import account_of
from ..sync.backups.folder import BackupFolder
from ..sync.backups.model import (
    BackupEntry,
    BackupError,
    BackupFile,
    Check,
    Contents,
    Vault,
)
from ..sync.errors import ServiceError
from ..sync.model import State
from .restores import async_resume
from .rules import AllRules
from .watch import OURS

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

FOLDER: Final = Path(DOMAIN, "backups")
CONF_BACKUP_DAYS: Final = "backup_days"
DEFAULT_DAYS: Final = 7
HOUR: Final = 1
"""Local; before the runs of the night."""
FRESH: Final = timedelta(hours=1)
"""After a start, a backup as young as this will do."""

_FOLDERS: HassKey[BackupFolder] = HassKey("plex_sync_backups")


async def async_get_folder(hass: HomeAssistant) -> BackupFolder:
    """Return the folder of all backups."""
    if (folder := hass.data.get(_FOLDERS)) is None:
        integration = await async_get_integration(hass, DOMAIN)
        folder = hass.data.setdefault(
            _FOLDERS,
            BackupFolder(
                Path(hass.config.path(str(FOLDER))),
                AllRules(),
                made_by=(
                    f"Plex Sync {integration.version}, "
                    f"Home Assistant {home_assistant_version}"
                ),
                clock=dt_util.utcnow,
            ),
        )
    return folder


def backup_days(entry: ConfigEntry[Any]) -> int:
    """How many days backups are kept; 0: for ever."""
    return max(0, int(entry.options.get(CONF_BACKUP_DAYS, DEFAULT_DAYS)))


class ProfileArchive:
    """Takes and keeps backups of the account that a profile writes to."""

    def __init__(self, coordinator: PlexSyncCoordinator, vault: Vault) -> None:
        """Keep what is backed up; nothing is read yet."""
        self.saved: BackupFile | None = None
        """The backup that was taken last."""
        self.is_new = False
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._watch = coordinator.backups
        self._vault = vault

    async def take(self) -> Contents:
        """Read the whole account.

        Raises:
            ServiceError: it cannot be read.
        """
        return await self._vault.take()

    async def ready(self, backup: Contents) -> None:
        """Look up what is needed to fit the entries of a backup.

        Raises:
            ServiceError: it cannot be looked up.
        """
        await self._vault.ready(backup)

    async def save(self, contents: Contents) -> None:
        """Write a backup, unless the newest one holds the same; then old ones go.

        Raises:
            ServiceError: it cannot be written.
        """
        folder = await async_get_folder(self._hass)
        try:
            saved, is_new = await self._hass.async_add_executor_job(
                folder.write, contents
            )
        except BackupError as err:
            failure = ServiceError("Plex Sync", err.message, reason=err.reason)
            self._watch.async_failed(failure)
            raise failure from err
        self.saved, self.is_new = saved, is_new
        self._watch.async_saved(saved, is_new=is_new)
        removed = await self._hass.async_add_executor_job(
            folder.prune, contents.account.key, backup_days(self._entry)
        )
        if removed:
            _LOGGER.debug("Old backups removed: %s", ", ".join(removed))

    def fit(
        self,
        entry: BackupEntry,
        backup: Contents,
        now: Contents,
        current: State | None,
    ) -> tuple[State, Sequence[str]]:
        """Return what the account of now can hold of an entry, and what it cannot."""
        return self._vault.fit(entry, backup, now, current)


def archive_of(
    coordinator: PlexSyncCoordinator, *, in_run: bool = False
) -> ProfileArchive:
    """Return the archive of a profile's account; `in_run`: nobody waits for it."""
    return ProfileArchive(coordinator, coordinator.profile.vault(in_run=in_run))


class SafeKeeping:
    """Looks after the backups of one profile."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator."""
        self._coordinator = coordinator

    @callback
    def async_start(self) -> None:
        """Take backups at start, daily, and before what is risky, until the unload."""
        coordinator = self._coordinator
        entry = coordinator.config_entry
        coordinator.engine.keep_backups(archive_of(coordinator, in_run=True))
        # Not all profiles in the same minute.
        minute = zlib.crc32(entry.entry_id.encode()) % 60
        entry.async_on_unload(async_at_started(coordinator.hass, self._async_begin))
        entry.async_on_unload(
            async_track_time_change(
                coordinator.hass, self._async_daily, hour=HOUR, minute=minute, second=0
            )
        )

    @callback
    def _async_begin(self, hass: HomeAssistant) -> None:
        self._coordinator.config_entry.async_create_background_task(
            hass, self.async_at_start(), "Plex Sync backup at start"
        )

    async def async_at_start(self) -> None:
        """Take a backup, unless there is one that is fresh; go on with a restore."""
        coordinator = self._coordinator
        folder = await async_get_folder(coordinator.hass)
        fresh = any(
            file.check is Check.SOUND
            and abs(dt_util.utcnow() - file.created_at) < FRESH
            for file in await self.async_look()
        )
        if not fresh:
            await self.async_create()
        archive = archive_of(coordinator, in_run=True)
        await async_resume(coordinator, folder, archive)

    async def async_look(self) -> Sequence[BackupFile]:
        """Look which backups of the account there are, and show the last one."""
        coordinator = self._coordinator
        folder = await async_get_folder(coordinator.hass)
        files = await coordinator.hass.async_add_executor_job(folder.files)
        account = account_of(coordinator.config_entry)
        own = [file for file in files if file.account and file.account.key == account]
        coordinator.backups.async_seen(own)
        return own

    async def _async_daily(self, _now: datetime) -> None:
        await self.async_create()

    async def async_create(self) -> bool:
        """Take a backup; that it cannot be taken stops nothing else; whether it was."""
        coordinator = self._coordinator
        archive = archive_of(coordinator, in_run=True)
        try:
            await archive.save(await archive.take())
        except ServiceError as err:
            title = coordinator.config_entry.title
            # A service that is gone is told of by the runs; a full disk by nobody else.
            is_ours = err.reason in OURS
            if not is_ours:
                coordinator.backups.async_failed(err)
            level = logging.WARNING if is_ours else logging.DEBUG
            _LOGGER.log(level, "%s: no backup could be taken: %s", title, err)
            return False
        return True
