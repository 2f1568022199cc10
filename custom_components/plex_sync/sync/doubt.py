"""Doubted bases: what counts as settled when the journal came out of a backup.

After the backup was made, runs and the user may both have changed a target, and neither
is written down. So its base is doubted until the target has been read, once:

- What holds what the source asks for is settled, whoever put it there.
- A value on the way from the base to what the source asks for now was put there by a
  run, and is followed on: the source has passed it.
- Any other value may be the user's own, and is merged as ever with what was settled
  before. Where nothing was, it is asked about before it is replaced.
- Nothing is removed. What the source had put into a sequence, and has taken out since,
  goes with the next run, when the base is doubted no more.
- A target without a base that holds nothing but what is asked for was made by a run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from typing import Final, cast

from .model import (
    Base,
    Context,
    Field,
    FieldKind,
    JsonValue,
    PlannedChange,
    Policy,
    Proposal,
    State,
    TargetKey,
    Wish,
)
from .sequence import occurrences
from .values import is_empty, rank, same


@dataclass(frozen=True, slots=True)
class Believed:
    """What counts as the base of a target, now that it has been read."""

    base: Base | None
    still_asked: Mapping[str, Sequence[str]] = attribute(default_factory=dict)
    """By sequence: what was asked for once, is there, and is asked for no more."""
    removes: bool = True
    """Whether the target may be deleted."""

    def remember(self, base: Base) -> Base:
        """Keep in a new base what has still to go out of sequences."""
        asked = {
            name: [*_items(base.asked.get(name)), *items]
            for name, items in self.still_asked.items()
        }
        return replace(base, asked={**base.asked, **asked}) if asked else base

    def settled(self, change: PlannedChange) -> PlannedChange:
        """Do the same with the base that a change leads to."""
        if change.base is None or not self.still_asked:
            return change
        return replace(change, base=self.remember(change.base))


def is_doubted(context: Context, target: TargetKey) -> bool:
    """Whether it is not known what was last settled for a target."""
    base = context.bases.get(target)
    return context.doubts_unknown if base is None else base.doubted


def believe(
    context: Context,
    proposal: Proposal,
    current: State | None,
    fields: Mapping[str, Field],
) -> Believed:
    """Say what counts as the base of a target that was read, in doubt or not."""
    known = context.bases.get(proposal.target)
    if not is_doubted(context, proposal.target):
        return Believed(known)
    known = None if known is None else replace(known, doubted=False)
    if proposal.removal is not None:
        gone = Base(state=None, facts=proposal.facts)
        return Believed(gone if current is None else known, removes=False)
    if current is None:
        return Believed(known)
    draft = _Draft(known or Base(state=None))
    for name, wish in proposal.wishes.items():
        # A planner that merges by itself sees to its own bases.
        if name in fields and wish.policy in _MERGED and wish.meaning is None:
            draft.add(fields[name], wish, current.get(name))
    return draft.believed(current, may_be_ours=bool(context.settled_targets))


_MERGED: Final = (Policy.FILL_EMPTY, Policy.FORWARD, Policy.MIRROR)


class _Draft:
    """A base that is gone through field by field."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.state = dict(base.state or {})
        self.asked = dict(base.asked)
        self.still_asked: dict[str, Sequence[str]] = {}
        self.ours: set[str] = set()

    def add(self, field: Field, wish: Wish, found: JsonValue) -> None:
        """Judge what was found in a field."""
        name, was = field.name, self.state.get(field.name)
        if field.kind is FieldKind.SEQUENCE:
            self._part(name, wish, found)
        if same(wish.value, found):
            self.ours.add(name)
        elif _is_passed(field, was, wish.value, found):
            self.ours.add(name)
            self.state[name] = self.asked[name] = found
        elif name not in self.state and wish.policy is Policy.MIRROR:
            # Nothing was there before: what is there now is somebody's.
            self.state[name] = self.asked[name] = None

    def _part(self, name: str, wish: Wish, found: JsonValue) -> None:
        """Take out of what was asked for what would be removed for it."""
        wanted = frozenset(occurrences(_items(wish.value)))
        there = frozenset(occurrences(_items(found)))
        was = occurrences(_items(self.asked.get(name)))
        self.asked[name] = [each[0] for each in was if each in wanted]
        if items := [each[0] for each in was if each in there - wanted]:
            self.still_asked[name] = items

    def believed(self, current: State, *, may_be_ours: bool) -> Believed:
        """Return what came of it."""
        filled = {name for name, value in current.items() if not is_empty(value)}
        is_new = self.base.state is None and may_be_ours
        base = replace(
            self.base,
            state=self.state,
            asked=self.asked,
            created=self.base.created or (is_new and filled <= self.ours),
        )
        return Believed(base, self.still_asked)


def _is_passed(
    field: Field, was: JsonValue, wanted: JsonValue, found: JsonValue
) -> bool:
    """Whether a value lies on the way; one passes neither scores nor days."""
    if field.kind is not FieldKind.SCALAR:
        return False
    low, high = sorted((rank(field, was), rank(field, wanted)))
    return low < rank(field, found) < high


def _items(value: JsonValue) -> Sequence[str]:
    return cast("Sequence[str]", value or ())
