"""Home Assistant's own way to have an entry signed in again, as an action.

Not ours to call by: it does not say which of an entry's services has refused.
"""

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers.typing import ConfigType


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the action."""

    async def ask(call: ServiceCall) -> None:
        entry = hass.config_entries.async_get_entry(call.data["config_entry_id"])
        if entry is not None:
            entry.async_start_reauth(hass)

    hass.services.async_register("asks_again", "ask", ask)
    return True
