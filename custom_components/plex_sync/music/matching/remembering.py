"""What is worth remembering within a run, and is forgotten after it."""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any

from ...sync.turns import in_turns

_REMEMBERED: list[_lru_cache_wrapper[Any]] = []


def remembered[T](
    size: int,
) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Let a pure function keep its last answers, so many at most."""

    def decorate(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        cached = lru_cache(maxsize=size)(function)
        _REMEMBERED.append(cached)
        return cached

    return decorate


def forget() -> None:
    """Give the memory back; call it when a run has ended. Harmless at any time."""
    for cached in in_turns(_REMEMBERED):
        cached.cache_clear()
