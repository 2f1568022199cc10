"""The form for MQTT: which broker, tried before it is kept, and under which names."""

import _socket
from collections.abc import AsyncIterator
from pathlib import Path
import socket
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.mqtt import publisher as mqtt
from tests.e2e.harness.ports import free_port
from tests.mosquitto import Mosquitto, make_certificate

from .house import House
from .mqtt_house import PREFIX, MqttHouse, connect_home_assistant, own_broker
from .music_house import MusicHouse, open_music
from .test_flow_music import filled_in
from .test_flow_music_options import options_of

PASSWORD = " secret-1 "
"""Blanks belong to it."""


@pytest.fixture(autouse=True)
def only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published by itself."""
    monkeypatch.setattr(mqtt, "SOON", 3600.0)


@pytest.fixture
async def broker(house: House) -> AsyncIterator[Mosquitto]:
    """A broker with a user; Home Assistant goes before it does."""
    with Mosquitto(users={"bridge": PASSWORD}) as running:
        yield running
        for entry in house.hass.config_entries.async_loaded_entries("mqtt"):
            await house.hass.config_entries.async_unload(entry.entry_id)


async def send(music: MusicHouse, form: Any, **typed: Any) -> Any:
    """Send a form, with what it suggests for the rest."""
    options = music.house.hass.config_entries.options
    suggested = {key: value for key, value in shown(form).items() if value is not None}
    typed = {**suggested, **typed}
    result = await options.async_configure(form["flow_id"], filled_in(form, typed))
    if result["type"] is FlowResultType.CREATE_ENTRY:
        await music.house.hass.async_block_till_done()
    return result


def shown(form: Any) -> dict[str, Any]:
    """What a form has in its fields."""
    found: dict[str, Any] = {}
    for field in form["data_schema"].schema:
        suggested = (field.description or {}).get("suggested_value")
        has_default = callable(getattr(field, "default", None))
        found[str(field)] = field.default() if has_default else suggested
    return found


async def test_own_broker_is_tried_and_kept(house: House, broker: Mosquitto) -> None:
    """What does not work is said; the password is never shown, and kept if left empty."""
    music = await open_music(house)
    form = await options_of(music, "mqtt")
    # Without Home Assistant's MQTT there is no choice.
    assert "broker" not in shown(form)
    assert shown(form)["prefix"] == PREFIX
    assert shown(form)["discovery"] is True
    form = await send(music, form, enabled=True)
    assert form["step_id"] == "mqtt_broker"
    for typed, error in (
        ({"address": " "}, "mqtt_address"),
        ({"address": broker.host, "port": free_port()}, "mqtt_unreachable"),
        ({"address": broker.host, "port": broker.port}, "mqtt_sign_in"),
        (
            {
                "address": broker.host,
                "port": broker.port,
                "user": "bridge",
                "password": "wrong",
            },
            "mqtt_sign_in",
        ),
    ):
        form = await send(music, form, **typed)
        assert form["errors"] == {"base": error}
        assert "password" not in {
            key for key, value in shown(form).items() if value is not None
        }
    result = await send(music, form, user="bridge", password=PASSWORD)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    kept = music.entry.options["mqtt"]
    assert kept == {
        **own_broker(broker, discovery=True),
        "prefix": PREFIX,
        "discovery_prefix": "homeassistant",
        "tls": False,
        "verify_tls": True,
    }
    form = await options_of(music, "mqtt")
    form = await send(music, form, discovery=False)
    assert shown(form)["user"] == "bridge"
    assert "secret-1" not in str(shown(form))
    await send(music, form)
    assert music.entry.options["mqtt"] == {**kept, "discovery": False}
    published = await music.call("publish_mqtt")
    assert published["published"] == 2
    # The password of somebody else is not tried.
    form = await send(music, await options_of(music, "mqtt"))
    form = await send(music, form, user="other")
    assert form["errors"] == {"base": "mqtt_sign_in"}
    house.hass.config_entries.options.async_abort(form["flow_id"])
    form = await options_of(music, "mqtt")
    result = await send(music, form, enabled=False)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert music.entry.options["mqtt"]["password"] == PASSWORD


@pytest.mark.parametrize("address", ["broker..lan", f"{'x' * 70}.lan"])
async def test_address_that_no_machine_can_have(
    house: House, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """It is said like any other at which nobody answers."""
    music = await open_music(house)
    form = await send(music, await options_of(music, "mqtt"), enabled=True)
    # Nobody is asked for such names; tests may not ask for any.
    monkeypatch.setattr(socket, "getaddrinfo", _socket.getaddrinfo)
    form = await send(music, form, address=address)
    assert form["errors"] == {"base": "mqtt_unreachable"}


async def test_certificate_that_is_not_trusted(house: House, tmp_path: Path) -> None:
    """It is said, and can be let pass."""
    with Mosquitto(tls=make_certificate(tmp_path)) as broker:
        music = await open_music(house)
        form = await send(music, await options_of(music, "mqtt"), enabled=True)
        typed = {"address": "localhost", "port": broker.port, "tls": True}
        form = await send(music, form, **typed)
        assert form["errors"] == {"base": "mqtt_tls"}
        result = await send(music, form, verify_tls=False)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert (await music.call("publish_mqtt"))["published"] == 3


async def test_home_assistants_connection_is_offered_where_it_is(house: House) -> None:
    """Without discovery, unless it is asked for; nothing of another broker is kept."""
    with Mosquitto() as broker:
        entry = await connect_home_assistant(house, broker)
        opened = await open_music(house, mqtt=own_broker(broker))
        music = MqttHouse(
            house=house, anna=opened.anna, entry=opened.entry, broker=broker
        )
        form = await options_of(music, "mqtt")
        assert shown(form)["broker"] == "own"
        result = await send(music, form, broker="home_assistant")
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert music.entry.options["mqtt"] == {
            "enabled": True,
            "broker": "home_assistant",
            "prefix": PREFIX,
            "discovery": False,
            "discovery_prefix": "homeassistant",
        }
        assert (await music.publish())["published"] == 2
        await house.hass.config_entries.async_unload(entry.entry_id)
        await house.hass.config_entries.async_remove(entry.entry_id)
        # It is gone: what was chosen cannot be chosen again.
        form = await options_of(music, "mqtt")
        assert "broker" not in shown(form)
        form = await send(music, form)
        assert form["step_id"] == "mqtt_broker"


async def test_home_assistants_connection_is_the_first_choice(house: House) -> None:
    """Its entities are there already, so discovery is off."""
    with Mosquitto() as broker:
        entry = await connect_home_assistant(house, broker)
        music = await open_music(house)
        form = await options_of(music, "mqtt")
        assert shown(form)["broker"] == "home_assistant"
        assert shown(form)["discovery"] is False
        await house.hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize(
    "prefix", ["", "music/", "/music", "a//b", "a/+/b", "music#", "my music", "$SYS/a"]
)
async def test_prefix_has_to_be_one(house: House, prefix: str) -> None:
    """No wildcard, no blank, no slash at either end."""
    music = await open_music(house)
    form = await options_of(music, "mqtt")
    for field in ("prefix", "discovery_prefix"):
        form = await send(music, form, **{"enabled": True, field: prefix})
        assert form["errors"].keys() == {field}
        assert form["errors"][field] == "mqtt_prefix"
        form = await send(music, form, prefix="same", discovery_prefix="same")
        assert form["errors"] == {"prefix": "mqtt_prefix_taken"}
    # Off, it does not matter.
    result = await send(music, form, enabled=False, prefix=prefix)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_prefix_belongs_to_one_profile(house: House, broker: Mosquitto) -> None:
    """Also one that would be the same in the topics of discovery."""
    await open_music(house, mqtt=own_broker(broker, prefix="home/music"))
    house.spotify.accounts.clear()
    music = await open_music(house)
    form = await options_of(music, "mqtt")
    for prefix in ("home/music", "Home_Music"):
        form = await send(music, form, enabled=True, prefix=prefix)
        assert form["errors"] == {"prefix": "mqtt_prefix_taken"}
    form = await send(music, form, prefix="home/other")
    assert form["step_id"] == "mqtt_broker"
