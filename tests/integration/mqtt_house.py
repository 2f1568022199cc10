"""A household with music and a broker, which is asked by another client of its own."""

import asyncio
from dataclasses import dataclass
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.spotify import Playlist
from tests.mosquitto import Mosquitto

from .house import Answer, House
from .music_house import MusicHouse, open_music, saved

PREFIX: Final = "spotify_to_plex"


@dataclass(kw_only=True)
class MqttHouse(MusicHouse):
    """A household whose categories are published."""

    broker: Mosquitto

    async def save(self, title: str, category: str, **choices: Any) -> Playlist:
        """Save a playlist of a song that is there, and sync it."""
        self.own(f"{title} song")
        playlist = self.playlist(title, f"{title} song")
        self.keep(playlist, category=category, **choices)
        await self.sync()
        return playlist

    def keep(self, playlist: Playlist, **choices: Any) -> None:
        """Save a playlist with choices, or change them."""
        entries = self.house.hass.config_entries
        data = saved(playlist, **choices)
        for subentry in self.entry.subentries.values():
            if subentry.unique_id == playlist.uri:
                changed = {**subentry.data, **choices}
                entries.async_update_subentry(self.entry, subentry, data=changed)
                return
        data["data"] = MappingProxyType(data["data"])
        entries.async_add_subentry(self.entry, ConfigSubentry(**data))

    def remove(self, playlist: Playlist) -> None:
        """Save a playlist no more."""
        [subentry] = [
            each
            for each in self.entry.subentries.values()
            if each.unique_id == playlist.uri
        ]
        self.house.hass.config_entries.async_remove_subentry(
            self.entry, subentry.subentry_id
        )

    async def publish(self) -> Answer:
        """Publish, and return what was done."""
        return await self.call("publish_mqtt")

    async def kept(self, topics: str = "#") -> dict[str, str]:
        """What the broker keeps, as another client sees it."""
        user = next(iter(self.broker.users), "")
        return await asyncio.to_thread(self.broker.kept, topics, user)

    async def item(self, playlist: Playlist) -> dict[str, Any]:
        """What the broker keeps of a playlist."""
        text = (await self.kept())[f"{PREFIX}/items/{playlist.id}/state"]
        state: dict[str, Any] = json.loads(text)
        return state

    async def change(self, **mqtt: Any) -> None:
        """Change the options, as the form does."""
        entries = self.house.hass.config_entries
        options = self.entry.options
        changed = {**options, "mqtt": {**options["mqtt"], **mqtt}}
        entries.async_update_entry(self.entry, options=changed)
        await entries.async_reload(self.entry.entry_id)
        await self.house.hass.async_block_till_done()

    async def until_kept(self, topic: str, payload: str | None) -> None:
        """Wait until the broker keeps a message, or none, in a topic."""
        async with asyncio.timeout(30):
            while (await self.kept()).get(topic) != payload:
                await asyncio.sleep(0.05)

    def told(self) -> set[str]:
        """What of MQTT the user is to mend."""
        return {
            issue.translation_key or ""
            for (domain, _), issue in ir.async_get(self.house.hass).issues.items()
            if domain == DOMAIN and "mqtt" in (issue.translation_key or "")
        }


def own_broker(broker: Mosquitto, **mqtt: Any) -> dict[str, Any]:
    """Return options for a broker of one's own."""
    user = next(iter(broker.users), "")
    return {
        "enabled": True,
        "broker": "own",
        "address": broker.host,
        "port": broker.port,
        "user": user,
        "password": broker.users.get(user, ""),
        "discovery": False,
        **mqtt,
    }


async def open_mqtt(
    house: House,
    broker: Mosquitto,
    *,
    options: dict[str, Any] | None = None,
    **mqtt: Any,
) -> MqttHouse:
    """A music profile that publishes to a broker of its own, set up."""
    music = await open_music(house, mqtt=own_broker(broker, **mqtt), **(options or {}))
    return MqttHouse(house=house, anna=music.anna, entry=music.entry, broker=broker)


async def connect_home_assistant(house: House, broker: Mosquitto) -> MockConfigEntry:
    """Set up Home Assistant's own MQTT integration."""
    entry = MockConfigEntry(
        domain="mqtt",
        title="MQTT",
        data={"broker": broker.host, "port": broker.port},
        version=2,
        minor_version=1,
    )
    entry.add_to_hass(house.hass)
    # The integration reads it, even if nothing is in it.
    Path(house.hass.config.path("configuration.yaml")).touch()
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    async with asyncio.timeout(30):
        while not house.hass.data["mqtt"].client.connected:
            await asyncio.sleep(0.02)
    await house.hass.async_block_till_done()
    return entry
