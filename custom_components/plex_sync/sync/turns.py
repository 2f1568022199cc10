"""Long work in a thread that leaves the event loop its turns."""

from collections.abc import Iterable, Iterator
import time
from typing import Any, Final

TURN: Final = 0.002
"""Seconds of work between two pauses."""
PAUSE: Final = 0.00001
"""Seconds. Asleep, a thread is without the interpreter long enough for another to wake."""


AT_ONCE: Final = 250
"""So many items are let go of between two pauses."""


def in_turns[ItemT](items: Iterable[ItemT]) -> Iterator[ItemT]:
    """Go through items, with a short pause every other millisecond.

    Left to itself, Python lets a thread go on for five milliseconds, and a thread that
    calls SQLite again and again starts these anew with each call.
    """
    due = time.monotonic() + TURN
    for item in items:
        yield item
        if time.monotonic() >= due:
            time.sleep(PAUSE)
            due = time.monotonic() + TURN


def let_go(items: list[Any]) -> None:
    """Empty a long list in pieces: to free ten thousand rows takes a while."""
    for _ in in_turns(range(0, len(items), AT_ONCE)):
        del items[-AT_ONCE:]
