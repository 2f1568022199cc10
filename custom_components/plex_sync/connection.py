"""How a profile reaches its Plex server, read anew at each start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import instance_id

from .const import CONF_ENTRY_ID, CONF_PLEX, CONF_PLEX_USER
from .sync.errors import ServiceError


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexConnection:
    """Address, token of the profile's user, and whether to check the certificate."""

    url: str
    token: str
    verify_tls: bool


def plex_connection(hass: HomeAssistant, data: Mapping[str, Any]) -> PlexConnection:
    """Read the connection, out of Home Assistant's own Plex entry where one was chosen.

    Raises:
        ServiceError: `reason="plex_entry_gone"` when that entry is not there any more.
    """
    config: Mapping[str, Any] = data[CONF_PLEX]
    if (entry_id := config.get(CONF_ENTRY_ID)) is not None:
        entry = hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain != CONF_PLEX:
            raise ServiceError("Plex", reason="plex_entry_gone")
        config = entry.data["server_config"]
    own = data[CONF_PLEX_USER].get(CONF_TOKEN)
    return PlexConnection(
        url=config[CONF_URL],
        token=own or config.get(CONF_TOKEN) or "",
        verify_tls=bool(config.get(CONF_VERIFY_SSL, True)),
    )


async def async_client_identifier(hass: HomeAssistant) -> str:
    """Return under which name Plex lists this Home Assistant."""
    return f"plex-sync-{await instance_id.async_get(hass)}"
