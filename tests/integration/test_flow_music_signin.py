"""Signing a music profile in to Spotify: each way there, again, and what goes wrong."""

import time
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yarl import URL

from custom_components.plex_sync.flows import spotify

from .house import House
from .music_house import MusicHouse, open_music, saved_as
from .test_flow_music import begin, filled_in

CLIENT = {"client_id": " our-client ", "client_secret": "our-secret"}


async def answer_at_spotify(result: Any, said: str) -> dict[str, Any]:
    """Press a button on Spotify's page; gives what it leads back with."""
    async with (
        ClientSession() as session,
        session.post(
            result["url"], data={"answer": said}, allow_redirects=False
        ) as answer,
    ):
        back = URL(answer.headers["Location"])
    assert back.path == "/auth/external/callback"
    return {name: value for name, value in back.query.items() if name != "state"}


async def through_client(
    house: House, result: Any, said: str = "agree", **client: str
) -> Any:
    """Sign in through the user's own client."""
    flows = house.hass.config_entries.flow
    result = await flows.async_configure(result["flow_id"], {**CLIENT, **client})
    assert result["type"] is FlowResultType.EXTERNAL_STEP
    redirect = URL(result["url"]).query["redirect_uri"]
    back = await answer_at_spotify(result, said)
    back["state"] = {"flow_id": result["flow_id"], "redirect_uri": redirect}
    result = await flows.async_configure(result["flow_id"], back)
    assert result["type"] is FlowResultType.EXTERNAL_STEP_DONE
    return await flows.async_configure(result["flow_id"])


pytestmark = pytest.mark.usefixtures("current_request_with_host")


@pytest.fixture(autouse=True)
def music_is_there(house: House) -> None:
    """A library of music with a track in it."""
    house.plex.add_track("One", artist="Nova")


async def made(house: House, result: Any, **typed: Any) -> MockConfigEntry:
    """Go through the last forms as they are."""
    flows = house.hass.config_entries.flow
    assert result["step_id"] == "music_settings", result
    answers = [{**filled_in(result), **typed}, {}]
    while result["type"] is FlowResultType.FORM:
        result = await flows.async_configure(result["flow_id"], answers.pop(0))
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    await house.hass.async_block_till_done()
    entry: MockConfigEntry = result["result"]
    return entry


async def test_own_client_leads_to_an_account(house: House) -> None:
    """Its token is renewed when it ends, kept in the profile, and never in a log."""
    anna = house.spotify.add_account("Anna")
    result = await through_client(house, await begin(house, {"account": "client"}))
    entry = await made(house, result)
    kept = entry.data["spotify"]
    assert (kept["user_id"], kept["client_id"]) == (anna.id, "our-client")
    assert kept["token"]["access_token"] == anna.token
    assert anna.scopes == [
        "playlist-read-private",
        "playlist-read-collaborative",
        "user-library-read",
        "user-read-recently-played",
    ]


