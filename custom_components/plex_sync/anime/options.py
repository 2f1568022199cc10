"""What the user has chosen for an anime profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from ..sync.model import Policy

DEFAULT_POLICIES: Final[Mapping[str, Policy]] = MappingProxyType(
    {
        "status": Policy.FORWARD,
        "progress": Policy.FORWARD,
        "repeat": Policy.FORWARD,
        "started_at": Policy.FILL_EMPTY,
        "completed_at": Policy.FILL_EMPTY,
        "score": Policy.OFF,
        "notes": Policy.OFF,
    }
)
"""The fields that Plex can say something about, and how far it may by default."""

_NO_STATUS: Final = (None, "", "none")
_LOWERED_ONLY_IF_DESTRUCTIVE: Final = frozenset({"status", "progress", "repeat"})


class ProgressRule(StrEnum):
    """Which episode counts as the one that the user has come to."""

    HIGHEST = "highest"
    CONTIGUOUS = "contiguous"  # the last before one that is there and not watched


class IdleStatus(StrEnum):
    """What a title becomes that was not gone on with."""

    PAUSED = "PAUSED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimeOptions:
    """The options of an anime profile."""

    libraries: tuple[str, ...] = ()
    """Uuids of the libraries to be read; empty: all of films and of shows."""
    genres: tuple[str, ...] = ()
    """Only titles with one of these genres; empty: all."""
    policies: Mapping[str, Policy] = attribute(default_factory=lambda: DEFAULT_POLICIES)
    destructive: bool = False
    """Whether Plex may lower values and ask for entries to be deleted."""
    full_scan: bool = False
    """Whether titles without any activity are looked at, too."""
    search_threshold: int | None = None
    """How alike titles have to be, 50-100, where no mapping knows one; `None`: off."""
    watchlist_planning: bool = False
    progress_rule: ProgressRule = ProgressRule.HIGHEST
    idle_status: IdleStatus | None = None
    idle_weeks: int = 16
    zone: str = ""
    """Name of the zone in which days are counted; empty: that of the house."""

    def __post_init__(self) -> None:
        """Refuse numbers out of range.

        Raises:
            ValueError: an option is out of range; names it.
        """
        if self.search_threshold is not None and not 50 <= self.search_threshold <= 100:
            raise ValueError("search_threshold")
        if self.idle_weeks < 1:
            raise ValueError("idle_weeks")

    def policy(self, field: str) -> Policy:
        """Tell how far a wish for a field may go; lowering needs *destructive*."""
        policy = self.policies.get(field, DEFAULT_POLICIES[field])
        if (
            policy is Policy.MIRROR
            and field in _LOWERED_ONLY_IF_DESTRUCTIVE
            and not self.destructive
        ):
            return Policy.FORWARD
        return policy

    @classmethod
    def from_mapping(cls, data: Mapping[str, object]) -> Self:
        """Read options as they are stored; what is missing takes its default.

        Raises:
            ValueError: an option has a value that it cannot have.
        """
        chosen = data.get("policies")
        policies = dict(DEFAULT_POLICIES)
        if isinstance(chosen, Mapping):
            policies |= {
                field: Policy(str(chosen[field]))
                for field in DEFAULT_POLICIES
                if field in chosen
            }
        threshold, idle = data.get("search_threshold"), data.get("idle_status")
        return cls(
            libraries=_texts(data.get("libraries")),
            genres=_texts(data.get("genres")),
            policies=MappingProxyType(policies),
            destructive=bool(data.get("destructive", False)),
            full_scan=bool(data.get("full_scan", False)),
            search_threshold=int(str(threshold)) if threshold else None,
            watchlist_planning=bool(data.get("watchlist_planning", False)),
            progress_rule=ProgressRule(
                str(data.get("progress_rule") or ProgressRule.HIGHEST)
            ),
            idle_status=None if idle in _NO_STATUS else IdleStatus(str(idle)),
            idle_weeks=int(str(data.get("idle_weeks") or 16)),
            zone=str(data.get("zone") or ""),
        )


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(each) for each in value)
    return ()
