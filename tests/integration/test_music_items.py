"""Saved items by action: added, changed, removed, and listed."""

from typing import Any

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockUser
import voluptuous as vol

from .house import Answer, House
from .music_house import MusicHouse, open_music, saved_as


async def items(music: MusicHouse, *names: str) -> list[Answer]:
    """The saved items, as they are listed."""
    data: dict[str, Any] = {"items": list(names)} if names else {}
    answer = await music.call("get_items", **data)
    return list(answer["items"])


async def test_many_links_are_added_with_the_same_choices(house: House) -> None:
    """Every form of a link will do; what cannot be saved is named with its reason."""
    music = await open_music(house)
    one, two = music.playlist("One", "A"), music.playlist("Two", "B")
    answer = await music.call(
        "add_items",
        items=[
            f"https://open.spotify.com/playlist/{one.id}?si=abc",
            two.uri,
            one.uri,
            "https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk",
        ],
        category="Jazz",
        interval_days=3,
        mode="append",
    )
    assert [item["title"] for item in answer["added"]] == ["One", "Two"]
    assert [each["reason"] for each in answer["refused"]] == [
        "already_saved",
        "link_kind",
    ]
    assert all(each["text"] for each in answer["refused"])
    for item in await items(music):
        assert (item["category"], item["interval_days"]) == ("Jazz", 3)
        assert (item["mode"], item["state"]) == ("append", "new")


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://open.spotify.com/artist/4Z8W4fKeB5YxbusRsdQVPb", "something else"),
        ("what is this", "Nothing was added"),
        ("https://open.spotify.com/playlist/4Z8W4fKeB5YxbusRsdQVPb", "no longer has"),
    ],
)
async def test_link_that_leads_nowhere_is_refused(
    house: House, link: str, words: str
) -> None:
    """In words that say what is wrong with it."""
    music = await open_music(house)
    with pytest.raises(ServiceValidationError, match=words):
        await music.call("add_items", items=[link])
    assert await items(music) == []


async def test_choices_change_several_items_at_once(house: House) -> None:
    """Without a reload; a title is for one of them alone."""
    music = await open_music(house)
    links = [music.playlist(title, "A").uri for title in ("One", "Two", "Three")]
    await music.call("add_items", items=links)
    coordinator = music.entry.runtime_data
    await music.call("update_items", items=["One", links[1]], sync=False, category="X")
    found = {item["title"]: item for item in await items(music)}
    assert [found[title]["sync"] for title in ("One", "Two", "Three")] == [
        False,
        False,
        True,
    ]
    assert found["One"]["next_due"] is None
    await music.call("update_items", items=["Three"], title="Evening")
    assert [item["title"] for item in await items(music, links[2])] == ["Evening"]
    with pytest.raises(ServiceValidationError, match="cannot have one title"):
        await music.call("update_items", items=["One", "Two"], title="Same")
    with pytest.raises(ServiceValidationError, match="Choose at least one"):
        await music.call("update_items", items=["One"])
    with pytest.raises(ServiceValidationError, match="no saved item Nine"):
        await music.call("update_items", items=["Nine"], sync=True)
    assert music.entry.runtime_data is coordinator


async def test_title_follows_the_source_until_the_user_gives_one(house: House) -> None:
    """Here and on Plex; emptied, it is the source's again."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    playlist.title = "Morning run"
    await music.sync()
    await house.hass.async_block_till_done()
    assert music.titles("Morning run") == ["One"]
    [item] = await items(music)
    assert (item["title"], item["follows_title"]) == ("Morning run", True)
    [subentry] = music.entry.subentries.values()
    assert subentry.title == "Morning run"

    await music.call("update_items", items=["Morning run"], title="Mine")
    playlist.title = "Morning walk"
    await music.sync()
    assert music.titles("Mine") == ["One"]
    [item] = await items(music)
    assert (item["title"], item["follows_title"]) == ("Mine", False)

    await music.call("update_items", items=["Mine"], title="")
    await music.sync()
    await house.hass.async_block_till_done()
    assert music.titles("Morning walk") == ["One"]
    assert [item["title"] for item in await items(music)] == ["Morning walk"]


async def test_item_of_before_is_the_users_or_the_sources_by_its_title(
    house: House,
) -> None:
    """Saved when nobody noted whose title it was: told by the first look."""
    music = await open_music(house)
    music.own("One")
    followed, named = music.playlist("First", "One"), music.playlist("Second", "One")
    saved_as(music, followed)
    saved_as(music, named, title="Mine")
    await music.sync()
    await house.hass.async_block_till_done()
    found = {item["title"]: item["follows_title"] for item in await items(music)}
    assert found == {"First": True, "Mine": False}
    followed.title, named.title = "First anew", "Second anew"
    await music.sync()
    await house.hass.async_block_till_done()
    assert [item["title"] for item in await items(music)] == ["First anew", "Mine"]
    assert music.titles("First anew") == music.titles("Mine") == ["One"]


async def test_what_is_missing_of_an_item_may_be_kept_back(house: House) -> None:
    """It may be handed on unless the user says otherwise, of several at once too."""
    music = await open_music(house)
    links = [music.playlist(title, "A").uri for title in ("One", "Two")]
    await music.call("add_items", items=links)
    assert [item["hand_off"] for item in await items(music)] == [True, True]
    await music.call("update_items", items=links, hand_off=False)
    assert [item["hand_off"] for item in await items(music)] == [False, False]
    profile = music.entry.runtime_data.profile
    assert [item.hand_off for item in profile.items()] == [False, False]


async def test_equal_titles_have_to_be_told_apart(house: House) -> None:
    """By their links, which are listed with them."""
    music = await open_music(house)
    links = [music.playlist("Twin", song).uri for song in ("A", "B")]
    await music.call("add_items", items=links)
    with pytest.raises(ServiceValidationError, match="2 saved items"):
        await music.call("remove_items", items=["Twin"])
    await music.call("remove_items", items=[links[0]])
    assert [item["item"] for item in await items(music)] == [links[1]]


async def test_item_that_is_removed_leaves_its_playlist(house: House) -> None:
    """On Plex nothing changes; here nothing is kept, and its problems are closed."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One", "Two")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    assert house.state(music.entry, "not_found").state == "1"
    await music.call("decide", decision="never", uri="spotify:track:x", item="Morning")
    await music.call("remove_items", items=["Morning"])
    assert music.titles("Morning") == ["One"]
    assert house.state(music.entry, "not_found").state == "0"
    assert (await music.call("get_missing"))["missing"] == []
    known = await music.entry.runtime_data.journal.known(music.entry.entry_id)
    assert (known.memory, known.decisions) == ({}, {})
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    [item] = await items(music)
    assert item["state"] == "offered"
    assert item["offer"]["count"] == 1


