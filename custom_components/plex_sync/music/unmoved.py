"""Items in which nothing has moved since they were settled: they are not looked at."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..sync.model import JsonObject, JsonValue, SubjectKey, TargetKey
from ..sync.values import fingerprint
from .decisions import decisions_about
from .items import SavedItem
from .model import Preference
from .reading import Heads
from .shelf import Shelf
from .standing import words_of


def mark_of(
    item: SavedItem, preference: Preference, decisions: Mapping[str, JsonValue]
) -> str:
    """Fingerprint what an item is looked at with: choices and decisions."""
    # What its source calls it is part of what the source says; when it is looked at
    # and what is handed on changes nothing of what is found.
    item = replace(
        item,
        title="" if item.follows_title else item.title,
        sync=True,
        interval_days=0,
        entities=False,
        hand_off=True,
    )
    return fingerprint(
        [repr(item), repr(preference)], decisions_about(decisions, item.key)
    )


async def moved(
    shelf: Shelf,
    stamps: Mapping[TargetKey, str],
    memory: Mapping[SubjectKey, JsonObject],
) -> set[TargetKey]:
    """The items whose playlists somebody has changed since they were settled.

    What was only looked at, for a plan or a backup, is not settled by that.
    """
    places = await shelf.places(stamps)
    return {
        key
        for key, stamp in stamps.items()
        if stamp != memory.get(key, {}).get("stamp", "")
        and (key not in places or stamp != places[key].stamp)
    }


def unmoved(
    heads: Heads,
    marks: Mapping[SubjectKey, str],
    library: str,
    memory: Mapping[SubjectKey, JsonObject],
    others: Collection[SubjectKey],
) -> dict[SubjectKey, JsonObject]:
    """What is known of items that are as they were when they were settled.

    Args:
        heads: what the items say about themselves.
        marks: what each is looked at with.
        library: the version of the library.
        memory: what was kept of each.
        others: those that have to be looked at anyway.
    """
    return {
        key: known
        for key, head in heads.items()
        if key not in others
        and (known := memory.get(key)) is not None
        and known.get("version") == head.version
        and known.get("words") == words_of(head)
        and known.get("library") == library
        and known.get("mark") == marks[key]
        and not known.get("waits")
    }
