"""Comparing, ordering and fingerprinting the values of fields."""

from collections.abc import Iterable, Mapping
import hashlib
import json

from .model import Field, FieldKind, JsonValue, State


def canonical(value: JsonValue | State) -> str:
    """Write a value as JSON that is the same for equal values."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain
    )


def _plain(value: object) -> object:
    """Give the encoder what it knows, for mappings and sequences that it does not."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(type(value).__name__)


def fingerprint(*values: JsonValue | State) -> str:
    """Name values by their content: 32 hexadecimal digits."""
    return hashlib.blake2b(canonical(values).encode(), digest_size=16).hexdigest()


def is_empty(value: JsonValue) -> bool:
    """Whether a field with this value counts as not filled in."""
    return value is None or value in ("", 0, [], (), {})


def same(first: JsonValue, second: JsonValue) -> bool:
    """Whether two values mean the same; all that is empty does."""
    if first == second or (is_empty(first) and is_empty(second)):
        return True
    return canonical(first) == canonical(second)


def rank(field: Field, value: JsonValue) -> float:
    """Where a value stands on its field's way forward; the empty one stands first."""
    if is_empty(value):
        return float("-inf")
    if field.ranks is not None:
        return field.ranks.get(str(value), 0)
    if field.kind is FieldKind.DATE:
        return _day_number(str(value)) * (-1 if field.earlier_is_forward else 1)
    if isinstance(value, int | float):
        return -value if field.earlier_is_forward else value
    return 0


def _day_number(date: str) -> int:
    """Order partial dates: what is left out of one counts as the first."""
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    return (year * 12 + month) * 31 + day
