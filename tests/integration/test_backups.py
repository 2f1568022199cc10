"""Backups through the actions: taken, listed, looked into, compared, kept, restored."""

from dataclasses import replace
from datetime import timedelta
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.plex_sync.backups.safekeeping import (
    SafeKeeping,
    archive_of,
    async_get_folder,
)

from .house import Answer, House


def folder(house: House) -> Path:
    """Where the backups are."""
    return Path(house.hass.config.path("plex_sync", "backups"))


def fill(house: House, name: str = "Mika", entries: int = 3) -> None:
    """Give an account a small list."""
    for number in range(1, entries + 1):
        media = 500 + number
        house.anilist.add_media(id=media, title=f"Anime {number}", episodes=24)
        house.anilist.set_entry(name, media, progress=number, notes="mine", score=85)


def titles(answer: Answer) -> list[str]:
    """The titles of a page of the timeline."""
    return [record["title"] for record in answer["records"]]


async def back_up(house: House, entry: MockConfigEntry) -> str:
    """Take a backup, and return its name."""
    return str((await house.call(entry, "create_backup"))["backup"])


async def restore(
    house: House, entry: MockConfigEntry, name: str, **data: Any
) -> Answer:
    """Restore a backup."""
    return await house.call(entry, "restore_backup", backup=name, **data)


async def test_backup_can_be_read_by_people(house: House) -> None:
    """Titles, all fields, raw scores, format, count, checksum, versions."""
    fill(house)
    house.anilist.set_entry("Mika", 501, private=True, priority=3)
    entry = await house.set_up()
    answer = await house.call(entry, "create_backup")
    assert answer["created"]
    assert re.fullmatch(r"plex_sync-anilist_mika\.\d{14}\.json", answer["backup"])
    document = json.loads((folder(house) / answer["backup"]).read_text())
    assert document["version"] == 1
    assert document["entry_count"] == 3
    assert document["checksum"].startswith("sha256:")
    assert document["account"]["id"] == str(house.anilist.user("Mika").id)
    assert document["details"]["score_format"] == "POINT_10"
    [first, *_] = document["entries"]
    assert first["title"] == "Anime 1"
    assert first["state"] == house.anilist.entries("Mika")[501]
    assert "token" not in (folder(house) / answer["backup"]).read_text()


async def test_unchanged_list_is_not_written_twice(house: House) -> None:
    """The newest backup is checked again instead; a damaged one is no backup."""
    fill(house)
    entry = await house.set_up()
    first = await back_up(house, entry)
    again = await house.call(entry, "create_backup")
    assert (again["created"], again["backup"]) == (False, first)
    file = folder(house) / first
    file.write_text(file.read_text().replace("Anime 1", "Anime one"))
    assert (await house.call(entry, "create_backup"))["created"]
    house.anilist.set_entry("Mika", 501, progress=9)
    assert (await house.call(entry, "create_backup"))["created"]
    assert len(list(folder(house).iterdir())) == 3


async def test_backups_are_listed_and_looked_into(house: House) -> None:
    """Newest first, with age, size and whose they are; in pages."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    answer = await house.call(entry, "get_backups")
    [line] = answer["backups"]
    assert (line["backup"], line["check"], line["own"]) == (name, "sound", True)
    assert (line["entry_count"], line["account"]["name"]) == (3, "Mika")
    assert answer["retention_days"] == 7
    house.anilist.reset_counts()
    page = await house.call(entry, "preview_backup", backup=name, limit=2)
    assert [each["title"] for each in page["entries"]] == ["Anime 1", "Anime 2"]
    rest = await house.call(
        entry, "preview_backup", backup=name, limit=2, cursor=page["cursor"]
    )
    assert [each["title"] for each in rest["entries"]] == ["Anime 3"]
    assert rest["cursor"] is None
    assert (await house.call(entry, "verify_backup", backup=name))["sound"]
    assert house.anilist.requests == 0


async def test_backup_is_compared_with_today(house: House) -> None:
    """Created, changed, removed and same, with what has changed; one request."""
    fill(house, entries=4)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.remove_entry("Mika", 501)
    house.anilist.set_entry("Mika", 502, progress=20, notes=None)
    house.anilist.add_media(id=600, title="Newer")
    house.anilist.set_entry("Mika", 600, progress=1)
    house.anilist.reset_counts()
    answer = await house.call(entry, "compare_backup", backup=name)
    assert answer["counts"] == {"created": 1, "changed": 1, "removed": 1, "same": 2}
    assert house.anilist.requests == 1
    by_title = {each["title"]: each for each in answer["differences"]}
    assert by_title["Newer"]["difference"] == "removed"
    edits = {
        edit["field"]: (edit.get("before"), edit.get("after"))
        for edit in by_title["Anime 2"]["edits"]
    }
    assert edits == {"progress": (20, 2), "notes": (None, "mine")}
    some = await house.call(entry, "compare_backup", backup=name, entries=["502"])
    assert some["counts"] == {"created": 0, "changed": 1, "removed": 0, "same": 0}


async def test_restore_is_shown_first_and_then_done_as_shown(house: House) -> None:
    """A dry run writes nothing; what has changed since is not written unseen."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    shown = await restore(house, entry, name, dry_run=True)
    assert shown["result"] == "planned"
    assert shown["plan"]["change_count"] == 1
    assert house.anilist.entries("Mika")[501]["progress"] == 20
    assert not (await house.call(entry, "get_runs"))["runs"]
    house.anilist.set_entry("Mika", 502, progress=20)
    with pytest.raises(ServiceValidationError, match="changed since the plan"):
        await restore(house, entry, name, plan=shown["plan_name"])
    shown = await restore(house, entry, name, dry_run=True)
    done = await restore(house, entry, name, plan=shown["plan_name"])
    assert (done["restored"], done["same"]) == (2, 1)


