"""The user's word on matches, as it is kept by name: for one item, or everywhere."""

from collections.abc import Mapping, Sequence
from typing import Final

from ..sync.model import JsonObject, JsonValue
from .model import Decision, VerdictKind

EVERYWHERE: Final = "*"


def decision_key(uri: str, item: str = EVERYWHERE) -> str:
    """Name a decision: on a track of the source, in one saved item or everywhere."""
    return f"track/{item}/{uri}"


def decisions_on(
    decisions: Mapping[str, JsonValue], item: str, uri: str
) -> Sequence[Decision]:
    """What the user settled on a track: the word on this item before that on all."""
    names = (decision_key(uri, item), decision_key(uri))
    return [
        _read(found)
        for name in names
        if isinstance(found := decisions.get(name), Mapping)
    ]


def _read(value: JsonObject) -> Decision:
    tracks = value.get("tracks")
    keys = (
        tracks if isinstance(tracks, Sequence) and not isinstance(tracks, str) else ()
    )
    return Decision(
        kind=VerdictKind(str(value["kind"])), tracks=tuple(str(key) for key in keys)
    )


def write_decision(decision: Decision) -> JsonObject:
    """A decision as plain data."""
    return {"kind": decision.kind.value, "tracks": list(decision.tracks)}


def playlist_key(item: str) -> str:
    """Name the word on a playlist that was there before, with the title of an item."""
    return f"playlist/{item}"


def taken_over(decisions: Mapping[str, JsonValue], item: str) -> str | None:
    """The rating key of the playlist that the user gives an item, if any."""
    found = decisions.get(playlist_key(item))
    key = found.get("rating_key") if isinstance(found, Mapping) else None
    return str(key) if key else None


def left_alone(decisions: Mapping[str, JsonValue], item: str) -> bool:
    """Whether a playlist of an item's title is to stay as it is, beside a new one."""
    found = decisions.get(playlist_key(item))
    return isinstance(found, Mapping) and not found.get("rating_key")


def decisions_about(
    decisions: Mapping[str, JsonValue], item: str
) -> Mapping[str, JsonValue]:
    """All that was settled on an item, on its tracks, and on tracks everywhere."""
    parts = (f"track/{item}/", f"track/{EVERYWHERE}/", playlist_key(item))
    return {key: value for key, value in decisions.items() if key.startswith(parts)}
