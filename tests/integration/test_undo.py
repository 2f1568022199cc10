"""Undo, redo and holds, through the actions."""

from datetime import timedelta

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from tests.fakes.plex import Item

from .house import Answer, House
from .test_rights import may

DELETING = {"destructive": True, "policy_progress": "mirror", "policy_status": "mirror"}
HELD = {"notes": "so far so good", "score": 70, "private": True, "started_at": "2024"}


def row_of(house: House, show: Item) -> Answer | None:
    """What Mika's list holds of a show."""
    return house.anilist.entries("Mika").get(house.media_id(show))


async def newest(house: House, entry: MockConfigEntry) -> Answer:
    """The newest line of the timeline."""
    record: Answer = (await house.call(entry, "get_history", limit=1))["records"][0]
    return record


async def changed(
    house: House, entry: MockConfigEntry, show: Item, upto: int = 5
) -> int:
    """Let a show be watched on, sync, and return the record of the change."""
    house.watch(show, upto)
    assert (await house.sync(entry))["counts"] == {"synced": 1}
    number: int = (await newest(house, entry))["record"]
    return number


async def proposed(house: House, entry: MockConfigEntry) -> int:
    """How many changes a full sync would make."""
    answer = await house.sync(entry, dry_run=True)
    count: int = answer["plan"]["change_count"]
    return count


def with_entry(house: House, show: Item, **fields: object) -> None:
    """A show stands on Mika's list."""
    fields = {"status": "CURRENT", "progress": 2, **HELD, **fields}
    house.anilist.set_entry("Mika", house.media_id(show), **fields)


async def test_undo_of_an_update_brings_the_state_before_back(house: House) -> None:
    """Every field, the empty ones too; redo does it again, undo takes it back again."""
    show = house.show("Frieren", 12)
    with_entry(house, show, started_at=None)
    entry = await house.set_up()
    before = row_of(house, show)
    record = await changed(house, entry, show, 12)
    after = row_of(house, show)
    assert after is not None
    assert after["completed_at"]

    answer = await house.call(entry, "undo", record_ids=[record])
    assert (answer["result"], answer["counts"]) == ("ok", {"undone": 1})
    assert (answer["conflicts"], answer["skipped"]) == ([], [])
    assert row_of(house, show) == before
    undone = await newest(house, entry)
    assert answer["records"] == [undone["record"]]
    assert (undone["outcome"], undone["undoes"]) == ("undone", [record])
    first = await house.call(entry, "get_record", record=record)
    assert first["undone_by"] == undone["record"]
    assert house.state(entry, "undone").state == "1"
    assert await proposed(house, entry) == 0
    assert (await house.sync(entry))["counts"] == {}
    assert row_of(house, show) == before

    redone = await house.call(entry, "redo", record_ids=undone["record"])
    assert redone["counts"] == {"synced": 1}
    assert row_of(house, show) == after
    assert await proposed(house, entry) == 0
    await house.call(entry, "undo", record_ids=redone["records"])
    assert row_of(house, show) == before


async def test_t06_undo_of_a_creation_deletes_the_entry(house: House) -> None:
    """The entry goes, the record is undone, and the next syncs leave it so."""
    show = house.show("Frieren", 12)
    entry = await house.set_up(options={"destructive": True})
    record = await changed(house, entry, show)
    assert (await house.call(entry, "undo", record_ids=record))["counts"] == {
        "undone": 1
    }
    assert row_of(house, show) is None
    undone = await newest(house, entry)
    assert (undone["deleted"], undone["undoes"]) == (True, [record])
    assert await proposed(house, entry) == 0
    again = await house.call(entry, "redo", record_ids=undone["record"])
    assert again["counts"] == {"synced": 1}
    assert house.progress(show) == 5


