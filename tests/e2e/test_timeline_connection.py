"""The timeline card through lost connections, reloads and removals."""

from collections.abc import AsyncIterator

from playwright.async_api import WebSocketRoute, expect
import pytest
import pytest_asyncio

from tests.demo.services import SampleServices
from tests.demo.setup import set_up_profile

from .harness.browser import Browser
from .sample import CARD, FIRST_RUN, PATH, Sample, counter, open_sample, opened, records

LOST = "The connection to Home Assistant is lost."
GONE = "The profile of this card is gone."
SECOND_TOKEN = "sample-token-of-mika"
OTHER_PATH = "timeline-other"


def add_second_account(services: SampleServices) -> None:
    """AniList has another account, with an empty list."""
    services.anilist.add_user("mika", SECOND_TOKEN)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, set up and synced once."""
    folder = tmp_path_factory.mktemp("connection")
    async with open_sample(folder, fill=add_second_account) as sample:
        yield sample


class Cable:
    """The websocket of a page: can be cut, and put back."""

    def __init__(self) -> None:
        """It is in."""
        self._is_cut = False
        self._open: list[WebSocketRoute] = []

    async def lay(self, browser: Browser) -> None:
        """Lead all websockets of a browser through here."""
        await browser.context.route_web_socket("**/api/websocket", self._connect)

    async def cut(self) -> None:
        """End what is open, and let nothing through."""
        self._is_cut = True
        for route in self._open:
            await route.close(code=1001)
        self._open.clear()

    def mend(self) -> None:
        """Let the next one through."""
        self._is_cut = False

    async def _connect(self, route: WebSocketRoute) -> None:
        if self._is_cut:
            await route.close(code=1001)
            return
        route.connect_to_server()
        self._open.append(route)


async def test_nothing_is_missed_while_the_websocket_is_gone(sample: Sample) -> None:
    """What came, changed and went meanwhile is there, and the place is kept."""
    cable = Cable()
    async with Browser(sample.home) as browser:
        await cable.lay(browser)
        page = await opened(browser)
        synced = int(await counter(page, "Synced").locator("b").inner_text())
        await page.locator("plex-sync-feed .scroller").evaluate(
            "(scroller) => scroller.scrollTo(0, scroller.scrollHeight)"
        )
        await expect(records(page).nth(60)).to_be_attached()
        await cable.cut()
        await expect(page.get_by_text(LOST)).to_be_visible()
        await expect(page.get_by_role("button", name="Full sync")).to_be_disabled()

        for number in (16, 17):
            sample.watch(number)
            await sample.sync()
        newest = (await sample.act("get_history", limit=1))["records"][0]["record"]
        await sample.act("undo", record_ids=[newest])

        cable.mend()
        await expect(page.get_by_text(LOST)).to_have_count(0, timeout=FIRST_RUN)
        await expect(counter(page, "Synced").locator("b")).to_have_text(str(synced + 2))
        await expect(counter(page, "Undone").locator("b")).to_have_text("1")
        await page.locator("plex-sync-feed .scroller").evaluate(
            "(scroller) => scroller.scrollTo(0, 0)"
        )
        for place, (before, after) in enumerate((("5", "4"), ("4", "5"), ("3", "4"))):
            line = records(page).nth(place)
            await expect(line.locator(".from")).to_have_text(before)
            await expect(line.locator(".to")).to_have_text(after)
        await expect(records(page).nth(1)).to_contain_text("taken back by hand")


async def test_reload_of_the_profile_is_survived(sample: Sample) -> None:
    """While it is away the card says so; then it goes on by itself."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        away = page.get_by_text("The profile is being loaded.")
        for disabled_by in ("user", None):
            await sample.home.call(
                "config_entries/disable",
                entry_id=sample.entry,
                disabled_by=disabled_by,
            )
            await expect(away).to_have_count(1 if disabled_by else 0)
        await expect(records(page).first).to_be_visible()


async def test_restart_of_home_assistant_is_survived(sample: Sample) -> None:
    """It restarts under an open page: the card says so, and misses nothing."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await sample.home.stop()
        await expect(page.get_by_text(LOST)).to_be_visible(timeout=30_000)
        sample.watch(18)
        await sample.home.start()
        await sample.sync()
        await expect(records(page).first).to_contain_text("6", timeout=60_000)
        await expect(page.get_by_text(LOST)).to_have_count(0)


async def test_card_without_its_profile_offers_the_others(sample: Sample) -> None:
    """One that was never there, or is no more."""
    await sample.show({"type": CARD, "config_entry": "gone"}, path=OTHER_PATH)
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{OTHER_PATH}/0")
        await expect(page.get_by_text(GONE)).to_be_visible()
        await page.get_by_role("button", name="Anime · frieda").click()
        await expect(records(page).first).to_be_visible()


async def test_one_card_switches_profiles_until_one_is_removed(sample: Sample) -> None:
    """The choice is remembered; when the chosen one is removed, the other is offered."""
    answers = {
        **sample.services.answers,
        "preview": False,
        "anilist.token": SECOND_TOKEN,
    }
    entry = await set_up_profile(sample.home, "anime", answers)
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{PATH}/0")
        chooser = page.get_by_role("combobox", name="Profile")
        await chooser.select_option("Anime · frieda")
        await expect(records(page).first).to_be_visible()
        await chooser.select_option("Anime · mika")
        timeline = page.get_by_role("region", name="Timeline of Anime · mika")
        await expect(timeline).to_be_visible()
        await page.reload()
        await expect(chooser).to_have_value(entry["entry_id"])

        await sample.home.rest(
            "DELETE", f"/api/config/config_entries/entry/{entry['entry_id']}"
        )
        await expect(page.get_by_text(GONE)).to_be_visible()
        await page.get_by_role("button", name="Anime · frieda").click()
        await expect(records(page).first).to_be_visible()
        # The pictures of the profile that was removed are gone with it.
        assert [each for each in browser.errors if "load resource" not in each] == []


async def test_last_profile_leaves_a_way_to_add_one(sample: Sample) -> None:
    """The card says that there is none; the panel is gone from the sidebar."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        entry = page.locator("ha-sidebar").get_by_text("Plex Sync")
        await expect(entry).to_be_visible()
        await sample.home.rest(
            "DELETE", f"/api/config/config_entries/entry/{sample.entry}"
        )
        await expect(page.get_by_text(GONE)).to_be_visible()
        await expect(entry).to_have_count(0)
        await page.reload()
        await expect(page.get_by_text("There is no Plex Sync profile")).to_be_visible()
        await expect(page.get_by_role("link", name="Add a profile")).to_be_visible()