async def test_token_that_has_ended_is_renewed_and_kept(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """The profile goes on without a question."""
    anna = house.spotify.add_account("Anna")
    entry = await made(
        house, await through_client(house, await begin(house, {"account": "client"}))
    )
    former = anna.token
    over = {**entry.data["spotify"]["token"], "expires_at": time.time() - 1}
    house.hass.config_entries.async_update_entry(
        entry,
        data={**entry.data, "spotify": {**entry.data["spotify"], "token": over}},
    )
    await house.hass.config_entries.async_reload(entry.entry_id)
    music = MusicHouse(house=house, anna=anna, entry=entry)
    saved_as(music, music.playlist("Morning", "One"))
    await music.sync()
    assert anna.token != former
    assert entry.data["spotify"]["token"]["access_token"] == anna.token
    assert not any(
        secret in caplog.text
        for secret in (anna.token, former, anna.refresh_token, "our-secret")
    )


async def test_sign_in_that_was_revoked_is_asked_for_again(house: House) -> None:
    """And renewed through the client; another account is refused by name."""
    anna = house.spotify.add_account("Anna")
    ben = house.spotify.add_account("Ben")
    entry = await made(
        house, await through_client(house, await begin(house, {"account": "client"}))
    )
    anna.refresh_token = "revoked"
    over = {**entry.data["spotify"]["token"], "expires_at": 0}
    house.hass.config_entries.async_update_entry(
        entry,
        data={**entry.data, "spotify": {**entry.data["spotify"], "token": over}},
    )
    await house.hass.config_entries.async_reload(entry.entry_id)
    music = MusicHouse(house=house, anna=anna, entry=entry)
    saved_as(music, music.playlist("Morning", "One"))
    with pytest.raises(HomeAssistantError, match="Spotify"):
        await music.sync()
    [flow] = house.hass.config_entries.flow.async_progress()
    flows = house.hass.config_entries.flow
    result = await flows.async_configure(flow["flow_id"])
    assert result["step_id"] == "spotify_again"
    result = await flows.async_configure(
        flow["flow_id"], {"next_step_id": "spotify_client"}
    )
    house.spotify.sign_in.person = ben
    result = await through_client(house, result)
    assert result["errors"] == {"base": "other_spotify_account"}
    assert result["description_placeholders"]["found"] == "Ben"
    house.spotify.sign_in.person = anna
    result = await through_client(house, result)
    assert result["reason"] == "reauth_successful"
    await house.hass.async_block_till_done()
    assert entry.data["spotify"]["token"]["access_token"] == anna.token


async def test_what_goes_wrong_with_a_client_is_explained(house: House) -> None:
    """Denied, a wrong secret, no answer; then it works."""
    anna = house.spotify.add_account("Anna")
    result = await begin(house, {"account": "client"})
    result = await through_client(house, result, "cancel")
    assert result["errors"] == {"base": "spotify_denied"}
    result = await through_client(house, result, client_secret="wrong")
    assert result["errors"] == {"base": "spotify_client_refused"}
    for kind in ("drop", "rubbish", "strange"):
        house.spotify.fail(kind, path="/api/token")
        result = await through_client(house, result)
        assert result["errors"] == {"base": "spotify_unreachable"}, kind
        house.spotify.heal()
    house.spotify.fail("status", path="/api/token", status=503)
    result = await through_client(house, result)
    assert result["errors"] == {"base": "spotify_unreachable"}
    entry = await made(house, await through_client(house, result))
    assert entry.data["spotify"]["user_id"] == anna.id


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 401}, "spotify_token_refused"),
        (
            {
                "kind": "status",
                "status": 403,
                "message": "Active premium subscription required for the owner of the app.",
            },
            "spotify_premium",
        ),
        (
            {
                "kind": "plain",
                "status": 403,
                "message": "User not registered in the Developer Dashboard",
            },
            "spotify_not_registered",
        ),
        ({"kind": "429", "retry_after": 86_400}, "spotify_busy"),
        ({"kind": "drop", "times": None}, "spotify_unreachable"),
    ],
)
async def test_what_goes_wrong_with_a_token_is_explained(
    house: House, fault: dict[str, Any], error: str
) -> None:
    """Each reason in its own words; nothing is made."""
    anna = house.spotify.add_account("Anna")
    result = await begin(house, {"account": "token"})
    house.spotify.fail(**fault)
    flows = house.hass.config_entries.flow
    result = await flows.async_configure(
        result["flow_id"], {"access_token": anna.token}
    )
    assert result["errors"] == {"base": error}


async def test_client_needs_an_address_to_come_back_to(house: House) -> None:
    """Home Assistant has none: it is said where one is set."""
    result = await begin(house, {"account": "client"})
    flows = house.hass.config_entries.flow
    with patch.object(spotify, "redirect_url", return_value=""):
        result = await flows.async_configure(result["flow_id"], CLIENT)
    assert result["errors"] == {"base": "spotify_no_redirect"}


@pytest.mark.parametrize("refused", [True, False])
async def test_side_that_needs_a_sign_in_is_found_by_asking(
    house: House, *, refused: bool
) -> None:
    """Spotify refuses its token; or all is well again by now."""
    music = await open_music(house)
    if refused:
        house.spotify.expire(music.anna)
    flow = await music.entry.start_reauth_flow(house.hass)
    if refused:
        assert flow["step_id"] == "spotify_again"
    else:
        assert flow["reason"] == "reauth_successful"
