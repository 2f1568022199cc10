"""Profiles are made, signed in again and reconfigured through forms."""

import base64
from collections.abc import AsyncIterator, Callable, Iterator
import json
from pathlib import Path
import re
from typing import Any, Literal
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, UnknownHandler
import pytest
from yarl import URL

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.flows import doors
from custom_components.plex_sync.flows.addresses import server_url
from custom_components.plex_sync.flows.anilist_paste import is_cut_off
from custom_components.plex_sync.shared import DATA
from tests.fakes.plex import Fault
from tests.fakes.tls import behind_tls

from .flow_world import (
    ANILIST_TOKEN,
    PACKAGE,
    SETTINGS,
    TEXTS,
    FlowWorld,
    at_once,
    begin,
    begin_by_address,
    checked,
    choose,
    connect_anilist,
    connect_plex,
    finish,
    flow_world,
    in_sections,
    options_of,
    submit,
    suggested,
)


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household to sign in to."""
    async with flow_world(hass) as world:
        yield world


@pytest.fixture(name="impatient")
def impatient_fixture() -> Iterator[None]:
    """Somebody who does not look at a form for long."""
    with patch.object(doors, "PATIENCE", 0.3):
        yield


async def test_profile_is_made_by_address(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Address, AniList, whom and what: that is a profile."""
    result = await submit(
        hass,
        await begin_by_address(hass),
        url=world.plex.url,
        token=f" {world.token}\n",
        verify_ssl=True,
    )
    result = await connect_anilist(hass, result)
    assert result["step_id"] == "settings"
    assert options_of(result, "user") == ["Alex"]
    assert options_of(result, "libraries") == ["Anime", "Movies"]
    both = [world.anime.uuid, world.movies.uuid]
    entry = (await finish(hass, world, result, libraries=both))["result"]
    assert entry.title == "Anime · Mika"
    assert entry.unique_id == world.unique_id
    assert entry.data == world.data()
    assert entry.options == {**SETTINGS, "libraries": both}


