"""What a run writes down, each call one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from ..model import PlannedChange, Problem, ProfileId, SubjectKey, TargetKey
from ..plan import Plan
from ..runs import Origin, RunKind
from . import copies, knowledge
from .finishing import Finish, Pending, Touched, finish_intents, pending_of
from .journal_file import JournalFile
from .records import add_intents, open_problems
from .settling import (
    RunEnd,
    end_interrupted_runs,
    end_run,
    give_up_unsent,
    settle_problems,
)
from .shapes import to_milliseconds
from .tables import RecordRow, RunRow


class Running(JournalFile):
    """Writes down runs, what they are about to send, and what became of it."""

    async def begin_run(
        self, profile: ProfileId, kind: RunKind, origin: Origin, started: datetime
    ) -> int:
        """Write down that a run has begun; returns its id."""
        values = {
            "profile": profile,
            "kind": kind,
            "origin": origin,
            "started_at": to_milliseconds(started),
            "result": "running",
        }

        def work(session: Session) -> int:
            # One at a time: an earlier one that could not be ended is over by now.
            end_interrupted_runs(session, profile)
            return session.execute(
                insert(RunRow).returning(RunRow.id), values
            ).scalar_one()

        return await self._database.write(work)

    async def intend(
        self, profile: ProfileId, run: int, changes: Sequence[PlannedChange]
    ) -> list[int]:
        """Write down, durably, what is about to be sent."""
        now = self._now
        records = await self._database.write(
            lambda session: add_intents(session, profile, run, changes, now)
        )
        # They are seen in flight; as new they count once it is known what came of them.
        self._tell(profile, Touched([], records, []))
        return records

    async def finish(self, profile: ProfileId, finishes: Sequence[Finish]) -> None:
        """Write down what became of intents."""
        now, touched = self._now, Touched([], [], [])
        await self._database.write(
            lambda session: finish_intents(session, profile, finishes, now, touched)
        )
        self._tell(profile, touched)

    async def pending(self, profile: ProfileId) -> list[Pending]:
        """Return the intents whose end is not known."""
        return await self._database.read(lambda session: pending_of(session, profile))

    async def mark_unsent(self, records: Collection[int]) -> None:
        """Intents that never arrived: their records wait to be sent again."""
        await self._database.write(
            lambda session: session.execute(
                update(RecordRow).where(RecordRow.id.in_(records)).values(resend=True)
            )
        )

    async def settle(
        self,
        profile: ProfileId,
        run: int | None,
        plan: Plan,
        end: RunEnd | None = None,
        *,
        failed: Collection[SubjectKey] = (),
        looked_at: Collection[TargetKey] = (),
    ) -> None:
        """End a run: bases, problems, memory and cursors move together.

        Args:
            profile: whose run it was.
            run: its id; `None`: a poll that has nothing to tell.
            plan: what it planned; what is settled comes from here.
            end: how it ended.
            failed: subjects whose write did not go through.
            looked_at: targets that were read, whose unsent records are given up.
        """
        now, touched = self._now, Touched([], [], [])

        def work(session: Session) -> None:
            knowledge.put_bases(session, profile, plan.settled)
            knowledge.end_holds(session, profile, plan.ended_holds)
            settle_problems(
                session, profile, run, plan, frozenset(failed), now, touched
            )
            memory = {
                key: dict(value)
                for key, value in plan.memory.items()
                if key not in failed
            }
            knowledge.put_notes(session, profile, knowledge.MEMORY, memory, now)
            knowledge.put_notes(session, profile, knowledge.CURSORS, plan.cursors, now)
            if plan.library_size is not None:
                size = {"library_size": plan.library_size}
                knowledge.put_notes(session, profile, knowledge.PROFILE, size, now)
            if plan.coverage.everything and not failed:
                copies.trust_unknown(session, profile)
            seen = None if plan.coverage.everything else looked_at
            touched.removed += give_up_unsent(session, profile, seen)
            if run is not None and end is not None:
                end_run(session, run, end, plan.notes, now)

        await self._database.write(work)
        self._tell(profile, touched)

    async def end_run(self, run: int, end: RunEnd) -> None:
        """End a run that settles nothing more."""
        now = self._now
        await self._database.write(lambda session: end_run(session, run, end, {}, now))

    async def opens_problem(
        self, profile: ProfileId, problems: Sequence[Problem]
    ) -> bool:
        """Whether any of these problems is not known yet."""
        if not problems:
            return False
        known = await self._database.read(
            lambda session: open_problems(session, profile)
        )
        return any((item.subject.key, item.kind) not in known for item in problems)
