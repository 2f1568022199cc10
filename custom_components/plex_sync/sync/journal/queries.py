"""Reading the journal: pages of the timeline, single records, runs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, column, func, select, table, text
from sqlalchemy.orm import Session

from ..runs import Outcome
from .shapes import (
    Record,
    RecordDetail,
    RunRecord,
    record_of,
    run_of,
    to_datetime,
    to_milliseconds,
)
from .states import get_states
from .tables import RecordRow, RunRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which records are wanted; what is not said does not narrow."""

    outcomes: Collection[Outcome] = ()
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    run: int | None = None
    target: str | None = None
    closed: bool = False
    """Closed problems too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[ItemT]:
    """A page, and where the next one begins; `None`: that was all."""

    items: list[ItemT]
    next: int | None


def history(
    session: Session, profile: str, wanted: HistoryFilter, before: int | None, size: int
) -> Page[Record]:
    """Return records, newest first, older than the cursor."""
    query = select(RecordRow.id).where(RecordRow.profile == profile)
    if before is not None:
        query = query.where(RecordRow.id < before)
    query = (
        _narrowed(query, wanted, before).order_by(RecordRow.id.desc()).limit(size + 1)
    )
    ids = session.execute(query).scalars().all()
    items = records_by_id(session, profile, ids[:size])
    return Page(items=items, next=items[-1].id if len(ids) > size else None)


def _narrowed(
    query: Select[tuple[int]], wanted: HistoryFilter, before: int | None
) -> Select[tuple[int]]:
    if wanted.outcomes:
        query = query.where(RecordRow.outcome.in_(wanted.outcomes))
    if not wanted.closed:
        query = query.where(RecordRow.closed_at.is_(None))
    if wanted.since is not None:
        query = query.where(RecordRow.at >= to_milliseconds(wanted.since))
    if wanted.until is not None:
        query = query.where(RecordRow.at < to_milliseconds(wanted.until))
    if wanted.run is not None:
        query = query.where(RecordRow.run_id == wanted.run)
    if wanted.target is not None:
        query = query.where(RecordRow.target == wanted.target)
    needle = wanted.text.strip().casefold()
    # The trigram index answers from three characters on; less is looked for by hand.
    if len(needle) >= 3:
        return query.where(_text_matches(needle, before or _LAST))
    if needle:
        return query.where(func.instr(RecordRow.folded, needle) > 0)
    return query


def _text_matches(needle: str, before: int) -> ColumnElement[bool]:
    quoted = needle.replace('"', '""')
    found = (
        select(_TEXTS.c.rowid)
        .where(text("record_texts MATCH :needle"), _TEXTS.c.rowid < before)
        .params(needle=f'"{quoted}"')
    )
    return RecordRow.id.in_(found)


_TEXTS: Final = table("record_texts", column("rowid"))
_LAST: Final = 2**63 - 1


def records_by_id(session: Session, profile: str, ids: Collection[int]) -> list[Record]:
    """Return records of a profile by their ids, newest first."""
    rows = session.execute(
        select(RecordRow)
        .where(RecordRow.profile == profile, RecordRow.id.in_(ids))
        .order_by(RecordRow.id.desc())
    )
    return [record_of(row) for row in rows.scalars()]


def record_detail(session: Session, profile: str, record: int) -> RecordDetail | None:
    """Return a record with its states; `None` if the profile has no such."""
    row = session.get(RecordRow, record)
    if row is None or row.profile != profile:
        return None
    states = get_states(session, (row.before, row.after))
    return RecordDetail(
        record=record_of(row), before=states[row.before], after=states[row.after]
    )


def runs(
    session: Session, profile: str, before: int | None, size: int
) -> Page[RunRecord]:
    """Return runs, newest first, older than the cursor."""
    query = select(RunRow).where(RunRow.profile == profile)
    if before is not None:
        query = query.where(RunRow.id < before)
    rows = (
        session.execute(query.order_by(RunRow.id.desc()).limit(size + 1))
        .scalars()
        .all()
    )
    items = [run_of(row) for row in rows[:size]]
    return Page(items=items, next=items[-1].id if len(rows) > size else None)


def last_success(session: Session, profile: str, kind: str) -> datetime | None:
    """When the last run of a kind that went well has ended."""
    ended = session.execute(
        select(func.max(RunRow.ended_at)).where(
            RunRow.profile == profile, RunRow.kind == kind, RunRow.result == "ok"
        )
    ).scalar()
    return to_datetime(ended) if ended else None
