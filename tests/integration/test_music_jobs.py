"""The jobs of a music profile: by action, by the clock, and what the account played."""

from datetime import timedelta
from typing import Any

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.fakes.plex import Fault
from tests.fakes.spotify import Played

from .house import Answer, House
from .music_house import MusicHouse, open_music


async def save(music: MusicHouse, *keys: str, **choices: Any) -> Answer:
    """Save items, as an automation does."""
    return await music.call("add_items", items=list(keys), **choices)


def counts(item: Answer) -> tuple[int, int, int]:
    """How many tracks of an item are there, unsure, missing."""
    return item["matched"], item["review"], item["missing"]


async def test_jobs_answer_item_by_item(house: House) -> None:
    """A run each, with what became of each item; the run tells it as well."""
    music = await open_music(house)
    music.own("One", "Two")
    morning = music.playlist("Morning", "One", "Two", "Three")
    album = house.spotify.add_album("First", "Nova", songs=["One", "Four"])
    await save(music, morning.uri, album.uri)
    answer = await music.call("sync_all", wait=True)
    assert [run["job"] for run in answer["runs"]] == ["playlists", "albums"]
    playlists, albums = answer["runs"]
    assert playlists["result"] == albums["result"] == "ok"
    assert counts(playlists["items"][0]) == (2, 0, 1)
    assert albums["items"][0]["title"] == "First"
    runs = (await music.call("get_runs"))["runs"]
    assert [run["result"] for run in runs] == ["ok", "ok"]
    assert counts(runs[1]["notes"]["by_item"][morning.uri]) == (2, 0, 1)


async def test_interval_counts_unless_it_is_forced(house: House) -> None:
    """What is not due is left for another day; the one that asks for it may insist."""
    music = await open_music(house)
    music.own("One", "Two")
    morning = music.playlist("Morning", "One")
    await save(music, morning.uri, interval_days=7)
    await music.call("sync_playlists", wait=True)
    [song] = [one for one in house.spotify.songs.values() if one.title == "One"]
    morning.change([song, house.spotify.add_song("Two", "Nova")])
    answer = await music.call("sync_playlists", wait=True)
    assert answer["runs"][0]["items"] == []
    answer = await music.call("sync_playlists", items=["Morning"], wait=True)
    assert answer == {"runs": [], "not_due": [morning.uri]}
    assert music.titles("Morning") == ["One"]
    answer = await music.call(
        "sync_playlists", items=["Morning"], force=True, wait=True
    )
    assert counts(answer["runs"][0]["items"][0]) == (2, 0, 0)
    assert music.titles("Morning") == ["One", "Two"]


async def test_job_that_nobody_waits_for_says_which_run_it_is(house: House) -> None:
    """The answer comes when the first run has begun."""
    music = await open_music(house)
    music.own("One")
    await save(music, music.playlist("Morning", "One").uri)
    answer = await music.call("sync_all")
    assert answer["runs"][0]["run"] is not None
    await house.rest(music.entry)
    assert music.titles("Morning") == ["One"]


async def test_items_are_synced_at_their_time(house: House) -> None:
    """At the hour of the option, playlists and albums in runs of their own."""
    music = await open_music(house, automatic_sync=True, full_sync_time="02:00:00")
    await house.rest(music.entry)
    music.own("One")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    await save(music, music.playlist("Morning", "One").uri, album.uri)
    [item, _] = (await music.call("get_items"))["items"]
    due = dt_util.parse_datetime(item["next_due"])
    assert due is not None
    assert dt_util.as_local(due).hour == 2
    async_fire_time_changed(house.hass, due + timedelta(seconds=1))
    await house.until(lambda: bool(house.plex.playlists))
    await house.rest(music.entry)
    runs = (await music.call("get_runs"))["runs"]
    assert [(run["kind"], run["origin"], run["result"]) for run in runs[:2]] == [
        ("targeted", "schedule", "ok"),
        ("full", "schedule", "ok"),
    ]


def played(music: MusicHouse, *contexts: tuple[str, str]) -> None:
    """Let the account have played in certain places."""
    song = music.house.spotify.add_song("Played", "Nova")
    music.anna.played = [
        Played(song, context_kind=kind, context_uri=uri) for kind, uri in contexts
    ]


