"""Counting records as they come, change and go: triggers keep the numbers."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..runs import COUNTED_PROBLEMS, Outcome
from .tables import CountRow

_MORE: Final = (
    "INSERT INTO counts VALUES (NEW.profile, NEW.outcome, NEW.closed_at IS NULL, 1) "
    "ON CONFLICT DO UPDATE SET count = count + 1;"
)
_FEWER: Final = (
    "UPDATE counts SET count = count - 1 WHERE profile = OLD.profile "
    "AND outcome = OLD.outcome AND open = (OLD.closed_at IS NULL);"
)
_CHANGED: Final = "AFTER UPDATE OF profile, outcome, closed_at ON records"
TRIGGERS: Final = (
    f"CREATE TRIGGER record_came AFTER INSERT ON records BEGIN {_MORE} END",
    f"CREATE TRIGGER record_went AFTER DELETE ON records BEGIN {_FEWER} END",
    f"CREATE TRIGGER record_changed {_CHANGED} BEGIN {_FEWER} {_MORE} END",
)
_TABLE: Final = (
    "CREATE TABLE counts (profile VARCHAR NOT NULL, outcome VARCHAR NOT NULL, "
    "open BOOLEAN NOT NULL, count INTEGER NOT NULL, "
    "PRIMARY KEY (profile, outcome, open))"
)
_COUNT: Final = (
    "INSERT INTO counts SELECT profile, outcome, closed_at IS NULL, count(*) "
    "FROM records GROUP BY 1, 2, 3"
)
INTRODUCE: Final = (_TABLE, *TRIGGERS, _COUNT)
"""Begin to count in a journal that is older."""


def counters(session: Session, profile: str) -> Mapping[Outcome, int]:
    """Count changes by outcome, and open problems."""
    rows = session.execute(
        select(CountRow.outcome, CountRow.open, CountRow.count).where(
            CountRow.profile == profile
        )
    )
    counts = dict.fromkeys(Outcome, 0)
    for outcome, is_open, count in rows:
        if is_open or outcome not in COUNTED_PROBLEMS:
            counts[Outcome(outcome)] += count
    return counts
