"""Taking back what was published, where it is not wanted any more."""

from contextlib import suppress
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..broker import BrokerAccess
from ..music.mqtt_plan import plan_publish
from ..shared import Shared
from ..sync.errors import Refused, ServiceError
from ..sync.journal.database import JournalError
from .brokers import async_broker, async_send
from .published import CONF_PLACES, Published, async_remove_place, places_of

_LOGGER = logging.getLogger(__name__)

TRIES: Final = 48
"""So often a broker that is out of reach is tried, hour by hour, before it is left."""


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
        broker = async_broker(hass, access)
        try:
            await broker.async_connect()
            await async_send(broker, [(each, "") for each in gone if kept.topics[each]])
            for topic in gone:
                # What was only intended may never have been let in.
                if not kept.topics[topic]:
                    with suppress(Refused):
                        await broker.async_publish(topic, "")
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

    def places(self, current: str | None) -> dict[str, BrokerAccess | None]:
        """Return the brokers that were left; `current` is none of them."""
        places = places_of(self._entry).items()
        return {place: access for place, access in places if place != current}

    async def async_clear(self, current: str | None) -> int:
        """Clear them; returns how many topics were cleared.

        Raises:
            JournalError: what they keep cannot be read.
        """
        cleared = 0
        for place, access in self.places(current).items():
            try:
                cleared += await async_clear(self._hass, self._published, place, access)
            except ServiceError as err:
                self._tries[place] = tries = self._tries.get(place, 0) + 1
                if tries == 1:
                    _tell(self._entry, err)
                if tries < TRIES:
                    continue
                await self._published.forget(place)
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
        try:
            for place, access in places_of(entry).items():
                try:
                    await async_clear(hass, Published(entry, journal), place, access)
                except ServiceError as err:
                    _tell(entry, err)
        finally:
            await shared.async_close(entry.entry_id)
    except JournalError as err:
        _LOGGER.warning(
            "%s: what was published over MQTT stays at the broker: %s", entry.title, err
        )


def _tell(entry: ConfigEntry[Any], err: ServiceError) -> None:
    _LOGGER.warning(
        "%s: what was published over MQTT stays at a broker for now: %s",
        entry.title,
        err.message or err.reason,
    )