async def test_a13_what_was_played_elsewhere_stops_nothing(house: House) -> None:
    """An artist and the collection are left out, playlists and albums are saved."""
    music = await open_music(house, played_category="Lately")
    music.own("One")
    morning = music.playlist("Morning", "One")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    played(
        music,
        ("artist", "spotify:artist:4Z8W4fKeB5YxbusRsdQVPb"),
        ("playlist", morning.uri),
        ("collection", f"spotify:user:{music.anna.id}:collection"),
        ("album", album.uri),
    )
    answer = await music.call("sync_accounts", wait=True)
    assert answer["runs"][0]["result"] == "ok"
    assert answer["runs"][0]["added"] == 2
    items = (await music.call("get_items"))["items"]
    assert {(item["item"], item["category"]) for item in items} == {
        (morning.uri, "Lately"),
        (album.uri, "Lately"),
    }
    assert all(item["found_by_itself"] for item in items)
    assert music.titles("Morning") == ["One"]


async def test_no_more_than_twenty_items_are_added_by_themselves(house: House) -> None:
    """What is there already counts; what the user has removed is not added again."""
    music = await open_music(house)
    playlists = [music.playlist(f"List {number}", "One") for number in range(23)]
    played(music, *(("playlist", playlist.uri) for playlist in playlists[:3]))
    await music.call("sync_accounts", wait=True)
    await music.call("remove_items", items=[playlists[0].uri])
    played(music, *(("playlist", playlist.uri) for playlist in playlists))
    answer = await music.call("sync_accounts", wait=True)
    assert answer["runs"][0]["added"] == 18
    keys = {item["item"] for item in (await music.call("get_items"))["items"]}
    assert len(keys) == 20
    assert playlists[0].uri not in keys


async def test_played_ones_are_added_by_the_clock_only_if_wanted(house: House) -> None:
    """An option that is off at first."""
    music = await open_music(house)
    played(music, ("playlist", music.playlist("Morning", "One").uri))
    await music.call("sync_all", wait=True)
    assert (await music.call("get_items"))["items"] == []
    house.hass.config_entries.async_update_entry(
        music.entry, options={**music.entry.options, "add_played": True}
    )
    answer = await music.call("sync_all", wait=True)
    assert [run["job"] for run in answer["runs"]] == ["accounts", "playlists"]
    assert len((await music.call("get_items"))["items"]) == 1


async def test_dry_run_adds_nothing(house: House) -> None:
    """What was played is not saved while nothing is to be written."""
    music = await open_music(house, dry_run=True)
    with pytest.raises(ServiceValidationError, match="During a dry run"):
        await music.call("sync_accounts")


async def test_a12_every_job_ends_with_a_state(house: House) -> None:
    """A server that is gone fails the job in words, and leaves none running."""
    music = await open_music(house)
    music.own("One")
    await save(music, music.playlist("Morning", "One").uri)
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(HomeAssistantError, match="Plex is out of reach"):
        await music.call("sync_all", wait=True)
    runs = (await music.call("get_runs"))["runs"]
    assert {run["result"] for run in runs} == {"failed"}
    assert house.state(music.entry, "status").state == "error"


async def test_a14_job_that_fails_stops_no_other(house: House) -> None:
    """Playlists cannot be read; what of the albums is owned is found out all the same."""
    music = await open_music(house)
    morning = music.playlist("Morning", "One")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    house.plex.add_track("One", artist="Nova", album="First")
    await save(music, morning.uri, album.uri)
    path = f"/playlists/{morning.id}"
    house.spotify.fail("rubbish", path=path, times=None)
    answer = await music.call("sync_all", wait=True)
    playlists, albums = answer["runs"]
    assert (playlists["result"], albums["result"]) == ("failed", "ok")
    assert "Spotify" in playlists["text"]
    assert albums["items"][0]["state"] == "owned"


async def test_job_that_is_well_does_not_end_the_preview_of_another(
    house: House,
) -> None:
    """What an album would write waits to be looked at, whatever else is run."""
    music = await open_music(house, preview=True)
    house.plex.add_track("One", artist="Nova", album="First")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    await save(music, album.uri, as_playlist=True)
    first = await music.call("sync_all", wait=True)
    assert [run["result"] for run in first["runs"]] == ["ok", "guarded"]
    second = await music.call("sync_all", wait=True)
    assert [run["result"] for run in second["runs"]] == ["ok", "guarded"]
    assert house.plex.playlists == []
    await music.call("apply_plan")
    assert music.titles("First") == ["One"]
