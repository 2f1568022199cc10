"""Home Assistant boots with the integration, serves its pages and stops."""

from pathlib import Path

import pytest

from tests.mosquitto import Mosquitto

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant
from .harness.websocket import CommandFailed

pytestmark = pytest.mark.e2e


async def test_boots_on_loopback_only_and_stops(tmp_path: Path) -> None:
    """A whole life: start, pages, stop, start again after a kill, all on loopback."""
    home_assistant = HomeAssistant(tmp_path / "config")
    await home_assistant.start()
    try:
        page = await home_assistant.rest("GET", "/", token="")
        assert "<home-assistant>" in page
        assert await home_assistant.call("auth/current_user")
        await home_assistant.kill()
        await home_assistant.start()
        assert await home_assistant.state("zone.home")
    finally:
        code = await home_assistant.stop()
    assert code == 0
    assert home_assistant.attempts() == []
    assert home_assistant.problems().ours == []


async def test_frontend_shows_its_pages(home_assistant: HomeAssistant) -> None:
    """A browser that is signed in sees the frontend, and asks for nothing outside."""
    async with Browser(home_assistant) as browser:
        page = await browser.open("/config/integrations")
        await page.get_by_role("button", name="Add integration").wait_for()
        assert browser.outside == []


async def test_users_have_their_own_logins(home_assistant: HomeAssistant) -> None:
    """Someone who is no administrator is refused what administrators may."""
    tokens = await home_assistant.add_user("Kim")
    async with home_assistant.websocket(tokens["access_token"]) as socket:
        assert (await socket.call("auth/current_user"))["name"] == "Kim"
        with pytest.raises(CommandFailed, match="unauthorized"):
            await socket.call("config/auth/list")


async def test_forms_and_broker_work(home_assistant: HomeAssistant) -> None:
    """A config flow leads to an entry that is connected to a real broker."""
    with Mosquitto() as broker:
        answer = await home_assistant.flow(
            "mqtt",
            {
                "broker": broker.host,
                "port": broker.port,
                "other_settings": {"set_client_cert": False, "set_ca_cert": "off"},
            },
        )
        assert answer["type"] == "create_entry"
        async with home_assistant.websocket() as socket:
            heard = await socket.subscribe("mqtt/subscribe", topic="hello")
            # Kept by the broker, as the subscription reaches it a little later.
            await home_assistant.action(
                "mqtt.publish", {"topic": "hello", "payload": "world", "retain": True}
            )
            assert (await heard.next())["payload"] == "world"
        [entry] = await home_assistant.entries("mqtt")
        await home_assistant.rest(
            "DELETE", f"/api/config/config_entries/entry/{entry['entry_id']}"
        )


async def test_guard_refuses_and_tells(tmp_path: Path) -> None:
    """The guard would have caught an attempt: an integration that makes one is."""
    offender = tmp_path / "offender"
    offender.mkdir()
    (offender / "manifest.json").write_text(
        '{"domain": "offender", "name": "Offender", "version": "1.0.0",'
        ' "dependencies": ["http"], "codeowners": [],'
        ' "documentation": "https://example.invalid", "iot_class": "local_push"}'
    )
    (offender / "__init__.py").write_text(
        "import contextlib, socket, aiohttp\n"
        "from homeassistant.helpers.aiohttp_client import async_get_clientsession\n"
        "async def async_setup(hass, config):\n"
        "    session = async_get_clientsession(hass)\n"
        "    for host in ('example.invalid', '192.0.2.1'):\n"
        "        with contextlib.suppress(aiohttp.ClientError):\n"
        "            await session.get(f'http://{host}/')\n"
        "    return True\n"
    )
    async with HomeAssistant(
        tmp_path / "config", integrations=[offender], yaml="offender:\n"
    ) as home_assistant:
        refused = home_assistant.attempts()
    assert {attempt.address for attempt in refused} == {"example.invalid", "192.0.2.1"}
    assert any("offender/__init__.py" in frame for frame in refused[-1].frames)
