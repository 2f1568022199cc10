"""What a small MusicBrainz counts, and how it can be told to fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that was counted."""

    path: str
    query: Mapping[str, str]
    user_agent: str
    at: float
    """By the fake's clock, in seconds."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """An answer instead of the right one."""

    status: int = 503
    path: str = ""
    """Paths that contain it; empty: all."""
    times: int | None = 1
    """`None`: until healed."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """JSON; `None`: an error as MusicBrainz writes it; text: as it is."""
    delay: float = 0.0
    """Seconds until it comes."""

    def strikes(self, path: str) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or self.path not in path:
            return False
        if self.times is not None:
            self.times -= 1
        return True
