"""What things are called at a broker: ids, prefixes and names. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import hashlib
import re
from typing import Final

from anyascii import anyascii

from .categories import CategorisedItem

_OF_SPOTIFY: Final = re.compile(r"spotify:(?:playlist|album):(\w+)")
_LIKED: Final = re.compile(r"spotify:user:(.+):collection")
_NOT_IN_A_TOPIC: Final = re.compile(r"[/+#\s\x00-\x1f\x7f]+")
_NOT_IN_A_GUID: Final = re.compile(r"[+#\s\x00-\x1f\x7f]+")
_NOT_IN_A_NODE: Final = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_IN_A_SLUG: Final = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS: Final = frozenset({"and", "of", "to"})
LONGEST_ID: Final = 64
"""Characters; the key of a file can be as long as its name."""
LONGEST_GUID: Final = 200
_STATUS: Final = "/status"
_CATEGORIES: Final = "categories/config"


@dataclass(frozen=True, slots=True)
class ItemName:
    """What an item is called at a broker."""

    id: str
    """In its topic, and for automations: Spotify's own id or Plex's guid, if any."""
    node: str
    """In the topic by which it is discovered."""


def names_of(items: Iterable[CategorisedItem]) -> dict[str, ItemName]:
    """Name items, by their keys; those that would be called the same are told apart."""
    ids = {item.key: _id_of(item) for item in items}
    times = Counter(ids.values())
    ids = {key: _apart(key, name, times[name]) for key, name in ids.items()}
    nodes = {key: re.sub(r"[^a-z0-9]", "", ids[key].lower()) for key in ids}
    times = Counter(nodes.values())
    return {
        key: ItemName(ids[key], _apart(key, node, times[node] if node else 2, "_"))
        for key, node in nodes.items()
    }


def node_of(prefix: str) -> str:
    """What a prefix is in the topics of discovery, which know few characters."""
    return _NOT_IN_A_NODE.sub("_", prefix)


def device_name(prefix: str) -> str:
    """What a prefix is called as a device."""
    words = re.split(r"[^A-Za-z0-9]+", prefix)
    return " ".join(
        word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words
    ).strip()


def slug_of(text: str) -> str:
    """What a text is in the id of an entity."""
    return _NOT_IN_A_SLUG.sub("_", anyascii(text).lower()).strip("_") or "unnamed"


def is_prefix(prefix: str) -> bool:
    """Whether topics can begin so: no wildcard, no blank, no slash at either end."""
    levels = prefix.split("/")
    return (
        all(levels)
        and not prefix.startswith("$")
        and len(prefix.encode()) <= LONGEST_ID
        and not any(_NOT_IN_A_TOPIC.search(level) for level in levels)
    )


def roots_of(topics: Iterable[str]) -> Sequence[str]:
    """Return under what all topics of a prefix are, without the id of any item."""
    found: set[str] = set()
    for topic in topics:
        if topic.endswith(_STATUS):
            found.add(f"{topic.removesuffix(_STATUS)}/#")
        elif topic.endswith(_CATEGORIES):
            found.add(f"{topic.removesuffix(_CATEGORIES)}…/config")
    return sorted(found)


def _id_of(item: CategorisedItem) -> str:
    key = item.key
    if item.guid:
        # Its slashes stay: the topic is the one that people come with.
        name = _NOT_IN_A_GUID.sub("-", item.guid)
        return name if len(name) <= LONGEST_GUID else f"{name[:48]}-{_mark(name)}"
    if found := _OF_SPOTIFY.fullmatch(key):
        return found[1]
    if found := _LIKED.fullmatch(key):
        key = f"liked-{found[1]}"
    name = _NOT_IN_A_TOPIC.sub("-", key.replace(":", "-"))
    return name if len(name) <= LONGEST_ID else f"{name[:48]}-{_mark(key)}"


def _apart(key: str, name: str, times: int, by: str = "-") -> str:
    return name if times == 1 else f"{name}{by}{_mark(key)}".lstrip(by)


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]
