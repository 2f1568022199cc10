"""Planning: from wishes, bases, holds, pins and what is there, to changes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute

from .doubt import believe
from .model import (
    Base,
    Context,
    Coverage,
    Field,
    Hold,
    JsonObject,
    JsonValue,
    Notice,
    PlannedChange,
    Problem,
    ProblemKind,
    Proposals,
    State,
    SubjectKey,
    TargetKey,
)
from .planning import plan_target
from .turns import in_turns


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
