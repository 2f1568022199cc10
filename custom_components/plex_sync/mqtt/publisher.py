"""The categories of a music profile at an MQTT broker: kept true, and taken back."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
import logging
from typing import Any, Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.helpers.start import async_at_started

from ..broker import SERVICE
from ..const import CONF_DRY_RUN
from ..issues import MQTT_REFUSED, MQTT_UNREACHABLE, async_update_mqtt
from ..items.catalogue import Catalogue
from ..sync.errors import InvalidToken, ServiceError, ServiceUnavailable
from ..sync.journal.database import JournalError
from ..sync.journal.journal import Journal
from .sets import PublishResult, SetsAtBroker
from .settings import MqttSettings

_LOGGER = logging.getLogger(__name__)

SOON: Final = 5.0
"""Seconds from a change until it is published, with all that comes meanwhile."""
EVERY: Final = timedelta(hours=1)
AGAIN: Final = (10.0, 30.0, 60.0, 300.0)
"""Seconds until the next try; the last of them for all that follow."""
TRIES: Final = 3
"""So often a broker may be out of reach before the user is told."""


class MqttPublisher:
    """Publishes the categories of one profile, whenever it is time."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        journal: Journal,
        catalogue: Catalogue,
    ) -> None:
        """Serve a profile; nothing is sent yet."""
        self.last: PublishResult | None = None
        """What became of the last set; `None`: there was none yet."""
        self._hass = hass
        self._entry = entry
        self._catalogue = catalogue
        self._sets = SetsAtBroker(hass, entry, journal, self._on_lost)
        self._lock = asyncio.Lock()
        self._timer: Callable[[], None] | None = None
        self._due = 0.0
        """When the timer ends, by the loop's clock."""
        self._task: asyncio.Task[None] | None = None
        self._tries = 0
        self._was_dry = False
        self._look = False
        """Whether the next time it is seen what is still there."""
        self._is_closed = False

    @property
    def settings(self) -> MqttSettings:
        """What the user wants at the moment."""
        return MqttSettings.from_options(self._entry.options)

    @callback
    def async_start(self) -> None:
        """Publish now, hourly and on change, until the entry is unloaded."""
        if not self.settings.enabled:
            self._tell_user("", "")
            if not self._sets.leaving.places(None):
                return
        self._was_dry = self._is_dry()
        unload = self._entry.async_on_unload
        unload(self._catalogue.async_listen(self._on_change))
        unload(async_track_time_interval(self._hass, self._on_hour, EVERY))
        unload(
            async_dispatcher_connect(
                self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry_changed
            )
        )
        # Home Assistant's own connection comes up while it starts.
        unload(async_at_started(self._hass, self._on_started))

    async def async_publish(self, *, look: bool = True) -> PublishResult:
        """Publish what has changed, and take back what is gone.

        Args:
            look: whether to see what is still there, or to believe what was noted.

        Raises:
            ServiceError: the broker does not take it; the user is told in time.
            JournalError: what was published cannot be read or noted.
        """
        async with self._lock:
            if self._is_closed:
                raise ServiceUnavailable(SERVICE, "the profile was unloaded meanwhile")
            settings = self.settings
            items = await self._catalogue.async_items() if settings.enabled else ()
            if self._is_dry():
                # Nobody keeps it true from now on.
                await self._sets.async_disconnect(say=True)
                self.last = await self._sets.async_dry_run(settings, items)
            elif not settings.enabled:
                leaving = self._sets.leaving
                self.last = PublishResult(
                    removed=await leaving.async_clear(leaving.due(None))
                )
            else:
                try:
                    self.last = await self._sets.async_publish(
                        settings, items, look=look
                    )
                except ServiceError as err:
                    # A message can name a topic, and that a user.
                    self.last = PublishResult(error=err.reason)
                    self._failed(err)
                    raise
                self._worked()
            return self.last

    async def async_close(self) -> None:
        """Say goodbye, and let go of the broker."""
        self._is_closed = True
        self._async_cancel()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        async with self._lock:
            await self._sets.async_disconnect(say=True)

    def diagnostics(self) -> Mapping[str, Any]:
        """What helps to understand it; without any secret."""
        return {
            "connected": self._sets.is_connected,
            "last": self.last.answer() if self.last is not None else None,
        }

    def _is_dry(self) -> bool:
        return bool(self._entry.options.get(CONF_DRY_RUN))

    # When

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        self._async_request(SOON)

    @callback
    def _on_change(self) -> None:
        self._async_request(SOON)

    @callback
    def _on_hour(self, _now: datetime) -> None:
        self._look = True
        self._async_request(0)

    @callback
    def _on_lost(self) -> None:
        self._async_request(AGAIN[0])

    @callback
    def _on_entry_changed(
        self, change: ConfigEntryChange, entry: ConfigEntry[Any]
    ) -> None:
        if change is not ConfigEntryChange.UPDATED or entry is not self._entry:
            return
        was_dry, self._was_dry = self._was_dry, self._is_dry()
        if was_dry != self._was_dry:
            self._async_request(SOON)

    @callback
    def _async_request(self, seconds: float) -> None:
        """Publish in so many seconds, if it is not to be done sooner anyway."""
        due = self._hass.loop.time() + seconds
        if self._is_closed or (self._timer is not None and self._due <= due):
            return
        self._async_cancel()
        self._due = due
        self._timer = async_call_later(self._hass, seconds, self._on_time)

    @callback
    def _async_cancel(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None

    @callback
    def _on_time(self, _now: datetime) -> None:
        self._timer = None
        if self._task is not None and not self._task.done():
            self._async_request(SOON)
            return
        self._task = self._entry.async_create_background_task(
            self._hass, self._async_try(), "Plex Sync MQTT"
        )

    async def _async_try(self) -> None:
        look, self._look = self._look, False
        try:
            await self.async_publish(look=look)
        except ServiceError:
            # The user is told, and it is tried again.
            return
        except JournalError as err:
            _LOGGER.debug("What is at the broker cannot be told: %s", err)

    # How it went

    def _failed(self, err: ServiceError) -> None:
        """Try again; say it once in the log, and as a repair if it does not pass."""
        message = err.message or err.reason
        self._tries += 1
        if self._tries == 1:
            _LOGGER.warning(
                "%s: the categories are not at the MQTT broker: %s",
                self._entry.title,
                message,
            )
        if not isinstance(err, ServiceUnavailable) or err.reason == "tls":
            self._tell_user(MQTT_REFUSED, message)
        elif self._tries >= TRIES:
            self._tell_user(MQTT_UNREACHABLE, message)
        if isinstance(err, InvalidToken):
            # Some brokers lock out who knocks too often: the hour does.
            return
        self._async_request(AGAIN[min(self._tries, len(AGAIN)) - 1])

    def _worked(self) -> None:
        if self._tries:
            _LOGGER.info(
                "%s: the categories are at the MQTT broker again", self._entry.title
            )
        self._tries = 0
        self._tell_user("", "")

    def _tell_user(self, reason: str, message: str) -> None:
        entry = self._entry
        async_update_mqtt(self._hass, entry.entry_id, entry.title, reason, message)
