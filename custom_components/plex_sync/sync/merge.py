"""The one law: base, desired and current, field by field.

A field that the user changed since it was settled is theirs, unless the reading side
changed too and the policy says that both go the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

from .model import Field, FieldKind, JsonValue, Policy
from .sequence import merge_sequence
from .values import is_empty, rank, same


class Verdict(StrEnum):
    """What a merge says of a field."""

    SETTLED = "settled"  # the target holds it already
    WRITE = "write"
    KEPT = "kept"  # the policy or the user's hand keeps what is there
    CONFLICT = "conflict"  # both sides changed, and not the same way


@dataclass(frozen=True, slots=True)
class Settled:
    """What was last settled for one field."""

    value: JsonValue
    """What the target held."""
    asked: JsonValue
    """What the reading side asked for; a policy or the user may have kept it out."""


UNSETTLED: Final = None
"""No base: what the target holds now counts as what was there before."""


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """The verdict on a field, and the value that it should hold."""

    verdict: Verdict
    value: JsonValue


def merge_field(
    field: Field,
    policy: Policy,
    base: Settled | None,
    desired: JsonValue,
    current: JsonValue,
) -> FieldMerge:
    """Merge one field of a target that is there."""
    if same(desired, current):
        return FieldMerge(Verdict.SETTLED, current)
    if policy is Policy.OFF or (is_empty(desired) and not field.clearable):
        return FieldMerge(Verdict.KEPT, current)
    if policy is Policy.EXACT:
        return FieldMerge(Verdict.WRITE, desired)
    if field.kind is FieldKind.SEQUENCE:
        return _merge_sequence(policy, base, desired, current)
    user_changed = base is not None and not same(base.value, current)
    source_changed = base is None or not same(base.asked, desired)
    if user_changed and not source_changed:
        return FieldMerge(Verdict.KEPT, current)
    match policy:
        case Policy.FILL_EMPTY:
            allowed = is_empty(current) and not user_changed
            return FieldMerge(*_if(allowed, desired, current))
        case Policy.FORWARD:
            return _merge_forward(field, base, desired, current)
        case _:
            if user_changed:
                return FieldMerge(Verdict.CONFLICT, current)
            return FieldMerge(Verdict.WRITE, desired)


def _merge_forward(
    field: Field, base: Settled | None, desired: JsonValue, current: JsonValue
) -> FieldMerge:
    """Merge where values have an order and only go one way."""
    to, at = rank(field, desired), rank(field, current)
    if to < at:
        return FieldMerge(Verdict.KEPT, current)
    if base is None or same(base.value, current):
        # Values of the same rank, such as watching and paused, are the user's choice,
        # unless it was the reading side that put this one there.
        ours = base is not None and same(base.value, base.asked)
        return FieldMerge(*_if(to > at or ours, desired, current))
    if to > at >= rank(field, base.value):
        # The user went forward too, and the reading side has gone beyond that.
        return FieldMerge(Verdict.WRITE, desired)
    verdict = Verdict.CONFLICT if to > at else Verdict.KEPT
    return FieldMerge(verdict, current)


def _merge_sequence(
    policy: Policy, base: Settled | None, desired: JsonValue, current: JsonValue
) -> FieldMerge:
    """Merge sequences: there is no conflict, both sides' changes are joined.

    The third side is what was asked for, not what was there: the user's own items were
    never asked for, so that they are the user's in every merge, from the first on.
    """
    if policy is Policy.FILL_EMPTY and not is_empty(current):
        return FieldMerge(Verdict.KEPT, current)
    was = _items(None if base is None else base.asked)
    wanted = _items(desired)
    if policy is Policy.FORWARD:
        # What the source no longer has is still asked for, so that nothing goes.
        wanted = merge_sequence((), wanted, was)
    merged: JsonValue = merge_sequence(was, wanted, _items(current))
    if same(merged, current):
        return FieldMerge(Verdict.SETTLED, current)
    return FieldMerge(Verdict.WRITE, merged)


def _items(value: JsonValue) -> Sequence[str]:
    return cast("Sequence[str]", value or ())


def _if(
    allowed: bool, desired: JsonValue, current: JsonValue
) -> tuple[Verdict, JsonValue]:
    if allowed:
        return Verdict.WRITE, desired
    return Verdict.KEPT, current
