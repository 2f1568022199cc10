"""What is known of the sections of a library as a whole."""

from dataclasses import dataclass
import sqlite3

from ...sync.cache_file import transaction
from .staging import touch


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """A section of a library of music."""

    key: str
    title: str
    stamps: str
    """Those of the server when it was last read; empty: look again."""
    tracks: int
    """How many are kept."""
    newest: int
    """When the latest change was that has been seen, in seconds since 1970."""
    whole_at: int
    """When all of it was last read, in seconds since 1970."""
    lost_to: int | None
    """How many the server says it has, where so many less are not believed."""


def number(connection: sqlite3.Connection, library: str) -> int:
    """The number of a library, which need not have been there."""
    row = connection.execute(
        "select id from libraries where name = ?", [library]
    ).fetchone()
    if row is None:
        row = connection.execute(
            "insert into libraries (name, revision) values (?, 0) returning id",
            [library],
        ).fetchone()
    return int(row[0])


def version(connection: sqlite3.Connection, library: str) -> str:
    """A text that is another one after any change."""
    edition, revision = connection.execute(
        "select meta.value, libraries.revision from meta, libraries"
        " where meta.name = 'edition' and libraries.id = ?",
        [number(connection, library)],
    ).fetchone()
    return f"{edition}.{number(connection, library)}.{revision}"


def states(connection: sqlite3.Connection, library: str) -> list[SectionState]:
    """All sections of a library."""
    return [
        SectionState(
            key=row[0],
            title=row[1],
            stamps=row[2],
            tracks=row[3],
            newest=row[4],
            whole_at=row[5],
            lost_to=row[6],
        )
        for row in connection.execute(
            "select key, title, stamps, tracks, newest, whole_at, lost_to"
            " from sections where library = ? order by key",
            [number(connection, library)],
        )
    ]


def note_loss(
    connection: sqlite3.Connection, library: str, section: str, tracks: int
) -> None:
    """Keep how few there are now; the tracks stay."""
    connection.execute(
        "update sections set lost_to = ? where library = ? and key = ?",
        [tracks, number(connection, library), section],
    )


def drop(connection: sqlite3.Connection, library: str, section: str) -> None:
    """Forget a section and its tracks."""
    own = number(connection, library)
    at = [own, section]
    with transaction(connection):
        connection.execute("delete from tracks where library = ? and section = ?", at)
        connection.execute("delete from sections where library = ? and key = ?", at)
        touch(connection, own)


def found_elsewhere(connection: sqlite3.Connection, library: str, section: str) -> int:
    """How many tracks of a section are in another one as well."""
    (count,) = connection.execute(
        "select count(*) from tracks where library = ?1 and section = ?2"
        " and exists (select 1 from tracks as other where other.library = ?1"
        " and other.key = tracks.key and other.section <> ?2)",
        [number(connection, library), section],
    ).fetchone()
    return int(count)


def known_of_staged(connection: sqlite3.Connection, library: str, section: str) -> int:
    """How many of the tracks that are staged are in a section already."""
    (count,) = connection.execute(
        "select count(*) from staged join tracks using (rating_key)"
        " where library = ? and section = ?",
        [number(connection, library), section],
    ).fetchone()
    return int(count)
