"""Pins, and searching AniList for what to pin."""

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockUser
import voluptuous as vol

from .house import Answer, House
from .test_rights import may

ALL = ["status", "progress", "repeat", "score", "notes", "started_at", "completed_at"]


async def test_pins_are_added_listed_and_lifted(house: House) -> None:
    """Last changed first, each with its title, fields and time."""
    frieren, mushishi = house.show("Frieren", 12), house.show("Mushishi", 12)
    entry = await house.set_up()
    first, second = house.media_id(frieren), house.media_id(mushishi)
    pinned = await house.call(entry, "pin", target=first, fields=["score", "status"])
    assert pinned == {
        "target": str(first),
        "title": "Frieren",
        "fields": ["status", "score"],
    }
    await house.call(entry, "pin", target=second, fields="notes")
    await house.call(entry, "pin", target=str(first), fields=["progress"])
    answer = await house.call(entry, "get_pins")
    assert answer["fields"] == ALL
    assert [(pin["title"], pin["fields"]) for pin in answer["pins"]] == [
        ("Frieren", ["status", "progress", "score"]),
        ("Mushishi", ["notes"]),
    ]
    assert answer["pins"][0]["changed_at"] >= answer["pins"][1]["changed_at"]
    left = await house.call(entry, "unpin", target=first, fields=["status"])
    assert left == {"target": str(first), "fields": ["progress", "score"]}
    assert (await house.call(entry, "unpin", target=first))["fields"] == []
    assert (await house.call(entry, "unpin", target=first))["fields"] == []
    [pin] = (await house.call(entry, "get_pins"))["pins"]
    assert pin["target"] == str(second)


async def test_pin_holds_from_the_next_write_on(house: House) -> None:
    """The pinned field stays, the others are synced; unpinned, it follows again."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    target = house.media_id(show)
    await house.call(entry, "pin", target=target, fields=["progress"])
    house.watch(show, 12)
    await house.sync(entry)
    row = house.anilist.entries("Mika")[target]
    assert (row["progress"], row["status"]) == (3, "COMPLETED")
    await house.call(entry, "unpin", target=target)
    await house.sync(entry)
    assert house.progress(show) == 12


async def test_t05_pinned_entry_is_never_deleted(house: House) -> None:
    """Whatever the options say."""
    show = house.show("Frieren", 12)
    house.watch(show, 2)
    entry = await house.set_up(options={"destructive": True})
    await house.sync(entry)
    await house.call(entry, "pin", target=house.media_id(show), fields=["status"])
    for number in (1, 2):
        house.plex.mark_unwatched(house.plex.owner, show.episode(1, number))
    await house.sync(entry)
    assert house.progress(show) is not None


async def test_pins_are_the_accounts(house: House) -> None:
    """Two profiles of one account share them, and the last one takes them along."""
    show = house.show("Frieren", 12)
    user = house.plex.add_home_user("Kim")
    house.add_user("Lee")
    mika = await house.set_up()
    shared = await house.set_up(user=user)
    other = await house.set_up("Lee")
    target = house.media_id(show)
    await house.call(mika, "pin", target=target, fields=["score"])
    assert (await house.call(shared, "get_pins"))["pins"]
    assert not (await house.call(other, "get_pins"))["pins"]
    journal, account = other.runtime_data.journal, mika.runtime_data.engine.target
    await house.hass.config_entries.async_remove(mika.entry_id)
    assert await journal.pins(account.account)
    await house.hass.config_entries.async_remove(shared.entry_id)
    assert not await journal.pins(account.account)


async def test_what_cannot_be_pinned_is_refused(house: House) -> None:
    """Unknown fields, fields of AniList's own, anime that are none."""
    show = house.show("Frieren", 12)
    entry = await house.set_up()
    target = house.media_id(show)
    for fields in (["mood"], ["private", "score"]):
        with pytest.raises(ServiceValidationError, match=f"{fields[0]}. Possible are"):
            await house.call(entry, "pin", target=target, fields=fields)
    with pytest.raises(ServiceValidationError, match="mood. Possible are"):
        await house.call(entry, "unpin", target=target, fields=["mood"])
    with pytest.raises(ServiceValidationError, match="no anime with the id 404"):
        await house.call(entry, "pin", target=404, fields=["score"])
    with pytest.raises(vol.Invalid):
        await house.call(entry, "pin", target=target, fields=[])
    assert (await house.call(entry, "get_pins"))["pins"] == []


async def test_title_of_a_pin_needs_no_request_where_it_is_known(house: House) -> None:
    """The timeline knows it already."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    house.anilist.reset_counts()
    target = house.media_id(show)
    pin = await house.call(entry, "pin", target=target, fields=["score"])
    assert pin["title"] == "Frieren"
    assert house.anilist.requests == 0


async def test_search_tells_what_is_on_the_list_and_pinned(house: House) -> None:
    """Each result with what a card shows of it."""
    show = house.show("Frieren", 28)
    house.show("Mushishi", 12)
    target = house.media_id(show)
    house.anilist.set_entry("Mika", target, status="PAUSED", progress=2)
    entry = await house.set_up()
    await house.call(entry, "pin", target=target, fields=["notes"])
    house.anilist.reset_counts()
    [found] = (await house.call(entry, "search_anilist", query=" frieren "))["results"]
    assert (found["id"], found["target"]) == (target, str(target))
    assert (found["title"], found["format"], found["episodes"]) == ("Frieren", "TV", 28)
    assert (found["status"], found["pins"]) == ("PAUSED", ["notes"])
    assert not found["is_adult"]
    assert found["cover"]
    assert house.anilist.requests == 2
    nothing = await house.call(entry, "search_anilist", query="Nonesuch", limit=5)
    assert nothing == {"results": []}


async def test_search_fails_in_words(house: House) -> None:
    """Nothing to search for, a token that is no longer good, too many results."""
    entry = await house.set_up()
    with pytest.raises(ServiceValidationError, match="what to search for"):
        await house.call(entry, "search_anilist", query=" ")
    with pytest.raises(vol.Invalid):
        await house.call(entry, "search_anilist", query="a", limit=51)
    house.anilist.user("Mika").token = "another"
    with pytest.raises(HomeAssistantError, match="no longer accepts"):
        await house.call(entry, "search_anilist", query="Frieren")


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        (GROUP_ID_READ_ONLY, ["get_pins", "search_anilist"]),
        (GROUP_ID_USER, ["get_pins", "search_anilist", "pin", "unpin"]),
    ],
)
async def test_readers_see_and_users_pin(
    house: House, group: str, allowed: list[str]
) -> None:
    """The owner may all of it."""
    target = house.media_id(house.show("Frieren", 12))
    entry = await house.set_up()
    found = await house.hass.auth.async_get_group(group)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    owner = MockUser(is_owner=True).add_to_hass(house.hass)
    actions: dict[str, Answer] = {
        "get_pins": {},
        "search_anilist": {"query": "Frieren"},
        "pin": {"target": target, "fields": ["score"]},
        "unpin": {"target": target},
    }
    assert [
        action
        for action, data in actions.items()
        if await may(house, entry, user, action, data)
    ] == allowed
    for action, data in actions.items():
        assert await may(house, entry, owner, action, data)
