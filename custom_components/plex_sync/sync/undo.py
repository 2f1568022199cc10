"""Taking back and doing again: the same merge, with other sides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from .journal.shapes import RecordDetail
from .model import (
    Base,
    Field,
    JsonValue,
    PlannedChange,
    Policy,
    Proposal,
    Removal,
    State,
    Wish,
)
from .planning import plan_target
from .settled import moved
from .values import same


@dataclass(frozen=True, slots=True)
class _Sides:
    """What some changes have left of a target, and what it was before them."""

    left: State | None
    desired: State | None
    names: Collection[str]
    """The fields that the changes have touched."""


def plan_return(
    details: Sequence[RecordDetail],
    current: State | None,
    base: Base | None,
    former: Base | None,
    fields: Mapping[str, Field],
    *,
    rule: str,
    pins: frozenset[str] = frozenset(),
) -> PlannedChange:
    """Plan to bring a target back to the state before some of its changes.

    Args:
        details: changes of one target, oldest first; others may lie between them.
        current: what the target holds now.
        base: what is settled for it now.
        former: what was settled before the first of the changes.
        fields: the target's fields.
        rule: `undo` or `redo`, for the record.
        pins: fields that no run may touch.
    """
    record = details[-1].record
    sides = _sides(details, fields)
    whole = sides.left is None or sides.desired is None
    names = fields if current is None else sides.names
    proposal = Proposal(
        target=record.target or "",
        title=record.title,
        subjects=record.subjects,
        wishes=_wishes(sides, names, rule),
        facts=(base.facts if base is not None else "") or record.facts,
        removal=Removal(rule=rule) if sides.desired is None else None,
        picture=record.picture,
        links=record.links,
    )
    left = sides.left
    assumed = Base(state=left, asked=left) if left is not None else None
    change, _, _ = plan_target(proposal, current, assumed, fields, pins=pins)
    if left is None and current is not None:
        # It was deleted, and somebody has made it again since.
        change = _as_conflict(change)
    returned = {edit.field for edit in (*change.edits, *change.conflicts)}
    return replace(
        change,
        base=former if whole else moved(base, former, returned),
        base_before=base,
        origin_records=[detail.record.id for detail in details],
    )


def _as_conflict(change: PlannedChange) -> PlannedChange:
    """Turn edits into conflicts: they are done only when confirmed."""
    names = {edit.field for edit in change.edits}
    after = change.after or {}
    return replace(
        change,
        edits=(),
        conflicts=(*change.edits, *change.conflicts),
        disputed={**change.disputed, **{name: after.get(name) for name in names}},
        after=change.before,
    )


def _sides(details: Sequence[RecordDetail], fields: Collection[str]) -> _Sides:
    """Find both sides, field by field: what lies between the changes stays as it is."""
    states = [(detail.before, detail.after) for detail in details]
    (first, _), (_, last) = states[0], states[-1]
    if any(before is None or after is None for before, after in states):
        names = [name for name in fields if not same(_of(first, name), _of(last, name))]
        return _Sides(last, first, names)
    left, desired = dict(last or {}), dict(first or {})
    touched: dict[str, None] = {}
    for before, after in states:
        for name in fields:
            was, became = _of(before, name), _of(after, name)
            if same(was, became):
                continue
            if name not in touched:
                touched[name], desired[name] = None, was
            left[name] = became
    return _Sides(left, desired, list(touched))


def _of(state: State | None, name: str) -> JsonValue:
    return None if state is None else state.get(name)


def _wishes(sides: _Sides, names: Collection[str], rule: str) -> dict[str, Wish]:
    """Wish each field to be what it was, emptied ones too."""
    if sides.desired is None:
        return {}
    # With nothing left, there is no third side to tell what others have put there.
    policy = Policy.EXACT if sides.left is None else Policy.MIRROR
    return {
        name: Wish(value=sides.desired.get(name), policy=policy, rule=rule)
        for name in names
    }
