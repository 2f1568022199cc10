"""Signing in at plex.tv, and finding the way from there to a server."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.flows import household, plex_signin
from custom_components.plex_sync.plex.addresses import Address, Found, Way
from tests.fakes.plex import FakePlex, Fault
from tests.fakes.plex.plextv import Connection
from tests.fakes.tls import behind_tls

from .flow_signin import allow, awaited, code_of
from .flow_world import (
    FlowWorld,
    begin,
    checked,
    choose,
    connect_anilist,
    finish,
    flow_world,
    options_of,
    submit,
)


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household to sign in to."""
    async with flow_world(hass) as world:
        yield world


@pytest.fixture(autouse=True)
def quick_fixture() -> Iterator[None]:
    """Ask plex.tv often."""
    with patch.object(plex_signin, "POLL_SECONDS", 0.01):
        yield


async def begin_at_plex_tv(hass: HomeAssistant) -> ConfigFlowResult:
    """Choose to sign in."""
    result = await submit(hass, await begin(hass), server="plex_tv")
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    return result


async def signed_in(hass: HomeAssistant, world: FlowWorld) -> ConfigFlowResult:
    """Sign in as the owner."""
    return await allow(hass, world, await begin_at_plex_tv(hass), world.plex.owner)


async def finished(
    hass: HomeAssistant, world: FlowWorld, result: ConfigFlowResult
) -> dict[str, Any]:
    """Go on to the end; what the profile keeps."""
    result = await finish(hass, world, await connect_anilist(hass, result))
    return dict(result["result"].data)


async def retried(
    hass: HomeAssistant, world: FlowWorld, result: ConfigFlowResult, error: str
) -> None:
    """Signing in failed; the second try leads to a profile."""
    assert result["step_id"] == "plex_tv_failed"
    assert result["errors"] == {"base": error}
    world.plex.faults.clear()
    world.plex.plex_tv.raw = None
    world.plex.plex_tv.pins.expires_in = 900
    result = await submit(hass, result)
    result = await allow(hass, world, result, world.plex.owner)
    assert await finished(hass, world, result) == world.data()


async def test_profile_is_made_by_signing_in(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Nothing is typed; the account's token and the best address are kept."""
    result = await signed_in(hass, world)
    assert await finished(hass, world, result) == world.data()


async def test_link_names_this_client(hass: HomeAssistant, world: FlowWorld) -> None:
    """The page of plex.tv says who asks, and the flow asks on until it is closed."""
    result = await begin_at_plex_tv(hass)
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["link"].startswith(world.plex.app_url)
    assert "Plex%20Sync" in placeholders["link"]
    again = checked(await hass.config_entries.flow.async_configure(result["flow_id"]))
    assert code_of(again) == code_of(result)
    hass.config_entries.flow.async_abort(result["flow_id"])
    await hass.async_block_till_done()
    assert hass.config_entries.async_entries(DOMAIN) == []


async def test_code_that_plex_tv_forgets(hass: HomeAssistant, world: FlowWorld) -> None:
    """Nobody came in time: a new link is a click away."""
    result = await begin_at_plex_tv(hass)
    world.plex.plex_tv.pins.expire(111_222_333)
    await retried(hass, world, await awaited(hass, result), "plex_pin_expired")


async def test_code_runs_out_while_plex_tv_is_silent(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """By the clock here, where the other one does not answer."""
    world.plex.plex_tv.pins.expires_in = 1
    result = await begin_at_plex_tv(hass)
    world.plex.faults.add(
        Fault("status", "/api/v2/pins/", service="plex_tv", status=503, times=None)
    )
    await retried(hass, world, await awaited(hass, result), "plex_pin_expired")


async def test_hiccup_of_plex_tv_is_waited_out(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """It is asked again."""
    result = await begin_at_plex_tv(hass)
    world.plex.faults.add(
        Fault("status", "/api/v2/pins/", service="plex_tv", status=503, times=2)
    )
    result = await allow(hass, world, result, world.plex.owner)
    assert await finished(hass, world, result) == world.data()


async def test_plex_tv_is_out_of_reach(hass: HomeAssistant, world: FlowWorld) -> None:
    """Before there is a link."""
    world.plex.faults.add(
        Fault("status", "/api/v2/pins", service="plex_tv", status=503, times=None)
    )
    result = await submit(hass, await begin(hass), server="plex_tv")
    await retried(hass, world, result, "plex_tv_unreachable")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, "plex_account_refused"),
        (429, "plex_busy"),
        (503, "plex_tv_unreachable"),
    ],
)
async def test_account_that_tells_no_servers(
    hass: HomeAssistant, world: FlowWorld, status: int, error: str
) -> None:
    """Right after signing in."""
    fault = Fault(
        "status", "/api/v2/resources", service="plex_tv", status=status, times=None
    )
    world.plex.faults.add(fault)
    await retried(hass, world, await signed_in(hass, world), error)


