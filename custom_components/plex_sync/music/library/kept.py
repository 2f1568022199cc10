"""What is kept of runs beside the libraries: zipped lines, by item and version."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
import sqlite3
import zlib

from .lines import Line, Packed, unpacked


@dataclass(frozen=True, slots=True)
class Kept[LinesT]:
    """What was kept for an item."""

    version: str
    lines: LinesT


def put(connection: sqlite3.Connection, item: str, version: str, data: bytes) -> None:
    """Keep zipped lines, in the place of what was kept before."""
    connection.execute(
        "insert or replace into kept values (?, ?, ?)", [item, version, data]
    )


def get[T](
    connection: sqlite3.Connection, item: str, make: Callable[[Line], T]
) -> Kept[list[T]] | None:
    """What was kept, with something made of each line; `None`: nothing that is whole."""
    return _read(connection, item, lambda data: unpacked(data, make))


def get_packed[T](
    connection: sqlite3.Connection, item: str, make: Callable[[Line], T]
) -> Kept[Packed[T]] | None:
    """The same, with each thing made only when it is looked at."""
    return _read(connection, item, lambda data: Packed.of(data, make))


def _read[LinesT](
    connection: sqlite3.Connection, item: str, read: Callable[[bytes], LinesT]
) -> Kept[LinesT] | None:
    row = connection.execute(
        "select version, lines from kept where item = ?", [item]
    ).fetchone()
    if row is None:
        return None
    try:
        return Kept(row[0], read(row[1]))
    except ValueError, zlib.error:
        return None


def versions(connection: sqlite3.Connection, prefix: str) -> dict[str, str]:
    """For which items something is kept, and of which version."""
    return dict(
        connection.execute(
            "select item, version from kept where substr(item, 1, ?) = ?",
            [len(prefix), prefix],
        )
    )


def forget(connection: sqlite3.Connection, items: Collection[str]) -> None:
    """Keep nothing for certain items any more."""
    connection.executemany(
        "delete from kept where item = ?", [[item] for item in items]
    )
