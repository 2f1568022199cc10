"""Ending intents: what became of each change that was written down before sending."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..model import Hold, Outcome, Problem, ProblemKind, RunKind, State, TargetKey
from ..plan import WHOLE_TARGET
from ..settled import as_read
from . import knowledge
from .records import close_problems, open_problems, put_problem, remove_records
from .shapes import subject_from_json
from .states import get_bases, get_states, put_base, put_state
from .tables import RecordRow, RunRow

TAKES_BACK = (RunKind.UNDO,)
PUTS_BASE_AS_IS = (RunKind.UNDO, RunKind.REDO, RunKind.RESTORE)
"""What was restored is the user's own wish, which no sync has settled."""


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


def finish_intent(session: Session, finish: Finish, at: int, touched: Touched) -> None:
    """End one intent: a change that is there, or a problem of its subjects."""
    row = session.get_one(RecordRow, finish.record)
    if finish.applied:
        _finish_change(session, row, finish.state, at, touched)
    else:
        _finish_as_problem(session, row, finish, at, touched)


def _finish_change(
    session: Session, row: RecordRow, state: State | None, at: int, touched: Touched
) -> None:
    run = session.get(RunRow, row.run_id)
    kind = RunKind(run.kind) if run is not None else RunKind.FULL
    takes_back = kind in TAKES_BACK
    row.outcome = (
        Outcome.UNDONE
        if takes_back
        else Outcome.DELETED
        if row.after is None
        else Outcome.SYNCED
    )
    row.after = put_state(session, state)
    row.resend = False
    row.at = at
    row.reason = row.message = ""
    base = get_bases(session, {"after": row.base_after})["after"]
    if base is not None and kind not in PUTS_BASE_AS_IS:
        created = row.before is None
        base = as_read(base, state, row.fields, created=created)
        row.base_after = put_base(session, base)
    target = row.target or ""
    knowledge.put_bases(session, row.profile, {target: base})
    names = set(row.fields)
    if row.before is None or state is None:
        names = {WHOLE_TARGET}
    holds = [
        Hold(target=target, field=name, facts=row.facts, record=row.id)
        for name in sorted(names)
    ]
    if takes_back:
        knowledge.put_holds(session, row.profile, holds)
    elif kind is RunKind.REDO:
        knowledge.end_holds(session, row.profile, holds)
    for record in row.undoes:
        session.execute(
            update(RecordRow).where(RecordRow.id == record).values(undone_by=row.id)
        )
        touched.changed.append(record)
    _close_failures(session, row, at, touched)
    touched.added.append(row.id)


def _close_failures(
    session: Session, row: RecordRow, at: int, touched: Touched
) -> None:
    """A subject whose change went through has no failure open any more."""
    keys = [subject["key"] for subject in row.subjects]
    closing = [
        problem
        for (_, kind), problem in open_problems(session, row.profile, keys).items()
        if kind is ProblemKind.FAILED
        or (kind is ProblemKind.CONFLICT and _is_settled(session, problem, row.fields))
    ]
    close_problems(session, closing, at)
    touched.changed += closing
    knowledge.drop_notes(session, row.profile, knowledge.RETRY, keys)


def _is_settled(session: Session, problem: int, sent: Sequence[str]) -> bool:
    """Whether all that a conflict was about has been written now."""
    details = session.get_one(RecordRow, problem).details
    return set(details.get("fields", ())) <= set(sent)


def _finish_as_problem(
    session: Session, row: RecordRow, finish: Finish, at: int, touched: Touched
) -> None:
    ignored = knowledge.notes_of(session, row.profile, knowledge.IGNORED)
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
            session, row.profile, row.run_id, problem, at, edits=row.edits
        )
        (touched.added if new else touched.changed).append(record)
        knowledge.put_notes(
            session, row.profile, knowledge.RETRY, {subject["key"]: True}, at
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
