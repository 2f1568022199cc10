"""Changes by themselves: their edits, their fingerprint, and whether they still hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .model import (
    Edit,
    EditKind,
    Field,
    FieldKind,
    JsonValue,
    PlannedChange,
    State,
    TargetKey,
    Wish,
)
from .sequence import difference
from .values import fingerprint, same

WHOLE_TARGET = "*"
"""In a hold, stands for the creation or deletion of a target."""


def edits_of(
    field: Field, before: JsonValue, after: JsonValue, wish: Wish
) -> Sequence[Edit]:
    """Say how a field's value changes."""
    if field.kind is FieldKind.SEQUENCE:
        edits = difference(
            field.name, _strings(before), _strings(after), rule=wish.rule
        )
        return [_with_evidence(edit, wish) for edit in edits]
    return [
        Edit(
            field=field.name,
            before=before,
            after=after,
            rule=wish.rule,
            evidence=wish.evidence,
        )
    ]


def _with_evidence(edit: Edit, wish: Wish) -> Edit:
    """Give an occurrence that comes in the evidence that the wish has for it."""
    evidence = wish.evidence.get(str(edit.after))
    if edit.kind is not EditKind.INSERT or not isinstance(evidence, Mapping):
        return edit
    rule = evidence.get("rule")
    return replace(edit, rule=str(rule or edit.rule), evidence=evidence)


def _strings(value: JsonValue) -> Sequence[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [str(item) for item in value]
    return ()


def signed(change: PlannedChange) -> PlannedChange:
    """Fingerprint a change: its target, what it found there, what it wants."""
    touched = {edit.field for edit in (*change.edits, *change.conflicts)}
    found = None if change.before is None else _part(change.before, touched)
    wanted = None if change.after is None else _part(change.after, touched)
    name = fingerprint(change.target, found, wanted, change.disputed)
    return replace(change, fingerprint=name)


def _part(state: State, names: Iterable[str]) -> dict[str, JsonValue]:
    return {name: state.get(name) for name in sorted(names)}


def still_holds(change: PlannedChange, current: State | None) -> bool:
    """Whether a target still holds what a change was planned on."""
    if change.before is None or current is None:
        return change.before is None and current is None
    if change.after is None:
        return all(
            same(change.before.get(name), current.get(name)) for name in change.before
        )
    return all(
        same(change.before.get(edit.field), current.get(edit.field))
        for edit in (*change.edits, *change.conflicts)
    )


def is_pinned(
    change: PlannedChange, pinned: Mapping[TargetKey, frozenset[str]]
) -> bool:
    """Whether a change goes against a pin: a pinned target is never deleted."""
    pins = pinned.get(change.target, frozenset())
    if change.deletes:
        return bool(pins) and not change.creates
    return any(edit.field in pins for edit in (*change.edits, *change.conflicts))
