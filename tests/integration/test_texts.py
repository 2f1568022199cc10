"""Every text that is shown exists, and every text that exists is shown."""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.core import HomeAssistant
import pytest
import voluptuous as vol
import yaml

from custom_components.plex_sync import (
    binary_sensor,
    button,
    event,
    sensor,
    switch,
    todo,
)
from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.endpoints import NAMES
from custom_components.plex_sync.issues import (
    BACKUP_REASONS,
    FIXABLE,
    OTHERS,
    PLAN_WAITING,
    RUN_NOTICES,
    STANDING_NOTICES,
)
from custom_components.plex_sync.items import (
    category_sensor,
    entities as item_entities,
    standings as item_standings,
)
from custom_components.plex_sync.rights import Right
from custom_components.plex_sync.status import Activity
from custom_components.plex_sync.texts import (
    FAILURES,
    GUARD_REASONS,
    MEDIA_REASONS,
    REFUSALS,
)

from .house import House

ROOT: Final = Path(__file__).parents[2] / "custom_components" / DOMAIN
TEXTS: Final[dict[str, Any]] = json.loads((ROOT / "translations/en.json").read_text())
LANGUAGES: Final = sorted(path.stem for path in (ROOT / "translations").glob("*.json"))
MARKS: Final = re.compile(r"`[^`]*`|\]\([^)]*\)|{\w+}|\*\*|\n")
"""What a text carries in any language: code, links, placeholders, emphasis, lines."""
ICONS: Final[dict[str, Any]] = json.loads((ROOT / "icons.json").read_text())
SERVICES: Final[dict[str, Any]] = yaml.safe_load((ROOT / "services.yaml").read_text())
ENTITIES: Final = {
    "binary_sensor": binary_sensor.BINARY_SENSORS,
    "button": (
        *button.BUTTONS,
        *button.JOB_BUTTONS,
        *button.HAND_OFF_BUTTONS,
        button.PUBLISH_MQTT,
        item_entities.SYNC_NOW,
    ),
    "event": (event.BACKUP, event.RUN, event.CHANGE, event.HAND_OFF),
    "sensor": (
        *sensor.SENSORS,
        *item_entities.ITEM_SENSORS,
        *item_entities.TOTAL_SENSORS,
        category_sensor.CATEGORIES,
    ),
    "switch": switch.SWITCHES,
    "todo": (todo.MISSING,),
}


def literal_keys() -> set[str]:
    """The translation keys of exceptions that stand in the code as they are."""
    return {
        key
        for file in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        for key in keys_of(node)
    }


