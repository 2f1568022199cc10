"""Whom a profile follows: the account itself, somebody of its home, a friend."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Fault, User

from .flow_world import (
    SETTINGS,
    FlowWorld,
    begin,
    begin_by_address,
    connect_anilist,
    finish,
    flow_world,
    in_sections,
    options_of,
    submit,
    suggested,
)


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household to choose from."""
    async with flow_world(hass) as world:
        yield world


async def last_form(hass: HomeAssistant, world: FlowWorld) -> ConfigFlowResult:
    """Go on to the last form by Home Assistant's own entry."""
    plex_entry = world.add_plex_entry()
    result = await submit(hass, await begin(hass), server=plex_entry.entry_id)
    result = await connect_anilist(hass, result)
    assert result["step_id"] == "settings"
    return result


async def follow(
    hass: HomeAssistant, result: ConfigFlowResult, user: User, **values: Any
) -> ConfigFlowResult:
    """Choose somebody."""
    typed = {
        **suggested(result),
        **in_sections({**SETTINGS, "user": str(user.plex_tv_id), **values}),
    }
    return await submit(hass, result, **typed)


def told(result: ConfigFlowResult) -> Mapping[str, str]:
    """What the texts of a form name."""
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return placeholders


def followed(result: ConfigFlowResult) -> dict[str, Any]:
    """Whom the profile follows."""
    assert result["type"] is FlowResultType.CREATE_ENTRY
    user: dict[str, Any] = result["result"].data["plex_user"]
    return user


