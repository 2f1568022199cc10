"""The options about Lidarr: which one, what of what it offers, and what can go wrong."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
import json
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.handoff.lidarr_access import async_lidarr_hand_off
from custom_components.plex_sync.music.handoff.lidarr import LidarrHandOff
from custom_components.plex_sync.music.handoff.model import Request, Want, WantKind
from custom_components.plex_sync.shared import async_get_shared
from custom_components.plex_sync.sync.errors import ServiceError
from tests.fakes.lidarr import FakeLidarr
from tests.fakes.musicbrainz import FakeMusicBrainz

from .house import House
from .music_house import MusicHouse, open_music
from .test_flow_music import filled_in
from .test_flow_music_options import options_of, send_off
from .test_insight import diagnostics_of

ALBUM = "spotify:album:0000000000000000000001"


@pytest.fixture
async def lidarr() -> AsyncIterator[FakeLidarr]:
    """A Lidarr in the house."""
    async with FakeLidarr("/lidarr") as running:
        yield running


@pytest.fixture
async def musicbrainz(house: House) -> AsyncIterator[FakeMusicBrainz]:
    """The MusicBrainz that the household asks."""
    async with FakeMusicBrainz() as running:
        shared = async_get_shared(house.hass)
        shared.endpoints = replace(shared.endpoints, musicbrainz=running.url)
        yield running


def core_entry(house: House, lidarr: FakeLidarr, **data: Any) -> MockConfigEntry:
    """Home Assistant's own integration, set up for a Lidarr."""
    entry = MockConfigEntry(
        domain="lidarr",
        title="Lidarr in the cellar",
        data={
            "url": lidarr.url,
            "api_key": lidarr.api_key,
            "verify_ssl": False,
            **data,
        },
    )
    entry.add_to_hass(house.hass)
    return entry


async def answer(music: MusicHouse, form: Any, **typed: Any) -> Any:
    """Send a form off, with what was typed and what it suggests for the rest."""
    options = music.house.hass.config_entries.options
    return await options.async_configure(form["flow_id"], filled_in(form, typed))


async def turned_on(
    music: MusicHouse, lidarr: FakeLidarr, **choices: Any
) -> Mapping[str, Any]:
    """Turn Lidarr on by address and key; what is kept of that."""
    form = await options_of(music, "lidarr")
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    right = {"quality_profile_id": "2", "metadata_profile_id": "1"}
    result = await answer(music, form, **right, **choices)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await music.house.hass.async_block_till_done()
    kept: Mapping[str, Any] = music.entry.options["lidarr"]
    return kept


def fields_of(form: Any) -> dict[str, Any]:
    """The selectors of a form by their keys."""
    return {str(key): value for key, value in form["data_schema"].schema.items()}


def values_of(form: Any, key: str) -> list[str]:
    """What can be chosen from."""
    return [each["value"] for each in fields_of(form)[key].config["options"]]


async def hand_off_of(music: MusicHouse) -> LidarrHandOff | None:
    """What the options make of it."""

    async def upc_of(_: str) -> str | None:
        return None

    shared = async_get_shared(music.house.hass)
    assert shared.journal is not None
    return await async_lidarr_hand_off(
        music.house.hass, music.entry.options, shared, shared.journal, upc_of
    )


