"""What the user has chosen out of Plex for a category: subentries of the config entry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from ..music.whereabouts import PlexItem
from ..plex.things import PlexThing, ThingKind
from .saved_items import CONF_CATEGORY, CONF_KEY, CONF_TITLE

SUBENTRY_PLEX_ITEM: Final = "plex_item"

CONF_GUID: Final = "guid"
CONF_RATING_KEY: Final = "rating_key"
CONF_THING_KIND: Final = "kind"
PREFIX: Final = "plex:"


def plex_items(entry: ConfigEntry[Any]) -> list[PlexItem]:
    """All of a profile, in the order in which they were added."""
    return [_plex_item(each.data) for each in plex_item_subentries(entry).values()]


def plex_item_subentries(entry: ConfigEntry[Any]) -> Mapping[str, ConfigSubentry]:
    """The subentries of such items, by the key of the item."""
    return {
        subentry.data[CONF_KEY]: subentry
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_PLEX_ITEM
    }


def new_plex_item(thing: PlexThing, category: str, title: str = "") -> ConfigSubentry:
    """Return the subentry that something of Plex becomes."""
    key = f"{PREFIX}{thing.rating_key}"
    return ConfigSubentry(
        subentry_type=SUBENTRY_PLEX_ITEM,
        title=title or thing.title,
        unique_id=key,
        data=MappingProxyType(
            {
                CONF_KEY: key,
                CONF_THING_KIND: thing.kind.value,
                CONF_TITLE: title or thing.title,
                CONF_CATEGORY: category,
                CONF_RATING_KEY: thing.rating_key,
                CONF_GUID: thing.guid,
            }
        ),
    )


def _plex_item(data: Mapping[str, Any]) -> PlexItem:
    return PlexItem(
        key=data[CONF_KEY],
        kind=ThingKind(data[CONF_THING_KIND]),
        title=str(data.get(CONF_TITLE) or ""),
        category=str(data.get(CONF_CATEGORY) or ""),
        rating_key=data[CONF_RATING_KEY],
        guid=str(data.get(CONF_GUID) or ""),
    )
