"""A music profile is made: Plex, a source, what to follow; and items are added to it."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.data_entry_flow import FlowResultType

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.flows.addresses import server_url

from .house import House
from .music_house import MusicHouse, open_music


def filled_in(form: Any, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a form sends: what was typed, and what it suggests for the rest."""
    return dict(form["data_schema"](typed or {}))


async def begin(house: House, ways: dict[str, Any]) -> Any:
    """Go as far as the question where the music comes from, and answer it."""
    flows = house.hass.config_entries.flow
    result: Any = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    for answer in (
        {"next_step_id": "music"},
        {"server": "address"},
        {
            "url": house.plex.url,
            "token": house.plex.owner.token,
            "verify_ssl": False,
        },
        ways,
    ):
        result = await flows.async_configure(result["flow_id"], answer)
        assert not result.get("errors"), result["errors"]
    return result


async def test_playlists_that_are_chosen_become_saved_items(house: House) -> None:
    """With the profile itself, several at once; the first sync makes them."""
    anna = house.spotify.add_account("Anna")
    house.plex.add_track("One", artist="Nova")
    song = house.spotify.add_song("One", "Nova")
    morning = house.spotify.add_playlist(anna, "Morning", [song])
    house.spotify.add_playlist(anna, "Evening", [song])
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "token"})
    assert result["step_id"] == "spotify_token"
    result = await flows.async_configure(
        result["flow_id"], {"access_token": anna.token}
    )
    assert result["step_id"] == "music_settings"
    defaults = filled_in(result)
    result = await flows.async_configure(
        result["flow_id"], {**defaults, "preview": False}
    )
    assert result["step_id"] == "items"
    result = await flows.async_configure(
        result["flow_id"],
        {"items": [morning.uri, f"spotify:user:{anna.id}:collection"]},
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Music · Anna"
    entry = result["result"]
    await house.hass.async_block_till_done()
    assert sorted(each.title for each in entry.subentries.values()) == [
        "Liked Songs",
        "Morning",
    ]
    await house.rest(entry)
    assert [each.title for each in house.plex.playlists] == ["Morning"]


async def add(music: MusicHouse, *answers: dict[str, Any]) -> Any:
    """Go through the dialogue that adds items."""
    flows = music.house.hass.config_entries.subentries
    result = await flows.async_init(
        (music.entry.entry_id, "saved_item"), context={"source": SOURCE_USER}
    )
    for answer in answers:
        if answer.get("data") == "defaults":
            answer = filled_in(result, answer["with"])
        result = await flows.async_configure(result["flow_id"], answer)
    return result


async def test_several_items_are_added_at_once(house: House) -> None:
    """With the same choices; what is saved already is not offered again."""
    music = await open_music(house)
    one, two = music.playlist("One", "A"), music.playlist("Two", "B")
    choices = {"items": [one.uri, two.uri], "category": "Jazz", "interval_days": 2}
    result = await add(
        music, {"next_step_id": "lists"}, {"data": "defaults", "with": choices}
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    items = music.entry.runtime_data.profile.items()
    assert {(item.title, item.category, item.interval_days) for item in items} == {
        ("One", "Jazz", 2),
        ("Two", "Jazz", 2),
    }
    shown = await add(music, {"next_step_id": "lists"})
    field = shown["data_schema"].schema["items"]
    assert {option["value"] for option in field.config["options"]} == {
        f"spotify:user:{music.anna.id}:collection"
    }


async def test_item_is_added_by_link_and_changed_afterwards(house: House) -> None:
    """Every form of the link will do; the title is the user's."""
    music = await open_music(house)
    playlist = music.playlist("Morning", "One")
    link = f"https://open.spotify.com/intl-nl/playlist/{playlist.id}?si=abc"
    result = await add(
        music,
        {"next_step_id": "link"},
        {"data": "defaults", "with": {"link": link, "title": "Sunrise"}},
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    [subentry] = music.entry.subentries.values()
    assert (subentry.title, subentry.unique_id) == ("Sunrise", playlist.uri)
    flows = house.hass.config_entries.subentries
    result = await flows.async_init(
        (music.entry.entry_id, "saved_item"),
        context={"source": "reconfigure", "subentry_id": subentry.subentry_id},
    )
    result = await flows.async_configure(
        result["flow_id"], {**filled_in(result), "mode": "mirror"}
    )
    assert result["reason"] == "reconfigure_successful"
    [item] = music.entry.runtime_data.profile.items()
    assert (item.mode, item.title) == ("mirror", "Sunrise")


async def test_libraries_of_an_item_are_chosen_where_there_are_several(
    house: House,
) -> None:
    """Tracks are only looked for there; none chosen: in all of them."""
    music = await open_music(house)
    first = house.plex.add_section("Music", "artist")
    other = house.plex.add_section("Concerts", "artist")
    house.plex.add_track("One", artist="Nova", section=first)
    house.plex.add_track("Two", artist="Nova", section=other)
    playlist = music.playlist("Morning", "One", "Two")
    form = await add(music, {"next_step_id": "link"})
    assert "sections" not in form["data_schema"].schema
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    assert music.titles("Morning") == ["One", "Two"]
    [subentry] = music.entry.subentries.values()
    flows = house.hass.config_entries.subentries
    result = await flows.async_init(
        (music.entry.entry_id, "saved_item"),
        context={"source": "reconfigure", "subentry_id": subentry.subentry_id},
    )
    typed = filled_in(result, {"sections": [str(other.key)]})
    await flows.async_configure(result["flow_id"], typed)
    [item] = music.entry.runtime_data.profile.items()
    assert item.sections == (str(other.key),)
    await music.sync()
    [standing] = (await music.call("get_items"))["items"]
    assert (standing["matched"], standing["missing"]) == (1, 1)


async def test_link_that_leads_nowhere_is_explained(house: House) -> None:
    """A podcast, another service, rubbish, what is saved already."""
    music = await open_music(house)
    playlist = music.playlist("Morning", "One")
    for link, error in (
        ("https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk", "link_kind"),
        ("https://music.example/playlist/1", "link_other_service"),
        ("spotify:playlist:37i9dQZF1DX00000000000", "made_by_spotify"),
        ("what is this", "link_unknown"),
    ):
        result = await add(
            music,
            {"next_step_id": "link"},
            {"data": "defaults", "with": {"link": link}},
        )
        assert result["errors"] == {"link": error}, link
    for _ in range(2):
        result = await add(
            music,
            {"next_step_id": "link"},
            {"data": "defaults", "with": {"link": playlist.uri}},
        )
    assert result["errors"] == {"link": "already_saved"}


def test_a17_address_without_a_port_is_taken_as_it_is() -> None:
    """A server behind a proxy is reached by its name alone."""
    assert server_url("https://plex.example.com") == "https://plex.example.com"
    assert server_url("https://plex.example.com:443/") == "https://plex.example.com"
