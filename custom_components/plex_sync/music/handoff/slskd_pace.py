"""How often one slskd is let search, whoever wants something of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
import time
from typing import Final

BETWEEN_SEARCHES: Final = 7.0
"""Seconds from the beginning of one to that of the next: the network shuts out who asks
more often than 34 times in 220 seconds."""


class SearchPace:
    """Lets one search through at a time, and keeps the distance between them.

    Args:
        clock: seconds that only go forward.
        sleep: how to wait so many seconds.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin rested."""
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it."""
        async with self._turn:
            while (seconds := self._next - self._clock()) > 0:
                await self._sleep(seconds)
            self._next = self._clock() + BETWEEN_SEARCHES
            yield
