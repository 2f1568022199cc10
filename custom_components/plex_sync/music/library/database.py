"""The file in which libraries are kept: a cache that can be thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import secrets
import sqlite3
from typing import Final

SCHEMA: Final = 1
_LARGEST_JOURNAL: Final = 4 * 1024 * 1024
"""Bytes that stay beside the file once a large change is in it."""
_DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

TRACK_COLUMNS: Final = (
    ("rating_key", "text not null"),
    ("file_hash", "text not null"),
    ("title", "text not null"),
    ("artist", "text not null"),
    ("track_artist", "text not null"),
    ("album", "text not null"),
    ("album_rating_key", "text not null"),
    ("milliseconds", "integer"),
    ("musicbrainz", "text"),
    ("year", "integer"),
    ("disc", "integer"),
    ("number", "integer"),
    ("lossless", "integer"),
    ("bitrate", "integer"),
    ("compilation", "integer not null"),
    ("file_name", "text not null"),
    ("added_at", "integer not null"),
    ("search", "text not null"),
)
"""What is kept of a track beside its library, its section and its key."""
_COLUMNS: Final = ", ".join(f"{name} {kind}" for name, kind in TRACK_COLUMNS)

_TABLES: Final = (
    "create table meta (name text primary key, value text not null) strict",
    """
    create table libraries (
        id integer primary key, name text not null unique, revision integer not null
    ) strict
    """,
    """
    create table sections (
        library integer not null, key text not null, title text not null,
        stamps text not null, tracks integer not null, newest integer not null,
        whole_at integer not null, lost_to integer,
        primary key (library, key)
    ) strict
    """,
    f"""
    create table tracks (
        library integer not null, section text not null, key text not null, {_COLUMNS},
        primary key (library, rating_key)
    ) strict
    """,
    "create index tracks_of_key on tracks (library, key)",
    "create index tracks_of_section on tracks (library, section)",
    """
    create table former_keys (
        library integer not null, key text not null, file_hash text not null,
        primary key (library, key)
    ) strict
    """,
    """
    create table kept (
        item text primary key, version text not null, lines blob not null
    ) strict
    """,
)
# What is read and not yet taken in needs no place in the file.
_BESIDE: Final = (
    f"""
    create temp table staged (
        key text, guid text not null, {_COLUMNS}, primary key (rating_key)
    ) strict
    """,
    "create index temp.staged_of_guid on staged (guid)",
    "create temp table seen (rating_key text primary key) strict",
)


class _OtherForm(Exception):
    """The file is of another edition."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file; one that is damaged or of another form is replaced.

    Raises:
        OSError: the file can neither be read nor replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path)
    except _OtherForm:
        return _open_anew(path)
    except sqlite3.DatabaseError as error:
        if not is_damaged(error):
            raise OSError(error.sqlite_errorname) from error
        return _open_anew(path)


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether the file is of no use any more."""
    return getattr(error, "sqlite_errorname", "") in _DAMAGED


def discard(path: Path) -> None:
    """Throw the file away."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)


def open_to_read(path: Path) -> sqlite3.Connection:
    """A second connection, for what lasts long."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma query_only = on")
    return connection


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


def _open(path: Path) -> sqlite3.Connection:
    """Open a file and make sure of its form.

    Raises:
        sqlite3.DatabaseError: it is damaged, or out of reach.
        _OtherForm: it is of another edition.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute(f"pragma journal_size_limit = {_LARGEST_JOURNAL}")
        (version,) = connection.execute("pragma user_version").fetchone()
        if version == 0:
            _create(connection)
        for statement in _BESIDE:
            connection.execute(statement)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if version not in (0, SCHEMA):
        connection.close()
        raise _OtherForm
    return connection


def _open_anew(path: Path) -> sqlite3.Connection:
    """Put a new file in the place of one that is of no use."""
    discard(path)
    return _open(path)


def _create(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        for statement in _TABLES:
            connection.execute(statement)
        # Versions of a file that was thrown away never come back.
        edition = secrets.token_hex(4)
        connection.execute("insert into meta values ('edition', ?)", [edition])
        connection.execute(f"pragma user_version = {SCHEMA}")
