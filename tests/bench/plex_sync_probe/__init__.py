"""A heartbeat inside Home Assistant: how long its event loop is held.

Now and then Python's collector goes through the whole heap of the process, Home
Assistant's part of it above all. That stops every thread, whoever made the object that
was one too many, so it is told apart from what holds the loop.

On a machine that others use as well a gap says little: so it is also told how long this
process was at work during a gap, whichever of its threads it was that held the loop.
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
        self._busy: list[float] = []
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
        self._busy.clear()
        self._collections.clear()
        self._task = asyncio.create_task(self._beat())

    async def stop(self) -> tuple[float, float, float]:
        """Stop; the longest gap, the most work in one, the longest collection.

        Collections are no part of the first two.
        """
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        collections = self._collections
        paused = [sum(_overlap(gap, one) for one in collections) for gap in self._gaps]
        gaps = [
            end - begin - pause
            for (begin, end), pause in zip(self._gaps, paused, strict=True)
        ]
        busy = [
            0.0 if pause else min(work, gap)
            for work, gap, pause in zip(self._busy, gaps, paused, strict=True)
        ]
        longest_collection = max((end - begin for begin, end in collections), default=0)
        return max(gaps, default=0), max(busy, default=0), longest_collection

    async def _beat(self) -> None:
        last, worked = time.perf_counter(), time.process_time()
        while True:
            await asyncio.sleep(BEAT)
            now, work = time.perf_counter(), time.process_time()
            if now - last - BEAT > NOTABLE:
                self._gaps.append((last + BEAT, now))
                self._busy.append(work - worked)
            last, worked = now, work


def _overlap(first: Span, second: Span) -> float:
    return max(0.0, min(first[1], second[1]) - max(first[0], second[0]))


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the heartbeat as two actions."""
    heart = Heartbeat()

    async def start(call: ServiceCall) -> None:
        heart.start()

    async def stop(call: ServiceCall) -> ServiceResponse:
        longest, busy, collection = await heart.stop()
        return {
            "longest_ms": 1000 * longest,
            "busy_ms": 1000 * busy,
            "collection_ms": 1000 * collection,
        }

    hass.services.async_register(DOMAIN, "start", start)
    hass.services.async_register(
        DOMAIN, "stop", stop, supports_response=SupportsResponse.ONLY
    )
    return True
