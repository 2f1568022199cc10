"""What becomes of the backups of a profile's account: the last one, and what failed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field as attribute, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..issues import BACKUP_FAILED, async_delete, async_raise_backup_failed
from ..sync.backups.folder import DISK_FULL
from ..sync.backups.model import BackupFile, Check
from ..sync.errors import ServiceError
from ..texts import failure_of

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

OVERDUE: Final = timedelta(days=3)
"""So long a service may be out of reach before its missing backups are told of."""
OURS: Final = (BACKUP_FAILED, DISK_FULL)
"""Reasons of failures that lie here, and not at a service."""


class BackupEvent(StrEnum):
    """What happens when a backup is due."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupNews:
    """Something that happened to the backups."""

    event: BackupEvent
    attributes: dict[str, Any] = attribute(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """The newest backup, and when it was known to be as the list is."""

    at: datetime
    file: BackupFile

    def attributes(self) -> dict[str, Any]:
        """Say what it is."""
        return {
            "backup": self.file.name,
            "created_at": self.file.created_at.isoformat(),
            "entries": self.file.entry_count,
            "size": self.file.size,
            "verified": self.file.check is Check.SOUND,
        }


class BackupWatch:
    """Tells of the backups of one profile, and asks for help when they fail."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator; nothing is known yet."""
        self._coordinator = coordinator
        self._listeners: list[Callable[[BackupNews], None]] = []

    @callback
    def async_listen(
        self, listener: Callable[[BackupNews], None]
    ) -> Callable[[], None]:
        """Be told of backups; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_seen(self, own: Iterable[BackupFile]) -> None:
        """Take note of the files of the account that there are."""
        sound = [file for file in own if file.check is Check.SOUND]
        newest = max(sound, key=lambda file: file.created_at, default=None)
        known = self._coordinator.status.backup
        if newest is None:
            self._async_show(None)
            return
        at = newest.created_at
        if known is not None and known.file.name == newest.name:
            at = known.at
        self._async_show(LastBackup(at=at, file=newest))

    @callback
    def async_saved(self, file: BackupFile, *, is_new: bool) -> None:
        """Take note of a backup that was written, or found to be still true."""
        last = LastBackup(at=dt_util.utcnow(), file=file)
        self._async_show(last)
        entry_id = self._coordinator.config_entry.entry_id
        async_delete(self._coordinator.hass, entry_id, BACKUP_FAILED)
        event = BackupEvent.CREATED if is_new else BackupEvent.UNCHANGED
        self._tell(BackupNews(event=event, attributes=last.attributes()))

    @callback
    def async_failed(self, err: ServiceError) -> None:
        """Take note that none could be taken; the user may have to do something."""
        text = str(failure_of(err))
        self._tell(
            BackupNews(
                event=BackupEvent.FAILED,
                attributes={"reason": err.reason, "message": text},
            )
        )
        coordinator = self._coordinator
        last = coordinator.status.backup
        if err.reason in OURS:
            key = err.reason
        elif last is not None and dt_util.utcnow() - last.at > OVERDUE:
            key = "backup_overdue"
        else:
            return
        async_raise_backup_failed(
            coordinator.hass,
            coordinator.config_entry.entry_id,
            coordinator.config_entry.title,
            key,
            err.message or err.reason,
        )

    @callback
    def _async_show(self, last: LastBackup | None) -> None:
        coordinator = self._coordinator
        if coordinator.status.backup != last:
            coordinator.async_show(replace(coordinator.status, backup=last))

    def _tell(self, news: BackupNews) -> None:
        for listener in list(self._listeners):
            listener(news)
