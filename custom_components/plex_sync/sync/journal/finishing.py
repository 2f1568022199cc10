"""Ending intents: what became of each change that was written down before sending."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from ..model import Problem, ProblemKind, ProfileId, State, TargetKey
from ..runs import Outcome, RunKind
from ..turns import in_turns
from . import knowledge
from .intents import TAKES_BACK, Intent, intents_of
from .records import close_problems, open_problems, put_problem, remove_records
from .shapes import subject_from_json
from .states import get_bases, get_states, put_bases, put_states
from .tables import RecordRow

TOGETHER: Final = 25
"""So many intents are ended together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """The end of an intent."""

    record: int
    applied: bool
    state: State | None = None
    """What the target holds now, as read back."""
    reason: str = ""
    message: str = ""
    kind: ProblemKind = ProblemKind.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An intent whose end is not known."""

    record: int
    target: TargetKey
    before: State | None
    after: State | None
    fields: Sequence[str]


@dataclass(slots=True)
class Touched:
    """The records that a transaction added, changed and removed."""

    added: list[int]
    changed: list[int]
    removed: list[int]


def finish_intents(
    session: Session,
    profile: ProfileId,
    finishes: Sequence[Finish],
    at: int,
    touched: Touched,
) -> None:
    """End intents: each is a change that is there, or a problem of its subjects."""
    for part in in_turns(batched(finishes, TOGETHER, strict=False)):
        states = {each.record: each.state for each in part if each.applied}
        _finish_changes(session, profile, states, at, touched)
        for finish in part:
            if not finish.applied:
                _finish_as_problem(session, profile, finish, at, touched)


def _finish_changes(
    session: Session,
    profile: ProfileId,
    states: dict[int, State | None],
    at: int,
    touched: Touched,
) -> None:
    """Turn intents into changes; `states`: what was read back, by record."""
    intents = intents_of(session, states)
    if not intents:
        return
    planned = get_bases(session, {str(one.record): one.base_after for one in intents})
    bases = {
        one.target: one.settled(planned[str(one.record)], states[one.record])
        for one in intents
    }
    afters = put_states(session, [states[one.record] for one in intents])
    base_rows = put_bases(session, [bases[one.target] for one in intents])
    session.execute(
        update(RecordRow),
        [
            {
                "id": one.record,
                "outcome": one.outcome(states[one.record]),
                "after": after,
                "base_after": base,
                "resend": False,
                "at": at,
                "reason": "",
                "message": "",
            }
            for one, after, base in zip(intents, afters, base_rows, strict=True)
        ],
    )
    knowledge.put_bases(session, profile, bases)
    _move_holds(session, profile, intents, states)
    _mark_undone(session, intents, touched)
    _close_failures(session, profile, intents, at, touched)
    touched.added += [one.record for one in intents]


def _move_holds(
    session: Session,
    profile: ProfileId,
    intents: Sequence[Intent],
    states: dict[int, State | None],
) -> None:
    """An undo leaves holds, a redo ends them."""
    for runs, move in (
        (TAKES_BACK, knowledge.put_holds),
        ((RunKind.REDO,), knowledge.end_holds),
    ):
        holds = [
            hold
            for one in intents
            if one.run in runs
            for hold in one.holds(states[one.record])
        ]
        move(session, profile, holds)


def _mark_undone(session: Session, intents: Sequence[Intent], touched: Touched) -> None:
    rows = [
        {"record": record, "by": one.record} for one in intents for record in one.undoes
    ]
    if rows:
        session.execute(_UNDONE, rows)
        touched.changed += [row["record"] for row in rows]


_RECORDS: Final = RecordRow.metadata.tables["records"]
_UNDONE: Final = (
    update(_RECORDS)
    .where(_RECORDS.c.id == bindparam("record"))
    .values(undone_by=bindparam("by"))
)


def _close_failures(
    session: Session,
    profile: ProfileId,
    intents: Sequence[Intent],
    at: int,
    touched: Touched,
) -> None:
    """A subject whose change went through has no failure open any more."""
    keys = dict.fromkeys(key for one in intents for key in one.subjects)
    problems = open_problems(session, profile, list(keys))
    closing = []
    for one in intents:
        for key in one.subjects:
            failed = problems.get((key, ProblemKind.FAILED))
            if failed is not None:
                closing.append(failed)
            conflict = problems.get((key, ProblemKind.CONFLICT))
            if conflict is not None and _is_settled(session, conflict, one.fields):
                closing.append(conflict)
    close_problems(session, list(dict.fromkeys(closing)), at)
    touched.changed += closing
    knowledge.drop_notes(session, profile, knowledge.RETRY, keys)


def _is_settled(session: Session, problem: int, sent: Sequence[str]) -> bool:
    """Whether all that a conflict was about has been written now."""
    details = session.get_one(RecordRow, problem).details
    return set(details.get("fields", ())) <= set(sent)


def _finish_as_problem(
    session: Session, profile: ProfileId, finish: Finish, at: int, touched: Touched
) -> None:
    row = session.get_one(RecordRow, finish.record)
    ignored = knowledge.notes_of(session, profile, knowledge.IGNORED)
    for subject in row.subjects:
        if f"{finish.kind}:{subject['key']}" in ignored:
            continue
        problem = Problem(
            subject=subject_from_json(subject),
            kind=finish.kind,
            reason=finish.reason,
            message=finish.message,
            target=row.target,
        )
        record, new = put_problem(
            session, profile, row.run_id, problem, at, edits=row.edits
        )
        (touched.added if new else touched.changed).append(record)
        knowledge.put_notes(
            session, profile, knowledge.RETRY, {subject["key"]: True}, at
        )
    remove_records(session, [row.id])
    touched.removed.append(row.id)


def pending_of(session: Session, profile: str) -> list[Pending]:
    """Return the intents of a profile whose end is not known."""
    rows = (
        session.execute(
            select(RecordRow).where(
                RecordRow.profile == profile,
                RecordRow.outcome == Outcome.PENDING,
                RecordRow.resend.is_(False),
            )
        )
        .scalars()
        .all()
    )
    states = get_states(
        session, [name for row in rows for name in (row.before, row.after)]
    )
    return [
        Pending(
            record=row.id,
            target=row.target or "",
            before=states[row.before],
            after=states[row.after],
            fields=row.fields,
        )
        for row in rows
    ]
