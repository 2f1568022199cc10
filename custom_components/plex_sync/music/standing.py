"""How items stand after a run has looked at them: kept for each, and told of the run."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from ..sync.model import Context, JsonObject, SubjectKey
from ..sync.values import fingerprint
from .items import ItemKind
from .model import Band
from .snapshot import Looked, Snapshot
from .sources.protocol import ItemHead

_TOLD: Final = ("title", "total", "matched", "review", "missing", "state")
"""What a run tells of each item that it has looked at."""


def memory_of(looked: Looked, snapshot: Snapshot, context: Context) -> JsonObject:
    """What to keep of an item: to skip it while nothing moves, and to show it."""
    bands = _bands(looked)
    return {
        "version": looked.head.version,
        "words": words_of(looked.head),
        "library": snapshot.library,
        "mark": snapshot.marks.get(looked.item.key, ""),
        "stamp": snapshot.stamps.get(looked.item.key, ""),
        "waits": _waits(looked.item.key, snapshot, context),
        "title": looked.head.title,
        "picture": looked.head.picture,
        "url": looked.head.link,
        "at": context.now.timestamp(),
        "total": len(looked.tracks),
        "matched": bands[Band.ACCEPT],
        "review": bands[Band.REVIEW],
        "missing": bands[Band.MISSING],
        "left_out": looked.left_out.total,
        "state": _state_of(looked, bands),
    }


def words_of(head: ItemHead) -> str:
    """Fingerprint how a source names and describes an item, whatever is in it."""
    return fingerprint(head.title, head.summary)


def _bands(looked: Looked) -> Counter[Band]:
    """How many tracks of an item are there, unsure, missing."""
    return Counter(
        Band.MISSING if place in looked.lacking else band
        for place, band in enumerate(looked.matches.column("band"))
    )


def _state_of(looked: Looked, bands: Mapping[Band, int]) -> str:
    """How an item stands, in a word."""
    if looked.item.kind is not ItemKind.ALBUM:
        return "synced"
    if bands[Band.ACCEPT] == len(looked.tracks) and looked.tracks:
        return "owned"
    return "in_part" if bands[Band.ACCEPT] else "missing"


def notes_of(snapshot: Snapshot, memory: Mapping[SubjectKey, JsonObject]) -> JsonObject:
    """Counts of the tracks that were looked at, in all and by item."""
    bands: Counter[Band] = Counter()
    for looked in snapshot.looked:
        bands += _bands(looked)
    return {
        **({"added": snapshot.added} if snapshot.added else {}),
        "items": len(snapshot.looked),
        "unchanged": len(snapshot.unchanged),
        "refused": len(snapshot.refused),
        "matched": bands[Band.ACCEPT],
        "review": bands[Band.REVIEW],
        "missing": bands[Band.MISSING],
        "by_item": {
            **{
                key: {name: known.get(name) for name in _TOLD}
                for key, known in memory.items()
            },
            **{
                each.item.key: {
                    "title": each.item.title,
                    "state": "failed",
                    "reason": each.reason,
                }
                for each in snapshot.refused
            },
        },
    }


def _waits(key: SubjectKey, snapshot: Snapshot, context: Context) -> bool:
    """Whether something is kept back that the user can free at any time."""
    is_held = any(hold.target == key for hold in context.holds)
    return is_held or key in context.pins or key in snapshot.offers
