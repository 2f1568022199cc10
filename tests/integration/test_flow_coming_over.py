"""Somebody comes over from PlexAniBridge, with all that has its place here."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
import json
from pathlib import Path
import sqlite3
from typing import Any, cast

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.sync.journal.database import JournalError
from custom_components.plex_sync.sync.journal.journal import Journal

from .flow_signin import jwt
from .flow_world import checked, choose, submit, suggested
from .house import House, open_house
from .web import set_up_web

MAPPINGS = "20: {tvdb_id: 78857, tvdb_mappings: {s1: e1-e35}}\n301: null\n"


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant takes files."""
    await set_up_web(hass)
    assert await async_setup_component(hass, "file_upload", {})
    async with open_house(hass) as house:
        yield house


@pytest.fixture(name="folder")
def folder_fixture(house: House) -> Path:
    """The data folder of somebody, where Home Assistant may read it."""
    folder = Path(house.hass.config.path(DOMAIN, "bridge"))
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(configuration(house))
    (folder / "mappings.custom.yaml").write_text(MAPPINGS)
    put_pins(folder / "bridge.db")
    return folder


def configuration(house: House, **changes: str) -> str:
    """What somebody has written there."""
    values = {
        "plex_url": house.plex.url,
        "plex_token": house.plex.owner.token,
        "plex_user": house.plex.owner.name,
        "plex_sections": "[Anime]",
        "plex_genres": "[Animation]",
        "anilist_token": "token-mika",
        "full_scan": "true",
        "excluded_sync_fields": "[notes]",
        "batch_requests": "true",
        **changes,
    }
    lines = [f"    {key}: {value}" for key, value in values.items()]
    return "\n".join(["profiles:", "  mika:", *lines, ""])


def put_pins(path: Path) -> None:
    """A database with two pins."""
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE pin (profile_name, anilist_id INTEGER, fields)")
        rows = [("mika", 1001, '["status", "score"]'), ("mika", 77, '["notes"]')]
        made.executemany("INSERT INTO pin VALUES (?, ?, ?)", rows)
        made.commit()


async def begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Choose it from the menu of a new profile."""
    result = checked(
        await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    )
    result = await choose(hass, result, "coming_over")
    assert result["step_id"] == "coming_over"
    return result


async def read_folder(hass: HomeAssistant, folder: str) -> ConfigFlowResult:
    """Name a folder."""
    return await submit(hass, await begin(hass), folder=folder, files={})


def words(result: ConfigFlowResult) -> tuple[str, str]:
    """What is taken, and what is not."""
    assert result["step_id"] == "coming_over_list"
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return placeholders["taken"], placeholders["left"]


async def test_profile_is_made_of_what_is_there(house: House, folder: Path) -> None:
    """Listed first; then one form, and pins, mappings and options are here."""
    hass = house.hass
    house.watch(house.show("Frieren", 28), 3)
    result = await read_folder(hass, str(folder))
    taken, left = words(result)
    assert taken.splitlines() == [
        "- Pinned entries: 2",
        "- Own mappings: 1",
        f"- Plex address: {house.plex.url}".replace("_", r"\_"),
        f"- Plex user: {house.plex.owner.name}",
        "- Libraries: Anime",
        "- The Plex token comes along. While Plex accepts it, you need not sign in there.",
        "- The AniList token comes along. While AniList accepts it, you need not sign in there.",
        "- Genre: Animation",
        "- Look at unwatched titles too: on",
        "- Notes: Leave alone",
        "- Score: Always as on Plex",
    ]
    assert [line.partition(":")[0] for line in left.splitlines()] == [
        "- **301**",
        r"- **batch\_requests**",
    ]
    result = await submit(hass, result)
    assert result["step_id"] == "settings"
    typed = suggested(result)
    assert typed["libraries"] == [house.anime.uuid]
    assert typed["user"] == str(house.plex.owner.plex_tv_id)
    result = await submit(hass, result, **{**typed, "preview": False})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry = cast("Any", result["result"])
    await house.rest(entry)
    assert "coming_over" not in entry.data
    assert entry.options["full_scan"] is True
    assert entry.options["policy_score"] == "mirror"
    pins = (await house.call(entry, "get_pins"))["pins"]
    assert {pin["target"]: (pin["title"], pin["fields"]) for pin in pins} == {
        "1001": ("Frieren", ["status", "score"]),
        "77": ("AniList 77", ["notes"]),
    }
    known = await entry.runtime_data.journal.known(entry.entry_id)
    [override] = known.decisions["mapping:tvdb_show:78857:1"]["overrides"]
    assert (override["anilist_id"], override["end"]) == (20, 35)


async def test_what_does_not_let_in_any_more_is_asked_for(
    house: House, folder: Path
) -> None:
    """A token that has run out, a server that has moved: as without them."""
    old = configuration(house, plex_url="http://127.0.0.1:1", anilist_token=jwt())
    (folder / "config.yaml").write_text(old)
    result = await submit(house.hass, await read_folder(house.hass, str(folder)))
    assert result["step_id"] == "plex"
    result = await submit(house.hass, result, server="address")
    result = await submit(
        house.hass,
        result,
        url=house.plex.url,
        token=house.plex.owner.token,
        verify_ssl=True,
    )
    assert result["step_id"] == "anilist"


async def test_one_of_several_profiles_is_chosen(house: House, folder: Path) -> None:
    """Each can be brought over; its pins go with it."""
    text = (folder / "config.yaml").read_text()
    (folder / "config.yaml").write_text(f"{text}  kim: {{dry_run: true}}\n")
    result = await read_folder(house.hass, "plex_sync/bridge")
    assert result["step_id"] == "coming_over_profile"
    assert options_of_names(result) == ["mika", "kim"]
    taken, _ = words(await submit(house.hass, result, profile="kim"))
    assert taken.splitlines() == ["- Own mappings: 1", "- Dry run: on"]


def options_of_names(result: ConfigFlowResult) -> list[str]:
    """What can be chosen from, where values are names."""
    schema = result["data_schema"]
    assert schema is not None
    names: list[str] = cast("Any", schema.schema["profile"]).config["options"]
    return names


@pytest.mark.parametrize(
    ("folder_typed", "error"),
    [
        ("", "coming_over_nothing_named"),
        ("nowhere", "coming_over_folder_unusable"),
        ("plex_sync/nowhere", "coming_over_folder_unusable"),
        ("plex_sync/empty", "coming_over_nothing_there"),
        ("plex_sync/../../", "coming_over_folder_unusable"),
    ],
)
async def test_folder_that_will_not_do(
    house: House, folder: Path, folder_typed: str, error: str
) -> None:
    """It says what to do; the right one leads on."""
    (folder.parent / "empty").mkdir()
    result = await read_folder(house.hass, folder_typed)
    assert result["errors"] == {"base": error}
    result = await submit(house.hass, result, folder=str(folder), files={})
    assert result["step_id"] == "coming_over_list"


async def test_folder_that_cannot_be_read(
    house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that is not there."""

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    result = await read_folder(house.hass, str(folder))
    assert result["errors"] == {"base": "coming_over_folder_unusable"}


