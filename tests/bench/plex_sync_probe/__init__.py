"""A heartbeat inside Home Assistant: how long its event loop is held."""

import asyncio
from contextlib import suppress
import time

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers.typing import ConfigType

DOMAIN = "plex_sync_probe"
BEAT = 0.001
"""Seconds between two beats."""


class Heartbeat:
    """Beats every millisecond and remembers the longest gap."""

    def __init__(self) -> None:
        """Not beating yet."""
        self.longest = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to beat."""
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())

    async def stop(self) -> float:
        """Stop; the longest gap beyond a beat, in seconds."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        return self.longest

    async def _beat(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - BEAT)
            last = now


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the heartbeat as two actions."""
    heart = Heartbeat()

    async def start(call: ServiceCall) -> None:
        heart.start()

    async def stop(call: ServiceCall) -> ServiceResponse:
        return {"longest_ms": 1000 * await heart.stop()}

    hass.services.async_register(DOMAIN, "start", start)
    hass.services.async_register(
        DOMAIN, "stop", stop, supports_response=SupportsResponse.ONLY
    )
    return True
