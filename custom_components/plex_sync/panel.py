"""The panel in the sidebar: there as long as a profile wants it."""

from typing import Final

from homeassistant.components.frontend import async_panel_exists, async_remove_panel
from homeassistant.components.panel_custom import async_register_panel
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .const import CONF_SHOW_PANEL, DOMAIN

URL_PATH: Final = DOMAIN
"""A dashboard's has a hyphen, so none can have this one."""
ELEMENT: Final = "plex-sync-panel"
TITLE: Final = "Plex Sync"
ICON: Final = "mdi:sync"


async def async_setup_panel(hass: HomeAssistant, module_url: str) -> None:
    """Show the panel with the first profile that wants it, until none does."""

    async def update(
        _change: ConfigEntryChange | None = None, entry: ConfigEntry | None = None
    ) -> None:
        if entry is not None and entry.domain != DOMAIN:
            return
        wanted, there = _is_wanted(hass), async_panel_exists(hass, URL_PATH)
        if wanted and not there:
            await async_register_panel(
                hass,
                URL_PATH,
                ELEMENT,
                sidebar_title=TITLE,
                sidebar_icon=ICON,
                module_url=module_url,
            )
        elif there and not wanted:
            async_remove_panel(hass, URL_PATH)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, update)
    await update()


def _is_wanted(hass: HomeAssistant) -> bool:
    """Whether a profile that is in use does not hide it; also while it is reloaded."""
    entries = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    return any(entry.options.get(CONF_SHOW_PANEL, True) for entry in entries)
