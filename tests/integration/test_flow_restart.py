"""Set-up is broken off at each of its steps: nothing is left, and it can begin anew."""

from collections.abc import AsyncIterator
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
import pytest

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.flows import plex_signin

from .flow_signin import allow
from .flow_world import (
    FlowWorld,
    begin,
    connect_anilist,
    finish,
    flow_world,
    submit,
    suggested,
)

STEPS = ("plex", "plex_tv", "anilist", "anilist_token", "settings", "plex_pin")


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household with somebody who has a PIN."""
    async with flow_world(hass) as world:
        world.plex.add_home_user("Kim", pin="1234")
        yield world


async def walk(hass: HomeAssistant, world: FlowWorld, until: str) -> ConfigFlowResult:
    """Go on until a step is shown."""
    result = await begin(hass)
    if until == "plex":
        return result
    result = await submit(hass, result, server="plex_tv")
    if until == "plex_tv":
        return result
    result = await allow(hass, world, result, world.plex.owner)
    if until == "anilist":
        return result
    if until == "anilist_token":
        return await submit(hass, result, client_id="31415")
    result = await connect_anilist(hass, result)
    if until == "settings":
        return result
    kim = str(world.plex.users[-1].plex_tv_id)
    return await submit(hass, result, **{**suggested(result), "user": kim})


@pytest.mark.parametrize("step", STEPS)
async def test_nothing_is_left_of_a_flow_that_was_broken_off(
    hass: HomeAssistant, world: FlowWorld, step: str
) -> None:
    """As when Home Assistant ends: flows are gone, and so is what they waited for."""
    with patch.object(plex_signin, "POLL_SECONDS", 0.01):
        result = await walk(hass, world, step)
        assert result["step_id"] == step
        assert hass.config_entries.async_entries(DOMAIN) == []
        hass.config_entries.flow.async_abort(result["flow_id"])
        await hass.async_block_till_done(wait_background_tasks=True)
        world.plex.reset_requests()
        assert hass.config_entries.async_entries(DOMAIN) == []
        assert world.plex.requests.total == 0
        result = await walk(hass, world, "settings")
        await finish(hass, world, result)
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1
