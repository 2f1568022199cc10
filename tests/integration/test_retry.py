"""Looking at titles again, and deleting lines of the timeline."""

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.plex_sync.sync.journal.journal import JournalChange
from tests.fakes.plex import Fault, Item

from .house import Answer, House
from .test_rights import may


@pytest.fixture(autouse=True)
def mapped(house: House) -> Item:
    """A show that is mapped and that nobody watches: mappings are never empty."""
    return house.show("Bebop", 26)


async def problem_of(house: House, entry: MockConfigEntry) -> Answer:
    """The only open problem."""
    outcomes = ["failed", "not_found", "review"]
    [record] = (await house.call(entry, "get_history", outcomes=outcomes))["records"]
    found: Answer = record
    return found


def map_show(house: House, show: Item) -> None:
    """Let the mappings know a show that they did not know."""
    number = house.media_id(show)
    house.document[f"anilist:{number}"] = {f"tvdb_show:{number}:s1": {"1-12": "1-12"}}
    house.mappings.put("mappings.json", house.document)


async def test_retry_answers_with_the_outcome_of_each_record(house: House) -> None:
    """One that is well now is synced and closed, the other is told as it is."""
    show = house.show("Obscure", 12, mapped=False)
    other = house.show("Nowhere", 12, mapped=False)
    house.watch(show, 3)
    house.watch(other, 3)
    entry = await house.set_up()
    await house.sync(entry)
    records = (await house.call(entry, "get_history"))["records"]
    ids = {record["title"]: record["record"] for record in records}
    map_show(house, show)
    await house.call(entry, "refresh_mappings", force=True)
    answer = await house.call(entry, "retry", record_ids=list(ids.values()))
    assert (answer["kind"], answer["result"]) == ("retry", "ok")
    found = {each["title"]: each for each in answer["records"]}
    assert found["Obscure"]["record"] == ids["Obscure"]
    assert (found["Obscure"]["outcome"], found["Obscure"]["closed"]) == ("synced", True)
    change = await house.call(entry, "get_record", record=found["Obscure"]["change"])
    assert change["after"]["progress"] == 3
    assert (found["Nowhere"]["outcome"], found["Nowhere"]["closed"]) == (
        "not_found",
        False,
    )
    assert found["Nowhere"]["reason"]
    assert house.progress(show) == 3
    assert house.state(entry, "not_found").state == "1"


async def test_record_that_is_fine_now_closes_itself(house: House) -> None:
    """Nothing has to be written: the list holds all of it already."""
    show = house.show("Obscure", 12, mapped=False)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    record = (await problem_of(house, entry))["record"]
    map_show(house, show)
    house.anilist.set_entry(
        "Mika", house.media_id(show), status="CURRENT", progress=3, started_at="2024"
    )
    await house.call(entry, "refresh_mappings", force=True)
    answer = await house.call(entry, "retry", record_ids=record)
    [told] = answer["records"]
    assert (told["outcome"], told["closed"], told["change"]) == ("fine", True, None)
    assert house.state(entry, "not_found").state == "0"


