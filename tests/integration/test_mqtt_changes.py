"""Categories at a broker where something changes: its name, rights, and who is there."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
import json
import re
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.plex_sync.mqtt import publisher as mqtt
from custom_components.plex_sync.plex.things import ThingKind
from custom_components.plex_sync.sync.errors import ServiceUnavailable
from tests.mosquitto import Mosquitto

from .house import House
from .mqtt_house import PREFIX, MqttHouse, open_mqtt, own_broker
from .music_house import open_music
from .test_categories import chosen
from .test_insight import diagnostics_of

SOME: Final = "user bridge\ntopic readwrite end/#\n"
"""Rights of a user who may write nothing that is published."""


@pytest.fixture(autouse=True)
def only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published by itself, but where that is the subject."""
    monkeypatch.setattr(mqtt, "SOON", 3600.0)


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    """A broker that lets everybody in."""
    with Mosquitto() as running:
        yield running


async def put(music: MqttHouse, topic: str, payload: str) -> None:
    """Let somebody else leave a message."""
    await asyncio.to_thread(music.broker.put, topic, payload)


async def test_broker_under_another_name_keeps_what_is_published(
    house: House, broker: Mosquitto
) -> None:
    """Nobody can tell that it is the same one; nothing is lost there."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept()
    await music.change(address="localhost")
    assert (await music.publish())["published"] == 4
    assert await music.kept() == kept
    assert (await music.publish())["unchanged"] == 4
    assert len(music.entry.data["mqtt_places"]) == 1


@pytest.mark.parametrize(
    ("rights", "change"),
    [
        (f"{SOME}topic readwrite allowed/#\n", {"prefix": "allowed"}),
        (f"{SOME}topic readwrite {PREFIX}/#\n", {"discovery": False}),
    ],
)
async def test_topics_that_were_refused_are_left_behind(
    house: House, rights: str, change: dict[str, object]
) -> None:
    """What the broker never let in need not be cleared before all else is sent."""
    with Mosquitto(users={"bridge": "secret-1"}, rights=rights) as strict:
        music = await open_mqtt(house, strict, discovery=True)
        await music.save("Evening", "Jazz")
        with pytest.raises(HomeAssistantError, match="may not write to"):
            await music.publish()
        await music.change(**{"discovery": False, **change})
        await music.publish()
        assert len(await music.kept()) == 4
        assert music.told() == set()
        assert (await music.publish())["removed"] == 0


async def test_what_was_there_just_so_is_taken_back_too(
    house: House, broker: Mosquitto
) -> None:
    """Such as messages of the bridge that people come from."""
    music = await open_mqtt(house, broker)
    await put(music, f"{PREFIX}/categories/state", "Jazz")
    await music.save("Evening", "Jazz")
    assert (await music.publish())["unchanged"] == 1
    await music.change(enabled=False)
    await music.entry.runtime_data.profile.mqtt.async_publish()
    assert await music.kept() == {}


async def test_topics_that_another_profile_has_by_now_stay(
    house: House, broker: Mosquitto
) -> None:
    """A profile that was turned off takes back its own."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    await music.change(enabled=False)
    house.spotify.accounts.clear()
    kim = house.plex.add_home_user("Kim")
    other = await open_music(house, user=kim, mqtt=own_broker(broker))
    await other.call("publish_mqtt")
    kept = await music.kept()
    assert len(kept) == 4
    await music.entry.runtime_data.profile.mqtt.async_publish()
    its_own = {f"{PREFIX}/status", f"{PREFIX}/categories/attributes"}
    assert await music.kept() == {topic: kept[topic] for topic in its_own}
    assert kept[f"{PREFIX}/status"] == "online"


