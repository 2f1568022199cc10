"""Many reasons to look at once become few looks."""

import asyncio
from collections.abc import Callable
from typing import Final

from homeassistant.core import HomeAssistant, callback

FIRST: Final = 4.0
"""Seconds from the first reason to the look; what comes meanwhile is part of it."""
URGENT_MOST: Final = 8.0
"""Seconds that somebody waits at most who has just watched something."""
MOST: Final = 60.0
"""Seconds between two looks while a library is scanned."""
QUIET: Final = 120.0
"""Seconds after which what went before is forgotten."""


class Wake:
    """Looks soon after the first reason, and more and more rarely while they go on."""

    def __init__(
        self, hass: HomeAssistant, look: Callable[[], None], first: float | None = None
    ) -> None:
        """Keep how to look; the first wait may be another one."""
        self._loop = hass.loop
        self._look = look
        self._first = FIRST if first is None else first
        self._wait = self._first
        self._looked: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @callback
    def async_call(self, is_urgent: bool) -> None:
        """Look soon; somebody waits for it, or it is only tidying up."""
        if self._looked is not None and self._loop.time() - self._looked > QUIET:
            self._wait = self._first
        self.async_call_in(min(self._wait, URGENT_MOST) if is_urgent else self._wait)

    @callback
    def async_call_in(self, seconds: float) -> None:
        """Look in so many seconds, unless it is done before that anyway."""
        due = self._loop.time() + seconds
        if self._timer is not None and self._timer.when() <= due:
            return
        self.async_cancel()
        self._timer = self._loop.call_at(due, self._go)

    @callback
    def async_cancel(self) -> None:
        """Do not look."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @callback
    def _go(self) -> None:
        self._timer = None
        self._looked = self._loop.time()
        self._wait = min(self._wait * 2, MOST)
        self._look()
