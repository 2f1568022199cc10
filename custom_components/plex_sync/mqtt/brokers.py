"""Two ways to a broker, by one interface: Home Assistant's connection, or one's own."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import batched
from typing import Final, Protocol

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ..broker import SERVICE, BrokerAccess, BrokerClient, Will
from ..sync.errors import ServiceUnavailable

MQTT_DOMAIN: Final = "mqtt"
"""Home Assistant's own MQTT integration."""
_COMES: Final = frozenset({ConfigEntryState.LOADED, ConfigEntryState.SETUP_IN_PROGRESS})
AT_ONCE: Final = 50
"""Messages that wait for their acknowledgement at the same time."""


class Broker(Protocol):
    """A way to a broker; once it is closed or lost, another one is made.

    All that it does raises a `ServiceError` where it does not work.
    """

    @property
    def is_connected(self) -> bool:
        """Whether messages get through."""
        ...

    async def async_connect(self) -> None:
        """Connect."""

    async def async_publish(self, topic: str, payload: str) -> None:
        """Have a message kept; an empty one clears the topic."""

    async def async_retained(self, topics: Collection[str]) -> Mapping[str, str]:
        """What is surely kept in some topics."""
        ...

    async def async_close(self) -> None:
        """Let go of it."""


@callback
def async_broker(
    hass: HomeAssistant,
    access: BrokerAccess | None,
    *,
    will: Will | None = None,
    lost: Callable[[], None] | None = None,
) -> Broker:
    """Return the way to a broker; nothing is sent yet.

    Args:
        hass: Home Assistant.
        access: a broker of one's own; `None`: the one of Home Assistant.
        will: what one's own broker says when the line breaks.
        lost: called when the line has broken.
    """
    if access is None:
        return HomeAssistantBroker(hass, lost)
    return OwnBroker(BrokerClient(access, will=will, lost=lost))


async def async_send(broker: Broker, messages: Sequence[tuple[str, str]]) -> None:
    """Publish in turn, some at a time.

    Raises:
        ServiceError: one of them was not taken; those sent beside it may have been.
    """
    for some in batched(messages, AT_ONCE, strict=False):
        sent = await asyncio.gather(
            *(broker.async_publish(topic, payload) for topic, payload in some),
            return_exceptions=True,
        )
        for failed in sent:
            if failed is not None:
                raise failed


class OwnBroker:
    """A broker of the user's own."""

    def __init__(self, client: BrokerClient) -> None:
        """Go through a door."""
        self._client = client

    @property
    def is_connected(self) -> bool:
        """Whether messages get through."""
        return self._client.is_connected

    async def async_connect(self) -> None:
        """Connect."""
        await self._client.connect()

    async def async_publish(self, topic: str, payload: str) -> None:
        """Have a message kept."""
        await self._client.publish(topic, payload)

    async def async_retained(self, topics: Collection[str]) -> Mapping[str, str]:
        """What is kept in some topics."""
        return await self._client.retained(topics)

    async def async_close(self) -> None:
        """Take leave."""
        await self._client.close()


class HomeAssistantBroker:
    """The broker that Home Assistant's own MQTT integration is connected to."""

    def __init__(self, hass: HomeAssistant, lost: Callable[[], None] | None) -> None:
        """Keep whom to tell when the connection is lost."""
        self._hass = hass
        self._lost = lost
        self._unsubscribe: Callable[[], None] | None = None
        self.is_connected = False

    async def async_connect(self) -> None:
        """Wait for Home Assistant's connection.

        Raises:
            ServiceUnavailable: there is none.
        """
        if not is_set_up(self._hass):
            raise ServiceUnavailable(SERVICE, "Home Assistant's MQTT is not set up")
        from homeassistant.components import mqtt  # noqa: PLC0415

        [entry, *_] = _entries(self._hass)
        # What does not even begin would be waited for for long.
        if entry.state not in _COMES or not await mqtt.async_wait_for_mqtt_client(
            self._hass
        ):
            raise ServiceUnavailable(SERVICE, "Home Assistant's MQTT does not run")
        if not mqtt.is_connected(self._hass):
            raise ServiceUnavailable(SERVICE, "Home Assistant is not connected")
        self._unsubscribe = mqtt.async_subscribe_connection_status(
            self._hass, self._on_status
        )
        self.is_connected = True

    async def async_publish(self, topic: str, payload: str) -> None:
        """Have a message kept.

        Raises:
            ServiceUnavailable: the connection is lost.
        """
        if not self.is_connected:
            raise ServiceUnavailable(SERVICE, "the connection was lost")
        from homeassistant.components import mqtt  # noqa: PLC0415

        try:
            await mqtt.async_publish(self._hass, topic, payload, qos=1, retain=True)
        except HomeAssistantError:
            raise ServiceUnavailable(SERVICE, "the connection was lost") from None
        if not self.is_connected:
            # Which broker has it, if any, nobody can tell.
            raise ServiceUnavailable(SERVICE, "the connection was lost")

    async def async_retained(self, _topics: Collection[str]) -> Mapping[str, str]:
        """Nothing is sure: it may be another broker by now."""
        return {}

    async def async_close(self) -> None:
        """Listen no more; the connection is Home Assistant's."""
        self.is_connected = False
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _on_status(self, is_connected: bool) -> None:
        # A line that comes back may lead to another broker: it is not this one again.
        if is_connected or not self.is_connected:
            return
        self.is_connected = False
        if self._lost is not None:
            self._lost()


@callback
def is_set_up(hass: HomeAssistant) -> bool:
    """Whether Home Assistant's own MQTT integration is set up."""
    return MQTT_DOMAIN in hass.config.components and bool(_entries(hass))


def _entries(hass: HomeAssistant) -> list[ConfigEntry]:
    return hass.config_entries.async_entries(
        MQTT_DOMAIN, include_ignore=False, include_disabled=False
    )
