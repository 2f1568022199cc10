"""What was asked, and how answers go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that was counted."""

    method: str
    path: str
    """Behind `/api/v0`, with its parts unquoted."""
    query: dict[str, str]
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Fault:
    """An answer instead of the right one."""

    status: int = 500
    path: str = ""
    """Paths in which this stands; empty: all."""
    method: str = ""
    times: int | None = 1
    """`None`: until healed."""
    text: str = "Not today"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """The connection is cut instead."""
    late: bool = False
    """It strikes after the work is done: only the answer is lost."""

    def strikes(self, method: str, path: str) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or self.path not in path or self.method not in ("", method):
            return False
        if self.times is not None:
            self.times -= 1
        return True
