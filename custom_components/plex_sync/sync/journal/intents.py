"""Changes that were written down before they were sent, as ending them needs them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..changes import WHOLE_TARGET
from ..model import Base, Hold, State, TargetKey
from ..runs import Outcome, RunKind
from ..settled import as_read
from .tables import RecordRow, RunRow

TAKES_BACK = (RunKind.UNDO,)
PUTS_BASE_AS_IS = (RunKind.UNDO, RunKind.REDO, RunKind.RESTORE)
"""What was restored is the user's own wish, which no sync has settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the journal holds of a change that was sent."""

    record: int
    target: TargetKey
    run: RunKind
    creates: bool
    base_after: dict[str, Any] | None
    fields: Sequence[str]
    facts: str
    subjects: Sequence[str]
    """Their keys."""
    undoes: Sequence[int]

    def holds(self, state: State | None) -> Iterator[Hold]:
        """Give what an undo leaves behind, and what a redo ends."""
        whole = self.creates or state is None
        for name in (WHOLE_TARGET,) if whole else sorted(set(self.fields)):
            yield Hold(
                target=self.target, field=name, facts=self.facts, record=self.record
            )

    def outcome(self, state: State | None) -> Outcome:
        """Say what became of the target."""
        if self.run in TAKES_BACK:
            return Outcome.UNDONE
        return Outcome.DELETED if state is None else Outcome.SYNCED

    def settled(self, base: Base | None, state: State | None) -> Base | None:
        """Give what is settled by the change, from what was planned to be."""
        if base is None or self.run in PUTS_BASE_AS_IS:
            return base
        return as_read(base, state, self.fields, created=self.creates)


def intents_of(session: Session, records: Collection[int]) -> list[Intent]:
    """Read intents by their records, oldest first."""
    columns = (
        RecordRow.id,
        RecordRow.target,
        RunRow.kind,
        RecordRow.before,
        RecordRow.base_after,
        RecordRow.fields,
        RecordRow.facts,
        RecordRow.subjects,
        RecordRow.undoes,
    )
    rows = session.execute(
        select(*columns)
        .outerjoin(RunRow, RunRow.id == RecordRow.run_id)
        .where(RecordRow.id.in_(records))
        .order_by(RecordRow.id)
    ).tuples()
    return [
        Intent(
            record=record,
            target=target or "",
            run=RunKind(kind or RunKind.FULL),
            creates=before is None,
            base_after=base_after,
            fields=fields,
            facts=facts,
            subjects=[subject["key"] for subject in subjects],
            undoes=undoes,
        )
        for (
            record,
            target,
            kind,
            before,
            base_after,
            fields,
            facts,
            subjects,
            undoes,
        ) in rows
    ]
