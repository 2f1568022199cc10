"""Somebody sets up their first profile, in a browser, from the beginning to the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.async_api import expect
import pytest
import pytest_asyncio

from tests.demo.household import ANILIST_TOKEN as TOKEN, ANILIST_USER
from tests.fakes.plex import Fault

from .evening import (
    CLIENT_ID,
    DOMAIN,
    GONE,
    SECRET,
    Evening,
    add_plex_entry,
    bridge_files,
    open_evening,
    without_address,
)
from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant
from .walk import (
    COMING_OVER,
    THEMES,
    allow_anilist,
    allow_plex,
    answers_at_anilist,
    approved,
    begin,
    refused,
)


@pytest_asyncio.fixture(name="evening", loop_scope="module")
async def evening_fixture(tmp_path: Path) -> AsyncIterator[Evening]:
    """A household, and a Home Assistant that does not know it yet."""
    async with open_evening(tmp_path) as evening:
        yield evening


@pytest.mark.parametrize("dark", THEMES)
async def test_plex_is_in_home_assistant_already(evening: Evening, dark: bool) -> None:
    """Five screens, and nothing typed but AniList's client ID and the paste."""
    home = evening.home
    await add_plex_entry(evening)
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, dark=dark)
        await walk.chooses("Attic")
        await home.rest("DELETE", f"/api/config/config_entries/entry/{GONE}")
        await walk.is_told("Home Assistant's own Plex integration no longer has")
        refusing = Fault("status", "/library/sections", status=401, times=None)
        evening.plex.faults.add(refusing)
        await walk.is_told("The token of Home Assistant's own Plex integration")
        evening.plex.faults.clear()
        await walk.goes_on()
        await allow_anilist(evening, walk)
        await walk.sees("What to sync")
        assert len(walk.screens) <= 5
        await approved(evening, walk)
        assert evening.services.differences() == []
        await walk.closes()
        evening.plex.faults.add(refusing)
        [entry] = await home.entries(DOMAIN)
        await refused(evening, walk, entry["entry_id"])
        await walk.sees("Sign in to Plex again")
        await walk.takes_picture("Sign in to Plex again elsewhere")
        await walk.is_told("The token of Home Assistant's own", button="Go on")
        evening.plex.faults.clear()
        await walk.goes_on("Go on")
        await walk.ends("Re-authentication was successful")
        assert browser.outside == []
    assert walk.typed == ["Client ID", "Token"]


@pytest.mark.parametrize("dark", THEMES)
async def test_sign_in_at_plex_tv(evening: Evening, dark: bool) -> None:
    """The page of plex.tv opens beside, and the dialog goes on by itself."""
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, dark=dark)
        await walk.goes_on()
        await walk.sees("Sign in at plex.tv")
        await allow_plex(evening, walk, evening.plex.owner)
        await allow_anilist(evening, walk)
        await walk.sees("What to sync")
        assert len(walk.screens) <= 6
        await approved(evening, walk)
        assert evening.services.differences() == []
        assert browser.outside == []
    assert walk.typed == ["Client ID", "Token"]
    assert evening.home.problems().ours == []


