"""Copies of the journal's file: that one is being made, and that one was put back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select, text, union
from sqlalchemy.orm import Session

from . import knowledge
from .database import Database
from .shapes import to_milliseconds
from .tables import BaseRow, NoteRow, RunRow

COPIES: Final = "copies"
"""Namespace of what is not about a profile."""
UNDER_WAY: Final = "under_way"
DOUBTS: Final = "doubts"
"""Of a profile: targets without a base may have been settled all the same."""


async def mark_file(path: Path, *, is_copied: bool) -> None:
    """Leave the note in a journal that nobody has open, or take it away.

    Raises:
        JournalError: it cannot be opened or written.
    """
    now = to_milliseconds(datetime.now(UTC))
    database = Database(path)
    await database.open()
    try:
        if is_copied:
            await database.write(lambda session: leave_note(session, now))
        else:
            await database.write(take_note_away)
    finally:
        await database.close()


def leave_note(session: Session, at: int) -> None:
    """Write down that the file is being copied: a copy has this in it."""
    knowledge.put_notes(session, "", COPIES, {UNDER_WAY: True}, at)


def take_note_away(session: Session) -> None:
    """The copy is made; this file is not it."""
    knowledge.drop_notes(session, "", COPIES, [UNDER_WAY])


def doubt_if_copied(session: Session, at: int) -> bool:
    """Doubt all that is settled, if the file is a copy; whether it is."""
    note = select(NoteRow.key).where(
        NoteRow.profile == "", NoteRow.namespace == COPIES, NoteRow.key == UNDER_WAY
    )
    if session.execute(note).first() is None:
        return False
    session.execute(text(_DOUBT))
    session.execute(text(_DOUBT_PENDING))
    profiles = union(select(BaseRow.profile), select(RunRow.profile))
    for profile in session.execute(profiles).scalars().all():
        knowledge.put_notes(session, profile, knowledge.PROFILE, {DOUBTS: True}, at)
    take_note_away(session)
    return True


_DOUBT: Final = "UPDATE bases SET base = json_set(base, '$.doubted', json('true'))"
_DOUBT_PENDING: Final = (
    "UPDATE records SET base_after = json_set(base_after, '$.doubted', json('true'))"
    " WHERE outcome = 'pending'"
)
"""What is found to have been sent settles the fields that were sent, and no others."""


def doubts_unknown(session: Session, profile: str) -> bool:
    """Whether targets without a base are doubted, too."""
    return DOUBTS in knowledge.notes_of(session, profile, knowledge.PROFILE)


def trust_unknown(session: Session, profile: str) -> None:
    """All there is was read: what has no base now was never settled."""
    knowledge.drop_notes(session, profile, knowledge.PROFILE, [DOUBTS])
