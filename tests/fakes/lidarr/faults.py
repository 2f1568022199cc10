"""What a small Lidarr counts, and how it can be told to fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that was counted."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    at: float


@dataclass(slots=True, kw_only=True)
class Fault:
    """An answer instead of the right one."""

    status: int = 500
    path: str = ""
    """Paths that end so; empty: all."""
    method: str = ""
    times: int | None = 1
    """`None`: until healed."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """JSON; `None`: an error as Lidarr writes it; text: as it is."""
    delay: float = 0.0
    """Seconds until it comes."""
    late: bool = False
    """It strikes after the work is done: only the answer is lost."""

    def strikes(self, request: web.Request) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or not request.path.endswith(self.path):
            return False
        if self.method and self.method != request.method:
            return False
        if self.times is not None:
            self.times -= 1
        return True
