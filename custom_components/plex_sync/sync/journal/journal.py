"""The journal's door: what a run writes down, each call one transaction."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
import logging
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ..model import (
    AccountKey,
    Base,
    Context,
    Hold,
    JsonObject,
    JsonValue,
    Origin,
    Outcome,
    PlannedChange,
    Problem,
    ProfileId,
    RunKind,
    SubjectKey,
    TargetKey,
)
from ..plan import Plan
from . import deleting, knowledge, pins, plans, queries, retention
from .database import Database
from .finishing import Finish, Pending, Touched, finish_intent, pending_of
from .records import add_intents, close_problems, open_problems, remove_records
from .settling import (
    RunEnd,
    end_interrupted_runs,
    end_run,
    give_up_unsent,
    settle_problems,
)
from .shapes import Record, RecordDetail, RunRecord, to_datetime, to_milliseconds
from .states import get_bases
from .tables import BaseRow, HoldRow, NoteRow, PinRow, PlanRow, RecordRow, RunRow

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalChange:
    """What a transaction did to the timeline of a profile."""

    profile: ProfileId
    added: Sequence[int] = ()
    changed: Sequence[int] = ()
    removed: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """What earlier runs and the user left for a read."""

    cursors: Mapping[str, JsonValue]
    memory: Mapping[SubjectKey, JsonObject]
    retry: Collection[SubjectKey]
    decisions: Mapping[str, JsonValue]
    library_size: int | None = None


class Journal:
    """Everything that must not be forgotten, in one SQLite file."""

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Name the file and the clock; nothing is opened yet."""
        self._database = Database(path)
        self._clock = clock
        self._listeners: list[Callable[[JournalChange], None]] = []
        self._sweeping = asyncio.Lock()

    async def open(self) -> None:
        """Open the file.

        Raises:
            JournalError: it cannot be opened.
        """
        await self._database.open()
        await self._database.write(end_interrupted_runs)

    async def close(self) -> None:
        """Close the file; what was asked for before is still done."""
        await self._database.close()

    async def hold_still(self) -> None:
        """Bring the file up to date, and leave it alone until told to go on.

        Raises:
            JournalError: it cannot be written.
        """
        await self._database.hold_checkpoints()

    async def go_on(self) -> None:
        """Let the file take up again what was written meanwhile.

        Raises:
            JournalError: it cannot be written.
        """
        await self._database.release_checkpoints()

    def listen(self, listener: Callable[[JournalChange], None]) -> Callable[[], None]:
        """Be told of changes to timelines; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, profile: ProfileId, touched: Touched) -> None:
        added = set(touched.added)
        change = JournalChange(
            profile=profile,
            added=sorted(added),
            changed=sorted(set(touched.changed) - added),
            removed=sorted(set(touched.removed)),
        )
        if change.added or change.changed or change.removed:
            for listener in list(self._listeners):
                try:
                    listener(change)
                except Exception:
                    # What was written down is there, whoever cannot cope with it.
                    _LOGGER.exception("A listener of the journal failed")

    @property
    def _now(self) -> int:
        return to_milliseconds(self._clock())

    # Runs

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
        return await self._database.write(
            lambda session: add_intents(session, profile, run, changes, now)
        )

    async def finish(self, profile: ProfileId, finishes: Sequence[Finish]) -> None:
        """Write down what became of intents."""
        now, touched = self._now, Touched([], [], [])

        def work(session: Session) -> None:
            for finish in finishes:
                finish_intent(session, finish, now, touched)

        await self._database.write(work)
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

    # What planning may know

    async def known(self, profile: ProfileId) -> KnownState:
        """Return what is left for a read."""

        def work(session: Session) -> KnownState:
            def notes(namespace: str) -> dict[str, Any]:
                return knowledge.notes_of(session, profile, namespace)

            return KnownState(
                cursors=notes(knowledge.CURSORS),
                memory=notes(knowledge.MEMORY),
                retry=frozenset(notes(knowledge.RETRY)),
                decisions=notes(knowledge.DECISIONS),
                library_size=notes(knowledge.PROFILE).get("library_size"),
            )

        return await self._database.read(work)

    async def context(
        self,
        profile: ProfileId,
        account: AccountKey,
        now: datetime,
        destructive: bool,
        targets: Collection[TargetKey] | None = None,
    ) -> Context:
        """Return all that planning may know besides the snapshot.

        Args:
            profile: whose runs plan.
            account: whose pins count.
            now: the time, with the zone of the profile.
            destructive: whether targets may be deleted.
            targets: whose bases are loaded; `None`: all.
        """

        def work(session: Session) -> Context:
            ignored = knowledge.notes_of(session, profile, knowledge.IGNORED)
            return Context(
                now=now,
                bases=knowledge.bases_of(session, profile, targets),
                settled_targets=knowledge.count_bases(session, profile),
                holds=knowledge.holds_of(session, profile),
                pins=knowledge.pins_of(session, account),
                decisions=knowledge.notes_of(session, profile, knowledge.DECISIONS),
                ignored=frozenset(
                    (value["subject"], value["kind"]) for value in ignored.values()
                ),
                destructive=destructive,
            )

        return await self._database.read(work)

    # The user's settlements

    async def decide(self, profile: ProfileId, key: str, value: JsonValue) -> None:
        """Keep what the user settled; `None` forgets it."""
        now = self._now

        def work(session: Session) -> None:
            if value is None:
                knowledge.drop_notes(session, profile, knowledge.DECISIONS, [key])
            else:
                values = {key: value}
                knowledge.put_notes(session, profile, knowledge.DECISIONS, values, now)

        await self._database.write(work)

    async def ignore(self, profile: ProfileId, record: int) -> bool:
        """Close a problem and never open it again; whether there was such a one."""
        now, touched = self._now, Touched([], [], [])

        def work(session: Session) -> bool:
            row = session.get(RecordRow, record)
            if row is None or row.profile != profile or row.problem is None:
                return False
            value = {"subject": row.subject, "kind": row.problem, "title": row.title}
            key = f"{row.problem}:{row.subject}"
            knowledge.put_notes(session, profile, knowledge.IGNORED, {key: value}, now)
            close_problems(session, [record], now)
            touched.changed.append(record)
            return True

        found = await self._database.write(work)
        self._tell(profile, touched)
        return found

    async def pin(
        self, account: AccountKey, target: TargetKey, fields: Sequence[str], title: str
    ) -> None:
        """Pin fields of a target; none of them lifts its pins."""
        now = self._now

        await self._database.write(
            lambda session: pins.put_pins(session, account, target, fields, title, now)
        )

    async def pins(self, account: AccountKey) -> list[pins.Pin]:
        """Return the pins of an account, last changed first."""
        return await self._database.read(
            lambda session: pins.all_pins(session, account)
        )

    async def add_pins(
        self,
        account: AccountKey,
        target: TargetKey,
        fields: Collection[str],
        title: str,
    ) -> frozenset[str]:
        """Pin more fields of a target; returns all that are pinned then."""
        now = self._now
        return await self._database.write(
            lambda session: pins.add_pins(session, account, target, fields, title, now)
        )

    async def lift_pins(
        self,
        account: AccountKey,
        target: TargetKey,
        fields: Collection[str] | None = None,
    ) -> frozenset[str]:
        """Lift pins of a target, `None`: all of them; returns those that are left."""
        now = self._now
        return await self._database.write(
            lambda session: pins.lift_pins(session, account, target, fields, now)
        )

    async def delete_records(
        self, profile: ProfileId, ids: Collection[int], *, ignore: bool = False
    ) -> list[int]:
        """Remove lines of the timeline; returns those for which none of them went.

        Args:
            profile: whose records.
            ids: which; a pending one, or one of another profile, stays and keeps all.
            ignore: whether open problems are never to be opened again.
        """
        now, touched = self._now, Touched([], [], [])
        kept = await self._database.write(
            lambda session: deleting.delete_records(
                session, profile, ids, ignore=ignore, at=now, touched=touched
            )
        )
        self._tell(profile, touched)
        return kept

    async def holds(self, profile: ProfileId) -> list[Hold]:
        """Return the holds that undoing has left."""
        return await self._database.read(
            lambda session: knowledge.holds_of(session, profile)
        )

    async def lift_holds(self, profile: ProfileId, target: TargetKey) -> int:
        """End the holds of a target by hand; how many there were."""

        def work(session: Session) -> int:
            holds = knowledge.holds_of(session, profile)
            ended = [hold for hold in holds if hold.target == target]
            knowledge.end_holds(session, profile, ended)
            return len(ended)

        return await self._database.write(work)

    async def settle_size(self, profile: ProfileId, size: int) -> None:
        """Keep how many subjects there are, as the user has confirmed it."""
        now, values = self._now, {"library_size": size}
        await self._database.write(
            lambda session: knowledge.put_notes(
                session, profile, knowledge.PROFILE, values, now
            )
        )

    # The shown plan

    async def keep_plan(self, profile: ProfileId, plan: plans.KeptPlan) -> None:
        """Keep a plan that is shown."""
        await self._database.write(
            lambda session: plans.put_plan(session, profile, plan)
        )

    async def kept_plan(self, profile: ProfileId) -> plans.KeptPlan | None:
        """Return the plan that was shown last, if it is not too old."""
        now = self._clock()
        return await self._database.read(
            lambda session: plans.get_plan(session, profile, now)
        )

    async def plan_note(self, profile: ProfileId) -> plans.PlanNote | None:
        """Say whether a plan is kept, without reading all of it."""
        now = self._clock()
        return await self._database.read(
            lambda session: plans.get_plan_note(session, profile, now)
        )

    async def discard_plan(self, profile: ProfileId) -> None:
        """Forget the plan that was shown."""
        await self._database.write(lambda session: plans.drop_plan(session, profile))

    # Reading

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
            lambda session: queries.counters(session, profile)
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

    # Small things, and the end of a profile

    async def get(
        self, namespace: str, keys: Collection[str]
    ) -> Mapping[str, tuple[JsonValue, datetime]]:
        """Return facts of services that are kept, each with when it was put there."""

        def work(session: Session) -> dict[str, tuple[JsonValue, datetime]]:
            rows = session.execute(
                select(NoteRow.key, NoteRow.value, NoteRow.at).where(
                    NoteRow.profile == "", NoteRow.namespace == namespace
                )
            )
            wanted = frozenset(keys)
            return {
                key: (value, to_datetime(at))
                for key, value, at in rows
                if key in wanted
            }

        return await self._database.read(work)

    async def put(self, namespace: str, values: Mapping[str, JsonValue]) -> None:
        """Keep facts of services."""
        now = self._now
        await self._database.write(
            lambda session: knowledge.put_notes(session, "", namespace, values, now)
        )

    async def prune(
        self, profile: ProfileId, *, days: int = 365, records: int = 100_000
    ) -> int:
        """Remove what is older than so many days, and beyond so many records.

        Open problems, pending changes, bases, holds, pins and decisions stay. Returns
        how many records went.
        """
        now, removed = self._clock(), Touched([], [], [])
        since = to_milliseconds(now - timedelta(days=days))
        while ids := await self._database.write(
            lambda session: retention.remove_old(session, profile, since, records)
        ):
            removed.removed += ids
        await self._database.write(
            lambda session: retention.remove_old_runs(session, profile, since)
        )
        await self._database.write(
            lambda session: retention.remove_old_plan(session, profile, now)
        )
        await self._sweep()
        self._tell(profile, removed)
        return len(removed.removed)

    async def _sweep(self) -> None:
        """Remove states and things that nothing refers to any more."""
        async with self._sweeping:
            if not await self._database.write(retention.remove_states):
                return
            # Looked through by the reader, piece by piece: no run waits for that.
            unused, last = await self._database.read(retention.all_things), 0
            while unused:
                piece = partial(retention.listed_things, after=last)
                listed = await self._database.read(piece)
                if listed.last == last:
                    break
                unused, last = unused - listed.things, listed.last
            rest = partial(retention.remove_things, unused=unused, seen=last)
            await self._database.write(rest)

    async def remove_profile(
        self, profile: ProfileId, *, account: AccountKey | None = None
    ) -> None:
        """Remove all that is kept of a profile.

        Args:
            profile: the profile that goes.
            account: its account, if no other profile writes to it: its pins go, too.
        """

        def work(session: Session) -> None:
            ids = session.execute(
                select(RecordRow.id).where(RecordRow.profile == profile)
            ).scalars()
            remove_records(session, list(ids))
            for table in (RunRow, BaseRow, HoldRow, NoteRow, PlanRow):
                session.execute(delete(table).where(table.profile == profile))
            session.execute(delete(PinRow).where(PinRow.account == account))

        await self._database.write(work)
        await self._sweep()
