"""What is looked after once a day: old records go, and what the clock alone breaks."""

from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING, Final
import zlib

from homeassistant.core import callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ..const import CONF_ANILIST
from ..issues import async_update_journal, async_update_token
from ..options import RetentionOptions
from ..shared import async_get_shared
from ..sync.journal.database import JournalError

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

HOUR: Final = 4
"""Local; after the runs of the night."""
ENDS_SOON: Final = timedelta(days=14)
CONF_EXPIRES_AT: Final = "expires_at"


class Upkeep:
    """Looks after one profile."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator."""
        self._coordinator = coordinator

    @callback
    def async_start(self) -> None:
        """Look at once at what is cheap, and once a day at everything."""
        coordinator = self._coordinator
        self.async_check_token()
        # Not all profiles in the same minute.
        minute = zlib.crc32(coordinator.config_entry.entry_id.encode()) % 60
        coordinator.config_entry.async_on_unload(
            async_track_time_change(
                coordinator.hass, self._async_daily, hour=HOUR, minute=minute, second=0
            )
        )

    @callback
    def async_check_token(self) -> None:
        """Ask to sign in before the token ends; AniList's cannot be renewed by itself."""
        coordinator = self._coordinator
        entry = coordinator.config_entry
        ends_at = entry.data.get(CONF_ANILIST, {}).get(CONF_EXPIRES_AT)
        ends: datetime | None = None
        if isinstance(ends_at, int | float):
            ends = dt_util.utc_from_timestamp(ends_at)
        is_soon = ends is not None and ends - dt_util.utcnow() < ENDS_SOON
        async_update_token(
            coordinator.hass, entry.entry_id, entry.title, ends if is_soon else None
        )

    async def _async_daily(self, _now: datetime) -> None:
        coordinator = self._coordinator
        entry = coordinator.config_entry
        self.async_check_token()
        options = RetentionOptions.from_options(entry.options)
        try:
            removed = await coordinator.journal.prune(
                entry.entry_id, days=options.days, records=options.records
            )
            await coordinator.async_check_issues()
        except JournalError as err:
            path = str(async_get_shared(coordinator.hass).journal_path)
            async_update_journal(coordinator.hass, entry.entry_id, path, err.message)
            return
        _LOGGER.debug("%s: %s old records removed", entry.title, removed)
