"""Saved items that come, change and go, and what is shown and kept of them."""

import asyncio
from contextlib import suppress
import logging
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..music.decisions import decision_key, playlist_key
from ..music.found import found_name
from ..music.items import SavedItem
from ..music.missing import care_key
from ..music.tidal_links import NAME as TIDAL
from ..sync.engine import EngineEvent
from ..sync.journal.database import JournalError
from ..sync.journal.journal import JournalChange
from ..sync.requests import RunResult
from .missing_files import async_folder, remove_link_files, write_missing_files
from .music_jobs import PLAYED
from .saved_items import CONF_TITLE, item_subentries, retitled, saved_items
from .standings import StandingsKeeper

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator
    from ..profiles.music_profile import MusicProfile

_LOGGER = logging.getLogger(__name__)


class ItemWatch:
    """Looks after the saved items of one profile besides its runs."""

    def __init__(self, coordinator: PlexSyncCoordinator, profile: MusicProfile) -> None:
        """Serve a profile; nothing is watched yet."""
        self._coordinator = coordinator
        self._profile = profile
        self._known = self._items()
        self._gone: dict[str, bool] = {}
        """Keys of items that are saved no more; whether they were added by themselves."""
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._again = False

    @property
    def _keeper(self) -> StandingsKeeper:
        return self._profile.standings

    def _items(self) -> dict[str, SavedItem]:
        entry = self._coordinator.config_entry
        return {item.key: item for item in saved_items(entry)}

    @callback
    def async_start(self) -> None:
        """Watch, until the entry is unloaded."""
        coordinator = self._coordinator
        unload = coordinator.config_entry.async_on_unload
        unload(coordinator.engine.listen(self._on_engine))
        unload(coordinator.journal.listen(self._on_journal))
        unload(
            async_dispatcher_connect(
                coordinator.hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry_changed
            )
        )
        # What was removed while nobody watched.
        self._gone = dict.fromkeys(
            self._keeper.now.remembered - self._known.keys(), False
        )
        self._async_look()

    async def async_refresh(self) -> None:
        """Bring what is shown and the files in line with what is known by now.

        Raises:
            JournalError: the journal cannot be read.
        """
        async with self._lock:
            await self._async_refresh()

    async def _async_refresh(self) -> None:
        coordinator = self._coordinator
        if coordinator.engine.running is None:
            await self._async_forget()
        await self._keeper.async_load()
        standings = self._keeper.now
        self._async_retitle()
        if not standings.remembered:
            # Nothing was looked at yet: nobody knows what is missing.
            return
        folder = async_folder(coordinator.hass, coordinator.config_entry)
        execute = coordinator.hass.async_add_executor_job
        if (tidal := self._profile.tidal) is not None:
            tidal.async_follow(folder, standings)
        try:
            await execute(write_missing_files, folder, standings)
            if tidal is None:
                await execute(remove_link_files, folder, TIDAL)
        except OSError as err:
            _LOGGER.warning(
                "%s: the lists of what is missing cannot be written: %s",
                coordinator.config_entry.title,
                err.strerror or type(err).__name__,
            )

    @callback
    def _async_retitle(self) -> None:
        """Let items whose title is the source's have the one that it gave them last."""
        coordinator = self._coordinator
        entry = coordinator.config_entry
        for key, subentry in item_subentries(entry).items():
            standing = self._keeper.now.items.get(key)
            if standing is None or not standing.source_title:
                continue
            data = retitled(subentry.data, None, standing.source_title)
            if data != subentry.data:
                coordinator.hass.config_entries.async_update_subentry(
                    entry, subentry, title=data[CONF_TITLE], data=data
                )

    async def _async_forget(self) -> None:
        """Forget what was kept of items that are saved no more; playlists stay."""
        journal = self._coordinator.journal
        profile = self._coordinator.config_entry.entry_id
        for key, by_itself in list(self._gone.items()):
            on_tracks, names = decision_key("", key), {playlist_key(key), care_key(key)}

            def is_about(
                name: str, on_tracks: str = on_tracks, names: set[str] = names
            ) -> bool:
                return name.startswith(on_tracks) or name in names

            await journal.forget(profile, self._profile.account, key, is_about)
            await self._profile.shelf.put(key, None)
            # Only a cache, which can be thrown away whenever it is damaged.
            with suppress(OSError):
                await self._profile.collection.store.forget(
                    [f"source/{key}", found_name(self._profile.account, key)]
                )
            if by_itself:
                await journal.decide(profile, f"{PLAYED}{key}", True)
            self._gone.pop(key, None)

    @callback
    def _on_entry_changed(
        self, change: ConfigEntryChange, entry: ConfigEntry[Any]
    ) -> None:
        if change is not ConfigEntryChange.UPDATED:
            return
        if entry is not self._coordinator.config_entry:
            return
        before, self._known = self._known, self._items()
        if before == self._known:
            return
        self._gone |= {key: item.found_by_itself for key, item in before.items()}
        for key in self._known:
            self._gone.pop(key, None)
        self._async_look()

    @callback
    def _on_journal(self, change: JournalChange) -> None:
        coordinator = self._coordinator
        is_own = change.profile == coordinator.config_entry.entry_id
        # The end of a run is told by itself.
        if is_own and coordinator.engine.running is None:
            self._async_look()

    @callback
    def _on_engine(self, happened: EngineEvent) -> None:
        if isinstance(happened, RunResult) and self._gone:
            self._async_look()

    @callback
    def _async_look(self) -> None:
        """Look soon; what comes while looking is looked at again."""
        if self._task is not None and not self._task.done():
            self._again = True
            return
        coordinator = self._coordinator
        self._task = coordinator.config_entry.async_create_task(
            coordinator.hass, self._async_keep_looking(), "Plex Sync items"
        )

    async def _async_keep_looking(self) -> None:
        while True:
            self._again = False
            try:
                await self.async_refresh()
            except JournalError as err:
                _LOGGER.debug("How the items stand cannot be told: %s", err)
            if not self._again:
                return
