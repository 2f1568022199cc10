"""SQLite files that can be thrown away: one that is of no use is made anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
import sqlite3
from typing import Final

_DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_LARGEST_JOURNAL: Final = 4 * 1024 * 1024
"""Bytes that stay beside a file once a large change is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a file holds."""

    version: int
    """From 1 on; a file of another one is replaced."""
    create: Callable[[sqlite3.Connection], None]
    """Makes the tables of a new file, within a transaction."""
    prepare: Callable[[sqlite3.Connection], None] = lambda _: None
    """Makes what lives only as long as the connection."""


class _OtherForm(Exception):
    """The file is of another version."""


def open_cache(path: Path, form: Form) -> sqlite3.Connection:
    """Open a file; one that is damaged or of another form is replaced.

    Raises:
        OSError: the file can neither be read nor replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path, form)
    except _OtherForm:
        return _open_anew(path, form)
    except sqlite3.DatabaseError as error:
        if not is_damaged(error):
            raise OSError(error.sqlite_errorname) from error
        return _open_anew(path, form)


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether the file is of no use any more."""
    return getattr(error, "sqlite_errorname", "") in _DAMAGED


def discard(path: Path) -> None:
    """Throw a file away."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _open(path: Path, form: Form) -> sqlite3.Connection:
    """Open a file and make sure of its form.

    Raises:
        sqlite3.DatabaseError: it is damaged, or out of reach.
        _OtherForm: it is of another version.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute(f"pragma journal_size_limit = {_LARGEST_JOURNAL}")
        (version,) = connection.execute("pragma user_version").fetchone()
        if version == 0:
            with transaction(connection):
                form.create(connection)
                connection.execute(f"pragma user_version = {form.version:d}")
        form.prepare(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if version not in (0, form.version):
        connection.close()
        raise _OtherForm
    return connection


def _open_anew(path: Path, form: Form) -> sqlite3.Connection:
    """Put a new file in the place of one that is of no use."""
    discard(path)
    return _open(path, form)
