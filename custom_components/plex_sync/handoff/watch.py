"""When things are handed on by themselves, and how often it is looked what comes."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ..const import HAND_OFFS
from ..issues import async_delete, async_raise_hand_off_failed, hand_off_issue
from ..music.handoff.model import UNDER_WAY
from ..running.wake import Wake
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..texts import failure_of
from .hand_offs import HandOffs
from .news import HandOffNews

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

CONF_AUTOMATIC: Final = "automatic"
CONF_ENABLED: Final = "enabled"
CONF_TIME: Final = "time"
FIRST: Final = 5.0
"""Seconds from a request to the first look at what becomes of it."""
NEWLY: Final = timedelta(hours=1)
"""So long something is looked at every minute that has lately moved."""
SELDOM: Final = 300.0
"""Seconds between two looks at what has not moved for longer."""
PATIENCE: Final[Mapping[str, int]] = {"send": 1, "follow": 3}
"""After so many failures in a row the user is told."""


class HandOffWatch:
    """Hands on by the clock, and follows what is under way."""

    def __init__(self, coordinator: PlexSyncCoordinator, asked: HandOffs) -> None:
        """Serve a profile; nothing is planned yet."""
        self._coordinator = coordinator
        self._asked = asked
        self._following: set[str] = set()
        self._failures: dict[tuple[str, str], int] = {}
        """How often asking or looking has failed in a row."""
        self._wakes = {
            service: Wake(coordinator.hass, partial(self._follow, service), FIRST)
            for service in asked.programs
        }

    @callback
    def async_start(self) -> None:
        """Keep to the clock, until the entry is unloaded."""
        entry, hass = self._coordinator.config_entry, self._coordinator.hass
        entry.async_on_unload(self._asked.async_listen_news(self._on_news))
        entry.async_on_unload(self._asked.async_listen_ended(self._on_ended))
        for service in HAND_OFFS:
            is_on = entry.options.get(service, {}).get(CONF_ENABLED)
            # What could not be built has just told why.
            if service in self._asked.programs or not is_on:
                async_delete(hass, entry.entry_id, hand_off_issue(service))
        for service, wake in self._wakes.items():
            entry.async_on_unload(wake.async_cancel)
            self._follow_on(service)
            options: Mapping[str, Any] = entry.options.get(service, {})
            at = dt_util.parse_time(str(options.get(CONF_TIME, "")))
            if at is not None and options.get(CONF_AUTOMATIC, True):
                entry.async_on_unload(self._async_daily(service, at))

    @callback
    def async_begin(self, service: str, work: Callable[[], Awaitable[object]]) -> None:
        """Do something in the background; the user is told of what goes wrong."""
        self._coordinator.config_entry.async_create_background_task(
            self._coordinator.hass,
            self._async_quietly(work),
            f"Plex Sync hands on to {service}",
        )

    @callback
    def _async_daily(self, service: str, at: time) -> Callable[[], None]:
        @callback
        def send(_now: datetime) -> None:
            options = self._coordinator.automatic.options()
            if options.automatic and not options.dry_run:
                self.async_begin(service, partial(self._asked.async_send, service))

        return async_track_time_change(
            self._coordinator.hass, send, at.hour, at.minute, at.second
        )

    @callback
    def _on_news(self, news: HandOffNews) -> None:
        if news.request.state in UNDER_WAY and news.request.service in self._wakes:
            self._wakes[news.request.service].async_call(True)

    @callback
    def _follow(self, service: str) -> None:
        # Looking takes its turn after asking: several would only wait for each other.
        if service in self._following:
            return
        self._following.add(service)
        self.async_begin(service, partial(self._async_follow, service))

    async def _async_follow(self, service: str) -> None:
        try:
            await self._async_quietly(partial(self._asked.async_follow, service))
        finally:
            self._following.discard(service)
        self._follow_on(service)

    @callback
    def _follow_on(self, service: str) -> None:
        """Look again while anything is under way, the more often the more it moves."""
        under_way = [
            request
            for request in self._asked.standing(*UNDER_WAY)
            if request.service == service
        ]
        if not under_way:
            return
        latest = max(request.at for request in under_way)
        is_well = not self._failures.get((service, "follow"))
        if is_well and dt_util.utcnow() - latest < NEWLY:
            self._wakes[service].async_call(False)
        else:
            self._wakes[service].async_call_in(SELDOM)

    async def _async_quietly(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do what nobody waits for; `_on_ended` tells of what the programs do."""
        entry = self._coordinator.config_entry
        try:
            await work()
        except (ServiceError, HomeAssistantError) as err:
            _LOGGER.debug("%s: %s", entry.title, err)
        except JournalError as err:
            _LOGGER.error("%s: what was handed on cannot be kept: %s", entry.title, err)

    @callback
    def _on_ended(self, service: str, what: str, err: ServiceError | None) -> None:
        """Tell the user of what goes wrong too often, until it goes well again."""
        hass, entry = self._coordinator.hass, self._coordinator.config_entry
        failed = 0 if err is None else self._failures.get((service, what), 0) + 1
        self._failures[service, what] = failed
        if err is not None and failed >= PATIENCE[what]:
            if failed == PATIENCE[what]:
                _LOGGER.warning("%s: %s", entry.title, err)
            message = str(failure_of(err))
            async_raise_hand_off_failed(
                hass, entry.entry_id, entry.title, service, message
            )
        elif not any(
            self._failures.get((service, each), 0) >= patience
            for each, patience in PATIENCE.items()
        ):
            async_delete(hass, entry.entry_id, hand_off_issue(service))
