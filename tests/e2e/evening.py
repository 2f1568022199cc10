"""What somebody meets who sets up their first profile: a household and its services."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3
from typing import Any, Self

from aiohttp import web
from playwright.async_api import Page, Route
from yarl import URL

from tests.demo.configuration import yaml_of
from tests.demo.household import ANILIST_TOKEN as TOKEN, ANILIST_USER
from tests.demo.services import SampleServices
from tests.fakes.plex import FakePlex
from tests.fakes.tls import certificate

from .harness.home_assistant import INTEGRATION, HomeAssistant

DOMAIN = "plex_sync"
CLIENT_ID = "31415"
SECRET = "s" * 40
CODE = "code-of-frieda"
TITLE = f"Anime · {ANILIST_USER}"
ASKS_AGAIN = Path(__file__).parent / "harness" / "asks_again"
GONE = "01JPLEXENTRYTHATWILLBEGONE"


@dataclass
class Evening:
    """A household, its AniList, and its Home Assistant."""

    home: HomeAssistant
    services: SampleServices
    authorize: FakeAuthorize

    @property
    def plex(self) -> FakePlex:
        """The server."""
        return self.services.plex


class FakeAuthorize:
    """AniList's page on which a person allows a client; it shows the token."""

    def __init__(self) -> None:
        """Nothing listens yet."""
        self.clients: list[str] = []
        self.is_down = False
        self.url = ""
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Listen."""
        app = web.Application()
        app.router.add_get("/authorize", self._page)
        app.router.add_post("/token", self._token)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self._stack.aclose()

    async def _page(self, request: web.Request) -> web.Response:
        """A token to copy, or a way back with a code."""
        asked = request.query
        self.clients.append(asked["client_id"])
        text = f"<textarea>{TOKEN}</textarea>"
        if asked["response_type"] == "code":
            back = URL(asked["redirect_uri"]).with_query(state=asked["state"])
            text = (
                f'<a href="{back.update_query(code=CODE)}">Authorize</a>'
                f'<a href="{back.update_query(error="access_denied")}">Deny</a>'
            )
        return web.Response(text=text, content_type="text/html")

    async def _token(self, request: web.Request) -> web.Response:
        """A token for the code."""
        if self.is_down:
            return web.Response(status=503)
        asked = await request.post()
        is_right = (asked["code"], asked["client_secret"]) == (CODE, SECRET)
        answer = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 31536000}
        return web.json_response(
            answer if is_right else {}, status=200 if is_right else 400
        )


@asynccontextmanager
async def open_evening(folder: Path) -> AsyncIterator[Evening]:
    """A Home Assistant that was just set up, with Plex and AniList around it."""
    async with SampleServices() as services, FakeAuthorize() as page:
        services.plex.add_home_user("Kim", pin="1234")
        services.plex.add_friend("Robin", sections=set())
        endpoints = {
            **services.endpoints,
            "anilist_authorize": f"{page.url}/authorize",
            "anilist_token": f"{page.url}/token",
            "app": services.plex.app_url,
        }
        home = HomeAssistant(
            folder / "config",
            yaml=f"{yaml_of(endpoints)}asks_again:\n",
            integrations=(INTEGRATION, ASKS_AGAIN),
            # The one certificate that this house trusts.
            environment={"REQUESTS_CA_BUNDLE": str(certificate(folder))},
        )
        only_knows_itself(home)
        async with home:
            yield Evening(home, services, page)


def only_knows_itself(home: HomeAssistant) -> None:
    """Let Home Assistant find no network but this machine, wherever this runs."""
    file = home.config / ".storage" / "core.network"
    file.parent.mkdir(parents=True)
    data = {"configured_adapters": ["lo", "lo0"]}
    stored = {"version": 1, "minor_version": 1, "key": "core.network", "data": data}
    file.write_text(json.dumps(stored))


@asynccontextmanager
async def without_address(home: HomeAssistant, page: Page) -> AsyncIterator[None]:
    """No address of Home Assistant's is set, and a proxy does not pass on the browser's."""

    async def pass_on(route: Route) -> None:
        headers = await route.request.all_headers()
        headers.pop("ha-frontend-base")
        await route.continue_(headers=headers)

    form = "**/api/config/config_entries/flow/*"
    await page.route(form, pass_on)
    await home.call("config/core/update", internal_url=None)
    yield
    await home.call("config/core/update", internal_url=home.url)
    await page.unroute(form)


async def add_plex_entry(evening: Evening) -> None:
    """Let Home Assistant know the server by its own integration, and one more.

    That one asks plex.tv at its one address, so entries are put where they are kept.
    """
    home, plex = evening.home, evening.plex
    await home.stop()
    file = home.config / ".storage" / "core.config_entries"
    stored = json.loads(file.read_text())
    stored["data"]["entries"] += [
        plex_entry("01JPLEXENTRYOFHOMEASSISTAN", plex.name, plex),
        plex_entry(GONE, "Attic", plex),
    ]
    file.write_text(json.dumps(stored))
    await home.start()


def plex_entry(entry_id: str, name: str, plex: FakePlex) -> dict[str, Any]:
    """What Home Assistant's own integration keeps of a server; the Attic's is off."""
    is_on = name == plex.name
    now = "2026-01-01T00:00:00+00:00"
    machine = plex.machine_identifier if is_on else name.lower()
    url = plex.url if is_on else "http://127.0.0.1:1"
    return {
        "created_at": now,
        "data": {
            "server": name,
            "server_id": machine,
            "server_config": {"url": url, "token": plex.owner.token},
        },
        "disabled_by": None,
        "discovery_keys": {},
        "domain": "plex",
        "entry_id": entry_id,
        "minor_version": 1,
        "modified_at": now,
        "options": {},
        "pref_disable_new_entities": False,
        "pref_disable_polling": False,
        "source": "user",
        "subentries": [],
        "title": name,
        "unique_id": machine,
        "version": 1,
    }


def bridge_files(evening: Evening, folder: Path) -> Path:
    """What PlexAniBridge has kept for the household, in a folder."""
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(
        "log_level: INFO\n"
        "profiles:\n"
        "  frieda:\n"
        f"    plex_url: {evening.plex.url}\n"
        f"    plex_token: {evening.plex.owner.token}\n"
        f"    plex_user: {evening.plex.owner.name}\n"
        f"    anilist_token: {TOKEN}\n"
        "    excluded_sync_fields: [notes, score]\n"
    )
    (folder / "mappings.custom.json").write_text(
        '{"20": {"tvdb_id": 78857, "tvdb_mappings": {"s9": "e1-e3"}}, "301": null}'
    )
    with closing(sqlite3.connect(folder / "bridge.db")) as made:
        made.execute("CREATE TABLE pin (profile_name, anilist_id INTEGER, fields)")
        made.execute("INSERT INTO pin VALUES ('frieda', 889, '[\"notes\"]')")
        made.commit()
    return folder
