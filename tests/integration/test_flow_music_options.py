"""The options of a music profile, and what can be said of an item as it is added."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType

from tests.fakes.plex import Fault

from .house import House
from .music_house import MusicHouse, open_music, saved_as
from .test_flow_music import add, filled_in


async def options_of(music: MusicHouse, form: str = "music") -> Any:
    """Open a form by way of the menu."""
    options = music.house.hass.config_entries.options
    menu: Any = await options.async_init(music.entry.entry_id)
    assert menu["type"] is FlowResultType.MENU
    return await options.async_configure(menu["flow_id"], {"next_step_id": form})


async def send_off(music: MusicHouse, form: Any, **when: Any) -> Any:
    """Send the form off, with changes in its first section."""
    typed = filled_in(form, {name: {} for name in map(str, form["data_schema"].schema)})
    typed["when"] = {**typed["when"], **when}
    options = music.house.hass.config_entries.options
    return await options.async_configure(form["flow_id"], typed)


async def test_options_are_changed_in_one_form(house: House) -> None:
    """Numbers are whole ones; an empty choice of libraries is refused."""
    house.plex.add_track("One", artist="Nova")
    music = await open_music(house)
    form = await options_of(music)
    shown = await send_off(music, form, music_libraries=[])
    assert shown["errors"] == {"when": "no_library_chosen"}
    [section] = [each for each in house.plex.sections if each.type == "artist"]
    result = await send_off(
        music, shown, music_libraries=[section.key], played_category="Heard"
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    options = music.entry.options
    assert options["music_libraries"] == [section.key]
    assert options["played_category"] == "Heard"
    assert (options["guard_sequence_percent"], options["history_days"]) == (50, 365)
    await house.hass.async_block_till_done()


async def test_options_can_be_changed_while_the_server_is_away(house: House) -> None:
    """The choice of libraries is not shown and stays as it is."""
    music = await open_music(house, music_libraries=["7"])
    house.plex.faults.add(Fault("server_gone"))
    form = await options_of(music)
    fields = form["data_schema"].schema["when"].schema.schema
    assert "music_libraries" not in fields
    result = await send_off(music, form, played_category="Heard")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert music.entry.options["music_libraries"] == ["7"]
    house.plex.faults.clear()
    await house.hass.async_block_till_done()


async def test_lists_that_cannot_be_read_are_told(house: House) -> None:
    """The form stays, and shows them once they can be."""
    music = await open_music(house)
    music.playlist("Morning", "One")
    house.spotify.fail("status", path="/me", status=401)
    shown = await add(music, {"next_step_id": "lists"})
    assert shown["errors"] == {"base": "spotify_token_refused"}
    result: Any = await house.hass.config_entries.subentries.async_configure(
        shown["flow_id"], filled_in(shown)
    )
    assert result["errors"] == {"items": "nothing_chosen"}
    assert len(result["data_schema"].schema["items"].config["options"]) == 2


async def test_albums_are_told_from_playlists_by_their_artists(house: House) -> None:
    """In the list to choose from, with how much is in each."""
    music = await open_music(house)
    music.playlist("Morning", "One")
    [song] = house.spotify.songs.values()
    music.anna.saved.append(song.album)
    shown = await add(music, {"next_step_id": "lists"})
    options = shown["data_schema"].schema["items"].config["options"]
    labels = {each["value"]: each["label"] for each in options}
    assert labels[song.album.uri] == f"{song.album.title} · Nova · 1"


async def test_nothing_is_left_to_add(house: House) -> None:
    """All that the account has is saved already."""
    music = await open_music(house)
    choices = {"items": [f"spotify:user:{music.anna.id}:collection"]}
    await add(music, {"next_step_id": "lists"}, {"data": "defaults", "with": choices})
    result = await add(music, {"next_step_id": "lists"})
    assert result["reason"] == "nothing_to_add"


async def test_item_that_was_saved_while_the_form_was_open_is_not_saved_twice(
    house: House,
) -> None:
    """The others are."""
    music = await open_music(house)
    one, two = music.playlist("One", "A"), music.playlist("Two", "B")
    shown = await add(music, {"next_step_id": "lists"})
    saved_as(music, one)
    typed = filled_in(shown, {"items": [one.uri, two.uri]})
    result = await house.hass.config_entries.subentries.async_configure(
        shown["flow_id"], typed
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert sorted(item.title for item in music.entry.runtime_data.profile.items()) == [
        "One",
        "Two",
    ]


async def test_link_is_explained_when_spotify_does_not_answer(house: House) -> None:
    """Or says that the playlist is another's, or gone."""
    music = await open_music(house)
    playlist = music.playlist("Morning", "One")
    link = {"data": "defaults", "with": {"link": playlist.uri}}
    house.spotify.fail("status", path="/me", status=503, times=None)
    result = await add(music, {"next_step_id": "link"}, link)
    assert result["errors"] == {"link": "spotify_unreachable"}
    house.spotify.heal()
    path = f"/playlists/{playlist.id}"
    house.spotify.fail("status", path=path, status=503, times=None)
    result = await add(music, {"next_step_id": "link"}, link)
    assert result["errors"] == {"link": "spotify_unreachable"}
    house.spotify.heal()
    ben = house.spotify.add_account("Ben")
    theirs = house.spotify.add_playlist(ben, "Theirs", playlist.entries)
    link["with"] = {"link": theirs.uri}
    result = await add(music, {"next_step_id": "link"}, link)
    assert result["errors"] == {"link": "playlist_not_own"}
    link["with"] = {"link": "spotify:playlist:0000000000000000000000"}
    result = await add(music, {"next_step_id": "link"}, link)
    assert result["errors"] == {"link": "gone"}


async def test_what_is_neither_an_address_nor_a_file_is_not_looked_for(
    house: House,
) -> None:
    """A file that is not there is named as such."""
    music = await open_music(house)
    link = {"data": "defaults", "with": {"link": "Missing.m3u8"}}
    result = await add(music, {"next_step_id": "link"}, link)
    assert result["errors"] == {"link": "gone"}


async def test_album_can_become_a_playlist_as_well(house: House) -> None:
    """Only an album is asked about."""
    music = await open_music(house)
    music.playlist("Morning", "One")
    [song] = house.spotify.songs.values()
    link = {"data": "defaults", "with": {"link": song.album.uri}}
    await add(music, {"next_step_id": "link"}, link)
    [subentry] = music.entry.subentries.values()
    flows = house.hass.config_entries.subentries
    result = await flows.async_init(
        (music.entry.entry_id, "saved_item"),
        context={"source": "reconfigure", "subentry_id": subentry.subentry_id},
    )
    await flows.async_configure(
        result["flow_id"], {**filled_in(result), "as_playlist": True}
    )
    [item] = music.entry.runtime_data.profile.items()
    assert item.writes


async def test_nothing_is_brought_over_while_the_profile_is_not_at_work(
    house: House,
) -> None:
    """What is known of matches could not be kept."""
    music = await open_music(house)
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    result = await add(music, {"next_step_id": "other_program"})
    assert result["reason"] == "not_loaded"
