"""What is missing: a list to work through, files for other programs, and answers."""

import csv
import io
import json
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Fault

from .house import Answer, House
from .music_house import MusicHouse, open_music


def folder(house: House) -> Path:
    """Where the lists of the profile lie: named by its title."""
    return Path(house.hass.config.path("plex_sync", "music_anna"))


def lines(house: House, name: str) -> list[str]:
    """The lines of one of the lists."""
    return (folder(house) / name).read_text().splitlines()


async def morning(house: House, *songs: str) -> MusicHouse:
    """A profile that follows one playlist, synced once."""
    music = await open_music(house)
    music.own("One")
    await music.call("add_items", items=[music.playlist("Morning", *songs).uri])
    await music.sync()
    return music


def link(house: House, title: str) -> str:
    """Where a song is found at Spotify."""
    [song] = [one for one in house.spotify.songs.values() if one.title == title]
    return f"https://open.spotify.com/track/{song.id}"


async def test_a5_lists_are_true_to_the_last_run(house: House) -> None:
    """A link a line while something is missing, and empty when all was found."""
    music = await morning(house, "One", "Two", "Three")
    assert lines(house, "missing_tracks_spotify.txt") == [
        link(house, "Two"),
        link(house, "Three"),
    ]
    assert lines(house, "missing_albums_spotify.txt") == []
    music.own("Two", "Three")
    await music.sync()
    assert (folder(house) / "missing_tracks_spotify.txt").read_bytes() == b""
    assert not (folder(house) / "missing_tracks_tidal.txt").exists()


async def test_run_that_fails_leaves_the_last_true_lists(house: House) -> None:
    """A server that is gone says nothing about what is missing."""
    music = await morning(house, "One", "Two")
    before = lines(house, "missing_tracks_spotify.txt")
    music.own("Two")
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(Exception, match="Plex is out of reach"):
        await music.sync()
    assert lines(house, "missing_tracks_spotify.txt") == before == [link(house, "Two")]


async def test_track_of_two_playlists_is_one_line(house: House) -> None:
    """Each playlist has its own table, with why a track is missing."""
    music = await morning(house, "One", "Two")
    await music.call("add_items", items=[music.playlist("Morning", "Two").uri])
    await music.sync()
    assert lines(house, "missing_tracks_spotify.txt") == [link(house, "Two")]
    names = sorted(path.name for path in (folder(house) / "missing").iterdir())
    assert names == ["morning.csv", "morning_2.csv"]
    [row] = csv.DictReader((folder(house) / "missing/morning.csv").open())
    assert (row["title"], row["artists"], row["reason"]) == (
        "Two",
        "Nova",
        "nothing_similar",
    )
    [thing] = (await music.call("get_missing"))["missing"]
    assert len(thing["tracks"]) == 2
    await music.call("remove_items", items=[thing["tracks"][1]["item"]])
    assert [path.name for path in (folder(house) / "missing").iterdir()] == [
        "morning.csv"
    ]


async def test_folder_keeps_its_first_name(house: House) -> None:
    """A new title of the profile moves nothing that other programs read."""
    music = await morning(house, "One", "Two")
    house.hass.config_entries.async_update_entry(music.entry, title="Renamed")
    music.own("Two")
    await music.sync()
    assert lines(house, "missing_tracks_spotify.txt") == []


async def test_album_is_owned_in_part_or_missing(house: House) -> None:
    """It makes no playlist, and says which tracks lack; another album is no help."""
    music = await open_music(house)
    add = house.plex.add_track
    for title in ("A1", "A2"):
        add(title, artist="Nova", album="Whole")
    add("B1", artist="Nova", album="Half")
    add("B2", artist="Nova", album="Best of")
    albums = [
        house.spotify.add_album("Whole", "Nova", songs=["A1", "A2"]),
        house.spotify.add_album("Half", "Nova", songs=["B1", "B2"]),
        house.spotify.add_album("None", "Nova", songs=["C1", "C2"]),
    ]
    await music.call("add_items", items=[album.uri for album in albums])
    await music.call("sync_albums", wait=True)
    assert house.plex.playlists == []
    items = (await music.call("get_items"))["items"]
    assert [(item["state"], item["missing"]) for item in items] == [
        ("owned", 0),
        ("in_part", 1),
        ("missing", 2),
    ]
    half, none = (await music.call("get_missing"))["missing"]
    assert [(track["title"], track["reason"]) for track in half["tracks"]] == [
        ("B2", "on_other_album")
    ]
    assert (none["kind"], len(none["tracks"])) == ("album", 2)
    assert lines(house, "missing_albums_spotify.txt") == [
        f"https://open.spotify.com/album/{album.id}" for album in albums[1:]
    ]
    assert lines(house, "missing_tracks_spotify.txt") == []


async def test_album_becomes_a_playlist_if_it_is_wanted(house: House) -> None:
    """With a track that the library has on another album; on the album it still lacks."""
    music = await open_music(house)
    house.plex.add_track("B1", artist="Nova", album="Half")
    house.plex.add_track("B2", artist="Nova", album="Best of")
    album = house.spotify.add_album("Half", "Nova", songs=["B1", "B2"])
    await music.call("add_items", items=[album.uri], as_playlist=True)
    await music.call("sync_albums", wait=True)
    assert music.titles("Half") == ["B1", "B2"]
    [item] = (await music.call("get_items"))["items"]
    assert item["state"] == "in_part"


