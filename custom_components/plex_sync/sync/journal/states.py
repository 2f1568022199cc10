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

_THINGS: Final = "$things"
"""Marks a sequence whose items stand in the table of things."""
_LONG: Final = 16
"""From so many items on, a sequence is kept by the numbers of its things."""


def put_state(session: Session, state: State | None) -> str | None:
    """Keep a state and return its hash; `None` for a target that is not there."""
    if state is None:
        return None
    name = fingerprint(state)
    if session.get(StateRow, name) is None:
        packed = {key: _pack(session, value) for key, value in state.items()}
        data = zstd.compress(canonical(packed).encode())
        session.execute(
            insert(StateRow).values(hash=name, data=data).on_conflict_do_nothing()
        )
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
        )
        for key, row in rows.items()
    }


_BASE_PARTS: Final = ("state", "asked")


def _pack(session: Session, value: JsonValue) -> JsonValue:
    if not _is_long(value):
        return value
    items = cast("Sequence[str]", value)
    known: dict[str, int] = {}
    for chunk in _chunks(sorted(set(items))):
        session.execute(
            insert(ThingRow).on_conflict_do_nothing(), [{"key": key} for key in chunk]
        )
        rows = session.execute(
            select(ThingRow.key, ThingRow.id).where(ThingRow.key.in_(chunk))
        )
        known |= dict(rows.tuples())
    return {_THINGS: [known[item] for item in items]}


def _unpack(session: Session, value: Any) -> JsonValue:
    if not (isinstance(value, dict) and _THINGS in value):
        return cast("JsonValue", value)
    numbers = value[_THINGS]
    keys: dict[int, str] = {}
    for chunk in _chunks(sorted(set(numbers))):
        rows = session.execute(
            select(ThingRow.id, ThingRow.key).where(ThingRow.id.in_(chunk))
        )
        keys |= dict(rows.tuples())
    return [keys[number] for number in numbers]


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
