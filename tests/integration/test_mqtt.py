"""Categories at a broker of one's own: published, kept true, and taken back."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
import json
from pathlib import Path

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.plex_sync.mqtt import publisher as mqtt
from custom_components.plex_sync.sync.journal.database import JournalError
from custom_components.plex_sync.sync.journal.journal import Journal
from tests.fakes.plex import Fault
from tests.mosquitto import Mosquitto, make_certificate

from .house import House
from .mqtt_house import PREFIX, open_mqtt, own_broker
from .music_house import open_music
from .test_insight import diagnostics_of


@pytest.fixture(autouse=True)
def only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published by itself, but where that is the subject."""
    monkeypatch.setattr(mqtt, "SOON", 3600.0)


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    """A broker with a user."""
    with Mosquitto(users={"bridge": "secret-1"}) as running:
        yield running


async def test_topics_and_names_are_those_that_people_come_with(
    house: House, broker: Mosquitto
) -> None:
    """And what is published once is not published again."""
    house.hass.config.external_url = "https://home.example"
    music = await open_mqtt(house, broker)
    evening = await music.save("Evening", "Jazz")
    await music.save("Morning", " jazz ")
    await music.save("Other", "")
    answer = await music.publish()
    assert answer == {
        "published": 5,
        "removed": 0,
        "unchanged": 0,
        "dry_run": False,
    }
    kept = await music.kept()
    assert len(kept) == 5
    assert kept[f"{PREFIX}/status"] == "online"
    assert kept[f"{PREFIX}/categories/state"] == "Jazz"
    assert json.loads(kept[f"{PREFIX}/categories/attributes"]) == {
        "categories": ["Jazz"],
        "count": 1,
        "counts": {"Jazz": 2},
    }
    item = await music.item(evening)
    key = music.on_plex("Evening").rating_key
    thumb = item.pop("thumb")
    assert item == {
        "id": evening.id,
        "category": "Jazz",
        "category_id": "jazz",
        "name": "Evening",
        "friendly_name": "Evening",
        "icon": "mdi:playlist-music",
        "media_content_id": f"plex://{house.plex.machine_identifier}/{key}",
        "media_content_type": "playlist",
    }
    assert thumb.startswith("https://home.example/api/plex_sync/picture/")
    assert house.plex.owner.token not in str(kept)
    answer = await music.publish()
    assert (answer["published"], answer["unchanged"]) == (0, 5)
    assert await music.kept() == kept


async def test_what_cannot_be_played_says_why(house: House, broker: Mosquitto) -> None:
    """And has no address, until it can be."""
    music = await open_mqtt(house, broker)
    evening = music.playlist("Evening", "Nowhere song")
    music.keep(evening, category="Jazz")
    await music.publish()
    item = await music.item(evening)
    assert item["reason"] == "media_not_yet"
    assert "media_content_id" not in item
    music.own("Nowhere song")
    await music.sync()
    await music.publish()
    item = await music.item(evening)
    assert item["media_content_id"].startswith("plex://")
    assert "reason" not in item


async def test_liked_songs_have_the_id_that_they_had(
    house: House, broker: Mosquitto
) -> None:
    """Not the one by which Spotify's own clients name them."""
    music = await open_mqtt(house, broker)
    await music.call(
        "add_items", items=[f"spotify:user:{music.anna.id}:collection"], category="Mine"
    )
    await music.publish()
    assert f"{PREFIX}/items/liked-{music.anna.id}/state" in await music.kept()


async def test_what_changes_follows_and_what_goes_is_taken_back(
    house: House, broker: Mosquitto
) -> None:
    """Renamed, given another category or none, removed: each touches its own topics."""
    music = await open_mqtt(house, broker, discovery=True)
    evening = await music.save("Evening", "Jazz")
    morning = await music.save("Morning", "Pop")
    night = await music.save("Night", "Jazz")
    assert (await music.publish())["published"] == 10
    music.keep(evening, title="Late Evening", follows_title=False)
    await music.sync()
    # Its state, and the config with its name.
    assert (await music.publish())["published"] == 2
    assert (await music.item(evening))["name"] == "Late Evening"
    music.keep(morning, category="")
    answer = await music.publish()
    assert (answer["published"], answer["removed"]) == (2, 2)
    kept = await music.kept()
    assert kept[f"{PREFIX}/categories/state"] == "Jazz"
    assert not any(morning.id.lower() in topic.lower() for topic in kept)
    music.remove(night)
    assert (await music.publish())["removed"] == 2
    music.remove(evening)
    await music.publish()
    kept = await music.kept()
    assert kept.keys() == {
        f"{PREFIX}/status",
        f"{PREFIX}/categories/attributes",
        f"homeassistant/sensor/{PREFIX}_categories/config",
    }
    attributes = json.loads(kept[f"{PREFIX}/categories/attributes"])
    assert attributes == {"categories": [], "count": 0, "counts": {}}


