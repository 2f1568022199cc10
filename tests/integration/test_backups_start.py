"""Backups by themselves, restores that go on, and Home Assistant's own backup."""

import asyncio
from datetime import timedelta
import sqlite3

from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.plex_sync.backup import async_post_backup, async_pre_backup
from custom_components.plex_sync.backups.restores import Restore, async_restore
from custom_components.plex_sync.backups.safekeeping import (
    SafeKeeping,
    archive_of,
    async_get_folder,
)
from custom_components.plex_sync.shared import async_get_shared
from tests.sync.copies import move_journal

from .house import House
from .test_backups import back_up, fill, folder


async def test_start_takes_a_backup_unless_one_is_fresh(house: House) -> None:
    """A restart after a restart costs nothing."""
    fill(house)
    entry = await house.set_up(options={"backup_days": 0})
    await house.backed_up()
    assert house.anilist.requests == 1
    await SafeKeeping(entry.runtime_data).async_at_start()
    assert house.anilist.requests == 1
    assert len(list(folder(house).iterdir())) == 1


async def test_backups_are_taken_daily_and_before_what_deletes(house: House) -> None:
    """Once it is begun, all of it goes by itself."""
    fill(house)
    entry = await house.set_up(options={"destructive": True})
    await house.until(lambda: len(list(folder(house).glob("*.json"))) == 1)
    house.anilist.set_entry("Mika", 501, progress=20)
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(hours=25))
    await house.until(lambda: len(list(folder(house).glob("*.json"))) == 2)
    house.watch(house.show("Frieren"), 2)
    await house.sync(entry)
    assert len(list(folder(house).glob("*.json"))) == 2
    [record] = (await house.call(entry, "get_history"))["records"]
    await house.call(entry, "undo", record_ids=[record["record"]])
    assert len(list(folder(house).glob("*.json"))) == 3


async def test_outage_stops_nothing(house: House) -> None:
    """No backup is taken, and nothing is said twice."""
    fill(house)
    entry = await house.set_up()
    await house.backed_up()
    house.anilist.set_entry("Mika", 501, progress=20)
    house.anilist.fail("disabled")
    await SafeKeeping(entry.runtime_data).async_create()
    await SafeKeeping(entry.runtime_data).async_create()
    assert len(list(folder(house).iterdir())) == 2


async def test_restore_that_was_cut_off_goes_on(house: House) -> None:
    """After a reload in the middle, at the next start."""
    house.hurry()
    fill(house, entries=60)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    for media in range(501, 561):
        house.anilist.set_entry("Mika", media, progress=20)
    coordinator = entry.runtime_data
    keeper = await async_get_folder(house.hass)
    backup = await house.hass.async_add_executor_job(keeper.read, name)
    house.anilist.latency = 0.2
    task = house.hass.async_create_task(
        async_restore(
            coordinator,
            Restore(name=name, backup=backup),
            archive_of(coordinator),
        )
    )
    while not any(each.kind == "mutation" for each in house.anilist.operations):
        await asyncio.sleep(0.01)
    assert await house.hass.config_entries.async_unload(entry.entry_id)
    assert (await task).result == "stopped"
    assert house.anilist.entries("Mika") != before
    house.anilist.latency = 0
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await SafeKeeping(entry.runtime_data).async_at_start()
    assert house.anilist.entries("Mika") == before
    house.anilist.set_entry("Mika", 501, progress=20)
    await SafeKeeping(entry.runtime_data).async_at_start()
    assert house.anilist.entries("Mika")[501]["progress"] == 20


async def test_restore_that_was_killed_goes_on(house: House) -> None:
    """From what the journal and AniList hold: each change once, the feed as it was."""
    house.hurry()
    fill(house, entries=60)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    for media in range(501, 561):
        house.anilist.set_entry("Mika", media, progress=0)
    house.anilist.reset_counts()
    house.anilist.latency = 0.2
    running = house.hass.async_create_task(
        house.call(entry, "restore_backup", backup=name)
    )
    # The first switches the activity feed off, the second is a batch of the restore.
    await house.until_sent("mutation", 2)
    path = async_get_shared(house.hass).journal_path
    await asyncio.to_thread(move_journal, path, path.with_name("killed.db"))
    house.anilist.fail("drop_before", times=-1)
    # How it ends here, nobody gets to know.
    await asyncio.gather(running, return_exceptions=True)
    await house.hass.config_entries.async_unload(entry.entry_id)
    await asyncio.to_thread(move_journal, path.with_name("killed.db"), path)
    house.anilist.heal()
    house.anilist.latency = 0
    assert house.anilist.user("Mika").disabled_list_activity

    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await house.until(lambda: house.anilist.entries("Mika") == before)
    await house.rest(entry)
    records = (await house.call(entry, "get_history", limit=100))["records"]
    assert len(records) == len({record["title"] for record in records}) == 60
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert {run["kind"] for run in runs} == {"restore"}
    assert runs[-1]["result"] == "interrupted"
    await house.until(lambda: not house.anilist.user("Mika").disabled_list_activity)


async def test_restore_of_another_account_does_not_go_on(house: House) -> None:
    """The profile has been given another account since."""
    fill(house)
    entry = await house.set_up()
    await house.backed_up()
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    keeper = await async_get_folder(house.hass)
    backup = await house.hass.async_add_executor_job(keeper.read, name)
    note = {
        "name": name,
        "digest": backup.digest,
        "targets": None,
        "exact": False,
        "quiet": None,
        "account": "anilist:1",
    }
    journal = entry.runtime_data.journal
    await journal.put("restore_under_way", {entry.entry_id: note})
    await SafeKeeping(entry.runtime_data).async_at_start()
    assert house.anilist.entries("Mika")[501]["progress"] == 20
    own = entry.runtime_data.engine.target.account
    note["account"] = own
    await journal.put("restore_under_way", {entry.entry_id: note})
    await SafeKeeping(entry.runtime_data).async_at_start()
    assert house.anilist.entries("Mika")[501]["progress"] == 1


async def test_journal_can_be_copied_while_a_run_writes(house: House) -> None:
    """Its file stays as it is between the hooks; file and log together are whole."""
    show = house.show("Frieren", 28)
    entry = await house.set_up()
    path = async_get_shared(house.hass).journal_path
    await async_pre_backup(house.hass)
    file = path.read_bytes()
    for episode in range(1, 5):
        house.watch(show, episode)
        await house.sync(entry)
    assert path.read_bytes() == file
    copy = path.with_name("copy.db")
    copy.write_bytes(file)
    copy.with_name("copy.db-wal").write_bytes(
        path.with_name(f"{path.name}-wal").read_bytes()
    )
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM records").fetchone() == (4,)
    connection.close()
    await async_post_backup(house.hass)
    assert path.read_bytes() != file
    await house.hass.config_entries.async_unload(entry.entry_id)
    await async_pre_backup(house.hass)
    await async_post_backup(house.hass)
