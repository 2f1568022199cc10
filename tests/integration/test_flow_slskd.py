"""Turning slskd on: what is asked, what is said when it cannot be, what is kept."""

from collections.abc import AsyncIterator, Mapping
import json
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.handoff.slskd_access import async_slskd_hand_off
from custom_components.plex_sync.music.handoff.model import RequestState, Want, WantKind
from custom_components.plex_sync.music.handoff.slskd import SlskdHandOff
from custom_components.plex_sync.shared import async_get_shared
from tests.fakes.slskd import FakeSlskd

from .house import House
from .music_house import MusicHouse, open_music
from .test_flow_music_options import options_of
from .test_insight import diagnostics_of


@pytest.fixture
async def slskd() -> AsyncIterator[FakeSlskd]:
    """A running slskd, under a path."""
    async with FakeSlskd(base="/slskd") as running:
        yield running


def shown(form: Any) -> dict[str, Any]:
    """What the fields of a form begin with."""
    found = {}
    for marker in form["data_schema"].schema:
        if marker.description:
            found[str(marker)] = marker.description["suggested_value"]
        elif callable(marker.default):
            found[str(marker)] = marker.default()
    return found


async def send(music: MusicHouse, form: Any, **typed: Any) -> Any:
    """Send the form off; a field that is emptied, here with `None`, is left out."""
    sent = {**shown(form), **typed}
    return await music.house.hass.config_entries.options.async_configure(
        form["flow_id"],
        {key: value for key, value in sent.items() if value is not None},
    )


async def turned_on(music: MusicHouse, slskd: FakeSlskd, **typed: Any) -> Any:
    """Open the form and turn slskd on."""
    form = await options_of(music, "slskd")
    chosen = {"enabled": True, "url": slskd.url, "api_key": slskd.api_key, **typed}
    return await send(music, form, **chosen)


def built(music: MusicHouse, options: Mapping[str, Any]) -> SlskdHandOff | None:
    """What hands tracks to slskd, with these options."""
    hass = music.house.hass
    return async_slskd_hand_off(hass, options, async_get_shared(hass))


async def test_slskd_is_off_until_it_is_turned_on(
    house: House, slskd: FakeSlskd
) -> None:
    """Nobody is asked anything before."""
    music = await open_music(house)
    assert built(music, music.entry.options) is None
    form = await options_of(music, "slskd")
    assert shown(form) == {
        "enabled": False,
        "url": "",
        "verify_ssl": True,
        "formats": ["flac", "mp3", "m4a", "ogg", "opus"],
        "min_bitrate": 192,
        "most_tries": 3,
        "time": "03:00:00",
        "automatic": True,
    }
    result = await send(music, form, url=slskd.url)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert built(music, music.entry.options) is None
    assert slskd.seen == []


