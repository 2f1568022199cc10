"""What is asked of a profile in a running Home Assistant, whatever its kind."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from tests.e2e.harness.client import HomeAssistantFailed
from tests.e2e.harness.home_assistant import HomeAssistant

from .report import ProfileReport
from .setup import DOMAIN

FIRST_RUN_WITHIN = 120
"""Seconds."""


async def first_run(home: HomeAssistant, entry: str) -> Mapping[str, Any]:
    """Wait for the end of the run that begins by itself, until it is seen everywhere."""
    [run] = await first_runs(home, entry, 1)
    return run


async def first_runs(
    home: HomeAssistant, entry: str, count: int
) -> Sequence[Mapping[str, Any]]:
    """Wait for the ends of so many runs that begin by themselves; in their order."""
    running = await entity(home, entry, "running")
    async with asyncio.timeout(FIRST_RUN_WITHIN):
        while True:
            answer = await home.action(
                f"{DOMAIN}.get_runs", {"config_entry_id": entry}, response=True
            )
            ended = [run for run in answer["runs"] if run["ended_at"]]
            state = await home.state(running) or {}
            if len(ended) >= count and state.get("state") == "off":
                return [dict(run) for run in reversed(ended)][:count]
            await asyncio.sleep(0.1)


async def sync(
    home: HomeAssistant, entry: str, **options: Any
) -> Mapping[str, Any] | str:
    """Run a full sync and wait; a sentence if it did not go well."""
    try:
        answer: Mapping[str, Any] = await home.action(
            f"{DOMAIN}.sync",
            {"config_entry_id": entry, "wait": True, **options},
            response=True,
        )
    except HomeAssistantFailed as err:
        return str(err)
    if answer["result"] not in ("ok", "planned"):
        return f"{answer['result']}: {answer['reason']}"
    return answer


async def read_outcomes(
    home: HomeAssistant, entry: str, profile: ProfileReport
) -> None:
    """Read the counters off the sensors."""
    registry = await home.call("config/entity_registry/list")
    names = {
        one["entity_id"]: one["translation_key"]
        for one in registry
        if one["config_entry_id"] == entry
    }
    states = await home.states()
    profile.outcomes = {
        key: int(float(states[name]["state"]))
        for name, key in names.items()
        if name.startswith("sensor.") and states[name]["state"].isdigit()
    }


async def act(
    home: HomeAssistant, entry: str, domain: str, service: str, key: str
) -> None:
    """Act on the entity of a profile that has a translation key."""
    name = await entity(home, entry, key)
    await home.action(f"{domain}.{service}", {}, target={"entity_id": name})


async def entity(home: HomeAssistant, entry: str, key: str) -> str:
    """Return the entity of a profile that has a translation key."""
    registry = await home.call("config/entity_registry/list")
    return next(
        str(one["entity_id"])
        for one in registry
        if one["config_entry_id"] == entry and one["translation_key"] == key
    )
