"""What the card of the backups asks for: the actions for backups, and a download.

Each command takes what its action takes, checks what its action checks, and answers
what its action answers.
"""

from typing import Any, Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import (
    async_response,
    websocket_command,
)
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..actions.action import Action, async_answer
from ..actions.answers import Answer
from ..actions.backups import BACKUP_ACTIONS
from ..backups.access import ATTR_BACKUP, refusal_of
from ..backups.download import async_address, async_setup_download
from ..backups.safekeeping import async_get_folder
from ..const import DOMAIN
from ..coordinator import PlexSyncCoordinator
from ..rights import Right
from ..sync.backups.model import BackupError
from .lookup import Message, of_profile

PREFIX: Final = f"{DOMAIN}/backups"


@callback
def async_setup_backup_commands(hass: HomeAssistant) -> None:
    """Register a command for each action, and one for downloads with its view."""
    async_setup_download(hass)
    for action in (*BACKUP_ACTIONS, _DOWNLOAD):
        _async_register(hass, action)


async def _async_download(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Say where a file can be downloaded, for a minute."""
    name: str = call.data[ATTR_BACKUP]
    folder = await async_get_folder(coordinator.hass)
    try:
        file = await coordinator.hass.async_add_executor_job(folder.open, name)
    except BackupError as err:
        raise refusal_of(err, name) from err
    await coordinator.hass.async_add_executor_job(file.close)
    return {"address": async_address(coordinator.hass, name)}


_DOWNLOAD: Final = Action(
    name="download_backup",
    handler=_async_download,
    right=Right.ADMINISTER,
    fields={vol.Required(ATTR_BACKUP): cv.string},
    only_reads=True,
)


@callback
def _async_register(hass: HomeAssistant, action: Action) -> None:
    """Let a card ask for what an action does."""
    fields: dict[str | vol.Marker, Any] = dict(action.fields.items())

    @websocket_command(
        {
            vol.Required("type"): f"{PREFIX}/{_verb(action)}",
            vol.Required(ATTR_CONFIG_ENTRY_ID): cv.string,
            **fields,
        }
    )
    @async_response
    async def handle(
        hass: HomeAssistant, connection: ActiveConnection, message: Message
    ) -> None:
        data = {key: message[key] for key in message.keys() - {"id", "type"}}
        call = ServiceCall(
            hass, DOMAIN, action.name, data, connection.context(message), True
        )

        async def command(
            _hass: HomeAssistant, coordinator: PlexSyncCoordinator, _message: Message
        ) -> Answer:
            return await async_answer(action, coordinator.config_entry, call)

        await of_profile(command)(hass, connection, message)

    async_register_command(hass, handle)


def _verb(action: Action) -> str:
    """`preview_backup` is `preview`, `get_backups` is `get`."""
    return action.name.partition("_")[0]
