"""What a profile does by itself."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from tests.fakes.plex import Fault

from .house import House

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AUTOMATIC = {"automatic_sync": True, "full_sync_time": "02:00:00", "poll_interval": 60}


@pytest.fixture(autouse=True)
async def at_noon(house: House, freezer: FrozenDateTimeFactory) -> None:
    """It is noon, everywhere, and the server lets nobody listen: only the clock counts."""
    await house.hass.config.async_set_time_zone("UTC")
    house.plex.faults.add(Fault("status", "websockets", status=403, times=None))
    freezer.move_to(NOON)


async def pass_time(house: House, freezer: FrozenDateTimeFactory, to: datetime) -> None:
    """Let it be later."""
    freezer.move_to(to)
    async_fire_time_changed(house.hass, to)
    await house.hass.async_block_till_done()


async def runs_of(house: House, entry: MockConfigEntry) -> list[tuple[str, str, str]]:
    """The runs of a profile, oldest first: kind, origin, result."""
    await house.rest(entry)
    answer = await house.call(entry, "get_runs")
    return [
        (run["kind"], run["origin"], run["result"]) for run in reversed(answer["runs"])
    ]


async def test_first_start_runs_in_full(house: House) -> None:
    """A profile that never ran begins with everything."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options=AUTOMATIC)
    await house.until(lambda: house.progress(show) == 3)
    assert await runs_of(house, entry) == [("full", "start", "ok")]
    next_sync = dt_util.parse_datetime(house.state(entry, "next_sync").state)
    assert next_sync == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


async def test_nothing_runs_before_home_assistant_has_started(house: House) -> None:
    """Setting up does no work; the start does."""
    show = house.show("Frieren")
    house.watch(show, 3)
    house.hass.set_state(CoreState.starting)
    entry = await house.set_up(options=AUTOMATIC)
    assert entry.runtime_data.engine.running is None
    assert house.anilist.requests == 0
    house.hass.set_state(CoreState.running)
    house.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)


async def test_later_start_polls(house: House, freezer: FrozenDateTimeFactory) -> None:
    """A start soon after a full run only looks at what is new."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options=AUTOMATIC)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    freezer.move_to(NOON + timedelta(hours=1))
    house.watch(show, 4)
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.until(lambda: house.progress(show) == 4)
    assert (await runs_of(house, entry))[-1] == ("poll", "start", "ok")


async def test_start_after_a_long_time_runs_in_full(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """A full run whose turn was missed is made up for."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(options=AUTOMATIC)
    assert await runs_of(house, entry) == [("full", "start", "ok")]
    await house.hass.config_entries.async_unload(entry.entry_id)
    freezer.move_to(NOON + timedelta(days=2))
    await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()
    assert await runs_of(house, entry) == [("full", "start", "ok")] * 2


