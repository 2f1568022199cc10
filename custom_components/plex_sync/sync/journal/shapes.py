"""Between the engine's records and what stands in the journal's rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ..model import (
    Edit,
    EditKind,
    JsonObject,
    JsonValue,
    Link,
    Picture,
    ProblemKind,
    State,
    Subject,
)
from ..runs import Origin, Outcome, RunKind
from .tables import RecordRow, RunRow

MOST_EDITS: Final = 20
"""How many edits a record carries in lists; the rest is found in its states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line of the timeline."""

    id: int
    profile: str
    run_id: int | None
    outcome: Outcome
    problem: ProblemKind | None
    at: datetime
    first_seen: datetime
    times: int
    closed_at: datetime | None
    target: str | None
    title: str
    subtitle: str
    section: str
    subjects: Sequence[Subject]
    picture: Picture | None
    links: Sequence[Link]
    edits: Sequence[Edit]
    more_edits: int
    created: bool
    """Whether the target was made by this change."""
    deleted: bool
    reason: str
    message: str
    details: JsonObject
    facts: str
    undoes: Sequence[int]
    undone_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail:
    """A record with its states."""

    record: Record
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run, as it is written down."""

    id: int
    profile: str
    kind: RunKind
    origin: Origin
    started_at: datetime
    ended_at: datetime | None
    result: str
    """`running`, `ok`, `failed`, `stopped` or `interrupted`."""
    service: str
    reason: str
    message: str
    details: JsonObject
    counts: Mapping[str, int]
    notes: JsonObject

    @property
    def seconds(self) -> float | None:
        """How long it took; `None` while it runs."""
        if self.ended_at is None:
            return None
        return (self.ended_at - self.started_at).total_seconds()


def to_milliseconds(when: datetime) -> int:
    """Return a time as the journal keeps it."""
    return int(when.timestamp() * 1000)


def to_datetime(milliseconds: int) -> datetime:
    """Return a time of the journal, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def subject_to_json(subject: Subject) -> dict[str, Any]:
    """Return a subject as plain data."""
    return asdict(subject)


def subject_from_json(data: Mapping[str, Any]) -> Subject:
    """Return a subject out of plain data."""
    picture = data.get("picture")
    return Subject(
        **{
            **data,
            "picture": Picture(**picture) if picture else None,
            "links": tuple(Link(**link) for link in data.get("links", ())),
        }
    )


def told_first(edits: Sequence[Edit]) -> list[Edit]:
    """Order edits for a list: the few of whole fields before those of sequences."""
    return sorted(edits, key=lambda edit: edit.kind is not EditKind.SET)


def edit_to_json(edit: Edit) -> dict[str, JsonValue]:
    """Return an edit as plain data, without what is not said."""
    data = asdict(edit)
    return {key: value for key, value in data.items() if value not in (None, "", {})}


def edit_from_json(data: Mapping[str, Any]) -> Edit:
    """Return an edit out of plain data."""
    return Edit(**{**data, "kind": EditKind(data["kind"])})


def record_of(row: RecordRow) -> Record:
    """Read a record out of its row."""
    return Record(
        id=row.id,
        profile=row.profile,
        run_id=row.run_id,
        outcome=Outcome(row.outcome),
        problem=ProblemKind(row.problem) if row.problem else None,
        at=to_datetime(row.at),
        first_seen=to_datetime(row.first_seen),
        times=row.times,
        closed_at=to_datetime(row.closed_at) if row.closed_at else None,
        target=row.target,
        title=row.title,
        subtitle=row.subtitle,
        section=row.section,
        subjects=[subject_from_json(subject) for subject in row.subjects],
        picture=Picture(**row.picture) if row.picture else None,
        links=[Link(**link) for link in row.links],
        edits=[edit_from_json(edit) for edit in row.edits],
        more_edits=row.more_edits,
        created=not row.problem and row.before is None and row.after is not None,
        deleted=not row.problem and row.before is not None and row.after is None,
        reason=row.reason,
        message=row.message,
        details=row.details,
        facts=row.facts,
        undoes=row.undoes,
        undone_by=row.undone_by,
    )


def run_of(row: RunRow) -> RunRecord:
    """Read a run out of its row."""
    return RunRecord(
        id=row.id,
        profile=row.profile,
        kind=RunKind(row.kind),
        origin=Origin(row.origin),
        started_at=to_datetime(row.started_at),
        ended_at=to_datetime(row.ended_at) if row.ended_at else None,
        result=row.result,
        service=row.service,
        reason=row.reason,
        message=row.message,
        details=row.details,
        counts=row.counts,
        notes=row.notes,
    )
