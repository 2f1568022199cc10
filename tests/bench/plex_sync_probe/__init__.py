"""A heartbeat inside Home Assistant: how long its event loop is held.

Now and then Python's collector goes through the whole heap of the process, Home
Assistant's part of it above all. That stops every thread, whoever made the object that
was one too many, so it is told apart from what holds the loop.
"""

import asyncio
from contextlib import suppress
import gc
import time
from typing import Any

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


NOTABLE = 0.003
"""Gaps shorter than this, in seconds, are not kept."""

type Span = tuple[float, float]
"""Beginning and end, in seconds."""


class Heartbeat:
    """Beats every millisecond and remembers the gaps."""

    def __init__(self) -> None:
        """Not beating yet."""
        self._gaps: list[Span] = []
        self._collections: list[Span] = []
        self._collecting_since = 0.0
        self._task: asyncio.Task[None] | None = None
        gc.callbacks.append(self._collect)

    def _collect(self, phase: str, info: dict[str, Any]) -> None:
        """Note when the whole heap is gone through."""
        if info["generation"] < 2:
            return
        if phase == "start":
            self._collecting_since = time.perf_counter()
        else:
            self._collections.append((self._collecting_since, time.perf_counter()))

    def start(self) -> None:
        """Begin to beat."""
        self._gaps.clear()
        self._collections.clear()
        self._task = asyncio.create_task(self._beat())

    async def stop(self) -> tuple[float, float]:
        """Stop; the longest gap but for collections, the longest collection."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        collections = self._collections
        gaps = [
            end - begin - sum(_overlap((begin, end), one) for one in collections)
            for begin, end in self._gaps
        ]
        longest_collection = max((end - begin for begin, end in collections), default=0)
        return max(gaps, default=0), longest_collection

    async def _beat(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            if now - last - BEAT > NOTABLE:
                self._gaps.append((last + BEAT, now))
            last = now


def _overlap(first: Span, second: Span) -> float:
    return max(0.0, min(first[1], second[1]) - max(first[0], second[0]))


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the heartbeat as two actions."""
    heart = Heartbeat()

    async def start(call: ServiceCall) -> None:
        heart.start()

    async def stop(call: ServiceCall) -> ServiceResponse:
        longest, collection = await heart.stop()
        return {"longest_ms": 1000 * longest, "collection_ms": 1000 * collection}

    hass.services.async_register(DOMAIN, "start", start)
    hass.services.async_register(
        DOMAIN, "stop", stop, supports_response=SupportsResponse.ONLY
    )
    return True
