"""What was asked for and has come: Plex is to find it, and it lands at its place."""

from collections.abc import Sequence
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import CONF_SCAN
from ..items.music_jobs import MUSIC_MOVED
from ..items.standings import ItemState
from ..music.decisions import decisions_on
from ..music.found import read_found
from ..music.handoff.model import Request, RequestState
from ..music.items import ItemKind
from ..music.model import Band, VerdictKind
from ..running.wake import Wake
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..sync.model import Origin, RunKind
from ..sync.requests import RunRequest
from .hand_offs import HandOffNews, HandOffs

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator
    from ..profiles.music_profile import MusicProfile

_LOGGER = logging.getLogger(__name__)

FIRST: Final = 3.0
"""Seconds from an arrival to the first look whether Plex has found it."""
LOOKED_FOR: Final = timedelta(hours=1)
"""So long it is looked for again and again; then with everything else."""


class Arrivals:
    """Follows what has come until it is where it belongs."""

    def __init__(
        self, coordinator: PlexSyncCoordinator, profile: MusicProfile, asked: HandOffs
    ) -> None:
        """Serve a profile; nothing is watched yet."""
        self._coordinator = coordinator
        self._profile = profile
        self._asked = asked
        self._wake = Wake(coordinator.hass, self._look, FIRST)
        self._where: dict[str, Sequence[str]] = {}
        """Which saved items lacked a thing when they were last looked at."""
        self._scanned: set[tuple[str, str]] = set()
        self._is_settling = False
        self._again = False

    @callback
    def async_start(self) -> None:
        """Watch, until the entry is unloaded."""
        unload = self._coordinator.config_entry.async_on_unload
        unload(self._asked.async_listen_news(self._on_news))
        unload(self._profile.standings.async_listen(self._on_standings))
        unload(self._wake.async_cancel)
        self._on_standings()
        if self._waiting():
            self._wake.async_call(True)

    def _waiting(self) -> list[Request]:
        """What has come lately and is not at its place yet."""
        now = dt_util.utcnow()
        return [
            request
            for request in self._asked.standing(RequestState.ARRIVED)
            if now - request.at < LOOKED_FOR
        ]

    @callback
    def _on_news(self, news: HandOffNews) -> None:
        if news.event == RequestState.ARRIVED:
            self._wake.async_call(True)

    @callback
    def _look(self) -> None:
        coordinator = self._coordinator
        coordinator.config_entry.async_create_background_task(
            coordinator.hass, self._async_look(), "Plex Sync arrivals"
        )

    async def _async_look(self) -> None:
        """Have Plex look for files, and look at the items that lack something."""
        waiting = self._waiting()
        if not waiting:
            return
        await self._async_scan(waiting)
        if not self._coordinator.automatic.options().dry_run:
            await self._coordinator.async_run(
                RunRequest(
                    kind=RunKind.POLL, origin=Origin.NOTIFICATION, scope=MUSIC_MOVED
                )
            )
        if self._waiting():
            self._wake.async_call(False)

    async def _async_scan(self, waiting: Sequence[Request]) -> None:
        """Ask Plex once for each arrival to look for new files."""
        new = {(each.service, each.uid) for each in waiting} - self._scanned
        is_wanted = self._coordinator.config_entry.options.get(CONF_SCAN, True)
        if not new or not is_wanted:
            return
        self._scanned |= new
        try:
            await self._profile.async_scan()
        except ServiceError as err:
            # Only the owner may ask for it; Plex finds new files by itself, too.
            _LOGGER.debug("Plex was not asked to look for new files: %s", err)

    @callback
    def _on_standings(self) -> None:
        standings = self._profile.standings.now
        self._where |= {
            request.uid: standings.wanted_by[request.uid]
            for request in self._asked.ledger.requests.values()
            if request.uid in standings.wanted_by
        }
        if self._is_settling:
            self._again = True
            return
        self._is_settling = True
        self._coordinator.config_entry.async_create_task(
            self._coordinator.hass, self._async_keep_settling(), "Plex Sync placed"
        )

    async def _async_keep_settling(self) -> None:
        try:
            while True:
                self._again = False
                await self._async_settle()
                if not self._again:
                    return
        except JournalError as err:
            _LOGGER.debug("What has arrived cannot be settled: %s", err)
        finally:
            self._is_settling = False

    async def _async_settle(self) -> None:
        """End the requests for what is missing no more."""
        standings = self._profile.standings.now
        for request in list(self._asked.ledger.requests.values()):
            if request.uid in standings.wanted_by:
                continue
            lacked_by = self._where.get(request.uid, list(standings.items))
            keys = [key for key in lacked_by if key in standings.items]
            placed = [key for key in keys if await self._async_has(key, request.uid)]
            is_over = (
                not keys or placed or self._is_unwanted(keys, request.uid)
            ) and not self._coordinator.engine.running
            if is_over:
                await self._asked.async_end(request, placed)
                self._where.pop(request.uid, None)
                self._scanned.discard((request.service, request.uid))

    async def _async_has(self, key: str, uid: str) -> bool:
        """Whether an item was found to have a track, or all of its own."""
        if self._profile.standings.now.items[key].state is ItemState.FAILED:
            return False
        lines = await read_found(
            self._profile.collection.store, self._profile.account, key
        )
        item = self._profile.standings.now.items[key].item
        is_whole = item.kind is ItemKind.ALBUM and key == uid
        meant = [line for line in lines if is_whole or line.uri == uid]
        return bool(meant) and all(line.match.band is Band.ACCEPT for line in meant)

    def _is_unwanted(self, keys: Sequence[str], uid: str) -> bool:
        """Whether the user has said that it is never to be looked for."""
        decisions = self._profile.standings.now.decisions
        return all(
            any(
                word.kind is VerdictKind.NEVER
                for word in decisions_on(decisions, key, uid)
            )
            for key in keys
        )