async def test_poll_comes_every_minute(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """What is watched is on the list within a minute."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options=AUTOMATIC)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    house.watch(show, 4)
    await pass_time(house, freezer, NOON + timedelta(seconds=61))
    await house.until(lambda: house.progress(show) == 4)
    assert (await runs_of(house, entry))[-1] == ("poll", "schedule", "ok")


async def test_full_run_comes_at_its_time(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Every n days, at the time that the user has chosen."""
    show = house.show("Frieren")
    house.watch(show, 3)
    options = {**AUTOMATIC, "poll_interval": 0, "full_sync_days": 2}
    entry = await house.set_up(options=options)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    await pass_time(house, freezer, datetime(2026, 11, 22, 2, 0, 1, tzinfo=UTC))
    assert len(await runs_of(house, entry)) == 1
    await pass_time(house, freezer, datetime(2026, 11, 23, 2, 0, 1, tzinfo=UTC))
    assert (await runs_of(house, entry))[1:] == [("full", "schedule", "ok")]
    next_sync = dt_util.parse_datetime(house.state(entry, "next_sync").state)
    assert next_sync == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


async def test_failed_full_run_is_tried_again_soon(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """A full run that Plex let down does not wait for its next turn."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(options={**AUTOMATIC, "poll_interval": 0})
    await house.rest(entry)
    house.plex.faults.add(Fault("server_gone", times=None))
    await pass_time(house, freezer, datetime(2026, 11, 22, 2, 0, 1, tzinfo=UTC))
    assert (await runs_of(house, entry))[-1] == ("full", "schedule", "failed")
    house.plex.faults.clear()
    await pass_time(house, freezer, datetime(2026, 11, 22, 3, 0, 2, tzinfo=UTC))
    assert (await runs_of(house, entry))[-1] == ("full", "schedule", "ok")


async def test_nothing_runs_while_automatic_sync_is_off(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Switched off, a profile runs only when asked; switched on, it goes on."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up()
    await pass_time(house, freezer, NOON + timedelta(days=1))
    assert await runs_of(house, entry) == []
    await house.press(entry, "automatic_sync", "turn_on")
    await house.until(lambda: house.progress(show) == 3)
    assert await runs_of(house, entry) == [("full", "start", "ok")]


async def test_first_full_run_comes_before_any_poll(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Where the first full run fails, polls wait until one has gone well."""
    show = house.show("Frieren")
    house.watch(show, 3)
    file = house.mappings.files["mappings.json"]
    file.status = 500
    entry = await house.set_up(options=AUTOMATIC)
    assert await runs_of(house, entry) == [("full", "start", "failed")]
    file.status = 200
    await pass_time(house, freezer, NOON + timedelta(seconds=61))
    assert len(await runs_of(house, entry)) == 1
    await pass_time(house, freezer, NOON + timedelta(minutes=62))
    assert (await runs_of(house, entry))[1:] == [("full", "schedule", "ok")]
    assert house.progress(show) == 3


async def test_dry_run_by_schedule_plans_only(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """In a dry run the schedule shows what it would do, and leaves no line."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options={**AUTOMATIC, "dry_run": True})
    await house.rest(entry)
    await pass_time(house, freezer, NOON + timedelta(minutes=5))
    await pass_time(house, freezer, datetime(2026, 11, 22, 2, 0, 1, tzinfo=UTC))
    assert await runs_of(house, entry) == []
    assert (await house.call(entry, "get_plan"))["change_count"] == 1
    assert house.progress(show) is None


async def test_refused_token_pauses_until_reloaded(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is asked with a token that was refused; signing in starts work again."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options=AUTOMATIC)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    account = house.anilist.user("Mika")
    good, account.token = account.token, "another"
    house.watch(show, 4)
    await pass_time(house, freezer, NOON + timedelta(seconds=61))
    await house.until(lambda: bool(house.hass.config_entries.flow.async_progress()))
    await house.rest(entry)
    house.anilist.reset_counts()
    await pass_time(house, freezer, NOON + timedelta(seconds=200))
    assert house.anilist.requests == 0
    account.token = good
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)


async def test_mappings_are_looked_for_once_a_day(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Runs of one day ask for mappings once."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    await house.sync(entry)
    await house.sync(entry)
    assert house.mappings.requests["mappings.json"] == 1
    freezer.move_to(NOON + timedelta(hours=25))
    await house.sync(entry)
    assert house.mappings.requests["mappings.json"] == 2


async def test_mappings_that_stay_away_are_told_after_a_week(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Old mappings are good enough for a while; then a repair says so."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    await house.sync(entry)
    house.mappings.files["mappings.json"].status = 500
    freezer.move_to(NOON + timedelta(days=2))
    await house.sync(entry)
    issues = house.issues(entry)
    assert issues == set()
    freezer.move_to(NOON + timedelta(days=10))
    await house.sync(entry)
    assert house.issues(entry) == {"mappings_stale"}
    house.mappings.files["mappings.json"].status = 200
    freezer.move_to(NOON + timedelta(days=11))
    await house.sync(entry)
    assert house.issues(entry) == set()
