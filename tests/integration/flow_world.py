"""What tests of flows share: services to sign in to, and a look at every text shown."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
import re
from types import SimpleNamespace
from typing import Any, Final, cast
from unittest.mock import AsyncMock, patch

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.anilist import Limiter
from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.endpoints import Endpoints
from custom_components.plex_sync.shared import DATA, Shared
from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex, Section

PACKAGE: Final = Path(__file__).parents[2] / "custom_components" / DOMAIN
TEXTS: Final[Mapping[str, Any]] = json.loads(
    (PACKAGE / "translations" / "en.json").read_text(encoding="utf-8")
)
ANILIST_TOKEN: Final = "token-mika"
SETTINGS: Final[Mapping[str, Any]] = {
    "watchlist": True,
    "poll_interval": 120,
    "full_sync_time": "03:30:00",
    "dry_run": True,
    "preview": True,
}
MORE: Final = ("watchlist", "poll_interval", "full_sync_time", "dry_run")
"""What the last form has in a section."""
DEPENDENCIES: Final[Sequence[str]] = json.loads(
    (PACKAGE / "manifest.json").read_text(encoding="utf-8")
)["dependencies"]


@dataclass(slots=True)
class FlowWorld:
    """A household: its server, its AniList, its Home Assistant."""

    hass: HomeAssistant
    plex: FakePlex
    anilist: FakeAniList
    shared: Shared
    anime: Section
    movies: Section

    @property
    def token(self) -> str:
        """The token of the server's owner."""
        return self.plex.owner.token

    @property
    def unique_id(self) -> str:
        """That of a profile of the owner and Mika."""
        viewer = self.anilist.user("Mika").id
        return f"{self.plex.machine_identifier}_1_{viewer}"

    def data(self, **changes: Any) -> dict[str, Any]:
        """What a profile of the owner and Mika keeps."""
        return {
            "kind": "anime",
            "plex": {"url": self.plex.url, "token": self.token, "verify_ssl": True},
            "server": {"id": self.plex.machine_identifier, "name": self.plex.name},
            "plex_user": {"account_id": 1, "name": "Alex", "token": None},
            "anilist": {
                "token": ANILIST_TOKEN,
                "user_id": self.anilist.user("Mika").id,
                "user_name": "Mika",
            },
            **changes,
        }

    def add_profile(
        self, options: Mapping[str, Any] | None = None, **changes: Any
    ) -> MockConfigEntry:
        """A profile that is there already."""
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Anime · Mika",
            unique_id=self.unique_id,
            data=self.data(**changes),
            options=options or {"libraries": [self.anime.uuid]},
        )
        entry.add_to_hass(self.hass)
        return entry

    def add_plex_entry(self, token: str | None = None) -> MockConfigEntry:
        """Home Assistant's own entry for the server."""
        entry = MockConfigEntry(
            domain="plex",
            title=self.plex.url,
            unique_id=self.plex.machine_identifier,
            data={
                "server": self.plex.name,
                "server_id": self.plex.machine_identifier,
                "server_config": {"url": self.plex.url, "token": token or self.token},
            },
        )
        entry.add_to_hass(self.hass)
        return entry


@asynccontextmanager
async def flow_world(hass: HomeAssistant) -> AsyncIterator[FlowWorld]:
    """A household whose profiles are set up without going to work."""
    hass.config.components.update(DEPENDENCIES)
    async with FakePlex() as plex, FakeAniList() as anilist:
        anime = plex.add_section("Anime")
        movies = plex.add_section("Movies", "movie")
        plex.add_section("Music", "artist")
        anilist.add_user("Mika", ANILIST_TOKEN)
        shared = Shared(
            hass,
            Endpoints(
                anilist=anilist.url,
                plex_tv=plex.plextv_url,
                discover=plex.discover_url,
                app=plex.app_url,
                community=plex.community_url,
            ),
        )
        hass.data[DATA] = shared
        with ExitStack() as stack:
            for name, new in (
                ("setup", AsyncMock(return_value=True)),
                ("setup_entry", set_up_idle),
                ("unload_entry", AsyncMock(return_value=True)),
            ):
                target = f"custom_components.{DOMAIN}.async_{name}"
                stack.enter_context(patch(target, new))
            yield FlowWorld(hass, plex, anilist, shared, anime, movies)
            await hass.async_block_till_done()
            for entry in hass.config_entries.async_loaded_entries(DOMAIN):
                await hass.config_entries.async_unload(entry.entry_id)


