"""What is kept besides records: bases, holds, pins, notes, the shown plan."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ..model import Base, Hold, TargetKey
from . import states
from .tables import BaseRow, HoldRow, NoteRow, PinRow

MANY: Final = 500
"""From so many targets on, all are looked through instead of looked up."""

CURSORS: Final = "cursors"
MEMORY: Final = "memory"
RETRY: Final = "retry"
DECISIONS: Final = "decisions"
IGNORED: Final = "ignored"
PROFILE: Final = "profile"
"""Namespace of single facts about a profile, such as its library's size."""


def bases_of(
    session: Session, profile: str, targets: Collection[TargetKey] | None = None
) -> dict[TargetKey, Base]:
    """Return what was last settled for targets of a profile; `None`: for all."""
    query = select(BaseRow.target, BaseRow.base).where(BaseRow.profile == profile)
    if targets is not None and len(targets) <= MANY:
        query = query.where(BaseRow.target.in_(targets))
    rows = session.execute(query).tuples()
    wanted = None if targets is None else frozenset(targets)
    found = {
        target: base for target, base in rows if wanted is None or target in wanted
    }
    bases = states.get_bases(session, found)
    return {target: base for target, base in bases.items() if base is not None}


def count_bases(session: Session, profile: str) -> int:
    """Count the targets of a profile that were ever settled."""
    query = select(func.count()).select_from(BaseRow).where(BaseRow.profile == profile)
    return session.execute(query).scalar_one()


def put_bases(
    session: Session, profile: str, bases: Mapping[TargetKey, Base | None]
) -> None:
    """Settle targets; `None` forgets that a target was ever settled."""
    kept = {target: base for target, base in bases.items() if base is not None}
    forgotten = [
        {"of_profile": profile, "of_target": target} for target in bases.keys() - kept
    ]
    if forgotten:
        session.execute(_FORGET_BASE, forgotten)
    rows = [
        {"profile": profile, "target": target, "base": base}
        for target, base in zip(
            kept, states.put_bases(session, list(kept.values())), strict=True
        )
    ]
    if rows:
        statement = insert(BaseRow)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["profile", "target"],
                set_={"base": statement.excluded.base},
            ),
            rows,
        )


def holds_of(session: Session, profile: str) -> list[Hold]:
    """Return the holds of a profile."""
    rows = session.execute(select(HoldRow).where(HoldRow.profile == profile)).scalars()
    return [
        Hold(target=row.target, field=row.field, facts=row.facts, record=row.record)
        for row in rows
    ]


def put_holds(session: Session, profile: str, holds: Iterable[Hold]) -> None:
    """Leave holds; a newer one takes the place of an older one."""
    rows = [
        {
            "profile": profile,
            "target": hold.target,
            "field": hold.field,
            "facts": hold.facts,
            "record": hold.record,
        }
        for hold in holds
    ]
    if not rows:
        return
    statement = insert(HoldRow)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["profile", "target", "field"],
            set_={
                "facts": statement.excluded.facts,
                "record": statement.excluded.record,
            },
        ),
        rows,
    )


def end_holds(session: Session, profile: str, holds: Iterable[Hold]) -> None:
    """Lift holds."""
    rows = [
        {"of_profile": profile, "of_target": hold.target, "of_field": hold.field}
        for hold in holds
    ]
    if rows:
        session.execute(_END_HOLD, rows)


def pins_of(session: Session, account: str) -> dict[TargetKey, frozenset[str]]:
    """Return the pinned fields of an account's targets."""
    rows = session.execute(select(PinRow).where(PinRow.account == account)).scalars()
    return {row.target: frozenset(row.fields) for row in rows}


def notes_of(session: Session, profile: str, namespace: str) -> dict[str, Any]:
    """Return the small things of a namespace, by key."""
    rows = session.execute(
        select(NoteRow.key, NoteRow.value).where(
            NoteRow.profile == profile, NoteRow.namespace == namespace
        )
    )
    return dict(rows.tuples().all())


def put_notes(
    session: Session, profile: str, namespace: str, values: Mapping[str, Any], at: int
) -> None:
    """Keep small things, in place of what was kept by the same keys."""
    rows = [
        {
            "profile": profile,
            "namespace": namespace,
            "key": key,
            "value": value,
            "at": at,
        }
        for key, value in values.items()
    ]
    if not rows:
        return
    statement = insert(NoteRow)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["profile", "namespace", "key"],
            set_={"value": statement.excluded.value, "at": statement.excluded.at},
        ),
        rows,
    )


def drop_notes(
    session: Session, profile: str, namespace: str, keys: Iterable[str]
) -> None:
    """Forget small things."""
    rows = [
        {"of_profile": profile, "of_namespace": namespace, "of_key": key}
        for key in keys
    ]
    if rows:
        session.execute(_DROP_NOTE, rows)


_BASES: Final = BaseRow.metadata.tables["bases"]
_FORGET_BASE: Final = delete(_BASES).where(
    _BASES.c.profile == bindparam("of_profile"),
    _BASES.c.target == bindparam("of_target"),
)
_HOLDS: Final = HoldRow.metadata.tables["holds"]
_END_HOLD: Final = delete(_HOLDS).where(
    _HOLDS.c.profile == bindparam("of_profile"),
    _HOLDS.c.target == bindparam("of_target"),
    _HOLDS.c.field == bindparam("of_field"),
)
_NOTES: Final = NoteRow.metadata.tables["notes"]
_DROP_NOTE: Final = delete(_NOTES).where(
    _NOTES.c.profile == bindparam("of_profile"),
    _NOTES.c.namespace == bindparam("of_namespace"),
    _NOTES.c.key == bindparam("of_key"),
)
