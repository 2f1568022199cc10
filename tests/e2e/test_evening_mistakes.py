"""All that can go wrong on the way to a profile, seen in a browser, and the way on."""

from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import expect
import pytest
import pytest_asyncio

from tests.demo.household import ANILIST_TOKEN as TOKEN
from tests.fakes.plex import Fault
from tests.fakes.plex.plextv import Connection
from tests.fakes.tls import behind_tls
from tests.integration.flow_signin import jwt

from .evening import CLIENT_ID, DOMAIN, Evening, open_evening
from .harness.browser import Browser
from .walk import THEMES, Walk, allow_plex, approved, begin

AGAIN = "Sign in again"
WATCHED = 1_780_000_000


@pytest_asyncio.fixture(name="evening", loop_scope="module")
async def evening_fixture(tmp_path: Path) -> AsyncIterator[Evening]:
    """A household with a home and friends, and a Home Assistant that is new to it."""
    async with open_evening(tmp_path) as evening:
        yield evening


@pytest.mark.parametrize("dark", THEMES)
async def test_each_mistake_is_told_and_leads_on(
    evening: Evening, tmp_path: Path, dark: bool
) -> None:
    """At plex.tv, on the way to the server, at AniList, and with whom to follow."""
    async with Browser(evening.home, dark=dark) as browser:
        await no_way_in_at_plex_tv(evening, await begin(browser, dark=dark))
        await untrusted_certificate(evening, await begin(browser, dark=dark), tmp_path)
        async with behind_tls(evening.plex.url, tmp_path) as relay:
            walk = await begin(browser, dark=dark)
            await only_a_relay(evening, walk, relay)
            await wrong_pastes(evening, walk)
            await whom_to_follow(evening, walk)
            await approved(
                evening,
                walk,
                "2 new, 0 raised, 0 lowered, 0 deleted,",
                "Done: 2 entries were written.",
            )
            assert evening.home.problems().ours == []
        held = evening.services.held()
        assert [held[media]["progress"] for media in (889, 1519)] == [12, 12]
        assert browser.outside == []


async def no_way_in_at_plex_tv(evening: Evening, walk: Walk) -> None:
    """It is too busy, does not answer, nobody comes in time, and an account has no server."""
    plex = evening.plex
    plex.faults.add(Fault("status", "/pins", service="plex_tv", times=None))
    await walk.is_told("Plex's own site does not answer.")
    plex.faults.clear()
    plex.faults.add(Fault("status", "/pins", service="plex_tv", status=429, times=None))
    await walk.is_told("Plex asks to wait", button=AGAIN)
    plex.faults.clear()
    await walk.goes_on(AGAIN)
    await walk.page.get_by_role("link", name="Open plex.tv").wait_for()
    plex.plex_tv.pins.expire(plex.plex_tv.pins.newest)
    await walk.reads("Nobody allowed the access in time.")
    await walk.goes_on(AGAIN)
    plex.plex_tv.raw = "[]"
    await allow_plex(evening, walk, plex.owner)
    await walk.reads("No Plex server belongs to this account")
    plex.plex_tv.raw = None
    plex.faults.add(
        Fault("status", "/api/v2/resources", service="plex_tv", status=401, times=None)
    )
    await walk.goes_on(AGAIN)
    await allow_plex(evening, walk, plex.owner)
    await walk.reads("Plex does not accept the sign-in any more.")
    plex.faults.clear()
    await walk.closes()
    assert await evening.home.entries(DOMAIN) == []


async def untrusted_certificate(evening: Evening, walk: Walk, folder: Path) -> None:
    """One of two servers has made its own; its address is typed, wrongly at first."""
    plex = evening.plex
    own = folder / "own"
    own.mkdir(exist_ok=True)
    plex.plex_tv.extra_resources = [
        {"name": "Attic", "clientIdentifier": "attic", "provides": "server"}
    ]
    async with behind_tls(plex.url, own) as url:
        port = int(url.rpartition(":")[2])
        plex.plex_tv.connections = [Connection(url, "", port)]
        await walk.goes_on()
        await allow_plex(evening, walk, plex.owner)
        await walk.reads("This account can use several servers.")
        await walk.chooses("Living room")
        await walk.is_told("The certificate of the server is not trusted.")
        await walk.types("Address", "ftp://nowhere")
        await walk.is_told("This is not an address.")
        await walk.types("Address", "127.0.0.1:1")
        await walk.is_told("No Plex server answers there.")
        await walk.types("Address", url)
        await walk.is_told("The certificate of the server is not trusted.")
        await walk.switches("Check the certificate")
        await walk.goes_on()
        await walk.sees("AniList account")
    plex.plex_tv.extra_resources = []
    await walk.closes()


