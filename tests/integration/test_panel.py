"""The panel in the sidebar follows the profiles."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from homeassistant.components.frontend import DATA_PANELS
from homeassistant.config_entries import ConfigEntry, ConfigEntryDisabler
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .web import open_web_house


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant serves pages."""
    async with open_web_house(hass) as house:
        house.add_user("Noa")
        yield house


@pytest.fixture(name="panel")
def panel_fixture(hass: HomeAssistant) -> Callable[[], dict[str, Any] | None]:
    """What the frontend is told of the panel; `None`: there is none."""

    def panel() -> dict[str, Any] | None:
        found = hass.data.get(DATA_PANELS, {}).get("plex_sync")
        return None if found is None else dict(found.to_response())

    return panel


async def change(hass: HomeAssistant, entry: ConfigEntry, *, show: bool) -> None:
    """Choose whether a profile wants the panel."""
    options = {**entry.options, "show_panel": show}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.async_block_till_done()


async def test_panel_comes_with_the_first_profile_and_goes_with_the_last(
    hass: HomeAssistant, house: House, panel: Callable[[], dict[str, Any] | None]
) -> None:
    """It loads its own module from where the cards are, and is open to every user."""
    assert panel() is None
    first = await house.set_up()
    shown = panel()
    assert shown is not None
    assert shown["title"] == "Plex Sync"
    assert shown["require_admin"] is False
    module = shown["config"]["_panel_custom"]["module_url"]
    assert module.startswith("/plex_sync/")
    assert module.endswith("/panel.js")

    second = await house.set_up("Noa")
    await hass.config_entries.async_remove(first.entry_id)
    await hass.async_block_till_done()
    assert panel() is not None
    await hass.config_entries.async_remove(second.entry_id)
    await hass.async_block_till_done()
    assert panel() is None


async def test_panel_stays_while_its_only_profile_is_loaded_again(
    hass: HomeAssistant, house: House, panel: Callable[[], dict[str, Any] | None]
) -> None:
    """Whoever looks at it is not sent away; without the profile it goes, and returns."""
    entry = await house.set_up()
    await hass.config_entries.async_unload(entry.entry_id)
    assert panel() is not None
    await hass.config_entries.async_setup(entry.entry_id)
    assert panel() is not None
    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    await hass.async_block_till_done()
    assert panel() is None
    await hass.config_entries.async_set_disabled_by(entry.entry_id, None)
    await hass.async_block_till_done()
    assert panel() is not None


async def test_panel_is_hidden_when_no_profile_wants_it(
    hass: HomeAssistant, house: House, panel: Callable[[], dict[str, Any] | None]
) -> None:
    """One that wants it is enough."""
    first = await house.set_up()
    second = await house.set_up("Noa")
    await change(hass, first, show=False)
    assert panel() is not None
    await change(hass, second, show=False)
    assert panel() is None
    await change(hass, first, show=True)
    assert panel() is not None
