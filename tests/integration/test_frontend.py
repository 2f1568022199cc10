"""The cards are served, and loaded once."""

from collections.abc import Callable
import json
from pathlib import Path
import re

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plex_sync.frontend import FOLDER, async_setup_frontend

from .web import set_up_web


@pytest.fixture(name="addresses")
async def addresses_fixture(hass: HomeAssistant) -> Callable[[], list[str]]:
    """What the frontend is told to load."""
    await set_up_web(hass)
    return lambda: list(hass.data[DATA_EXTRA_MODULE_URL].urls)


async def test_entry_and_its_chunks_are_served(
    hass: HomeAssistant,
    addresses: Callable[[], list[str]],
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """The entry is small, and each chunk that it names lies beside it."""
    await async_setup_frontend(hass)
    [address] = addresses()
    manifest = FOLDER.parent.parent / "manifest.json"
    version = json.loads(manifest.read_text())["version"]
    assert address.startswith(f"/plex_sync/{version}-")
    client = await hass_client_no_auth()
    response = await client.get(address)
    assert response.status == 200
    assert "max-age" in response.headers["Cache-Control"]
    text = await response.text()
    assert len(text) < 6_000
    chunks = set(re.findall(r"\./([\w-]+\.js)", text))
    assert chunks
    for chunk in chunks:
        beside = f"{address.rpartition('/')[0]}/{chunk}"
        assert (await client.get(beside)).status == 200


async def test_cards_are_loaded_once(
    hass: HomeAssistant, addresses: Callable[[], list[str]]
) -> None:
    """However often it is asked for."""
    await async_setup_frontend(hass)
    await async_setup_frontend(hass)
    assert len(addresses()) == 1


async def test_nothing_is_served_without_a_web_server(hass: HomeAssistant) -> None:
    """A Home Assistant without one is none of ours to mend."""
    await async_setup_frontend(hass)
    assert DATA_EXTRA_MODULE_URL not in hass.data


def test_shipped_files_are_only_what_is_loaded() -> None:
    """No maps, no sources, and nothing that nobody names."""
    files = {path.name for path in FOLDER.iterdir()}
    named = {"cards.js", "panel.js"}
    for path in FOLDER.iterdir():
        named |= set(re.findall(r"\./([\w-]+\.js)", path.read_text()))
    assert files == named


def test_lock_file_names_no_host() -> None:
    """Packages come from wherever the user's npm gets them."""
    lock = json.loads((FOLDER.parent / "package-lock.json").read_text())
    assert not [name for name, each in lock["packages"].items() if "resolved" in each]


def test_defines_wait_for_the_frontend() -> None:
    """No element is defined by the mere loading of a module."""
    sources: list[Path] = list((FOLDER.parent / "src").rglob("*.ts"))
    assert sources
    for path in sources:
        text = path.read_text()
        assert "@customElement" not in text
        if path.name != "define.ts":
            assert "customElements.define" not in text, path.name
