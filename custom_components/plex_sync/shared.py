"""What all profiles share: journal, mappings, notifications, AniList's limiter, locks."""

import asyncio
from collections.abc import Awaitable, Callable
import logging
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util.hass_dict import HassKey
from yarl import URL

from .anilist import Limiter
from .const import DOMAIN
from .endpoints import Endpoints
from .mappings import MappingKeeper, addresses_of, file_name_of
from .music.handoff.slskd_pace import SearchPace
from .music.library.store import LibraryStore
from .musicbrainz import Limiter as MusicBrainzLimiter
from .running.push import NewsDesk
from .running.webhook import async_forget_webhooks
from .slskd.transport import API
from .spotify import Limiter as SpotifyLimiter
from .sync.engine import WriterLocks
from .sync.journal.copies import mark_file
from .sync.journal.database import JournalError
from .sync.journal.journal import Journal

_LOGGER = logging.getLogger(__name__)

JOURNAL: Final = "plex_sync.db"
MUSIC: Final = "plex_sync_library.db"
"""Can be thrown away: it is read again."""

type Close = Callable[[], Awaitable[None]]


class Shared:
    """Opened with the first profile, closed with the last."""

    def __init__(self, hass: HomeAssistant, endpoints: Endpoints) -> None:
        """Keep the addresses; no file is opened yet."""
        self.endpoints = endpoints
        self.limiter = Limiter()
        self.spotify_limiter = SpotifyLimiter()
        self.musicbrainz_limiter = MusicBrainzLimiter()
        self.locks = WriterLocks()
        self.news = NewsDesk(hass)
        self.journal: Journal | None = None
        self._hass = hass
        self._folder = Path(hass.config.path(STORAGE_DIR))
        self.music = LibraryStore(self._folder / MUSIC)
        self._keepers: dict[str, MappingKeeper] = {}
        self._slskd_paces: dict[str, SearchPace] = {}
        self._profiles: dict[str, Close] = {}
        self._lock = asyncio.Lock()
        self._is_copied = False
        """Home Assistant's own backup is being made."""

    @property
    def journal_path(self) -> Path:
        """Where the journal is."""
        return self._folder / JOURNAL

    def slskd_pace(self, url: str) -> SearchPace:
        """Return the distance between searches of the slskd at an address."""
        address = str(URL(url.strip())).rstrip("/").removesuffix(API)
        return self._slskd_paces.setdefault(address, SearchPace())

    async def async_open(self, profile: str, close: Close) -> Journal:
        """Open the journal for a profile; `close` ends its runs at shutdown.

        Raises:
            JournalError: it cannot be opened.
        """
        async with self._lock:
            journal = await self._async_journal()
            self._profiles[profile] = close
            return journal

    async def async_keeper(self, source: str) -> MappingKeeper:
        """Return the mappings of a source, opened.

        Raises:
            OSError: their file can neither be read nor replaced.
        """
        async with self._lock:
            if (keeper := self._keepers.get(source)) is None:
                keeper = MappingKeeper(
                    self._folder / file_name_of(source),
                    async_get_clientsession(self._hass),
                    addresses_of(source, self.endpoints),
                )
                await keeper.async_open()
                self._keepers[source] = keeper
            return keeper

    async def async_close(self, profile: str) -> None:
        """Let go of what a profile has opened; the last one closes the files."""
        async with self._lock:
            self._profiles.pop(profile, None)
            if not self._profiles:
                await self._async_close_files()

    async def async_stop(self) -> None:
        """End all runs at a batch's edge, and close the files."""
        closing = [close() for close in self._profiles.values()]
        await asyncio.gather(*closing, return_exceptions=True)
        async with self._lock:
            self._profiles.clear()
            await self._async_close_files()

    async def async_forget(
        self, profile: str, *, last: bool, account: str | None = None
    ) -> None:
        """Remove all that is kept of a profile; the last one takes the files along.

        Args:
            profile: the profile that goes.
            last: whether it is the last of all.
            account: its account, if no other profile writes to it.
        """
        async with self._lock:
            if last:
                await self._async_close_files()
                await self._hass.async_add_executor_job(self._remove_files)
                await async_forget_webhooks(self._hass)
                return
            try:
                journal = await self._async_journal()
                await journal.remove_profile(profile, account=account)
            except JournalError as err:
                _LOGGER.error("The history of a removed profile stays: %s", err)
            if not self._profiles:
                await self._async_close_files()

    async def async_hold_still(self) -> None:
        """Leave the journal's file alone while it is copied, open or not.

        Raises:
            JournalError: it cannot be written.
        """
        async with self._lock:
            self._is_copied = True
            if self.journal is not None:
                await self.journal.hold_still()
            elif await self._hass.async_add_executor_job(self.journal_path.exists):
                await mark_file(self.journal_path, is_copied=True)

    async def async_go_on(self) -> None:
        """Let the journal's file take up changes again.

        Raises:
            JournalError: it cannot be written.
        """
        async with self._lock:
            self._is_copied = False
            if self.journal is not None:
                await self.journal.go_on()
            elif await self._hass.async_add_executor_job(self.journal_path.exists):
                await mark_file(self.journal_path, is_copied=False)

    async def _async_journal(self) -> Journal:
        if self.journal is None:
            await self._hass.async_add_executor_job(self._make_folder)
            journal = Journal(self.journal_path)
            try:
                await journal.open(copying=self._is_copied)
            except JournalError:
                await journal.close()
                raise
            self.journal = journal
        return self.journal

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    async def _async_close_files(self) -> None:
        journal, self.journal = self.journal, None
        keepers, self._keepers = self._keepers, {}
        if journal is not None:
            await journal.close()
        for keeper in keepers.values():
            await keeper.async_close()
        await self.music.close()

    def _remove_files(self) -> None:
        files = [
            *self._folder.glob(f"{JOURNAL}*"),
            *self._folder.glob(f"{MUSIC}*"),
            *self._folder.glob("plex_sync_mappings*.db*"),
        ]
        for file in files:
            file.unlink(missing_ok=True)


DATA: HassKey[Shared] = HassKey(DOMAIN)


@callback
def async_get_shared(hass: HomeAssistant) -> Shared:
    """Return what all profiles share."""
    return hass.data[DATA]
