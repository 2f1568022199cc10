"""Looking again at what has a category whenever something about it changes."""

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later

from ..sync.journal.database import JournalError
from .plex_items import plex_items
from .standings import StandingsKeeper

if TYPE_CHECKING:
    from .catalogue import Catalogue

_LOGGER = logging.getLogger(__name__)

RETRY_SECONDS: Final = 60
"""Until Plex is asked again after it was out of reach."""


class CatalogueWatch:
    """Keeps the catalogue of one profile up to date."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        standings: StandingsKeeper,
        catalogue: Catalogue,
    ) -> None:
        """Serve a catalogue; nothing is watched yet."""
        self._hass = hass
        self._entry = entry
        self._standings = standings
        self._catalogue = catalogue
        self._chosen = plex_items(entry)
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._retry: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Look, and look again whenever something changes, until it is unloaded."""
        unload = self._entry.async_on_unload
        unload(self._standings.async_listen(self._async_look))
        unload(
            async_dispatcher_connect(
                self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry_changed
            )
        )
        unload(self._async_end)
        self._async_look()

    @callback
    def _on_entry_changed(
        self, change: ConfigEntryChange, entry: ConfigEntry[Any]
    ) -> None:
        if change is not ConfigEntryChange.UPDATED or entry is not self._entry:
            return
        before, self._chosen = self._chosen, plex_items(self._entry)
        if before != self._chosen:
            self._async_look()

    @callback
    def _async_look(self, _: object = None) -> None:
        """Look soon; what comes while looking is looked at again."""
        self._async_stop()
        if self._task is not None and not self._task.done():
            self._again = True
            return
        self._task = self._entry.async_create_task(
            self._hass, self._async_keep_looking(), "Plex Sync categories"
        )

    @callback
    def _async_stop(self) -> None:
        """Do not ask again by the clock."""
        if self._retry is not None:
            self._retry()
            self._retry = None

    @callback
    def _async_end(self) -> None:
        """Look no more: who still waits for Plex would ask again later."""
        self._async_stop()
        if self._task is not None:
            self._task.cancel()

    async def _async_keep_looking(self) -> None:
        while True:
            self._again = False
            try:
                items = await self._catalogue.async_items()
            except JournalError as err:
                _LOGGER.debug("What has a category cannot be told: %s", err)
                return
            if not self._again:
                break
        if not all(item.certain for item in items):
            self._retry = async_call_later(self._hass, RETRY_SECONDS, self._async_look)
