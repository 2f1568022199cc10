"""What entities show, and what can be done with them."""

from typing import Any

from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from .house import House

ENTITIES = {
    "binary_sensor": {"running", "problem"},
    "button": {"full_sync", "poll_sync"},
    "event": {"backup", "run", "change"},
    "sensor": {
        "status",
        "progress",
        "last_backup",
        "last_sync",
        "next_sync",
        "synced",
        "failed",
        "not_found",
        "deleted",
        "undone",
        "review",
    },
    "switch": {"automatic_sync", "dry_run"},
}


def watch_events(house: House, entity_id: str) -> list[dict[str, Any]]:
    """Collect what an event entity tells."""
    seen: list[dict[str, Any]] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if (state := event.data["new_state"]) is not None:
            seen.append(dict(state.attributes))

    async_track_state_change_event(house.hass, entity_id, note)
    return seen


def watch_states(house: House, entity_id: str) -> list[str]:
    """Collect the states of an entity."""
    seen: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if (state := event.data["new_state"]) is not None:
            seen.append(state.state)

    async_track_state_change_event(house.hass, entity_id, note)
    return seen


async def test_profile_has_its_entities(
    house: House, entity_registry: er.EntityRegistry
) -> None:
    """Each entity is there, under a key that stays."""
    entry = await house.set_up()
    found: dict[str, set[str]] = {}
    for each in er.async_entries_for_config_entry(entity_registry, entry.entry_id):
        key = each.unique_id.removeprefix(f"{entry.entry_id}_")
        found.setdefault(each.domain, set()).add(key)
    assert found == ENTITIES


async def test_counters_serve_statistics(house: House) -> None:
    """Changes add up, open problems are measured."""
    entry = await house.set_up()
    classes = {
        key: house.state(entry, key).attributes["state_class"]
        for key in ("synced", "deleted", "undone", "failed", "not_found", "review")
    }
    assert classes == {
        "synced": "total",
        "deleted": "total",
        "undone": "total",
        "failed": "measurement",
        "not_found": "measurement",
        "review": "measurement",
    }


@pytest.mark.parametrize("key", ["automatic_sync", "dry_run"])
async def test_switch_sets_an_option_without_a_reload(house: House, key: str) -> None:
    """A switch and the options form share one truth."""
    entry = await house.set_up()
    coordinator = entry.runtime_data
    assert house.state(entry, key).state == "off"
    await house.press(entry, key, "turn_on")
    assert entry.options[key] is True
    assert house.state(entry, key).state == "on"
    await house.press(entry, key, "turn_off")
    assert entry.options[key] is False
    assert house.state(entry, key).state == "off"
    assert entry.runtime_data is coordinator
    await house.rest(entry)


async def test_switch_follows_the_options(house: House) -> None:
    """An option that is changed elsewhere shows at once."""
    entry = await house.set_up()
    house.hass.config_entries.async_update_entry(
        entry, options={**entry.options, "dry_run": True}
    )
    await house.hass.async_block_till_done()
    assert house.state(entry, "dry_run").state == "on"


async def test_automatic_sync_shows_when_it_is_due(house: House) -> None:
    """The next full run is known while automatic sync is on."""
    entry = await house.set_up()
    assert house.state(entry, "next_sync").state == "unknown"
    await house.press(entry, "automatic_sync", "turn_on")
    assert house.state(entry, "next_sync").state != "unknown"
    await house.press(entry, "automatic_sync", "turn_off")
    assert house.state(entry, "next_sync").state == "unknown"


async def test_run_and_change_are_told(house: House) -> None:
    """A run is told when it begins and ends, a change once it is settled."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    runs = watch_events(house, house.entity_id(entry, "run"))
    changes = watch_events(house, house.entity_id(entry, "change"))
    await house.sync(entry)
    assert [each["event_type"] for each in runs] == ["started", "finished"]
    assert runs[1]["kind"] == "full"
    assert runs[1]["synced"] == 1
    [change] = changes
    assert change["event_type"] == "synced"
    assert change["title"] == "Frieren"
    assert change["subtitle"] == "Season 1"
    assert change["target"] == str(house.media_id(show))
    assert "progress 5" in change["summary"]
    record = await house.call(entry, "get_record", record=change["record"])
    assert record["after"]["progress"] == 5


async def test_large_run_is_not_told_change_by_change(house: House) -> None:
    """A run of more than 50 changes is told as a whole."""
    for number in range(51):
        house.watch(house.show(f"Show {number:02}"), 1)
    entry = await house.set_up()
    runs = watch_events(house, house.entity_id(entry, "run"))
    changes = watch_events(house, house.entity_id(entry, "change"))
    await house.sync(entry)
    assert runs[-1]["synced"] == 51
    assert changes == []


async def test_poll_without_news_stays_silent(house: House) -> None:
    """Looking every minute shows in no state and in no event."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    await house.sync(entry)
    runs = watch_events(house, house.entity_id(entry, "run"))
    running = watch_events(house, house.entity_id(entry, "running"))
    await house.sync(entry, kind="poll")
    assert runs == []
    assert running == []


async def test_running_shows_while_a_run_lasts(house: House) -> None:
    """Automations can wait for the end of a run."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    house.anilist.latency = 0.3
    await house.call(entry, "sync")
    await house.until(lambda: house.state(entry, "running").state == "on")
    assert house.state(entry, "status").state != "idle"
    await house.until(lambda: house.state(entry, "running").state == "off")
    assert house.state(entry, "status").state == "idle"
