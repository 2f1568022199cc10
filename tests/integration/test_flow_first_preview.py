"""The first run of a new profile: seen in the dialogue, approved, and on the list."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult, FlowType
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import (
    EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE,
    EVENT_DATA_ENTRY_FLOW_PROGRESSED,
    FlowResultType,
)
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.plex_sync.anime.planner import AnimePlanner
from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.flows import first_preview
from tests.fakes.plex import Fault

from .flow_world import begin, checked, submit, suggested
from .house import House, open_house


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household without notifications, so that nothing runs but what is asked for."""
    async with open_house(hass) as house:
        house.plex.faults.add(Fault("status", "websockets", status=403, times=None))
        yield house


@pytest.fixture(name="held")
def held_fixture(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Runs read on only once this is set."""
    event = asyncio.Event()
    read = AnimePlanner.read

    async def wait(*arguments: Any) -> Any:
        await event.wait()
        return await read(*arguments)

    monkeypatch.setattr(AnimePlanner, "read", wait)
    return event


WAITING = ("first_preview", "applying")
"""Steps that end by themselves."""


def watched(house: House, count: int = 4) -> None:
    """Some shows were watched."""
    for number in range(count):
        house.watch(house.show(f"Show {number}", 28), number + 1)


async def make(house: House, **last: Any) -> ConfigFlowResult:
    """Make a profile by forms; the end of its first dialogue."""
    hass = house.hass
    result = await submit(hass, await begin(hass), server="address")
    result = await submit(
        hass,
        result,
        url=house.plex.url,
        token=house.plex.owner.token,
        verify_ssl=True,
    )
    result = await submit(hass, result, other={"token": "token-mika"})
    typed = suggested(result)
    more = {**typed["more"], "poll_interval": 0, **last.pop("more", {})}
    result = await submit(hass, result, **{**typed, "more": more, **last})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    return result


class Dialogue:
    """The dialogue that a new profile goes on in."""

    def __init__(self, hass: HomeAssistant, made: ConfigFlowResult) -> None:
        """Go on where the profile was made."""
        self.entry: ConfigEntry = made["result"]
        self._options = hass.config_entries.options
        kind, self._flow_id = made["next_flow"]
        assert kind is FlowType.OPTIONS_FLOW

    async def shows(self, step: str) -> ConfigFlowResult:
        """Wait until a step or, at the end, a reason is shown."""
        async with asyncio.timeout(10):
            while (step_id := self._step()) in WAITING and step_id != step:
                await asyncio.sleep(0.01)
        # As the frontend does when it is told that the dialogue went on.
        result = await self._ask(None)
        assert step in (result.get("step_id"), result.get("reason"))
        return result

    def _step(self) -> str | None:
        """Where the dialogue is."""
        flow = self._options._progress[self._flow_id]
        return flow.cur_step["step_id"] if flow.cur_step else None

    async def chooses(self, option: str) -> ConfigFlowResult:
        """Choose from the menu."""
        return await self._ask({"next_step_id": option})

    async def sends(self, **values: Any) -> ConfigFlowResult:
        """Send a form off."""
        return await self._ask(values)

    async def opens_anew(self) -> None:
        """Open another dialogue, as the frontend does instead of going on."""
        result: Any = await self._options.async_init(self.entry.entry_id)
        self._flow_id = result["flow_id"]

    async def _ask(self, values: dict[str, Any] | None) -> ConfigFlowResult:
        result: Any = await self._options.async_configure(self._flow_id, values)
        return checked(cast("ConfigFlowResult", result), "options")


async def test_first_changes_are_shown_and_applied(
    house: House, held: asyncio.Event
) -> None:
    """Progress, the numbers and the largest changes, one click, and the list is right."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    assert (await dialogue.shows("first_preview"))["type"] is (
        FlowResultType.SHOW_PROGRESS
    )
    held.set()
    menu = await dialogue.shows("first_changes")
    assert menu["menu_options"] == ["apply", "not_now", "change_options"]
    said = menu["description_placeholders"]
    assert said is not None
    numbers = {"new": "4", "raised": "0", "lowered": "0", "deleted": "0"}
    assert numbers.items() <= said.items()
    line = said["changes"].splitlines()[0]
    assert line.startswith("- **Show 3**: Progress 4, Status Watching, Started ")
    assert house.anilist.entries("Mika") == {}
    await house.until(lambda: house.issues(dialogue.entry) == {"plan_waiting"})
    form = await dialogue.chooses("apply")
    assert suggested(form) == {"quiet_feed": True}
    await dialogue.sends(quiet_feed=False)
    end = await dialogue.shows("applied")
    assert end["description_placeholders"] == {
        "profile": "Anime · Mika",
        "count": "4",
    }
    assert len(house.anilist.entries("Mika")) == 4
    await house.rest(dialogue.entry)
    await house.until(lambda: house.issues(dialogue.entry) == set())
    assert dialogue.entry.options["quiet_feed"] is False
    assert dialogue.entry.options["preview"] is False


