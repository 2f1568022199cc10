"""Categories and Home Assistant's own MQTT integration: published through, discovered."""

import asyncio
from collections.abc import AsyncIterator, Iterator
import json
import logging

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.plex_sync.mqtt import publisher as mqtt
from tests.mosquitto import Mosquitto

from .house import House
from .mqtt_house import PREFIX, MqttHouse, connect_home_assistant, open_mqtt
from .music_house import open_music


@pytest.fixture(autouse=True)
def only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published by itself, but where that is the subject."""
    monkeypatch.setattr(mqtt, "SOON", 3600.0)


@pytest.fixture
async def broker(house: House) -> AsyncIterator[Mosquitto]:
    """A broker that lets everybody in; Home Assistant goes before it does."""
    with Mosquitto() as running:
        yield running
        for entry in house.hass.config_entries.async_loaded_entries("mqtt"):
            await house.hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
def complaints(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What Home Assistant's MQTT integration complains of; there is none of it."""
    found: list[str] = []
    yield found
    assert [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and "mqtt" in record.name
    ] == found


async def open_through_home_assistant(
    house: House, broker: Mosquitto, **mqtt: object
) -> MqttHouse:
    """A music profile that publishes by Home Assistant's connection."""
    await connect_home_assistant(house, broker)
    options = {"enabled": True, "broker": "home_assistant", **mqtt}
    music = await open_music(house, mqtt=options)
    return MqttHouse(house=house, anna=music.anna, entry=music.entry, broker=broker)


async def until(house: House, entity_id: str, state: str | None) -> None:
    """Wait until an entity has a state, or is gone."""

    def holds() -> bool:
        found = house.hass.states.get(entity_id)
        return (found.state if found is not None else None) == state

    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.02)


@pytest.mark.usefixtures("complaints")
async def test_what_is_published_becomes_entities(
    house: House, broker: Mosquitto
) -> None:
    """With the ids that they had, a state, attributes, a device; and goes with it."""
    await connect_home_assistant(house, broker)
    music = await open_mqtt(house, broker, discovery=True)
    evening = await music.save("Evening", "Jazz")
    morning = await music.save("Morning", "Pop")
    await music.publish()
    entity_id = f"sensor.{PREFIX}_evening"
    categories = f"sensor.{PREFIX}_music_categories"
    await until(house, entity_id, "Evening")
    await until(house, categories, "Jazz,Pop")
    state = house.hass.states.get(entity_id)
    assert state is not None
    key = music.on_plex("Evening").rating_key
    address = f"plex://{house.plex.machine_identifier}/{key}"
    assert state.attributes["category"] == "Jazz"
    assert state.attributes["category_id"] == "jazz"
    assert state.attributes["media_content_id"] == address
    assert state.attributes["media_content_type"] == "playlist"
    assert state.attributes["id"] == evening.id
    assert state.attributes["icon"] == "mdi:playlist-music"
    assert state.attributes["friendly_name"] == "Spotify to Plex Evening"
    state = house.hass.states.get(categories)
    assert state is not None
    assert state.attributes["categories"] == ["Jazz", "Pop"]
    assert state.attributes["counts"] == {"Jazz": 1, "Pop": 1}
    [device] = dr.async_get(house.hass).async_get_devices(
        identifiers={("mqtt", PREFIX)}
    )
    assert device.name == "Spotify to Plex"
    registered = er.async_get(house.hass).async_get(entity_id)
    assert registered is not None
    assert registered.unique_id == f"{PREFIX}_item_{evening.id}"
    # The address that was taken over is one that a Plex player takes.
    music.keep(evening, title="Late", follows_title=False)
    await music.sync()
    await music.publish()
    await until(house, entity_id, "Late")
    music.remove(morning)
    await music.publish()
    await until(house, f"sensor.{PREFIX}_morning", None)
    await until(house, categories, "Jazz")
    music.keep(evening, category="")
    await music.publish()
    await until(house, entity_id, None)
    await until(house, categories, "unknown")
    await music.change(discovery=False)
    await music.publish()
    await until(house, categories, None)


@pytest.mark.usefixtures("complaints")
async def test_entities_know_whether_somebody_keeps_them_true(
    house: House, broker: Mosquitto
) -> None:
    """An unloaded profile says goodbye; a removed one takes them along."""
    await connect_home_assistant(house, broker)
    music = await open_mqtt(house, broker, discovery=True)
    await music.save("Evening", "Jazz")
    await music.publish()
    entity_id = f"sensor.{PREFIX}_evening"
    await until(house, entity_id, "Evening")
    entries = house.hass.config_entries
    await entries.async_unload(music.entry.entry_id)
    await until(house, entity_id, "unavailable")
    await entries.async_setup(music.entry.entry_id)
    await music.publish()
    await until(house, entity_id, "Evening")
    await entries.async_remove(music.entry.entry_id)
    await until(house, entity_id, None)
    await until(house, f"sensor.{PREFIX}_music_categories", None)


@pytest.mark.usefixtures("complaints")
async def test_a19_many_categories_are_a_state_that_is_valid(
    house: House, broker: Mosquitto
) -> None:
    """Beyond 255 characters there are as many as fit; the attributes have them all."""
    await connect_home_assistant(house, broker)
    music = await open_mqtt(house, broker, discovery=True)
    names = [f"Category number {number:02}" for number in range(20)]
    for number, name in enumerate(names):
        music.keep(music.playlist(f"List {number}", "One"), category=name)
    await music.publish()
    text = (await music.kept())[f"{PREFIX}/categories/state"]
    assert 200 < len(text) <= 255
    assert text.split(",") == [*names[: text.count(",")], "…"]
    entity_id = f"sensor.{PREFIX}_music_categories"
    await until(house, entity_id, text)
    state = house.hass.states.get(entity_id)
    assert state is not None
    assert state.attributes["categories"] == names
    assert state.attributes["count"] == 20


