"""The journal's file: one writer thread, one reader thread, migrations."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
import logging
from pathlib import Path
import sqlite3
from typing import Any, Final

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from ..tasks import to_its_end
from .counting import INTRODUCE, TRIGGERS
from .tables import SCHEMA_VERSION, TEXT_INDEX, Table

_LOGGER = logging.getLogger(__name__)

MIGRATIONS: Final[dict[int, tuple[str, ...]]] = {2: INTRODUCE}
"""Statements that lead from the version before to the one named."""
CHECKPOINT_PAGES: Final = 1000
"""SQLite's own: after so many, what was written is taken into the file."""


class JournalError(Exception):
    """The journal cannot be opened or written; nothing is done without it."""

    def __init__(self, reason: str, message: str = "") -> None:
        """Keep why, as a translation key, and SQLite's own words."""
        self.reason = reason
        self.message = message
        super().__init__(f"{reason}: {message}" if message else reason)


class Database:
    """An SQLite file in WAL mode, worked on from two threads of its own."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened yet."""
        self.path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="plex_sync_journal")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="plex_sync_reader")
        self._engine: Engine | None = None
        self._closed = False
        self._pages = CHECKPOINT_PAGES

    async def open(self, *, held: bool = False) -> None:
        """Open or make the file and bring it to this version.

        Args:
            held: the file itself is left alone until checkpoints are released.

        Raises:
            JournalError: it cannot be opened, or a newer version has written it.
        """
        loop = asyncio.get_running_loop()
        if held:
            self._pages = 0
        try:
            await loop.run_in_executor(self._writer, self._open)
        except JournalError:
            await self.close()
            raise

    def _open(self) -> None:
        engine = create_engine(
            f"sqlite:///{self.path}", pool_size=2, connect_args={"timeout": 30}
        )
        event.listen(engine, "connect", _set_up_connection)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "checkout", self._on_checkout)
        try:
            with engine.begin() as connection:
                _migrate(connection)
        except DatabaseError as err:
            engine.dispose()
            raise JournalError("journal_unreadable", _words(err)) from err
        except JournalError:
            engine.dispose()
            raise
        self._engine = engine

    async def write[T](self, work: Callable[[Session], T]) -> T:
        """Do work in one transaction on the writer's thread.

        Raises:
            JournalError: it could not be committed; nothing of it is in the file.
        """
        return await self._run(self._writer, work, commit=True)

    async def read[T](self, work: Callable[[Session], T]) -> T:
        """Read on the reader's thread, not held up by writing."""
        return await self._run(self._reader, work, commit=False)

    async def _run[T](
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[Session], T],
        *,
        commit: bool,
    ) -> T:
        if self._closed:
            raise JournalError("journal_closed")
        # The thread cannot be stopped: what it writes is awaited before leaving, so that
        # nobody goes on as if it had not been written.
        return await to_its_end(
            asyncio.get_running_loop().run_in_executor(
                executor, self._in_session, work, commit
            )
        )

    def _in_session[T](self, work: Callable[[Session], T], commit: bool) -> T:
        if self._engine is None:
            raise JournalError("journal_closed")
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                result = work(session)
                if commit:
                    session.commit()
                return result
        except DatabaseError as err:
            raise JournalError("journal_failed", _words(err)) from err

    async def hold_checkpoints(self) -> None:
        """Take what was written into the file, and then nothing more until released.

        The file and the log beside it can be copied one after the other meanwhile.

        Raises:
            JournalError: the file cannot be written.
        """
        await self._checkpoint(hold=True)

    async def release_checkpoints(self) -> None:
        """Take what was written into the file again, as it comes.

        Raises:
            JournalError: the file cannot be written.
        """
        await self._checkpoint(hold=False)

    async def _checkpoint(self, *, hold: bool) -> None:
        if self._closed:
            raise JournalError("journal_closed")
        await to_its_end(
            asyncio.get_running_loop().run_in_executor(
                self._writer, self._checkpoint_now, hold
            )
        )

    def _checkpoint_now(self, hold: bool) -> None:
        if self._engine is None:
            raise JournalError("journal_closed")
        # Connections that are idle take it over when they are used next.
        self._pages = 0 if hold else CHECKPOINT_PAGES
        try:
            with self._engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                if raw is not None:
                    # Never waits for readers, so that no run is held up.
                    raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except (DatabaseError, sqlite3.Error) as err:
            raise JournalError("journal_failed", type(err).__name__) from err

    def _on_checkout(
        self, connection: sqlite3.Connection, record: Any, _proxy: Any
    ) -> None:
        if record.info.get("pages", CHECKPOINT_PAGES) != self._pages:
            connection.execute(f"PRAGMA wal_autocheckpoint={self._pages:d}")
            record.info["pages"] = self._pages

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._writer, self._close)
        self._writer.shutdown()

    def _close(self) -> None:
        self._reader.shutdown()
        if self._engine is not None:
            if self._pages:
                self._engine.dispose()
            else:
                self._leave_log()
            self._engine = None

    def _leave_log(self) -> None:
        """Close while the file is held: the last to leave must not touch it."""
        with closing(sqlite3.connect(self.path)) as last:
            last.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)
            last.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if self._engine is not None:
                self._engine.dispose()


def _set_up_connection(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's sqlite3 begins transactions late and leaves reads and tables out of them.
    connection.isolation_level = None
    # A commit must survive the loss of power: an intent is durable before it is sent.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction: what is read in it is of one moment, tables belong to it."""
    connection.exec_driver_sql("BEGIN")


def _migrate(connection: Connection) -> None:
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    if version > SCHEMA_VERSION:
        raise JournalError("journal_newer", f"version {version}")
    if version == 0:
        Table.metadata.create_all(connection)
        for statement in (TEXT_INDEX, *TRIGGERS):
            connection.execute(text(statement))
    for step in range(version + 1, SCHEMA_VERSION + 1):
        if version:
            for statement in MIGRATIONS.get(step, ()):
                connection.execute(text(statement))
    connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION:d}"))


def _words(err: DatabaseError) -> str:
    """SQLite's own words, without the statement and its values."""
    return str(err.orig) if err.orig else type(err).__name__
