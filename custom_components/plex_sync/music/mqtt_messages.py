"""The messages that a broker keeps of the categories, as others know them. Pure.

Topics, names and attributes are those of the bridge that people come from, so that
their dashboards and automations go on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
from types import MappingProxyType
from typing import Any, Final

from .categories import CategorisedItem, CategorisedKind, categories_of
from .mqtt_names import ItemName, device_name, names_of, node_of, slug_of

DEFAULT_PREFIX: Final = "spotify_to_plex"
DEFAULT_DISCOVERY_PREFIX: Final = "homeassistant"
ONLINE: Final = "online"
OFFLINE: Final = "offline"
LONGEST_STATE: Final = 255
"""Characters that Home Assistant takes as a state."""
CUT: Final = "…"
"""The last of the categories where there are more of them."""
ORIGIN: Final = MappingProxyType(
    {"name": "Plex Sync", "url": "https://github.com/plex-sync/plex-sync"}
)
ICONS: Final[Mapping[CategorisedKind, str]] = MappingProxyType(
    {
        CategorisedKind.PLAYLIST: "mdi:playlist-music",
        CategorisedKind.ALBUM: "mdi:album",
        CategorisedKind.PLEX: "mdi:music-box-multiple",
    }
)
OF_PLEX: Final = ("media_content_id", "media_content_type", "reason", "thumb")
"""What is known of an item only where Plex has told it."""

# An empty message is a topic that was cleared: no error, and no state either.
_NAME: Final = (
    "{{ value_json.name[:255] if value_json is defined and value_json.name else None }}"
)
_ATTRIBUTES: Final = "{{ value or '{}' }}"
_CATEGORIES: Final = "{{ value or None }}"

type Messages = Mapping[str, str]
"""Payloads by topic; all of them are retained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where messages go."""

    prefix: str = DEFAULT_PREFIX
    discovery: bool = False
    """Whether Home Assistant makes entities of them."""
    discovery_prefix: str = DEFAULT_DISCOVERY_PREFIX

    @property
    def status_topic(self) -> str:
        """Where it stands whether we are there."""
        return f"{self.prefix}/status"


def messages_of(
    items: Sequence[CategorisedItem],
    naming: Naming,
    before: Messages,
    base_address: str = "",
) -> dict[str, str]:
    """Return all that the broker is to keep.

    Args:
        items: what is there; those without a category are no concern of anybody.
        naming: where messages go.
        before: what was published last: what Plex cannot tell just now stays so.
        base_address: of Home Assistant, without a slash at the end; empty: not known.
    """
    shown = [item for item in items if item.category.strip()]
    names = names_of(shown)
    categories = categories_of(shown)
    spelling = {name.casefold(): name for name in categories}
    counts: Counter[str] = Counter()
    found = {naming.status_topic: ONLINE}
    configs: dict[str, str] = {}
    for item in shown:
        category = spelling[item.category.strip().casefold()]
        counts[category] += 1
        topic = f"{naming.prefix}/items/{names[item.key].id}/state"
        state = _state(item, names[item.key], category, base_address)
        if not item.certain:
            state = _as_known(state, before.get(topic))
        found[topic] = _text(state)
        if naming.discovery:
            node = f"{node_of(naming.prefix)}_item_{names[item.key].node}"
            configs[f"{naming.discovery_prefix}/sensor/{node}/config"] = _text(
                _item_config(item, names[item.key], naming, topic)
            )
    if text := joined(categories):
        found[f"{naming.prefix}/categories/state"] = text
    found[f"{naming.prefix}/categories/attributes"] = _text(
        {
            "categories": categories,
            "count": len(categories),
            "counts": {name: counts[name] for name in categories},
        }
    )
    if naming.discovery:
        node = f"{node_of(naming.prefix)}_categories"
        topic = f"{naming.discovery_prefix}/sensor/{node}/config"
        configs[topic] = _text(_categories_config(naming))
    # What makes entities comes last: their states are there by then.
    return found | configs


def joined(categories: Sequence[str]) -> str:
    """Join categories by commas; as many whole ones as a state can hold."""
    if len(text := ",".join(categories)) <= LONGEST_STATE:
        return text
    kept = list(categories)
    while len(text := ",".join([*kept, CUT])) > LONGEST_STATE:
        kept.pop()
    return text


def _state(
    item: CategorisedItem, name: ItemName, category: str, base_address: str
) -> dict[str, Any]:
    state: dict[str, Any] = {
        "id": name.id,
        "category": category,
        "category_id": category.lower(),
        "name": item.title,
        "friendly_name": item.title,
        "icon": ICONS[item.kind],
    }
    if item.media_content_id:
        state["media_content_id"] = item.media_content_id
        state["media_content_type"] = item.media_content_type
    elif item.reason:
        state["reason"] = item.reason
    if item.picture:
        is_path = item.picture.startswith("/")
        state["thumb"] = f"{base_address}{item.picture}" if is_path else item.picture
    return state


def _as_known(state: dict[str, Any], before: str | None) -> dict[str, Any]:
    """Take from the last message what is not known just now."""
    if not before or "media_content_id" in state:
        return state
    known: dict[str, Any] = json.loads(before)
    state.pop("reason", None)
    return state | {key: known[key] for key in OF_PLEX if key in known}


def _item_config(
    item: CategorisedItem, name: ItemName, naming: Naming, topic: str
) -> dict[str, Any]:
    device = device_name(naming.prefix)
    return {
        "name": item.title,
        "unique_id": f"{naming.prefix}_item_{name.id}",
        "default_entity_id": f"sensor.{slug_of(f'{device} {item.title}')}",
        "state_topic": topic,
        "value_template": _NAME,
        "json_attributes_topic": topic,
        "json_attributes_template": _ATTRIBUTES,
        "icon": ICONS[item.kind],
        **_common(naming),
    }


def _categories_config(naming: Naming) -> dict[str, Any]:
    device = device_name(naming.prefix)
    return {
        "name": "Music Categories",
        "unique_id": f"{naming.prefix}_categories",
        "default_entity_id": f"sensor.{slug_of(f'{device} Music Categories')}",
        "state_topic": f"{naming.prefix}/categories/state",
        "value_template": _CATEGORIES,
        "json_attributes_topic": f"{naming.prefix}/categories/attributes",
        "json_attributes_template": _ATTRIBUTES,
        "icon": "mdi:music",
        **_common(naming),
    }


def _common(naming: Naming) -> dict[str, Any]:
    return {
        "availability": [{"topic": naming.status_topic}],
        "device": {
            "identifiers": [naming.prefix],
            "name": device_name(naming.prefix),
            "manufacturer": "Custom",
            "model": "MQTT Bridge",
        },
        "origin": dict(ORIGIN),
    }


def _text(message: Mapping[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, sort_keys=True)
