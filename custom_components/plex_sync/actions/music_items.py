"""Actions for the saved items of a music profile."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..items.saved_items import (
    CONF_AS_PLAYLIST,
    CONF_CATEGORY,
    CONF_ENTITIES,
    CONF_HAND_OFF,
    CONF_INTERVAL_DAYS,
    CONF_MODE,
    CONF_POSTER,
    CONF_SECTIONS,
    CONF_SYNC,
    CONF_TITLE,
    item_subentries,
    new_item,
    retitled,
)
from ..music.items import Mode
from ..music.sources.protocol import ItemHead, ItemState, Source
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..sync.errors import InvalidToken, ServiceError
from ..texts import failure_of, refusal
from .action import Action, music_profile
from .answers import Answer
from .answers_music import item_answer
from .naming_items import items_named, key_of

ATTR_ITEMS: Final = "items"
ATTR_LIBRARIES: Final = "libraries"
LONGEST_TITLE: Final = 255

_NAMES: Final = vol.All(cv.ensure_list, [cv.string], vol.Length(min=1))
_CHOICES: Final[dict[vol.Marker, Any]] = {
    vol.Optional(CONF_TITLE): vol.All(
        cv.string, vol.Strip, vol.Length(max=LONGEST_TITLE)
    ),
    vol.Optional(CONF_SYNC): cv.boolean,
    vol.Optional(CONF_INTERVAL_DAYS): vol.All(
        vol.Coerce(int), vol.Range(min=0, max=365)
    ),
    vol.Optional(CONF_CATEGORY): vol.All(
        cv.string, vol.Strip, vol.Length(max=LONGEST_TITLE)
    ),
    vol.Optional(CONF_MODE): vol.In([mode.value for mode in Mode]),
    vol.Optional(ATTR_LIBRARIES): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(CONF_POSTER): cv.boolean,
    vol.Optional(CONF_AS_PLAYLIST): cv.boolean,
    vol.Optional(CONF_ENTITIES): cv.boolean,
    vol.Optional(CONF_HAND_OFF): cv.boolean,
}


async def _async_add(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Save what links and keys lead to; what cannot be saved is named with its reason.

    Raises:
        ServiceValidationError: none of them can be saved.
    """
    profile = music_profile(coordinator)
    texts: list[str] = call.data[ATTR_ITEMS]
    choices = _choices(call.data)
    if len(texts) > 1 and CONF_TITLE in choices:
        raise refusal("one_title_for_many")
    await _async_check_libraries(profile, choices)
    refused: list[Answer] = []
    keys: dict[str, str] = {}
    known = item_subentries(coordinator.config_entry)
    for text in dict.fromkeys(text.strip() for text in texts):
        try:
            key = key_of(profile, text)
        except ServiceError as err:
            refused.append(_refused(text, err))
            continue
        if key in known or key in keys:
            refused.append(_refused(text, _saved_already(text)))
        else:
            keys[key] = text
    heads = await _async_heads(profile, keys, refused)
    for head in heads:
        coordinator.hass.config_entries.async_add_subentry(
            coordinator.config_entry, new_item(head, choices)
        )
    if not heads:
        raise refusal("nothing_added", reasons=" ".join(one["text"] for one in refused))
    standings = (await profile.async_standings()).items
    return {
        "added": [item_answer(standings[head.key]) for head in heads],
        "refused": refused,
    }


async def _async_heads(
    profile: MusicProfile, keys: Mapping[str, str], refused: list[Answer]
) -> list[ItemHead]:
    """Look up what is to be saved; what cannot be read goes to the refused ones."""
    by_source: dict[int, tuple[Source, list[str]]] = {}
    for key in keys:
        source = profile.source_of(key)
        if source is not None:
            by_source.setdefault(id(source), (source, []))[1].append(key)
    heads: list[ItemHead] = []
    for source, asked in by_source.values():
        try:
            answers = await source.heads(asked)
        except InvalidToken:
            raise
        except ServiceError as err:
            refused += [_refused(keys[key], err) for key in asked]
            continue
        for key in asked:
            answer = answers[key]
            if isinstance(answer, ServiceError):
                refused.append(_refused(keys[key], answer))
            elif answer.state is not ItemState.READABLE:
                reason = ServiceError(source.name, keys[key], reason=answer.state)
                refused.append(_refused(keys[key], reason))
            else:
                heads.append(answer)
    return heads


