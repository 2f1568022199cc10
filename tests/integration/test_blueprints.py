"""Blueprints: valid, offered in the README, and doing what they say."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
import re
from typing import Any, Final
from urllib.parse import quote

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.components.notify.const import NotifyEntityFeature
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,
    async_mock_service,
)

from tests.fakes.plex import Fault

from .house import House, open_house
from .test_undo import with_entry

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "blueprints" / "automation" / "plex_sync"
FILES: Final = sorted(FOLDER.glob("*.yaml"))
ADDRESS: Final = "https://github.com/plex-sync/plex-sync/blob/main/"
TOLD: Final = "notify.family"


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household that has the blueprints, and somebody to be told."""
    folder = Path(hass.config.path("blueprints", "automation", "plex_sync"))

    def copy() -> None:
        folder.mkdir(parents=True)
        for file in FILES:
            (folder / file.name).write_bytes(file.read_bytes())

    await hass.async_add_executor_job(copy)
    hass.states.async_set(
        TOLD, "unknown", {"supported_features": NotifyEntityFeature.TITLE}
    )
    async with open_house(hass) as household:
        yield household
        if hass.services.has_service("automation", "turn_off"):
            all_of_them = {"entity_id": "all"}
            await hass.services.async_call(
                "automation", "turn_off", all_of_them, blocking=True
            )


@pytest.fixture
def messages(house: House) -> list[ServiceCall]:
    """What is told."""
    calls: list[ServiceCall] = async_mock_service(house.hass, "notify", "send_message")
    return calls


async def use(house: House, name: str, **inputs: Any) -> None:
    """Make an automation of a blueprint."""
    blueprint = {"path": f"plex_sync/{name}.yaml", "input": inputs}
    config = {"automation": {"alias": name, "use_blueprint": blueprint}}
    assert await async_setup_component(house.hass, "automation", config)
    await house.hass.async_block_till_done()
    assert house.hass.states.async_entity_ids("automation")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_blueprint_is_valid_and_offered(hass: HomeAssistant, file: Path) -> None:
    """Home Assistant takes it, and the README leads to it."""
    await async_setup_component(hass, "blueprint", {})
    blueprint = Blueprint(
        await hass.async_add_executor_job(load_yaml_dict, str(file)),
        expected_domain="automation",
        schema=AUTOMATION_BLUEPRINT_SCHEMA,
    )
    assert blueprint.validate() is None
    address = f"{ADDRESS}{file.relative_to(ROOT)}"
    assert blueprint.metadata["source_url"] == address
    readme = await hass.async_add_executor_job((ROOT / "README.md").read_text)
    assert f"blueprint_import/?blueprint_url={quote(address, safe='')}" in readme


async def test_readme_offers_no_other_blueprint() -> None:
    """Each link leads to a file that is there."""
    links = re.findall(r"blueprint_url=(\S+?)\)", (ROOT / "README.md").read_text())
    assert len(links) == len(FILES) == 3


async def test_failure_is_told_once(house: House, messages: list[ServiceCall]) -> None:
    """The message of the failure; what goes well, and what is loaded again, is not told."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    run = house.entity_id(entry, "run")
    await use(house, "notify_on_failure", run_events=run, notify_entities=TOLD)
    await house.sync(entry)
    assert messages == []
    house.plex.faults.add(Fault("status", "sections", status=500, times=None))
    await house.press(entry, "full_sync", "press")
    await house.rest(entry)
    [message] = messages
    assert message.data["entity_id"] == [TOLD]
    assert message.data["title"] == "Anime Mika"
    assert "Plex" in message.data["message"]
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.async_block_till_done()
    assert len(messages) == 1


async def test_stop_of_the_guard_is_told(
    house: House, messages: list[ServiceCall]
) -> None:
    """Its plan waits; a stop by hand would not be told."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(
        options={
            "guard_lowered": 0,
            "guard_lowered_percent": 0,
            "destructive": True,
            "policy_progress": "mirror",
        }
    )
    await house.sync(entry)
    more = [{"action": "test.more", "data": {"of": "{{ profile }}"}}]
    calls = async_mock_service(house.hass, "test", "more")
    run = house.entity_id(entry, "run")
    await use(house, "notify_on_failure", run_events=[run], more_actions=more)
    house.plex.mark_unwatched(house.plex.owner, show.episode(1, 3))
    assert (await house.sync(entry))["result"] == "guarded"
    assert [each.data["of"] for each in calls] == ["Anime Mika"]
    assert messages == []


async def test_completed_series_is_acted_upon(
    house: House, messages: list[ServiceCall]
) -> None:
    """When its last episode was watched, and then alone."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    await house.sync(entry)
    calls = async_mock_service(house.hass, "test", "celebrate")
    act = [{"action": "test.celebrate", "data": {"title": "{{ title }}"}}]
    change = house.entity_id(entry, "change")
    await use(house, "series_completed", change_events=change, completed_actions=act)
    house.watch(show, 11)
    await house.sync(entry)
    assert calls == []
    house.watch(show, 12)
    await house.sync(entry)
    assert [call.data["title"] for call in calls] == ["Frieren"]
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.async_block_till_done()
    assert len(calls) == 1


async def evening(house: House, freezer: Any, day: int, *, eventful: bool) -> None:
    """A day in November, of which something may be told, until after six."""
    await house.hass.config.async_set_time_zone("UTC")
    freezer.move_to(datetime(2026, 11, day, 17, tzinfo=dt_util.UTC))
    show, obscure = house.show("Frieren"), house.show("Obscure", mapped=False)
    entry = await house.set_up()
    await use(house, "weekly_digest", profile=entry.entry_id, notify_entities=[TOLD])
    if eventful:
        house.watch(show, 3)
        house.watch(obscure, 1)
        await house.sync(entry)
    six = datetime(2026, 11, day, 18, 0, 0, 500_000, tzinfo=dt_util.UTC)
    freezer.move_to(six)
    async_fire_time_changed(house.hass, six)
    await house.hass.async_block_till_done()


async def test_digest_tells_of_changes_and_open_problems(
    house: House, messages: list[ServiceCall], freezer: Any
) -> None:
    """On Sunday at six, each with its number."""
    await evening(house, freezer, 22, eventful=True)
    [message] = messages
    assert message.data["message"] == (
        "Changed this week (1): Frieren.\nWaiting for you (1): Obscure."
    )


@pytest.mark.parametrize(("day", "eventful"), [(21, True), (22, False)])
async def test_digest_comes_on_its_day_if_there_is_anything(
    house: House, messages: list[ServiceCall], freezer: Any, day: int, eventful: bool
) -> None:
    """Not on Saturday, and not of a week without anything."""
    await evening(house, freezer, day, eventful=eventful)
    assert messages == []


def test_files_are_of_one_form() -> None:
    """Each names itself, its author and the oldest Home Assistant that it runs in."""
    for file in FILES:
        blueprint = load_yaml_dict(str(file))["blueprint"]
        assert blueprint["name"].startswith("Plex Sync: ")
        assert blueprint["author"] == "Plex Sync"
        assert blueprint["homeassistant"]["min_version"] == "2026.10.0"