async def test_a18_outage_of_plex_deletes_nothing(
    house: House, broker: Mosquitto
) -> None:
    """What was known stays, name and category follow; only what is removed goes."""
    music = await open_mqtt(house, broker, discovery=True)
    evening = await music.save("Evening", "Jazz")
    morning = await music.save("Morning", "Pop")
    await music.publish()
    kept = await music.kept()
    house.plex.faults.add(Fault("server_gone", times=None))
    answer = await music.publish()
    assert (answer["published"], answer["removed"]) == (0, 0)
    assert await music.kept() == kept
    before = await music.item(evening)
    music.keep(evening, category="Swing")
    music.remove(morning)
    assert (await music.publish())["removed"] == 2
    item = await music.item(evening)
    assert item == {**before, "category": "Swing", "category_id": "swing"}
    # The profile does not even start: nobody says that anything is gone.
    entries = house.hass.config_entries
    await entries.async_reload(music.entry.entry_id)
    kept = await music.kept()
    assert await music.item(evening) == item
    assert kept[f"{PREFIX}/status"] == "offline"
    house.plex.faults.clear()
    await entries.async_reload(music.entry.entry_id)
    await music.publish()
    assert await music.kept() == {**kept, f"{PREFIX}/status": "online"}


async def test_a18_items_that_the_journal_forgot_stay_as_they_are_at_the_broker(
    house: House, broker: Mosquitto
) -> None:
    """While Plex is away the last message is what is known."""
    music = await open_mqtt(house, broker)
    evening = await music.save("Evening", "Jazz")
    await music.publish()
    item = await music.item(evening)
    await music.entry.runtime_data.journal.put_notes(
        music.entry.entry_id, "categories", {evening.uri: None}
    )
    house.plex.faults.add(Fault("server_gone", times=None))
    assert (await music.publish())["published"] == 0
    assert await music.item(evening) == item
    assert "media_content_id" in item


async def test_prefix_discovery_and_broker_can_be_changed(
    house: House, broker: Mosquitto
) -> None:
    """Nothing stays behind where it is not wanted any more."""
    music = await open_mqtt(house, broker)
    evening = await music.save("Evening", "Jazz")
    await music.publish()
    await music.change(prefix="home/music", discovery=True)
    await music.publish()
    kept = await music.kept()
    node = evening.id.lower()
    assert kept.keys() == {
        "home/music/status",
        f"home/music/items/{evening.id}/state",
        "home/music/categories/state",
        "home/music/categories/attributes",
        f"homeassistant/sensor/home_music_item_{node}/config",
        "homeassistant/sensor/home_music_categories/config",
    }
    await music.change(discovery_prefix="found")
    await music.publish()
    kept = await music.kept()
    assert sum(topic.startswith("found/") for topic in kept) == 2
    assert not any(topic.startswith("homeassistant/") for topic in kept)
    await music.change(discovery=False)
    assert (await music.publish())["removed"] == 2
    with Mosquitto() as other:
        await music.change(**own_broker(other, prefix=PREFIX))
        await music.publish()
        assert await music.kept() == {}
        music.broker = other
        kept = await music.kept()
        assert len(kept) == 4
        assert kept[f"{PREFIX}/status"] == "online"
        await music.change(enabled=False)
        await music.entry.runtime_data.profile.mqtt.async_publish()
        assert await music.kept() == {}
    assert music.entry.data["mqtt_places"] == {}