async def todo(house: House, music: MusicHouse, *statuses: str) -> list[Answer]:
    """What stands on the to-do list."""
    entity_id = er.async_get(house.hass).async_get_entity_id(
        "todo", DOMAIN, f"{music.entry.entry_id}_missing"
    )
    data: Answer = {"entity_id": entity_id}
    if statuses:
        data["status"] = list(statuses)
    answer = await house.hass.services.async_call(
        "todo", "get_items", data, blocking=True, return_response=True
    )
    assert answer is not None
    found: Answer = answer[str(entity_id)]  # type: ignore[assignment]
    return list(found["items"])


async def act(house: House, action: str, item: str, **data: str) -> None:
    """Do something with an item of the to-do list."""
    await house.hass.services.async_call(
        "todo",
        action,
        {"entity_id": "todo.music_anna_missing_music", "item": item, **data},
        blocking=True,
    )
    await house.hass.async_block_till_done()


async def test_what_is_missing_is_a_to_do_list(house: House) -> None:
    """Its texts say where a track belongs to, and what ticking and deleting do."""
    music = await morning(house, "One", "Two", "Three")
    items = await todo(house, music)
    assert [item["summary"] for item in items] == ["Nova – Two", "Nova – Three"]
    assert "Morning" in items[0]["description"]
    assert "14 days" in items[0]["description"]
    assert house.hass.states.get("todo.music_anna_missing_music").state == "2"  # type: ignore[union-attr]
    music.own("Two")
    await music.sync()
    assert [item["summary"] for item in await todo(house, music)] == ["Nova – Three"]


async def test_what_is_taken_care_of_comes_back(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """After 14 days, if it is still not there; until then it is ticked off."""
    music = await morning(house, "One", "Two")
    await act(house, "update_item", "Nova – Two", status="completed")
    assert await todo(house, music, "needs_action") == []
    [thing] = (await music.call("get_missing"))["missing"]
    assert thing["cared_for"]
    freezer.tick(15 * 86_400)
    await music.sync()
    assert len(await todo(house, music, "needs_action")) == 1


async def test_what_is_taken_care_of_can_be_unticked_and_cleared_away(
    house: House,
) -> None:
    """Clearing the list of what is done is no word on never wanting it."""
    music = await morning(house, "One", "Two")
    await act(house, "update_item", "Nova – Two", status="completed")
    await act(house, "update_item", "Nova – Two", status="needs_action")
    assert len(await todo(house, music, "needs_action")) == 1
    await act(house, "update_item", "Nova – Two", status="completed")
    await act(house, "remove_item", "Nova – Two")
    assert await todo(house, music) == []
    assert (await music.call("get_decisions"))["decisions"] == []
    assert lines(house, "missing_tracks_spotify.txt") == [link(house, "Two")]


async def test_what_is_deleted_is_never_looked_for_again(house: House) -> None:
    """It goes from the list, the files and the counters, and stays away."""
    music = await morning(house, "One", "Two")
    await act(house, "remove_item", "Nova – Two")
    assert await todo(house, music) == []
    assert lines(house, "missing_tracks_spotify.txt") == []
    assert house.state(music.entry, "not_found").state == "0"
    music.own("Two")
    await music.sync()
    assert music.titles("Morning") == ["One"]
    [decision] = (await music.call("get_decisions"))["decisions"]
    assert (decision["decision"], decision["title"]) == ("never", "Two")


async def test_music_that_arrives_is_found_without_waiting_for_the_turn(
    house: House,
) -> None:
    """A look at the library is enough; Spotify is not asked while it is the same."""
    music = await open_music(house, automatic_sync=True)
    music.own("One")
    playlist = music.playlist("Morning", "One", "Two")
    other = music.playlist("Left alone", "Two")
    await music.call("add_items", items=[playlist.uri, other.uri], interval_days=7)
    await music.sync()
    await music.call("update_items", items=["Left alone"], sync=False)
    coordinator = music.entry.runtime_data
    house.spotify.reset_requests()
    coordinator.automatic._async_run("poll")
    await house.rest(music.entry)
    assert house.spotify.requests == 0
    music.own("Two")
    coordinator.automatic._async_run("poll")
    await house.rest(music.entry)
    await house.until(lambda: music.titles("Morning") == ["One", "Two"])
    assert "Left alone" not in [each.title for each in house.plex.playlists]


async def test_export_is_what_other_programs_read(house: House) -> None:
    """Links, a table or JSON, of all items or of certain ones."""
    music = await morning(house, "One", "Two")
    links = await music.call("export_missing")
    assert links["content"] == f"{link(house, 'Two')}\n"
    assert (await music.call("export_missing", what="albums"))["content"] == ""
    table = await music.call("export_missing", format="csv", items=["Morning"])
    [row] = csv.DictReader(io.StringIO(table["content"]))
    assert row["link"] == link(house, "Two")
    [entry] = json.loads((await music.call("export_missing", format="json"))["content"])
    assert (entry["playlist"], entry["title"]) == ("Morning", "Two")
    with pytest.raises(ServiceValidationError, match="no saved item"):
        await music.call("export_missing", items=["Nowhere"])
