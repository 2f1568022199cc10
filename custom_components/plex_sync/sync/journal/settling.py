"""Ending runs: problems opened and closed, counts, records that are given up."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..model import JsonObject, ProblemKind, ProfileId, SubjectKey, TargetKey
from ..plan import Plan
from ..runs import Outcome
from ..turns import in_turns
from . import knowledge
from .finishing import Touched
from .records import close_problems, open_problems, put_problem, remove_records
from .tables import RecordRow, RunRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """How a run ended."""

    result: str
    service: str = ""
    reason: str = ""
    message: str = ""
    details: JsonObject | None = None


def end_interrupted_runs(session: Session, profile: ProfileId | None = None) -> None:
    """Runs that a crash cut off are no longer running; of one profile, or of all."""
    statement = update(RunRow).where(RunRow.result == "running")
    if profile is not None:
        statement = statement.where(RunRow.profile == profile)
    session.execute(statement.values(result="interrupted", ended_at=RunRow.started_at))


def end_run(
    session: Session, run: int, end: RunEnd, notes: JsonObject, now: int
) -> None:
    """Write down how a run ended and what it came to."""
    rows = session.execute(
        select(RecordRow.outcome).where(RecordRow.run_id == run)
    ).scalars()
    counts: dict[str, int] = {}
    for outcome in rows:
        counts[outcome] = counts.get(outcome, 0) + 1
    session.execute(
        update(RunRow)
        .where(RunRow.id == run)
        .values(
            ended_at=now,
            result=end.result,
            service=end.service,
            reason=end.reason,
            message=end.message,
            details=dict(end.details or {}),
            counts=counts,
            notes=dict(notes),
        )
    )


def settle_problems(
    session: Session,
    profile: ProfileId,
    run: int | None,
    plan: Plan,
    failed: frozenset[SubjectKey],
    now: int,
    touched: Touched,
) -> None:
    """Open what was found, close what was found well."""
    found: set[tuple[SubjectKey, ProblemKind]] = set()
    for problem in in_turns(plan.problems):
        found.add((problem.subject.key, problem.kind))
        record, new = put_problem(session, profile, run, problem, now)
        (touched.added if new else touched.changed).append(record)
    closing = [
        record
        for (subject, kind), record in open_problems(session, profile).items()
        if (subject, kind) not in found
        and plan.coverage.covers(subject)
        and subject not in failed
    ]
    close_problems(session, closing, now)
    touched.changed += closing
    well = [
        subject
        for subject in knowledge.notes_of(session, profile, knowledge.RETRY)
        if subject not in failed
        and plan.coverage.covers(subject)
        and (subject, ProblemKind.FAILED) not in found
    ]
    knowledge.drop_notes(session, profile, knowledge.RETRY, well)
    retry = {key: True for key, kind in found if kind is ProblemKind.FAILED}
    knowledge.put_notes(session, profile, knowledge.RETRY, retry, now)


def give_up_unsent(
    session: Session, profile: ProfileId, targets: Collection[TargetKey] | None
) -> list[int]:
    """Remove records that were never sent and that nobody wants any more.

    Args:
        session: inside a transaction.
        profile: whose records.
        targets: the targets that were looked at; `None`: all there are.
    """
    rows = session.execute(
        select(RecordRow.id, RecordRow.target).where(
            RecordRow.profile == profile,
            RecordRow.outcome == Outcome.PENDING,
            RecordRow.resend,
        )
    )
    looked_at = None if targets is None else frozenset(targets)
    ids = [
        record for record, target in rows if looked_at is None or target in looked_at
    ]
    remove_records(session, ids)
    return ids
