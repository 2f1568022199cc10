"""AniList's activity feed: quiet while a whole list is written, as it was afterwards."""

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.plex_sync.anilist import STATUSES
from custom_components.plex_sync.running.quiet_feed import AGAIN, NOTES

from .house import House
from .test_backups import back_up, fill, restore

OWN = {"DROPPED", "PLANNING"}


def silent(house: House) -> set[str]:
    """The statuses of which AniList makes no activity."""
    return house.anilist.user("Mika").disabled_list_activity


async def damaged(house: House, entries: int = 3) -> tuple[MockConfigEntry, str]:
    """A profile with a backup and a list that has changed since."""
    house.hurry()
    silent(house).update(OWN)
    fill(house, entries=entries)
    entry = await house.set_up()
    name = await back_up(house, entry)
    for number in range(1, entries + 1):
        house.anilist.set_entry("Mika", 500 + number, progress=20)
    house.anilist.reset_counts()
    return entry, name


def feed_writes(house: House) -> int:
    """How often the setting was written."""
    return sum("UpdateUser" in each.fields for each in house.anilist.operations)


async def test_restore_makes_no_activity(house: House) -> None:
    """What was off stays off, what was on is on again."""
    entry, name = await damaged(house)
    assert (await restore(house, entry, name))["restored"] == 3
    assert house.anilist.activities == []
    assert silent(house) == OWN
    assert feed_writes(house) == 2


async def test_restore_that_writes_nothing_leaves_the_feed_alone(house: House) -> None:
    """Nor does a dry run, one that may be heard of, or one of a quiet account."""
    entry, name = await damaged(house)
    await restore(house, entry, name, dry_run=True)
    assert feed_writes(house) == 0
    await restore(house, entry, name, quiet=False)
    assert len(house.anilist.activities) == 3
    await restore(house, entry, name)
    assert feed_writes(house) == 0
    silent(house).update(STATUSES)
    house.anilist.set_entry("Mika", 501, progress=20)
    await restore(house, entry, name)
    assert feed_writes(house) == 0
    assert silent(house) == set(STATUSES)


async def test_option_switches_it_off(house: House) -> None:
    """A single restore may be quiet all the same."""
    entry, name = await damaged(house)
    house.hass.config_entries.async_update_entry(
        entry, options={**entry.options, "quiet_feed": False}
    )
    await restore(house, entry, name, entries=["501"])
    assert len(house.anilist.activities) == 1
    await restore(house, entry, name, quiet=True)
    assert len(house.anilist.activities) == 1
    assert silent(house) == OWN


async def test_first_plan_is_applied_quietly_and_daily_life_is_heard_of(
    house: House,
) -> None:
    """The second run makes activities."""
    shows = [house.show(f"Anime {number}") for number in range(3)]
    for show in shows:
        house.watch(show, 2)
    entry = await house.set_up(options={"preview": True})
    await house.sync(entry)
    await house.call(entry, "apply_plan")
    assert [house.progress(show) for show in shows] == [2, 2, 2]
    assert (house.anilist.activities, silent(house)) == ([], set())
    house.watch(shows[0], 3)
    await house.sync(entry)
    assert len(house.anilist.activities) == 1
    assert feed_writes(house) == 2


async def test_first_sync_without_a_plan_is_quiet_if_it_is_a_large_one(
    house: House,
) -> None:
    """There is a first time for each profile."""
    shows = [house.show(f"Anime {number}") for number in range(12)]
    for show in shows:
        house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    assert house.anilist.activities == []
    house.watch(shows[0], 4)
    await house.sync(entry)
    assert [each.progress for each in house.anilist.activities] == [4]
    assert feed_writes(house) == 2


async def test_failure_in_the_middle_puts_it_back(house: House) -> None:
    """Also when AniList is only there again later."""
    entry, name = await damaged(house, entries=80)
    house.anilist.fail("disabled", on="mutation", after=2, times=1)
    await restore(house, entry, name)
    assert silent(house) == OWN

    house.anilist.set_entry("Mika", 501, progress=20)
    house.anilist.fail("disabled", after=4, times=-1)
    await restore(house, entry, name)
    assert silent(house) == set(STATUSES)
    house.anilist.heal()
    async_fire_time_changed(house.hass, dt_util.utcnow() + AGAIN)
    await house.until(lambda: silent(house) == OWN)


async def test_unload_in_the_middle_puts_it_back(house: House) -> None:
    """Before the profile is gone."""
    entry, name = await damaged(house, entries=80)
    house.anilist.latency = 0.1
    running = house.hass.async_create_task(restore(house, entry, name))
    await house.until_sent("mutation", 2)
    assert silent(house) == set(STATUSES)
    await house.hass.config_entries.async_unload(entry.entry_id)
    assert silent(house) == OWN
    with pytest.raises(HomeAssistantError, match="journal is closed"):
        await running


async def test_next_start_puts_back_what_a_crash_has_left(house: House) -> None:
    """What the user has switched on meanwhile stays on; the note goes."""
    entry, _ = await damaged(house)
    account = entry.runtime_data.engine.target.account
    await entry.runtime_data.journal.put(NOTES, {account: sorted(OWN)})
    silent(house).update(STATUSES)
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.until(lambda: silent(house) == OWN)
    silent(house).update(STATUSES)
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.async_block_till_done(wait_background_tasks=True)
    assert silent(house) == set(STATUSES)

    await entry.runtime_data.journal.put(NOTES, {account: sorted(OWN)})
    silent(house).discard("DROPPED")
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.until(lambda: silent(house) == {"PLANNING"})


async def test_own_setting_is_written_down_before_it_is_changed(house: House) -> None:
    """A crash right after the change finds it; a second one does not spoil it."""
    entry, name = await damaged(house)
    account = entry.runtime_data.engine.target.account
    house.anilist.fail("drop_after", field="UpdateUser")
    house.anilist.fail("disabled", after=2, times=-1)
    with pytest.raises(HomeAssistantError):
        await restore(house, entry, name)
    assert silent(house) == set(STATUSES)
    kept = await entry.runtime_data.journal.get(NOTES, [account])
    assert kept[account][0] == sorted(OWN)
    house.anilist.heal()
    assert (await restore(house, entry, name))["restored"] == 3
    assert silent(house) == OWN


async def test_restore_is_not_begun_where_quiet_cannot_be_had(house: House) -> None:
    """The sentence says what else can be done."""
    entry, name = await damaged(house)
    house.anilist.fail(
        "errors_in_200", field="UpdateUser", status=400, message="not today", times=-1
    )
    before = house.anilist.entries("Mika")
    with pytest.raises(HomeAssistantError, match="the feed need not be quiet"):
        await restore(house, entry, name)
    assert house.anilist.entries("Mika") == before
    assert (await restore(house, entry, name, quiet=False))["restored"] == 3
    assert silent(house) == OWN


async def test_profiles_of_one_account_share_its_feed(house: House) -> None:
    """One that is loaded while another restores does not spoil the quiet."""
    entry, name = await damaged(house, entries=80)
    other = house.profile(user=house.plex.add_friend("Noa"))
    house.anilist.latency = 0.1
    running = house.hass.async_create_task(restore(house, entry, name))
    await house.until_sent("mutation")
    assert await house.hass.config_entries.async_setup(other.entry_id)
    await running
    assert house.anilist.entries("Mika")[501]["progress"] == 1
    assert house.anilist.activities == []
    assert silent(house) == OWN
