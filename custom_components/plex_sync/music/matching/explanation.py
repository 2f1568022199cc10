"""Why a track was matched as it was: what is shown of the ladder."""

from dataclasses import dataclass

from ..model import Candidate, Match
from .reasons import Step


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder, and the best that it found."""

    step: Step
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The match, how the wanted track was read, and every rung."""

    match: Match
    title: str
    """The title that was looked for, normalised."""
    subtitles: tuple[str, ...]
    versions: tuple[str, ...]
    artists: tuple[str, ...]
    rungs: tuple[Rung, ...]
