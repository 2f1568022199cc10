"""A profile is signed in again, moved, taken further, and gets company, in a browser."""

from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import expect
import pytest
import pytest_asyncio

from tests.demo.setup import set_up_profile
from tests.fakes.plex import FakePlex, Fault
from tests.fakes.tls import behind_tls

from .evening import CLIENT_ID, DOMAIN, TITLE, Evening, bridge_files, open_evening
from .harness.browser import Browser
from .walk import THEMES, Walk, allow_plex, begin, refused, sync

AGAIN = "Sign in again"
NEW_TOKEN = "another-token-of-frieda"


@pytest_asyncio.fixture(name="evening", loop_scope="module")
async def evening_fixture(tmp_path: Path) -> AsyncIterator[Evening]:
    """A household with a profile that has done its work."""
    async with open_evening(tmp_path) as evening:
        answers = {**evening.services.answers, "preview": False}
        entry = await set_up_profile(evening.home, "anime", answers)
        await sync(evening, entry["entry_id"])
        yield evening


@pytest.mark.parametrize("dark", THEMES)
async def test_profile_is_signed_in_again_moved_and_gets_company(
    evening: Evening, tmp_path: Path, dark: bool
) -> None:
    """Both sides are renewed; then the server moves, files come along, and Kim too."""
    home = evening.home
    [entry] = await home.entries(DOMAIN)
    profile = entry["entry_id"]
    async with Browser(home, dark=dark) as browser:
        page = await browser.open("/config/integrations/dashboard")
        walk = Walk(page, dark)
        await plex_again(evening, walk, profile)
        await plex_again_by_token(evening, walk, profile)
        await anilist_again(evening, walk, profile)
        await one_of_them_again(evening, walk, profile)
        assert (await home.entries(DOMAIN))[0]["state"] == "loaded"
        async with behind_tls(evening.plex.url, tmp_path) as moved:
            await server_moves(evening, walk, moved)
            await files_come_along(walk, bridge_files(evening, tmp_path / "bridge"))
            await second_profile(evening, await begin(browser, dark=dark), moved)
            [_, company] = await home.entries(DOMAIN)
            await sync(evening, company["entry_id"])
        assert browser.outside == []
    assert all("Sign in again" in each for each in home.problems().ours)


async def plex_again(evening: Evening, walk: Walk, profile: str) -> None:
    """At plex.tv: not as a friend, not by an account without the server."""
    plex = evening.plex
    old = plex.owner.token, plex.owner.account_token
    plex.expire(plex.owner)
    await refused(evening, walk, profile)
    await walk.sees("Sign in to Plex again")
    await walk.chooses("Sign in at plex.tv")
    await allow_plex(evening, walk, plex.users[-1])
    await walk.reads("This is another user of Living room")
    await walk.goes_on(AGAIN)
    plex.plex_tv.raw = "[]"
    await allow_plex(evening, walk, plex.owner)
    await walk.reads("Living room does not belong to this account")
    plex.plex_tv.raw = None
    await walk.goes_on(AGAIN)
    await allow_plex(evening, walk, plex.owner)
    await walk.ends("Re-authentication was successful")
    assert plex.owner.account_token not in old


async def plex_again_by_token(evening: Evening, walk: Walk, profile: str) -> None:
    """By a token: not an old one, not a friend's."""
    plex = evening.plex
    plex.owner.token = plex.owner.account_token = "newer"
    await refused(evening, walk, profile)
    await walk.sees("Sign in to Plex again")
    await walk.chooses("Enter a token")
    await walk.sees("New Plex token")
    await walk.types("Plex token", "older")
    await walk.is_told("The server does not accept this token.")
    robin = plex.users[-1]
    await walk.types("Plex token", robin.token)
    await walk.is_told("This token is good for one server alone")
    await walk.types("Plex token", robin.account_token)
    await walk.is_told("This is another user of Living room")
    await walk.types("Plex token", "newer")
    await walk.goes_on()
    await walk.ends("Re-authentication was successful")


