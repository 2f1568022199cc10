"""Signing in to AniList: by a link and a paste, by redirect, again after a year."""

from collections.abc import AsyncIterator
from dataclasses import replace
import time
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.config_entry_oauth2_flow import MY_AUTH_CALLBACK_PATH
import pytest
from yarl import URL

from custom_components.plex_sync.flows import anilist, anilist_redirect
from custom_components.plex_sync.flows.anilist_paste import (
    Claims,
    Paste,
    claims_of,
    read_paste,
)

from .flow_signin import TokenService, jwt, token_service
from .flow_world import (
    FlowWorld,
    checked,
    choose,
    connect_plex,
    finish,
    flow_world,
    submit,
)

ID = "31415"
SECRET = "aB3" + "x" * 37
END = 4_000_000_000


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household, whose AniList gives tokens in its usual form."""
    async with flow_world(hass) as world:
        yield world


@pytest.fixture(name="token")
def token_fixture(world: FlowWorld) -> str:
    """Mika's token, in its usual form."""
    user = world.anilist.user("Mika")
    user.token = jwt({"sub": str(user.id), "exp": END + 0.5})
    return user.token


@pytest.fixture(name="service")
async def service_fixture(world: FlowWorld) -> AsyncIterator[TokenService]:
    """Where codes become tokens."""
    async with token_service() as service:
        world.shared.endpoints = replace(
            world.shared.endpoints, anilist_token=service.url
        )
        yield service


def link(result: ConfigFlowResult) -> URL:
    """The link of the form."""
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return URL(placeholders["authorize_url"])


async def test_client_leads_to_a_link_and_a_token(
    hass: HomeAssistant, world: FlowWorld, token: str
) -> None:
    """The ID makes the link; user, end and ID are kept."""
    result = await submit(hass, await connect_plex(hass, world), client_id=f" {ID} ")
    assert result["step_id"] == "anilist_token"
    assert link(result).query == {"client_id": ID, "response_type": "token"}
    result = await finish(hass, world, await submit(hass, result, token=token))
    assert result["result"].data["anilist"] == {
        **world.data()["anilist"],
        "token": token,
        "client_id": ID,
        "expires_at": END,
    }


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (ID, "anilist_id_pasted"),
        ("27182", "anilist_other_id_pasted"),
        (SECRET, "anilist_secret_pasted"),
        ("", "anilist_nothing_pasted"),
        ("https://anilist.co/api/v2/oauth/pin?code=abc", "anilist_address_pasted"),
        (jwt({"exp": 1}), "anilist_token_over"),
        (jwt()[:-3], "anilist_token_cut_off"),
        ("of another form", "anilist_token_refused"),
    ],
)
async def test_wrong_paste_is_recognised(
    hass: HomeAssistant, world: FlowWorld, token: str, text: str, error: str
) -> None:
    """It is said what it is; the right one leads on."""
    result = await submit(hass, await connect_plex(hass, world), client_id=ID)
    asked = world.anilist.requests
    result = await submit(hass, result, token=text)
    assert result["step_id"] == "anilist_token"
    assert result["errors"] == {"base": error}
    sent = world.anilist.requests - asked
    assert sent == (1 if error == "anilist_token_refused" else 0)
    wanted = "27182" if error == "anilist_other_id_pasted" else ID
    assert link(result).query["client_id"] == wanted
    address = f"https://example.com/#access_token={token}&token_type=Bearer"
    result = await finish(hass, world, await submit(hass, result, token=address))
    assert result["result"].data["anilist"]["token"] == token


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "anilist_nothing_pasted"),
        (SECRET, "anilist_secret_pasted"),
        ("my client", "anilist_token_refused"),
    ],
)
async def test_what_is_no_client_is_told(
    hass: HomeAssistant, world: FlowWorld, token: str, text: str, error: str
) -> None:
    """A token in the wrong field is used all the same."""
    result = await submit(hass, await connect_plex(hass, world), client_id=text)
    assert result["step_id"] == "anilist"
    assert result["errors"] == {"base": error}
    await finish(hass, world, await submit(hass, result, client_id=token))


