"""Lists of what is missing with links to Tidal, kept true besides the runs."""

import asyncio
from collections.abc import Mapping
import logging
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util

from ..endpoints import Endpoints
from ..music.tidal_links import TidalLinks
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..sync.journal.journal import Journal
from ..tidal import Credentials, TidalClient
from .missing_files import write_link_files
from .standings import Standings

_LOGGER = logging.getLogger(__name__)

CONF_TIDAL_CLIENT_ID: Final = "tidal_client_id"
CONF_TIDAL_CLIENT_SECRET: Final = "tidal_client_secret"


@callback
def async_tidal_client(
    hass: HomeAssistant, options: Mapping[str, Any], endpoints: Endpoints
) -> TidalClient | None:
    """Open the door to Tidal; `None`: it is not set up."""
    client_id = options.get(CONF_TIDAL_CLIENT_ID)
    secret = options.get(CONF_TIDAL_CLIENT_SECRET)
    if not client_id or not secret:
        return None
    return TidalClient(
        async_get_clientsession(hass),
        Credentials(client_id=client_id, secret=secret),
        endpoint=endpoints.tidal,
        token_endpoint=endpoints.tidal_token,
    )


class TidalFiles:
    """Looks up links to Tidal in the background; without an answer the files stay."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        client: TidalClient,
        journal: Journal,
    ) -> None:
        """Serve one profile; nothing is asked yet."""
        self._hass = hass
        self._entry = entry
        self._links = TidalLinks(client, journal, dt_util.utcnow)
        self._next: tuple[Path, Standings] | None = None
        self._task: asyncio.Task[None] | None = None
        self._told = ""
        """What was last said to be wrong; it is not said again."""

    @callback
    def async_follow(self, folder: Path, standings: Standings) -> None:
        """Bring the lists in line with how the items stand, soon."""
        self._next = (folder, standings)
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_keep_up(), "Plex Sync Tidal links"
            )

    async def _async_keep_up(self) -> None:
        """Write the lists; what comes meanwhile is written after."""
        while self._next is not None:
            (folder, standings), self._next = self._next, None
            if not (country := self._hass.config.country):
                self._tell("no country is set under Settings, System, General")
                return
            try:
                await self._async_write(folder, standings, country)
            except ServiceError as err:
                self._tell(err.message or err.reason)
            except OSError as err:
                self._tell(err.strerror or type(err).__name__)
            except JournalError as err:
                self._tell(str(err))
            else:
                self._told = ""

    async def _async_write(
        self, folder: Path, standings: Standings, country: str
    ) -> None:
        items = {key: standing.item for key, standing in standings.items.items()}
        service = await self._links.find(standings.missing, items, country)
        await self._hass.async_add_executor_job(
            write_link_files, folder, standings, service
        )

    def _tell(self, what: str) -> None:
        """Log what is wrong, once until it is well again."""
        if what != self._told:
            _LOGGER.warning(
                "%s: the lists with links to Tidal stay as they are: %s",
                self._entry.title,
                what,
            )
        self._told = what