async def test_restore_writes_the_difference_and_can_be_undone(house: House) -> None:
    """The list of now is saved before, each change is a record, undo takes it back."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    house.anilist.set_entry("Mika", 501, progress=20, notes="new", score=0)
    house.anilist.add_media(id=600, title="Newer")
    house.anilist.set_entry("Mika", 600, progress=1)
    damaged = house.anilist.entries("Mika")

    done = await restore(house, entry, name)
    assert (done["kind"], done["result"]) == ("restore", "ok")
    assert (done["restored"], done["same"], done["newer"]) == (1, 2, 1)
    after = house.anilist.entries("Mika")
    assert after.pop(600)["progress"] == 1
    assert after == before
    saved = json.loads((folder(house) / done["backup_before"]).read_text())
    states = {int(each["target"]): each["state"] for each in saved["entries"]}
    assert states == damaged

    [run] = (await house.call(entry, "get_runs"))["runs"]
    assert (run["kind"], run["counts"]) == ("restore", {"synced": 1})
    [record] = (await house.call(entry, "get_history"))["records"]
    assert {edit["field"] for edit in record["edits"]} == {"progress", "notes", "score"}
    await house.call(entry, "undo", run_id=run["run"])
    assert house.anilist.entries("Mika") == damaged


async def test_exact_copy_deletes_what_is_newer(house: House) -> None:
    """Only when it is asked for; and only the chosen ones, where some are chosen."""
    house.hurry()
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    for media in (600, 601):
        house.anilist.add_media(id=media, title=f"Newer {media}")
        house.anilist.set_entry("Mika", media, progress=1)
    done = await restore(house, entry, name, exact=True, entries=["600"])
    assert done["counts"] == {"deleted": 1}
    assert 601 in house.anilist.entries("Mika")
    await restore(house, entry, name, exact=True)
    assert house.anilist.entries("Mika") == before


async def test_chosen_entries_alone_are_restored(house: House) -> None:
    """The others stay; an entry that nobody knows is refused."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    for media in (501, 502):
        house.anilist.set_entry("Mika", media, progress=20)
    assert (await restore(house, entry, name, entries=["502"]))["restored"] == 1
    assert house.anilist.entries("Mika")[501]["progress"] == 20
    assert house.anilist.entries("Mika")[502]["progress"] == 2
    with pytest.raises(ServiceValidationError, match="does not have these entries: 9"):
        await restore(house, entry, name, entries=["501", "9"])


