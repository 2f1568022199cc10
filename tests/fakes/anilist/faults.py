"""Failures on command."""

from dataclasses import dataclass
from typing import Literal

type FaultKind = Literal[
    "drop_before",  # the connection ends, nothing is done
    "drop_after",  # it is done, then the connection ends
    "errors_in_200",  # HTTP 200, no data, an error
    "429",
    "500",  # nothing is done
    "500_after",  # it is done
    "rubbish",  # HTTP 200, a page of HTML
    "cut_off",  # half of the JSON
    "expired",  # HTTP 400 Invalid token
    "disabled",  # HTTP 403
    "slow",  # the answer comes after so many seconds
    "drop_alias",  # one alias is not done, answers null, and has an error
]


@dataclass(kw_only=True)
class Fault:
    """A failure that waits for its requests."""

    kind: FaultKind
    times: int = 1
    """For how many requests; -1: until told otherwise."""
    after: int = 0
    """How many matching requests pass before."""
    on: Literal["query", "mutation"] | None = None
    field: str | None = None
    """Only documents that ask for this root field."""
    message: str = "Internal Server Error"
    status: int = 500
    """Of an error in HTTP 200."""
    seconds: float = 0.0
    """For `slow`; for `429`: Retry-After."""
    headers: bool = True
    """For `429`: whether the X-RateLimit headers are there."""
    alias: int = 0
    """For `drop_alias`: which, from 0."""

    def strikes(self, kind: str, fields: tuple[str, ...]) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or (self.on and self.on != kind):
            return False
        if self.field and self.field not in fields:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= self.times > 0
        return True
