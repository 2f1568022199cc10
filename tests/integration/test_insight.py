"""What helps when something is wrong: diagnostics, system health, live status."""

import json
import logging
from typing import Any

from homeassistant.components.system_health import DOMAIN as SYSTEM_HEALTH
from homeassistant.helpers.json import JSONEncoder
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    get_system_health_info,
)

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.diagnostics import async_get_config_entry_diagnostics
from custom_components.plex_sync.status import ProfileStatus
from custom_components.plex_sync.sync.runs import Stage

from .house import House


async def diagnostics_of(house: House, entry: MockConfigEntry) -> dict[str, Any]:
    """The diagnostics of a profile, as they are downloaded."""
    found = await async_get_config_entry_diagnostics(house.hass, entry)
    data: dict[str, Any] = json.loads(json.dumps(found, cls=JSONEncoder))
    return data


async def test_diagnostics_tell_how_things_stand_and_no_secret(house: House) -> None:
    """Diagnostics may be posted anywhere."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    await house.sync(entry)
    data = await diagnostics_of(house, entry)
    assert data["status"]["counters"]["synced"] == 1
    assert data["status"]["last_result"] == "ok"
    assert data["runs"][0]["counts"] == {"synced": 1}
    assert data["mappings"]["edges"] == 1
    assert data["endpoints_overridden"] == [
        "anilist",
        "plex_tv",
        "discover",
        "community",
        "mappings",
        "mappings_fallback",
        "spotify",
        "spotify_authorize",
        "spotify_token",
    ]
    account = house.anilist.user("Mika")
    text = json.dumps(data)
    for secret in (
        house.plex.owner.token,
        account.token,
        house.plex.url,
        house.plex.machine_identifier,
        "Mika",
        "Frieren",
    ):
        assert secret not in text


async def test_system_health_names_what_is_asked_elsewhere(house: House) -> None:
    """Whoever looks at the health page sees that these are not the real services."""
    await house.set_up()
    assert await async_setup_component(house.hass, SYSTEM_HEALTH, {})
    await house.hass.async_block_till_done()
    info = await get_system_health_info(house.hass, DOMAIN)
    assert info["profiles"] == 1
    assert info["endpoints_overridden"].startswith("anilist, plex_tv")
    assert info["journal_size"].endswith(" MB")
    info["can_reach_anilist"].close()


async def test_live_listeners_see_a_run_go_by(house: House) -> None:
    """Who looks closely sees the stages and the end, and can stop looking."""
    for number in range(5):
        house.watch(house.show(f"Show {number}"), 3)
    entry = await house.set_up()
    seen: list[ProfileStatus] = []
    stop = entry.runtime_data.async_listen(seen.append)
    house.anilist.latency = 0.3
    await house.sync(entry)
    await house.until(lambda: bool(seen) and seen[-1].running is None)
    stages = {status.progress.stage for status in seen if status.progress is not None}
    assert Stage.WRITING in stages
    assert seen[-1].last_result == "ok"
    stop()
    seen.clear()
    await house.sync(entry)
    assert seen == []


async def test_ordinary_life_leaves_no_warning(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Setting up, syncing, reloading and removing say nothing in the log."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    await house.sync(entry)
    await house.press(entry, "dry_run", "turn_on")
    await house.sync(entry)
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.config_entries.async_remove(entry.entry_id)
    await house.hass.async_block_till_done()
    assert [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and "plex_sync" in f"{record.name} {record.getMessage()}"
        and "has not been tested" not in record.getMessage()
    ] == []
