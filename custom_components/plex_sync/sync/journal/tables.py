"""The tables of the journal. Times are whole milliseconds since 1970 (UTC)."""

from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION: Final = 2


class Table(DeclarativeBase):
    """All tables of the journal."""

    metadata = MetaData()
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}


class StateRow(Table):
    """A state, once for all records and bases that hold it."""

    __tablename__ = "states"
    hash: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    listed: Mapped[bool] = mapped_column(default=False)
    """Whether it refers to things."""


class ThingRow(Table):
    """An item of sequences, once for all states that list it."""

    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)


class RunRow(Table):
    """A run."""

    __tablename__ = "runs"
    __table_args__ = (Index("runs_of_profile", "profile", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str]
    kind: Mapped[str]
    origin: Mapped[str]
    started_at: Mapped[int]
    ended_at: Mapped[int | None]
    result: Mapped[str]
    service: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RecordRow(Table):
    """A line of the timeline: a change, or a problem."""

    __tablename__ = "records"
    __table_args__ = (
        # Pages are looked for in this one alone: a record is long, and read when found.
        Index("records_of_profile", "profile", "id", "closed_at", "at", "folded"),
        Index("records_by_outcome", "profile", "outcome", "closed_at", "id"),
        Index("records_of_run", "run_id", "profile", "id"),
        Index("records_of_target", "profile", "target", "id"),
        Index(
            "one_open_problem",
            "profile",
            "subject",
            "problem",
            unique=True,
            sqlite_where=text("problem IS NOT NULL AND closed_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    outcome: Mapped[str]
    problem: Mapped[str | None]
    """The kind of problem; `None`: a change."""
    at: Mapped[int]
    first_seen: Mapped[int]
    times: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[int | None]
    target: Mapped[str | None]
    subject: Mapped[str]
    title: Mapped[str]
    folded: Mapped[str] = mapped_column(default="")
    """The titles that it can be found by, in small letters."""
    subtitle: Mapped[str]
    section: Mapped[str]
    subjects: Mapped[list[Any]]
    picture: Mapped[dict[str, Any] | None]
    links: Mapped[list[Any]]
    before: Mapped[str | None]
    after: Mapped[str | None]
    base_before: Mapped[dict[str, Any] | None]
    base_after: Mapped[dict[str, Any] | None]
    edits: Mapped[list[Any]]
    more_edits: Mapped[int] = mapped_column(default=0)
    fields: Mapped[list[Any]] = mapped_column(default=list)
    """The names of all fields that the change has sent."""
    facts: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes: Mapped[list[Any]] = mapped_column(default=list)
    undone_by: Mapped[int | None]
    resend: Mapped[bool] = mapped_column(default=False)
    """A pending change that never reached the service: sent again if still wanted."""


class CountRow(Table):
    """How many records a profile has of an outcome, open and closed; see `counting`."""

    __tablename__ = "counts"
    profile: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    open: Mapped[bool] = mapped_column(primary_key=True)
    count: Mapped[int]


class BaseRow(Table):
    """What was last settled for a target."""

    __tablename__ = "bases"
    profile: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    base: Mapped[dict[str, Any]]


class HoldRow(Table):
    """An edit that was undone and is not proposed again for now."""

    __tablename__ = "holds"
    profile: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    facts: Mapped[str]
    record: Mapped[int | None]


class PinRow(Table):
    """Fields of a target that no run may touch."""

    __tablename__ = "pins"
    account: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[list[Any]]
    title: Mapped[str]
    changed_at: Mapped[int]


class NoteRow(Table):
    """Small things that are kept for a profile, by namespace and key."""

    __tablename__ = "notes"
    profile: Mapped[str] = mapped_column(primary_key=True)
    namespace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    at: Mapped[int]


class PlanRow(Table):
    """The plan that was shown last, one a profile."""

    __tablename__ = "plans"
    profile: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    """Why it waits: `dry_run`, or what the guard said."""
    details: Mapped[dict[str, Any]]
    data: Mapped[bytes] = mapped_column(LargeBinary)


TEXT_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS record_texts USING fts5("
    "title, subtitle, section, message, content='', contentless_delete=1, "
    "tokenize='trigram')"
)
