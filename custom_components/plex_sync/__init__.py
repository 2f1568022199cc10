"""Plex Sync: keeps a Plex server in step with the services around it."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .const import CONF_ENDPOINTS, DOMAIN
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .endpoints import NAMES, Endpoints
from .frontend import async_setup_frontend
from .issues import async_delete_all, async_update_journal
from .mqtt.leaving import async_take_back
from .notifications.actions import async_setup_notification_actions
from .pictures import async_forget_pictures
from .profiles.kinds import account_of, async_build_profile
from .services import async_setup_services
from .shared import DATA, Shared, async_get_shared
from .sync.errors import ServiceError
from .sync.journal.database import JournalError
from .websocket_api import async_setup_websocket_api

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TODO,
]

CONFIG_SCHEMA = vol.Schema(
    {
        vol.Optional(DOMAIN): vol.Schema(
            {
                vol.Optional(CONF_ENDPOINTS): vol.Schema(
                    {vol.Optional(name): cv.url for name in NAMES}
                )
            }
        )
    },
    extra=vol.ALLOW_EXTRA,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up what all profiles share, and the actions."""
    settings = config.get(DOMAIN) or {}
    endpoints = Endpoints.from_config(settings.get(CONF_ENDPOINTS) or {})
    shared = hass.data[DATA] = Shared(hass, endpoints)

    async def stop(_event: Event) -> None:
        """Entries are not unloaded when Home Assistant stops: runs end here."""
        await shared.async_stop()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stop)
    async_setup_services(hass)
    async_setup_notification_actions(hass)
    async_setup_websocket_api(hass)
    await async_setup_frontend(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: ProfileConfigEntry) -> bool:
    """Set up a profile."""
    shared = async_get_shared(hass)
    coordinator: PlexSyncCoordinator | None = None

    async def close() -> None:
        if coordinator is not None:
            await coordinator.async_close()

    try:
        journal = await shared.async_open(entry.entry_id, close)
    except JournalError as err:
        path = str(shared.journal_path)
        async_update_journal(hass, entry.entry_id, path, str(err))
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN,
            translation_key="journal_unreadable",
            translation_placeholders={"path": path, "message": err.message},
        ) from err
    async_update_journal(hass, entry.entry_id, "", None)
    try:
        profile = await async_build_profile(hass, entry, shared, journal)
        coordinator = PlexSyncCoordinator(hass, entry, profile, journal)
        await coordinator.async_config_entry_first_refresh()
        await coordinator.webhook.async_start()
        entry.runtime_data = coordinator
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    except ServiceError as err:
        await shared.async_close(entry.entry_id)
        raise ConfigEntryError(
            translation_domain=DOMAIN, translation_key="plex_entry_gone"
        ) from err
    except OSError as err:
        await shared.async_close(entry.entry_id)
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN,
            translation_key="mappings_file",
            translation_placeholders={"message": err.strerror or type(err).__name__},
        ) from err
    except BaseException:
        await close()
        await shared.async_close(entry.entry_id)
        raise
    coordinator.async_start()
    return True


async def async_unload_entry(hass: HomeAssistant, entry: ProfileConfigEntry) -> bool:
    """Unload a profile; a run under way ends at a batch's edge."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_close()
    await async_get_shared(hass).async_close(entry.entry_id)
    return True


async def async_remove_entry(hass: HomeAssistant, entry: ProfileConfigEntry) -> None:
    """Remove what is kept of a profile; the user's own files stay."""
    async_delete_all(hass, entry.entry_id)
    # The integration is not set up if it failed to load; then there is nothing open.
    shared = hass.data.get(DATA) or Shared(hass, Endpoints())
    await async_take_back(hass, entry, shared)
    others = hass.config_entries.async_entries(DOMAIN)
    account = account_of(entry)
    is_alone = account not in map(account_of, others)
    await shared.async_forget(
        entry.entry_id, last=not others, account=account if is_alone else None
    )
    await async_forget_pictures(hass, entry.entry_id)


async def async_migrate_entry(_hass: HomeAssistant, _entry: ConfigEntry) -> bool:
    """Bring an entry to this version; there has been none before."""
    return True
