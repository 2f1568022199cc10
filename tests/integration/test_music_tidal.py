"""Links to Tidal for what is missing: found once, kept, and never a run's trouble."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.shared import async_get_shared
from tests.fakes.tidal import FakeTidal

from .house import House
from .music_house import MusicHouse, open_music
from .test_flow_music import filled_in
from .test_insight import diagnostics_of

DAY = 86_400


@pytest.fixture
async def tidal(house: House) -> AsyncIterator[FakeTidal]:
    """A Tidal that the household asks, which lives in Germany."""
    house.hass.config.country = "DE"
    async with FakeTidal() as running:
        shared = async_get_shared(house.hass)
        shared.endpoints = replace(
            shared.endpoints, tidal=running.url, tidal_token=running.token_url
        )
        yield running


async def with_tidal(house: House, tidal: FakeTidal) -> MusicHouse:
    """A music profile with an app at Tidal."""
    return await open_music(
        house, tidal_client_id=tidal.client_id, tidal_client_secret=tidal.secret
    )


def list_of(house: House, kind: str = "tracks") -> Path:
    """One of the two lists."""
    folder = Path(house.hass.config.path("plex_sync", "music_anna"))
    return folder / f"missing_{kind}_tidal.txt"


async def read(house: House, kind: str = "tracks") -> list[str]:
    """The lines of a list, once all that is looked up is looked up."""
    await house.hass.async_block_till_done(wait_background_tasks=True)
    return list_of(house, kind).read_text().splitlines()


async def follow(music: MusicHouse, *songs: str) -> None:
    """Save a playlist of songs and sync it."""
    music.own("One")
    playlist = music.playlist("Morning", *songs)
    name_recordings(music.house)
    await music.call("add_items", items=[playlist.uri])
    await music.sync()


def name_recordings(house: House) -> dict[str, str]:
    """Give each song at Spotify an ISRC; they are returned by title."""
    for number, song in enumerate(house.spotify.songs.values()):
        song.isrc = f"DEXX026{number:05}"
    songs = house.spotify.songs.values()
    return {song.title: song.isrc for song in songs if song.isrc}


async def test_missing_tracks_have_links_to_tidal(
    house: House, tidal: FakeTidal
) -> None:
    """By ISRC; by search where that finds none; another recording is no link."""
    music = await with_tidal(house, tidal)
    playlist = music.playlist("Morning", "One", "Two", "Three", "Four")
    music.own("One")
    by_isrc = tidal.add_song("Zwei", "Nova", isrc=name_recordings(house)["Two"])
    by_search = tidal.add_song("Three", "Nova")
    tidal.add_song("Four (Live at Home)", "Nova")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    assert await read(house) == [
        f"https://tidal.com/browse/track/{by_isrc.id}",
        f"https://tidal.com/browse/track/{by_search.id}",
    ]
    assert await read(house, "albums") == []
    music.own("Two", "Three", "Four")
    await music.sync()
    assert await read(house) == []


async def test_nothing_is_asked_twice(
    house: House, tidal: FakeTidal, freezer: FrozenDateTimeFactory
) -> None:
    """What is there is kept for good, and for a week that something is not."""
    music = await with_tidal(house, tidal)
    tidal.add_song("Two", "Nova")
    await follow(music, "One", "Two", "Three")
    links = await read(house)
    asked = list(tidal.asked)
    assert asked == ["/tracks", "/searchResults", "/searchResults"]
    await music.sync()
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    await music.sync()
    assert await read(house) == links
    assert tidal.asked == asked
    added = tidal.add_song("Three", "Nova")
    freezer.tick(7 * DAY)
    await music.sync()
    assert await read(house) == [*links, f"https://tidal.com/browse/track/{added.id}"]
    assert tidal.asked[len(asked) :] == ["/tracks", "/searchResults"]


async def test_a24_token_is_reused_and_the_country_is_home_assistants(
    house: House, tidal: FakeTidal
) -> None:
    """One token for all questions of a run, each of which names the country."""
    music = await with_tidal(house, tidal)
    elsewhere = frozenset({"NL"})
    await follow(music, "One", "Two", "Three", "Four")
    tidal.add_song("Five", "Nova", countries=elsewhere)
    await music.call("add_items", items=[music.playlist("Evening", "Five").uri])
    await music.sync()
    assert await read(house) == []
    assert tidal.sign_ins == 1
    countries = [one.all("countryCode") for one in tidal.seen if "/v2/" in one.path]
    assert len(countries) >= 5
    assert all(country == ["DE"] for country in countries)


async def test_missing_albums_have_links_to_tidal(
    house: House, tidal: FakeTidal
) -> None:
    """Of the same artist, in any edition; an album of the same title is not it."""
    music = await with_tidal(house, tidal)
    tidal.add_album("Whole", "Somebody Nova")
    right = tidal.add_album("Whole", "Nova", version="Deluxe Edition")
    albums = [
        house.spotify.add_album("Whole", "Nova", songs=["A1", "A2"]),
        house.spotify.add_album("Half", "Nova", songs=["B1", "B2"]),
    ]
    await music.call("add_items", items=[album.uri for album in albums])
    await music.call("sync_albums", wait=True)
    assert await read(house, "albums") == [f"https://tidal.com/browse/album/{right.id}"]
    assert await read(house) == []
    assert tidal.asked == ["/searchResults"] * 2


async def test_album_that_tidal_refuses_to_look_for_holds_up_no_other(
    house: House, tidal: FakeTidal
) -> None:
    """And an album that is saved no more is not looked for."""
    music = await with_tidal(house, tidal)
    tidal.add_album("Half Remembered", "Nova")
    right = tidal.add_album("Half", "Nova")
    tidal.fail(status=400, path="/searchResults")
    albums = [
        house.spotify.add_album(title, "Nova", songs=[f"{title} song"])
        for title in ("Whole", "Half")
    ]
    await music.call("add_items", items=[album.uri for album in albums])
    await music.call("sync_albums", wait=True)
    link = f"https://tidal.com/browse/album/{right.id}"
    assert await read(house, "albums") == [link]
    await music.call("remove_items", items=[albums[1].uri])
    assert await read(house, "albums") == []
    assert len(tidal.asked) == 2


async def test_tidal_that_fails_is_no_runs_trouble(
    house: House, tidal: FakeTidal, caplog: pytest.LogCaptureFixture
) -> None:
    """The last true lists stay, it is told once, and what was found is not lost."""
    music = await with_tidal(house, tidal)
    tidal.add_song("Two", "Nova")
    await follow(music, "One", "Two")
    links = await read(house)
    tidal.fail(status=500, times=None)
    music.own("Two")
    more = music.playlist("Evening", "Three")
    await music.call("add_items", items=[more.uri])
    for _ in range(2):
        assert (await music.sync())["result"] == "ok"
    assert await read(house) == links != []
    assert house.state(music.entry, "problem").state == "off"
    assert caplog.text.count("stay as they are: Not today") == 1
    tidal.heal()
    added = tidal.add_song("Three", "Nova")
    await music.sync()
    assert await read(house) == [f"https://tidal.com/browse/track/{added.id}"]


async def test_question_that_tidal_refuses_is_not_put_again(
    house: House, tidal: FakeTidal
) -> None:
    """ISRCs are searched for then; one title that is refused holds up no other."""
    music = await with_tidal(house, tidal)
    tidal.fail(status=400, path="/tracks")
    tidal.fail(status=400, path="/searchResults")
    tidal.add_song("Two", "Nova")
    right = tidal.add_song("Three", "Nova")
    await follow(music, "One", "Two", "Three")
    assert await read(house) == [f"https://tidal.com/browse/track/{right.id}"]
    asked = list(tidal.asked)
    await music.sync()
    await read(house)
    assert tidal.asked == asked


async def test_list_that_cannot_be_written_is_told(
    house: House, tidal: FakeTidal, caplog: pytest.LogCaptureFixture
) -> None:
    """The other lists are written; once it can be, so is this one."""
    music = await with_tidal(house, tidal)
    list_of(house).mkdir(parents=True)
    await follow(music, "One", "Two")
    await house.hass.async_block_till_done(wait_background_tasks=True)
    assert "stay as they are: Is a directory" in caplog.text
    assert list_of(house).with_name("missing_tracks_spotify.txt").read_text()
    list_of(house).rmdir()
    await music.sync()
    assert await read(house) == []


async def test_without_a_country_nothing_is_asked(
    house: House, tidal: FakeTidal, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said where the country is set."""
    house.hass.config.country = None
    music = await with_tidal(house, tidal)
    await follow(music, "One", "Two")
    await house.hass.async_block_till_done(wait_background_tasks=True)
    assert tidal.seen == []
    assert not list_of(house).exists()
    assert "no country is set" in caplog.text


