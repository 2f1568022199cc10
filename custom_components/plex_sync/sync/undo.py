"""Taking back and doing again: the same merge, with other sides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .journal.shapes import RecordDetail
from .model import Base, Field, PlannedChange, Policy, Proposal, Removal, State, Wish
from .plan import plan_target
from .values import same


def plan_return(
    details: Sequence[RecordDetail],
    current: State | None,
    base: Base | None,
    base_after: Base | None,
    fields: Mapping[str, Field],
    *,
    rule: str,
) -> PlannedChange:
    """Plan to bring a target back to the state before some of its changes.

    Args:
        details: changes of one target, oldest first.
        current: what the target holds now.
        base: what is settled for it now.
        base_after: what is settled once it is back.
        fields: the target's fields.
        rule: `undo` or `redo`, for the record.
    """
    first, last = details[0], details[-1]
    record = last.record
    desired, left = first.before, last.after
    proposal = Proposal(
        target=record.target or "",
        title=record.title,
        subjects=record.subjects,
        wishes=_wishes(desired, left, fields, rule),
        facts=record.facts,
        removal=Removal(rule=rule) if desired is None else None,
        picture=record.picture,
        links=record.links,
    )
    assumed = Base(state=left, asked=left or {}) if left is not None else None
    change, _, _ = plan_target(proposal, current, assumed, fields)
    if left is None and current is not None:
        # It was deleted, and somebody has made it again since.
        change = replace(change, edits=(), conflicts=(*change.conflicts, *change.edits))
    return replace(
        change,
        base=base_after,
        base_before=base,
        origin_records=[detail.record.id for detail in details],
    )


def _wishes(
    desired: State | None,
    left: State | None,
    fields: Mapping[str, Field],
    rule: str,
) -> dict[str, Wish]:
    """Wish each field that the changes touched to be what it was, emptied ones too."""
    if desired is None:
        return {}
    return {
        name: Wish(value=desired.get(name), policy=Policy.MIRROR, rule=rule)
        for name in fields
        if not same(desired.get(name), (left or {}).get(name))
    }


def confirmed(change: PlannedChange) -> PlannedChange:
    """Turn a change's conflicts into edits: the user wants it all the same."""
    if not change.conflicts:
        return change
    after = change.after
    if after is not None:
        after = {**after, **{edit.field: edit.after for edit in change.conflicts}}
    return replace(
        change, edits=(*change.edits, *change.conflicts), conflicts=(), after=after
    )
