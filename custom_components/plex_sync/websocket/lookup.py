"""Finding the profile that a command is about, for those who may see it."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import (
    ERR_NOT_FOUND,
    ERR_UNAUTHORIZED,
    AsyncWebSocketCommandHandler,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import DOMAIN as HOMEASSISTANT_DOMAIN, HomeAssistant, callback
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)

from ..actions.answers import Answer
from ..const import DOMAIN
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..rights import Right, async_may
from ..sync.journal.database import JournalError
from ..texts import failure

type Message = dict[str, Any]
type Command = Callable[
    [HomeAssistant, PlexSyncCoordinator, Message], Coroutine[Any, Any, Answer]
]

NOT_LOADED = "not_loaded"


@callback
def async_visible_entry(
    hass: HomeAssistant, user: User, entry_id: str
) -> ProfileConfigEntry | None:
    """Return a profile; one that the user may not see is as good as not there."""
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN:
        return None
    return entry if async_may(hass, user, entry, Right.SEE) else None


@callback
def async_send_refusal(
    connection: ActiveConnection,
    message: Message,
    code: str,
    refused: HomeAssistantError,
) -> None:
    """Answer with a sentence that the frontend can translate; nothing is logged."""
    connection.send_error(
        message["id"],
        code,
        str(refused),
        refused.translation_key,
        refused.translation_domain,
        refused.translation_placeholders,
    )


@callback
def async_send_not_found(connection: ActiveConnection, message: Message) -> None:
    """Answer that there is no such profile, or none for this user."""
    refused = _of_home_assistant(
        "service_config_entry_not_found", entry_id=message[ATTR_CONFIG_ENTRY_ID]
    )
    async_send_refusal(connection, message, ERR_NOT_FOUND, refused)


def _of_home_assistant(key: str, **placeholders: str) -> ServiceValidationError:
    """Refuse in Home Assistant's own words, which are there in every language."""
    return ServiceValidationError(
        translation_domain=HOMEASSISTANT_DOMAIN,
        translation_key=key,
        translation_placeholders={"domain": DOMAIN, **placeholders},
    )


def of_profile(command: Command) -> AsyncWebSocketCommandHandler:
    """Hand a command its profile at work, and send what it answers."""

    @wraps(command)
    async def handle(
        hass: HomeAssistant,
        connection: ActiveConnection,
        message: Message,
    ) -> None:
        entry = async_visible_entry(
            hass, connection.user, message[ATTR_CONFIG_ENTRY_ID]
        )
        if entry is None:
            async_send_not_found(connection, message)
            return
        if entry.state is not ConfigEntryState.LOADED:
            not_loaded = _of_home_assistant(
                "service_config_entry_not_loaded", entry_title=entry.title
            )
            async_send_refusal(connection, message, NOT_LOADED, not_loaded)
            return
        try:
            answer = await command(hass, entry.runtime_data, message)
        except JournalError as err:
            unread = failure("Plex Sync", err.reason, err.message)
            async_send_refusal(connection, message, err.reason, unread)
        except Unauthorized as err:
            async_send_refusal(connection, message, ERR_UNAUTHORIZED, err)
        except HomeAssistantError as err:
            async_send_refusal(connection, message, ERR_NOT_FOUND, err)
        else:
            connection.send_result(message["id"], answer)

    return handle
