"""Retention: what is too old or too much goes, what is still in use stays."""

from collections.abc import Collection
from compression import zstd
from dataclasses import dataclass
from datetime import datetime
import json
from typing import Final

from sqlalchemy import and_, delete, func, or_, select, text
from sqlalchemy.orm import Session

from ..runs import Outcome
from .plans import KEPT_FOR
from .records import remove_records
from .shapes import to_milliseconds
from .states import THINGS
from .tables import PlanRow, RecordRow, RunRow, StateRow, ThingRow

AT_ONCE: Final = 1_000
"""How many records go in one transaction, so that a run never waits for long."""
STATES_AT_ONCE: Final = 200


def remove_old(session: Session, profile: str, since: int, most: int) -> list[int]:
    """Remove some of the records that need not be kept; their ids.

    Args:
        session: inside a transaction.
        profile: whose records.
        since: records before this time go (milliseconds).
        most: how many of the newest stay.
    """
    newest = (
        select(RecordRow.id)
        .where(RecordRow.profile == profile)
        .order_by(RecordRow.id.desc())
        .offset(most)
        .limit(1)
    )
    too_many = session.execute(newest).scalar() or 0
    is_over = or_(
        and_(RecordRow.problem.is_(None), RecordRow.outcome != Outcome.PENDING),
        RecordRow.closed_at.is_not(None),
    )
    ids = session.execute(
        select(RecordRow.id)
        .where(
            RecordRow.profile == profile,
            is_over,
            or_(RecordRow.at < since, RecordRow.id <= too_many),
        )
        .limit(AT_ONCE)
    )
    gone = list(ids.scalars())
    remove_records(session, gone)
    return gone


def remove_old_runs(session: Session, profile: str, since: int) -> None:
    """Remove runs without records; the last good one of each kind stays."""
    newest = (
        select(func.max(RunRow.id))
        .where(RunRow.profile == profile, RunRow.result == "ok")
        .group_by(RunRow.kind)
    )
    with_records = select(RecordRow.run_id).where(RecordRow.run_id == RunRow.id)
    session.execute(
        delete(RunRow).where(
            RunRow.profile == profile,
            RunRow.ended_at < since,
            RunRow.id.not_in(newest),
            ~with_records.exists(),
        )
    )


def remove_old_plan(session: Session, profile: str, now: datetime) -> None:
    """Remove a kept plan that is shown no more."""
    session.execute(
        delete(PlanRow).where(
            PlanRow.profile == profile, PlanRow.at < to_milliseconds(now - KEPT_FOR)
        )
    )


def remove_states(session: Session) -> bool:
    """Remove states that no record and no base refers to; whether any listed things."""
    listed = session.execute(text(_REMOVE_STATES)).scalars().all()
    return any(listed)


_REMOVE_STATES: Final = """
    DELETE FROM states WHERE hash NOT IN (
        SELECT before FROM records WHERE before IS NOT NULL
        UNION ALL SELECT after FROM records WHERE after IS NOT NULL
        UNION ALL
        SELECT part.value FROM records, json_each(base_before) AS part
        WHERE part.key IN ('state', 'asked') AND part.value IS NOT NULL
        UNION ALL
        SELECT part.value FROM records, json_each(base_after) AS part
        WHERE part.key IN ('state', 'asked') AND part.value IS NOT NULL
        UNION ALL
        SELECT part.value FROM bases, json_each(base) AS part
        WHERE part.key IN ('state', 'asked') AND part.value IS NOT NULL
    ) RETURNING listed
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """The things that some states list, and the last of these states."""

    things: frozenset[int]
    last: int


def all_things(session: Session) -> frozenset[int]:
    """Return the numbers of all things."""
    return frozenset(session.execute(select(ThingRow.id)).scalars())


def listed_things(session: Session, after: int) -> Listed:
    """Return the things that the next states after one list."""
    place = text("states.rowid")
    rows = session.execute(
        select(place, StateRow.data)
        .where(StateRow.listed, text("states.rowid > :after"))
        .order_by(place)
        .limit(STATES_AT_ONCE),
        {"after": after},
    ).all()
    things: set[int] = set()
    for _, data in rows:
        for value in json.loads(zstd.decompress(data)).values():
            if isinstance(value, dict) and THINGS in value:
                things.update(value[THINGS])
    return Listed(frozenset(things), rows[-1][0] if rows else after)


def remove_things(session: Session, unused: Collection[int], seen: int) -> None:
    """Remove things, but for those that states list which came after those seen."""
    left = set(unused)
    while left:
        listed = listed_things(session, seen)
        if listed.last == seen:
            break
        left, seen = left - listed.things, listed.last
    rows = [{"id": thing} for thing in left]
    if rows:
        session.execute(text("DELETE FROM things WHERE id=:id"), rows)