async def change(music: MusicHouse, **missing: Any) -> Any:
    """Send the options off with changes in the section of the missing lists."""
    options = music.house.hass.config_entries.options
    menu: Any = await options.async_init(music.entry.entry_id)
    form: Any = await options.async_configure(
        menu["flow_id"], {"next_step_id": "music"}
    )
    typed = filled_in(form, {name: {} for name in map(str, form["data_schema"].schema)})
    typed["missing"] = {**typed["missing"], **missing}
    libraries = [each for each in music.house.plex.sections if each.type == "artist"]
    if libraries:
        typed["when"]["music_libraries"] = [libraries[0].key]
    result = await options.async_configure(form["flow_id"], typed)
    await music.house.hass.async_block_till_done(wait_background_tasks=True)
    return result


async def test_app_at_tidal_is_checked_kept_and_taken_away(
    house: House, tidal: FakeTidal
) -> None:
    """The secret is never shown again; without the app the lists go."""
    music = await open_music(house)
    await follow(music, "One", "Two")
    assert not list_of(house).exists()
    client_id, secret = tidal.client_id, tidal.secret
    for typed, error in (
        ({"tidal_client_id": client_id}, "tidal_both_needed"),
        ({"tidal_client_secret": secret}, "tidal_both_needed"),
        (
            {"tidal_client_id": client_id, "tidal_client_secret": "wrong"},
            "tidal_refused",
        ),
    ):
        result = await change(music, **typed)
        assert result["errors"] == {"base": error}
        house.hass.config_entries.options.async_abort(result["flow_id"])
    result = await change(
        music, tidal_client_id=f" {client_id} ", tidal_client_secret=secret
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    options = house.hass.config_entries.options
    menu: Any = await options.async_init(music.entry.entry_id)
    form: Any = await options.async_configure(
        menu["flow_id"], {"next_step_id": "music"}
    )
    section = form["data_schema"].schema["missing"].schema.schema
    shown = {str(field): field.description for field in section}
    assert shown["tidal_client_id"] == {"suggested_value": client_id}
    assert not shown["tidal_client_secret"]
    options.async_abort(form["flow_id"])
    await change(music, tidal_client_id=client_id)
    assert music.entry.options["tidal_client_secret"] == secret
    data = str(await diagnostics_of(house, music.entry))
    assert secret not in data
    assert client_id not in data
    await music.sync()
    assert await read(house) == []
    await change(music, tidal_client_id="")
    assert music.entry.options["tidal_client_secret"] == ""
    await music.sync()
    assert not list_of(house).exists()


async def test_app_without_a_country_or_an_answer(
    house: House, tidal: FakeTidal
) -> None:
    """A country is needed; out of reach is no reason to refuse, nor to ask again."""
    music = await open_music(house)
    app = {"tidal_client_id": tidal.client_id, "tidal_client_secret": tidal.secret}
    house.hass.config.country = None
    result = await change(music, **app)
    assert result["errors"] == {"base": "tidal_no_country"}
    house.hass.config.country = "DE"
    tidal.fail(status=503, times=None)
    result = await change(music, **app)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    asked = len(tidal.seen)
    house.hass.config.country = None
    result = await change(music, tidal_client_id=tidal.client_id)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert len(tidal.seen) == asked