async def anilist_again(evening: Evening, walk: Walk, profile: str) -> None:
    """By another token of the same account: not by that of somebody else."""
    anilist = evening.services.anilist
    anilist.add_user("noa", "token-of-noa")
    anilist.user("frieda").token = NEW_TOKEN
    await refused(evening, walk, profile)
    await walk.sees("Sign in to AniList again")
    await walk.types("Client ID", CLIENT_ID)
    await walk.goes_on()
    await walk.sees("Allow the access to AniList")
    await walk.types("Token", "token-of-noa")
    await walk.is_told("This token belongs to noa, but the profile to frieda.")
    await walk.types("Token", NEW_TOKEN)
    await walk.goes_on()
    await walk.ends("Re-authentication was successful")


async def one_of_them_again(evening: Evening, walk: Walk, profile: str) -> None:
    """Nobody says who has refused it, and a server that is off does not either."""
    evening.plex.faults.add(Fault("server_gone"))
    await evening.home.action("asks_again.ask", {"config_entry_id": profile})
    await walk.page.get_by_role("button", name="Reconfigure").click()
    await walk.sees("Sign in again")
    evening.plex.faults.clear()
    await walk.chooses("Plex")
    await walk.sees("Sign in to Plex again")
    await walk.chooses("Enter a token")
    await walk.types("Plex token", evening.plex.owner.token)
    await walk.goes_on()
    await walk.ends("Re-authentication was successful")


async def server_moves(evening: Evening, walk: Walk, moved: str) -> None:
    """To another address, where another server is tried first."""
    await reconfigures(walk)
    await walk.sees("Change the profile")
    await walk.chooses("Way to the Plex server, and libraries")
    await walk.sees("Plex server")
    await walk.goes_on()
    await walk.sees("Plex server by address")
    async with FakePlex("Attic") as other:
        other.owner.token = other.owner.account_token = evening.plex.owner.token
        await walk.types("Address", other.url)
        await walk.is_told("This is the server Attic, but the profile belongs to")
    await walk.types("Address", moved)
    await walk.goes_on()
    await walk.sees("Libraries of Living room")
    await walk.chooses("Anime films")
    await walk.goes_on()
    await walk.ends("Reconfiguration was successful")


async def files_come_along(walk: Walk, files: Path) -> None:
    """Pins and own mappings of another program, for a profile that is there."""
    await reconfigures(walk)
    await walk.chooses("Import from PlexAniBridge")
    await walk.sees("Come over from PlexAniBridge")
    await walk.uploads(files)
    await walk.goes_on()
    await walk.sees("What comes along")
    await expect(walk.dialog.get_by_text("Pinned entries: 1")).to_be_visible()
    await walk.goes_on("Go on")
    await walk.ends("Reconfiguration was successful")


async def second_profile(evening: Evening, walk: Walk, url: str) -> None:
    """The same list is written to by another profile, but not by the same one twice."""
    await walk.page.get_by_text("Enter address and token").click()
    await walk.goes_on()
    await walk.types("Address", url)
    await walk.types("Plex token", evening.plex.owner.token)
    await walk.goes_on()
    await walk.sees("AniList account")
    await walk.page.get_by_text("Other ways").click()
    await walk.types("AniList token", NEW_TOKEN)
    await walk.goes_on()
    await walk.sees("Another profile writes there too")
    await expect(walk.dialog.get_by_text(TITLE)).to_be_visible()
    await walk.goes_on("Go on")
    await walk.sees("What to sync")
    await walk.is_told("There is a profile for Alex and this AniList account already.")
    await walk.chooses_user("Kim")
    await walk.switches("Look at the first changes before they are made")
    await walk.goes_on()
    await walk.sees("PIN of Kim")
    await walk.types("PIN", "1234")
    await walk.goes_on()
    await walk.goes_on("Skip and finish")


async def reconfigures(walk: Walk) -> None:
    """Open the form from the profile's own menu."""
    page = walk.page
    await page.goto(
        f"{page.url.partition('/config')[0]}/config/integrations/integration/{DOMAIN}"
    )
    row = page.locator("ha-config-entry-row").filter(has_text=TITLE)
    await row.get_by_role("button", name="Menu").first.click()
    await page.get_by_role("menuitem", name="Reconfigure").click()