@pytest.mark.usefixtures("complaints")
async def test_titles_of_any_kind_are_states_that_are_valid(
    house: House, broker: Mosquitto
) -> None:
    """Long ones, and such as no id can be made of."""
    await connect_home_assistant(house, broker)
    music = await open_mqtt(house, broker, discovery=True)
    for title in ("L" * 300, "東京", "?", "{{ 1 / 0 }}"):
        music.keep(music.playlist(title, "One"), category="Ünïcode")
    await music.publish()
    await until(house, f"sensor.{PREFIX}_music_categories", "Ünïcode")
    states = {
        state.state
        for state in house.hass.states.async_all("sensor")
        if state.entity_id.startswith(f"sensor.{PREFIX}")
    }
    assert states == {"Ünïcode", "L" * 255, "東京", "?", "{{ 1 / 0 }}"}


async def test_home_assistants_connection_is_as_good(
    house: House, broker: Mosquitto
) -> None:
    """The same messages, kept by the broker; no discovery unless it is wanted.

    What is still there cannot be read: on request all of it is sent.
    """
    music = await open_through_home_assistant(house, broker)
    evening = await music.save("Evening", "Jazz")
    answer = await music.publish()
    assert (answer["published"], answer["removed"]) == (4, 0)
    kept = await music.kept(f"{PREFIX}/#")
    assert len(kept) == 4
    assert (await music.item(evening))["name"] == "Evening"
    await asyncio.to_thread(broker.put, f"{PREFIX}/categories/state", "")
    assert (await music.publish())["published"] == 4
    assert await music.kept(f"{PREFIX}/#") == kept
    await music.change(discovery=True)
    assert (await music.publish())["published"] == 6
    await until(house, f"sensor.{PREFIX}_evening", "Evening")
    music.remove(evening)
    assert (await music.publish())["removed"] == 3
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    assert (await music.kept())[f"{PREFIX}/status"] == "offline"
    await house.hass.config_entries.async_remove(music.entry.entry_id)
    assert await music.kept(f"{PREFIX}/#") == {}


async def test_broker_of_home_assistant_that_restarts_is_given_all_of_it_again(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as Home Assistant is connected again."""
    monkeypatch.setattr(mqtt, "AGAIN", (0.2,))
    monkeypatch.setattr(
        "homeassistant.components.mqtt.client.RECONNECT_INTERVAL_SECONDS", 0.2
    )
    music = await open_through_home_assistant(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept(f"{PREFIX}/#")
    broker.stop()
    client = house.hass.data["mqtt"].client
    async with asyncio.timeout(30):
        while client.connected:
            await asyncio.sleep(0.02)
    with pytest.raises(HomeAssistantError) as caught:
        await music.publish()
    assert caught.value.translation_key == "service_unavailable"
    broker.start()
    await music.until_kept(f"{PREFIX}/categories/state", "Jazz")
    await music.until_kept(
        f"{PREFIX}/categories/attributes", kept[f"{PREFIX}/categories/attributes"]
    )
    assert await music.kept(f"{PREFIX}/#") == kept


async def test_way_to_the_broker_can_be_changed_for_home_assistants(
    house: House, broker: Mosquitto
) -> None:
    """To the same broker, and back; nothing is lost there."""
    await connect_home_assistant(house, broker)
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept(f"{PREFIX}/#")
    for way in ("home_assistant", "own"):
        await music.change(broker=way)
        assert (await music.publish())["published"] == 4
        assert await music.kept(f"{PREFIX}/#") == kept
        assert len(music.entry.data["mqtt_places"]) == 1


async def test_another_broker_of_home_assistant_is_given_all_of_it(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself, as soon as Home Assistant is connected to it."""
    monkeypatch.setattr(mqtt, "AGAIN", (2.0,))
    music = await open_through_home_assistant(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept(f"{PREFIX}/#")
    [entry] = house.hass.config_entries.async_entries("mqtt")
    with Mosquitto() as music.broker:
        house.hass.config_entries.async_update_entry(
            entry, data={"broker": broker.host, "port": music.broker.port}
        )
        await house.hass.config_entries.async_reload(entry.entry_id)
        await music.until_kept(
            f"{PREFIX}/categories/attributes", kept[f"{PREFIX}/categories/attributes"]
        )
        assert await music.kept(f"{PREFIX}/#") == kept
        await house.hass.config_entries.async_unload(entry.entry_id)


async def test_without_mqtt_in_home_assistant_it_is_said(
    house: House, broker: Mosquitto
) -> None:
    """Not set up, or set up and not running; at once."""
    music = await open_music(house, mqtt={"enabled": True, "broker": "home_assistant"})
    with pytest.raises(HomeAssistantError, match="MQTT is not set up"):
        await music.call("publish_mqtt")
    entry = await connect_home_assistant(house, broker)
    assert (await music.call("publish_mqtt"))["published"] == 2
    kept = await asyncio.to_thread(broker.kept, f"{PREFIX}/#")
    assert json.loads(kept[f"{PREFIX}/categories/attributes"])["count"] == 0
    await house.hass.config_entries.async_unload(entry.entry_id)
    async with asyncio.timeout(20):
        with pytest.raises(HomeAssistantError, match="does not run"):
            await music.call("publish_mqtt")