async def test_number_in_the_field_of_the_token(
    hass: HomeAssistant, world: FlowWorld, token: str
) -> None:
    """It is taken as the ID, and suggested in its own field."""
    result = await connect_plex(hass, world)
    result = await submit(hass, result, other={"token": ID})
    assert result["errors"] == {"base": "anilist_other_id_pasted"}
    schema = result["data_schema"]
    assert schema is not None
    suggestions = {str(key): key.description for key in schema.schema}
    assert suggestions["client_id"] == {"suggested_value": ID}
    await finish(hass, world, await submit(hass, result, other={"token": token}))


async def by_redirect(
    hass: HomeAssistant, result: ConfigFlowResult, **answer: str
) -> ConfigFlowResult:
    """Give ID and secret, and come back with what AniList says."""
    result = await submit(
        hass, result, client_id=ID, other={"client_secret": f" {SECRET} "}
    )
    assert result["type"] is FlowResultType.EXTERNAL_STEP
    query = URL(result["url"]).query
    assert query["client_id"] == ID
    assert query["response_type"] == "code"
    again = checked(await hass.config_entries.flow.async_configure(result["flow_id"]))
    assert again["type"] is FlowResultType.EXTERNAL_STEP
    state = {"flow_id": result["flow_id"], "redirect_uri": query["redirect_uri"]}
    result = await submit(hass, result, state=state, **answer)
    assert result["type"] is FlowResultType.EXTERNAL_STEP_DONE
    return checked(await hass.config_entries.flow.async_configure(result["flow_id"]))


@pytest.mark.parametrize("kind", ["jwt", "plain", "plain without end"])
@pytest.mark.usefixtures("current_request_with_host")
async def test_redirect_leads_to_a_token(
    hass: HomeAssistant, world: FlowWorld, service: TokenService, kind: str, token: str
) -> None:
    """The secret is used once, and not kept."""
    if kind != "jwt":
        token = world.anilist.user("Mika").token = "token-mika"
    service.answer = {"access_token": token, "expires_in": 3600}
    if kind == "plain without end":
        del service.answer["expires_in"]
    result = await by_redirect(hass, await connect_plex(hass, world), code="abc")
    result = await finish(hass, world, result)
    [asked] = service.asked
    assert asked["client_secret"] == SECRET
    assert asked["code"] == "abc"
    kept = result["result"].data["anilist"]
    assert kept["token"] == token
    assert kept["client_id"] == ID
    assert SECRET not in str(kept)
    end = kept.get("expires_at")
    if kind == "jwt":
        assert end == END
    elif kind == "plain":
        assert end == pytest.approx(time.time() + 3600, abs=60)
    else:
        assert end is None


@pytest.mark.parametrize(
    ("status", "body", "answer", "error"),
    [
        (200, {}, {"error": "access_denied"}, "anilist_denied"),
        (401, {"error": "invalid_client"}, {"code": "a"}, "anilist_client_refused"),
        (503, {}, {"code": "a"}, "anilist_unreachable"),
        (200, {"token": "x"}, {"code": "a"}, "anilist_unreachable"),
        (200, {"access_token": "wrong"}, {"code": "a"}, "anilist_token_refused"),
    ],
)
@pytest.mark.usefixtures("current_request_with_host")
async def test_trouble_with_the_redirect_is_told_and_mended(
    hass: HomeAssistant,
    world: FlowWorld,
    service: TokenService,
    token: str,
    status: int,
    body: Any,
    answer: dict[str, str],
    error: str,
) -> None:
    """The form comes back, with the ID in its place and the other ways still open."""
    service.status, service.answer = status, body
    result = await by_redirect(hass, await connect_plex(hass, world), **answer)
    assert result["step_id"] == "anilist"
    assert result["errors"] == {"base": error}
    schema = result["data_schema"]
    assert schema is not None
    assert not schema.schema["other"].options["collapsed"]
    service.status, service.answer = 200, {"access_token": token}
    await finish(hass, world, await by_redirect(hass, result, code="abc"))


@pytest.mark.usefixtures("current_request_with_host")
async def test_slow_redirect_is_told(
    hass: HomeAssistant, world: FlowWorld, service: TokenService, token: str
) -> None:
    """Nobody waits for long."""
    result = await connect_plex(hass, world)
    with patch.object(anilist, "TIMEOUT", 0):
        result = await by_redirect(hass, result, code="abc")
    assert result["errors"] == {"base": "anilist_unreachable"}
    service.answer = {"access_token": token}
    await finish(hass, world, await by_redirect(hass, result, code="abc"))