async def test_broker_that_was_left_while_it_was_away_is_cleared_later(
    house: House, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried again and again, also after a restart, and told once."""
    with Mosquitto() as other:
        music = await open_mqtt(house, broker)
        await music.save("Evening", "Jazz")
        await music.publish()
        left, music.broker = music.broker, other
        assert len(await music.kept()) == 0
        port = left.port
        left.stop()
        await music.change(**own_broker(other))
        for _ in range(2):
            await music.publish()
        assert len(await music.kept()) == 4
        assert caplog.text.count("stays at a broker for now: no connection") == 1
        assert music.told() == set()
        with Mosquitto(port, users=left.users) as again:
            again.put(f"{PREFIX}/status", "offline", "bridge")
            again.put("somebody/else", "1", "bridge")
            await music.change()
            assert (await music.publish())["removed"] == 4
            music.broker = again
            assert await music.kept() == {"somebody/else": "1"}
        assert list(music.entry.data["mqtt_places"]) != []


@pytest.mark.parametrize("way", ["loaded", "unloaded", "plex_away", "dry_run"])
async def test_removed_profile_takes_all_of_it_back(
    house: House, broker: Mosquitto, way: str
) -> None:
    """Whether it is at work or not."""
    music = await open_mqtt(house, broker, discovery=True)
    await music.save("Evening", "Jazz")
    await music.publish()
    assert len(await music.kept()) == 6
    entries = house.hass.config_entries
    if way == "unloaded":
        await entries.async_unload(music.entry.entry_id)
    elif way == "plex_away":
        house.plex.faults.add(Fault("server_gone", times=None))
        await entries.async_reload(music.entry.entry_id)
    elif way == "dry_run":
        await house.press(music.entry, "dry_run", "turn_on")
    await entries.async_remove(music.entry.entry_id)
    assert await music.kept() == {}


async def test_profile_can_be_removed_without_its_broker(
    house: House, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said what stays there."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    broker.stop()
    await house.hass.config_entries.async_remove(music.entry.entry_id)
    assert "stays at a broker (no connection), and nobody tries" in caplog.text
    assert f"there yourself: {PREFIX}/#" in caplog.text
    assert "secret-1" not in caplog.text


async def test_dry_run_sends_nothing(house: House, broker: Mosquitto) -> None:
    """It writes down what it would send, without any secret."""
    music = await open_mqtt(house, broker, options={"dry_run": True}, discovery=True)
    evening = music.playlist("Evening", "One")
    music.keep(evening, category="Jazz")
    answer = await music.publish()
    assert answer == {"published": 6, "removed": 0, "unchanged": 0, "dry_run": True}
    assert await music.kept() == {}
    folder = Path(house.hass.config.path("plex_sync", "music_anna"))
    text = (folder / "mqtt_dry_run_manifest.json").read_text()
    manifest = json.loads(text)
    assert manifest["mode"] == "dry_run"
    assert manifest["config"] == {
        "broker": "own",
        "topicPrefix": PREFIX,
        "discovery": True,
        "discoveryPrefix": "homeassistant",
    }
    [entity] = manifest["entities"]
    assert entity["id"] == evening.id
    assert entity["payload"]["category"] == "Jazz"
    assert (manifest["categories"], manifest["cleanup"]) == (["Jazz"], [])
    assert manifest["statistics"] == {
        "totalProcessed": 1,
        "successCount": 1,
        "errorCount": 0,
        "categoriesCount": 1,
        "byType": {"playlist": 1},
    }
    assert "secret-1" not in text
    await music.change(enabled=False)
    await music.entry.runtime_data.profile.mqtt.async_publish()
    assert await music.kept() == {}


async def test_dry_run_that_cannot_be_written_down_is_told(
    house: House, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    """The numbers are answered all the same."""
    music = await open_mqtt(house, broker, options={"dry_run": True})
    folder = Path(house.hass.config.path("plex_sync", "music_anna"))
    (folder / "mqtt_dry_run_manifest.json").mkdir(parents=True)
    assert (await music.publish())["published"] == 2
    assert "mqtt_dry_run_manifest.json cannot be written: Is a directory" in caplog.text


async def test_wrong_password_is_a_repair_and_no_runs_trouble(
    house: House, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    """At once, logged once, and gone when the broker lets it in."""
    music = await open_mqtt(house, broker, password="wrong")
    await music.save("Evening", "Jazz")
    for _ in range(2):
        with pytest.raises(HomeAssistantError) as caught:
            await music.publish()
        assert caught.value.translation_key == "sign_in_refused"
    assert music.told() == {"mqtt_refused"}
    assert caplog.text.count("are not at the MQTT broker: user and password") == 1
    assert (await music.sync())["result"] in ("ok", "nothing")
    assert house.state(music.entry, "problem").state == "off"
    data = await diagnostics_of(house, music.entry)
    assert data["mqtt"] == {
        "connected": False,
        "last": {
            "published": 0,
            "removed": 0,
            "unchanged": 0,
            "dry_run": False,
            "error": "sign_in_refused",
        },
    }
    for secret in ("bridge", "wrong", broker.host):
        assert secret not in str(data), secret
    await music.change(password="secret-1")
    await music.publish()
    assert music.told() == set()
    data = await diagnostics_of(house, music.entry)
    assert data["mqtt"]["connected"] is True
    assert "secret-1" not in str(data)


async def test_set_that_the_broker_takes_in_part_is_sent_again_as_a_whole(
    house: House,
) -> None:
    """As soon as the user may write all of it."""
    some = f"user bridge\ntopic readwrite end/#\ntopic readwrite {PREFIX}/items/#\ntopic readwrite {PREFIX}/status"
    with Mosquitto(users={"bridge": "secret-1"}, rights=f"{some}\n") as first:
        music = await open_mqtt(house, first)
        evening = await music.save("Evening", "Jazz")
        with pytest.raises(HomeAssistantError, match="may not write to"):
            await music.publish()
        assert music.told() == {"mqtt_refused"}
        assert (await music.item(evening))["category"] == "Jazz"
    with Mosquitto(first.port, users=first.users) as music.broker:
        assert (await music.publish())["published"] == 4
        assert music.told() == set()
        music.remove(evening)
        assert (await music.publish())["removed"] == 2


async def test_set_that_was_not_sent_to_its_end_is_taken_back_as_a_whole(
    house: House,
) -> None:
    """Also what was sent only once and refused then."""
    some = f"user bridge\ntopic readwrite end/#\ntopic readwrite {PREFIX}/items/#\n"
    with Mosquitto(users={"bridge": "secret-1"}, rights=some) as first:
        music = await open_mqtt(house, first)
        await music.save("Evening", "Jazz")
        with pytest.raises(HomeAssistantError):
            await music.publish()
        assert len(await music.kept()) == 1
        with Mosquitto() as second:
            await music.change(**own_broker(second))
            assert (await music.publish())["removed"] == 4
            assert await music.kept() == {}
            music.broker = second
            assert len(await music.kept()) == 4


async def test_broker_out_of_reach_is_told_after_some_tries(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All by itself; when it is back nobody has to do anything."""
    monkeypatch.setattr(mqtt, "SOON", 0.05)
    monkeypatch.setattr(mqtt, "AGAIN", (0.2,))
    port, users = broker.port, broker.users
    broker.stop()
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await house.until(lambda: music.told() == {"mqtt_unreachable"})
    with Mosquitto(port, users=users) as music.broker:
        await music.until_kept(f"{PREFIX}/status", "online")
        await house.until(lambda: music.told() == set())


async def test_restarted_broker_is_given_all_of_it_again(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had lost all that it kept, and nobody asks for it."""
    monkeypatch.setattr(mqtt, "SOON", 0.05)
    monkeypatch.setattr(mqtt, "AGAIN", (0.2,))
    music = await open_mqtt(house, broker, discovery=True)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept()
    assert len(kept) == 6
    broker.stop()
    broker.start()
    await music.until_kept(
        f"homeassistant/sensor/{PREFIX}_categories/config",
        kept[f"homeassistant/sensor/{PREFIX}_categories/config"],
    )
    assert await music.kept() == kept


async def test_changes_and_switches_are_followed_by_themselves(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to publish."""
    monkeypatch.setattr(mqtt, "SOON", 0.05)
    music = await open_mqtt(house, broker)
    await music.until_kept(f"{PREFIX}/status", "online")
    evening = await music.save("Evening", "Jazz")
    await music.until_kept(f"{PREFIX}/categories/state", "Jazz")
    await house.press(music.entry, "dry_run", "turn_on")
    folder = Path(house.hass.config.path("plex_sync", "music_anna"))
    await house.until((folder / "mqtt_dry_run_manifest.json").exists)
    music.keep(evening, category="Swing")
    await house.press(music.entry, "dry_run", "turn_off")
    await music.until_kept(f"{PREFIX}/categories/state", "Swing")
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    assert (await music.kept())[f"{PREFIX}/status"] == "offline"


async def test_tls(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that is not trusted is a repair; checked or not, it is encrypted."""
    certificate = make_certificate(tmp_path)
    with Mosquitto(users={"bridge": "secret-1"}, tls=certificate) as broker:
        music = await open_mqtt(house, broker, tls=True)
        with pytest.raises(HomeAssistantError) as caught:
            await music.publish()
        assert caught.value.translation_key == "tls"
        assert music.told() == {"mqtt_refused"}
        await music.change(verify_tls=False)
        assert (await music.publish())["published"] == 2
        assert music.told() == set()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
        await music.change(verify_tls=True)
        assert (await music.publish())["published"] == 1


async def test_profile_that_does_not_publish_says_so(house: House) -> None:
    """By the action, and there is no button; no broker is asked."""
    music = await open_music(house)
    with pytest.raises(ServiceValidationError) as caught:
        await music.call("publish_mqtt")
    assert caught.value.translation_key == "mqtt_off"
    assert house.hass.states.get("button.music_anna_publish_categories") is None
    entry = await house.set_up()
    with pytest.raises(ServiceValidationError) as caught:
        await house.call(entry, "publish_mqtt")
    assert caught.value.translation_key == "not_a_music_profile"


async def test_button_publishes(house: House, broker: Mosquitto) -> None:
    """Or says what the broker does not like."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    press = {"entity_id": "button.music_anna_publish_categories"}
    await house.hass.services.async_call("button", "press", press, blocking=True)
    assert len(await music.kept()) == 4
    await music.change(password="wrong")
    with pytest.raises(HomeAssistantError) as caught:
        await house.hass.services.async_call("button", "press", press, blocking=True)
    assert caught.value.translation_key == "sign_in_refused"


async def test_every_hour_it_is_looked_again(house: House, broker: Mosquitto) -> None:
    """For what nobody tells of, such as where this Home Assistant is."""
    music = await open_mqtt(house, broker)
    evening = await music.save("Evening", "Jazz")
    await music.publish()
    assert (await music.item(evening))["thumb"].startswith("/api/plex_sync/")
    house.hass.config.internal_url = "http://192.168.1.5:8123"
    text = json.dumps(
        {
            **await music.item(evening),
            "thumb": f"http://192.168.1.5:8123{(await music.item(evening))['thumb']}",
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(minutes=61))
    await music.until_kept(f"{PREFIX}/items/{evening.id}/state", text)


async def test_journal_that_cannot_be_read_is_no_reason_to_send_or_clear(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told to whoever asks, and what is kept stays, also of a removed profile."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    kept = await music.kept()

    async def broken(*_: object) -> None:
        raise JournalError("journal_failed", "disk I/O error")

    press = {"entity_id": "button.music_anna_publish_categories"}
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "notes", broken)
        with pytest.raises(HomeAssistantError, match="disk I/O error"):
            await music.publish()
        with pytest.raises(HomeAssistantError, match="disk I/O error"):
            await house.hass.services.async_call(
                "button", "press", press, blocking=True
            )
        async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(minutes=61))
        await house.hass.async_block_till_done(wait_background_tasks=True)
        assert await music.kept() == kept
        await house.hass.config_entries.async_remove(music.entry.entry_id)
    assert await music.kept() == {**kept, f"{PREFIX}/status": "offline"}


async def test_changes_during_a_publication_are_published_after_it(
    house: House, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One set at a time."""
    monkeypatch.setattr(mqtt, "SOON", 0.02)
    music = await open_mqtt(house, broker)
    await music.until_kept(f"{PREFIX}/status", "online")
    for number in range(12):
        music.keep(music.playlist(f"List {number}", "One"), category=f"C{number:02}")
        await asyncio.sleep(0.03)
    names = ",".join(f"C{number:02}" for number in range(12))
    await music.until_kept(f"{PREFIX}/categories/state", names)


async def test_connection_is_made_anew_when_the_options_change_meanwhile(
    house: House, broker: Mosquitto
) -> None:
    """The topics of before are taken back with all that was in them."""
    music = await open_mqtt(house, broker)
    await music.save("Evening", "Jazz")
    await music.publish()
    options = music.entry.options
    house.hass.config_entries.async_update_entry(
        music.entry,
        options={**options, "mqtt": {**options["mqtt"], "prefix": "other"}},
    )
    answer = await music.publish()
    assert (answer["published"], answer["removed"]) == (4, 4)
    assert all(topic.startswith("other/") for topic in await music.kept())
