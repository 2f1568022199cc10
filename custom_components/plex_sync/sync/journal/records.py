"""Writing records: intents, their ends, and problems. All inside a transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import batched
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from ..model import PlannedChange, Problem, ProblemKind, Subject, SubjectKey
from ..runs import Outcome, outcome_of
from ..turns import in_turns
from .shapes import MOST_EDITS, edit_to_json, subject_to_json, told_first
from .states import put_bases, put_states
from .tables import RecordRow

TOGETHER: Final = 25
"""The states of so many changes are looked up together."""


def add_intents(
    session: Session,
    profile: str,
    run_id: int,
    changes: Sequence[PlannedChange],
    at: int,
) -> list[int]:
    """Write down what is about to be sent; ids in the order of the changes.

    A change that an earlier run wrote down but never sent keeps its record.
    """
    left = {
        row.target: row.id
        for row in session.execute(
            select(RecordRow).where(
                RecordRow.profile == profile,
                RecordRow.outcome == Outcome.PENDING,
                RecordRow.resend,
            )
        ).scalars()
    }
    ids: list[int] = []
    for part in in_turns(batched(changes, TOGETHER, strict=False)):
        for values in _change_values(session, profile, run_id, part, at):
            if (record := left.pop(values["target"], None)) is not None:
                values.pop("first_seen")
                session.execute(
                    update(RecordRow).where(RecordRow.id == record).values(**values)
                )
            else:
                record = session.execute(
                    insert(RecordRow).returning(RecordRow.id), values
                ).scalar_one()
                _index_text(session, record, values)
            ids.append(record)
    return ids


def _change_values(
    session: Session,
    profile: str,
    run_id: int,
    changes: Sequence[PlannedChange],
    at: int,
) -> Iterator[dict[str, Any]]:
    """Give the rows of changes, in their order."""
    stored = zip(
        changes,
        put_states(session, [change.before for change in changes]),
        put_states(session, [change.after for change in changes]),
        put_bases(session, [change.base_before for change in changes]),
        put_bases(session, [change.base for change in changes]),
        strict=True,
    )
    for change, before, after, base_before, base_after in stored:
        first = change.subjects[0] if change.subjects else Subject(key="", title="")
        title = change.title or first.title
        yield {
            "profile": profile,
            "run_id": run_id,
            "outcome": Outcome.PENDING,
            "problem": None,
            "at": at,
            "first_seen": at,
            "closed_at": None,
            "target": change.target,
            "subject": first.key,
            "title": title,
            "folded": _names(title, change.subjects).casefold(),
            "subtitle": first.subtitle,
            "section": first.section,
            "subjects": [subject_to_json(subject) for subject in change.subjects],
            "picture": _picture(change.picture or first.picture),
            "links": [asdict(link) for link in (*change.links, *first.links)],
            "before": before,
            "after": after,
            "base_before": base_before,
            "base_after": base_after,
            "edits": [
                edit_to_json(edit) for edit in told_first(change.edits)[:MOST_EDITS]
            ],
            "more_edits": max(0, len(change.edits) - MOST_EDITS),
            "fields": sorted({edit.field for edit in change.edits}),
            "facts": change.facts,
            "undoes": list(change.origin_records),
            "resend": False,
        }


def _picture(picture: Any) -> dict[str, Any] | None:
    return None if picture is None else asdict(picture)


def _names(title: str, subjects: Iterable[Subject]) -> str:
    """Join the titles that a record can be found by, each once."""
    return "\n".join(dict.fromkeys((title, *(subject.title for subject in subjects))))


def _index_text(session: Session, record: int, values: Mapping[str, Any]) -> None:
    session.execute(
        text(
            "INSERT INTO record_texts(rowid, title, subtitle, section, message) "
            "VALUES (:id, :title, :subtitle, :section, :message)"
        ),
        {
            "id": record,
            "title": values["folded"],
            "subtitle": values["subtitle"],
            "section": values["section"],
            "message": values.get("message", ""),
        },
    )


def remove_records(session: Session, ids: Iterable[int]) -> None:
    """Remove records with their text."""
    rows = [{"id": record} for record in ids]
    if rows:
        session.execute(text("DELETE FROM record_texts WHERE rowid=:id"), rows)
        session.execute(text("DELETE FROM records WHERE id=:id"), rows)


def put_problem(
    session: Session,
    profile: str,
    run_id: int | None,
    problem: Problem,
    at: int,
    *,
    edits: Sequence[Any] = (),
) -> tuple[int, bool]:
    """Open a problem, or note that it was seen again; its record, and if it is new."""
    row = session.execute(
        select(RecordRow).where(
            RecordRow.profile == profile,
            RecordRow.subject == problem.subject.key,
            RecordRow.problem == problem.kind,
            RecordRow.closed_at.is_(None),
        )
    ).scalar_one_or_none()
    if row is not None:
        row.at = at
        row.times += 1
        row.run_id = run_id or row.run_id
        row.reason, row.message = problem.reason, problem.message
        row.details = dict(problem.details)
        row.edits = list(edits) or row.edits
        row.target = problem.target or row.target
        row.subjects = [subject_to_json(problem.subject)]
        session.flush()
        return row.id, False
    subject = problem.subject
    values = {
        "profile": profile,
        "run_id": run_id,
        "outcome": outcome_of(problem.kind),
        "problem": problem.kind,
        "at": at,
        "first_seen": at,
        "target": problem.target,
        "subject": subject.key,
        "title": subject.title,
        "folded": subject.title.casefold(),
        "subtitle": subject.subtitle,
        "section": subject.section,
        "subjects": [subject_to_json(subject)],
        "picture": _picture(subject.picture),
        "links": [asdict(link) for link in subject.links],
        "edits": list(edits),
        "reason": problem.reason,
        "message": problem.message,
        "details": dict(problem.details),
    }
    record = session.execute(
        insert(RecordRow).returning(RecordRow.id), values
    ).scalar_one()
    _index_text(session, record, values)
    return record, True


def open_problems(
    session: Session, profile: str, subjects: Collection[SubjectKey] | None = None
) -> dict[tuple[SubjectKey, ProblemKind], int]:
    """Return the records of the open problems of a profile, or of some subjects."""
    query = select(RecordRow.subject, RecordRow.problem, RecordRow.id).where(
        RecordRow.profile == profile,
        RecordRow.problem.is_not(None),
        RecordRow.closed_at.is_(None),
    )
    if subjects is not None:
        query = query.where(RecordRow.subject.in_(subjects))
    rows = session.execute(query)
    return {(subject, ProblemKind(kind)): record for subject, kind, record in rows}


def close_problems(session: Session, ids: Sequence[int], at: int) -> None:
    """Close problems: the subject was found well, or the user does not mind."""
    rows = [{"record": record, "closed": at} for record in ids]
    if rows:
        session.execute(_CLOSE, rows)


_RECORDS: Final = RecordRow.metadata.tables["records"]
_CLOSE: Final = (
    update(_RECORDS)
    .where(_RECORDS.c.id == bindparam("record"))
    .values(closed_at=bindparam("closed"))
)
