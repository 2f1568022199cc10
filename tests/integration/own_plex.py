"""Home Assistant's own Plex integration, set up for real against the fake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from homeassistant.components.plex.models import PlexMediaSearchResult
from homeassistant.components.plex.services import process_plex_payload
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from tests.fakes.plex import FakePlex, PlayQueue, plexapi_at


@asynccontextmanager
async def own_plex(hass: HomeAssistant, plex: FakePlex) -> AsyncIterator[None]:
    """Signed in as the server's owner."""
    entry = ConfigEntry[Any](
        domain="plex",
        title=plex.name,
        unique_id=plex.machine_identifier,
        version=1,
        minor_version=1,
        source="user",
        options={},
        discovery_keys=MappingProxyType({}),
        subentries_data=None,
        data={
            "server": plex.name,
            "server_id": plex.machine_identifier,
            "server_config": {
                "url": plex.url,
                "token": plex.owner.account_token,
                "verify_ssl": False,
            },
        },
    )
    with (
        plexapi_at(plex.plextv_url, plex.discover_url),
        patch("homeassistant.components.plex.GDM.scan"),
    ):
        assert await async_setup_component(hass, "plex", {})
        await hass.config_entries.async_add(entry)
        await hass.async_block_till_done(wait_background_tasks=False)
        assert entry.state is ConfigEntryState.LOADED
        yield
        assert await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=False)


async def understood(
    hass: HomeAssistant, content_type: str, content_id: str
) -> PlexMediaSearchResult:
    """What Home Assistant's own players make of an address."""
    return await hass.async_add_executor_job(
        process_plex_payload, hass, content_type, content_id
    )


async def queued(
    hass: HomeAssistant, plex: FakePlex, content_type: str, content_id: str
) -> PlayQueue:
    """The queue that such a player has the server make, as its client would."""
    result = await understood(hass, content_type, content_id)
    media: Any = result.media

    def create() -> None:
        # What the player of Plex does with anything that is no queue yet.
        if media.TYPE != "playqueue":
            media._server.createPlayQueue(media)

    await hass.async_add_executor_job(create)
    return plex.queues[-1]
