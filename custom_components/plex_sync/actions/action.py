"""What all actions have in common: the profile that they are about, and its rights."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, cast

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv, service
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from ..const import DOMAIN
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..profiles.anime_profile import AnimeProfile
from ..profiles.music_profile import MusicProfile
from ..rights import Right, async_check_right
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..texts import failure, failure_of, refusal
from .answers import Answer

ATTR_CURSOR = "cursor"
ATTR_LIMIT = "limit"
ATTR_RECORD = "record"

PAGE: dict[vol.Marker, Any] = {
    vol.Optional(ATTR_CURSOR): cv.positive_int,
    vol.Optional(ATTR_LIMIT, default=50): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=200)
    ),
}

type Handler = Callable[[PlexSyncCoordinator, ServiceCall], Coroutine[Any, Any, Answer]]


@dataclass(frozen=True, kw_only=True)
class Action:
    """An action of one profile."""

    name: str
    handler: Handler
    right: Right
    fields: Mapping[vol.Marker, Any]
    only_reads: bool = False
    """It is called for its answer."""


@callback
def async_register(hass: HomeAssistant, action: Action) -> None:
    """Register an action."""

    async def handle(call: ServiceCall) -> ServiceResponse:
        entry: ProfileConfigEntry = service.async_get_config_entry(
            hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
        )
        answer = await async_answer(action, entry, call)
        return cast("JsonObjectType", answer) if call.return_response else None

    hass.services.async_register(
        DOMAIN,
        action.name,
        handle,
        schema=vol.Schema(
            {vol.Required(ATTR_CONFIG_ENTRY_ID): cv.string, **action.fields}
        ),
        supports_response=(
            SupportsResponse.ONLY if action.only_reads else SupportsResponse.OPTIONAL
        ),
    )


async def async_answer(
    action: Action, entry: ProfileConfigEntry, call: ServiceCall
) -> Answer:
    """Do what is asked of a profile, if the caller may.

    Raises:
        Unauthorized: the caller may not.
        ServiceValidationError: it cannot be done.
        HomeAssistantError: it did not work.
    """
    await async_check_right(call.hass, call.context, entry, action.right)
    try:
        return await action.handler(entry.runtime_data, call)
    except ServiceError as err:
        raise failure_of(err) from err
    except JournalError as err:
        raise failure("Plex Sync", err.reason, err.message) from err


def anime_profile(coordinator: PlexSyncCoordinator) -> AnimeProfile:
    """Return the anime profile that an action is about.

    Raises:
        ServiceValidationError: the profile is of another kind.
    """
    if not isinstance(coordinator.profile, AnimeProfile):
        raise refusal("not_an_anime_profile")
    return coordinator.profile


def music_profile(coordinator: PlexSyncCoordinator) -> MusicProfile:
    """Return the music profile that an action is about.

    Raises:
        ServiceValidationError: the profile is of another kind.
    """
    if not isinstance(coordinator.profile, MusicProfile):
        raise refusal("not_a_music_profile")
    return coordinator.profile
