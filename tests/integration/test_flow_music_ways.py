"""Other ways to a music profile: Home Assistant's own Spotify, files, another user."""

from pathlib import Path
import time
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2Implementation,
    async_register_implementation,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Fault

from .house import House
from .music_house import MusicHouse, open_music
from .test_flow_music import begin, filled_in
from .test_flow_music_signin import made, through_client

pytestmark = pytest.mark.usefixtures("current_request_with_host")


@pytest.fixture(autouse=True)
def music_is_there(house: House) -> None:
    """A library of music with a track in it."""
    house.plex.add_track("One", artist="Nova")


async def core_spotify(house: House, token: dict[str, Any]) -> MockConfigEntry:
    """Home Assistant's own Spotify integration, as it keeps an account."""
    hass = house.hass
    async_register_implementation(
        hass,
        "spotify",
        LocalOAuth2Implementation(
            hass,
            "spotify",
            "our-client",
            "our-secret",
            house.spotify.authorize_url,
            house.spotify.token_url,
        ),
    )
    entry = MockConfigEntry(
        domain="spotify",
        title="Anna",
        data={"auth_implementation": "spotify", "token": token},
    )
    entry.add_to_hass(hass)
    return entry


async def test_account_that_home_assistant_has_is_offered_first(house: House) -> None:
    """It is read by its entry; nothing of its token is kept."""
    anna = house.spotify.add_account("Anna")
    owner = await core_spotify(
        house,
        {
            "access_token": anna.token,
            "refresh_token": anna.refresh_token,
            "expires_at": time.time() + 3600,
        },
    )
    result = await begin(house, {"account": owner.entry_id})
    entry = await made(house, result)
    assert entry.data["spotify"] == {
        "user_id": anna.id,
        "user_name": "Anna",
        "entry_id": owner.entry_id,
    }


async def test_account_that_home_assistant_has_no_more_is_told(house: House) -> None:
    """Its entry went while the form was open."""
    owner = await core_spotify(house, {"access_token": "x", "expires_at": 9e9})
    flows = house.hass.config_entries.flow
    result: Any = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    for answer in (
        {"next_step_id": "music"},
        {"server": "address"},
        {"url": house.plex.url, "token": house.plex.owner.token, "verify_ssl": False},
    ):
        result = await flows.async_configure(result["flow_id"], answer)
    await house.hass.config_entries.async_remove(owner.entry_id)
    result = await flows.async_configure(result["flow_id"], {"account": owner.entry_id})
    assert result["errors"] == {"base": "spotify_entry_gone"}


async def test_profile_of_files_needs_no_account(house: House) -> None:
    """It is named so; its items come out of the folder."""
    folder = house.hass.config.path("plex_sync", "import")
    await house.hass.async_add_executor_job(put_file, folder)
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "files"})
    result = await flows.async_configure(result["flow_id"], filled_in(result))
    assert result["step_id"] == "items"
    result = await flows.async_configure(
        result["flow_id"], {"items": ["file:Morning.m3u8"]}
    )
    assert result["title"] == "Music · Files"
    [item] = result["result"].subentries.values()
    assert item.title == "Morning"