async def uploaded(client: TestClient[Any, Any], path: Path) -> str:
    """Upload a file as the form does."""
    data = FormData()
    data.add_field("file", path.read_bytes(), filename=path.name)
    answer = await client.post("/api/file_upload", data=data)
    return str((await answer.json())["file_id"])


async def test_files_are_uploaded(
    house: House,
    folder: Path,
    hass_client: Callable[[], Awaitable[TestClient[Any, Any]]],
) -> None:
    """One by one; they are gone once they were read."""
    client = await hass_client()
    files = {
        "config": await uploaded(client, folder / "config.yaml"),
        "database": await uploaded(client, folder / "bridge.db"),
    }
    result = await submit(house.hass, await begin(house.hass), files=files)
    taken, _ = words(result)
    assert "- Pinned entries: 2" in taken
    assert "Own mappings" not in taken
    result = await submit(house.hass, await begin(house.hass), files=files)
    assert result["errors"] == {"base": "coming_over_file_gone"}


async def test_rubbish_is_named_and_takes_nothing(house: House, folder: Path) -> None:
    """A long list is cut, and counted."""
    (folder / "bridge.db").write_bytes(b"rubbish" * 1000)
    many = "\n".join(f"    option_{number}: 1" for number in range(30))
    (folder / "config.yaml").write_text(f"profiles:\n  mika:\n{many}\n")
    (folder / "mappings.custom.yaml").write_text("[")
    taken, left = words(await read_folder(house.hass, str(folder)))
    assert taken == "–"
    assert left.splitlines()[-1] == "- … (+17)"
    assert "bridge.db" in left


async def test_existing_profile_takes_in_what_it_lacks(
    house: House, folder: Path
) -> None:
    """Its own mappings stay, its server and its account as well."""
    house.show("Frieren", 28)
    entry = await house.set_up()
    result = checked(await entry.start_reconfigure_flow(house.hass))
    result = await choose(house.hass, result, "coming_over")
    result = await submit(house.hass, result, folder=str(folder), files={})
    taken, _ = words(result)
    assert "token" not in taken
    result = await submit(house.hass, result)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    await house.hass.async_block_till_done()
    assert len((await house.call(entry, "get_pins"))["pins"]) == 2
    assert entry.options["full_scan"] is True
    assert "coming_over" not in entry.data


async def test_what_was_brought_waits_for_a_journal_that_takes_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost: the next start takes it in, with AniList out of reach even."""
    brought = {
        "pins": {"77": ["notes"]},
        "overrides": [{"external_id": "tvdb_show:5", "season": 1, "anilist_id": 20}],
    }
    house.anilist.fail("disabled", on="query", times=-1)
    entry = house.profile(coming_over=brought)

    async def full(*_: object) -> None:
        raise JournalError("journal_failed", "database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add_pins", full)
        await house.hass.config_entries.async_setup(entry.entry_id)
        await house.hass.async_block_till_done()
    assert entry.data["coming_over"] == brought
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert "coming_over" not in entry.data
    [pin] = (await house.call(entry, "get_pins"))["pins"]
    assert (pin["title"], pin["fields"]) == ("AniList 77", ["notes"])
    known = await entry.runtime_data.journal.known(entry.entry_id)
    assert json.dumps(known.decisions["mapping:tvdb_show:5:1"])