async def test_profile_is_made_from_home_assistants_own_entry(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Only where to look is kept, so that signing in there is enough later on."""
    plex_entry = world.add_plex_entry()
    result = await begin(hass)
    assert result["step_id"] == "plex"
    assert options_of(result, "server") == ["Living room", "plex_tv", "address"]
    assert suggested(result) == {"server": plex_entry.entry_id}
    result = await submit(hass, result, server=plex_entry.entry_id)
    result = await finish(hass, world, await connect_anilist(hass, result))
    assert result["result"].data == world.data(plex={"entry_id": plex_entry.entry_id})


async def test_friend_can_follow_their_own_watching(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Whose the token is decides whom the profile may follow."""
    friend = world.plex.add_friend("Robin", sections={world.anime.key})
    result = await submit(
        hass,
        await begin_by_address(hass),
        url=world.plex.url,
        token=friend.account_token,
        verify_ssl=True,
    )
    result = await connect_anilist(hass, result)
    assert options_of(result, "user") == ["Robin"]
    assert options_of(result, "libraries") == ["Anime"]
    user = (await finish(hass, world, result))["result"].data["plex_user"]
    assert user == {"account_id": friend.account_id, "name": "Robin", "token": None}


type Trouble = Callable[[FlowWorld, dict[str, Any]], None]
"""Puts something in the way, in the household or in what is typed."""


def _fault(kind: Any, **options: Any) -> Trouble:
    def put(world: FlowWorld, typed: dict[str, Any]) -> None:
        world.plex.faults.add(Fault(kind, times=None, **options))

    return put


def _typed(**values: Any) -> Trouble:
    def put(world: FlowWorld, typed: dict[str, Any]) -> None:
        typed |= values

    return put


def _no_libraries(world: FlowWorld, typed: dict[str, Any]) -> None:
    typed["token"] = world.plex.add_friend("Robin", sections=set()).account_token


def _server_token_only(world: FlowWorld, typed: dict[str, Any]) -> None:
    typed["token"] = world.plex.add_friend("Robin").token


@pytest.mark.parametrize(
    ("trouble", "errors"),
    [
        (_fault("server_gone"), {"base": "plex_unreachable"}),
        (_fault("status", status=503), {"base": "plex_unreachable"}),
        (_fault("status", status=404), {"base": "not_plex"}),
        (_fault("status", status=400), {"base": "not_plex"}),
        (_fault("status", status=429, retry_after=9), {"base": "plex_busy"}),
        (_fault("status", status=403), {"base": "plex_token_refused"}),
        (_typed(token="wrong"), {"base": "plex_token_refused"}),
        (_typed(url="ftp://host"), {"url": "invalid_url"}),
        (_no_libraries, {"base": "no_libraries"}),
        (_server_token_only, {"base": "plex_account_unknown"}),
    ],
)
async def test_trouble_with_address_is_told_and_mended(
    hass: HomeAssistant, world: FlowWorld, trouble: Trouble, errors: dict[str, str]
) -> None:
    """Each error says what is wrong, and the form goes on once it is not."""
    good = {"url": world.plex.url, "token": world.token, "verify_ssl": True}
    typed = dict(good)
    trouble(world, typed)
    result = await submit(hass, await begin_by_address(hass), **typed)
    assert result["step_id"] == "plex_address"
    assert result["errors"] == errors
    world.plex.faults.clear()
    result = await submit(hass, result, **good)
    await finish(hass, world, await connect_anilist(hass, result))


async def test_untrusted_certificate_is_told_and_may_be_trusted(
    hass: HomeAssistant, world: FlowWorld, tmp_path: Path
) -> None:
    """The check can be turned off for a server with a certificate of its own."""
    async with behind_tls(world.plex.url, tmp_path) as url:
        result = await submit(
            hass,
            await begin_by_address(hass),
            url=url,
            token=world.token,
            verify_ssl=True,
        )
        assert result["errors"] == {"base": "plex_tls"}
        result = await submit(
            hass, result, url=url, token=world.token, verify_ssl=False
        )
        result = await finish(hass, world, await connect_anilist(hass, result))
    plex = {"url": url, "token": world.token, "verify_ssl": False}
    assert result["result"].data["plex"] == plex


async def test_trouble_with_own_entry_is_told_and_mended(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """A refused token has to be renewed where it is kept."""
    plex_entry = world.add_plex_entry(token="expired")
    result = await begin(hass)
    result = await submit(hass, result, server=plex_entry.entry_id)
    assert result["step_id"] == "plex"
    assert result["errors"] == {"base": "plex_entry_refused"}
    config = {"url": world.plex.url, "token": world.token}
    hass.config_entries.async_update_entry(
        plex_entry, data={**plex_entry.data, "server_config": config}
    )
    result = await submit(hass, result, server=plex_entry.entry_id)
    await finish(hass, world, await connect_anilist(hass, result))


async def test_own_entry_may_go_meanwhile(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """What was offered need not be there any more when it is chosen."""
    gone, stays = world.add_plex_entry(), world.add_plex_entry()
    result = await begin(hass)
    await hass.config_entries.async_remove(gone.entry_id)
    result = await submit(hass, result, server=gone.entry_id)
    assert result["errors"] == {"base": "plex_entry_gone"}
    result = await submit(hass, result, server=stays.entry_id)
    await finish(hass, world, await connect_anilist(hass, result))


@pytest.mark.parametrize(
    ("titles", "chosen"),
    [
        ({"Shows": None, "My Anime Films": None}, {"My Anime Films"}),
        ({"Shows": None, "Other": "com.plexapp.agents.hama"}, {"Other"}),
        ({"Shows": None, "More": None}, {"Shows", "More"}),
    ],
)
async def test_libraries_that_look_like_anime_are_suggested(
    hass: HomeAssistant,
    world: FlowWorld,
    titles: dict[str, str | None],
    chosen: set[str],
) -> None:
    """By title or agent; all of them where none looks like it."""
    world.plex.sections.clear()
    for title, agent in titles.items():
        world.plex.add_section(title, agent=agent)
    result = await connect_anilist(hass, await connect_plex(hass, world))
    default = suggested(result)["libraries"]
    assert {
        each.title for each in world.plex.sections if each.uuid in default
    } == chosen


async def test_a_library_has_to_be_chosen(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """A profile without libraries would do nothing; the form stays as it was sent."""
    result = await connect_anilist(hass, await connect_plex(hass, world))
    typed = {**suggested(result), "libraries": []}
    result = await submit(hass, result, **typed)
    assert result["errors"] == {"libraries": "no_library_chosen"}
    assert suggested(result)["libraries"] == []
    assert is_collapsed(result)
    await finish(hass, world, result)


def is_collapsed(result: ConfigFlowResult) -> bool:
    """Whether the section of the last form is closed."""
    schema = result["data_schema"]
    assert schema is not None
    return bool(schema.schema["more"].options["collapsed"])


async def test_trouble_with_anilist_is_told_and_mended(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Whatever AniList answers, the form goes on once it is well."""
    world.shared.limiter = at_once()
    result = await connect_plex(hass, world)

    async def fails(token: str = ANILIST_TOKEN) -> Any:
        nonlocal result
        result = await connect_anilist(hass, result, token)
        assert result["step_id"] == "anilist"
        world.anilist.heal()
        return result["errors"]

    assert await fails("eyJhbGciOiJSUzI1NiJ9.e30.c2ln") == {
        "base": "anilist_token_cut_off"
    }
    assert await fails("wrong") == {"base": "anilist_token_refused"}
    world.anilist.fail("disabled")
    assert await fails() == {"base": "anilist_off"}
    world.anilist.fail("500", times=-1)
    assert await fails() == {"base": "anilist_unreachable"}
    await world.anilist.stop()
    assert await fails() == {"base": "anilist_unreachable"}
    world.anilist._address = ("127.0.0.1", URL(world.anilist.url).port or 0)
    await world.anilist.start()
    await finish(hass, world, await connect_anilist(hass, result))


@pytest.mark.parametrize(
    ("kind", "seconds", "error"),
    [
        ("429", 600, "anilist_busy"),
        ("429", 60, "anilist_busy"),
        ("slow", 5, "anilist_unreachable"),
    ],
)
@pytest.mark.usefixtures("impatient")
async def test_form_does_not_wait_for_long(
    hass: HomeAssistant,
    world: FlowWorld,
    kind: Literal["429", "slow"],
    seconds: float,
    error: str,
) -> None:
    """Somebody who looks at a form is told to come back."""
    result = await connect_plex(hass, world)
    world.anilist.fail(kind, seconds=seconds)
    result = await connect_anilist(hass, result)
    assert result["errors"] == {"base": error}
    world.shared.limiter = at_once()
    await finish(hass, world, await connect_anilist(hass, result))


async def test_first_profile_is_made_before_anything_is_shared(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The integration itself is not set up while there is no profile."""
    endpoints = hass.data.pop(DATA).endpoints
    with patch.object(doors, "Endpoints", return_value=endpoints):
        result = await connect_anilist(hass, await connect_plex(hass, world))
        await finish(hass, world, result)


async def test_polls_cannot_be_too_close(hass: HomeAssistant, world: FlowWorld) -> None:
    """Never or at a distance; what else was typed stays."""
    result = await connect_anilist(hass, await connect_plex(hass, world))
    typed = {**suggested(result), **in_sections({**SETTINGS, "poll_interval": 5})}
    result = await submit(hass, result, **typed)
    assert result["errors"] == {"more": "polls_too_often"}
    assert not is_collapsed(result)
    assert suggested(result) == typed
    result = await finish(hass, world, result, poll_interval=0)
    assert result["result"].options["poll_interval"] == 0


async def test_same_profile_is_not_made_twice(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """One Plex user and one AniList account are one profile."""
    world.add_profile()
    result = await connect_anilist(hass, await connect_plex(hass, world))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_same_profile_is_not_made_in_two_windows(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The first that comes to its end makes it, the other one is told so."""
    first = await connect_anilist(hass, await connect_plex(hass, world))
    second = await connect_anilist(hass, await connect_plex(hass, world))
    typed = {**suggested(second), "libraries": [world.anime.uuid]}
    await finish(hass, world, first)
    second = await submit(hass, second, **typed)
    assert second["type"] is FlowResultType.ABORT
    assert second["reason"] == "already_configured"
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_shared_anilist_account_is_allowed_and_told(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Two profiles may write to one list, if somebody wants that."""
    world.add_profile()
    friend = world.plex.add_friend("Robin")
    result = await submit(
        hass,
        await begin_by_address(hass),
        url=world.plex.url,
        token=friend.account_token,
        verify_ssl=True,
    )
    result = await connect_anilist(hass, result)
    assert result["step_id"] == "anilist_shared"
    assert result["description_placeholders"] == {
        "account": "Mika",
        "profiles": "Anime · Mika",
    }
    await finish(hass, world, await submit(hass, result))
    assert len(hass.config_entries.async_entries(DOMAIN)) == 2


async def test_nothing_can_be_added_to_an_anime_profile(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Items to save are of music."""
    entry = world.add_profile()
    with pytest.raises(UnknownHandler):
        await hass.config_entries.subentries.async_init(
            (entry.entry_id, "saved_item"), context={"source": "user"}
        )


async def test_plex_is_signed_in_again(hass: HomeAssistant, world: FlowWorld) -> None:
    """Only with a token of the same user of the same server."""
    entry = world.add_profile()
    world.plex.expire(world.plex.owner)
    robin = world.plex.add_friend("Robin")
    result = checked(await entry.start_reauth_flow(hass, data={"side": "plex"}))
    assert result["step_id"] == "plex_again"
    result = await choose(hass, result, "plex_token_again")
    result = await submit(hass, result, token="wrong")
    assert result["errors"] == {"base": "plex_token_refused"}
    result = await submit(hass, result, token=robin.account_token)
    assert result["errors"] == {"base": "other_plex_user"}
    world.plex.sections.clear()
    result = await submit(hass, result, token=f"{world.token}\n")
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data == world.data()


async def test_plex_is_signed_in_again_elsewhere(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Home Assistant's own Plex integration has to be signed in again first."""
    plex_entry = world.add_plex_entry(token="expired")
    plex = {"entry_id": plex_entry.entry_id}
    entry = world.add_profile(plex=plex)
    result = checked(await entry.start_reauth_flow(hass, data={"side": "plex"}))
    assert result["step_id"] == "plex_entry_again"
    result = await submit(hass, result)
    assert result["errors"] == {"base": "plex_entry_refused"}
    config = {"url": world.plex.url, "token": world.token}
    hass.config_entries.async_update_entry(
        plex_entry, data={**plex_entry.data, "server_config": config}
    )
    result = await submit(hass, result)
    assert result["reason"] == "reauth_successful"
    assert entry.data == world.data(plex=plex)


async def test_anilist_is_signed_in_again(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Only with a token of the same account."""
    entry = world.add_profile()
    world.anilist.user("Mika").token = "token-new"
    world.anilist.add_user("Noor", "token-noor")
    result = checked(await entry.start_reauth_flow(hass, data={"side": "anilist"}))
    assert result["step_id"] == "anilist_again"
    result = await submit(hass, result, other={"token": ANILIST_TOKEN})
    assert result["errors"] == {"base": "anilist_token_refused"}
    result = await submit(hass, result, other={"token": "token-noor"})
    assert result["errors"] == {"base": "other_anilist_account"}
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert (placeholders["account"], placeholders["found"]) == ("Mika", "Noor")
    result = await submit(hass, result, other={"token": "token-new"})
    assert result["reason"] == "reauth_successful"
    assert entry.data["anilist"] == {**world.data()["anilist"], "token": "token-new"}


@pytest.mark.parametrize(
    ("plex_token", "anilist_token", "step"),
    [
        ("expired", ANILIST_TOKEN, "plex_again"),
        (None, "expired", "anilist_again"),
        ("expired", "expired", "plex_again"),
    ],
)
async def test_refused_side_is_found_out(
    hass: HomeAssistant,
    world: FlowWorld,
    plex_token: str | None,
    anilist_token: str,
    step: str,
) -> None:
    """Where nobody says which side it was, both are asked."""
    data = world.data()
    entry = world.add_profile(
        plex={**data["plex"], "token": plex_token or world.token},
        anilist={**data["anilist"], "token": anilist_token},
    )
    result = checked(await entry.start_reauth_flow(hass))
    assert result["step_id"] == step


async def test_nothing_is_asked_if_nothing_is_refused(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Both sides answer: the profile is loaded again."""
    entry = world.add_profile()
    result = checked(await entry.start_reauth_flow(hass, data={"side": ""}))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data == world.data()


async def test_side_is_asked_for_if_it_cannot_be_told(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """A server that is off neither accepts nor refuses."""
    entry = world.add_profile()
    world.plex.faults.add(Fault("server_gone"))
    result = checked(await entry.start_reauth_flow(hass))
    assert result["type"] is FlowResultType.MENU
    assert result["step_id"] == "reauth_confirm"
    world.plex.faults.clear()
    result = await choose(hass, result, "plex_again")
    result = await choose(hass, result, "plex_token_again")
    result = await submit(hass, result, token=world.token)
    assert result["reason"] == "reauth_successful"


async def test_reauthentication_can_be_asked_for_by_the_entry(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The side travels in the data of the flow."""
    entry = world.add_profile()
    entry.async_start_reauth(hass, data={"side": "anilist"})
    await hass.async_block_till_done()
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    assert flow["step_id"] == "anilist_again"


async def reconfigure(hass: HomeAssistant, entry: Any, what: str) -> ConfigFlowResult:
    """Choose what to change."""
    result = checked(await entry.start_reconfigure_flow(hass))
    assert result["step_id"] == "reconfigure_anime"
    return await choose(hass, result, what)


async def test_server_moves(hass: HomeAssistant, world: FlowWorld) -> None:
    """Another address for the same server; the token stays, and so do other options."""
    data = world.data()
    entry = world.add_profile(
        plex={**data["plex"], "url": "http://127.0.0.1:1"},
        options={"libraries": [world.movies.uuid, "gone"], "dry_run": True},
    )
    result = await reconfigure(hass, entry, "plex")
    result = await submit(hass, result, server="address")
    assert result["step_id"] == "plex_address"
    assert world.token not in str(result["data_schema"])
    result = await submit(hass, result, url=world.plex.url, verify_ssl=True)
    assert result["step_id"] == "libraries"
    schema = result["data_schema"]
    assert schema is not None
    assert schema({}) == {"libraries": [world.movies.uuid]}
    result = await submit(hass, result, libraries=[world.anime.uuid, world.movies.uuid])
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == world.data()
    assert entry.options == {
        "libraries": [world.anime.uuid, world.movies.uuid],
        "dry_run": True,
    }
    assert entry.unique_id == world.unique_id


async def test_another_server_is_refused_by_name(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """A profile keeps its server."""
    entry = world.add_profile(server={"id": "another", "name": "Attic"})
    result = await reconfigure(hass, entry, "plex")
    result = await submit(hass, result, server="address")
    result = await submit(hass, result, url=world.plex.url, verify_ssl=True)
    assert result["errors"] == {"base": "other_server"}
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert (placeholders["server"], placeholders["found"]) == ("Attic", "Living room")
    hass.config_entries.async_update_entry(entry, data=world.data())
    result = await submit(hass, result, url=world.plex.url, verify_ssl=True)
    result = await submit(hass, result, libraries=[world.anime.uuid])
    assert result["reason"] == "reconfigure_successful"


async def test_profile_changes_to_own_entry_and_back(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Both ways lead to the same server; the one in use is chosen already."""
    entry = world.add_profile()
    plex_entry = world.add_plex_entry()
    result = await reconfigure(hass, entry, "plex")
    schema = result["data_schema"]
    assert schema is not None
    assert schema({}) == {"server": "address"}
    result = await submit(hass, result, server=plex_entry.entry_id)
    await submit(hass, result, libraries=[world.anime.uuid])
    assert entry.data == world.data(plex={"entry_id": plex_entry.entry_id})
    await hass.async_block_till_done()
    result = await reconfigure(hass, entry, "plex")
    schema = result["data_schema"]
    assert schema is not None
    assert schema({}) == {"server": plex_entry.entry_id}
    result = await submit(hass, result, server="address")
    result = await submit(
        hass, result, url=world.plex.url, token=world.token, verify_ssl=True
    )
    await submit(hass, result, libraries=[world.anime.uuid])
    assert entry.data == world.data()


async def test_anilist_token_is_renewed_in_time(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Before the old one runs out."""
    entry = world.add_profile()
    world.anilist.user("Mika").token = "token-new"
    result = await reconfigure(hass, entry, "anilist_again")
    result = await submit(hass, result, other={"token": " token-\nnew "})
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["anilist"]["token"] == "token-new"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("192.168.1.10", "http://192.168.1.10:32400"),
        (" plex.local:8080/ ", "http://plex.local:8080"),
        ("https://plex.example.com", "https://plex.example.com"),
        ("https://example.com/plex/", "https://example.com/plex"),
        ("http://host:32400/web/index.html#!/", "http://host:32400"),
        ("http://host:32400/web", "http://host:32400"),
        ("http://me:secret@host:1/?X-Plex-Token=secret", "http://host:1"),
        ("[fd00::1]", "http://[fd00::1]:32400"),
        ("", None),
        ("http://", None),
        ("ftp://host", None),
        ("host:port", None),
        ("http://[fd00", None),
    ],
)
def test_address_is_made_of_what_people_type(text: str, url: str | None) -> None:
    """Scheme and port may be left out; pages and secrets are."""
    assert server_url(text) == url


def jwt(signature: bytes) -> str:
    """A token in AniList's form."""
    parts = (b'{"typ":"JWT","alg":"RS256"}', b'{"sub":"5"}', signature)
    return ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts
    )


@pytest.mark.parametrize("length", [32, 64, 256, 512])
def test_whole_token_passes(length: int) -> None:
    """Signatures of the usual kinds."""
    assert not is_cut_off(jwt(b"\xfb" * length))


def test_cut_off_token_is_noticed() -> None:
    """Nearly everywhere; the signature's length cannot tell every place."""
    token = jwt(b"\xfb" * 512)
    cuts = range(3, len(token))
    noticed = [cut for cut in cuts if is_cut_off(token[:cut])]
    assert len(noticed) > 0.94 * len(cuts)
    assert is_cut_off(token[:-1])
    assert not is_cut_off("of another form")


def test_every_text_is_used_and_every_key_has_one() -> None:
    """Errors and reasons of the sources are those of the translations."""
    sources = [
        PACKAGE / "config_flow.py",
        PACKAGE / "running" / "plan_review.py",
        # Forms tell of some reasons under the names that the door gives them.
        PACKAGE / "lidarr" / "failures.py",
        *sorted((PACKAGE / "flows").glob("*.py")),
    ]
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    strings = set(re.findall(r'"(\w+)"', code))
    by_home_assistant = {"already_configured", "already_in_progress"}
    config = TEXTS["config"]
    assert config["abort"].keys() == by_home_assistant
    assert config["error"].keys() <= strings
    options = TEXTS["options"]
    assert options["error"].keys() | options["abort"].keys() <= strings
    services = (PACKAGE / "services.yaml").read_text(encoding="utf-8")
    in_actions = set(re.findall(r"translation_key: (\w+)", services))
    everywhere = "\n".join(file.read_text() for file in PACKAGE.rglob("*.py"))
    in_code = set(re.findall(r'"(\w+)"|selector\.(\w+)\.options', everywhere))
    named = {name for names in in_code for name in names}
    assert TEXTS["selector"].keys() <= named | in_actions
    steps = set(re.findall(r"async_step_(\w+)\(", code))
    assert config["step"].keys() | options["step"].keys() <= steps
    assert config["progress"].keys() | options["progress"].keys() <= steps
    told = set(doors._PLEX_ERRORS.values()) | set(doors._ANILIST_ERRORS.values())
    told |= set(doors._PLEX_TV_ERRORS.values()) - {doors.PIN_NEEDED}
    assert told | doors.REFUSED <= config["error"].keys()


def test_texts_hold_neither_addresses_nor_html() -> None:
    """Addresses come in placeholders, which are never in quotes."""
    own = {key: TEXTS[key] for key in ("config", "options", "selector", "title")}
    text = json.dumps(own)
    assert "://" not in text
    assert not re.search(r"<\w|'{|}'", text)