def put_file(folder: str) -> None:
    """Let a playlist lie ready."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    lines = "#EXTM3U\n#EXTINF:200,Nova - One\nOne.mp3\n"
    Path(folder, "Morning.m3u8").write_text(lines, encoding="utf-8")


async def reconfigure(music: MusicHouse, *answers: dict[str, Any]) -> Any:
    """Change what a profile is connected to."""
    flows = music.house.hass.config_entries.flow
    result: Any = await flows.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": music.entry.entry_id},
    )
    for answer in answers:
        result = await flows.async_configure(result["flow_id"], answer)
    await music.house.hass.async_block_till_done()
    return result


async def test_profile_takes_another_sign_in_of_its_account(house: House) -> None:
    """Its items stay; another server is refused, the same one at will."""
    music = await open_music(house)
    result = await reconfigure(
        music, {"next_step_id": "spotify"}, {"account": "client"}
    )
    result = await through_client(house, result)
    assert result["reason"] == "reconfigure_successful"
    assert music.entry.data["spotify"]["client_id"] == "our-client"
    result = await reconfigure(
        music,
        {"next_step_id": "plex"},
        {"server": "address"},
        {"url": house.plex.url, "token": house.plex.owner.token, "verify_ssl": False},
    )
    assert result["reason"] == "reconfigure_successful"
    assert music.entry.data["plex"]["verify_ssl"] is False


async def test_home_user_with_a_pin_keeps_own_playlists(house: House) -> None:
    """What they do not see cannot be chosen; said, and shown anew."""
    house.spotify.add_account("Anna")
    other = house.plex.add_section("Records", "artist")
    [music] = [each for each in house.plex.sections if each.title == "Music"]
    kim = house.plex.add_home_user("Kim", pin="1234")
    kim.sections = {music.key}
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "files"})
    typed = filled_in(result)
    assert set(typed["music_libraries"]) == {music.key, other.key}
    result = await flows.async_configure(
        result["flow_id"], {**typed, "music_libraries": []}
    )
    assert result["errors"] == {"music_libraries": "no_library_chosen"}
    result = await flows.async_configure(
        result["flow_id"], {**typed, "user": str(kim.plex_tv_id)}
    )
    assert result["step_id"] == "plex_pin"
    result = await flows.async_configure(result["flow_id"], {"pin": "1234"})
    assert result["errors"] == {"base": "library_not_shared"}
    again = filled_in(result)
    assert again["music_libraries"] == [music.key]
    assert again["user"] == str(kim.plex_tv_id)
    result = await flows.async_configure(result["flow_id"], again)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].data["plex_user"]["account_id"] == kim.account_id


async def test_account_whose_client_is_gone_is_told(house: House) -> None:
    """Home Assistant knows the account, but not what it was signed in through."""
    owner = await core_spotify(house, {"access_token": "x", "expires_at": 9e9})
    house.hass.config_entries.async_update_entry(
        owner, data={**owner.data, "auth_implementation": "another"}
    )
    result = await refused(house, owner)
    assert result["errors"] == {"base": "spotify_entry_gone"}


async def test_account_of_home_assistant_that_was_signed_out_is_told(
    house: House,
) -> None:
    """Its token has ended, and is not renewed any more; or nobody answers."""
    owner = await core_spotify(
        house, {"access_token": "x", "refresh_token": "revoked", "expires_at": 0}
    )
    result = await refused(house, owner)
    assert result["errors"] == {"base": "spotify_token_refused"}
    house.spotify.fail("status", path="/api/token", status=503, times=None)
    result = await refused(house, owner)
    assert result["errors"] == {"base": "spotify_unreachable"}


async def refused(house: House, owner: MockConfigEntry) -> Any:
    """Choose an account that will not do."""
    flows = house.hass.config_entries.flow
    result: Any = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    for answer in (
        {"next_step_id": "music"},
        {"server": "address"},
        {"url": house.plex.url, "token": house.plex.owner.token, "verify_ssl": False},
        {"account": owner.entry_id},
    ):
        result = await flows.async_configure(result["flow_id"], answer)
    return result


async def test_profile_is_made_though_its_lists_cannot_be_read_just_now(
    house: House,
) -> None:
    """What is to be followed is added later."""
    anna = house.spotify.add_account("Anna")
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "token"})
    result = await flows.async_configure(
        result["flow_id"], {"access_token": anna.token}
    )
    house.spotify.fail("status", path="/me/playlists", status=500, times=None)
    typed = filled_in(result)
    result = await flows.async_configure(result["flow_id"], typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert not result["result"].subentries


async def test_second_profile_of_the_same_two_is_refused(house: House) -> None:
    """One Plex user and one account make one profile."""
    for reason in (None, "already_configured"):
        flows = house.hass.config_entries.flow
        result = await begin(house, {"account": "files"})
        result = await flows.async_configure(result["flow_id"], filled_in(result))
        assert result.get("reason") == reason


async def test_own_playlists_can_be_chosen_after_all(house: House) -> None:
    """Somebody else was tried first; a server that is away meanwhile is told."""
    house.plex.add_section("Records", "artist")
    [music] = [each for each in house.plex.sections if each.title == "Music"]
    kim = house.plex.add_home_user("Kim")
    kim.sections = {music.key}
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "files"})
    typed = filled_in(result)
    for_kim = {**typed, "user": str(kim.plex_tv_id)}
    result = await flows.async_configure(result["flow_id"], for_kim)
    assert result["errors"] == {"base": "library_not_shared"}
    typed["music_libraries"] = [music.key]
    house.plex.faults.add(Fault("server_gone"))
    result = await flows.async_configure(result["flow_id"], typed)
    assert result["errors"] == {"base": "plex_unreachable"}
    house.plex.faults.clear()
    result = await flows.async_configure(result["flow_id"], typed)
    assert result["result"].data["plex_user"] == {
        "account_id": house.plex.owner.account_id,
        "name": house.plex.owner.name,
        "token": None,
    }


async def test_token_of_a_server_alone_writes_its_owners_playlists(
    house: House,
) -> None:
    """Nobody else can be chosen, where the account cannot be asked."""
    house.plex.faults.add(Fault("status", service="plex_tv", status=401, times=None))
    flows = house.hass.config_entries.flow
    result = await begin(house, {"account": "files"})
    typed = filled_in(result)
    assert typed["user"] == "token_owner"
    result = await flows.async_configure(result["flow_id"], typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY
