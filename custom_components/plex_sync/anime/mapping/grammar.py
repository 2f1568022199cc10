"""The ways in which mapping files write ranges of episodes.

A range runs from its start to its end; an open end is `None`. A ratio is kept with its
sign: `|2` and `|-2` say opposite things, and which, the two formats decide.
"""

from dataclasses import dataclass
import re

_SEASON_KEY = re.compile(r"s(?P<season>\d{1,4})")
_V2_SEGMENT = re.compile(
    r"(?:e(?P<start>\d{1,6})(?P<dash>-)?(?P<e>e)?(?P<end>\d{1,6})?|-e(?P<until>\d{1,6}))"
    r"(?:\|(?P<ratio>-?\d{1,4}))?"
)
_V3_SEGMENT = re.compile(
    r"(?P<start>\d{1,6})(?P<dash>-)?(?P<end>\d{1,6})?(?:\|(?P<ratio>-?\d{1,4}))?"
)

UNREADABLE = "range_unreadable"
REVERSED = "range_reversed"
EPISODE_ZERO = "range_episode_zero"
RATIO_ZERO = "ratio_zero"
LENIENT = "range_lenient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One run of episodes of a range."""

    text: str
    start: int = 1
    end: int | None = None
    ratio: int | None = None
    """As written; `None` where nothing is."""
    lenient: bool = False
    """Whether it is not written as it should be, but can only mean this."""

    @property
    def length(self) -> int | None:
        """How many episodes; `None`: open."""
        return None if self.end is None else self.end - self.start + 1


class RangeError(ValueError):
    """A segment that is refused.

    Args:
        reason: why, as a translation key.
    """

    def __init__(self, reason: str) -> None:
        """Keep why."""
        self.reason = reason
        super().__init__(reason)


def season_of_key(key: str) -> int | None:
    """Read a season key (`s0`, `s12`); `None`: it is none."""
    match = _SEASON_KEY.fullmatch(key.strip().lower())
    return int(match["season"]) if match else None


def split(text: str) -> list[str]:
    """Split a comma list, case and blanks aside; only a lone part may be empty."""
    parts = [part.strip() for part in text.lower().split(",")]
    return parts if len(parts) == 1 else [part or "," for part in parts]


def parse_v2_segment(text: str) -> Segment:
    """Read `eA`, `eA-eB`, `eA-`, `-eB`, each optionally with `|n`; empty: a season.

    Raises:
        RangeError: it cannot be read, or makes no sense.
    """
    if not text:
        return Segment(text=text)
    match = _V2_SEGMENT.fullmatch(text)
    if match is None or (match["end"] and not match["dash"]):
        raise RangeError(UNREADABLE)
    if until := match["until"]:
        return _checked(text, 1, int(until), match["ratio"])
    start, end = int(match["start"]), match["end"]
    if match["e"] and not end:
        raise RangeError(UNREADABLE)
    last = int(end) if end else None if match["dash"] else start
    return _checked(
        text, start, last, match["ratio"], lenient=bool(end) and not match["e"]
    )


def parse_v3_segment(text: str) -> Segment:
    """Read `x`, `x-y` or `x-`, each optionally with `|n`.

    Raises:
        RangeError: it cannot be read, or makes no sense.
    """
    match = _V3_SEGMENT.fullmatch(text)
    if match is None or (match["end"] and not match["dash"]):
        raise RangeError(UNREADABLE)
    start, end = int(match["start"]), match["end"]
    last = int(end) if end else None if match["dash"] else start
    return _checked(text, start, last, match["ratio"])


def _checked(
    text: str, start: int, end: int | None, ratio: str | None, *, lenient: bool = False
) -> Segment:
    if start == 0 or end == 0:
        raise RangeError(EPISODE_ZERO)
    if end is not None and end < start:
        raise RangeError(REVERSED)
    factor = int(ratio) if ratio else None
    if factor == 0:
        raise RangeError(RATIO_ZERO)
    return Segment(text=text, start=start, end=end, ratio=factor, lenient=lenient)
