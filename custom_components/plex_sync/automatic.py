"""What a profile does by itself: the first run after a start, full runs, polls."""

from contextlib import suppress
from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .options import ScheduleOptions
from .schedule import Schedule
from .sync.errors import RateLimited, ServiceError
from .sync.journal.database import JournalError
from .sync.model import Origin, RunKind
from .sync.recovery import settle_pending
from .sync.requests import RunResult

if TYPE_CHECKING:
    from .coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

STANDS = ("ok", "planned", "guarded", "stopped")
"""Ends of a full run after which the next one waits for its turn."""


class Automatic:
    """Begins runs by the clock, unless something speaks against it."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator; nothing is scheduled yet."""
        self._coordinator = coordinator
        self._schedule = Schedule(coordinator.hass, self.options, self._async_run)
        self._planned_with: ScheduleOptions | None = None
        self._not_before: datetime | None = None
        self._is_paused = False

    @property
    def next_full(self) -> datetime | None:
        """When the next full run is due."""
        return self._schedule.next_full

    @property
    def next_poll(self) -> datetime | None:
        """When the next poll is due."""
        return self._schedule.next_poll

    def options(self) -> ScheduleOptions:
        """Return the options of the moment."""
        return ScheduleOptions.from_options(self._coordinator.config_entry.options)

    async def async_begin(self, hass: HomeAssistant) -> None:
        """Take up the work once Home Assistant has started."""
        coordinator, options = self._coordinator, self.options()
        if self._schedule.last_full is None:
            with suppress(JournalError):
                self._schedule.last_full = await coordinator.journal.last_success(
                    coordinator.config_entry.entry_id, RunKind.FULL
                )
        if self._is_paused:
            return
        if options.automatic:
            last = self._schedule.last_full
            is_due = (
                last is None or dt_util.utcnow() - last > options.full_sync_interval
            )
            if is_due or not options.dry_run:
                kind = RunKind.FULL if is_due else RunKind.POLL
                self._async_run(kind, Origin.START)
        else:
            coordinator.config_entry.async_create_background_task(
                hass, self._async_recover(), "Plex Sync recovery"
            )
        self.async_plan()

    @callback
    def async_plan(self, *, retry: bool = False) -> None:
        """Set the timers by the options of the moment."""
        if not self._is_paused:
            self._planned_with = self.options()
            self._schedule.async_plan(retry=retry)
            self._coordinator.async_show_schedule()

    @callback
    def async_options_changed(self) -> None:
        """Set the timers anew if the options say something else than before."""
        before, now = self._planned_with, self.options()
        if before is None or before == now:
            return
        if now.automatic and not before.automatic:
            coordinator = self._coordinator
            coordinator.config_entry.async_create_task(
                coordinator.hass, self.async_begin(coordinator.hass), "Plex Sync begin"
            )
        self.async_plan()

    @callback
    def async_pause(self) -> None:
        """Begin nothing any more until the profile is loaded anew."""
        self._is_paused = True
        self._schedule.async_cancel()

    @callback
    def async_ended(self, result: RunResult) -> None:
        """Learn from the end of a run when the next one is due."""
        if isinstance(result.error, RateLimited):
            wait = timedelta(seconds=result.error.seconds)
            self._not_before = dt_util.utcnow() + wait
        if result.request.kind is not RunKind.FULL:
            return
        if result.result in STANDS:
            self._schedule.last_full = dt_util.utcnow()
        # Before the first planning there is nothing to plan anew.
        if self._planned_with is not None:
            self.async_plan(retry=result.result == "failed")

    @callback
    def _async_run(self, kind: RunKind, origin: Origin = Origin.SCHEDULE) -> None:
        if self._is_paused:
            return
        if self._not_before is not None and dt_util.utcnow() < self._not_before:
            return
        if kind is RunKind.POLL and (
            # Without a full run before it a poll would not know where to begin.
            self._schedule.last_full is None
            or self._coordinator.engine.running is not None
        ):
            return
        self._coordinator.async_sync(kind, origin)

    async def _async_recover(self) -> None:
        """Settle what a crash has left behind; a run would do so by itself."""
        coordinator = self._coordinator
        try:
            await settle_pending(
                coordinator.journal,
                coordinator.engine.target,
                coordinator.config_entry.entry_id,
            )
        except ServiceError as err:
            _LOGGER.debug("Changes stay pending: %s", err)
        except JournalError as err:
            _LOGGER.error("The journal cannot be written: %s", err)
