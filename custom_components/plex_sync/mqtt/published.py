"""What was published where: written down before it is sent, so that none is forgotten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..broker import BrokerAccess
from ..const import DOMAIN
from ..music.mqtt_messages import Messages
from ..sync.journal.journal import Journal
from ..sync.model import JsonValue
from .settings import (
    CONF_ADDRESS,
    CONF_BROKER,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_TLS,
    CONF_USER,
    CONF_VERIFY_TLS,
    HOME_ASSISTANT,
    OWN,
    access_of,
    place_of,
)

NOTES: Final = "mqtt"
"""Namespace of the journal: a line for each topic, and whether all were sent."""
CONF_PLACES: Final = "mqtt_places"
"""In the data of an entry: brokers that keep something, and how to get to them."""
_BETWEEN: Final = " "


@dataclass(frozen=True, slots=True)
class Kept:
    """What a broker was told to keep."""

    topics: Messages
    """By topic, empty where it was only intended."""
    is_whole: bool
    """Whether all that was intended has been sent."""


class Published:
    """The notes of one profile; all that it does may raise a `JournalError`."""

    def __init__(self, entry: ConfigEntry[Any], journal: Journal) -> None:
        """Keep them in the journal."""
        self._profile = entry.entry_id
        self._journal = journal

    async def read(self, place: str) -> Kept:
        """What a broker was told to keep."""
        notes = await self._journal.notes(self._profile, NOTES)
        return Kept(_topics(notes, place), is_whole=notes.get(place) is True)

    async def of_others(self, hass: HomeAssistant, place: str) -> Collection[str]:
        """The topics that other profiles have at a broker."""
        found: set[str] = set()
        for entry in hass.config_entries.async_entries(DOMAIN):
            if entry.entry_id != self._profile:
                notes = await self._journal.notes(entry.entry_id, NOTES)
                found |= _topics(notes, place).keys()
        return found

    async def intend(self, place: str, topics: Collection[str]) -> None:
        """Note the topics of a set before any of it is sent."""
        keys: dict[str, JsonValue] = {f"{place}{_BETWEEN}{each}": "" for each in topics}
        await self._journal.put_notes(self._profile, NOTES, {**keys, place: False})

    async def complete(
        self, place: str, published: Messages, cleared: Collection[str]
    ) -> None:
        """Note that all of a set was sent."""
        notes: dict[str, JsonValue] = {place: True}
        notes |= {
            f"{place}{_BETWEEN}{topic}": text for topic, text in published.items()
        }
        notes |= dict.fromkeys(f"{place}{_BETWEEN}{topic}" for topic in cleared)
        await self._journal.put_notes(self._profile, NOTES, notes)

    async def forget(self, place: str) -> None:
        """Note that a broker keeps nothing any more."""
        topics = (await self.read(place)).topics
        notes = dict.fromkeys((place, *(f"{place}{_BETWEEN}{each}" for each in topics)))
        await self._journal.put_notes(self._profile, NOTES, notes)


def _topics(notes: Mapping[str, JsonValue], place: str) -> Messages:
    begin = f"{place}{_BETWEEN}"
    return {
        key.removeprefix(begin): str(payload)
        for key, payload in notes.items()
        if key.startswith(begin)
    }


def places_of(entry: ConfigEntry[Any]) -> Mapping[str, BrokerAccess | None]:
    """Return the brokers that keep something of a profile, and how to get to them."""
    places: Mapping[str, Mapping[str, Any]] = entry.data.get(CONF_PLACES, {})
    return {place: access_of(values) for place, values in places.items()}


@callback
def async_add_place(
    hass: HomeAssistant, entry: ConfigEntry[Any], access: BrokerAccess | None
) -> None:
    """Remember how to get to a broker, beyond the day when another one is chosen."""
    places = entry.data.get(CONF_PLACES, {})
    values = _values(access)
    if places.get(place := place_of(access)) != values:
        _set(hass, entry, {**places, place: values})


@callback
def async_remove_place(
    hass: HomeAssistant, entry: ConfigEntry[Any], place: str
) -> None:
    """Forget a broker that keeps nothing of the profile any more."""
    places = entry.data.get(CONF_PLACES, {})
    if place in places:
        _set(hass, entry, {key: each for key, each in places.items() if key != place})


def _set(hass: HomeAssistant, entry: ConfigEntry[Any], places: Any) -> None:
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, CONF_PLACES: places}
    )


def _values(access: BrokerAccess | None) -> dict[str, Any]:
    if access is None:
        return {CONF_BROKER: HOME_ASSISTANT}
    return {
        CONF_BROKER: OWN,
        CONF_ADDRESS: access.address,
        CONF_PORT: access.port,
        CONF_TLS: access.tls,
        CONF_VERIFY_TLS: access.verify_tls,
        CONF_USER: access.user,
        CONF_PASSWORD: access.password,
    }