async def test_undo_of_a_deletion_makes_the_entry_again(house: House) -> None:
    """By its media id, with all it held; it is not deleted again."""
    show = house.show("Frieren", 12)
    entry = await house.set_up(options=DELETING)
    await changed(house, entry, show)
    before = row_of(house, show)
    for number in range(1, 6):
        house.plex.mark_unwatched(house.plex.owner, show.episode(1, number))
    assert (await house.sync(entry))["counts"] == {"deleted": 1}
    assert row_of(house, show) is None
    deleted = await newest(house, entry)
    assert deleted["outcome"] == "deleted"
    answer = await house.call(entry, "undo", record_ids=deleted["record"])
    assert answer["counts"] == {"undone": 1}
    assert row_of(house, show) == before
    assert await proposed(house, entry) == 0


async def test_t10_what_the_user_changed_is_kept_by_sync_and_undo(house: House) -> None:
    """The score of noon survives the progress of one o'clock, and its undo."""
    show = house.show("Frieren", 28)
    with_entry(house, show)
    entry = await house.set_up()
    await changed(house, entry, show)
    house.anilist.set_entry("Mika", house.media_id(show), score=95)
    record = await changed(house, entry, show, 8)
    row = row_of(house, show)
    assert row is not None
    assert (row["score"], row["progress"]) == (95, 8)
    await house.call(entry, "undo", record_ids=record)
    row = row_of(house, show)
    assert row is not None
    assert (row["score"], row["progress"]) == (95, 5)
    assert await proposed(house, entry) == 0


