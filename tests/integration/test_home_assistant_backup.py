"""Home Assistant's own backup: made at any time, put back later, and nothing is spoilt."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
import sqlite3
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.backup import async_post_backup, async_pre_backup
from custom_components.plex_sync.backups.safekeeping import SafeKeeping
from custom_components.plex_sync.shared import async_get_shared
from tests.sync.copies import move_journal

from .house import House
from .test_backups import fill


def journal(house: House) -> Path:
    """The journal's file."""
    return async_get_shared(house.hass).journal_path


async def back_up(house: House) -> None:
    """Copy the journal, as Home Assistant does."""
    path = journal(house)
    await async_pre_backup(house.hass)
    await asyncio.to_thread(move_journal, path, path.with_name("backup.db"))
    await async_post_backup(house.hass)


async def put_back(house: House, entry: MockConfigEntry) -> None:
    """Start on the copy; Plex and AniList are as they are today."""
    path = journal(house)
    await house.hass.config_entries.async_unload(entry.entry_id)
    await asyncio.to_thread(move_journal, path.with_name("backup.db"), path)
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()


async def titles(
    house: House, entry: MockConfigEntry, outcomes: Sequence[str] = ()
) -> list[str]:
    """The titles of the timeline, or of some outcomes, sorted."""
    data: dict[str, Any] = {"outcomes": outcomes} if outcomes else {}
    answer = await house.call(entry, "get_history", **data)
    return sorted(record["title"] for record in answer["records"])


async def test_backup_from_before_todays_changes_spoils_nothing(house: House) -> None:
    """Nothing is written twice, lowered, kept or lost; what goes on goes on."""
    frieren, mushi = house.show("Frieren", 28), house.show("Mushishi", 26)
    dungeon = house.show("Dungeon Meshi", 24)
    entry = await house.set_up(options={"destructive": True})
    for show in (frieren, mushi):
        house.watch(show, 3)
    await house.sync(entry)
    await back_up(house)
    house.watch(frieren, 6)
    house.watch(dungeon, 2)
    await house.sync(entry)
    house.anilist.set_entry("Mika", house.media_id(mushi), progress=9, notes="mine")
    before = house.anilist.entries("Mika")

    await put_back(house, entry)
    house.anilist.reset_counts()
    assert (await house.sync(entry))["counts"] == {}
    assert house.anilist.entries("Mika") == before
    assert [each.kind for each in house.anilist.operations] == ["query"]
    assert await titles(house, entry) == ["Frieren", "Mushishi"]

    house.watch(frieren, 7)
    for episode in dungeon.season(1).children[:2]:
        house.plex.mark_unwatched(house.plex.owner, episode)
    assert (await house.sync(entry))["counts"] == {"synced": 1, "deleted": 1}
    assert (house.progress(frieren), house.progress(dungeon)) == (7, None)
    assert house.progress(mushi) == 9
    assert await titles(house, entry, outcomes=["review"]) == []


async def test_backup_in_the_middle_of_a_sync_comes_up_settled(house: House) -> None:
    """What was on its way is read at the start: no change is pending, none is doubled."""
    shows = [house.show(f"Anime {number}") for number in range(60)]
    for show in shows:
        house.watch(show, 4)
    entry = await house.set_up()
    house.anilist.latency = 0.2
    running = house.hass.async_create_task(house.sync(entry))
    # The first one switches the activity feed off.
    await house.until_sent("mutation", 2)
    await back_up(house)
    house.anilist.latency = 0
    await running
    before = house.anilist.entries("Mika")

    await put_back(house, entry)
    await house.hass.async_block_till_done(wait_background_tasks=True)
    assert await titles(house, entry, outcomes=["pending"]) == []
    sent = await titles(house, entry)
    assert 0 < len(sent) < 60
    house.anilist.reset_counts()
    assert (await house.sync(entry))["counts"] == {}
    assert house.anilist.entries("Mika") == before
    assert [each.kind for each in house.anilist.operations] == ["query"]
    assert await titles(house, entry) == sent
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert [run["result"] for run in runs] == ["ok", "interrupted"]


async def test_restore_that_was_under_way_in_the_backup_does_not_go_on(
    house: House,
) -> None:
    """It has come to its end since, and the list has gone on."""
    house.hurry()
    fill(house, entries=60)
    entry = await house.set_up()
    name = str((await house.call(entry, "create_backup"))["backup"])
    for media in range(501, 561):
        house.anilist.set_entry("Mika", media, progress=0)
    house.anilist.latency = 0.2
    running = house.hass.async_create_task(
        house.call(entry, "restore_backup", backup=name, quiet=False)
    )
    await house.until_sent("mutation")
    await back_up(house)
    house.anilist.latency = 0
    assert (await running)["restored"] == 60
    house.anilist.set_entry("Mika", 501, progress=24)
    await put_back(house, entry)
    await SafeKeeping(entry.runtime_data).async_at_start()
    await house.hass.async_block_till_done(wait_background_tasks=True)
    assert house.anilist.entries("Mika")[501]["progress"] == 24
    assert await titles(house, entry, outcomes=["pending"]) == []


async def test_all_is_looked_at_as_soon_as_a_backup_is_put_back(house: House) -> None:
    """A profile that works by itself begins with a full run, though one was just done."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await house.set_up(options={"automatic_sync": True, "poll_interval": 0})
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    await back_up(house)
    await put_back(house, entry)
    await house.rest(entry)
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert [(run["kind"], run["origin"]) for run in runs] == [("full", "start")] * 2


async def test_journal_that_nobody_has_open_is_noted_as_well(house: House) -> None:
    """Plex was out of reach in the night of the backup."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    await house.hass.config_entries.async_unload(entry.entry_id)
    await back_up(house)
    await put_back(house, entry)
    doubted = entry.runtime_data.journal
    assert await doubted.doubts(entry.entry_id)
    await house.sync(entry)
    assert not await doubted.doubts(entry.entry_id)
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert not await entry.runtime_data.journal.doubts(entry.entry_id)


async def test_profile_may_be_loaded_anew_while_the_backup_is_made(
    house: House,
) -> None:
    """The file stays as it is all the same, and is not taken for a copy."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    path = journal(house)
    await async_pre_backup(house.hass)
    file = path.read_bytes()
    house.watch(show, 4)
    await house.sync(entry)
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert path.read_bytes() == file
    assert len((await house.call(entry, "get_history"))["records"]) == 2
    await async_post_backup(house.hass)
    assert path.read_bytes() != file
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert not await entry.runtime_data.journal.doubts(entry.entry_id)


async def test_backup_goes_on_when_the_journal_cannot_be_written(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, not raised."""
    entry = await house.set_up()
    await house.hass.config_entries.async_unload(entry.entry_id)
    path = journal(house)
    sound = path.read_bytes()
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    await async_pre_backup(house.hass)
    await async_post_backup(house.hass)
    assert "may lack its end" in caplog.text
    path.write_bytes(sound)
    assert sqlite3.connect(path).execute("PRAGMA quick_check").fetchone() == ("ok",)
