"""The guard: stops what a run wants by itself when it is implausibly much."""

from collections.abc import Iterator, Mapping, Sequence
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
        for lost, before in _losses(change):
            if lost > before * limits.sequence_share:
                return Stopped(
                    reason="sequence_halved",
                    details={"title": change.title, "count": lost, "total": before},
                )
    size = plan.library_size
    if size is not None and library_size_before:
        gone = library_size_before - size
        # Without a single write, too: settling would take what is unseen for gone.
        if gone > library_size_before * limits.library_share:
            return _stopped("library_shrunk", gone, library_size_before)
    return None


def _too_many(count: int, total: int, most: int, share: float) -> bool:
    return count > most and count > total * share


def _stopped(reason: str, count: int, total: int) -> Stopped:
    return Stopped(reason=reason, details={"count": count, "total": total})


def _losses(change: PlannedChange) -> Iterator[tuple[int, int]]:
    """By how much a change shortens each sequence, and how long it was.

    Shortened, not exchanged: lists that are made anew each week lose nothing.
    """
    if change.before is None or change.after is None:
        return
    for name in {edit.field for edit in change.edits if edit.kind is EditKind.REMOVE}:
        before = _length(change.before.get(name))
        yield before - _length(change.after.get(name)), before


def _length(value: JsonValue) -> int:
    return len(value) if isinstance(value, Sequence) else 0


def count_there(current: Mapping[TargetKey, State | None]) -> int:
    """How many targets are there."""
    return sum(state is not None for state in current.values())