async def test_item_added_during_a_run_is_part_of_the_next_one(house: House) -> None:
    """The run under way is not stopped by it."""
    music = await open_music(house)
    music.own("One", "Two")
    first = music.playlist("First", "One")
    second = music.playlist("Second", "Two")
    await music.call("add_items", items=[first.uri])
    await music.call("sync_playlists")
    await music.call("add_items", items=[second.uri])
    await house.rest(music.entry)
    assert music.titles("First") == ["One"]
    await music.call("sync_playlists", wait=True)
    assert music.titles("Second") == ["Two"]
    results = [run["result"] for run in (await music.call("get_runs"))["runs"]]
    assert results == ["ok", "ok"]


async def test_item_that_is_not_given_says_what_to_do(house: House) -> None:
    """Deleted at Spotify: a state, a sentence, and its playlist stays as it is."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    del house.spotify.playlists[playlist.id]
    await music.sync()
    [item] = await items(music)
    assert (item["state"], item["reason"]) == ("failed", "gone")
    assert "no longer has" in item["text"]
    assert item["last_sync"] is not None
    assert music.titles("Morning") == ["One"]


async def test_file_is_imported_and_added(house: House) -> None:
    """A table of tracks becomes a playlist; its name leads to it."""
    music = await open_music(house)
    music.own("One", "Two")
    answer = await music.call(
        "import_file",
        name="Summer hits.csv",
        content="Title,Artist\nOne,Nova\nTwo,Nova\nThree,Nova\n",
    )
    assert [(item["title"], item["total"]) for item in answer["items"]] == [
        ("Summer hits", 3)
    ]
    await music.call("add_items", items=[answer["items"][0]["item"]])
    await music.sync()
    assert music.titles("Summer hits") == ["One", "Two"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../secrets.csv", "Title\nOne\n", "no plain file name"),
        ("photo.png", "Title\nOne\n", "cannot be read"),
        ("table.csv", "a,b\n1,2\n", "no column of titles"),
        ("empty.csv", "", "empty"),
    ],
)
async def test_file_that_is_no_list_is_refused(
    house: House, name: str, content: str, words: str
) -> None:
    """By the same rules as a file that was dropped into the folder."""
    music = await open_music(house)
    with pytest.raises(ServiceValidationError, match=words):
        await music.call("import_file", name=name, content=content)


async def test_items_are_for_administrators(house: House) -> None:
    """Users sync and decide; what is saved is not theirs to change."""
    music = await open_music(house)
    playlist = music.playlist("Morning", "One")
    group = await house.hass.auth.async_get_group(GROUP_ID_USER)
    user = MockUser(groups=[group]).add_to_hass(house.hass)
    context = Context(user_id=user.id)
    for action, data in (
        ("add_items", {"items": [playlist.uri]}),
        ("import_file", {"name": "a.csv", "content": "Title\nOne\n"}),
        ("remove_items", {"items": ["Morning"]}),
    ):
        with pytest.raises(Unauthorized):
            await music.call(action, context=context, **data)
    await music.call("get_items", context=context)
    await music.call("sync_all", context=context, wait=True)
    await music.call("decide", context=context, decision="never", uri="spotify:track:x")


async def test_choices_that_make_no_sense_are_refused(house: House) -> None:
    """Before anything is done; nor are they for a profile of another kind."""
    music = await open_music(house)
    for data in ({"mode": "sometimes"}, {"interval_days": -1}, {"title": "x" * 300}):
        with pytest.raises(vol.Invalid):
            await music.call("add_items", items=["x"], **data)
    anime = await house.set_up()
    with pytest.raises(ServiceValidationError, match="music profile"):
        await house.call(anime, "get_items")