async def test_what_is_chosen_is_kept_under_one_key_and_used(
    house: House, slskd: FakeSlskd
) -> None:
    """Other options stay; formats keep their order; a track can be asked for at once."""
    music = await open_music(house, played_category="Heard")
    result = await turned_on(
        music,
        slskd,
        url=f" {slskd.url}/searches/0815 ",
        formats=["mp3", "flac", "mp3"],
        min_bitrate=256.0,
        most_tries=2.0,
        time="04:30:00",
        automatic=True,
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    options = music.entry.options
    assert options["played_category"] == "Heard"
    assert options["slskd"] == {
        "enabled": True,
        "url": slskd.url,
        "api_key": slskd.api_key,
        "verify_ssl": True,
        "formats": ["mp3", "flac"],
        "min_bitrate": 256,
        "most_tries": 2,
        "time": "04:30:00",
        "automatic": True,
    }
    assert slskd.asked == ["GET /application"]
    hand_off = built(music, options)
    assert hand_off is not None
    ben = slskd.peer("ben")
    ben.share("Nova\\First\\One.mp3", bitrate=128)
    ben.share("Nova\\First\\01 One.flac")
    ben.share("Nova - First\\One.mp3", bitrate=320)
    want = Want(
        uid="spotify:track:1",
        kind=WantKind.TRACK,
        title="One",
        artists=("Nova",),
        milliseconds=200_000,
    )
    slskd.looks = 1
    requests = [one async for one in hand_off.send([want], {})]
    assert requests[-1].state is RequestState.REQUESTED
    assert slskd.enqueued == [("ben", "Nova - First\\One.mp3")]
    await house.hass.async_block_till_done()


async def test_key_is_never_shown_and_stays_when_left_empty(
    house: House, slskd: FakeSlskd
) -> None:
    """Not in the form, not in diagnostics; nor is the address there."""
    music = await open_music(house)
    await turned_on(music, slskd)
    await house.hass.async_block_till_done()
    form = await options_of(music, "slskd")
    assert "api_key" not in shown(form)
    result = await send(music, form, most_tries=5)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    kept = music.entry.options["slskd"]
    assert (kept["api_key"], kept["most_tries"]) == (slskd.api_key, 5)
    await house.hass.async_block_till_done()
    text = json.dumps(await diagnostics_of(house, music.entry))
    assert '"most_tries": 5' in text
    assert slskd.api_key not in text
    assert slskd.url not in text


async def test_turned_off_everything_stays_for_later(
    house: House, slskd: FakeSlskd
) -> None:
    """It is not asked whether it is there."""
    music = await open_music(house)
    await turned_on(music, slskd)
    await house.hass.async_block_till_done()
    slskd.seen.clear()
    form = await options_of(music, "slskd")
    await send(music, form, enabled=False)
    kept = music.entry.options["slskd"]
    assert (kept["enabled"], kept["url"]) == (False, slskd.url)
    assert kept["api_key"] == slskd.api_key
    assert slskd.seen == []
    assert built(music, music.entry.options) is None
    await house.hass.async_block_till_done()


async def test_what_is_missing_is_told_at_its_field(
    house: House, slskd: FakeSlskd
) -> None:
    """What was typed stays, but for the key."""
    music = await open_music(house)
    form = await turned_on(music, slskd, url=None, api_key=None, formats=None)
    assert form["errors"] == {
        "url": "slskd_address",
        "api_key": "slskd_key_needed",
        "formats": "slskd_format_needed",
    }
    form = await send(music, form, url="ftp://nas", api_key=slskd.api_key)
    assert form["errors"] == {
        "url": "slskd_address",
        "formats": "slskd_format_needed",
    }
    assert shown(form)["url"] == "ftp://nas"
    assert slskd.seen == []


@pytest.mark.parametrize(
    ("how", "errors"),
    [
        ({"status": 401}, {"api_key": "slskd_key_refused"}),
        ({"status": 403}, {"api_key": "slskd_key_refused"}),
        ({"status": 404}, {"url": "not_slskd"}),
        ({"status": 200, "text": "<html></html>"}, {"url": "not_slskd"}),
        ({"status": 503}, {"base": "slskd_unreachable"}),
        (
            {"status": 429, "headers": {"Retry-After": "60"}},
            {"base": "slskd_busy"},
        ),
    ],
)
async def test_what_is_wrong_with_slskd_is_told(
    house: House, slskd: FakeSlskd, how: dict[str, Any], errors: dict[str, str]
) -> None:
    """In the form, which can be sent off again."""
    music = await open_music(house)
    slskd.fail(**how)
    form = await turned_on(music, slskd)
    assert form["errors"] == errors
    result = await send(music, form, api_key=slskd.api_key)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await house.hass.async_block_till_done()


async def test_slskd_that_is_not_on_the_network_is_told(
    house: House, slskd: FakeSlskd
) -> None:
    """Nobody could be asked for anything."""
    music = await open_music(house)
    slskd.connected = False
    form = await turned_on(music, slskd)
    assert form["errors"] == {"base": "slskd_not_connected"}


async def test_wrong_way_to_ask_is_told(house: House, slskd: FakeSlskd) -> None:
    """An address with https where there is none; a wrong key; nobody there."""
    music = await open_music(house)
    form = await turned_on(music, slskd, url=slskd.url.replace("http:", "https:"))
    assert form["errors"] == {"url": "slskd_tls"}
    form = await send(music, form, url=slskd.url, api_key="another-key")
    assert form["errors"] == {"api_key": "slskd_key_refused"}
    form = await send(music, form, url="127.0.0.1:9", api_key=slskd.api_key)
    assert form["errors"] == {"base": "slskd_unreachable"}
    assert shown(form)["url"] == "http://127.0.0.1:9"


async def test_slskd_that_does_not_answer_is_not_waited_for_long(
    house: House, slskd: FakeSlskd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person looks at the form."""
    monkeypatch.setattr("custom_components.plex_sync.flows.slskd.PATIENCE", 0.0)
    music = await open_music(house)
    form = await turned_on(music, slskd)
    assert form["errors"] == {"base": "slskd_unreachable"}


async def test_each_format_has_a_name(house: House) -> None:
    """Those that are known by others are named by both."""
    music = await open_music(house)
    form = await options_of(music, "slskd")
    options = form["data_schema"].schema["formats"].config["options"]
    labels = {each["value"]: each["label"] for each in options}
    assert labels["flac"] == "FLAC"
    assert labels["wv"] == "WavPack"
    assert len(labels) == len(options)


async def test_profiles_with_one_slskd_keep_one_distance(house: House) -> None:
    """However its address is written, and also after a reload."""
    music = await open_music(house)
    shared = async_get_shared(house.hass)
    pace = shared.slskd_pace("http://nas:5030/slskd")
    assert shared.slskd_pace(" http://NAS:5030/slskd/") is pace
    assert shared.slskd_pace("http://nas:5030/slskd/api/v0/") is pace
    assert shared.slskd_pace("http://nas:5030") is not pace
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    await house.hass.async_block_till_done()
    assert async_get_shared(house.hass).slskd_pace("http://nas:5030/slskd") is pace