async def test_undo_and_pin_are_one_act(house: House) -> None:
    """What went back is pinned: also what is watched later does not touch it."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    await house.call(entry, "undo", record_ids=record, pin=True)
    [pin] = (await house.call(entry, "get_pins"))["pins"]
    assert (pin["title"], pin["fields"]) == ("Frieren", ["progress"])
    house.watch(show, 8)
    await house.sync(entry)
    assert house.progress(show) == 2


async def test_undo_and_pin_of_a_creation_keeps_it_away(house: House) -> None:
    """A pin on every field: nothing is left to make the entry of."""
    show = house.show("Frieren", 12)
    entry = await house.set_up(options={"destructive": True})
    record = await changed(house, entry, show, 5)
    await house.call(entry, "undo", record_ids=record, pin=True)
    house.watch(show, 8)
    await house.sync(entry)
    assert row_of(house, show) is None


async def test_a_whole_run_is_undone(house: House) -> None:
    """Each target as one, and what was undone already is not undone twice."""
    shows = [house.show(name, 12) for name in ("Frieren", "Mushishi", "Bebop")]
    for show in shows:
        with_entry(house, show)
        house.watch(show, 5)
    entry = await house.set_up()
    run = (await house.sync(entry))["run"]
    await house.call(entry, "undo", record_ids=(await newest(house, entry))["record"])
    answer = await house.call(entry, "undo", run_id=run)
    assert answer["counts"] == {"undone": 2}
    assert [house.progress(show) for show in shows] == [2, 2, 2]
    assert await proposed(house, entry) == 0
    with pytest.raises(ServiceValidationError, match="can be taken back"):
        await house.call(entry, "undo", run_id=run)


async def test_everything_since_a_time_is_undone(house: House) -> None:
    """Two changes of one entry are one undo, to the state before the first."""
    show, other = house.show("Frieren", 12), house.show("Mushishi", 12)
    with_entry(house, show)
    with_entry(house, other)
    entry = await house.set_up()
    await changed(house, entry, other, 4)
    since = dt_util.now()
    first = await changed(house, entry, show, 5)
    second = await changed(house, entry, show, 8)
    later = (since + timedelta(hours=1)).isoformat()
    with pytest.raises(ServiceValidationError, match="can be taken back"):
        await house.call(entry, "undo", since=later)
    answer = await house.call(entry, "undo", since=since.isoformat())
    assert answer["counts"] == {"undone": 1}
    assert (await newest(house, entry))["undoes"] == [first, second]
    assert (house.progress(show), house.progress(other)) == (2, 4)


async def test_of_many_those_without_conflict_are_undone(house: House) -> None:
    """The others are listed with what is there and what was wanted."""
    show, other = house.show("Frieren", 12), house.show("Mushishi", 12)
    for each in (show, other):
        with_entry(house, each)
        house.watch(each, 5)
    entry = await house.set_up()
    run = (await house.sync(entry))["run"]
    house.anilist.set_entry("Mika", house.media_id(show), progress=7)
    shown = await house.call(entry, "undo", run_id=run, dry_run=True)
    assert shown["result"] == "planned"
    answer = await house.call(entry, "undo", run_id=run)
    assert answer["counts"] == {"undone": 1}
    target = str(house.media_id(show))
    for told in (shown, answer):
        assert told["conflicts"] == [
            {
                "target": target,
                "title": "Frieren",
                "fields": [{"field": "progress", "there": 7, "wanted": 2}],
            }
        ]
        assert told["skipped"] == [
            {"target": target, "title": "Frieren", "reason": "changed_since"}
        ]
    assert (house.progress(show), house.progress(other)) == (7, 2)
    await house.call(entry, "undo", run_id=run, confirm_conflicts=True)
    assert house.progress(show) == 2


async def test_of_many_those_that_would_be_deleted_stay(house: House) -> None:
    """Where entries may not be deleted, the rest of a run is undone all the same."""
    show, other = house.show("Frieren", 12), house.show("Mushishi", 12)
    with_entry(house, show)
    for each in (show, other):
        house.watch(each, 5)
    entry = await house.set_up()
    run = (await house.sync(entry))["run"]
    answer = await house.call(entry, "undo", run_id=run)
    assert answer["counts"] == {"undone": 1}
    assert [each["reason"] for each in answer["skipped"]] == ["would_delete"]
    assert (house.progress(show), house.progress(other)) == (2, 5)


async def test_conflict_is_told_and_done_only_when_confirmed(house: House) -> None:
    """The refusal names the title, the field, what is there and what was wanted."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    house.anilist.set_entry("Mika", house.media_id(show), progress=7)
    told = r"Frieren \(progress 7 → 2\)"
    with pytest.raises(ServiceValidationError, match=told):
        await house.call(entry, "undo", record_ids=record)
    assert house.progress(show) == 7
    assert house.state(entry, "undone").state == "0"
    answer = await house.call(entry, "undo", record_ids=record, confirm_conflicts=True)
    assert answer["counts"] == {"undone": 1}
    assert house.progress(show) == 2
    house.anilist.set_entry("Mika", house.media_id(show), progress=9)
    with pytest.raises(ServiceValidationError, match=r"progress 9 → 7"):
        await house.call(entry, "redo", record_ids=answer["records"])
    await house.call(
        entry, "redo", record_ids=answer["records"], confirm_conflicts=True
    )
    assert house.progress(show) == 7


