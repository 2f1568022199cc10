"""When a profile runs by itself: in full by the time of day, and polls in between."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import (
    async_track_point_in_time,
    async_track_time_interval,
)
from homeassistant.util import dt as dt_util

from ..options import ScheduleOptions
from ..sync.runs import RunKind

RETRY_AFTER: Final = timedelta(hours=1)
"""When a full run that failed is tried again, if that is sooner than its turn."""


def next_full_sync(
    now: datetime, last: datetime | None, options: ScheduleOptions
) -> datetime:
    """Return when the next full run is due: at its time of day, every n days.

    Args:
        now: local.
        last: when the last one was; `None`: there was none.
        options: time of day and days.
    """
    day = now.date()
    if last is not None:
        wanted = dt_util.as_local(last).date() + timedelta(days=options.full_sync_days)
        day = max(day, wanted)
    due = datetime.combine(day, options.full_sync_time, now.tzinfo)
    if due <= now:
        due = datetime.combine(
            day + timedelta(days=1), options.full_sync_time, now.tzinfo
        )
    return due


class Schedule:
    """The timers of one profile."""

    def __init__(
        self,
        hass: HomeAssistant,
        options: Callable[[], ScheduleOptions],
        poll_interval: Callable[[], timedelta | None],
        run: Callable[[RunKind], None],
    ) -> None:
        """Keep whom to call; nothing is scheduled yet.

        Args:
            hass: Home Assistant.
            options: gives the options of the moment.
            poll_interval: gives the time between two polls; `None`: there are none.
            run: begins a run of a kind, unless something speaks against it.
        """
        self.next_full: datetime | None = None
        self.next_poll: datetime | None = None
        self.last_full: datetime | None = None
        self._hass = hass
        self._options = options
        self._poll_interval = poll_interval
        self._run = run
        self._cancel_full: CALLBACK_TYPE | None = None
        self._cancel_poll: CALLBACK_TYPE | None = None

    @callback
    def async_plan(self, *, retry: bool = False) -> None:
        """Set the timers by the options of the moment.

        Args:
            retry: the last full run failed, and is tried again soon.
        """
        self.async_cancel()
        options = self._options()
        if not options.automatic:
            return
        now = dt_util.now()
        self.next_full = next_full_sync(now, self.last_full, options)
        if retry:
            self.next_full = min(self.next_full, now + RETRY_AFTER)
        self._cancel_full = async_track_point_in_time(
            self._hass,
            HassJob(self._async_full, "Plex Sync full run", cancel_on_shutdown=True),
            self.next_full,
        )
        self.async_plan_polls()

    @callback
    def async_plan_polls(self) -> None:
        """Set the timer of the polls alone."""
        self._async_cancel_polls()
        interval = self._poll_interval()
        if interval is not None:
            self.next_poll = dt_util.now() + interval
            self._cancel_poll = async_track_time_interval(
                self._hass, self._async_poll, interval, cancel_on_shutdown=True
            )

    @callback
    def async_cancel(self) -> None:
        """Schedule nothing any more."""
        self._async_cancel_polls()
        self.next_full = None
        if self._cancel_full is not None:
            self._cancel_full()
            self._cancel_full = None

    @callback
    def _async_cancel_polls(self) -> None:
        self.next_poll = None
        if self._cancel_poll is not None:
            self._cancel_poll()
            self._cancel_poll = None

    @callback
    def _async_full(self, now: datetime) -> None:
        self._cancel_full = None
        # The end of the run plans the next one; this is for the case that there is none.
        self.last_full = now
        self.async_plan()
        self._run(RunKind.FULL)

    @callback
    def _async_poll(self, now: datetime) -> None:
        if (interval := self._poll_interval()) is not None:
            self.next_poll = dt_util.as_local(now) + interval
        self._run(RunKind.POLL)
