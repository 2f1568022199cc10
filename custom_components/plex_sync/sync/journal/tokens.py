"""Tokens of what was told of a run: who holds one may answer, once. In a transaction."""

from dataclasses import asdict, dataclass
import hashlib
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from . import knowledge
from .tables import NoteRow

TOKENS: Final = "tokens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a token is good for."""

    run: int
    records: tuple[int, ...]
    """The changes of the run that it was told of."""
    holder: str
    """Whom it was given to."""
    used: bool = False


def put_token(
    session: Session, profile: str, secret: str, token: Token, at: int
) -> None:
    """Keep a token; its secret is not kept, only what it can be told by."""
    values = {_name(secret): asdict(token)}
    knowledge.put_notes(session, profile, TOKENS, values, at)


def get_token(session: Session, profile: str, secret: str) -> Token | None:
    """Return a token; `None`: the profile has none such."""
    row = session.get(NoteRow, (profile, TOKENS, _name(secret)))
    if row is None:
        return None
    return Token(**{**row.value, "records": tuple(row.value["records"])})


def use_token(session: Session, profile: str, secret: str) -> bool:
    """Use a token up; whether it had not been used before."""
    row = session.get(NoteRow, (profile, TOKENS, _name(secret)))
    if row is None or row.value["used"]:
        return False
    row.value = {**row.value, "used": True}
    return True


def remove_old_tokens(session: Session, profile: str, since: int) -> None:
    """Remove tokens from before a time (milliseconds)."""
    session.execute(
        delete(NoteRow).where(
            NoteRow.profile == profile, NoteRow.namespace == TOKENS, NoteRow.at < since
        )
    )


def _name(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
