"""Bad days, on command."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

type Kind = Literal[
    "drop",  # the connection ends without an answer
    "429",  # with `retry_after`; `None`: without the header
    "status",  # `status`, with `message`
    "plain",  # `status`, with `message` as plain text
    "short_page",  # half of the entries, all of them announced
    "cut_off",  # half of the JSON
    "rubbish",  # 200 and a web page
    "strange",  # JSON of another shape
    "slow",  # `seconds` before the answer
    "call",  # `call` is called before the answer is made
]


@dataclass(slots=True, kw_only=True)
class Fault:
    """What goes wrong, where, and how often."""

    kind: Kind
    path: str = ""
    """Paths that end so; empty: all."""
    after: int = 0
    """How many such requests pass before: `after=2` hits the third page."""
    times: int | None = 1
    """`None`: until healed."""
    status: int = 500
    message: str = "Server error"
    retry_after: str | int | None = 1
    seconds: float = 0.0
    call: Callable[[], object] | None = None

    def strikes(self, path: str) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or not path.endswith(self.path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True
