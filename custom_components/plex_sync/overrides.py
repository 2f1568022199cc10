"""The user's own mappings, as decisions of a profile in the journal."""

from collections.abc import Iterable, Mapping
import logging
from typing import Final

from .anime.mapping.overrides import Override
from .sync.model import JsonValue

_LOGGER = logging.getLogger(__name__)

PREFIX: Final = "mapping:"


def decision_key(external_id: str, season: int | None) -> str:
    """Name the decision about a title (`tvdb_show:81797`) or about one of its seasons."""
    return f"{PREFIX}{external_id}" + ("" if season is None else f":{season}")


def decision_of(overrides: Iterable[Override]) -> JsonValue:
    """Return overrides of one title and season as a decision; `None`: there are none."""
    records = [override.as_json() for override in overrides]
    return {"overrides": records} if records else None


def overrides_of(value: JsonValue) -> list[Override]:
    """Read the overrides out of a decision; what makes no sense is left out."""
    if not isinstance(value, Mapping):
        return []
    records = value.get("overrides")
    found: list[Override] = []
    for record in records if isinstance(records, list) else ():
        try:
            found.append(Override.from_json(record))
        except ValueError as err:
            _LOGGER.warning("An own mapping is left out: %s", err)
    return found


def overrides_in(decisions: Mapping[str, JsonValue]) -> list[Override]:
    """Read all overrides out of a profile's decisions."""
    return [
        override
        for key, value in decisions.items()
        if key.startswith(PREFIX)
        for override in overrides_of(value)
    ]


def with_override(known: Iterable[Override], new: Override) -> list[Override]:
    """Put an override in the place of those that it overlaps."""
    return sorted(
        [*(each for each in known if not _overlap(each, new)), new],
        key=lambda each: each.start,
    )


def _overlap(first: Override, second: Override) -> bool:
    ends = [float("inf") if each.end is None else each.end for each in (first, second)]
    return first.start <= ends[1] and second.start <= ends[0]
