"""The file in which compiled mappings are kept: a cache that can be thrown away."""

from collections.abc import Collection, Iterable, Iterator, Sequence
import contextlib
from pathlib import Path
import sqlite3
from typing import Any, Final

from .model import Edge, ExternalId, MappingWarning, Provider

SCHEMA: Final = 1
_DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_EDGES: Final = """
create table edges_new (
    provider text not null, id text not null, season integer,
    first integer not null, last integer, anilist_id integer not null,
    target_first integer not null, target_last integer,
    numerator integer not null, denominator integer not null, source text not null
) strict
"""
_WARNINGS: Final = """
create table warnings_new (
    entry text not null, text text not null, reason text not null,
    refused integer not null
) strict
"""


class _OtherForm(Exception):
    """The file is of another edition."""


class Database:
    """SQLite, to be used from one thread only."""

    def __init__(self, path: Path) -> None:
        """Open the file; one that cannot be read, or is of another form, is replaced.

        Raises:
            OSError: the file can neither be read nor replaced.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = _open(path)
        except _OtherForm:
            self._connection = _open_anew(path)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname not in _DAMAGED:
                raise OSError(error.sqlite_errorname) from error
            self._connection = _open_anew(path)

    def meta(self) -> dict[str, str]:
        """Read what is known about the mappings."""
        return dict(self._connection.execute("select key, value from meta"))

    def set_meta(self, values: dict[str, str]) -> None:
        """Keep what is known about the mappings; other keys stay."""
        with _transaction(self._connection):
            self._put_meta(values)

    def edges_for(self, ids: Sequence[ExternalId]) -> list[Edge]:
        """Give the edges of certain ids."""
        return [
            _edge(row)
            for each in ids
            for row in self._connection.execute(
                "select provider, id, season, first, last, anilist_id, target_first,"
                " target_last, numerator, denominator, source from edges"
                " where provider = ? and id = ? order by rowid",
                (each.provider.value, each.id),
            )
        ]

    def warnings(self, limit: int) -> list[MappingWarning]:
        """Give entries that were refused or read leniently, as many as asked for."""
        rows = self._connection.execute(
            "select entry, text, reason, refused from warnings order by rowid limit ?",
            [limit],
        )
        return [
            MappingWarning(entry=entry, text=text, reason=reason, refused=bool(refused))
            for entry, text, reason, refused in rows
        ]

    def replace(
        self,
        edges: Iterable[Edge],
        warnings: Collection[MappingWarning],
        meta: dict[str, str],
    ) -> None:
        """Put other mappings in the place of these, all or nothing."""
        with _transaction(self._connection) as connection:
            connection.execute(_EDGES)
            connection.execute(_WARNINGS)
            connection.executemany(
                "insert into edges_new values (?,?,?,?,?,?,?,?,?,?,?)",
                (_row(edge) for edge in edges),
            )
            connection.executemany(
                "insert into warnings_new values (?,?,?,?)",
                (
                    (each.entry, each.text, each.reason, each.refused)
                    for each in warnings
                ),
            )
            connection.execute("drop table edges")
            connection.execute("drop table warnings")
            connection.execute("alter table edges_new rename to edges")
            connection.execute("alter table warnings_new rename to warnings")
            connection.execute("create index edges_of_id on edges (provider, id)")
            connection.execute("delete from meta")
            self._put_meta(meta)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _put_meta(self, values: dict[str, str]) -> None:
        self._connection.executemany(
            "insert or replace into meta (key, value) values (?, ?)",
            list(values.items()),
        )


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
        (version,) = connection.execute("pragma user_version").fetchone()
        if version == 0:
            _create(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if version not in (0, SCHEMA):
        connection.close()
        raise _OtherForm
    return connection


def _open_anew(path: Path) -> sqlite3.Connection:
    """Put a new file in the place of one that is of no use."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    return _open(path)


def _create(connection: sqlite3.Connection) -> None:
    with _transaction(connection):
        connection.execute(
            "create table meta (key text primary key, value text) strict"
        )
        connection.execute(_EDGES.replace("edges_new", "edges"))
        connection.execute(_WARNINGS.replace("warnings_new", "warnings"))
        connection.execute("create index edges_of_id on edges (provider, id)")
        connection.execute(f"pragma user_version = {SCHEMA}")


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("begin immediate")
    try:
        yield connection
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _edge(row: Sequence[Any]) -> Edge:
    return Edge(
        external_id=ExternalId(Provider(row[0]), row[1]),
        season=row[2],
        start=row[3],
        end=row[4],
        anilist_id=row[5],
        target_start=row[6],
        target_end=row[7],
        numerator=row[8],
        denominator=row[9],
        source=row[10],
    )


def _row(edge: Edge) -> tuple[str | int | None, ...]:
    return (
        edge.external_id.provider.value,
        edge.external_id.id,
        edge.season,
        edge.start,
        edge.end,
        edge.anilist_id,
        edge.target_start,
        edge.target_end,
        edge.numerator,
        edge.denominator,
        edge.source,
    )