async def test_account_without_servers(hass: HomeAssistant, world: FlowWorld) -> None:
    """Another account may have one."""
    world.plex.plex_tv.raw = "[]"
    await retried(hass, world, await signed_in(hass, world), "no_servers")


async def test_account_that_is_refused_at_the_server_list_of_users(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Withdrawn in the very moment."""
    world.plex.faults.add(
        Fault("status", "/api/v2/user", service="plex_tv", status=401, times=None)
    )
    result = await signed_in(hass, world)
    await retried(hass, world, result, "plex_account_refused")


async def test_one_of_several_servers_is_chosen(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Only then there is something to choose."""
    world.plex.plex_tv.extra_resources = [
        {"name": "Attic", "clientIdentifier": "attic", "provides": "server"}
    ]
    result = await signed_in(hass, world)
    assert result["step_id"] == "plex_server"
    assert options_of(result, "server") == ["Attic", "Living room"]
    result = await submit(hass, result, server=world.plex.machine_identifier)
    assert await finished(hass, world, result) == world.data()


WAY = {"verify_ssl": True, "relay": False}


async def test_server_behind_a_relay(hass: HomeAssistant, world: FlowWorld) -> None:
    """It is said, and may be used all the same."""
    best = Address(world.plex.url, Way.RELAY)
    with patch.object(household, "best_address", return_value=Found(best, ())):
        result = await signed_in(hass, world)
        assert result["step_id"] == "plex_way"
        assert result["errors"] == {"base": "plex_relay_only"}
        result = await submit(hass, result, **{**WAY, "relay": True})
    assert await finished(hass, world, result) == world.data()


async def test_server_that_plex_tv_knows_no_way_to(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """An address can be typed; a wrong one is told."""
    world.plex.plex_tv.relay_only()
    async with FakePlex("Attic") as other:
        result = await signed_in(hass, world)
        assert result["errors"] == {"base": "plex_no_address"}
        result = await submit(hass, result, **WAY, url="ftp://host")
        assert result["errors"] == {"url": "invalid_url"}
        other.owner.account_token = world.token
        result = await submit(hass, result, **WAY, url=other.url)
        assert result["errors"] == {"base": "other_server"}
        placeholders = result["description_placeholders"]
        assert placeholders is not None
        assert placeholders["found"] == "Attic"
        assert placeholders["server"] == placeholders["name"] == "Living room"
    result = await submit(hass, result, **WAY, url=other.url)
    assert result["errors"] == {"base": "plex_unreachable"}
    result = await submit(hass, result, **WAY, url=world.plex.url)
    assert await finished(hass, world, result) == world.data()


async def test_certificate_that_nobody_trusts(
    hass: HomeAssistant, world: FlowWorld, tmp_path: Path
) -> None:
    """The check can be turned off for a typed address."""
    async with behind_tls(world.plex.url, tmp_path) as url:
        port = int(url.rpartition(":")[2])
        world.plex.plex_tv.connections = [Connection(url, "", port)]
        result = await signed_in(hass, world)
        assert result["step_id"] == "plex_way"
        assert result["errors"] == {"base": "plex_tls"}
        result = await submit(hass, result, **WAY, url=url)
        assert result["errors"] == {"base": "plex_tls"}
        result = await submit(hass, result, url=url, verify_ssl=False, relay=False)
        data = await finished(hass, world, result)
    assert data["plex"] == {"url": url, "token": world.token, "verify_ssl": False}


async def test_server_that_takes_its_own_tokens_only(
    hass: HomeAssistant, world: FlowWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account's is tried first, as it opens the watch-list as well."""
    world.plex.owner.token = "server-Alex"
    monkeypatch.setattr("tests.fakes.plex.world._tokens", lambda user: {user.token})
    data = await finished(hass, world, await signed_in(hass, world))
    assert data["plex"]["token"] == "server-Alex"


async def test_server_that_takes_none_of_its_tokens(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Until it has heard of the account."""
    with patch("tests.fakes.plex.world._tokens", return_value=set()):
        result = await signed_in(hass, world)
    await retried(hass, world, result, "server_not_shared")


async def begin_again(
    hass: HomeAssistant, world: FlowWorld, **changes: Any
) -> tuple[Any, ConfigFlowResult]:
    """A profile that was refused, and the form that tells so."""
    entry = world.add_profile(**changes)
    result = checked(await entry.start_reauth_flow(hass, data={"side": "plex"}))
    assert result["step_id"] == "plex_again"
    return entry, await choose(hass, result, "plex_tv")


async def test_profile_signs_in_again(hass: HomeAssistant, world: FlowWorld) -> None:
    """As the same user; the address stays."""
    old = {"url": world.plex.url, "token": "old", "verify_ssl": True}
    entry, result = await begin_again(hass, world, plex=old)
    robin = world.plex.add_friend("Robin")
    result = await allow(hass, world, result, robin)
    assert result["step_id"] == "plex_tv_failed"
    assert result["errors"] == {"base": "other_plex_user"}
    result = await allow(hass, world, await submit(hass, result), world.plex.owner)
    assert result["type"] is FlowResultType.ABORT
    assert entry.data == world.data()


async def test_profile_signs_in_with_an_account_without_its_server(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Another account may have it."""
    entry, result = await begin_again(hass, world)
    world.plex.plex_tv.raw = "[]"
    result = await allow(hass, world, result, world.plex.owner)
    assert result["errors"] == {"base": "server_not_in_account"}
    world.plex.plex_tv.raw = None
    result = await allow(hass, world, await submit(hass, result), world.plex.owner)
    assert result["type"] is FlowResultType.ABORT
    assert entry.data == world.data()


@pytest.mark.parametrize("known", [False, True], ids=["signed in", "own entry"])
async def test_member_of_the_home_is_signed_in_again(
    hass: HomeAssistant, world: FlowWorld, known: bool
) -> None:
    """By the account that holds the home, and with their PIN."""
    kim = world.plex.add_home_user("Kim", pin="1234")
    user = {"account_id": kim.account_id, "name": "Kim", "token": "old"}
    plex = world.data()["plex"]
    if known:
        plex = {"entry_id": world.add_plex_entry().entry_id}
    entry, result = await begin_again(hass, world, plex_user=user, plex=plex)
    result = await allow(hass, world, result, world.plex.owner)
    assert result["step_id"] == "plex_pin"
    result = await submit(hass, result, pin="0000")
    assert result["errors"] == {"base": "plex_wrong_pin"}
    result = await submit(hass, result, pin="1234")
    assert result["reason"] == "reauth_successful"
    user["token"] = kim.account_token
    assert entry.data == world.data(plex_user=user, plex=plex)


async def test_member_of_the_home_gets_a_token_by_hand(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Theirs is renewed, not that of the way to the server."""
    kim = world.plex.add_home_user("Kim")
    user = {"account_id": kim.account_id, "name": "Kim", "token": "old"}
    entry = world.add_profile(plex_user=user)
    result = checked(await entry.start_reauth_flow(hass, data={"side": "plex"}))
    result = await choose(hass, result, "plex_token_again")
    result = await submit(hass, result, token=world.token)
    assert result["errors"] == {"base": "other_plex_user"}
    result = await submit(hass, result, token=kim.account_token)
    assert result["reason"] == "reauth_successful"
    assert entry.data == world.data(plex_user={**user, "token": kim.account_token})


async def test_server_out_of_reach_while_signing_in_again(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """A new address can be typed at the same time."""
    plex = {"url": "http://127.0.0.1:1", "token": "old", "verify_ssl": True}
    entry, result = await begin_again(hass, world, plex=plex)
    result = await allow(hass, world, result, world.plex.owner)
    assert result["step_id"] == "plex_way"
    assert result["errors"] == {"base": "plex_unreachable"}
    result = await submit(hass, result, **WAY, url=world.plex.url)
    assert result["reason"] == "reauth_successful"
    assert entry.data == world.data()


async def test_profile_is_moved_by_signing_in(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The best address of the same server is found anew."""
    plex = {"url": "http://127.0.0.1:1", "token": "old", "verify_ssl": True}
    entry = world.add_profile(plex=plex)
    result = checked(await entry.start_reconfigure_flow(hass))
    result = await choose(hass, result, "plex")
    result = await submit(hass, result, server="plex_tv")
    result = await allow(hass, world, result, world.plex.owner)
    assert result["step_id"] == "libraries"
    result = await submit(hass, result, libraries=[])
    assert result["errors"] == {"libraries": "no_library_chosen"}
    result = await submit(hass, result, libraries=[world.movies.uuid])
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == world.data()
    assert entry.options["libraries"] == [world.movies.uuid]