async def test_dry_undo_writes_nothing(house: House) -> None:
    """It shows what would go back."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    answer = await house.call(entry, "undo", record_ids=record, dry_run=True)
    [change] = answer["plan"]["changes"]
    assert [(edit["before"], edit["after"]) for edit in change["edits"]] == [(5, 2)]
    assert (answer["run"], answer["records"]) == (None, [])
    assert house.progress(show) == 5
    assert (await newest(house, entry))["record"] == record


async def test_undo_that_would_delete_is_refused(house: House) -> None:
    """Where entries may not be deleted; the timeline stays as it is."""
    show = house.show("Frieren", 12)
    entry = await house.set_up()
    record = await changed(house, entry, show)
    with pytest.raises(ServiceValidationError, match="would delete entries"):
        await house.call(entry, "undo", record_ids=record)
    assert house.progress(show) == 5
    assert (await newest(house, entry))["record"] == record


async def test_what_cannot_be_undone_is_refused_with_the_reason(house: House) -> None:
    """Unknown ids, other profiles' ids, problems, undone records, undos."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    house.watch(house.show("Obscure", 12, mapped=False), 1)
    house.add_user("Kim")
    entry, other = await house.set_up(), await house.set_up("Kim")
    house.watch(show, 5)
    await house.sync(entry)
    [change] = (await house.call(entry, "get_history", outcomes="synced"))["records"]
    [problem] = (await house.call(entry, "get_history", outcomes="not_found"))[
        "records"
    ]
    record = change["record"]
    refused = [
        (entry, "undo", {"record_ids": [record, 999]}, "no record 999"),
        (other, "undo", {"record_ids": record}, f"no record {record}"),
        (other, "redo", {"record_ids": record}, f"no record {record}"),
        (entry, "undo", {"record_ids": problem["record"]}, "is a problem"),
        (entry, "redo", {"record_ids": record}, "is no undo"),
        (entry, "redo", {"record_ids": problem["record"]}, "is a problem"),
        (entry, "undo", {"run_id": 999}, "no run 999"),
        (entry, "undo", {}, "Name either"),
        (entry, "undo", {"run_id": 1, "record_ids": record}, "Name either"),
    ]
    for profile, action, data, words in refused:
        with pytest.raises(ServiceValidationError, match=words):
            await house.call(profile, action, **data)
    [undone] = (await house.call(entry, "undo", record_ids=record))["records"]
    refused = [
        (entry, "undo", {"record_ids": record}, f"undone already, by record {undone}"),
        (entry, "undo", {"record_ids": undone}, "Redo it instead"),
        (entry, "redo", {"record_ids": record}, f"undone by record {undone}"),
    ]
    for profile, action, data, words in refused:
        with pytest.raises(ServiceValidationError, match=words):
            await house.call(profile, action, **data)
    await house.call(entry, "redo", record_ids=undone)
    with pytest.raises(ServiceValidationError, match="done again already"):
        await house.call(entry, "redo", record_ids=undone)


async def test_undo_of_what_is_pinned_is_refused(house: House) -> None:
    """The pin is named as the reason."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    target = house.media_id(show)
    await house.call(entry, "pin", target=target, fields=["progress"])
    with pytest.raises(ServiceValidationError, match="pinned"):
        await house.call(entry, "undo", record_ids=record)
    assert house.progress(show) == 5


async def test_anilist_out_of_reach_leaves_the_record_to_be_undone(
    house: House,
) -> None:
    """The failure is told, and the undo can be asked for again."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    house.anilist.user("Mika").token = "another"
    with pytest.raises(HomeAssistantError, match="no longer accepts"):
        await house.call(entry, "undo", record_ids=record)
    house.anilist.user("Mika").token = "token-mika"
    await house.call(entry, "undo", record_ids=record)
    assert house.progress(show) == 2


async def test_hold_is_lifted_by_hand(house: House) -> None:
    """Then the change is proposed again."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    record = await changed(house, entry, show, 5)
    with pytest.raises(ServiceValidationError, match="holds anything back"):
        await house.call(entry, "lift_hold", record_ids=record)
    [undone] = (await house.call(entry, "undo", record_ids=record))["records"]
    assert await proposed(house, entry) == 0
    assert await house.call(entry, "lift_hold", record_ids=undone) == {"lifted": 1}
    assert await proposed(house, entry) == 1


@pytest.mark.parametrize(
    ("group", "acts"), [(GROUP_ID_READ_ONLY, False), (GROUP_ID_USER, True)]
)
async def test_users_may_undo_and_readers_may_not(
    house: House, group: str, acts: bool
) -> None:
    """Taking back is acting; what a reader is refused, the owner may do."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    entry = await house.set_up()
    await changed(house, entry, show, 5)
    found = await house.hass.auth.async_get_group(group)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    owner = MockUser(is_owner=True).add_to_hass(house.hass)
    for action in ("undo", "lift_hold", "redo"):
        data = {"record_ids": (await newest(house, entry))["record"]}
        assert await may(house, entry, user, action, data) is acts
        assert acts or await may(house, entry, owner, action, data)