async def test_pinned_fields_stay(house: House) -> None:
    """A pin is stronger than a backup, and the answer says so."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    coordinator = entry.runtime_data
    await coordinator.journal.pin(
        coordinator.engine.target.account, "501", ["progress"], "Anime 1"
    )
    done = await restore(house, entry, name)
    assert done["skipped"] == [
        {"target": "501", "title": "Anime 1", "reason": "pinned"}
    ]
    assert house.anilist.entries("Mika")[501]["progress"] == 20


async def test_syncs_take_a_restore_for_the_users_hand(house: House) -> None:
    """What was restored is not overwritten; where Plex goes on, the user is asked."""
    show = house.show("Frieren", 28)
    house.anilist.set_entry("Mika", house.media_id(show), progress=2)
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.watch(show, 5)
    await house.sync(entry)
    assert house.progress(show) == 5
    await restore(house, entry, name)
    await house.sync(entry)
    assert house.progress(show) == 2
    house.watch(show, 6)
    await house.sync(entry)
    assert house.progress(show) == 2
    answer = await house.call(entry, "get_history", outcomes="review")
    assert titles(answer) == ["Frieren"]


async def test_t19_backup_of_another_account_is_refused(house: House) -> None:
    """Unless it is said that this is meant; then only what fits is written."""
    house.anilist.add_user("Noa", "token-noa", custom_lists=["Hers"])
    fill(house, "Noa")
    house.anilist.set_entry("Noa", 501, custom_lists=["Hers"])
    noas = await house.set_up("Noa")
    name = await back_up(house, noas)
    entry = await house.set_up("Mika")
    house.anilist.reset_counts()
    for insisting in ({}, {"insist": True}):
        with pytest.raises(ServiceValidationError, match="another account: Noa"):
            await restore(house, entry, name, **insisting)
    assert house.anilist.requests == 0
    assert not house.anilist.entries("Mika")
    shown = await restore(house, entry, name, dry_run=True)
    assert shown["plan"]["change_count"] == 3
    assert not house.anilist.entries("Mika")
    done = await restore(house, entry, name, other_account=True)
    assert (done["restored"], done["gone"]) == (3, {"501": ["Hers"]})
    assert house.anilist.entries("Mika")[502] == house.anilist.entries("Noa")[502]


async def test_account_that_was_changed_in_between_is_refused(house: House) -> None:
    """What was shown was the list of another one."""
    fill(house)
    noa = house.add_user("Noa")
    entry = await house.set_up()
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    shown = await restore(house, entry, name, dry_run=True)
    account = {"token": noa.token, "user_id": noa.id, "user_name": "Noa"}
    house.hass.config_entries.async_update_entry(
        entry, data={**entry.data, "anilist": account}
    )
    await house.hass.config_entries.async_reload(entry.entry_id)
    with pytest.raises(ServiceValidationError, match="another account: Mika"):
        await restore(house, entry, name, plan=shown["plan_name"])
    with pytest.raises(ServiceValidationError, match="changed since the plan"):
        await restore(house, entry, name, plan=shown["plan_name"], other_account=True)
    assert house.anilist.entries("Noa") == {}
    assert house.anilist.entries("Mika")[501]["progress"] == 20


async def write_old_ones(house: House, entry: MockConfigEntry) -> list[str]:
    """Write a backup for each of the last twelve days, and return their names."""
    keeper = await async_get_folder(house.hass)
    archive = archive_of(entry.runtime_data)
    contents = await archive.take()
    names = []
    for days in range(12, 0, -1):
        [first, *others] = contents.entries
        first = replace(first, state={**first.state, "progress": 10 + days})
        file, is_new = await house.hass.async_add_executor_job(
            keeper.write,
            replace(
                contents,
                taken_at=contents.taken_at - timedelta(days=days, minutes=-1),
                entries=[first, *others],
            ),
        )
        assert is_new
        names.append(file.name)
    return names


async def listed(house: House, entry: MockConfigEntry) -> list[str]:
    """The names of the backups."""
    answer = await house.call(entry, "get_backups")
    return [each["backup"] for each in answer["backups"]]


async def test_old_backups_go(house: House) -> None:
    """After seven days, but for those that are to be kept."""
    fill(house)
    entry = await house.set_up()
    names = await write_old_ones(house, entry)
    assert (await house.call(entry, "keep_backup", backup=names[1]))["keep"]
    newest = await back_up(house, entry)
    assert await listed(house, entry) == [newest, *reversed(names[5:]), names[1]]
    await house.call(entry, "keep_backup", backup=names[1], keep=False)
    await SafeKeeping(entry.runtime_data).async_create()
    assert await listed(house, entry) == [newest, *reversed(names[5:])]
    await house.call(entry, "delete_backup", backup=newest)
    assert not (folder(house) / newest).exists()


async def test_zero_days_keep_all(house: House) -> None:
    """The option says so."""
    fill(house)
    entry = await house.set_up(options={"backup_days": 0})
    names = await write_old_ones(house, entry)
    await back_up(house, entry)
    assert len(await listed(house, entry)) == len(names) + 1


async def test_rights(house: House, hass_admin_user: MockUser) -> None:
    """Everybody who sees may look at their own; only administrators restore."""
    fill(house)
    house.add_user("Noa")
    entry = await house.set_up()
    name = await back_up(house, entry)
    noas = await back_up(house, await house.set_up("Noa"))
    user = MockUser().add_to_hass(house.hass)
    user.mock_policy(
        {"entities": {"entity_ids": {house.entity_id(entry, "status"): {"read": True}}}}
    )
    context = Context(user_id=user.id)
    seen = await house.call(entry, "get_backups", context=context)
    assert [each["backup"] for each in seen["backups"]] == [name]
    await house.call(entry, "preview_backup", backup=name, context=context)
    with pytest.raises(Unauthorized):
        await house.call(entry, "preview_backup", backup=noas, context=context)
    for action in ("create_backup", "verify_backup", "keep_backup"):
        data = {} if action == "create_backup" else {"backup": name}
        with pytest.raises(Unauthorized):
            await house.call(entry, action, context=context, **data)
    for action in ("restore_backup", "delete_backup"):
        with pytest.raises(Unauthorized):
            await house.call(entry, action, backup=name, context=context)
    admin = Context(user_id=hass_admin_user.id)
    assert len((await house.call(entry, "get_backups", context=admin))["backups"]) == 2


async def test_full_disk_stops_before_the_first_write(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there stays whole, nothing lies about, nothing is restored."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    text = (folder(house) / name).read_text()
    house.anilist.set_entry("Mika", 501, progress=20)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        "custom_components.plex_sync.sync.backups.folder.os.fsync", full
    )
    with pytest.raises(HomeAssistantError, match="No space left"):
        await house.call(entry, "create_backup")
    with pytest.raises(HomeAssistantError, match="No space left"):
        await restore(house, entry, name)
    await SafeKeeping(entry.runtime_data).async_create()
    assert [path.name for path in folder(house).iterdir()] == [name]
    assert (folder(house) / name).read_text() == text
    assert house.anilist.entries("Mika")[501]["progress"] == 20


async def test_summary_tells_the_truth(house: House) -> None:
    """An entry whose media is gone is an error by name; the others are restored."""
    fill(house, entries=40)
    entry = await house.set_up()
    name = await back_up(house, entry)
    for media in range(501, 541):
        house.anilist.remove_entry("Mika", media)
    house.anilist.remove_media(517)
    done = await restore(house, entry, name)
    assert done["restored"] == 39
    [error] = done["errors"]
    assert (error["target"], error["title"]) == ("517", "Anime 17")
    assert error["reason"] == "refused"
    assert len(house.anilist.entries("Mika")) == 39


async def test_outage_is_told_and_the_next_try_completes(house: House) -> None:
    """What was not reached is named, and restored the next time."""
    house.hurry()
    fill(house, entries=80)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    for media in range(501, 581):
        house.anilist.set_entry("Mika", media, progress=0)
    house.anilist.fail("disabled", on="mutation", field="SaveMediaListEntry", after=1)
    broken = await restore(house, entry, name)
    assert (broken["result"], broken["reason"]) == ("failed", "service_off")
    assert 0 < broken["restored"] < 80
    *sent, whole = broken["errors"]
    assert {each["reason"] for each in sent} == {"not_applied"}
    assert whole["message"].startswith("AniList has switched its interface off")
    assert {each["reason"] for each in broken["skipped"]} == {"not_reached"}
    left = {each["target"] for each in (*sent, *broken["skipped"])}
    assert len(left) == 80 - broken["restored"]
    there = house.anilist.entries("Mika")
    assert left == {str(key) for key, entry in there.items() if entry != before[key]}
    house.anilist.heal()
    done = await restore(house, entry, name)
    assert (done["errors"], done["skipped"]) == ([], [])
    assert done["restored"] == len(left)
    assert house.anilist.entries("Mika") == before


async def test_rate_limit_in_the_middle_is_waited_for(house: House) -> None:
    """Unless that takes too long: then the answer says so, and the next one completes."""
    time = house.hurry()
    fill(house, entries=60)
    entry = await house.set_up()
    name = await back_up(house, entry)
    before = house.anilist.entries("Mika")
    for media in before:
        house.anilist.set_entry("Mika", media, progress=0)
    house.anilist.fail("429", seconds=1, field="SaveMediaListEntry", after=1)
    assert (await restore(house, entry, name))["restored"] == 60
    assert house.anilist.entries("Mika") == before
    assert time.slept

    for media in before:
        house.anilist.set_entry("Mika", media, progress=0)
    house.anilist.fail("429", seconds=3600, field="SaveMediaListEntry", after=1)
    broken = await restore(house, entry, name)
    assert (broken["result"], broken["reason"]) == ("failed", "rate_limited")
    *sent, whole = broken["errors"]
    # AniList does not even say what it has taken.
    assert {each["reason"] for each in sent} == {"pending"}
    assert whole["message"].startswith("AniList")
    time.now += 3600
    done = await restore(house, entry, name)
    assert (done["errors"], done["skipped"]) == ([], [])
    assert 0 < done["restored"] < 60
    assert house.anilist.entries("Mika") == before
    assert not (await house.call(entry, "get_history", outcomes="pending"))["records"]
