"""What the options ask of Tidal before they keep an app of the user's."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..items.tidal_files import (
    CONF_TIDAL_CLIENT_ID,
    CONF_TIDAL_CLIENT_SECRET,
    async_tidal_client,
)
from ..shared import async_get_shared
from ..sync.errors import InvalidToken, ServiceError
from .doors import PATIENCE

APP: Final = (CONF_TIDAL_CLIENT_ID, CONF_TIDAL_CLIENT_SECRET)


def with_known_secret(
    typed: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what was typed; an empty secret is the one of the same app."""
    client_id = typed[CONF_TIDAL_CLIENT_ID].strip()
    secret = typed[CONF_TIDAL_CLIENT_SECRET].strip()
    if not secret and client_id and client_id == options.get(CONF_TIDAL_CLIENT_ID):
        secret = options.get(CONF_TIDAL_CLIENT_SECRET, "")
    return {
        **typed,
        CONF_TIDAL_CLIENT_ID: client_id,
        CONF_TIDAL_CLIENT_SECRET: secret,
    }


async def async_tidal_error(
    hass: HomeAssistant, options: Mapping[str, Any], before: Mapping[str, Any]
) -> str | None:
    """Return why Tidal cannot be set up so; out of reach, it is believed.

    Args:
        hass: Home Assistant, which knows the country.
        options: as they would be.
        before: as they are; the app that stands there is not asked about again.
    """
    client_id = options[CONF_TIDAL_CLIENT_ID]
    secret = options[CONF_TIDAL_CLIENT_SECRET]
    if bool(client_id) != bool(secret):
        return "tidal_both_needed"
    if all(options[key] == before.get(key, "") for key in APP):
        return None
    client = async_tidal_client(hass, options, async_get_shared(hass).endpoints)
    if client is None:
        return None
    if not hass.config.country:
        return "tidal_no_country"
    try:
        async with asyncio.timeout(PATIENCE):
            await client.sign_in()
    except InvalidToken:
        return "tidal_refused"
    except ServiceError, TimeoutError:
        return None
    return None
