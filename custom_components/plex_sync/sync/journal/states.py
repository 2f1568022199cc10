"""States in the journal: once for each content, compressed, sequences by number."""

from collections.abc import Iterable, Mapping, Sequence
from compression import zstd
import json
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ..model import Base, JsonValue, State
from ..turns import in_turns
from ..values import canonical, fingerprint
from .tables import StateRow, ThingRow

THINGS: Final = "$things"
"""Marks a sequence whose items stand in the table of things."""
DOUBTED: Final = "doubted"
"""In the row of a base: it came out of a backup, and its target was not read since."""
_KNOWN: Final = "states"
"""Where a session remembers the states that it has put there already."""
_STATES: Final = StateRow.metadata.tables["states"]
_TABLE_OF_THINGS: Final = ThingRow.metadata.tables["things"]
_LONG: Final = 16
"""From so many items on, a sequence is kept by the numbers of its things."""
TOGETHER: Final = 100
"""So many things are asked for at once."""


def put_states(session: Session, states: Iterable[State | None]) -> list[str | None]:
    """Keep states and return their hashes; `None` for a target that is not there."""
    named = [(None if state is None else fingerprint(state), state) for state in states]
    known: set[str] = session.info.setdefault(_KNOWN, set())
    new = {
        name: state
        for name, state in named
        if name is not None and state is not None and name not in known
    }
    for chunk in _chunks(list(new)):
        query = select(_STATES.c.hash).where(_STATES.c.hash.in_(chunk))
        known.update(session.execute(query).scalars())
    packer = zstd.ZstdCompressor()
    rows = [
        _row(session, packer, name, state)
        for name, state in new.items()
        if name not in known
    ]
    if rows:
        session.execute(insert(_STATES).on_conflict_do_nothing(), rows)
    known.update(new)
    return [name for name, _ in named]


def _row(
    session: Session, packer: zstd.ZstdCompressor, name: str, state: State
) -> dict[str, Any]:
    packed = {key: _pack(session, value) for key, value in state.items()}
    return {
        "hash": name,
        "data": packer.compress(canonical(packed).encode(), packer.FLUSH_FRAME),
        "listed": any(_lists_things(value) for value in packed.values()),
    }


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


def put_bases(
    session: Session, bases: Sequence[Base | None]
) -> list[dict[str, Any] | None]:
    """Keep the states of bases and return what stands in rows for each."""
    there = [base for base in bases if base is not None]
    states = iter(put_states(session, [base.state for base in there]))
    asked = iter(put_states(session, [base.asked for base in there]))
    return [
        None
        if base is None
        else {
            "state": next(states),
            "asked": next(asked),
            "created": base.created,
            "facts": base.facts,
            **({DOUBTED: True} if base.doubted else {}),
        }
        for base in bases
    ]


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
            doubted=row.get(DOUBTED, False),
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
    if new := [key for key in keys if key not in known]:
        for chunk in in_turns(_chunks(new, TOGETHER)):
            session.execute(insert(_TABLE_OF_THINGS), [{"key": key} for key in chunk])
        known |= _numbers(session, new)
    return {THINGS: [known[item] for item in items]}


def _numbers(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Return the numbers of the things that are known, by key."""
    columns = _TABLE_OF_THINGS.c
    known: dict[str, int] = {}
    for chunk in in_turns(_chunks(keys, TOGETHER)):
        query = select(columns.key, columns.id).where(columns.key.in_(chunk))
        known.update(session.execute(query).tuples().all())
    return known


def _unpack(session: Session, value: Any) -> JsonValue:
    if not _lists_things(value):
        return cast("JsonValue", value)
    numbers = value[THINGS]
    columns = _TABLE_OF_THINGS.c
    keys: dict[int, str] = {}
    for chunk in in_turns(_chunks(sorted(set(numbers)), TOGETHER)):
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
