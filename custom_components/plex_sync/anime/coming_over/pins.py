"""Pins, out of PlexAniBridge's database; read only, and as far as it can be read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
import json
from pathlib import Path
import sqlite3
from typing import Final
from urllib.parse import quote

from ...sync.model import JsonValue
from .model import FoundPin, Left

FIELDS: Final = (
    "status",
    "score",
    "progress",
    "repeat",
    "notes",
    "started_at",
    "completed_at",
)
"""The fields of an entry, as they are called here and in most of its versions."""
NEWER_FIELDS: Final[Mapping[str, str]] = {
    "user_rating": "score",
    "review": "notes",
    "repeats": "repeat",
    "finished_at": "completed_at",
}
_COLUMNS: Final = frozenset({"profile_name", "anilist_id", "fields"})
_QUERY: Final = "SELECT profile_name, anilist_id, fields FROM pin ORDER BY anilist_id"


def read_pins(path: Path) -> tuple[dict[str, list[FoundPin]], list[Left]]:
    """Read the pins of a database, by profile, and tell what could not be read."""
    pins: dict[str, list[FoundPin]] = defaultdict(list)
    left: list[Left] = []
    try:
        with closing(_connect(path)) as database:
            columns = {row[1] for row in database.execute("PRAGMA table_info(pin)")}
            if not columns >= _COLUMNS:
                reason = "pins_other_form" if columns else "no_pins"
                return {}, [Left(subject=path.name, reason=reason)]
            for profile, anilist_id, fields in database.execute(_QUERY):
                pin, unknown = _pin(anilist_id, fields)
                left += (
                    Left(subject=f"{anilist_id}: {name}", reason="pin_unknown")
                    for name in unknown
                )
                if pin is not None:
                    pins[str(profile)].append(pin)
    except sqlite3.DatabaseError:
        left.append(Left(subject=path.name, reason="database_broken"))
    return dict(pins), left


def has_pins(path: Path) -> bool:
    """Whether a file is a database with a table of pins, readable or not."""
    try:
        with closing(_connect(path)) as database:
            return bool(database.execute("PRAGMA table_info(pin)").fetchall())
    except sqlite3.DatabaseError:
        return True


def _connect(path: Path) -> sqlite3.Connection:
    """Open a database that may not be written to, nor its folder."""
    address = f"file:{quote(str(path))}"
    database = sqlite3.connect(f"{address}?mode=ro", uri=True)
    try:
        database.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError:
        database.close()
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _pin(anilist_id: object, fields: object) -> tuple[FoundPin | None, Sequence[str]]:
    """Read one pin; and the names of fields that nobody knows."""
    if not isinstance(anilist_id, int) or anilist_id <= 0:
        return None, ("?",)
    named = [NEWER_FIELDS.get(name, name) for name in _names(fields)]
    known = tuple(name for name in FIELDS if name in named)
    unknown = [name for name in named if name not in FIELDS]
    pin = FoundPin(anilist_id=anilist_id, fields=known) if known else None
    return pin, unknown or (() if known else ("?",))


def _names(fields: object) -> Iterable[str]:
    if not isinstance(fields, str | bytes):
        return ()
    try:
        value: JsonValue = json.loads(fields)
    except ValueError:
        return ()
    return [str(name) for name in value] if isinstance(value, list) else ()
