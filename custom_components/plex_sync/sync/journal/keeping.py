"""What is kept for long, and what goes in time."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..model import AccountKey, JsonValue, ProfileId
from . import knowledge, retention, tokens
from .finishing import Touched
from .journal_file import JournalFile
from .records import remove_records
from .shapes import to_datetime, to_milliseconds
from .tables import (
    BaseRow,
    CountRow,
    HoldRow,
    NoteRow,
    PinRow,
    PlanRow,
    RecordRow,
    RunRow,
)


class Keeping(JournalFile):
    """Keeps facts of services; forgets what is old, and what belonged to a profile."""

    async def get(
        self, namespace: str, keys: Collection[str] | None
    ) -> Mapping[str, tuple[JsonValue, datetime]]:
        """Return facts of services that are kept, each with when it was put there."""

        def work(session: Session) -> dict[str, tuple[JsonValue, datetime]]:
            rows = session.execute(
                select(NoteRow.key, NoteRow.value, NoteRow.at).where(
                    NoteRow.profile == "", NoteRow.namespace == namespace
                )
            )
            wanted = None if keys is None else frozenset(keys)
            return {
                key: (value, to_datetime(at))
                for key, value, at in rows
                if wanted is None or key in wanted
            }

        return await self._database.read(work)

    async def put(self, namespace: str, values: Mapping[str, JsonValue]) -> None:
        """Keep facts of services."""
        now = self._now
        await self._database.write(
            lambda session: knowledge.put_notes(session, "", namespace, values, now)
        )

    async def notes(
        self, profile: ProfileId, namespace: str
    ) -> Mapping[str, JsonValue]:
        """Return small things that are kept for a profile, by key."""
        return await self._database.read(
            lambda session: knowledge.notes_of(session, profile, namespace)
        )

    async def put_notes(
        self, profile: ProfileId, namespace: str, values: Mapping[str, JsonValue]
    ) -> None:
        """Keep small things for a profile; `None` forgets what was kept."""
        now = self._now
        kept = {key: value for key, value in values.items() if value is not None}

        def work(session: Session) -> None:
            knowledge.drop_notes(session, profile, namespace, values.keys() - kept)
            knowledge.put_notes(session, profile, namespace, kept, now)

        await self._database.write(work)

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
        await self._database.write(
            lambda session: tokens.remove_old_tokens(session, profile, since)
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
            for table in (RunRow, BaseRow, HoldRow, NoteRow, PlanRow, CountRow):
                session.execute(delete(table).where(table.profile == profile))
            session.execute(delete(PinRow).where(PinRow.account == account))

        await self._database.write(work)
        await self._sweep()
