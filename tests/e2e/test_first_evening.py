"""Somebody sets up their first profile, in a browser, from the beginning to the end."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from playwright.async_api import Page, expect
import pytest
import pytest_asyncio

from tests.demo.household import DATA
from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant

DOMAIN = "plex_sync"
CLIENT_ID = "31415"
TOKEN = "token-of-mika"
PICTURES = os.environ.get("PLEX_SYNC_PICTURES")
"""A folder for a picture of each screen; unset: none are taken."""
THEMES = (False, True) if PICTURES else (False,)


@dataclass
class Evening:
    """A household, its AniList, and its Home Assistant."""

    home: HomeAssistant
    plex: FakePlex
    anilist: FakeAniList
    authorize: FakeAuthorize


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
        """A token to copy."""
        self.clients.append(request.query["client_id"])
        return web.Response(
            text=f"<textarea>{TOKEN}</textarea>", content_type="text/html"
        )


@pytest_asyncio.fixture(name="evening", loop_scope="module")
async def evening_fixture(tmp_path: Path) -> AsyncIterator[Evening]:
    """A Home Assistant that was just set up, with Plex and AniList around it."""
    async with (
        FakePlex() as plex,
        FakeAniList() as anilist,
        FakeMappings() as mappings,
        FakeAuthorize() as page,
    ):
        mappings.put("mappings.json", json.loads((DATA / "mappings.json").read_text()))
        plex.add_section("Anime")
        plex.add_section("Movies", "movie")
        plex.add_home_user("Kim", pin="1234")
        anilist.add_user("Mika", TOKEN)
        endpoints = {
            "anilist": anilist.url,
            "anilist_authorize": f"{page.url}/authorize",
            "plex_tv": plex.plextv_url,
            "discover": plex.discover_url,
            "app": plex.app_url,
            "mappings": mappings.address("mappings.json"),
            "mappings_fallback": mappings.address("mappings.json"),
        }
        lines = [f"    {name}: {address}" for name, address in endpoints.items()]
        yaml = "\n".join([f"{DOMAIN}:", "  endpoints:", *lines, ""])
        async with HomeAssistant(tmp_path / "config", yaml=yaml) as home:
            yield Evening(home, plex, anilist, page)


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


@dataclass
class Walk:
    """A way through the dialog; counts its screens and what is typed."""

    page: Page
    name: str
    screens: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    async def sees(self, title: str) -> None:
        """A screen has come up."""
        dialog = self.page.locator("dialog-data-entry-flow")
        await expect(dialog.get_by_text(title, exact=True).first).to_be_visible()
        self.screens.append(title)
        if PICTURES:
            await self.page.wait_for_timeout(700)
            file = Path(PICTURES) / f"{self.name}-{len(self.screens)}.png"
            await self.page.screenshot(path=file)

    async def types(self, field: str, text: str) -> None:
        """Fill in a field."""
        await self.page.get_by_role("textbox", name=field).first.fill(text)
        self.typed.append(field)

    async def goes_on(self, button: str = "Submit") -> None:
        """Press the button below."""
        await self.page.get_by_role("button", name=button, exact=True).click()


async def begin(browser: Browser, name: str) -> Walk:
    """*Add integration*, as far as our first screen."""
    page = await browser.open("/config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    await page.get_by_placeholder("Search for a brand name").fill("Plex Sync")
    await page.get_by_text("Plex Sync", exact=True).first.click()
    walk = Walk(page, name)
    await walk.sees("New profile")
    await page.get_by_text("Anime: from Plex to AniList").click()
    await walk.sees("Plex server")
    return walk


async def allow_anilist(evening: Evening, walk: Walk) -> None:
    """Type the client's ID, follow the link, paste what it shows."""
    await walk.sees("AniList account")
    await walk.types("Client ID", CLIENT_ID)
    await walk.goes_on()
    await walk.sees("Allow the access to AniList")
    async with walk.page.context.expect_page() as opened:
        await walk.page.get_by_role("link", name="Open AniList").click()
    other = await opened.value
    token = await other.locator("textarea").input_value()
    await other.close()
    assert evening.authorize.clients == [CLIENT_ID]
    await walk.types("Token", token)
    await walk.goes_on()


async def made(evening: Evening, walk: Walk) -> dict[str, Any]:
    """The profile is there."""
    await walk.goes_on()
    dialog = walk.page.locator("dialog-data-entry-flow")
    await dialog.get_by_role("button", name="Skip and finish").wait_for()
    [entry] = await evening.home.entries(DOMAIN)
    assert entry["title"] == "Anime · Mika"
    assert entry["state"] in ("loaded", "setup_in_progress")
    return entry


@pytest.mark.parametrize("dark", THEMES)
async def test_plex_is_in_home_assistant_already(evening: Evening, dark: bool) -> None:
    """Five screens, and nothing typed but AniList's client ID and the paste."""
    await add_plex_entry(evening)
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, f"known-{'dark' if dark else 'light'}")
        await walk.goes_on()
        await allow_anilist(evening, walk)
        await walk.sees("What to sync")
        await made(evening, walk)
        assert browser.outside == []
    assert len(walk.screens) <= 5
    assert walk.typed == ["Client ID", "Token"]


@pytest.mark.parametrize("dark", THEMES)
async def test_sign_in_at_plex_tv(evening: Evening, dark: bool) -> None:
    """The page of plex.tv opens beside, and the dialog goes on by itself."""
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, f"signin-{'dark' if dark else 'light'}")
        await walk.goes_on()
        await walk.sees("Sign in at plex.tv")
        async with walk.page.context.expect_page() as opened:
            await walk.page.get_by_role("link", name="Open plex.tv").click()
        other = await opened.value
        await other.get_by_role("button", name="Allow").click()
        await other.get_by_text("You may close this page.").wait_for()
        await other.close()
        await allow_anilist(evening, walk)
        await walk.sees("What to sync")
        await made(evening, walk)
        assert browser.outside == []
    assert len(walk.screens) <= 6
    assert walk.typed == ["Client ID", "Token"]
    assert evening.home.problems().ours == []


async def test_home_assistant_restarts_at_each_step(evening: Evening) -> None:
    """Nothing is left before the last step, and a profile that goes on after it."""
    home, plex = evening.home, evening.plex
    ways: list[Mapping[str, Any]] = [
        {"next_step_id": "anime"},
        {"server": "address"},
        {"url": plex.url, "token": plex.owner.token, "verify_ssl": True},
        {"client_id": CLIENT_ID},
        {"token": TOKEN},
    ]
    signing_in = [ways[0], {"server": "plex_tv"}]
    for steps in (signing_in, ways[:3], ways):
        answer = await home.flow(DOMAIN, *steps)
        assert answer["type"] in ("form", "progress")
        await home.kill()
        await home.start()
        assert await home.entries(DOMAIN) == []
        assert await home.call("config_entries/flow/progress") == []
    answer = await home.flow(DOMAIN, *ways)
    typed = {field["name"]: field["default"] for field in answer["data_schema"]}
    answer = await home.flow_step(answer["flow_id"], typed)
    assert answer["type"] == "create_entry"
    await home.restart()
    [entry] = await home.entries(DOMAIN)
    assert entry["state"] == "loaded"
    assert home.problems().ours == []
