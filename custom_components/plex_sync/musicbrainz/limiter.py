"""How often MusicBrainz may be asked: one limiter for all that ask it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
import time
from typing import Final

from ..sync.errors import RateLimited

SERVICE: Final = "MusicBrainz"
INTERVAL: Final = 1.0
"""Seconds between the end of an answer and the next question, whoever asks it."""


class Limiter:
    """Lets one question through at a time, and keeps silence in between.

    Args:
        interval: seconds between two questions.
        clock: seconds that only go forward.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        *,
        interval: float = INTERVAL,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin rested."""
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._silent_until = self._next
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, patience: float) -> AsyncIterator[float]:
        """Wait for a turn, and hold it; the next one begins a second after its end.

        Brings how many seconds of silence it has taken.

        Raises:
            RateLimited: MusicBrainz wants silence for longer than `patience` seconds.
        """
        async with self._turn:
            if (silence := max(0.0, self._silent_until - self._clock())) > patience:
                raise RateLimited(SERVICE, silence)
            while (seconds := max(self._next, self._silent_until) - self._clock()) > 0:
                await self._sleep(seconds)
            try:
                yield silence
            finally:
                self._next = self._clock() + self._interval

    def keep_silent(self, seconds: float) -> None:
        """Ask nothing for as long as MusicBrainz has asked for."""
        self._silent_until = max(self._silent_until, self._clock() + seconds)
