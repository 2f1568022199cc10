"""Planning one target: each field that is asked for, merged with what is there. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field as attribute, replace

from .changes import WHOLE_TARGET, edits_of, signed
from .merge import FieldMerge, Settled, Verdict, merge_field
from .model import (
    Base,
    Edit,
    Field,
    JsonValue,
    PlannedChange,
    Policy,
    Proposal,
    State,
    Wish,
)
from .values import is_empty, rank, same


@dataclass(slots=True)
class _Draft:
    """The edits of a target while its fields are gone through."""

    edits: list[Edit] = attribute(default_factory=list)
    conflicts: list[Edit] = attribute(default_factory=list)
    disputed: dict[str, JsonValue] = attribute(default_factory=dict)
    after: dict[str, JsonValue] = attribute(default_factory=dict)
    state: dict[str, JsonValue] = attribute(default_factory=dict)
    asked: dict[str, JsonValue] = attribute(default_factory=dict)
    held: int = 0
    lowers: bool = False


def plan_target(
    proposal: Proposal,
    current: State | None,
    base: Base | None,
    fields: Mapping[str, Field],
    *,
    pins: frozenset[str] = frozenset(),
    held: frozenset[str] = frozenset(),
    removes: bool = True,
) -> tuple[PlannedChange, Base, int]:
    """Plan one target: its change, the base if nothing is written, edits left out."""
    change = PlannedChange(
        target=proposal.target,
        title=proposal.title,
        subjects=proposal.subjects,
        before=current,
        after=current,
        edits=(),
        facts=proposal.facts,
        picture=proposal.picture,
        links=proposal.links,
        base_before=base,
    )
    if proposal.removal is not None:
        if not removes:
            held |= {WHOLE_TARGET}
        return _plan_removal(proposal, change, base, pins, held)
    wishes = {
        name: wish
        for name, wish in proposal.wishes.items()
        if wish.policy is not Policy.OFF and name in fields
    }
    if current is None:
        return _plan_creation(proposal, wishes, change, base, fields, pins, held)
    draft = _merge_fields(wishes, current, base, fields, pins, held)
    kept = base or Base(state={})
    new_base = replace(
        kept,
        state={**(kept.state or {}), **draft.state},
        asked={**kept.asked, **draft.asked},
        facts=proposal.facts,
    )
    change = replace(
        change,
        after={**current, **draft.after},
        edits=draft.edits,
        conflicts=draft.conflicts,
        disputed=draft.disputed,
        lowers=draft.lowers,
        base=new_base,
    )
    return signed(change), _only_known(new_base, base), draft.held


def _merge_fields(
    wishes: Mapping[str, Wish],
    current: State,
    base: Base | None,
    fields: Mapping[str, Field],
    pins: frozenset[str],
    held: frozenset[str],
) -> _Draft:
    """Merge each field that is asked for."""
    draft = _Draft()
    for name, wish in wishes.items():
        field, found = fields[name], current.get(name)
        merged = merge_field(
            field, wish.policy, _settled(base, name), wish.value, found
        )
        if merged.verdict in (Verdict.WRITE, Verdict.CONFLICT) and (
            name in pins or name in held
        ):
            draft.held += 1
            continue
        _note(draft, field, wish, merged, found, base)
    return draft


def _note(
    draft: _Draft,
    field: Field,
    wish: Wish,
    merged: FieldMerge,
    found: JsonValue,
    base: Base | None,
) -> None:
    """Put the verdict on one field into the draft."""
    settled = _settled(base, field.name)
    match merged.verdict:
        case Verdict.WRITE:
            draft.edits += edits_of(field, found, merged.value, wish)
            draft.after[field.name] = merged.value
            draft.state[field.name] = merged.value
            draft.asked[field.name] = wish.asked
            draft.lowers |= rank(field, merged.value) < rank(field, found)
        case Verdict.CONFLICT:
            draft.conflicts += edits_of(field, found, wish.value, wish)
            draft.disputed[field.name] = wish.value
        case Verdict.SETTLED:
            draft.state[field.name] = found
            draft.asked[field.name] = wish.asked
        case Verdict.KEPT if settled is None or same(settled.value, found):
            draft.state[field.name] = found
            draft.asked[field.name] = wish.asked


def _plan_creation(
    proposal: Proposal,
    wishes: Mapping[str, Wish],
    change: PlannedChange,
    base: Base | None,
    fields: Mapping[str, Field],
    pins: frozenset[str],
    held: frozenset[str],
) -> tuple[PlannedChange, Base, int]:
    """Plan to make a target, unless it was there and the user took it away."""
    unchanged = base or Base(state=None)
    # A pinned field is not sent when the target is made.
    filled = {
        name: wish
        for name, wish in wishes.items()
        if not is_empty(wish.value) and name not in pins
    }
    if not filled or not proposal.creates:
        return change, unchanged, 0
    if WHOLE_TARGET in held:
        return change, unchanged, 1
    edits = [
        edit
        for name, wish in filled.items()
        if name not in held
        for edit in edits_of(fields[name], None, wish.value, wish)
    ]
    asked = {
        name: wish.asked
        for name, wish in wishes.items()
        if name not in pins and name not in held
    }
    after = {edit.field: filled[edit.field].value for edit in edits}
    change = replace(
        change,
        after=after,
        # What is asked to be empty is settled, too: filled in later, it is the user's.
        base=Base(
            state={name: after.get(name) for name in asked},
            asked=asked,
            created=True,
            facts=proposal.facts,
        ),
    )
    if base is not None and base.state is not None:
        if all(same(base.asked.get(name), value) for name, value in asked.items()):
            return replace(change, after=None, base=None), unchanged, 0
        change = replace(change, conflicts=edits, disputed=after)
        return signed(change), unchanged, 0
    change = signed(replace(change, edits=edits))
    return change, unchanged, len(filled) - len(after)


def _plan_removal(
    proposal: Proposal,
    change: PlannedChange,
    base: Base | None,
    pins: frozenset[str],
    held: frozenset[str],
) -> tuple[PlannedChange, Base, int]:
    """Plan to delete a target; never one with a pin."""
    unchanged = base or Base(state=None)
    if change.before is None or proposal.removal is None:
        return change, unchanged, 0
    if pins or WHOLE_TARGET in held:
        return change, unchanged, 1
    edit = Edit(
        field=WHOLE_TARGET,
        rule=proposal.removal.rule,
        evidence=proposal.removal.evidence,
    )
    touched = base is not None and any(
        not same((base.state or {}).get(name), change.before.get(name))
        for name in (base.state or {})
    )
    change = replace(change, after=None, base=Base(state=None, facts=proposal.facts))
    if touched:
        return signed(replace(change, conflicts=[edit])), unchanged, 0
    return signed(replace(change, edits=[edit], lowers=True)), unchanged, 0


def _settled(base: Base | None, name: str) -> Settled | None:
    """What was settled for a field; a target settled as not there has no such."""
    if base is None or base.state is None or name not in base.state:
        return None
    return Settled(base.state[name], base.asked.get(name))


def _only_known(base: Base, former: Base | None) -> Base:
    """Keep the former base where nothing was learned."""
    if former is not None and former.state is not None:
        unchanged = same(base.state or {}, former.state)
        unchanged = unchanged and base.facts == former.facts
        if unchanged and same(base.asked, former.asked):
            return former
    return base
