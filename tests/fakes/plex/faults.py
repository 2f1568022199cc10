"""Bad days, on command."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

type Kind = Literal[
    "drop_before",  # the connection ends before the request is done
    "drop_after",  # the request is done, the connection ends without an answer
    "half_page",  # the body ends in its middle
    "short_page",  # fewer rows than announced
    "status",  # `status`, with `retry_after`
    "rubbish",  # 200 and a web page
    "not_well_formed",  # 200 and a web page that no XML parser takes
    "empty",  # 200 and nothing
    "expired_token",  # 401, a web page
    "slow",  # `seconds` before the answer
    "server_gone",  # every connection ends at once, until cleared
    "call",  # `call` is called once the answer stands
]


@dataclass(slots=True)
class Fault:
    """What goes wrong, where, and how often."""

    kind: Kind
    path_contains: str = ""
    times: int | None = 1
    """`None`: until cleared."""
    status: int = 503
    retry_after: int | None = None
    seconds: float = 0.0
    call: Callable[[], None] | None = None
    service: str = "plex"
    """`plex`, `plex_tv`, `discover`, `community` or `app`."""
    method: str = ""
    """Only with this one, in capitals; empty: any."""


class Faults:
    """The faults that wait for a request."""

    def __init__(self) -> None:
        """Begin with good days."""
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let something go wrong."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything be well again."""
        self._waiting.clear()

    def take(self, service: str, path: str, method: str) -> Fault | None:
        """The fault that meets a request, if any."""
        for fault in self._waiting:
            if fault.service != service or fault.path_contains not in path:
                continue
            if fault.method not in {"", method}:
                continue
            if fault.kind == "server_gone" or fault.times is None:
                return fault
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
            return fault
        return None
