"""What a server's notifications mean: where to look again, and no more than that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
from typing import Any

VIEWED = 0.9
"""The share of an item after which Plex takes it for viewed."""
LIBRARY = "com.plexapp.plugins.library"
PROCESSED = 5
LEAF_TYPES = frozenset({1, 4})
"""Films and episodes, in Plex's numbers."""
METADATA = "/library/metadata/"

type DurationOf = Callable[[str], int | None]
"""The milliseconds of an item by its rating key, as far as they are known."""


class Kind(StrEnum):
    """What may have happened."""

    CONNECTED = "connected"
    BACK = "back"
    """Connected anew: what happened meanwhile was not heard."""
    LOST = "lost"
    """Not connected any more, or not even once; told once, however long it lasts."""
    PLAYED = "played"
    """A view has ended, or come near the item's end."""
    CHANGED = "changed"
    """An item was marked, rated, or taken in anew; it is not told which."""
    SCANNED = "scanned"
    """A library was scanned; without a section: some library."""
    MUCH = "much"
    """More happened than is worth telling one by one."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A reason to look again."""

    kind: Kind
    rating_key: str = ""
    """Of a film or an episode; with `CHANGED` it may also be of a season or a show."""
    section: str = ""
    reason: str = ""
    """Why the connection was lost."""


class Interpreter:
    """Reads one connection's messages; it remembers who plays what.

    Anybody's views are among them, and nothing says whose: who listens looks for
    themselves.
    """

    def __init__(self, duration_of: DurationOf | None = None) -> None:
        """Take how to tell that an item is near its end; without, only a stop tells."""
        self._duration_of = duration_of
        self._playing: dict[str, tuple[str, bool]] = {}
        """By session: the item, and whether its end was told."""

    def read(self, text: str) -> Iterator[Happened]:
        """What a message says; nothing, where it is not understood."""
        try:
            message = json.loads(text)
        except ValueError, RecursionError:
            return
        match message:
            case {"NotificationContainer": {"type": str(kind)} as container}:
                pass
            case _:
                return
        match kind:
            case "playing":
                for entry in _entries(container, "PlaySessionStateNotification"):
                    yield from self._played(entry)
            case "timeline":
                for entry in _entries(container, "TimelineEntry"):
                    yield from _changed(entry)
            case "activity":
                for entry in _entries(container, "ActivityNotification"):
                    yield from _ended(entry)
            case "status":
                for entry in _entries(container, "StatusNotification"):
                    if entry.get("notificationName") == "LIBRARY_UPDATE":
                        yield Happened(Kind.SCANNED)

    def _played(self, entry: Mapping[str, Any]) -> Iterator[Happened]:
        """A player tells where it is."""
        session, key = _text(entry.get("sessionKey")), _text(entry.get("ratingKey"))
        if not key:
            return
        before, told = self._playing.pop(session, (key, False))
        if before != key:
            # On to the next item without a stop.
            yield Happened(Kind.PLAYED, before)
            told = False
        if entry.get("state") == "stopped":
            yield Happened(Kind.PLAYED, key)
            return
        if not told and self._near_end(key, entry.get("viewOffset")):
            told = True
            yield Happened(Kind.PLAYED, key)
        self._playing[session] = key, told

    def _near_end(self, key: str, offset: object) -> bool:
        """Whether a view is so far that Plex counts it."""
        duration = self._duration_of(key) if self._duration_of else None
        if not duration or not isinstance(offset, int):
            return False
        return offset >= duration * VIEWED


def _changed(entry: Mapping[str, Any]) -> Iterator[Happened]:
    """An entry of the timeline: a film or an episode, once all is done with it."""
    key = _text(entry.get("itemID"))
    if (
        key
        and entry.get("identifier", LIBRARY) == LIBRARY
        and _number(entry.get("state")) == PROCESSED
        and _number(entry.get("type")) in LEAF_TYPES
    ):
        yield Happened(Kind.CHANGED, key, _text(entry.get("sectionID")))


def _ended(entry: Mapping[str, Any]) -> Iterator[Happened]:
    """An activity that has ended; marking an item by hand shows as its refresh."""
    activity = entry.get("Activity")
    if entry.get("event") != "ended" or not isinstance(activity, dict):
        return
    context = activity.get("Context")
    context = context if isinstance(context, dict) else {}
    match activity.get("type"):
        case "library.refresh.items":
            key = _text(context.get("key"))
            if key.startswith(METADATA):
                yield Happened(Kind.CHANGED, key.removeprefix(METADATA).split("/")[0])
        case "library.update.section":
            yield Happened(Kind.SCANNED, section=_text(context.get("librarySectionID")))


def _entries(container: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The entries of a message."""
    entries = container.get(name)
    if isinstance(entries, list):
        yield from (entry for entry in entries if isinstance(entry, dict))


def _text(value: object) -> str:
    """A key, which Plex sends as a text or as a number."""
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, int | str) else ""


def _number(value: object) -> int | None:
    """A number, which Plex may send as a text."""
    text = _text(value)
    return int(text) if text.isdecimal() else None