@pytest.mark.parametrize("dark", THEMES)
async def test_address_and_redirect_with_mistakes_on_the_way(
    evening: Evening, dark: bool
) -> None:
    """Each mistake is told where it is made, and the right thing leads on."""
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, dark=dark)
        await walk.page.get_by_text("Enter address and token").click()
        await walk.goes_on()
        await walk.sees("Plex server by address")
        await walk.types("Address", "ftp://nowhere")
        await walk.types("Plex token", "wrong")
        await walk.is_told("This is not an address.")
        await walk.types("Address", "127.0.0.1:1")
        await walk.is_told("No Plex server answers there.")
        await walk.types("Address", evening.services.anilist.url)
        await walk.is_told("it is not a Plex server.")
        await walk.types("Address", evening.plex.url)
        await walk.is_told("The server does not accept this token.")
        await walk.types("Plex token", evening.plex.owner.token)
        await walk.goes_on()
        await walk.sees("AniList account")
        await walk.types("Client ID", SECRET)
        await walk.is_told("This is the secret of the client.")
        await walk.types("Client ID", CLIENT_ID)
        await walk.page.get_by_text("Other ways").click()
        await walk.types("Client secret", "of another client")
        await walk.takes_picture("Other ways to AniList")
        async with without_address(evening.home, walk.page):
            await walk.is_told("Home Assistant does not know its own address")
        await walk.types("Client secret", "of another client")
        await answers_at_anilist(walk, "Deny")
        await walk.reads("The access was not allowed at AniList.")
        await walk.types("Client secret", "of another client")
        await answers_at_anilist(walk, "Authorize")
        await walk.reads("AniList does not accept this client ID with this secret")
        evening.authorize.is_down = True
        await walk.types("Client secret", SECRET)
        await answers_at_anilist(walk, "Authorize")
        await walk.reads("AniList does not answer.")
        evening.authorize.is_down = False
        await walk.types("Client secret", SECRET)
        await answers_at_anilist(walk, "Authorize")
        await walk.sees("What to sync")
        await approved(evening, walk)
        assert evening.services.differences() == []
    assert evening.home.problems().ours == []


@pytest.mark.parametrize("dark", THEMES)
async def test_coming_over_from_another_program(evening: Evening, dark: bool) -> None:
    """A folder is named, a list is read, and nothing else has to be typed."""
    own = evening.home.config / DOMAIN
    config = bridge_files(evening, own / "bridge") / "config.yaml"
    config.write_text(f"{config.read_text()}  kim: {{dry_run: true}}\n")
    (own / "empty").mkdir()
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, dark=dark, choice=COMING_OVER)
        await walk.sees(COMING_OVER)
        await walk.is_told("Enter a folder, or choose at least one file below.")
        await walk.types("Data folder", "/etc")
        await walk.is_told("This folder is not there, or Home Assistant may not read")
        await walk.types("Data folder", "plex_sync/empty")
        await walk.is_told("There is neither a configuration nor a mapping file")
        await walk.types("Data folder", "plex_sync/bridge")
        await walk.goes_on()
        await walk.sees("Which profile?")
        await walk.goes_on()
        await walk.sees("What comes along")
        await walk.goes_on("Go on")
        await walk.sees("What to sync")
        await approved(evening, walk)
        assert evening.services.differences() == []
    assert set(walk.typed) == {"Data folder"}
    assert evening.home.problems().ours == []


@pytest.mark.parametrize("dark", THEMES)
async def test_coming_over_by_uploaded_files(
    evening: Evening, tmp_path: Path, dark: bool
) -> None:
    """For those whose Home Assistant cannot see the folder: nothing is typed at all."""
    files = bridge_files(evening, tmp_path / "bridge")
    async with Browser(evening.home, dark=dark) as browser:
        walk = await begin(browser, dark=dark, choice=COMING_OVER)
        await walk.sees(COMING_OVER)
        for uploaded in await walk.uploads(files):
            gone = {"file_id": uploaded}
            await evening.home.rest("DELETE", "/api/file_upload", json=gone)
        await walk.is_told("Home Assistant no longer has the uploaded files.")
        await walk.uploads(files)
        await walk.takes_picture("Upload the files instead")
        await walk.goes_on()
        await walk.sees("What comes along")
        for line in ("Pinned entries: 1", "Own mappings: 1", "Plex user: Alex"):
            await expect(walk.dialog.get_by_text(line)).to_be_visible()
        await walk.goes_on("Go on")
        await walk.sees("What to sync")
        await approved(evening, walk)
        assert evening.services.differences() == []
    assert walk.typed == []
    assert evening.home.problems().ours == []


