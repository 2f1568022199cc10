"""Profiles come and go: set-up, unloading, removal, and what stands in their way."""

from pathlib import Path
import sqlite3

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Fault

from .house import House


def journal_of(hass: HomeAssistant) -> Path:
    """Where the journal is."""
    return Path(hass.config.path(".storage", "plex_sync.db"))


def rows_of(hass: HomeAssistant, profile: str) -> int:
    """How many rows of the journal belong to a profile."""
    connection = sqlite3.connect(journal_of(hass))
    try:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table'"
            )
            if any(
                column[1] == "profile"
                for column in connection.execute(f"PRAGMA table_info({name})")
            )
        ]
        return sum(
            connection.execute(
                f"SELECT count(*) FROM {name} WHERE profile=?",  # noqa: S608
                (profile,),
            ).fetchone()[0]
            for name in tables
        )
    finally:
        connection.close()


async def test_profile_is_one_service_device(house: House) -> None:
    """All entities of a profile belong to one device."""
    entry = await house.set_up()
    assert entry.state is ConfigEntryState.LOADED
    [device] = dr.async_entries_for_config_entry(
        dr.async_get(house.hass), entry.entry_id
    )
    assert device.identifiers == {(DOMAIN, entry.entry_id)}
    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.name == "Anime Mika"


async def test_address_and_token_come_from_the_plex_integration(house: House) -> None:
    """A profile that names Home Assistant's own Plex entry reads it at each start."""
    core = MockConfigEntry(
        domain="plex",
        data={
            "server_config": {"url": house.plex.url, "token": house.plex.owner.token}
        },
    )
    core.add_to_hass(house.hass)
    show = house.show("Frieren")
    house.watch(show, 2)
    entry = await house.set_up(plex={"entry_id": core.entry_id})
    await house.sync(entry)
    assert house.progress(show) == 2


async def test_plex_integration_that_is_gone_is_named(house: House) -> None:
    """Without the entry that it reads its address from, a profile cannot start."""
    entry = house.profile(plex={"entry_id": "gone"})
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "plex_entry_gone"


async def test_set_up_is_tried_again_while_plex_is_down(house: House) -> None:
    """A server that is out of reach is waited for."""
    house.plex.faults.add(Fault("server_gone", times=None))
    entry = house.profile()
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "not_ready"
    house.plex.faults.clear()
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    assert house.state(entry, "status").state == "idle"


async def test_another_server_at_the_address_is_refused(house: House) -> None:
    """A profile does not take another server's library for its own."""
    entry = house.profile(server={"id": "another", "name": "Attic"})
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "other_server"


async def test_refused_token_starts_signing_in_at_plex(house: House) -> None:
    """A token that Plex refuses at the start leads to signing in at Plex."""
    house.plex.expire(house.plex.owner)
    entry = house.profile(
        plex={"url": house.plex.url, "token": "old", "verify_ssl": True}
    )
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()
    assert entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = house.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert flow["context"].get("side") == "plex"


async def test_damaged_journal_is_told_and_not_touched(
    house: House, issue_registry: ir.IssueRegistry
) -> None:
    """A journal that cannot be opened is a repair, and set-up waits."""
    journal = journal_of(house.hass)
    journal.parent.mkdir(exist_ok=True)
    journal.write_bytes(b"no database, but long enough to be looked at" * 100)
    entry = house.profile()
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    issue_id = f"journal_unreadable_{entry.entry_id}"
    assert issue_registry.async_get_issue(DOMAIN, issue_id)
    assert journal.exists()
    journal.unlink()
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    assert not issue_registry.async_get_issue(DOMAIN, issue_id)


async def test_reload_in_the_middle_of_a_run_ends_at_a_batch_edge(
    house: House,
) -> None:
    """Unloading waits for what was sent, and the next run goes on from there."""
    shows = [house.show(f"Show {number:02}") for number in range(100)]
    for show in shows:
        house.watch(show, 3)
    entry = await house.set_up()
    house.anilist.latency = 0.2
    await house.call(entry, "sync")
    await house.until(lambda: bool(house.anilist.entries("Mika")))
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    written = len(house.anilist.entries("Mika"))
    assert 0 < written < len(shows)
    assert house.state(entry, "synced").state == str(written)
    house.anilist.latency = 0
    await house.sync(entry)
    assert [house.progress(show) for show in shows] == [3] * len(shows)
    assert house.state(entry, "synced").state == str(len(shows))


async def test_shutdown_in_the_middle_of_a_run_closes_the_journal(
    house: House,
) -> None:
    """Entries are not unloaded when Home Assistant stops; runs end all the same."""
    for number in range(100):
        house.watch(house.show(f"Show {number:02}"), 3)
    entry = await house.set_up()
    house.anilist.latency = 0.2
    await house.call(entry, "sync")
    await house.until(lambda: bool(house.anilist.entries("Mika")))
    house.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await house.hass.async_block_till_done()
    assert not Path(f"{journal_of(house.hass)}-wal").exists()
    assert 0 < len(house.anilist.entries("Mika")) < 100


async def test_removed_profile_leaves_no_row(house: House) -> None:
    """What is kept of a profile goes with it; the other one's stays."""
    house.add_user("Kim")
    house.watch(house.show("Frieren"), 5)
    mika, kim = await house.set_up(), await house.set_up("Kim")
    await house.sync(mika)
    await house.sync(kim)
    assert rows_of(house.hass, mika.entry_id)
    await house.hass.config_entries.async_remove(mika.entry_id)
    assert rows_of(house.hass, mika.entry_id) == 0
    assert house.state(kim, "synced").state == "1"


async def test_last_removed_profile_takes_the_files_along(house: House) -> None:
    """Nothing stays but the user's own files."""
    house.watch(house.show("Frieren"), 5)
    entry = await house.set_up()
    await house.sync(entry)
    own = Path(house.hass.config.path("plex_sync", "backups", "list.json"))
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("{}")
    await house.hass.config_entries.async_remove(entry.entry_id)
    storage = Path(house.hass.config.path(".storage"))
    assert not list(storage.glob("plex_sync*"))
    assert own.exists()


async def test_entry_of_a_newer_version_is_left_alone(house: House) -> None:
    """A profile of a version to come is not touched."""
    entry = house.profile()
    house.hass.config_entries.async_update_entry(entry, version=2)
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.MIGRATION_ERROR
