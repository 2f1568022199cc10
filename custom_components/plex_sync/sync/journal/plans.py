"""Keeping the plan that was shown, one a profile, for a week."""

from collections.abc import Mapping, Sequence
from compression import zstd
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
import json
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ..model import Base, Link, Picture, PlannedChange, Problem, ProblemKind
from ..runs import RunKind
from ..values import canonical
from .shapes import (
    edit_from_json,
    edit_to_json,
    subject_from_json,
    subject_to_json,
    to_datetime,
    to_milliseconds,
)
from .tables import PlanRow

KEPT_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A plan that was shown and waits to be applied."""

    at: datetime
    kind: RunKind
    reason: str
    """`dry_run`, `first_run`, or what the guard said."""
    details: Mapping[str, Any]
    changes: Sequence[PlannedChange]
    problems: Sequence[Problem] = ()
    library_size: int | None = None
    """How many subjects it was planned on; applying it confirms that they are all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """That a plan is kept, without its changes."""

    at: datetime
    reason: str
    details: Mapping[str, Any]


def put_plan(session: Session, profile: str, plan: KeptPlan) -> None:
    """Keep a plan, in place of the one before."""
    data = {
        "changes": [change_to_json(change) for change in plan.changes],
        "problems": [asdict(problem) for problem in plan.problems],
        "library_size": plan.library_size,
    }
    statement = insert(PlanRow).values(
        profile=profile,
        at=to_milliseconds(plan.at),
        kind=plan.kind,
        reason=plan.reason,
        details=dict(plan.details),
        data=zstd.compress(canonical(data).encode()),
    )
    columns = ("at", "kind", "reason", "details", "data")
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["profile"],
            set_={name: statement.excluded[name] for name in columns},
        )
    )


def get_plan(session: Session, profile: str, now: datetime) -> KeptPlan | None:
    """Return the plan that was shown last, unless it is too old."""
    row = session.get(PlanRow, profile)
    if row is None or to_datetime(row.at) < now - KEPT_FOR:
        return None
    data = json.loads(zstd.decompress(row.data))
    return KeptPlan(
        at=to_datetime(row.at),
        kind=RunKind(row.kind),
        reason=row.reason,
        details=row.details,
        changes=[change_from_json(change) for change in data["changes"]],
        problems=[_problem_from_json(problem) for problem in data["problems"]],
        library_size=data["library_size"],
    )


def get_plan_note(session: Session, profile: str, now: datetime) -> PlanNote | None:
    """Say that a plan is kept, unless it is too old; cheap, whatever its size."""
    columns = (PlanRow.at, PlanRow.reason, PlanRow.details)
    row = session.execute(select(*columns).where(PlanRow.profile == profile)).first()
    if row is None or to_datetime(row.at) < now - KEPT_FOR:
        return None
    return PlanNote(at=to_datetime(row.at), reason=row.reason, details=row.details)


def drop_plan(session: Session, profile: str) -> None:
    """Forget the plan."""
    session.execute(delete(PlanRow).where(PlanRow.profile == profile))


def change_to_json(change: PlannedChange) -> dict[str, Any]:
    """Return a planned change as plain data."""
    return {
        **asdict(change),
        "subjects": [subject_to_json(subject) for subject in change.subjects],
        "edits": [edit_to_json(edit) for edit in change.edits],
        "conflicts": [edit_to_json(edit) for edit in change.conflicts],
    }


def change_from_json(data: Mapping[str, Any]) -> PlannedChange:
    """Return a planned change out of plain data."""
    picture = data["picture"]
    return PlannedChange(
        **{
            **data,
            "subjects": [subject_from_json(subject) for subject in data["subjects"]],
            "edits": [edit_from_json(edit) for edit in data["edits"]],
            "conflicts": [edit_from_json(edit) for edit in data["conflicts"]],
            "picture": Picture(**picture) if picture else None,
            "links": [Link(**link) for link in data["links"]],
            "base": _base_from_json(data["base"]),
            "base_before": _base_from_json(data["base_before"]),
        }
    )


def _base_from_json(data: Mapping[str, Any] | None) -> Base | None:
    return None if data is None else Base(**data)


def _problem_from_json(data: Mapping[str, Any]) -> Problem:
    return Problem(
        **{
            **data,
            "subject": subject_from_json(data["subject"]),
            "kind": ProblemKind(data["kind"]),
        }
    )
