"""Setting a profile up through the real config flow, as a person would answer it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from tests.e2e.harness.home_assistant import HomeAssistant

DOMAIN = "plex_sync"
LOADED_WITHIN = 60
"""Seconds until a profile is loaded again."""
ALL = "everything that is offered"
"""An answer for a field of which all options are to be chosen."""


class SetUpFailed(Exception):
    """A form did not take what was typed in; says which and why."""


async def set_up_profile(
    home: HomeAssistant,
    kind: str,
    answers: Mapping[str, Any],
    before: Callable[[str], None] = lambda step: None,
) -> dict[str, Any]:
    """Go through the flow; returns the new entry as Home Assistant lists it.

    Args:
        home: where.
        kind: what is chosen from the first menu.
        answers: what is typed in, by the names of fields, or of a step and its field
            (`plex_address.token`); what is not here keeps what the form suggests, but
            the first run writes at once unless `preview` says otherwise.
        before: told of each form's step before it is answered.

    Raises:
        SetUpFailed: a form was refused.
    """
    answers = {"preview": False, **answers}
    answer = await home.flow(DOMAIN)
    while answer["type"] in ("menu", "form"):
        typed = {"next_step_id": kind}
        if answer["type"] == "form":
            if answer.get("errors"):
                raise SetUpFailed(f"{answer['step_id']}: {answer['errors']}")
            before(answer["step_id"])
            typed = fill_in(answer, answers)
        answer = await home.flow_step(answer["flow_id"], typed)
    if answer["type"] != "create_entry":
        raise SetUpFailed(f"{answer['type']}: {answer.get('reason')}")
    entry: dict[str, Any] = answer["result"]
    return entry


async def change_options(
    home: HomeAssistant, entry: str, form: str, answers: Mapping[str, Any]
) -> None:
    """Go through one of the forms of a profile's options.

    Raises:
        SetUpFailed: a form was refused.
    """
    answer = await home.flow(entry, {"next_step_id": form}, kind="options")
    while answer["type"] == "form":
        if answer.get("errors"):
            raise SetUpFailed(f"{answer['step_id']}: {answer['errors']}")
        typed = fill_in(answer, answers)
        answer = await home.flow_step(answer["flow_id"], typed, kind="options")
    if answer["type"] != "create_entry":
        raise SetUpFailed(f"{answer['type']}: {answer.get('reason')}")


async def until_there(home: HomeAssistant, entry: str, button: str) -> None:
    """Wait until the profile is loaded again, with the button of a program."""
    async with asyncio.timeout(LOADED_WITHIN):
        while True:
            registry = await home.call("config/entity_registry/list")
            names = [
                one["entity_id"]
                for one in registry
                if one["config_entry_id"] == entry and one["translation_key"] == button
            ]
            state = await home.state(names[0]) if names else None
            if state is not None and state["state"] != "unavailable":
                return
            await asyncio.sleep(0.1)


def fill_in(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answer each field of a form."""
    typed: dict[str, Any] = {}
    for field in form["data_schema"]:
        name = field["name"]
        if field.get("type") == "expandable":
            inner = {"step_id": form["step_id"], "data_schema": field["schema"]}
            typed[name] = fill_in(inner, answers)
            continue
        suggested = (field.get("description") or {}).get("suggested_value")
        for value in (
            answers.get(f"{form['step_id']}.{name}"),
            answers.get(name),
            suggested,
            field.get("default"),
        ):
            if value is not None:
                typed[name] = _chosen(field, value)
                break
    return typed


def _chosen(field: Mapping[str, Any], value: Any) -> Any:
    """Return what a form takes for a choice that was named as people see it."""
    select = field.get("selector", {}).get("select", {})
    if value == ALL:
        return [option["value"] for option in select.get("options", ())]
    for option in select.get("options", ()):
        if isinstance(option, dict) and option["label"] == value:
            return option["value"]
    return value