def redirect_of(result: ConfigFlowResult) -> str:
    """The redirect address that the form shows."""
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return placeholders["redirect_url"]


async def test_redirect_address_is_shown(hass: HomeAssistant, world: FlowWorld) -> None:
    """To be copied, also where nobody has asked for the form yet."""
    result = await connect_plex(hass, world)
    assert redirect_of(result) == "https://…/auth/external/callback"
    await hass.config.async_update(internal_url="http://home.example:8123")
    result = await submit(hass, result, client_id="")
    assert redirect_of(result) == "http://home.example:8123/auth/external/callback"
    hass.config.components.add("my")
    result = await submit(hass, result, client_id="")
    assert redirect_of(result) == MY_AUTH_CALLBACK_PATH
    assert anilist_redirect.AniListImplementation(hass, ID, SECRET).name == "AniList"


async def test_redirect_without_an_address(
    hass: HomeAssistant, world: FlowWorld, token: str
) -> None:
    """The other way stays open."""
    result = await connect_plex(hass, world)
    other = {"client_secret": SECRET}
    result = await submit(hass, result, client_id=ID, other=other)
    assert result["errors"] == {"base": "anilist_no_redirect"}
    result = await submit(hass, result, client_id=ID)
    await finish(hass, world, await submit(hass, result, token=token))


async def test_client_of_last_time_is_suggested(
    hass: HomeAssistant, world: FlowWorld, token: str
) -> None:
    """Only a token of the same account will do, which the token says itself."""
    entry = world.add_profile(
        anilist={**world.data()["anilist"], "client_id": ID, "expires_at": 1}
    )
    result = checked(await entry.start_reauth_flow(hass, data={"side": "anilist"}))
    assert result["step_id"] == "anilist_again"
    result = await submit(hass, result, client_id=ID)
    assert result["step_id"] == "anilist_token"
    asked = world.anilist.requests
    result = await submit(hass, result, token=jwt({"sub": 123456, "exp": END}))
    assert result["errors"] == {"base": "other_anilist_account"}
    assert world.anilist.requests == asked
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert (placeholders["account"], placeholders["found"]) == ("Mika", "#123456")
    result = await submit(hass, result, token=token)
    assert result["reason"] == "reauth_successful"
    assert entry.data["anilist"] == {
        **world.data()["anilist"],
        "token": token,
        "client_id": ID,
        "expires_at": END,
    }


async def test_client_can_be_changed_when_signing_in_again(
    hass: HomeAssistant, world: FlowWorld, token: str
) -> None:
    """Another one made the new token."""
    entry = world.add_profile()
    result = checked(await entry.start_reconfigure_flow(hass))
    result = await choose(hass, result, "anilist_again")
    result = await submit(hass, result, client_id=ID)
    result = await submit(hass, result, token=token)
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["anilist"]["client_id"] == ID


@pytest.mark.parametrize(
    ("text", "paste"),
    [
        (f"{ID}\n", Paste(client_id=ID)),
        (f"access_token={jwt()}&expires_in=1", Paste(token=jwt())),
        (f"https://x.example/?access_token={jwt()}", Paste(token=jwt())),
        ("http://[broken#access_token=x", Paste(error="anilist_address_pasted")),
        (f"{jwt()[:40]}\n{jwt()[40:]}", Paste(token=jwt())),
        (jwt({"exp": 100}), Paste(error="anilist_token_over")),
        (jwt({"exp": 101}), Paste(token=jwt({"exp": 101}))),
    ],
)
def test_texts_are_recognised(text: str, paste: Paste) -> None:
    """In whatever form they were copied."""
    assert read_paste(text, now=100) == paste


@pytest.mark.parametrize(
    ("token", "claims"),
    [
        (jwt({"sub": "7", "exp": 9.5}), Claims(user_id=7, expires_at=9)),
        (jwt({"sub": "me", "exp": None}), Claims()),
        (jwt({"exp": float("inf")}), Claims()),
        (jwt(["sub"]), Claims()),
        ("a.b.c", Claims()),
        ("plain", Claims()),
    ],
)
def test_token_says_whose_it_is_and_until_when(token: str, claims: Claims) -> None:
    """Nothing, where it is of another form."""
    assert claims_of(token) == claims
