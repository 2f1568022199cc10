"""Pins: fields of a target that no run may touch. All inside a transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..model import AccountKey, TargetKey
from .shapes import to_datetime
from .tables import PinRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The pinned fields of one target."""

    target: TargetKey
    title: str
    fields: frozenset[str]
    changed_at: datetime


def all_pins(session: Session, account: AccountKey) -> list[Pin]:
    """Return the pins of an account, last changed first."""
    rows = session.execute(
        select(PinRow)
        .where(PinRow.account == account)
        .order_by(PinRow.changed_at.desc(), PinRow.target)
    ).scalars()
    return [
        Pin(
            target=row.target,
            title=row.title,
            fields=frozenset(row.fields),
            changed_at=to_datetime(row.changed_at),
        )
        for row in rows
    ]


def put_pins(
    session: Session,
    account: AccountKey,
    target: TargetKey,
    fields: Collection[str],
    title: str,
    at: int,
) -> None:
    """Let these be the pinned fields of a target; none of them lifts its pins."""
    session.execute(
        delete(PinRow).where(PinRow.account == account, PinRow.target == target)
    )
    if fields:
        session.add(
            PinRow(
                account=account,
                target=target,
                fields=sorted(fields),
                title=title,
                changed_at=at,
            )
        )


def add_pins(
    session: Session,
    account: AccountKey,
    target: TargetKey,
    fields: Collection[str],
    title: str,
    at: int,
) -> frozenset[str]:
    """Pin more fields of a target; returns all that are pinned then."""
    row = session.get(PinRow, (account, target))
    held = frozenset(row.fields) if row is not None else frozenset()
    wanted = held | frozenset(fields)
    if wanted != held:
        put_pins(session, account, target, wanted, title, at)
    return wanted


def lift_pins(
    session: Session,
    account: AccountKey,
    target: TargetKey,
    fields: Collection[str] | None,
    at: int,
) -> frozenset[str]:
    """Lift pins of a target, `None`: all of them; returns those that are left."""
    row = session.get(PinRow, (account, target))
    if row is None:
        return frozenset()
    held, title = frozenset(row.fields), row.title
    left = held - frozenset(held if fields is None else fields)
    if left != held:
        session.expunge(row)
        put_pins(session, account, target, left, title, at)
    return left
