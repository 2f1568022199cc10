"""The rate limit of the fake AniList, in a sliding minute."""

from collections import deque
from collections.abc import Callable

WINDOW = 60.0


class RateLimit:
    """Counts the requests of the last minute, and of the last seconds.

    Args:
        per_minute: how many are allowed.
        burst: how many in how many seconds; over it there are no X-RateLimit headers.
        clock: unix time.
    """

    def __init__(
        self,
        per_minute: int,
        burst: tuple[int, float] | None,
        clock: Callable[[], float],
    ) -> None:
        """Begin with nothing counted."""
        self.per_minute = per_minute
        self.burst = burst
        self.refused = 0
        self._clock = clock
        self._times: deque[float] = deque()
        self._locked_until = 0.0

    def ask(self) -> tuple[bool, dict[str, str]]:
        """Whether a request may pass, and the headers of its answer."""
        now = self._clock()
        while self._times and self._times[0] <= now - WINDOW:
            self._times.popleft()
        if now < self._locked_until:
            return self._no(now, told=False)
        if self.burst is not None:
            most, seconds = self.burst
            if sum(time > now - seconds for time in self._times) >= most:
                self._locked_until = now + WINDOW
                return self._no(now, told=False)
        if len(self._times) >= self.per_minute:
            self._locked_until = now + WINDOW
            return self._no(now, told=True)
        self._times.append(now)
        return True, {
            "X-RateLimit-Limit": str(self.per_minute),
            "X-RateLimit-Remaining": str(self.per_minute - len(self._times)),
        }

    def _no(self, now: float, *, told: bool) -> tuple[bool, dict[str, str]]:
        self.refused += 1
        headers = {"Retry-After": str(round(self._locked_until - now) or 1)}
        if told:
            headers |= {
                "X-RateLimit-Limit": str(self.per_minute),
                "X-RateLimit-Remaining": "0",
                "X-RateLimit-Reset": str(round(self._locked_until)),
            }
        return False, headers
