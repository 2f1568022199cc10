"""What an AniList entry in a backup may look like."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
import re
from typing import Final

from ..sync.backups.model import Backup, WrongEntry
from ..sync.model import JsonObject, JsonValue, State, TargetKey
from .foreign_backup import read_foreign
from .status import EntryStatus

MOST_NOTES: Final = 6000

_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class AniListRules:
    """Checks entries before any of them is sent."""

    def clean(
        self, target: TargetKey, state: JsonObject
    ) -> tuple[State, Sequence[str]]:
        """Return an entry's known fields, and the names of those that are not known.

        Raises:
            WrongEntry: it cannot be used.
        """
        wrong = [
            name
            for name, is_right in _CHECKS.items()
            if name in state and not is_right(state[name])
        ]
        if not target.isascii() or not target.isdecimal() or int(target) <= 0:
            wrong.append("target")
        if "status" not in state:
            wrong.append("status")
        if wrong:
            raise WrongEntry(*wrong)
        known = {name: value for name, value in state.items() if name in _CHECKS}
        lists = known.get("custom_lists")
        if isinstance(lists, list):
            known["custom_lists"] = sorted(map(str, lists))
        return known, sorted(state.keys() - _CHECKS.keys())

    def foreign(self, document: Mapping[str, JsonValue]) -> Backup | None:
        """Read a file of another program; `None`: it is none that is known."""
        return read_foreign(document, self)


def _whole(most: int | None = None, *, least: int = 0) -> Callable[[JsonValue], bool]:
    def is_right(value: JsonValue) -> bool:
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return value >= least and (most is None or value <= most)

    return is_right


def _is_score(value: JsonValue) -> bool:
    return value is None or _whole(100, least=1)(value)


def _is_notes(value: JsonValue) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= MOST_NOTES)


def _is_date(value: JsonValue) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_switch(value: JsonValue) -> bool:
    return isinstance(value, bool)


def _are_names(value: JsonValue) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_scores(value: JsonValue) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(each, int | float)
        and not isinstance(each, bool)
        and 0 <= each <= 100
        for each in value.values()
    )


def _is_status(value: JsonValue) -> bool:
    return isinstance(value, str) and value in EntryStatus


_CHECKS: Final[Mapping[str, Callable[[JsonValue], bool]]] = {
    "status": _is_status,
    "progress": _whole(1_000_000),
    "repeat": _whole(1000),
    "score": _is_score,
    "notes": _is_notes,
    "started_at": _is_date,
    "completed_at": _is_date,
    "private": _is_switch,
    "hidden_from_status_lists": _is_switch,
    "custom_lists": _are_names,
    "advanced_scores": _are_scores,
    "priority": _whole(255),
}
