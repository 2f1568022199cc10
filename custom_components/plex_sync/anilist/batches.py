"""How much goes into one request: by the time that answers take, and by complexity."""

from .documents import COMPLEXITY_LIMIT, SAVE_LEAN_COST

WHOLE_UP_TO = 20
"""So many writes select their whole entry, which then is the read-back."""
FIRST_SIZE = 25
IN_TIME = 5.0
"""Seconds; a batch should not last longer."""


class Batches:
    """Grows while answers come in time, shrinks when they do not."""

    def __init__(self) -> None:
        """Begin carefully."""
        self._size = FIRST_SIZE
        self.complexity_limit = COMPLEXITY_LIMIT

    def size(self, writes: int) -> int:
        """How many of so many writes to send in one request."""
        if writes <= WHOLE_UP_TO:
            return writes
        return max(1, min(writes, self._size, self._most))

    def answered(self, writes: int, seconds: float) -> None:
        """Learn from an answer."""
        if seconds > IN_TIME:
            self.failed()
        elif writes >= self.size(self._size):
            self._size = min(self._size * 2, self._most)

    def failed(self) -> None:
        """Halve: no answer, or a late one."""
        self._size = max(1, self._size // 2)

    def too_complex(self, complexity: int, allowed: int, counted: int) -> None:
        """Lower the limit: AniList counts more, or allows less, than is known here."""
        self.complexity_limit = max(
            1, min(complexity - 1, complexity * allowed // max(1, counted))
        )

    @property
    def _most(self) -> int:
        return max(1, self.complexity_limit // SAVE_LEAN_COST)