async def test_member_of_the_home_is_followed(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Without a PIN, nothing more is asked."""
    world.plex.plex_tv.extra_resources = [
        {"name": "Attic", "clientIdentifier": "attic", "provides": "server"}
    ]
    kim = world.plex.add_home_user("Kim")
    result = await last_form(hass, world)
    assert options_of(result, "user") == ["Alex", "Kim"]
    assert suggested(result)["user"] == str(world.plex.owner.plex_tv_id)
    result = await follow(hass, result, kim)
    assert followed(result) == {
        "account_id": kim.account_id,
        "name": "Kim",
        "token": kim.account_token,
    }
    assert "user" not in result["result"].options


async def test_pin_is_asked_for_once(hass: HomeAssistant, world: FlowWorld) -> None:
    """A wrong one is told; the right one is not kept, nor asked for a second time."""
    kim = world.plex.add_home_user("Kim", pin="1234")
    kim.sections = {world.anime.key}
    result = await last_form(hass, world)
    both = [world.anime.uuid, world.movies.uuid]
    result = await follow(hass, result, kim, libraries=both)
    assert result["step_id"] == "plex_pin"
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["user"] == "Kim"
    result = await submit(hass, result, pin="0000")
    assert result["errors"] == {"base": "plex_wrong_pin"}
    result = await submit(hass, result, pin=" 1234 ")
    assert result["step_id"] == "settings"
    assert result["errors"] == {"base": "library_not_shared"}
    assert options_of(result, "libraries") == ["Anime"]
    assert suggested(result)["libraries"] == [world.anime.uuid]
    result = await submit(hass, result, **suggested(result))
    assert followed(result)["name"] == "Kim"
    assert "1234" not in str(result["result"].as_dict())


async def test_friend_is_followed(hass: HomeAssistant, world: FlowWorld) -> None:
    """The owner's list of shares has their token."""
    robin = world.plex.add_friend("Robin", sections={world.anime.key})
    result = await follow(hass, await last_form(hass, world), robin)
    assert followed(result) == {
        "account_id": robin.account_id,
        "name": "Robin",
        "token": robin.token,
    }


async def test_user_without_libraries_is_told(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Somebody else can be chosen, or something be shared."""
    robin = world.plex.add_friend("Robin", sections=set())
    result = await follow(hass, await last_form(hass, world), robin)
    assert result["step_id"] == "settings"
    assert result["errors"] == {"base": "no_libraries"}
    assert suggested(result)["user"] == str(robin.plex_tv_id)
    assert options_of(result, "libraries") == ["Anime", "Movies"]
    robin.sections = None
    assert followed(await follow(hass, result, robin))["name"] == "Robin"


async def test_another_user_is_chosen_after_trouble(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Back to the owner, whose token is that of the way to the server."""
    robin = world.plex.add_friend("Robin", sections={world.anime.key})
    both = [world.anime.uuid, world.movies.uuid]
    result = await last_form(hass, world)
    result = await follow(hass, result, robin, libraries=both)
    assert result["errors"] == {"base": "library_not_shared"}
    assert told(result)["user"] == "Robin"
    result = await follow(hass, result, world.plex.owner)
    assert followed(result) == world.data()["plex_user"]


async def test_friend_whose_share_ends_meanwhile(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """It is told, and mended by sharing anew."""
    robin = world.plex.add_friend("Robin")
    result = await last_form(hass, world)
    robin.pending = True
    result = await follow(hass, result, robin)
    assert result["errors"] == {"base": "server_not_shared"}
    robin.pending = False
    assert followed(await follow(hass, result, robin))["name"] == "Robin"


async def test_user_whom_the_server_does_not_let_in(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """With neither of their tokens."""
    kim = world.plex.add_home_user("Kim")
    of_kim = {kim.token, kim.account_token}
    result = await last_form(hass, world)
    with patch("tests.fakes.plex.world._tokens", lambda user: {user.token} - of_kim):
        result = await follow(hass, result, kim)
    assert result["errors"] == {"base": "server_not_shared"}
    assert followed(await follow(hass, result, kim))["name"] == "Kim"


@pytest.mark.parametrize(
    ("path", "error"),
    [("/api/v2/home/users", "plex_tv_unreachable"), ("/identity", "plex_unreachable")],
)
async def test_plex_does_not_answer_at_the_end(
    hass: HomeAssistant, world: FlowWorld, path: str, error: str
) -> None:
    """The form stays as it was filled in."""
    kim = world.plex.add_home_user("Kim")
    result = await last_form(hass, world)
    if path == "/identity":
        world.plex.faults.add(Fault("server_gone"))
    else:
        world.plex.faults.add(
            Fault("status", path, service="plex_tv", status=503, times=None)
        )
    user = world.plex.owner if path == "/identity" else kim
    result = await follow(hass, result, user)
    assert result["errors"] == {"base": error}
    world.plex.faults.clear()
    assert followed(await follow(hass, result, user))["name"] == user.name


@pytest.mark.parametrize("way", ["server's token", "plex.tv is off", "unknown server"])
async def test_only_the_owner_of_the_token_can_be_chosen(
    hass: HomeAssistant, world: FlowWorld, way: str
) -> None:
    """Where plex.tv does not tell who else there is."""
    world.plex.add_home_user("Kim")
    token = world.token
    if way == "server's token":
        token = world.plex.owner.token = "server-Alex"
    elif way == "plex.tv is off":
        fault = Fault(
            "status", "/api/v2/resources", service="plex_tv", status=503, times=None
        )
        world.plex.faults.add(fault)
    else:
        world.plex.plex_tv.raw = "[]"
    result = await submit(
        hass,
        await begin_by_address(hass),
        url=world.plex.url,
        token=token,
        verify_ssl=True,
    )
    result = await connect_anilist(hass, result)
    assert options_of(result, "user") == ["token_owner"]
    result = await finish(hass, world, result)
    assert followed(result) == {"account_id": 1, "name": "", "token": None}


async def test_second_profile_of_the_household(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The owner has one, which is told; a member of the home can still be followed."""
    world.add_profile()
    kim = world.plex.add_home_user("Kim")
    plex_entry = world.add_plex_entry()
    result = await submit(hass, await begin(hass), server=plex_entry.entry_id)
    result = await connect_anilist(hass, result)
    assert result["step_id"] == "anilist_shared"
    result = await submit(hass, result)
    result = await follow(hass, result, world.plex.owner)
    assert result["errors"] == {"base": "user_has_profile"}
    assert told(result)["user"] == "Alex"
    assert followed(await follow(hass, result, kim))["name"] == "Kim"
    assert len(hass.config_entries.async_entries(DOMAIN)) == 2