async def test_retry_of_a_refused_write(house: House) -> None:
    """The failure closes itself when AniList takes the change."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    entry = await house.set_up()
    house.anilist.fail("drop_alias", on="mutation", status=400, times=1)
    await house.sync(entry)
    failed = await problem_of(house, entry)
    assert failed["outcome"] == "failed"
    answer = await house.call(entry, "retry", record_ids=failed["record"])
    [told] = answer["records"]
    assert (told["outcome"], told["closed"]) == ("synced", True)
    assert house.progress(show) == 3
    assert house.state(entry, "failed").state == "0"


async def test_retry_looks_whatever_the_filters_say(house: House) -> None:
    """A title is looked at by its key, also when its genre is not chosen any more."""
    show = house.show("Obscure", 12, mapped=False)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    record = (await problem_of(house, entry))["record"]
    map_show(house, show)
    options = {**entry.options, "genres": ["Drama"]}
    house.hass.config_entries.async_update_entry(entry, options=options)
    await house.call(entry, "refresh_mappings", force=True)
    answer = await house.call(entry, "retry", record_ids=record)
    assert [each["closed"] for each in answer["records"]] == [True]
    assert house.progress(show) == 3


async def test_retry_of_a_title_that_was_not_in_the_library(house: House) -> None:
    """It is looked for by the name that was asked for, and found now."""
    entry = await house.set_up()
    await house.sync(entry, titles=["Frieren"])
    missing = await problem_of(house, entry)
    assert missing["title"] == "Frieren"
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    await house.call(entry, "refresh_mappings", force=True)
    answer = await house.call(entry, "retry", record_ids=missing["record"])
    assert [each["closed"] for each in answer["records"]] == [True]
    assert house.progress(show) == 3


async def test_retry_of_unknown_records_is_refused(house: House) -> None:
    """All of them are named."""
    entry = await house.set_up()
    with pytest.raises(ServiceValidationError, match="no record 998, 999"):
        await house.call(entry, "retry", record_ids=[999, 998])


async def test_retry_without_plex_fails_in_words(house: House) -> None:
    """The problem stays open."""
    house.watch(house.show("Obscure", 12, mapped=False), 3)
    entry = await house.set_up()
    await house.sync(entry)
    record = (await problem_of(house, entry))["record"]
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(HomeAssistantError, match="Plex is out of reach"):
        await house.call(entry, "retry", record_ids=record)
    house.plex.faults.clear()
    assert (await problem_of(house, entry))["record"] == record


async def test_deleting_a_problem_is_only_about_the_line(house: House) -> None:
    """The next full sync opens it again, unless it is to be ignored too."""
    house.watch(house.show("Obscure", 12, mapped=False), 3)
    entry = await house.set_up()
    await house.sync(entry)
    first = (await problem_of(house, entry))["record"]
    told: list[JournalChange] = []
    stop = entry.runtime_data.journal.listen(told.append)
    assert await house.call(entry, "delete_history", record_ids=first) == {
        "deleted": [first]
    }
    stop()
    assert [change.removed for change in told] == [[first]]
    assert house.state(entry, "not_found").state == "0"
    assert (await house.call(entry, "get_history", text="obscure"))["records"] == []
    await house.sync(entry)
    second = (await problem_of(house, entry))["record"]
    await house.call(entry, "delete_history", record_ids=second, ignore=True)
    await house.sync(entry)
    assert (await house.call(entry, "get_history"))["records"] == []
    with pytest.raises(ServiceValidationError, match="no record"):
        await house.call(entry, "delete_history", record_ids=second)


async def test_deleting_a_change_leaves_the_list_and_the_sync_alone(
    house: House,
) -> None:
    """The entry stays, and what was settled is settled."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    [record] = (await house.call(entry, "get_history"))["records"]
    number = record["record"]
    with pytest.raises(ServiceValidationError, match="no record 999"):
        await house.call(entry, "delete_history", record_ids=[number, 999])
    assert (await house.call(entry, "get_history"))["records"]
    await house.call(entry, "delete_history", record_ids=number)
    assert house.progress(show) == 3
    assert house.state(entry, "synced").state == "0"
    assert (await house.sync(entry))["counts"] == {}
    with pytest.raises(ServiceValidationError, match="no record"):
        await house.call(entry, "undo", record_ids=number)


async def test_pending_record_is_neither_deleted_nor_undone(house: House) -> None:
    """What may have been written stays until it is known."""
    house.watch(house.show("Frieren", 12), 3)
    entry = await house.set_up()
    house.anilist.fail("drop_after", on="mutation", times=-1)
    house.anilist.fail("disabled", on="query", after=2, times=-1)
    with pytest.raises(HomeAssistantError):
        await house.sync(entry)
    [record] = (await house.call(entry, "get_history", outcomes="pending"))["records"]
    for action in ("delete_history", "undo"):
        with pytest.raises(ServiceValidationError, match="still in flight"):
            await house.call(entry, action, record_ids=record["record"])
    assert (await house.call(entry, "get_history", outcomes="pending"))["records"]


@pytest.mark.parametrize(
    ("group", "allowed"),
    [(GROUP_ID_READ_ONLY, []), (GROUP_ID_USER, ["retry"])],
)
async def test_users_retry_and_administrators_delete(
    house: House, group: str, allowed: list[str]
) -> None:
    """Readers do neither, the owner both."""
    house.watch(house.show("Obscure", 12, mapped=False), 3)
    entry = await house.set_up()
    await house.sync(entry)
    record = {"record_ids": (await problem_of(house, entry))["record"]}
    found = await house.hass.auth.async_get_group(group)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    owner = MockUser(is_owner=True).add_to_hass(house.hass)
    actions = ("retry", "delete_history")
    assert [
        action for action in actions if await may(house, entry, user, action, record)
    ] == allowed
    for action in actions:
        assert await may(house, entry, owner, action, record)
