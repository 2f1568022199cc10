"""A backup beside the list of today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from ..model import Context, Edit, Field, PlannedChange, State, TargetKey
from ..restoring import plan_restore
from .model import Contents, RestoreOrder


class Difference(StrEnum):
    """How an entry of the list of today differs, seen from the backup."""

    CREATED = "created"  # only in the backup: a restore would make it
    CHANGED = "changed"
    REMOVED = "removed"  # only on the list: an exact copy would delete it


@dataclass(frozen=True, slots=True, kw_only=True)
class Different:
    """An entry that differs."""

    target: TargetKey
    title: str
    difference: Difference
    edits: Sequence[Edit]
    """From what is there to what the backup has."""
    now: State | None
    """`None`: it is not on the list."""
    saved: State | None
    """As the account of now can hold it; `None`: the backup does not have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All differences, and how many entries have none."""

    differences: Sequence[Different]
    same: int
    gone: Mapping[TargetKey, Sequence[str]]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries are created, changed, removed, the same."""
        counts = dict.fromkeys((*Difference, "same"), 0)
        for each in self.differences:
            counts[each.difference] += 1
        return {**counts, "same": self.same}


def compare(
    order: RestoreOrder, now: Contents, fields: Mapping[str, Field]
) -> Comparison:
    """Compare a backup with the list of now, whatever pins say."""
    context = Context(now=datetime.now(UTC))
    planned = plan_restore(replace(order, exact=True), now, context, fields)
    return Comparison(
        differences=[
            Different(
                target=change.target,
                title=change.title,
                difference=_difference(change),
                edits=() if change.deletes else change.edits,
                now=change.before,
                saved=change.after,
            )
            for change in planned.changes
        ],
        same=len(planned.same),
        gone=planned.gone,
    )


def _difference(change: PlannedChange) -> Difference:
    if change.deletes:
        return Difference.REMOVED
    return Difference.CREATED if change.creates else Difference.CHANGED
