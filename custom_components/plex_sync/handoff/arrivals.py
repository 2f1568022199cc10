"""What was asked for and has come: Plex is to find it, and it lands at its place."""

from collections.abc import Sequence
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import CONF_SCAN
from ..items.music_jobs import MUSIC_MOVED
from ..music.handoff.model import Request, RequestState
from ..running.wake import Wake
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..sync.requests import RunRequest
from ..sync.runs import Origin, RunKind
from .choosing import LOOKED_FOR
from .hand_offs import HandOffs
from .news import HandOffNews
from .settling import Settling

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator
    from ..profiles.music_profile import MusicProfile

_LOGGER = logging.getLogger(__name__)

FIRST: Final = 3.0
"""Seconds from an arrival to the first look whether Plex has found it."""
SCANNED_AGAIN: Final = timedelta(minutes=5)
"""Files may be moved to their place a while after they have come."""


class Arrivals:
    """Follows what has come until it is where it belongs."""

    def __init__(
        self, coordinator: PlexSyncCoordinator, profile: MusicProfile, asked: HandOffs
    ) -> None:
        """Serve a profile; nothing is watched yet."""
        self._coordinator = coordinator
        self._profile = profile
        self._asked = asked
        self._settling = Settling(profile, asked)
        self._wake = Wake(coordinator.hass, self._look, FIRST)
        self._scans: dict[tuple[str, str], int] = {}
        """How often Plex was asked to look for each arrival."""
        self._is_settling = False
        self._again = False

    @callback
    def async_start(self) -> None:
        """Watch, until the entry is unloaded."""
        unload = self._coordinator.config_entry.async_on_unload
        unload(self._asked.async_listen_news(self._on_news))
        unload(self._profile.standings.async_listen(self._on_standings))
        unload(self._asked.async_listen_ended(self._on_ended))
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
    def _on_ended(self, _service: str, what: str, _err: ServiceError | None) -> None:
        # What was asked for may be wanted no more by now.
        if what == "send":
            self._on_standings()

    @callback
    def _look(self) -> None:
        self._coordinator.config_entry.async_create_background_task(
            self._coordinator.hass, self._async_look(), "Plex Sync arrivals"
        )

    async def _async_look(self) -> None:
        """Have Plex look for files, and look at the items that lack something."""
        waiting = self._waiting()
        if not waiting:
            return
        if not self._asked.is_dry_run:
            await self._async_scan(waiting)
            await self._coordinator.async_run(
                RunRequest(
                    kind=RunKind.POLL, origin=Origin.NOTIFICATION, scope=MUSIC_MOVED
                )
            )
        if self._waiting():
            self._wake.async_call(False)

    async def _async_scan(self, waiting: Sequence[Request]) -> None:
        """Ask Plex to look for new files: for each arrival at once, and once more."""
        if not self._coordinator.config_entry.options.get(CONF_SCAN, True):
            return
        now = dt_util.utcnow()
        wanted = [
            (request.service, request.uid)
            for request in waiting
            if (times := self._scans.get((request.service, request.uid), 0)) == 0
            or (times == 1 and now - request.at >= SCANNED_AGAIN)
        ]
        if not wanted:
            return
        try:
            await self._profile.async_scan()
        except ServiceError as err:
            # Only the owner may ask for it; Plex finds new files by itself, too.
            _LOGGER.debug("Plex was not asked to look for new files: %s", err)
            return
        for handed in wanted:
            self._scans[handed] = self._scans.get(handed, 0) + 1

    @callback
    def _on_standings(self) -> None:
        self._settling.remember()
        known = self._asked.ledger.requests
        self._scans = {key: times for key, times in self._scans.items() if key in known}
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
                # While a run is under way, what was found is not written yet.
                if self._coordinator.engine.running is None:
                    await self._settling.async_settle()
                if not self._again:
                    return
        except JournalError as err:
            _LOGGER.debug("What has arrived cannot be settled: %s", err)
        finally:
            self._is_settling = False
