"""The last backup as a sensor and as events, and the repair when none can be taken."""

from datetime import timedelta
import errno

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.backups.safekeeping import SafeKeeping
from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.repairs import BackupRepair, async_create_fix_flow

from .house import House
from .test_backups import back_up, fill, folder, restore

FSYNC = "custom_components.plex_sync.sync.backups.folder.os.fsync"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk that can be filled, and emptied again."""
    return monkeypatch


def fill_up(disk: pytest.MonkeyPatch, number: int = errno.ENOSPC) -> None:
    """Let nothing more be written."""

    def fails(_handle: int) -> None:
        raise OSError(number, "No space left on device")

    disk.setattr(FSYNC, fails)


def event(house: House, entry: MockConfigEntry) -> str:
    """What was told of backups last."""
    return str(house.state(entry, "backup").attributes["event_type"])


def issue_key(house: House, entry: MockConfigEntry) -> str | None:
    """Which sentence the repair has."""
    registry = ir.async_get(house.hass)
    issue = registry.async_get_issue(DOMAIN, f"backup_failed_{entry.entry_id}")
    return None if issue is None else issue.translation_key


async def test_last_backup_is_shown_and_told_of(house: House) -> None:
    """Its time, name, size, entries, and whether it is in order; needless ones too."""
    fill(house)
    entry = await house.set_up()
    assert house.state(entry, "last_backup").state == "unknown"
    name = await back_up(house, entry)
    first = house.state(entry, "last_backup")
    file = folder(house) / name
    assert first.attributes["backup"] == name
    assert first.attributes["entries"] == 3
    assert first.attributes["size"] == file.stat().st_size
    assert first.attributes["verified"]
    assert event(house, entry) == "created"
    assert house.state(entry, "backup").attributes["backup"] == name

    await back_up(house, entry)
    assert event(house, entry) == "unchanged"
    again = house.state(entry, "last_backup")
    assert again.attributes["created_at"] == first.attributes["created_at"]
    assert dt_util.parse_datetime(again.state, raise_on_error=True) >= (
        dt_util.parse_datetime(first.state, raise_on_error=True)
    )
    house.anilist.set_entry("Mika", 501, progress=9)
    newer = await back_up(house, entry)
    (folder(house) / newer).write_text("Dear diary")
    await house.call(entry, "verify_backup", backup=newer)
    assert house.state(entry, "last_backup").attributes["backup"] == name
    await house.call(entry, "delete_backup", backup=name)
    assert house.state(entry, "last_backup").state == "unknown"


async def test_last_backup_is_known_after_a_restart(house: House) -> None:
    """It is looked for in the folder, and only one's own counts."""
    fill(house)
    fill(house, house.add_user("Noa").name)
    await back_up(house, await house.set_up("Noa"))
    entry = await house.set_up()
    name = await back_up(house, entry)
    await house.hass.config_entries.async_reload(entry.entry_id)
    await SafeKeeping(entry.runtime_data).async_look()
    await house.hass.async_block_till_done()
    state = house.state(entry, "last_backup")
    assert state.attributes["backup"] == name
    assert state.state == state.attributes["created_at"]


async def test_full_disk_asks_for_room_until_a_backup_succeeds(
    house: House, disk: pytest.MonkeyPatch
) -> None:
    """The restore that needs one is refused, and has written nothing."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    fill_up(disk)
    with pytest.raises(HomeAssistantError, match="The disk is full"):
        await restore(house, entry, name)
    assert house.anilist.entries("Mika")[501]["progress"] == 20
    assert issue_key(house, entry) == "backup_disk_full"
    assert event(house, entry) == "failed"
    assert "The disk is full" in house.state(entry, "backup").attributes["message"]
    assert house.state(entry, "last_backup").attributes["backup"] == name
    disk.undo()
    assert (await restore(house, entry, name))["restored"] == 1
    assert issue_key(house, entry) is None


async def test_repair_tries_again(house: House, disk: pytest.MonkeyPatch) -> None:
    """It stays while that fails, and goes when it works."""
    fill(house)
    entry = await house.set_up()
    fill_up(disk, errno.EACCES)
    await SafeKeeping(entry.runtime_data).async_create()
    assert issue_key(house, entry) == "backup_failed"
    issue = ir.async_get(house.hass).async_get_issue(
        DOMAIN, f"backup_failed_{entry.entry_id}"
    )
    assert issue is not None
    for works in (False, True):
        if works:
            disk.undo()
        flow = await async_create_fix_flow(house.hass, issue.issue_id, issue.data)
        assert isinstance(flow, BackupRepair)
        flow.hass, flow.issue_id = house.hass, issue.issue_id
        assert (await flow.async_step_init())["type"] == "form"
        result = await flow.async_step_confirm({})
        assert result["type"] == ("create_entry" if works else "abort")
        assert (issue_key(house, entry) is None) is works


async def test_outage_is_only_told_of_after_days(house: House) -> None:
    """A night without AniList is nobody's business; three of them are."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.fail("disabled", times=-1)
    keeping = SafeKeeping(entry.runtime_data)
    await keeping.async_create()
    assert event(house, entry) == "failed"
    assert issue_key(house, entry) is None
    old = f"plex_sync-anilist_mika.{dt_util.utcnow() - timedelta(days=4):%Y%m%d%H%M%S}"
    (folder(house) / name).rename(folder(house) / f"{old}.json")
    await house.hass.config_entries.async_reload(entry.entry_id)
    keeping = SafeKeeping(entry.runtime_data)
    await keeping.async_look()
    await keeping.async_create()
    assert issue_key(house, entry) == "backup_overdue"
    house.anilist.heal()
    await keeping.async_create()
    assert issue_key(house, entry) is None
