"""What is kept besides records: bases, holds, pins, notes, the shown plan."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ..model import Base, Hold, TargetKey
from .states import get_bases, put_base
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
    bases = get_bases(session, found)
    return {target: base for target, base in bases.items() if base is not None}


def count_bases(session: Session, profile: str) -> int:
    """Count the targets of a profile that were ever settled."""
    query = select(func.count()).select_from(BaseRow).where(BaseRow.profile == profile)
    return session.execute(query).scalar_one()


def put_bases(
    session: Session, profile: str, bases: Mapping[TargetKey, Base | None]
) -> None:
    """Settle targets; `None` forgets that a target was ever settled."""
    for target, base in bases.items():
        if base is None:
            session.execute(
                delete(BaseRow).where(
                    BaseRow.profile == profile, BaseRow.target == target
                )
            )
            continue
        statement = insert(BaseRow).values(
            profile=profile, target=target, base=put_base(session, base)
        )
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["profile", "target"],
                set_={"base": statement.excluded.base},
            )
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
    for hold in holds:
        session.merge(
            HoldRow(
                profile=profile,
                target=hold.target,
                field=hold.field,
                facts=hold.facts,
                record=hold.record,
            )
        )


def end_holds(session: Session, profile: str, holds: Iterable[Hold]) -> None:
    """Lift holds."""
    for hold in holds:
        session.execute(
            delete(HoldRow).where(
                HoldRow.profile == profile,
                HoldRow.target == hold.target,
                HoldRow.field == hold.field,
            )
        )


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
    for key in keys:
        session.execute(
            delete(NoteRow).where(
                NoteRow.profile == profile,
                NoteRow.namespace == namespace,
                NoteRow.key == key,
            )
        )