def keys_of(call: ast.Call) -> Iterator[str]:
    """The translation keys that a call raises with."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "refusal" and call.args and isinstance(call.args[0], ast.Constant):
        yield str(call.args[0].value)
    if not name.endswith(("Error", "NotReady", "AuthFailed")):
        return
    for keyword in call.keywords:
        if keyword.arg == "translation_key":
            for node in ast.walk(keyword.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_exceptions_have_their_texts() -> None:
    """Each key that can be raised has a text, and no text lies about."""
    raised = (
        literal_keys()
        | FAILURES
        | MEDIA_REASONS
        | REFUSALS
        | {f"may_not_{each}" for each in Right}
    )
    assert raised == TEXTS["exceptions"].keys()


def test_issues_have_their_texts() -> None:
    """Each repair has a title, and either a description or what is asked when mending."""
    kinds = (RUN_NOTICES | STANDING_NOTICES | GUARD_REASONS | OTHERS) - {PLAN_WAITING}
    kinds |= BACKUP_REASONS
    assert kinds == TEXTS["issues"].keys()
    for kind, text in TEXTS["issues"].items():
        is_fixable = kind in FIXABLE | GUARD_REASONS | BACKUP_REASONS
        assert text.keys() == {"title", "fix_flow" if is_fixable else "description"}


@pytest.mark.parametrize("platform", ENTITIES)
def test_entities_have_their_texts_and_icons(platform: str) -> None:
    """Each entity has a name, and an icon unless its class brings both."""
    keys = {
        str(each.translation_key)
        for each in ENTITIES[platform]
        if each.translation_key is not None
    }
    assert keys == TEXTS["entity"][platform].keys()
    assert keys == ICONS["entity"][platform].keys()


def test_states_have_their_texts() -> None:
    """Each state and each type of event is put into words."""
    states = TEXTS["entity"]["sensor"]["status"]["state"]
    assert states.keys() == set(Activity)
    states = TEXTS["entity"]["sensor"]["item_state"]["state"]
    assert states.keys() == set(item_standings.ItemState)
    for description in (event.BACKUP, event.RUN, event.CHANGE, event.HAND_OFF):
        texts = TEXTS["entity"]["event"][description.key]["state_attributes"]
        assert texts["event_type"]["state"].keys() == set(description.event_types or ())


async def test_actions_have_their_texts_fields_and_icons(house: House) -> None:
    """Actions, their fields, their texts and their icons are the same everywhere."""
    hass: HomeAssistant = house.hass
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert registered.keys() == SERVICES.keys()
    assert registered.keys() == TEXTS["services"].keys()
    assert registered.keys() == ICONS["services"].keys()
    for name, action in registered.items():
        assert isinstance(action.schema, vol.Schema)
        fields = {str(marker) for marker in action.schema.schema}
        assert fields == SERVICES[name]["fields"].keys()
        assert fields == TEXTS["services"][name]["fields"].keys()
        assert {
            str(each) for each in action.schema.schema if isinstance(each, vol.Required)
        } == {
            field
            for field, description in SERVICES[name]["fields"].items()
            if description.get("required")
        }


def test_choices_have_their_texts() -> None:
    """What can be chosen from in an action is put into words."""
    for action in SERVICES.values():
        for field in action["fields"].values():
            if (select := field["selector"].get("select")) is not None:
                texts = TEXTS["selector"][select["translation_key"]]["options"]
                assert texts.keys() == set(select["options"])


def test_system_health_has_its_texts() -> None:
    """Each line of the health page has a name."""
    code = (ROOT / "system_health.py").read_text()
    assert set(re.findall(r'^        "(\w+)":', code, re.MULTILINE)) == (
        TEXTS["system_health"]["info"].keys()
    )


def all_texts(texts: Any) -> Iterator[str]:
    """Every text."""
    if isinstance(texts, str):
        yield texts
    else:
        for each in texts.values():
            yield from all_texts(each)


def test_texts_are_clean() -> None:
    """No markup, no blanks around, no placeholder in quotes."""
    for part in ("entity", "exceptions", "issues", "services", "system_health"):
        for text in all_texts(TEXTS[part]):
            assert text == text.strip()
            assert not re.search(r"<\w+|'[^' ]*{\w+}[^' ]*'|https?://", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_stand_in_order(language: str) -> None:
    """Keys are sorted, so that two hands do not get in each other's way."""
    raw = (ROOT / f"translations/{language}.json").read_text(encoding="utf-8")
    texts = json.loads(raw)
    assert raw == json.dumps(texts, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def marks(texts: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each text by its path, with the marks in it."""
    if isinstance(texts, str):
        yield path, sorted(MARKS.findall(texts))
    else:
        for key, each in texts.items():
            yield from marks(each, f"{path}.{key}")


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_languages_say_the_same(language: str) -> None:
    """Each has all texts that English has, with the same placeholders, links and code."""
    raw = (ROOT / f"translations/{language}.json").read_text(encoding="utf-8")
    assert dict(marks(json.loads(raw))) == dict(marks(TEXTS))


def test_endpoints_can_all_be_named() -> None:
    """Each service can be sent elsewhere."""
    assert NAMES == (
        "anilist",
        "anilist_authorize",
        "anilist_token",
        "plex_tv",
        "discover",
        "app",
        "community",
        "mappings",
        "mappings_fallback",
        "musicbrainz",
        "spotify",
        "spotify_authorize",
        "spotify_token",
        "tidal",
        "tidal_token",
    )
