"""Looking at the timeline: pages, records, runs, counters."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from ..model import Base, ProfileId
from ..runs import COUNTED_PROBLEMS, Outcome, RunKind
from . import counting, queries
from .journal_file import JournalFile
from .shapes import Record, RecordDetail, RunRecord
from .states import get_bases
from .tables import RecordRow, RunRow

AT_ONCE: Final = 500
"""Records that are read at a time, so that nobody else waits for long."""


class Looking(JournalFile):
    """Gives what is written down."""

    async def history(
        self,
        profile: ProfileId,
        wanted: queries.HistoryFilter | None = None,
        *,
        before: int | None = None,
        size: int = 50,
    ) -> queries.Page[Record]:
        """Return a page of the timeline, newest first."""
        chosen = wanted or queries.HistoryFilter()
        return await self._database.read(
            lambda session: queries.history(session, profile, chosen, before, size)
        )

    async def open_problems(
        self, profile: ProfileId, outcomes: Collection[Outcome] = COUNTED_PROBLEMS
    ) -> list[Record]:
        """Return all open problems of some outcomes, newest first."""
        wanted = queries.HistoryFilter(outcomes=tuple(outcomes))
        found: list[Record] = []
        before: int | None = None
        while True:
            page = await self.history(profile, wanted, before=before, size=AT_ONCE)
            found += [record for record in page.items if record.problem is not None]
            before = page.next
            if before is None:
                return found

    async def records(self, profile: ProfileId, ids: Collection[int]) -> list[Record]:
        """Return records by their ids, newest first."""
        return await self._database.read(
            lambda session: queries.records_by_id(session, profile, ids)
        )

    async def record(self, profile: ProfileId, record: int) -> RecordDetail | None:
        """Return a record with its states."""
        return await self._database.read(
            lambda session: queries.record_detail(session, profile, record)
        )

    async def runs(
        self, profile: ProfileId, *, before: int | None = None, size: int = 50
    ) -> queries.Page[RunRecord]:
        """Return a page of runs, newest first."""
        return await self._database.read(
            lambda session: queries.runs(session, profile, before, size)
        )

    async def counters(self, profile: ProfileId) -> Mapping[Outcome, int]:
        """Count changes by outcome, and open problems."""
        return await self._database.read(
            lambda session: counting.counters(session, profile)
        )

    async def run_counts(self, run: int) -> Mapping[str, int]:
        """Count the records of a run by outcome."""

        def work(session: Session) -> Mapping[str, int]:
            row = session.get(RunRow, run)
            return row.counts if row is not None else {}

        return await self._database.read(work)

    async def bases_of_record(self, record: int) -> Base | None:
        """Return what was settled for a record's target before its change."""

        def work(session: Session) -> Base | None:
            row = session.get_one(RecordRow, record)
            return get_bases(session, {"": row.base_before})[""]

        return await self._database.read(work)

    async def last_success(self, profile: ProfileId, kind: RunKind) -> datetime | None:
        """When the last run of a kind that went well has ended."""
        return await self._database.read(
            lambda session: queries.last_success(session, profile, kind)
        )
