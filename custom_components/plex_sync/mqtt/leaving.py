"""Taking back what was published, where it is not wanted any more."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..broker import BrokerAccess
from ..music.mqtt_messages import Messages
from ..music.mqtt_names import roots_of
from ..music.mqtt_plan import plan_publish
from ..shared import Shared
from ..sync.errors import Refused, ServiceError
from ..sync.journal.database import JournalError
from .brokers import Broker, async_broker, async_send
from .published import CONF_PLACES, Published, async_remove_place, places_of

_LOGGER = logging.getLogger(__name__)

TRIES: Final = 48
"""So often a broker that is out of reach is tried, hour by hour, before it is left."""
PAUSE: Final = timedelta(minutes=50)
"""Less than an hour, as every hour somebody looks."""


async def async_clear_topics(
    broker: Broker, topics: Sequence[str], known: Messages, others: Iterable[str]
) -> None:
    """Clear topics at a broker.

    Args:
        broker: it is connected.
        topics: what goes, in this order.
        known: what was published there, empty where it was only intended.
        others: topics that somebody else keeps true by now: these stay.

    Raises:
        ServiceError: the broker does not let it happen.
    """
    taken = frozenset(others)
    gone = [topic for topic in topics if topic not in taken]
    await async_send(broker, [(topic, "") for topic in gone if known[topic]])
    for topic in gone:
        # What was only intended may never have been let in.
        if not known[topic]:
            with suppress(Refused):
                await broker.async_publish(topic, "")


async def async_clear(
    hass: HomeAssistant,
    published: Published,
    place: str,
    access: BrokerAccess | None,
) -> int:
    """Clear all that a broker keeps of a profile; returns how many topics that were.

    Raises:
        ServiceError: the broker does not let it happen; what is left is still known.
        JournalError: what it keeps cannot be read.
    """
    kept = await published.read(place)
    gone = plan_publish({}, {}, kept.topics).clear
    if gone:
        others = await published.of_others(hass, place)
        broker = async_broker(hass, access)
        try:
            await broker.async_connect()
            await async_clear_topics(broker, gone, kept.topics, others)
        finally:
            await broker.async_close()
    await published.forget(place)
    return len(gone)


class Leaving:
    """Clears brokers that a profile has left, until they could be reached once."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], published: Published
    ) -> None:
        """Serve a profile."""
        self._hass = hass
        self._entry = entry
        self._published = published
        self._tries: dict[str, int] = {}
        self._tried: dict[str, datetime] = {}

    def places(self, current: str | None) -> dict[str, BrokerAccess | None]:
        """Return the brokers that were left; `current` is none of them."""
        places = places_of(self._entry).items()
        return {place: access for place, access in places if place != current}

    def due(self, current: str | None) -> dict[str, BrokerAccess | None]:
        """Return those of them that were not tried within the hour."""
        since = dt_util.utcnow() - PAUSE
        return {
            place: access
            for place, access in self.places(current).items()
            if place not in self._tried or self._tried[place] <= since
        }

    async def async_clear(self, places: Mapping[str, BrokerAccess | None]) -> int:
        """Clear them; returns how many topics were cleared.

        Raises:
            JournalError: what they keep cannot be read.
        """
        cleared = 0
        for place, access in places.items():
            try:
                cleared += await async_clear(self._hass, self._published, place, access)
            except ServiceError as err:
                self._tried[place] = dt_util.utcnow()
                self._tries[place] = tries = self._tries.get(place, 0) + 1
                if tries < TRIES:
                    if tries == 1:
                        _LOGGER.warning(
                            "%s: what was published over MQTT stays at a broker for"
                            " now: %s",
                            self._entry.title,
                            err.message or err.reason,
                        )
                    continue
                kept = await self._published.read(place)
                _tell_of_rest(self._entry, err, kept.topics)
                await self._published.forget(place)
            self._tries.pop(place, None)
            async_remove_place(self._hass, self._entry, place)
        return cleared


async def async_take_back(
    hass: HomeAssistant, entry: ConfigEntry[Any], shared: Shared
) -> None:
    """Clear all that brokers keep of a profile which is removed, loaded or not.

    A dry run does not keep from it: what was published before would stay for ever.
    """
    if not entry.data.get(CONF_PLACES):
        return

    async def nothing_to_close() -> None:
        """The profile does not run."""

    try:
        journal = await shared.async_open(entry.entry_id, nothing_to_close)
        published = Published(entry, journal)
        try:
            for place, access in places_of(entry).items():
                try:
                    await async_clear(hass, published, place, access)
                except ServiceError as err:
                    _tell_of_rest(entry, err, (await published.read(place)).topics)
        finally:
            await shared.async_close(entry.entry_id)
    except JournalError as err:
        _LOGGER.warning(
            "%s: what was published over MQTT stays at the broker: %s", entry.title, err
        )


def _tell_of_rest(
    entry: ConfigEntry[Any], err: ServiceError, topics: Iterable[str]
) -> None:
    """Say what nobody will clear any more."""
    _LOGGER.warning(
        "%s: what was published over MQTT stays at a broker (%s), and nobody tries to"
        " clear it any more. Clear the retained messages there yourself: %s",
        entry.title,
        err.message or err.reason,
        ", ".join(roots_of(topics)),
    )