async def test_lidarr_is_turned_on_by_address_and_key(
    house: House, lidarr: FakeLidarr
) -> None:
    """What can be chosen comes from it; the only root folder is chosen already."""
    lidarr.folders["/more/"] = True
    music = await open_music(house, played_category="Heard")
    form = await options_of(music, "lidarr")
    assert set(fields_of(form)) == {"enabled", "url", "api_key", "verify_ssl"}
    bare = lidarr.url.removeprefix("http://")
    form = await answer(
        music, form, enabled=True, url=f" {bare}/ ", api_key=f" {lidarr.api_key} "
    )
    assert form["step_id"] == "lidarr_choices"
    assert values_of(form, "root_folder") == ["/music/", "/more/"]
    assert values_of(form, "quality_profile_id") == ["1", "2"]
    result = await answer(
        music,
        form,
        root_folder="/more/",
        quality_profile_id="2",
        metadata_profile_id="1",
        tag=" Mine ",
        automatic=True,
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert music.entry.options == {
        "automatic_sync": False,
        "played_category": "Heard",
        "lidarr": {
            "enabled": True,
            "url": lidarr.url,
            "api_key": lidarr.api_key,
            "verify_ssl": True,
            "root_folder": "/more/",
            "quality_profile_id": 2,
            "metadata_profile_id": 1,
            "tag": "mine",
            "time": "04:00:00",
            "automatic": True,
        },
    }
    await house.hass.async_block_till_done()


async def test_home_assistants_own_lidarr_is_offered_first(
    house: House, lidarr: FakeLidarr
) -> None:
    """Nothing of it is kept but which it is; it is read at each start."""
    entry = core_entry(house, lidarr)
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    assert values_of(form, "server") == [entry.entry_id, "address"]
    form = await answer(music, form, enabled=True, server=entry.entry_id)
    await answer(music, form, quality_profile_id="1", metadata_profile_id="2")
    await house.hass.async_block_till_done()
    kept = music.entry.options["lidarr"]
    assert kept["entry_id"] == entry.entry_id
    assert kept["root_folder"] == "/music/"
    assert not {"url", "api_key", "verify_ssl"} & kept.keys()
    hand_off = await hand_off_of(music)
    assert hand_off is not None
    await hand_off.check()
    async with FakeLidarr() as moved:
        moved.api_key = "another"
        house.hass.config_entries.async_update_entry(
            entry, data={**entry.data, "url": moved.url, "api_key": "another"}
        )
        hand_off = await hand_off_of(music)
        assert hand_off is not None
        await hand_off.check()
        assert len(moved.seen) == 4
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, server="address")
    assert form["errors"] == {"url": "lidarr_address", "api_key": "lidarr_key_needed"}


async def test_entry_without_a_port_is_read_as_its_integration_does(
    house: House, lidarr: FakeLidarr
) -> None:
    """Which puts Lidarr's own in; there nothing answers."""
    entry = core_entry(house, lidarr, url="http://127.0.0.1/lidarr")
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, server=entry.entry_id)
    assert form["errors"] == {"base": "lidarr_unreachable"}
    assert lidarr.seen == []


async def test_key_is_never_shown_again_and_kept_when_left_empty(
    house: House, lidarr: FakeLidarr
) -> None:
    """What was chosen before is suggested."""
    music = await open_music(house)
    await turned_on(music, lidarr, tag="")
    form = await options_of(music, "lidarr")
    suggested = {
        str(key): (key.description or {}).get("suggested_value")
        for key in form["data_schema"].schema
    }
    assert suggested["url"] == lidarr.url
    assert suggested["api_key"] is None
    assert lidarr.api_key not in str(form)
    form = await answer(music, form, enabled=True, url=lidarr.url)
    assert filled_in(form) == {
        "root_folder": "/music/",
        "quality_profile_id": "2",
        "metadata_profile_id": "1",
        "time": "04:00:00",
        "automatic": True,
    }
    result = await answer(music, form, time="05:30:00")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    kept = music.entry.options["lidarr"]
    assert (kept["api_key"], kept["time"], kept["tag"]) == (
        lidarr.api_key,
        "05:30:00",
        "",
    )
    await house.hass.async_block_till_done()


async def test_turning_it_off_keeps_the_rest(house: House, lidarr: FakeLidarr) -> None:
    """Lidarr is not even asked; other forms keep all of it, too."""
    music = await open_music(house)
    before = await turned_on(music, lidarr)
    asked = len(lidarr.seen)
    form = await options_of(music, "lidarr")
    result = await answer(music, form, enabled=False)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await house.hass.async_block_till_done()
    assert music.entry.options["lidarr"] == {**before, "enabled": False}
    assert await hand_off_of(music) is None
    form = await options_of(music)
    await send_off(music, form, played_category="Heard")
    await house.hass.async_block_till_done()
    assert music.entry.options["lidarr"] == {**before, "enabled": False}
    assert len(lidarr.seen) == asked


