"""The guard: stops what a run wants by itself when it is implausibly much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .model import EditKind, JsonValue, PlannedChange, State, TargetKey
from .plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLimits:
    """How much may happen without being asked; a share is of 1."""

    lowered: int = 20
    lowered_share: float = 0.10
    deleted: int = 5
    deleted_share: float = 0.02
    sequence_share: float = 0.50
    library_share: float = 0.30


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Why the guard stopped a run."""

    reason: str
    """A translation key: `too_many_lowered` and its like."""
    details: Mapping[str, JsonValue]


def check(
    plan: Plan,
    limits: GuardLimits,
    *,
    targets: int,
    library_size_before: int | None,
) -> Stopped | None:
    """Say why a plan should not be carried out unseen, or `None`.

    Args:
        plan: what the run wants.
        limits: the options of the profile.
        targets: how many targets are there, as a base for the shares.
        library_size_before: how many subjects the last whole read saw.
    """
    changes = plan.writes
    deleted = [change for change in changes if change.deletes]
    lowered = [change for change in changes if change.lowers and not change.deletes]
    if _too_many(len(deleted), targets, limits.deleted, limits.deleted_share):
        return _stopped("too_many_deleted", len(deleted), targets)
    if _too_many(len(lowered), targets, limits.lowered, limits.lowered_share):
        return _stopped("too_many_lowered", len(lowered), targets)
    for change in changes:
        lost, before = _lost(change)
        if before and lost > before * limits.sequence_share:
            return Stopped(
                reason="sequence_halved",
                details={"title": change.title, "count": lost, "total": before},
            )
    size = plan.library_size
    if size is not None and library_size_before:
        gone = library_size_before - size
        if gone > library_size_before * limits.library_share and changes:
            return _stopped("library_shrunk", gone, library_size_before)
    return None


def _too_many(count: int, total: int, most: int, share: float) -> bool:
    return count > most and count > total * share


def _stopped(reason: str, count: int, total: int) -> Stopped:
    return Stopped(reason=reason, details={"count": count, "total": total})


def _lost(change: PlannedChange) -> tuple[int, int]:
    """How many items a change takes out of its sequence, and how many there were."""
    removed = [edit for edit in change.edits if edit.kind is EditKind.REMOVE]
    if not removed or change.before is None:
        return 0, 0
    before = change.before.get(removed[0].field)
    size = len(before) if isinstance(before, Sequence) else 0
    return len(removed), size


def count_there(current: Mapping[TargetKey, State | None]) -> int:
    """How many targets are there."""
    return sum(state is not None for state in current.values())
