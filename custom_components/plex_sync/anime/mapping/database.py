"""The file in which compiled mappings are kept: a cache that can be thrown away."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
import sqlite3
from typing import Any, Final

from ...sync.cache_file import Form, open_cache, transaction
from .model import Edge, ExternalId, MappingWarning, Provider

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


class Database:
    """SQLite, to be used from one thread only."""

    def __init__(self, path: Path) -> None:
        """Open the file; one that cannot be read, or is of another form, is replaced.

        Raises:
            OSError: the file can neither be read nor replaced.
        """
        self._connection = open_cache(path, _FORM)

    def meta(self) -> dict[str, str]:
        """Read what is known about the mappings."""
        return dict(self._connection.execute("select key, value from meta"))

    def set_meta(self, values: dict[str, str]) -> None:
        """Keep what is known about the mappings; other keys stay."""
        with transaction(self._connection):
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
        connection = self._connection
        with transaction(connection):
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


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("create table meta (key text primary key, value text) strict")
    connection.execute(_EDGES.replace("edges_new", "edges"))
    connection.execute(_WARNINGS.replace("warnings_new", "warnings"))
    connection.execute("create index edges_of_id on edges (provider, id)")


_FORM: Final = Form(version=1, create=_create)


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
