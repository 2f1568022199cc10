"""Building a music profile out of its entry."""

from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..connection import async_client_identifier, plex_connection
from ..const import CONF_SPOTIFY
from ..handoff.programs import async_programs
from ..items.spotify_access import async_spotify_token
from ..music.sources.files import FileSource
from ..music.sources.folder import ImportFolder
from ..plex.server import PlexServer
from ..shared import Shared
from ..spotify import SpotifyClient
from ..sync.journal.journal import Journal
from .music_choices import IMPORTS
from .music_profile import MusicProfile


async def async_build_music_profile(
    hass: HomeAssistant, entry: ConfigEntry[Any], shared: Shared, journal: Journal
) -> MusicProfile:
    """Build a music profile; nothing is asked of the services yet.

    Raises:
        ServiceError: an entry that it reads an address or a token from is gone.
    """
    connection = plex_connection(hass, entry.data)
    spotify = None
    if entry.data.get(CONF_SPOTIFY):
        spotify = SpotifyClient(
            async_get_clientsession(hass),
            await async_spotify_token(
                hass, entry.data[CONF_SPOTIFY], shared.endpoints, entry
            ),
            limiter=shared.spotify_limiter,
            endpoint=shared.endpoints.spotify,
        )
    return MusicProfile(
        hass,
        entry,
        shared,
        journal,
        PlexServer(
            connection.url,
            connection.token,
            verify_tls=connection.verify_tls,
            client_identifier=await async_client_identifier(hass),
            endpoints=shared.endpoints.plex,
        ),
        FileSource(ImportFolder(Path(hass.config.path(str(IMPORTS))))),
        spotify,
        await async_programs(hass, entry, shared, journal, spotify),
    )
