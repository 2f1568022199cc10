"""The journal's file, and those who are told of what is written into it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
import logging
from pathlib import Path

from ..model import ProfileId
from . import copies
from .database import Database
from .finishing import Touched
from .settling import end_interrupted_runs
from .shapes import to_milliseconds

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalChange:
    """What a transaction did to the timeline of a profile."""

    profile: ProfileId
    added: Sequence[int] = ()
    changed: Sequence[int] = ()
    removed: Sequence[int] = ()


class JournalFile:
    """An SQLite file that is opened, written to by transactions, and listened to."""

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Name the file and the clock; nothing is opened yet."""
        self._database = Database(path)
        self._clock = clock
        self._listeners: list[Callable[[JournalChange], None]] = []
        self._sweeping = asyncio.Lock()

    async def open(self, *, copying: bool = False) -> None:
        """Open the file; a copy that was put back is doubted until it is looked at.

        Args:
            copying: this very file is being copied at the moment.

        Raises:
            JournalError: it cannot be opened.
        """
        await self._database.open(held=copying)
        await self._database.write(end_interrupted_runs)
        if not copying:
            now = self._now
            await self._database.write(
                lambda session: copies.doubt_if_copied(session, now)
            )

    async def close(self) -> None:
        """Close the file; what was asked for before is still done."""
        await self._database.close()

    async def hold_still(self) -> None:
        """Bring the file up to date, and leave it alone until told to go on.

        Raises:
            JournalError: it cannot be written.
        """
        now = self._now
        try:
            await self._database.write(lambda session: copies.leave_note(session, now))
        finally:
            await self._database.hold_checkpoints()

    async def go_on(self) -> None:
        """Let the file take up again what was written meanwhile.

        Raises:
            JournalError: it cannot be written.
        """
        try:
            await self._database.write(copies.take_note_away)
        finally:
            await self._database.release_checkpoints()

    async def doubts(self, profile: ProfileId) -> bool:
        """Whether the journal came out of a backup, and not all was read since."""
        return await self._database.read(
            lambda session: copies.doubts_unknown(session, profile)
        )

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