async def test_wrong_key_is_told(house: House, lidarr: FakeLidarr) -> None:
    """Also one that Home Assistant's own integration has."""
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, url=lidarr.url, api_key="wrong")
    assert form["errors"] == {"base": "lidarr_key_refused"}
    entry = core_entry(house, lidarr, api_key="wrong")
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, server=entry.entry_id)
    assert form["errors"] == {"base": "lidarr_entry_refused"}
    form = await answer(
        music,
        form,
        enabled=True,
        server="address",
        url=lidarr.url,
        api_key=lidarr.api_key,
    )
    assert form["step_id"] == "lidarr_choices"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "{url}/settings", "ftp://a"])
async def test_address_that_leads_nowhere_is_told(
    house: House, lidarr: FakeLidarr, address: str
) -> None:
    """In a sentence at the form, which is mended there."""
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    url = address.format(url=lidarr.url)
    form = await answer(music, form, enabled=True, url=url, api_key=lidarr.api_key)
    wrong = (
        {"url": "lidarr_address"} if "ftp" in url else {"base": "lidarr_unreachable"}
    )
    assert form["errors"] == wrong
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    assert form["step_id"] == "lidarr_choices"


async def test_lidarr_that_takes_too_long_is_told(
    house: House, lidarr: FakeLidarr, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person does not look at a form for ever."""
    monkeypatch.setattr("custom_components.plex_sync.flows.lidarr.PATIENCE", 0.5)
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    # Each answer comes in time, but not all of them together.
    status = {"appName": "Lidarr"}
    lidarr.fail(path="/system/status", delay=0.3, status=200, body=status)
    lidarr.fail(path="/rootfolder", delay=0.3, status=200, body=[])
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    assert form["errors"] == {"base": "lidarr_unreachable"}
    await asyncio.sleep(0.4)


async def test_another_program_is_told(house: House, lidarr: FakeLidarr) -> None:
    """Its relatives look alike."""
    lidarr.app_name = "Readarr"
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    assert form["errors"] == {"base": "not_lidarr"}


async def test_entry_that_is_gone_is_told(house: House, lidarr: FakeLidarr) -> None:
    """While the form was open, or afterwards."""
    entry = core_entry(house, lidarr)
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, server=entry.entry_id)
    await answer(music, form, quality_profile_id="1", metadata_profile_id="1")
    await house.hass.async_block_till_done()
    form = await options_of(music, "lidarr")
    await house.hass.config_entries.async_remove(entry.entry_id)
    form = await answer(music, form, enabled=True, server=entry.entry_id)
    assert form["errors"] == {"base": "lidarr_entry_gone"}
    assert "server" not in fields_of(form)
    with pytest.raises(ServiceError) as caught:
        await hand_off_of(music)
    assert caught.value.reason == "lidarr_entry_gone"


async def test_root_folder_that_is_gone_is_told(
    house: House, lidarr: FakeLidarr
) -> None:
    """Both as the form opens and as it is sent off."""
    music = await open_music(house)
    await turned_on(music, lidarr)
    lidarr.folders = {"/one/": True, "/two/": True}
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, url=lidarr.url)
    assert form["errors"] == {"root_folder": "lidarr_root_folder_gone"}
    del lidarr.folders["/one/"]
    form = await answer(music, form, root_folder="/one/")
    assert form["errors"] == {"root_folder": "lidarr_root_folder_gone"}
    assert values_of(form, "root_folder") == ["/two/"]
    lidarr.folders.clear()
    form = await answer(music, form, root_folder="/two/")
    assert form["errors"]["base"] == "lidarr_no_root_folder"
    lidarr.folders["/two/"] = True
    form = await options_of(music, "lidarr")
    form = await answer(music, form, enabled=True, url=lidarr.url)
    result = await answer(music, form, root_folder="/two/")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await house.hass.async_block_till_done()


async def test_lidarr_that_goes_away_meanwhile_is_told(
    house: House, lidarr: FakeLidarr
) -> None:
    """The first form is shown again, with what was typed there."""
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    fault = lidarr.fail(status=503, times=None)
    form = await answer(music, form, quality_profile_id="1", metadata_profile_id="1")
    assert form["step_id"] == "lidarr"
    assert form["errors"] == {"base": "lidarr_unreachable"}
    assert lidarr.api_key not in str(form)
    fault.times = 0
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    assert form["step_id"] == "lidarr_choices"


async def test_tag_that_lidarr_would_not_take_is_told(
    house: House, lidarr: FakeLidarr
) -> None:
    """And what was chosen besides stays."""
    music = await open_music(house)
    form = await options_of(music, "lidarr")
    form = await answer(
        music, form, enabled=True, url=lidarr.url, api_key=lidarr.api_key
    )
    form = await answer(
        music, form, quality_profile_id="2", metadata_profile_id="1", tag="für mich"
    )
    assert form["errors"] == {"tag": "lidarr_tag"}
    assert filled_in(form)["quality_profile_id"] == "2"
    result = await answer(music, form, tag="for-me")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await house.hass.async_block_till_done()


async def test_diagnostics_show_neither_key_nor_address(
    house: House, lidarr: FakeLidarr
) -> None:
    """They may be posted anywhere."""
    music = await open_music(house)
    await turned_on(music, lidarr)
    data = await diagnostics_of(house, music.entry)
    shown = data["options"]["lidarr"]
    assert shown["root_folder"] == "/music/"
    assert lidarr.api_key not in json.dumps(data)
    assert lidarr.url not in json.dumps(data)


async def test_a22_what_was_asked_for_is_not_asked_for_after_a_restart(
    house: House,
    lidarr: FakeLidarr,
    musicbrainz: FakeMusicBrainz,
) -> None:
    """What MusicBrainz has said is kept in the journal; Lidarr knows what it wants."""
    music = await open_music(house)
    await turned_on(music, lidarr)
    group = musicbrainz.add_album("Kid A", "Radiohead")
    kid_a = lidarr.know("Kid A", "Radiohead", foreign_id=group.id)
    want = Want(
        uid=ALBUM,
        kind=WantKind.ALBUM,
        title="Kid A",
        artists=("Radiohead",),
        album="Kid A",
        album_uri=ALBUM,
    )

    async def send() -> list[Request]:
        hand_off = await hand_off_of(music)
        assert hand_off is not None
        return [request async for request in hand_off.send([want], {})]

    request = (await send())[-1]
    assert (request.state, kid_a.searches) == ("requested", 1)
    asked, written = len(musicbrainz.seen), list(lidarr.written)
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    [request] = await send()
    assert request.state == "requested"
    assert (len(musicbrainz.seen), lidarr.written) == (asked, written)
    assert kid_a.searches == 1


async def test_a23_all_profiles_share_one_limiter_and_say_who_asks(
    house: House, lidarr: FakeLidarr, musicbrainz: FakeMusicBrainz
) -> None:
    """The version is that of the manifest, the contact is the project's page."""
    music = await open_music(house)
    await turned_on(music, lidarr)
    shared = async_get_shared(house.hass)
    limiter = shared.musicbrainz_limiter
    assert await hand_off_of(music) is not None
    assert shared.musicbrainz_limiter is limiter
    wants = [
        Want(uid=title, kind=WantKind.ALBUM, title=title, artists=("A",), album=title)
        for title in ("One", "Two")
    ]
    for want in wants:
        hand_off = await hand_off_of(music)
        assert hand_off is not None
        [request] = [each async for each in hand_off.send([want], {})]
        assert request.reason == "not_on_musicbrainz"
    assert len(musicbrainz.gaps) == 1
    assert min(musicbrainz.gaps) >= 1
    agents = {one.user_agent for one in musicbrainz.seen}
    assert agents == {"PlexSync/0.1.0 ( https://github.com/plex-sync/plex-sync )"}
