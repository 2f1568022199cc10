"""Plans that are shown before anything is written."""

from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.plex_sync.const import DOMAIN

from .house import House


async def test_dry_run_twice_is_one_plan_and_no_line(house: House) -> None:
    """Only planning leaves nothing behind but the plan."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    for _ in range(2):
        answer = await house.call(entry, "sync", dry_run=True)
        assert answer["result"] == "planned"
        assert answer["plan"]["change_count"] == 1
    plan = await house.call(entry, "get_plan")
    assert plan["reason"] == "dry_run"
    [change] = plan["changes"]
    assert change["after"]["progress"] == 5
    assert (await house.call(entry, "get_history"))["records"] == []
    assert (await house.call(entry, "get_runs"))["runs"] == []
    assert house.progress(show) is None


async def test_dry_run_switch_holds_for_everything_that_syncs(house: House) -> None:
    """While the switch is on, buttons and actions only plan."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up(options={"dry_run": True})
    await house.press(entry, "full_sync", "press")
    await house.rest(entry)
    assert (await house.sync(entry))["result"] == "planned"
    assert house.progress(show) is None
    assert (await house.call(entry, "apply_plan"))["counts"] == {"synced": 1}
    assert house.progress(show) == 5


async def test_chosen_changes_are_applied_and_the_rest_waits(house: House) -> None:
    """Of a plan a selection can be written; what was changed since is listed."""
    shows = [house.show(title) for title in ("Frieren", "Mushishi", "Monster")]
    for show in shows:
        house.watch(show, 4)
    entry = await house.set_up()
    await house.call(entry, "sync", dry_run=True)
    plan = await house.call(entry, "get_plan")
    prints = {each["title"]: each["fingerprint"] for each in plan["changes"]}
    house.anilist.set_entry("Mika", house.media_id(shows[1]), progress=9)
    answer = await house.call(
        entry, "apply_plan", changes=[prints["Frieren"], prints["Mushishi"]]
    )
    assert answer["counts"] == {"synced": 1}
    assert [each["title"] for each in answer["changed_since"]] == ["Mushishi"]
    assert [house.progress(show) for show in shows] == [4, 9, None]
    rest = await house.call(entry, "get_plan")
    assert [each["title"] for each in rest["changes"]] == ["Monster"]


async def test_plan_that_is_not_there_is_refused(house: House) -> None:
    """Without a plan there is nothing to show, to apply or to discard."""
    entry = await house.set_up()
    for action in ("get_plan", "apply_plan", "discard_plan"):
        with pytest.raises(ServiceValidationError, match="No plan waits"):
            await house.call(entry, action)


async def test_unknown_change_is_refused(house: House) -> None:
    """Nothing is written that was not shown."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    await house.call(entry, "sync", dry_run=True)
    with pytest.raises(ServiceValidationError, match="does not have"):
        await house.call(entry, "apply_plan", changes=["no-such"])
    assert house.anilist.entries("Mika") == {}


async def test_plan_can_be_discarded(house: House) -> None:
    """A plan that nobody wants is forgotten."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    await house.call(entry, "sync", dry_run=True)
    assert await house.call(entry, "discard_plan") == {"discarded": 1}
    with pytest.raises(ServiceValidationError):
        await house.call(entry, "get_plan")


async def test_plan_is_given_in_pages(house: House) -> None:
    """A long plan is read page by page."""
    for number in range(5):
        house.watch(house.show(f"Show {number}"), 2)
    entry = await house.set_up()
    await house.call(entry, "sync", dry_run=True)
    first = await house.call(entry, "get_plan", limit=3)
    second = await house.call(entry, "get_plan", limit=3, cursor=first["cursor"])
    assert (len(first["changes"]), len(second["changes"])) == (3, 2)
    assert second["cursor"] is None
    assert first["change_count"] == 5


async def test_guard_stops_and_asks(
    house: House, issue_registry: ir.IssueRegistry
) -> None:
    """Too much at once is not written; a repair says so until it is settled."""
    shows = [house.show(f"Show {number}") for number in range(8)]
    for show in shows:
        house.watch(show, 4)
    entry = await house.set_up(
        options={
            "destructive": True,
            "policy_progress": "mirror",
            "guard_lowered": 3,
            "guard_lowered_percent": 10,
        }
    )
    await house.sync(entry)
    for show in shows:
        for number in (2, 3, 4):
            house.plex.mark_unwatched(house.plex.owner, show.episode(1, number))
    answer = await house.sync(entry)
    assert (answer["result"], answer["reason"]) == ("guarded", "too_many_lowered")
    assert house.progress(shows[0]) == 4
    assert house.state(entry, "status").state == "approval"
    issue_id = f"plan_waiting_{entry.entry_id}"
    issue = issue_registry.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_key == "too_many_lowered"
    assert issue.translation_placeholders == {
        "profile": "Anime Mika",
        "count": "8",
        "total": "8",
        "new": "0",
        "raised": "0",
        "lowered": "8",
        "deleted": "0",
        "conflicts": "0",
    }
    await house.call(entry, "apply_plan")
    assert {house.progress(show) for show in shows} == {1}
    assert not issue_registry.async_get_issue(DOMAIN, issue_id)
    assert house.state(entry, "status").state == "idle"


async def test_repair_of_a_waiting_plan_survives_a_reload(
    house: House, issue_registry: ir.IssueRegistry
) -> None:
    """A plan that waits is asked about again after a start; discarding ends it."""
    house.watch(house.show("Frieren"), 4)
    entry = await house.set_up(options={"preview": True})
    assert (await house.sync(entry))["reason"] == "preview"
    issue_id = f"plan_waiting_{entry.entry_id}"
    ir.async_delete_issue(house.hass, DOMAIN, issue_id)
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert issue_registry.async_get_issue(DOMAIN, issue_id)
    await house.call(entry, "discard_plan")
    assert not issue_registry.async_get_issue(DOMAIN, issue_id)


async def test_library_that_is_gone_is_a_repair(
    house: House, issue_registry: ir.IssueRegistry
) -> None:
    """A chosen library that Plex no longer has is told until it is back."""
    house.watch(house.show("Frieren"), 4)
    entry = await house.set_up(options={"libraries": [house.anime.uuid]})
    await house.sync(entry)
    house.plex.sections.remove(house.anime)
    await house.sync(entry)
    issue_id = f"library_gone_{entry.entry_id}"
    issue = issue_registry.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {
        "profile": "Anime Mika",
        "title": "Anime",
        "uuid": house.anime.uuid,
    }
    house.plex.sections.append(house.anime)
    await house.sync(entry)
    assert not issue_registry.async_get_issue(DOMAIN, issue_id)
