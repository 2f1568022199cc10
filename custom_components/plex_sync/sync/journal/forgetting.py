"""Forgetting all that is kept of one subject and of what belongs to it."""

from collections.abc import Callable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..model import AccountKey, ProfileId, SubjectKey
from . import knowledge
from .finishing import Touched
from .records import close_problems, open_problems
from .tables import BaseRow, HoldRow, PinRow


def forget_subject(
    session: Session,
    profile: ProfileId,
    account: AccountKey,
    subject: SubjectKey,
    decisions: Callable[[str], bool],
    at: int,
    touched: Touched,
) -> None:
    """Forget base, holds, pins, memory and decisions; its open problems are closed.

    The timeline stays as it is, and so does the target itself.

    Args:
        session: inside a transaction.
        profile: whose subject.
        account: whose pins.
        subject: the subject, by whose name its target goes as well.
        decisions: tells by its key whether a decision is about the subject.
        at: now.
        touched: told which problems were closed.
    """
    for table in (BaseRow, HoldRow):
        session.execute(
            delete(table).where(table.profile == profile, table.target == subject)
        )
    session.execute(
        delete(PinRow).where(PinRow.account == account, PinRow.target == subject)
    )
    for namespace in (knowledge.MEMORY, knowledge.RETRY):
        keys = knowledge.notes_of(session, profile, namespace)
        knowledge.drop_notes(
            session, profile, namespace, [key for key in keys if _is_of(key, subject)]
        )
    known = knowledge.notes_of(session, profile, knowledge.DECISIONS)
    knowledge.drop_notes(
        session, profile, knowledge.DECISIONS, [key for key in known if decisions(key)]
    )
    closing = [
        record
        for (key, _), record in open_problems(session, profile).items()
        if _is_of(key, subject)
    ]
    close_problems(session, closing, at)
    touched.changed += closing


def _is_of(key: SubjectKey, subject: SubjectKey) -> bool:
    return key == subject or key.startswith(f"{subject}/")
