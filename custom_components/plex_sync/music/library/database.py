"""The file in which libraries are kept: a cache that can be thrown away."""

from pathlib import Path
import secrets
import sqlite3
from typing import Final

from ...sync.cache_file import Form, open_cache

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


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file; one that is damaged or of another form is replaced.

    Raises:
        OSError: the file can neither be read nor replaced.
    """
    return open_cache(path, _FORM)


def open_to_read(path: Path) -> sqlite3.Connection:
    """A second connection, for what lasts long."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma query_only = on")
    return connection


def _create(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    # Versions of a file that was thrown away never come back.
    edition = secrets.token_hex(4)
    connection.execute("insert into meta values ('edition', ?)", [edition])


def _prepare(connection: sqlite3.Connection) -> None:
    for statement in _BESIDE:
        connection.execute(statement)


_FORM: Final = Form(version=1, create=_create, prepare=_prepare)