async def test_dialogue_tells_how_far_both_runs_are(house: House) -> None:
    """While it reads, and while it writes."""
    watched(house, 30)
    told = async_capture_events(house.hass, EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE)
    house.anilist.fail("slow", on="query", seconds=0.6, times=3)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    assert told
    told.clear()
    house.anilist.heal()
    house.anilist.fail("slow", on="mutation", seconds=0.6, times=3)
    await dialogue.chooses("apply")
    await dialogue.sends(quiet_feed=False)
    await dialogue.shows("applied")
    assert told
    await house.rest(dialogue.entry)


async def test_dialogue_that_is_opened_anew_takes_the_place_of_the_first(
    house: House, held: asyncio.Event
) -> None:
    """The frontend opens another one; after that, options are options."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.opens_anew()
    assert len(house.hass.config_entries.options.async_progress()) == 1
    await dialogue.shows("first_preview")
    held.set()
    await dialogue.shows("first_changes")
    await dialogue.opens_anew()
    await dialogue.shows("init")


async def test_dialogue_that_is_opened_late_begins_with_the_changes(
    house: House,
) -> None:
    """There is nothing to wait for any more."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await house.until(lambda: house.issues(dialogue.entry) == {"plan_waiting"})
    await dialogue.opens_anew()
    assert dialogue._step() == "first_changes"


async def test_frontend_that_listens_late_is_told_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quick run is over before the dialogue is up; who has seen its end is left alone."""
    house.show("Frieren")
    monkeypatch.setattr(first_preview, "REMINDERS", (0.05,) * 100)
    told = async_capture_events(house.hass, EVENT_DATA_ENTRY_FLOW_PROGRESSED)
    dialogue = Dialogue(house.hass, await make(house))
    await house.until(lambda: len(told) >= 3)
    assert {each.data["flow_id"] for each in told} == {dialogue._flow_id}
    await dialogue.shows("nothing_to_change")
    count = len(told)
    async with asyncio.timeout(5):
        await asyncio.gather(*reminding())
    assert len(told) == count


def reminding() -> list[asyncio.Task[Any]]:
    """What tells the frontend again."""
    tasks = asyncio.all_tasks()
    return [task for task in tasks if task.get_name() == "Plex Sync reminder"]


async def test_first_changes_can_wait_for_the_repair(house: House) -> None:
    """The dialogue says where they are; nothing is written."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    assert (await dialogue.chooses("not_now"))["reason"] == "not_now"
    await house.until(lambda: house.issues(dialogue.entry) == {"plan_waiting"})
    assert house.anilist.entries("Mika") == {}


