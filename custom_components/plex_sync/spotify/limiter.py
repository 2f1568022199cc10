"""How often Spotify may be asked: one limiter for all accounts of an app."""

import asyncio
from collections.abc import Awaitable, Callable
import time
from typing import Final

from .failures import Blocked

BURST: Final = 30
PER_SECOND: Final = 4.0
"""Spotify counts over half a minute and does not say how much is too much."""
PATIENCE: Final = 30.0
"""Seconds of silence that are waited out; a longer one is an error."""


class Limiter:
    """Lets requests through, a burst at first and then evenly, and keeps silence.

    Args:
        burst: how many at once after a rest.
        per_second: how many more each second.
        blocked_until: Unix time of a silence that was asked for before a restart.
        clock: seconds that only go forward.
        wall: Unix time.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        *,
        burst: int = BURST,
        per_second: float = PER_SECOND,
        blocked_until: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin rested."""
        self.sleep = sleep
        self.blocked_until = blocked_until
        """Unix time until which Spotify wants silence; it may be past."""
        self._clock = clock
        self._wall = wall
        self._burst = float(burst)
        self._per_second = per_second
        self._tokens = self._burst
        self._refilled_at = clock()
        self._turn = asyncio.Lock()

    @property
    def blocked_for(self) -> float:
        """For how many seconds Spotify still wants silence."""
        return max(0.0, self.blocked_until - self._wall())

    async def acquire(self, patience: float = PATIENCE) -> float:
        """Wait for a turn; how many seconds of silence that took.

        Raises:
            Blocked: Spotify wants silence for longer than `patience` seconds.
        """
        silent = 0.0
        async with self._turn:
            while (seconds := self.blocked_for) > 0:
                if seconds > patience - silent:
                    raise Blocked(seconds, self.blocked_until)
                silent += seconds
                await self.sleep(seconds)
            if (missing := 1.0 - self._refilled()) > 0:
                await self.sleep(missing / self._per_second)
                self._refilled()
            self._tokens -= 1.0
        return silent

    def block(self, seconds: float) -> None:
        """Keep silence for exactly as long as Spotify has asked for."""
        self.blocked_until = max(self.blocked_until, self._wall() + seconds)

    def _refilled(self) -> float:
        """How many requests may go now."""
        now = self._clock()
        gained = (now - self._refilled_at) * self._per_second
        self._tokens = min(self._burst, self._tokens + gained)
        self._refilled_at = now
        return self._tokens