async def only_a_relay(evening: Evening, walk: Walk, relay: str) -> None:
    """Plex's own computers are the only way, and may be used."""
    port = int(relay.rpartition(":")[2])
    evening.plex.plex_tv.connections = [
        Connection(relay, "127.0.0.1", port, local=False, relay=True)
    ]
    await walk.goes_on()
    await allow_plex(evening, walk, evening.plex.owner)
    await walk.sees("Way to Living room")
    await walk.reads("This server answers only through Plex's relay")
    await walk.switches("Use Plex's relay")
    await walk.goes_on()
    await walk.sees("AniList account")


async def wrong_pastes(evening: Evening, walk: Walk) -> None:
    """Each is recognised; an address with the token inside is good."""
    anilist = evening.services.anilist
    await walk.is_told("Enter the client ID, the number")
    await walk.types("Client ID", CLIENT_ID)
    await walk.goes_on()
    await walk.sees("Allow the access to AniList")
    over = jwt({"sub": "5", "exp": 1_600_000_000})
    for paste, sentence in (
        (CLIENT_ID, "This is the client ID."),
        ("27182", "This is a number, so it was taken as the client ID"),
        ("https://anilist.co/home", "This is an address without a token in it."),
        (jwt()[:-9], "The end of the token is missing."),
        (over, "This token has run out."),
        (jwt(), "AniList does not accept this token."),
    ):
        await walk.types("Token", paste)
        await walk.is_told(sentence)
    anilist.fail("disabled", times=-1)
    await walk.types("Token", TOKEN)
    await walk.is_told("AniList has switched off the access")
    anilist.heal()
    # One second more than somebody is let wait before a form.
    anilist.fail("429", seconds=20, headers=False)
    await walk.types("Token", TOKEN)
    await walk.is_told("AniList asks to wait")
    page = "https://anilist.co/api/v2/oauth/pin"
    await walk.types("Token", f"{page}#access_token={TOKEN}&token_type=Bearer")
    await walk.goes_on()
    await walk.sees("What to sync")


async def whom_to_follow(evening: Evening, walk: Walk) -> None:
    """A friend who may see nothing, and somebody with a PIN who sees one library."""
    plex = evening.plex
    robin = next(each for each in plex.users if each.name == "Robin")
    kim = next(each for each in plex.users if each.name == "Kim")
    kim.sections = {evening.services.household.shows.key}
    show = next(
        each for each in evening.services.shows() if each.title == "Black Lagoon"
    )
    plex.watch(kim, show.season(1), at=WATCHED)

    await walk.chooses_user("Robin")
    await walk.is_told("has no library of films or shows that this user sees.")
    robin.pending = True
    await walk.is_told("Plex gives no access to this server for Robin.")
    await walk.chooses("Anime")
    await walk.chooses("Anime films")
    await walk.is_told("Choose at least one library.")
    await expect(walk.dialog.get_by_role("checkbox", checked=True)).to_have_count(0)
    await walk.chooses("Anime")
    await walk.chooses("Anime films")
    await walk.page.get_by_text("More", exact=True).click()
    seconds = walk.page.get_by_role("spinbutton", name="Look for changes every")
    await seconds.fill("5")
    await walk.is_told("Choose 0 for never, or at least 30 seconds.")
    await seconds.fill("120")
    await walk.chooses_user("Kim")
    await walk.goes_on()
    await walk.sees("PIN of Kim")
    await walk.types("PIN", "0000")
    await walk.is_told("This is not the PIN of Kim.")
    await walk.types("PIN", "1234")
    await walk.is_told("Kim does not see all of these libraries.")
