"""Actions for categories: what is in them, and playing something of one."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
import random
from typing import Any, Final

from homeassistant.components.media_player.const import (
    ATTR_MEDIA_CONTENT_ID,
    ATTR_MEDIA_CONTENT_TYPE,
    ATTR_MEDIA_ENQUEUE,
    DOMAIN as MEDIA_PLAYER,
    SERVICE_PLAY_MEDIA,
    MediaPlayerEntityFeature,
)
from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_SUPPORTED_FEATURES,
    STATE_UNAVAILABLE,
)
from homeassistant.core import ServiceCall, State
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..items.saved_items import CONF_CATEGORY
from ..music.categories import CategorisedItem, categories_of
from ..music.media_ids import MediaId, shuffled
from ..rights import Right
from ..texts import refusal
from .action import Action, music_profile
from .answers import Answer
from .answers_categories import (
    categorised_answer,
    counts_answer,
    in_category,
    is_playable,
    media_text,
)

ATTR_MEDIA_PLAYER: Final = "media_player"
ATTR_MODE: Final = "mode"
ENQUEUE: Final = ("add", "next", "play", "replace")
REASONS_TOLD: Final = 5


class PlayMode(StrEnum):
    """What of a category is played."""

    RANDOM = "random"  # one thing by chance, in its order
    SHUFFLED = "shuffled"  # one thing by chance, its tracks by chance
    ALL = "all"  # everything, one after the other, in an order of chance


async def _async_get(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """List the categories and what is in each: all, or one of them."""
    items = await music_profile(coordinator).catalogue.async_items()
    if (wanted := call.data.get(CONF_CATEGORY)) is not None:
        items = _of_category(items, wanted)
    return {
        "categories": [
            {
                **each,
                "items": [
                    categorised_answer(item)
                    for item in in_category(items, each["category"])
                ],
            }
            for each in counts_answer(items)
        ]
    }


async def _async_play(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Play something of a category on a player, and tell what.

    Raises:
        ServiceValidationError: there is no such category, or nothing in it can be
            played, or the player is not there or cannot do it.
    """
    player = _player(coordinator, call.data[ATTR_MEDIA_PLAYER])
    catalogue = music_profile(coordinator).catalogue
    wanted = call.data[CONF_CATEGORY]
    items = _of_category(await catalogue.async_items(), wanted)
    category = items[0].category
    playable = [item for item in items if is_playable(item)]
    if not playable:
        reasons = " ".join(
            f"{item.title}: {media_text(item)}" for item in items[:REASONS_TOLD]
        )
        raise refusal("nothing_playable", category=category, reasons=reasons)
    mode = PlayMode(call.data[ATTR_MODE])
    chosen = random.sample(playable, len(playable) if mode is PlayMode.ALL else 1)
    if len(chosen) > 1 and not _can_queue(player):
        raise refusal("player_cannot_queue", player=player.name)
    played = []
    for number, item in enumerate(chosen):
        media = MediaId(
            content_id=item.media_content_id, content_type=item.media_content_type
        )
        if mode is PlayMode.SHUFFLED:
            media = shuffled(media)
        data = {
            ATTR_ENTITY_ID: player.entity_id,
            ATTR_MEDIA_CONTENT_ID: media.content_id,
            ATTR_MEDIA_CONTENT_TYPE: media.content_type,
        }
        enqueue = call.data.get(ATTR_MEDIA_ENQUEUE)
        if number:
            enqueue = "add"
        elif enqueue is None and len(chosen) > 1:
            enqueue = "replace"
        if enqueue is not None:
            data[ATTR_MEDIA_ENQUEUE] = enqueue
        await coordinator.hass.services.async_call(
            MEDIA_PLAYER,
            SERVICE_PLAY_MEDIA,
            data,
            blocking=True,
            context=call.context,
        )
        played.append(replace(item, media_content_id=media.content_id))
    return {
        "category": category,
        "mode": mode,
        "media_player": player.entity_id,
        "title": played[0].title,
        "items": [categorised_answer(item) for item in played],
    }


def _of_category(
    items: Sequence[CategorisedItem], wanted: str
) -> Sequence[CategorisedItem]:
    """Return what is in a category.

    Raises:
        ServiceValidationError: nothing has this category; those there are are named.
    """
    if found := in_category(items, wanted):
        return found
    if not items:
        raise refusal("no_categories")
    known = ", ".join(categories_of(items))
    raise refusal("category_not_found", category=wanted, categories=known)


def _player(coordinator: PlexSyncCoordinator, entity_id: str) -> State:
    """Return a player as it is now.

    Raises:
        ServiceValidationError: it is not there, or cannot be reached.
    """
    player = coordinator.hass.states.get(entity_id)
    if player is None:
        raise refusal("player_not_found", player=entity_id)
    if player.state == STATE_UNAVAILABLE:
        raise refusal("player_unavailable", player=player.name)
    return player


def _can_queue(player: State) -> bool:
    features = int(player.attributes.get(ATTR_SUPPORTED_FEATURES) or 0)
    return bool(features & MediaPlayerEntityFeature.MEDIA_ENQUEUE)


_CATEGORY: Final = vol.All(cv.string, vol.Strip, vol.Length(min=1))
_PLAY: Final[dict[vol.Marker, Any]] = {
    vol.Required(CONF_CATEGORY): _CATEGORY,
    vol.Required(ATTR_MEDIA_PLAYER): cv.entity_domain(MEDIA_PLAYER),
    vol.Optional(ATTR_MODE, default=PlayMode.RANDOM.value): vol.In(
        [mode.value for mode in PlayMode]
    ),
    vol.Optional(ATTR_MEDIA_ENQUEUE): vol.In(ENQUEUE),
}

CATEGORY_ACTIONS: Final = (
    Action(name="play_category", handler=_async_play, right=Right.ACT, fields=_PLAY),
    Action(
        name="get_categories",
        handler=_async_get,
        right=Right.SEE,
        fields={vol.Optional(CONF_CATEGORY): _CATEGORY},
        only_reads=True,
    ),
)