async def test_messages_that_somebody_cleared_are_sent_again(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On request, and every hour, also if something else is published just then."""
    monkeypatch.setattr(mqtt, "SOON", 0.05)
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept()
    for topic in (f"{PREFIX}/status", f"{PREFIX}/categories/state"):
        await put(music, topic, "")
    assert (await music.publish())["published"] == 2
    assert await music.kept() == kept
    await put(music, f"{PREFIX}/status", "")
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(minutes=61))
    await music.until_kept(f"{PREFIX}/status", "online")


async def test_dry_run_says_that_nobody_keeps_it_true(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The messages stay; they are true again when it is over."""
    monkeypatch.setattr(mqtt, "SOON", 0.05)
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept()
    await house.press(music.entry, "dry_run", "turn_on")
    await music.until_kept(f"{PREFIX}/status", "offline")
    assert await music.kept() == {**kept, f"{PREFIX}/status": "offline"}
    await house.press(music.entry, "dry_run", "turn_off")
    await music.until_kept(f"{PREFIX}/status", "online")


async def test_unloaded_profile_publishes_no_more(
    house: House, broker: Mosquitto
) -> None:
    """Whoever has waited for it is told; nobody stays connected."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    publisher = music.entry.runtime_data.profile.mqtt
    await publisher.async_publish()
    await house.set_up()  # the journal is read on by another profile
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    with pytest.raises(ServiceUnavailable, match="unloaded"):
        await publisher.async_publish()
    assert publisher.diagnostics()["connected"] is False
    assert (await music.kept())[f"{PREFIX}/status"] == "offline"


async def test_left_broker_is_tried_once_an_hour(
    house: House,
    broker: Mosquitto,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    freezer: FrozenDateTimeFactory,
) -> None:
    """However often is published; when it is given up it is said what is left there."""
    monkeypatch.setattr("custom_components.plex_sync.mqtt.leaving.TRIES", 2)
    with Mosquitto() as other:
        music = await open_mqtt(house, broker, discovery=True)
        evening = await music.save("Evening", "Jazz")
        await music.publish()
        broker.stop()
        await music.change(**own_broker(other))
        for _ in range(3):
            await music.publish()
        assert len(music.entry.data["mqtt_places"]) == 2
        freezer.tick(timedelta(hours=1))
        await music.publish()
        assert len(music.entry.data["mqtt_places"]) == 1
    rest = f"homeassistant/sensor/{PREFIX}_…/config, {PREFIX}/#"
    assert f"Clear the retained messages there yourself: {rest}" in caplog.text
    [told] = [
        each.getMessage() for each in caplog.records if "yourself" in each.getMessage()
    ]
    assert evening.id not in told


async def test_wrong_password_is_tried_by_the_hour(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broker can lock out who knocks too often."""
    monkeypatch.setattr(mqtt, "SOON", 0.02)
    monkeypatch.setattr(mqtt, "AGAIN", (0.02,))
    with Mosquitto(users={"bridge": "secret-1"}) as strict:
        music = await open_mqtt(house, strict, password="wrong")
        await house.until(lambda: music.told() == {"mqtt_refused"})
    with Mosquitto(strict.port) as music.broker:
        await asyncio.sleep(0.5)
        assert await music.kept() == {}
        async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(minutes=61))
        await music.until_kept(f"{PREFIX}/status", "online")
        await house.until(lambda: music.told() == set())


async def test_diagnostics_name_neither_broker_nor_user(house: House) -> None:
    """What was refused has a topic with the name of somebody's account in it."""
    rights = f"{SOME}topic readwrite {PREFIX}/status\n"
    with Mosquitto(users={"bridge": "secret-1"}, rights=rights) as strict:
        music = await open_mqtt(house, strict)
        await music.call(
            "add_items",
            items=[f"spotify:user:{music.anna.id}:collection"],
            category="A",
        )
        with pytest.raises(HomeAssistantError, match="may not write to"):
            await music.publish()
        data = await diagnostics_of(house, music.entry)
        assert data["mqtt"]["last"]["error"] == "refused"
        [place] = music.entry.data["mqtt_places"]
        for secret in (place, music.anna.id, strict.host):
            assert secret not in str({**data, "runs": []}), secret
        [shown] = data["data"]["mqtt_places"]
        assert shown["address"] == "**REDACTED**"


async def test_thing_of_plex_has_the_id_that_it_had(
    house: House, broker: Mosquitto
) -> None:
    """Plex's own, in its topic, its state and as an entity."""
    music = await open_mqtt(house, broker, discovery=True)
    album = house.plex.add_track("One", artist="Nova", album="First").parent
    assert album is not None
    chosen(music, album, ThingKind.ALBUM, "Jazz")
    await music.publish()
    kept = await music.kept()
    state = json.loads(kept[f"{PREFIX}/items/{album.guid}/state"])
    assert (state["id"], state["category"]) == (album.guid, "Jazz")
    node = re.sub(r"[^a-z0-9]", "", album.guid.lower())
    config = json.loads(kept[f"homeassistant/sensor/{PREFIX}_item_{node}/config"])
    assert config["unique_id"] == f"{PREFIX}_item_{album.guid}"
