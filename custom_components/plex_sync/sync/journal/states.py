"""States in the journal: once for each content, compressed, sequences by number."""

from collections.abc import Iterable, Mapping, Sequence
from compression import zstd
import json
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ..model import Base, JsonValue, State
from ..values import canonical, fingerprint
from .tables import StateRow, ThingRow

THINGS: Final = "$things"
"""Marks a sequence whose items stand in the table of things."""
_KNOWN: Final = "states"
"""Where a session remembers the states that it has put there already."""
_STATES: Final = StateRow.metadata.tables["states"]
_TABLE_OF_THINGS: Final = ThingRow.metadata.tables["things"]
_LONG: Final = 16
"""From so many items on, a sequence is kept by the numbers of its things."""


def put_state(session: Session, state: State | None) -> str | None:
    """Keep a state and return its hash; `None` for a target that is not there."""
    if state is None:
        return None
    name = fingerprint(state)
    known: set[str] = session.info.setdefault(_KNOWN, set())
    if name in known:
        return name
    known.add(name)
    found = select(_STATES.c.hash).where(_STATES.c.hash == name)
    if session.execute(found).first() is None:
        packed = {key: _pack(session, value) for key, value in state.items()}
        listed = any(_lists_things(value) for value in packed.values())
        data = zstd.compress(canonical(packed).encode())
        row = {"hash": name, "data": data, "listed": listed}
        session.execute(insert(_STATES).on_conflict_do_nothing(), row)
    return name


def get_states(
    session: Session, hashes: Iterable[str | None]
) -> dict[str | None, State | None]:
    """Return states by their hashes; `None` stands for a target that is not there."""
    wanted = {name for name in hashes if name is not None}
    states: dict[str | None, State | None] = {None: None}
    for chunk in _chunks(sorted(wanted)):
        rows = session.execute(select(StateRow).where(StateRow.hash.in_(chunk)))
        for row in rows.scalars():
            data = json.loads(zstd.decompress(row.data))
            states[row.hash] = {
                key: _unpack(session, value) for key, value in data.items()
            }
    return states


def put_base(session: Session, base: Base | None) -> dict[str, Any] | None:
    """Keep a base's states and return what stands in the row for it."""
    if base is None:
        return None
    return {
        "state": put_state(session, base.state),
        "asked": put_state(session, base.asked),
        "created": base.created,
        "facts": base.facts,
    }


def get_bases(
    session: Session, rows: Mapping[str, Mapping[str, Any] | None]
) -> dict[str, Base | None]:
    """Return bases out of what stands in rows, by the same keys."""
    hashes = {
        row[part] for row in rows.values() if row is not None for part in _BASE_PARTS
    }
    states = get_states(session, hashes)
    return {
        key: None
        if row is None
        else Base(
            state=states[row["state"]],
            asked=states[row["asked"]] or {},
            created=row["created"],
            facts=row["facts"],
        )
        for key, row in rows.items()
    }


_BASE_PARTS: Final = ("state", "asked")


def _pack(session: Session, value: JsonValue) -> JsonValue:
    if not _is_long(value):
        return value
    items = cast("Sequence[str]", value)
    keys = sorted(set(items))
    known = _numbers(session, keys)
    if new := [{"key": key} for key in keys if key not in known]:
        session.execute(insert(_TABLE_OF_THINGS), new)
        known |= _numbers(session, [row["key"] for row in new])
    return {THINGS: [known[item] for item in items]}


def _numbers(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Return the numbers of the things that are known, by key."""
    columns = _TABLE_OF_THINGS.c
    known: dict[str, int] = {}
    for chunk in _chunks(keys):
        query = select(columns.key, columns.id).where(columns.key.in_(chunk))
        known.update(session.execute(query).tuples().all())
    return known


def _unpack(session: Session, value: Any) -> JsonValue:
    if not _lists_things(value):
        return cast("JsonValue", value)
    numbers = value[THINGS]
    columns = _TABLE_OF_THINGS.c
    keys: dict[int, str] = {}
    for chunk in _chunks(sorted(set(numbers))):
        query = select(columns.id, columns.key).where(columns.id.in_(chunk))
        keys.update(session.execute(query).tuples().all())
    return [keys[number] for number in numbers]


def _lists_things(value: object) -> bool:
    return isinstance(value, dict) and THINGS in value


def _is_long(value: JsonValue) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and len(value) >= _LONG
        and all(isinstance(item, str) for item in value)
    )


def _chunks[T](items: Sequence[T], size: int = 500) -> Iterable[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
