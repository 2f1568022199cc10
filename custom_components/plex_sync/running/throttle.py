"""Calling something often, and having it done seldom."""

import asyncio
from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback


class Throttle:
    """Does something at once, then at most every so many seconds; nothing is lost."""

    def __init__(
        self, hass: HomeAssistant, seconds: float, action: Callable[[], None]
    ) -> None:
        """Keep what to do."""
        self._loop = hass.loop
        self._seconds = seconds
        self._action = action
        self._last: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @callback
    def async_call(self) -> None:
        """Do it as soon as it is time."""
        if self._timer is not None:
            return
        wait = 0.0
        if self._last is not None:
            wait = self._last + self._seconds - self._loop.time()
        if wait > 0:
            self._timer = self._loop.call_later(wait, self.async_flush)
        else:
            self.async_flush()

    @callback
    def async_flush(self) -> None:
        """Do it now."""
        self.async_cancel()
        self._last = self._loop.time()
        self._action()

    @callback
    def async_cancel(self) -> None:
        """Do not do what is still waited for."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
