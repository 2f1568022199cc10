"""What somebody meets who sets up their first profile: a household and its services."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3
from typing import Self

from aiohttp import web
from yarl import URL

from tests.demo.configuration import yaml_of
from tests.demo.household import ANILIST_TOKEN as TOKEN, ANILIST_USER
from tests.demo.services import SampleServices
from tests.fakes.plex import FakePlex
from tests.fakes.tls import certificate

from .harness.home_assistant import HomeAssistant

DOMAIN = "plex_sync"
CLIENT_ID = "31415"
SECRET = "s" * 40
CODE = "code-of-frieda"
TITLE = f"Anime · {ANILIST_USER}"


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
            yaml=yaml_of(endpoints),
            # The one certificate that this house trusts.
            environment={"REQUESTS_CA_BUNDLE": str(certificate(folder))},
        )
        async with home:
            yield Evening(home, services, page)


async def add_plex_entry(evening: Evening) -> None:
    """Let Home Assistant know the server by its own integration.

    That one asks plex.tv at its one address, so its entry is put where it is kept.
    """
    home, plex = evening.home, evening.plex
    await home.stop()
    file = home.config / ".storage" / "core.config_entries"
    stored = json.loads(file.read_text())
    now = "2026-01-01T00:00:00+00:00"
    stored["data"]["entries"].append(
        {
            "created_at": now,
            "data": {
                "server": plex.name,
                "server_id": plex.machine_identifier,
                "server_config": {"url": plex.url, "token": plex.owner.token},
            },
            "disabled_by": None,
            "discovery_keys": {},
            "domain": "plex",
            "entry_id": "01JPLEXENTRYOFHOMEASSISTAN",
            "minor_version": 1,
            "modified_at": now,
            "options": {},
            "pref_disable_new_entities": False,
            "pref_disable_polling": False,
            "source": "user",
            "subentries": [],
            "title": plex.name,
            "unique_id": plex.machine_identifier,
            "version": 1,
        }
    )
    file.write_text(json.dumps(stored))
    await home.start()


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
