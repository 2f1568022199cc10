"""The options of a profile are changed in one form."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.flows.anime_fields import DEFAULTS, FIELDS
from custom_components.plex_sync.flows.anime_options import SECTIONS, usable_source
from custom_components.plex_sync.options import ScheduleOptions, run_settings
from custom_components.plex_sync.profiles.anime_profile import anime_options
from tests.fakes.plex import Fault

from .flow_world import FlowWorld, checked, flow_world, schema_defaults
from .house import open_house


@pytest.fixture(name="world")
async def world_fixture(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household with a server that answers."""
    async with flow_world(hass) as world:
        yield world


async def show(hass: HomeAssistant, entry: ConfigEntry) -> ConfigFlowResult:
    """Open the form."""
    result: Any = await hass.config_entries.options.async_init(entry.entry_id)
    return checked(result, "options")


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, **changes: dict[str, Any]
) -> ConfigFlowResult:
    """Send the form off, with changes in some sections."""
    typed = schema_defaults(result)
    for name, values in changes.items():
        typed[name] |= values
    answer: Any = await hass.config_entries.options.async_configure(
        result["flow_id"], typed
    )
    return checked(answer, "options")


async def test_options_begin_with_their_defaults(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """What was never set is shown as it holds, and kept once it was seen."""
    entry = world.add_profile()
    result = await show(hass, entry)
    assert result["step_id"] == "init"
    result = await submit(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    shown = {key for keys in SECTIONS.values() for key in keys}
    assert entry.options == {
        **{key: DEFAULTS[key] for key in shown},
        "libraries": [world.anime.uuid],
    }


async def test_options_are_changed_and_the_profile_is_loaded_again(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Sections are for the form only; whole numbers stay whole."""
    entry = world.add_profile()
    await hass.config_entries.async_setup(entry.entry_id)
    result = await submit(
        hass,
        await show(hass, entry),
        what={"libraries": [world.movies.uuid], "genres": ["Anime", "Animation"]},
        when={"poll_interval": 0.0, "full_sync_days": 7.0},
        rules={"policy_score": "mirror", "idle_status": "paused", "idle_weeks": 8.0},
        matching={"search_threshold": 90.0},
        safety={"destructive": True, "guard_lowered_percent": 5.0},
        mappings={"mappings_source": "https://example.com/mappings.json"},
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    changed = {
        "libraries": [world.movies.uuid],
        "genres": ["Anime", "Animation"],
        "poll_interval": 0,
        "full_sync_days": 7,
        "policy_score": "mirror",
        "idle_status": "PAUSED",
        "idle_weeks": 8,
        "search_threshold": 90,
        "destructive": True,
        "guard_lowered_percent": 5,
        "mappings_source": "https://example.com/mappings.json",
    }
    assert changed.items() <= dict(entry.options).items()
    assert not any(isinstance(value, float) for value in entry.options.values())
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    result = await show(hass, entry)
    defaults = schema_defaults(result)
    assert defaults["rules"]["idle_status"] == "paused"
    assert defaults["what"]["libraries"] == [world.movies.uuid]


async def test_webhook_is_told(hass: HomeAssistant) -> None:
    """Its whole address, or at least its path while Home Assistant knows no address."""
    async with open_house(hass) as house:
        entry = await house.set_up()
        path = f"/api/webhook/{entry.runtime_data.webhook.id}"
        result = await show(hass, entry)
        assert result["description_placeholders"] is not None
        assert result["description_placeholders"]["webhook"] == path
        await hass.config.async_update(internal_url="http://192.168.1.5:8123")
        result = await show(hass, entry)
        assert result["description_placeholders"] is not None
        assert result["description_placeholders"]["webhook"] == (
            f"http://192.168.1.5:8123{path}"
        )


async def test_options_that_are_not_shown_stay(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """Switches, and whatever else is kept there, are not lost."""
    kept = {"dry_run": True, "automatic_sync": False, "of_tomorrow": 1}
    entry = world.add_profile(options={**kept, "libraries": [world.anime.uuid]})
    result = await submit(hass, await show(hass, entry))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert kept.items() <= dict(entry.options).items()


async def test_libraries_stay_while_the_server_is_off(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """All other options can be changed."""
    entry = world.add_profile()
    world.plex.faults.add(Fault("server_gone"))
    result = await show(hass, entry)
    assert "libraries" not in schema_defaults(result)["what"]
    result = await submit(hass, result, what={"watchlist": True})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["watchlist"] is True
    assert entry.options["libraries"] == [world.anime.uuid]


async def test_library_that_is_gone_is_not_chosen(
    hass: HomeAssistant, world: FlowWorld
) -> None:
    """The form would not accept it."""
    entry = world.add_profile(options={"libraries": ["gone", world.anime.uuid]})
    result = await show(hass, entry)
    assert schema_defaults(result)["what"]["libraries"] == [world.anime.uuid]


@pytest.mark.parametrize(
    ("part", "values", "error", "mended"),
    [
        ("what", {"libraries": []}, "no_library_chosen", None),
        ("when", {"poll_interval": 29}, "polls_too_often", {"poll_interval": 30}),
        (
            "matching",
            {"search_threshold": 49},
            "threshold_too_low",
            {"search_threshold": 50},
        ),
        (
            "mappings",
            {"mappings_source": "nowhere.json"},
            "mappings_unusable",
            {"mappings_source": ""},
        ),
    ],
)
async def test_error_is_shown_at_its_section(
    hass: HomeAssistant,
    world: FlowWorld,
    part: str,
    values: dict[str, Any],
    error: str,
    mended: dict[str, Any] | None,
) -> None:
    """What was typed stays, so that only the mistake has to be mended."""
    entry = world.add_profile()
    result = await submit(
        hass,
        await show(hass, entry),
        **{"safety": {"guard_deleted": 77}, part: values},
    )
    assert result["errors"] == {part: error}
    defaults = schema_defaults(result)
    assert values.items() <= defaults[part].items()
    assert defaults["safety"]["guard_deleted"] == 77
    mended = mended or {"libraries": [world.anime.uuid]}
    result = await submit(hass, result, **{part: mended})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["guard_deleted"] == 77


async def test_emptied_fields_are_empty(hass: HomeAssistant, world: FlowWorld) -> None:
    """A form leaves out what was emptied."""
    entry = world.add_profile(
        options={
            "genres": ["Anime"],
            "libraries": [world.anime.uuid],
            "mappings_source": "https://example.com/mappings.json",
        }
    )
    result = await show(hass, entry)
    typed = schema_defaults(result)
    assert typed["what"].pop("genres") == ["Anime"]
    assert typed["mappings"].pop("mappings_source")
    await hass.config_entries.options.async_configure(result["flow_id"], typed)
    assert entry.options["genres"] == []
    assert entry.options["mappings_source"] == ""


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("", ""),
        (" https://example.com/a.json ", "https://example.com/a.json"),
        ("http://", None),
        ("https://[", None),
        ("ftp://example.com/a.json", None),
        ("plex_sync/own.json", "{config}/plex_sync/own.json"),
        ("{config}/plex_sync/own.json", "{config}/plex_sync/own.json"),
        ("{config}/allowed/own.json", "{config}/allowed/own.json"),
        ("plex_sync/missing.json", None),
        ("plex_sync", None),
        ("secrets.json", None),
        ("plex_sync/../secrets.json", None),
    ],
)
async def test_source_of_mappings(
    hass: HomeAssistant, tmp_path: Path, text: str, usable: str | None
) -> None:
    """Web addresses, and files that Home Assistant may read."""
    hass.config.config_dir = str(tmp_path)
    hass.config.allowlist_external_dirs = {str(tmp_path / "allowed")}
    for name in ("plex_sync/own.json", "allowed/own.json", "secrets.json"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    found = usable_source(hass, text.format(config=tmp_path))
    assert found == (usable.format(config=tmp_path) if usable else usable)


def test_defaults_are_those_of_the_work() -> None:
    """The form says of options that were never set what runs take for them."""
    assert ScheduleOptions.from_options(DEFAULTS) == ScheduleOptions()
    assert run_settings(DEFAULTS) == run_settings({})
    assert anime_options(DEFAULTS) == anime_options({})


def test_every_option_has_a_field() -> None:
    """Libraries have theirs once the server was asked."""
    assert DEFAULTS.keys() == FIELDS.keys() | {"libraries"}
