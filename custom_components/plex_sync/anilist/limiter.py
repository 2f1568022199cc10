"""How often AniList may be asked: one limiter for all of Home Assistant."""

import asyncio
from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum
from itertools import count
import time

from ..sync.errors import RateLimited

type OnWait = Callable[[float], None]
"""Told for how many seconds a request has to wait; 0: it goes on."""

WINDOW = 60.0
PER_MINUTE = 28
"""Below the 30 a minute that AniList grants: sending and arriving differ a little."""
BURST = 10
REFILL = 0.5
DEFAULT_PAUSE = 60.0
PATIENCE = 180.0
WORTH_TELLING = 0.5


class Lane(IntEnum):
    """Who goes first when requests have to queue."""

    USER = 0
    RUN = 1
    PREFETCH = 2


class Limiter:
    """Lets requests through, a burst at first and then evenly, never too many a minute.

    Args:
        per_minute: how many in any 60 seconds, whatever the service would allow.
        burst: how many at once after a rest.
        refill: how many more each second.
        clock: seconds that only go forward.
        wall: unix time, for the service's own reset time.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        *,
        per_minute: int = PER_MINUTE,
        burst: int = BURST,
        refill: float = REFILL,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin rested."""
        self.clock = clock
        self.sleep = sleep
        self._wall = wall
        self._ceiling = per_minute
        self._per_minute = per_minute
        self._burst = burst
        self._refill = refill
        self._tokens = float(burst)
        self._refilled_at = clock()
        self._sent: deque[float] = deque()
        self._queue: list[tuple[Lane, int]] = []
        self._order = count()
        self._in_flight = 0
        self._remaining: int | None = None
        self._remaining_until = 0.0
        self._paused_until = 0.0

    @property
    def paused_for(self) -> float:
        """For how many seconds the service has asked for silence."""
        return max(0.0, self._paused_until - self.clock())

    async def acquire(
        self, lane: Lane, on_wait: OnWait | None = None, patience: float = PATIENCE
    ) -> None:
        """Wait for a turn; `answered` has to follow.

        Raises:
            RateLimited: the service wants silence for longer than `patience` seconds.
        """
        ticket = (lane, next(self._order))
        insort(self._queue, ticket)
        told = False
        try:
            while (delay := self._delay(self._queue.index(ticket))) > 0:
                if self.paused_for > patience:
                    raise RateLimited("AniList", self.paused_for)
                if on_wait is not None and delay >= WORTH_TELLING:
                    on_wait(delay)
                    told = True
                await self.sleep(delay)
        finally:
            self._queue.remove(ticket)
            if told and on_wait is not None:
                on_wait(0.0)
        self._tokens -= 1
        self._sent.append(self.clock())
        self._in_flight += 1
        if self._remaining is not None:
            self._remaining -= 1

    def answered(self, headers: Mapping[str, str]) -> None:
        """Learn from an answer's headers; empty ones if there was no answer."""
        self._in_flight -= 1
        limit = _whole(headers.get("X-RateLimit-Limit"))
        if limit is not None and limit > 0:
            self._per_minute = min(self._ceiling, max(1, limit - 2))
        remaining = _whole(headers.get("X-RateLimit-Remaining"))
        if remaining is None:
            return
        self._remaining = remaining - self._in_flight
        self._remaining_until = self.clock() + self._until_reset(headers)

    def pause(self, headers: Mapping[str, str]) -> None:
        """Stop all lanes: the service has answered that it was too much."""
        seconds = _whole(headers.get("Retry-After"))
        wait = self._until_reset(headers) if seconds is None else float(seconds)
        # A second more: the service counts whole seconds.
        self._paused_until = max(self._paused_until, self.clock() + wait + 1.0)

    def _until_reset(self, headers: Mapping[str, str]) -> float:
        """Seconds until the count starts anew, a minute where nothing says so."""
        reset = _whole(headers.get("X-RateLimit-Reset"))
        if reset is None:
            return DEFAULT_PAUSE
        # This machine's clock may be wrong; the service counts by the minute.
        return min(DEFAULT_PAUSE, max(1.0, reset - self._wall()))

    def _delay(self, ahead: int) -> float:
        """Seconds until a request with so many others before it may go."""
        now = self.clock()
        self._tokens = min(
            float(self._burst),
            self._tokens + (now - self._refilled_at) * self._refill,
        )
        self._refilled_at = now
        while self._sent and self._sent[0] <= now - WINDOW:
            self._sent.popleft()
        turn = max(now, self._paused_until)
        missing = ahead + 1 - self._tokens
        if missing > 1e-9:
            turn = max(turn, now + missing / self._refill)
        surplus = len(self._sent) + ahead + 1 - self._per_minute
        if surplus > 0:
            last_to_leave = min(surplus, len(self._sent)) - 1
            left = self._sent[last_to_leave] if self._sent else now
            turn = max(turn, left + WINDOW)
        if self._remaining is not None and now < self._remaining_until:
            if self._remaining <= ahead:
                turn = max(turn, self._remaining_until)
        return turn - now


def _whole(text: str | None) -> int | None:
    """A header's whole number."""
    return int(text) if text is not None and text.strip().isdecimal() else None
