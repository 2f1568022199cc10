"""The lock of a target account: one writer, however many profiles share it."""

import asyncio
from typing import override


class WriterLock(asyncio.Lock):
    """Held while an account is written to; counts how often that was."""

    def __init__(self) -> None:
        """Start free."""
        super().__init__()
        self.turns = 0
        """How many have held it: if it has moved, what was read before may be old."""

    @override
    def release(self) -> None:
        """Give the turn to the next one."""
        self.turns += 1
        super().release()
