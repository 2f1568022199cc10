"""Deleting lines of the timeline: what was written elsewhere stays as it is."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..model import ProfileId
from ..runs import Outcome
from . import knowledge
from .finishing import Touched
from .records import remove_records
from .tables import RecordRow


def delete_records(
    session: Session,
    profile: ProfileId,
    ids: Collection[int],
    *,
    ignore: bool,
    at: int,
    touched: Touched,
) -> list[int]:
    """Remove records with their text, unless some of them cannot go; these are returned.

    Args:
        session: inside a transaction.
        profile: whose records.
        ids: which.
        ignore: whether open problems are never to be opened again.
        at: now.
        touched: told what went.
    """
    rows = (
        session.execute(
            select(RecordRow).where(RecordRow.profile == profile, RecordRow.id.in_(ids))
        )
        .scalars()
        .all()
    )
    found = {row.id for row in rows if row.outcome != Outcome.PENDING}
    if kept := sorted(set(ids) - found):
        return kept
    if ignore:
        problems = {
            f"{row.problem}:{row.subject}": {
                "subject": row.subject,
                "kind": row.problem,
                "title": row.title,
            }
            for row in rows
            if row.problem is not None and row.closed_at is None
        }
        knowledge.put_notes(session, profile, knowledge.IGNORED, problems, at)
    remove_records(session, found)
    touched.removed += found
    return []
