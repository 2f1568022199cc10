"""A server's notifications: one connection for all profiles that listen to it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing
import logging
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..connection import PlexConnection, plex_connection
from ..const import CONF_PLEX_USER
from ..plex.happenings import Happened, Kind
from ..plex.notifications import PlexNotifications
from ..sync.errors import InvalidToken, ServiceError, ServiceOff

_LOGGER = logging.getLogger(__name__)

FIRST_DELAY: Final = 1.0
LONGEST_DELAY: Final = 300.0
"""Seconds between attempts to connect, from the first one on."""
REFUSED_FOR: Final = 3600.0
"""Seconds before a server that lets nobody listen is asked again."""

type Hear = Callable[[Happened], None]


def listening_connection(
    hass: HomeAssistant, data: Mapping[str, Any]
) -> PlexConnection:
    """Return how to listen for a profile: as the server's owner, where that is possible.

    Raises:
        ServiceError: the Plex entry that it reads its address from is gone.
    """
    owner = plex_connection(hass, {**data, CONF_PLEX_USER: {}})
    return owner if owner.token else plex_connection(hass, data)


class ServerNews:
    """One connection; it stands while somebody listens."""

    def __init__(self, hass: HomeAssistant, connection: PlexConnection) -> None:
        """Keep where to connect; nothing is opened yet."""
        self.is_connected = False
        self._hass = hass
        self._connection = connection
        self._listeners: list[Hear] = []
        self._task: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()

    @callback
    def async_listen(self, listener: Hear) -> Callable[[], None]:
        """Be told of what happens; returns how to stop that."""
        self._listeners.append(listener)
        if self._task is None:
            self._task = self._hass.async_create_background_task(
                self._keep_listening(), "Plex Sync notifications"
            )

        def stop() -> None:
            self._listeners.remove(listener)
            if not self._listeners:
                self._end()

        return stop

    @callback
    def _end(self) -> None:
        task, self._task = self._task, None
        self.is_connected = False
        if task is not None and not task.done():
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            task.cancel()

    async def async_ended(self) -> None:
        """Wait until what nobody listens to any more is closed."""
        if self._ending:
            await asyncio.wait(self._ending)

    async def _keep_listening(self) -> None:
        door = PlexNotifications(
            self._connection.url,
            self._connection.token,
            async_get_clientsession(self._hass, verify_ssl=self._connection.verify_tls),
            verify_tls=self._connection.verify_tls,
            first_delay=FIRST_DELAY,
            longest_delay=LONGEST_DELAY,
        )
        try:
            while True:
                try:
                    async with aclosing(door.listen()) as happenings:
                        async for happened in happenings:
                            self._tell(happened)
                except (InvalidToken, ServiceOff) as err:
                    _LOGGER.debug("Nobody may listen to the server: %s", err.reason)
                    self._tell(Happened(Kind.LOST, reason=err.reason))
                await asyncio.sleep(REFUSED_FOR)
        finally:
            # Whatever ended it: polling has to take over.
            if self._task is asyncio.current_task():
                self._tell(Happened(Kind.LOST))

    @callback
    def _tell(self, happened: Happened) -> None:
        if happened.kind in (Kind.CONNECTED, Kind.BACK):
            self.is_connected = True
        elif happened.kind is Kind.LOST:
            self.is_connected = False
            _LOGGER.debug("Notifications are not heard: %s", happened.reason)
        for listener in list(self._listeners):
            listener(happened)


class NewsDesk:
    """The connections to servers, each shared by those who would open the same one."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know no server yet."""
        self._hass = hass
        self._known: dict[PlexConnection, ServerNews] = {}

    @callback
    def of(self, connection: PlexConnection) -> ServerNews:
        """Return the connection to a server with a token."""
        if (news := self._known.get(connection)) is None:
            news = self._known[connection] = ServerNews(self._hass, connection)
        return news


class Push:
    """What one profile hears of its server, and what it makes of it."""

    def __init__(
        self,
        hass: HomeAssistant,
        data: Mapping[str, Any],
        desk: NewsDesk,
        *,
        wake: Callable[[bool], None],
        changed: Callable[[], None],
    ) -> None:
        """Keep whom to tell; nothing is heard yet.

        Args:
            hass: Home Assistant.
            data: of the profile.
            desk: where connections are shared.
            wake: told that it is worth looking, and whether somebody waits for it.
            changed: told that notifications are heard from now on, or no more.
        """
        self._hass = hass
        self._data = data
        self._desk = desk
        self._wake = wake
        self._changed = changed
        self._news: ServerNews | None = None
        self._stop: Callable[[], None] | None = None
        self._has_missed = False

    @property
    def is_up(self) -> bool:
        """Whether notifications are heard."""
        return (
            self._stop is not None
            and self._news is not None
            and self._news.is_connected
        )

    @callback
    def async_start(self) -> None:
        """Listen from now on."""
        if self._stop is not None:
            return
        try:
            connection = listening_connection(self._hass, self._data)
        except ServiceError as err:
            _LOGGER.debug("Notifications are not heard: %s", err.reason)
            return
        self._news = self._desk.of(connection)
        self._has_missed = False
        self._stop = self._news.async_listen(self._on_happened)

    @callback
    def async_stop(self) -> None:
        """Listen no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    async def async_close(self) -> None:
        """Listen no more, and wait until that is over."""
        self.async_stop()
        if self._news is not None:
            await self._news.async_ended()

    @callback
    def _on_happened(self, happened: Happened) -> None:
        match happened.kind:
            case Kind.LOST:
                self._has_missed = True
                self._changed()
            case Kind.CONNECTED | Kind.BACK:
                self._changed()
                if happened.kind is Kind.BACK or self._has_missed:
                    self._wake(True)
                self._has_missed = False
            case Kind.PLAYED | Kind.MUCH:
                self._wake(True)
            case _:
                self._wake(False)
