"""Planning: from wishes, bases, holds, pins and what is there, to changes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace

from .doubt import believe
from .merge import FieldMerge, Settled, Verdict, merge_field
from .model import (
    Base,
    Context,
    Coverage,
    Edit,
    Field,
    FieldKind,
    Hold,
    JsonObject,
    JsonValue,
    Notice,
    PlannedChange,
    Policy,
    Problem,
    ProblemKind,
    Proposal,
    Proposals,
    State,
    SubjectKey,
    TargetKey,
    Wish,
)
from .sequence import difference
from .turns import in_turns
from .values import fingerprint, is_empty, rank, same

WHOLE_TARGET = "*"
"""In a hold, stands for the creation or deletion of a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do, and what it will write down."""

    changes: Sequence[PlannedChange]
    problems: Sequence[Problem] = ()
    settled: Mapping[TargetKey, Base] = attribute(default_factory=dict)
    """New bases of targets at which nothing has to be written."""
    ended_holds: Sequence[Hold] = ()
    """Holds whose facts have changed."""
    held: int = 0
    """Edits that were left out because of a hold or a pin."""
    coverage: Coverage = attribute(default_factory=Coverage)
    memory: Mapping[SubjectKey, JsonObject] = attribute(default_factory=dict)
    cursors: Mapping[str, JsonValue] = attribute(default_factory=dict)
    library_size: int | None = None
    notices: Sequence[Notice] = ()
    notes: JsonObject = attribute(default_factory=dict)

    @property
    def writes(self) -> list[PlannedChange]:
        """The changes that have something to write without anybody's confirmation."""
        return [change for change in self.changes if change.edits]


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


def make_plan(
    proposals: Proposals,
    current: Mapping[TargetKey, State | None],
    context: Context,
    fields: Mapping[str, Field],
) -> Plan:
    """Plan what the reading side asks for; a target that was not read is left alone."""
    changes: list[PlannedChange] = []
    problems = [problem for problem in proposals.problems if _wanted(problem, context)]
    settled: dict[TargetKey, Base] = {}
    ended: list[Hold] = []
    held = 0
    for proposal in in_turns(proposals.proposals):
        if proposal.target not in current:
            continue
        holds = [hold for hold in context.holds if hold.target == proposal.target]
        ended += [hold for hold in holds if hold.facts != proposal.facts]
        believed = believe(context, proposal, current[proposal.target], fields)
        change, base, left_out = plan_target(
            proposal,
            current[proposal.target],
            believed.base,
            fields,
            pins=context.pins.get(proposal.target, frozenset()),
            held=frozenset(
                hold.field for hold in holds if hold.facts == proposal.facts
            ),
            removes=believed.removes,
        )
        change, base = believed.settled(change), believed.remember(base)
        held += left_out
        if change.edits or change.conflicts:
            changes.append(change)
        if change.conflicts:
            problems += _conflicts(change, context)
        if not change.edits and base != context.bases.get(proposal.target):
            settled[proposal.target] = base
    return Plan(
        changes=changes,
        problems=problems,
        settled=settled,
        ended_holds=ended,
        held=held,
        coverage=proposals.coverage,
        memory=proposals.memory,
        cursors=proposals.cursors,
        library_size=proposals.library_size,
        notices=proposals.notices,
        notes=proposals.notes,
    )


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
    return _signed(change), _only_known(new_base, base), draft.held


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
            draft.edits += _edits(field, found, merged.value, wish)
            draft.after[field.name] = merged.value
            draft.state[field.name] = merged.value
            draft.asked[field.name] = wish.asked
            draft.lowers |= rank(field, merged.value) < rank(field, found)
        case Verdict.CONFLICT:
            draft.conflicts += _edits(field, found, wish.value, wish)
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
        for edit in _edits(fields[name], None, wish.value, wish)
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
        return _signed(change), unchanged, 0
    change = _signed(replace(change, edits=edits))
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
        return _signed(replace(change, conflicts=[edit])), unchanged, 0
    return _signed(replace(change, edits=[edit], lowers=True)), unchanged, 0


def _edits(
    field: Field, before: JsonValue, after: JsonValue, wish: Wish
) -> Sequence[Edit]:
    """Say how a field's value changes."""
    if field.kind is FieldKind.SEQUENCE:
        return difference(field.name, _strings(before), _strings(after), rule=wish.rule)
    return [
        Edit(
            field=field.name,
            before=before,
            after=after,
            rule=wish.rule,
            evidence=wish.evidence,
        )
    ]


def _strings(value: JsonValue) -> Sequence[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [str(item) for item in value]
    return ()


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


def _signed(change: PlannedChange) -> PlannedChange:
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


def _wanted(problem: Problem, context: Context) -> bool:
    return (problem.subject.key, problem.kind) not in context.ignored


def _conflicts(change: PlannedChange, context: Context) -> list[Problem]:
    """One problem for each subject whose wish meets the user's hand."""
    return [
        Problem(
            subject=subject,
            kind=ProblemKind.CONFLICT,
            reason="changed_on_both_sides",
            details={
                "fields": [edit.field for edit in change.conflicts],
                "there": [edit.before for edit in change.conflicts],
                "wanted": [edit.after for edit in change.conflicts],
            },
            target=change.target,
        )
        for subject in change.subjects
        if (subject.key, ProblemKind.CONFLICT) not in context.ignored
    ]
