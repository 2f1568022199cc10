"""What a profile does by itself: first run, full runs, polls by the clock and on call."""

from contextlib import suppress
from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..options import ScheduleOptions
from ..shared import async_get_shared
from ..sync.errors import RateLimited, ServiceError
from ..sync.journal.database import JournalError
from ..sync.recovery import settle_pending
from ..sync.requests import RunResult
from ..sync.runs import Origin, RunKind
from .push import Push
from .schedule import Schedule
from .wake import Wake

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

STANDS = ("ok", "planned", "guarded", "stopped")
"""Ends of a full run after which the next one waits for its turn."""
SELDOM: Final = timedelta(minutes=15)
"""Between two polls while notifications are heard."""


class Automatic:
    """Begins runs by the clock and on call, unless something speaks against it."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator; nothing is scheduled yet."""
        hass = coordinator.hass
        self._coordinator = coordinator
        self._schedule = Schedule(
            hass, self.options, self._poll_interval, self._async_run
        )
        self._wake = Wake(hass, self._async_look)
        self.push = Push(
            hass,
            coordinator.config_entry.data,
            async_get_shared(hass).news,
            wake=self.async_wake,
            changed=self._async_push_changed,
        )
        self._planned_with: ScheduleOptions | None = None
        self._not_before: datetime | None = None
        self._is_paused = False
        self._has_failed = False
        self._is_called_early = False

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

    @property
    def is_at_work(self) -> bool:
        """Whether this profile looks for news by itself."""
        options = self.options()
        # A poll that writes nothing down would find the same again and again.
        return options.automatic and not options.dry_run and not self._is_paused

    def _poll_interval(self) -> timedelta | None:
        interval = self.options().poll_interval
        if interval is None or not self.is_at_work:
            return None
        is_called = self.push.is_up and not self._has_failed
        return max(interval, SELDOM) if is_called else interval

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
            is_due = await self._async_is_due()
            if is_due or not options.dry_run:
                kind = RunKind.FULL if is_due else RunKind.POLL
                self._async_run(kind, Origin.START)
        if not options.automatic or options.dry_run:
            coordinator.config_entry.async_create_background_task(
                hass, self._async_recover(), "Plex Sync recovery"
            )
        self.async_plan()

    async def _async_is_due(self) -> bool:
        """Whether a full run is due: it was long ago, or in a journal of old."""
        coordinator, last = self._coordinator, self._schedule.last_full
        with suppress(JournalError):
            if await coordinator.journal.doubts(coordinator.config_entry.entry_id):
                return True
        interval = self.options().full_sync_interval
        return last is None or dt_util.utcnow() - last > interval

    @callback
    def async_plan(self, *, retry: bool = False) -> None:
        """Set the timers, and listen or not, by the options of the moment."""
        if self._is_paused:
            return
        self._planned_with = self.options()
        if self.is_at_work:
            self.push.async_start()
        else:
            self.push.async_stop()
            self._wake.async_cancel()
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
        self.push.async_stop()
        self._wake.async_cancel()
        self._schedule.async_cancel()

    async def async_close(self) -> None:
        """Begin nothing any more, and hear nothing."""
        self.async_pause()
        await self.push.async_close()

    @callback
    def async_wake(self, is_urgent: bool) -> None:
        """Look soon what is new; somebody waits for it, or it is only tidying up."""
        if self._planned_with is not None and self.is_at_work:
            self._wake.async_call(is_urgent)

    @callback
    def async_ended(self, result: RunResult) -> None:
        """Learn from the end of a run when the next one is due."""
        if isinstance(result.error, RateLimited):
            wait = timedelta(seconds=result.error.seconds)
            self._not_before = dt_util.utcnow() + wait
        is_full = result.request.kind is RunKind.FULL
        if is_full and result.result in STANDS:
            self._schedule.last_full = dt_util.utcnow()
        had_failed = self._has_failed
        if is_full or result.request.kind is RunKind.POLL:
            self._has_failed = result.result == "failed"
        # Before the first planning there is nothing to plan anew.
        if self._planned_with is None:
            return
        if is_full:
            self.async_plan(retry=result.result == "failed")
        elif self._has_failed != had_failed:
            self._async_push_changed()
        if self._is_called_early and self._schedule.last_full is not None:
            self._is_called_early = False
            self.async_wake(True)

    @callback
    def _async_push_changed(self) -> None:
        """Poll more rarely while notifications are heard and looked after."""
        if self._planned_with is not None and not self._is_paused:
            self._schedule.async_plan_polls()
            self._coordinator.async_show_schedule()

    @callback
    def _async_look(self) -> None:
        """Poll because something was heard; a run under way has perhaps read too early."""
        if not self.is_at_work:
            return
        if (wait := self._seconds_to_wait()) > 0:
            self._wake.async_call_in(wait)
        elif self._schedule.last_full is None:
            self._is_called_early = True
        else:
            self._coordinator.async_sync(RunKind.POLL, Origin.NOTIFICATION)

    def _seconds_to_wait(self) -> float:
        if self._not_before is None:
            return 0.0
        return (self._not_before - dt_util.utcnow()).total_seconds()

    @callback
    def _async_run(self, kind: RunKind, origin: Origin = Origin.SCHEDULE) -> None:
        if self._is_paused or self._seconds_to_wait() > 0:
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