async def test_options_are_changed_before_anything_is_written(house: House) -> None:
    """The plan is made anew by the new rules, and waits in the repair."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    form = await dialogue.chooses("change_options")
    assert form["step_id"] == "init"
    typed = suggested(form)
    typed["rules"]["policy_started_at"] = "off"
    result = await dialogue.sends(**typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry = cast("Any", dialogue.entry)
    async with asyncio.timeout(10):
        while True:
            await house.hass.async_block_till_done()
            await house.rest(entry)
            changes = (await house.call(entry, "get_plan"))["changes"]
            if not any("started_at" in change["after"] for change in changes):
                break
    assert len(changes) == 4
    assert house.issues(entry) == {"plan_waiting"}
    assert house.anilist.entries("Mika") == {}


async def test_list_that_is_right_already_needs_no_word(house: House) -> None:
    """There is nothing to look at, and the profile goes on by itself."""
    house.show("Frieren")
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("nothing_to_change")
    await house.rest(dialogue.entry)
    await house.until(lambda: not dialogue.entry.options["preview"])


async def test_first_look_that_fails_says_why(house: House) -> None:
    """It is tried again by itself."""
    watched(house)
    house.plex.faults.add(Fault("status", "/all", status=500, times=None))
    dialogue = Dialogue(house.hass, await make(house))
    end = await dialogue.shows("first_run_failed")
    assert end["description_placeholders"] is not None
    assert end["description_placeholders"]["message"]
    assert house.anilist.entries("Mika") == {}


async def test_applying_that_fails_says_why(house: House) -> None:
    """What was not written still waits."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    await dialogue.chooses("apply")
    house.anilist.fail("disabled", on="query", times=-1)
    await dialogue.sends(quiet_feed=True)
    await dialogue.shows("not_applied")
    await house.rest(dialogue.entry)
    assert "plan_waiting" in house.issues(dialogue.entry)


async def test_change_made_at_anilist_meanwhile_is_left_alone(house: House) -> None:
    """It is the user's; the rest is written."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    house.anilist.set_entry("Mika", 1001, progress=9)
    await dialogue.chooses("apply")
    await dialogue.sends(quiet_feed=True)
    end = await dialogue.shows("applied_in_part")
    assert end["description_placeholders"] is not None
    assert end["description_placeholders"]["count"] == "3"
    assert house.anilist.entries("Mika")[1001]["progress"] == 9


async def test_profile_that_is_unloaded_meanwhile_ends_the_dialogue(
    house: House, held: asyncio.Event
) -> None:
    """It says so; whatever it finds later stands in the repair."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_preview")
    held.set()
    await house.hass.config_entries.async_unload(dialogue.entry.entry_id)
    await dialogue.shows("not_loaded")
    assert await house.hass.config_entries.async_setup(dialogue.entry.entry_id)
    await house.until(lambda: house.issues(dialogue.entry) == {"plan_waiting"})


async def test_profile_that_is_unloaded_before_it_applies_writes_nothing(
    house: House,
) -> None:
    """The plan is kept for when it is back."""
    watched(house)
    dialogue = Dialogue(house.hass, await make(house))
    await dialogue.shows("first_changes")
    await dialogue.chooses("apply")
    await house.hass.config_entries.async_unload(dialogue.entry.entry_id)
    assert (await dialogue.sends(quiet_feed=True))["reason"] == "not_loaded"
    assert house.anilist.entries("Mika") == {}


async def test_profile_that_shall_write_at_once_does_so(house: House) -> None:
    """Who turns the look off has the list right without another word."""
    watched(house)
    made = await make(house, preview=False)
    assert "next_flow" not in made
    await house.until(lambda: len(house.anilist.entries("Mika")) == 4)
    await house.rest(cast("Any", made["result"]))


async def test_dry_run_goes_before_the_first_look(house: House) -> None:
    """Nothing is offered to be applied where nothing is to be written."""
    watched(house)
    made = await make(house, more={"dry_run": True})
    assert "next_flow" not in made
    [entry] = house.hass.config_entries.async_entries(DOMAIN)
    await house.rest(cast("Any", entry))
    assert house.anilist.entries("Mika") == {}


async def test_server_that_goes_right_then_leaves_a_profile_that_waits(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to look at yet: the dialogue ends as usual."""
    monkeypatch.setattr(
        "custom_components.plex_sync.coordinator.PlexSyncCoordinator._async_setup",
        lambda _: (_ for _ in ()).throw(RuntimeError("gone")),
    )
    made = await make(house)
    assert "next_flow" not in made