async def _async_update(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Change what was chosen about items; it takes effect with the next sync."""
    profile = music_profile(coordinator)
    items = items_named(profile, call.data[ATTR_ITEMS])
    choices = _choices(call.data)
    if not choices:
        raise refusal("nothing_chosen")
    if len(items) > 1 and CONF_TITLE in choices:
        raise refusal("one_title_for_many")
    await _async_check_libraries(profile, choices)
    entry = coordinator.config_entry
    subentries = item_subentries(entry)
    title = choices.pop(CONF_TITLE, None)
    for item in items:
        subentry = subentries[item.key]
        data = {**retitled(subentry.data, title), **choices}
        coordinator.hass.config_entries.async_update_subentry(
            entry, subentry, title=data[CONF_TITLE], data=data
        )
    standings = (await profile.async_standings()).items
    return {"items": [item_answer(standings[item.key]) for item in items]}


async def _async_remove(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Follow items no more; their playlists on Plex stay."""
    profile = music_profile(coordinator)
    items = items_named(profile, call.data[ATTR_ITEMS])
    entry = coordinator.config_entry
    subentries = item_subentries(entry)
    for item in items:
        coordinator.hass.config_entries.async_remove_subentry(
            entry, subentries[item.key].subentry_id
        )
    await profile.async_refresh()
    return {"removed": [item.key for item in items]}


async def _async_get(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """List saved items: all, or certain ones."""
    profile = music_profile(coordinator)
    names = call.data.get(ATTR_ITEMS)
    items = items_named(profile, names) if names else profile.items()
    standings = (await profile.async_standings()).items
    return {
        "items": [
            item_answer(standings[item.key]) for item in items if item.key in standings
        ]
    }


async def _async_check_libraries(
    profile: MusicProfile, choices: Mapping[str, Any]
) -> None:
    """Refuse libraries that the server is known not to have."""
    collection = profile.collection
    known = {
        section.key: section.title
        for section in await collection.store.sections(collection.name)
    }
    wanted = choices.get(CONF_SECTIONS, ())
    if known and (unknown := [key for key in wanted if key not in known]):
        there = ", ".join(f"{key} ({title})" for key, title in known.items())
        raise refusal("unknown_libraries", libraries=", ".join(unknown), known=there)


def _choices(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was chosen, by the names under which it is kept."""
    names = {str(marker) for marker in _CHOICES}
    chosen = {name: value for name, value in data.items() if name in names}
    if ATTR_LIBRARIES in chosen:
        chosen[CONF_SECTIONS] = chosen.pop(ATTR_LIBRARIES)
    return chosen


def _saved_already(text: str) -> ServiceError:
    return ServiceError("Plex Sync", text, reason="already_saved")


def _refused(text: str, err: ServiceError) -> Answer:
    return {"item": text, "reason": err.reason, "text": str(failure_of(err))}


_ITEMS: Final[dict[vol.Marker, Any]] = {vol.Required(ATTR_ITEMS): _NAMES}

MUSIC_ITEM_ACTIONS: Final = (
    Action(
        name="add_items",
        handler=_async_add,
        right=Right.ADMINISTER,
        fields={**_ITEMS, **_CHOICES},
    ),
    Action(
        name="update_items",
        handler=_async_update,
        right=Right.ADMINISTER,
        fields={**_ITEMS, **_CHOICES},
    ),
    Action(
        name="remove_items",
        handler=_async_remove,
        right=Right.ADMINISTER,
        fields=_ITEMS,
    ),
    Action(
        name="get_items",
        handler=_async_get,
        right=Right.SEE,
        fields={vol.Optional(ATTR_ITEMS): _NAMES},
        only_reads=True,
    ),
)