async def set_up_idle(_hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
    """Set up a profile that does nothing, and has no webhook."""
    entry.runtime_data = SimpleNamespace(webhook=SimpleNamespace(id=None))
    return True


def at_once() -> Limiter:
    """A limiter that does not let a test wait before it tries again."""

    async def sleep(_: float) -> None:
        return

    return Limiter(sleep=sleep)


async def begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Start a new anime profile."""
    result = checked(
        await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    )
    assert result["type"] is FlowResultType.MENU
    return await choose(hass, result, "anime")


async def begin_by_address(hass: HomeAssistant) -> ConfigFlowResult:
    """Start a new anime profile, and choose to type an address."""
    result = await submit(hass, await begin(hass), server="address")
    assert result["step_id"] == "plex_address"
    return result


async def connect_plex(hass: HomeAssistant, world: FlowWorld) -> ConfigFlowResult:
    """Go on to AniList."""
    result = await submit(
        hass,
        await begin_by_address(hass),
        url=world.plex.url,
        token=world.token,
        verify_ssl=True,
    )
    assert result["step_id"] == "anilist"
    return result


async def connect_anilist(
    hass: HomeAssistant, result: ConfigFlowResult, token: str = ANILIST_TOKEN
) -> ConfigFlowResult:
    """Go on to the last form, with a token that is there already."""
    assert result["step_id"] == "anilist"
    return await submit(hass, result, other={"token": token})


async def finish(
    hass: HomeAssistant, world: FlowWorld, result: ConfigFlowResult, **values: Any
) -> ConfigFlowResult:
    """Fill in the last form."""
    assert result["step_id"] == "settings"
    typed = {"user": suggested(result)["user"], "libraries": [world.anime.uuid]}
    result = await submit(hass, result, **in_sections({**SETTINGS, **typed, **values}))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    return result


def in_sections(values: Mapping[str, Any]) -> dict[str, Any]:
    """Put what was typed into the last form where the form has it."""
    more = {key: value for key, value in values.items() if key in MORE}
    rest = {key: value for key, value in values.items() if key not in MORE}
    return {**rest, "more": more}


async def choose(
    hass: HomeAssistant, result: ConfigFlowResult, step: str
) -> ConfigFlowResult:
    """Choose from a menu."""
    return await submit(hass, result, next_step_id=step)


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, **values: Any
) -> ConfigFlowResult:
    """Send a form off."""
    flow_id = result["flow_id"]
    return checked(await hass.config_entries.flow.async_configure(flow_id, values))


def checked(result: ConfigFlowResult, part: str = "config") -> ConfigFlowResult:
    """Look whether everything that a result shows has its text."""
    texts = TEXTS[part]
    placeholders = set(result.get("description_placeholders") or {})
    if result["type"] in (
        FlowResultType.CREATE_ENTRY,
        FlowResultType.EXTERNAL_STEP_DONE,
    ):
        return result
    if result["type"] is FlowResultType.ABORT:
        if not result.get("translation_domain"):
            assert result["reason"] in texts["abort"]
        return result
    if result["type"] is FlowResultType.SHOW_PROGRESS:
        words = texts["progress"][result["progress_action"]]
        assert _placeholders(words) <= placeholders
    step = texts["step"][result["step_id"]]
    assert {"title", "description"} <= step.keys()
    assert _placeholders(step) <= placeholders
    if result["type"] is FlowResultType.MENU:
        offered = cast("list[str]", result["menu_options"])
        assert set(offered) == step["menu_options"].keys()
        return result
    if result["type"] is not FlowResultType.FORM:
        return result
    for key in (result["errors"] or {}).values():
        assert _placeholders(texts["error"][key]) <= placeholders
    schema = result["data_schema"]
    assert schema is not None
    fields: dict[str, Any] = {str(key): value for key, value in schema.schema.items()}
    for name, inner in fields.items():
        if isinstance(inner, section):
            _check_fields(
                step["sections"][name],
                {str(key) for key in inner.schema.schema},
            )
            assert step["sections"][name]["name"]
    plain = {name for name, field in fields.items() if not isinstance(field, section)}
    _check_fields(step, plain)
    return result


def _check_fields(texts: Mapping[str, Any], fields: set[str]) -> None:
    for part in ("data", "data_description"):
        known = texts.get(part, {}).keys()
        # The libraries are left out while the server is out of reach.
        assert fields <= known <= fields | {"libraries"}


def _placeholders(texts: Any) -> set[str]:
    return set(re.findall(r"{(\w+)}", json.dumps(texts)))


def schema_defaults(result: ConfigFlowResult) -> dict[str, Any]:
    """What a form sends where nothing is touched, section by section."""
    schema = result["data_schema"]
    assert schema is not None
    return {
        str(name): _values(inner.schema.schema) for name, inner in schema.schema.items()
    }


def suggested(result: ConfigFlowResult) -> dict[str, Any]:
    """What a form sends where nothing is touched."""
    schema = result["data_schema"]
    assert schema is not None
    return _values(schema.schema)


def _values(fields: Mapping[Any, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for marker, inner in fields.items():
        if isinstance(inner, section):
            values[str(marker)] = _values(inner.schema.schema)
        elif marker.description:
            values[str(marker)] = marker.description["suggested_value"]
        else:
            values[str(marker)] = marker.default()
    return values


def options_of(result: ConfigFlowResult, field: str) -> list[str]:
    """The labels that a form offers in a field."""
    schema = result["data_schema"]
    assert schema is not None
    selector = cast("Any", schema.schema[field])
    return [option["label"] for option in selector.config["options"]]