async def test_home_assistant_restarts_at_each_step(evening: Evening) -> None:
    """Nothing is left before the last step, and a profile that goes on after it."""
    home, plex, services = evening.home, evening.plex, evening.services
    ways: list[Mapping[str, Any]] = [
        {"next_step_id": "anime"},
        {"server": "address"},
        {"url": plex.url, "token": plex.owner.token, "verify_ssl": True},
        {"client_id": CLIENT_ID},
        {"token": TOKEN},
    ]
    others: list[list[Mapping[str, Any]]] = [
        [{"next_step_id": "coming_over"}],
        [ways[0], {"server": "plex_tv"}],
    ]
    steps = []
    for way in [*others, *(ways[:count] for count in range(1, 6))]:
        answer = await home.flow(DOMAIN, *way)
        steps.append(answer["step_id"])
    kim = next(each for each in plex.users if each.name == "Kim")
    typed = {**suggested(answer), "user": str(kim.plex_tv_id)}
    answer = await home.flow(DOMAIN, *ways, typed)
    assert [*steps, answer["step_id"]] == [
        *("coming_over", "plex_tv", "plex", "plex_address", "anilist"),
        *("anilist_token", "settings", "plex_pin"),
    ]
    await powered_off(home)
    assert await home.entries(DOMAIN) == []
    assert await home.call("config_entries/flow/progress") == []

    answer = await home.flow(DOMAIN, *ways)
    plex.faults.add(Fault("slow", "/all", seconds=60, times=None))
    answer = await home.flow_step(answer["flow_id"], suggested(answer))
    assert answer["type"] == "create_entry"
    assert answer["next_flow"][0] == "options_flow"
    await stored(home)
    await powered_off(home, plex.faults.clear)
    [entry] = await home.entries(DOMAIN)
    assert entry["state"] == "loaded"
    repair = await repaired(home, entry["entry_id"])
    assert repair["translation_placeholders"]["new"] == "96"
    before = services.equal()
    assert before < 109

    frieda = services.anilist.user(ANILIST_USER)
    # One makes the feed quiet, the next is the first part of the list.
    services.anilist.fail("slow", on="mutation", seconds=5, times=-1, after=2)
    await applied(home, repair["issue_id"])
    async with asyncio.timeout(60):
        while services.equal() == before:
            await asyncio.sleep(0.1)
    assert frieda.disabled_list_activity
    await powered_off(home, services.anilist.heal)
    repair = await repaired(home, entry["entry_id"])
    await applied(home, repair["issue_id"])
    async with asyncio.timeout(60):
        while services.differences() or frieda.disabled_list_activity:
            await asyncio.sleep(0.1)
    assert home.problems().ours == []


async def powered_off(
    home: HomeAssistant, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """The power is cut, and comes back."""
    await home.kill()
    meanwhile()
    await home.start()


async def applied(home: HomeAssistant, issue_id: str) -> None:
    """Have the first changes written, as the repair offers."""
    path = "/api/repairs/issues/fix"
    asked = {"handler": DOMAIN, "issue_id": issue_id}
    answer = await home.rest("POST", path, json=asked)
    for typed in ({"next_step_id": "apply"}, None):
        flow = f"{path}/{answer['flow_id']}"
        sent = suggested(answer) if typed is None else typed
        answer = await home.rest("POST", flow, json=sent)
    assert answer["type"] == "create_entry"


def suggested(form: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sends where nothing is touched."""
    return {
        field["name"]: suggested({"data_schema": field["schema"]})
        if field.get("type") == "expandable"
        else field["default"]
        for field in form["data_schema"]
    }


async def stored(home: HomeAssistant) -> None:
    """Wait until Home Assistant has written down that there is a profile."""
    file = home.config / ".storage" / "core.config_entries"
    async with asyncio.timeout(30):
        while not file.exists() or DOMAIN not in file.read_text():
            await asyncio.sleep(0.1)


async def repaired(home: HomeAssistant, entry_id: str) -> Mapping[str, Any]:
    """Wait for the repair in which the first changes are shown."""
    async with asyncio.timeout(60):
        while True:
            answer = await home.call("repairs/list_issues")
            for issue in answer["issues"]:
                if issue["issue_id"] == f"plan_waiting_{entry_id}":
                    return dict(issue)
            await asyncio.sleep(0.1)
