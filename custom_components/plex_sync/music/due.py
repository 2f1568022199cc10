"""Which saved items a run looks at. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from ..sync.model import JsonObject, SubjectKey
from ..sync.runs import Everything, Scope, SinceCursors, Subjects, Targets
from .items import SavedItem


def items_in(
    scope: Scope,
    items: Sequence[SavedItem],
    memory: Mapping[SubjectKey, JsonObject],
    retry: Collection[SubjectKey],
    now: datetime,
) -> list[SavedItem]:
    """The items that a scope means: all, those that are due, or certain ones.

    An item that the user asks for is looked at though it does not sync by itself.
    """
    match scope:
        case Everything(kinds=kinds):
            return [item for item in _of(kinds, items) if item.sync]
        case SinceCursors(kinds=kinds):
            return [
                item
                for item in _of(kinds, items)
                if item.sync
                and (item.key in retry or is_due(item, memory.get(item.key), now))
            ]
        case Subjects(keys=keys, titles=titles, references=references):
            names = {title.casefold() for title in titles}
            groups = {key.partition("/")[0] for key in keys}
            return [
                item
                for item in items
                if item.key in groups | references or item.title.casefold() in names
            ]
        case Targets(keys=keys):
            return [item for item in items if item.key in keys]


def _of(kinds: Collection[str], items: Sequence[SavedItem]) -> Sequence[SavedItem]:
    return [item for item in items if not kinds or item.kind in kinds]


def is_due(item: SavedItem, known: JsonObject | None, now: datetime) -> bool:
    """Whether so many days have begun since an item last went well.

    Days, not hours: a job that takes longer today does not push back the next one.
    """
    last = None if known is None else known.get("at")
    if not isinstance(last, int | float):
        return True
    day = datetime.fromtimestamp(last, UTC).astimezone(now.tzinfo).date()
    return (now.date() - day).days >= item.interval_days
