"""Saved items of a music profile: the subentries of its config entry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from ..music.items import ItemKind, Mode, SavedItem
from ..music.sources.protocol import ItemHead

SUBENTRY_ITEM: Final = "saved_item"

CONF_KEY: Final = "key"
CONF_ITEM_KIND: Final = "kind"
CONF_TITLE: Final = "title"
CONF_FOLLOWS_TITLE: Final = "follows_title"
"""Whether the title is the source's; not there: it is if the source calls it so."""
CONF_SYNC: Final = "sync"
CONF_INTERVAL_DAYS: Final = "interval_days"
CONF_CATEGORY: Final = "category"
CONF_MODE: Final = "mode"
CONF_SECTIONS: Final = "sections"
CONF_POSTER: Final = "poster"
CONF_AS_PLAYLIST: Final = "as_playlist"
CONF_ENTITIES: Final = "entities"
CONF_HAND_OFF: Final = "hand_off"
CONF_FOUND_BY_ITSELF: Final = "found_by_itself"


def saved_items(entry: ConfigEntry[Any]) -> list[SavedItem]:
    """All saved items of a profile, in the order in which they were added."""
    return [saved_item(subentry) for subentry in item_subentries(entry).values()]


def item_subentries(entry: ConfigEntry[Any]) -> Mapping[str, ConfigSubentry]:
    """The subentries of saved items, by the key of the item."""
    return {
        subentry.data[CONF_KEY]: subentry
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_ITEM
    }


def new_item(
    head: ItemHead, choices: Mapping[str, Any] | None = None
) -> ConfigSubentry:
    """Return the subentry that an item of a source becomes."""
    choices = dict(choices or {})
    title = str(choices.pop(CONF_TITLE, "") or "")
    if not title:
        choices[CONF_FOLLOWS_TITLE] = True
        title = head.title
    return ConfigSubentry(
        subentry_type=SUBENTRY_ITEM,
        title=title,
        unique_id=head.key,
        data=MappingProxyType(
            {
                **choices,
                CONF_KEY: head.key,
                CONF_ITEM_KIND: head.kind.value,
                CONF_TITLE: title,
            }
        ),
    )


def retitled(
    data: Mapping[str, Any], typed: str | None, source: str | None = None
) -> dict[str, Any]:
    """Return an item's data with a title.

    Args:
        data: what is kept of the item.
        typed: what the user gave it; empty: the source's own; `None`: nothing new.
        source: what the source calls it, where that is known.
    """
    title = str(data.get(CONF_TITLE) or "")
    follows = data.get(CONF_FOLLOWS_TITLE)
    if typed is not None and typed != title:
        title, follows = typed or title, not typed
    elif follows is None and source:
        follows = title in ("", source)
    if follows and source:
        title = source
    known = {} if follows is None else {CONF_FOLLOWS_TITLE: follows}
    return {**data, CONF_TITLE: title, **known}


def saved_item(subentry: ConfigSubentry) -> SavedItem:
    """Read an item out of its subentry; what is missing takes its default."""
    data = subentry.data
    return SavedItem(
        key=data[CONF_KEY],
        kind=ItemKind(data[CONF_ITEM_KIND]),
        title=str(data.get(CONF_TITLE) or ""),
        follows_title=bool(data.get(CONF_FOLLOWS_TITLE, False)),
        sync=bool(data.get(CONF_SYNC, True)),
        interval_days=max(0, int(data.get(CONF_INTERVAL_DAYS, 0))),
        category=str(data.get(CONF_CATEGORY) or ""),
        mode=Mode(data.get(CONF_MODE, Mode.KEEP_EDITS)),
        sections=tuple(data.get(CONF_SECTIONS, ())),
        poster=bool(data.get(CONF_POSTER, True)),
        as_playlist=bool(data.get(CONF_AS_PLAYLIST, False)),
        entities=bool(data.get(CONF_ENTITIES, False)),
        hand_off=bool(data.get(CONF_HAND_OFF, True)),
        found_by_itself=bool(data.get(CONF_FOUND_BY_ITSELF, False)),
    )
