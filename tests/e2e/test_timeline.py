"""The timeline card in a real browser: what it shows, and what can be done with it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import Locator, Page, expect
import pytest
import pytest_asyncio

from tests.demo.configuration import yaml_of
from tests.demo.services import SampleServices
from tests.demo.setup import set_up_profile

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant

CARD = "custom:plex-sync-timeline-card"
PATH = "timeline-test"
FIRST_RUN = 60_000


@dataclass
class Sample:
    """A Home Assistant with a profile that has synced, and a dashboard of the card."""

    home: HomeAssistant
    services: SampleServices
    entry: str

    def watch(self, number: int) -> None:
        """Watch an episode of Black Lagoon, the second half of which is entry 1519."""
        show = next(one for one in self.services.shows() if one.title == "Black Lagoon")
        now = int(datetime.now(UTC).timestamp()) - 30
        plex = self.services.plex
        plex.watch(plex.owner, show.episode(1, number), at=now)

    async def sync(self) -> None:
        """Poll, and wait for the end."""
        await self.act("sync", kind="poll", wait=True)

    async def act(self, action: str, **data: Any) -> Any:
        """Run an action of the profile."""
        return await self.home.action(
            f"plex_sync.{action}",
            {"config_entry_id": self.entry, **data},
            response=True,
        )

    async def show(self, *cards: dict[str, Any], path: str = PATH) -> None:
        """Lay out a dashboard."""
        dashboards = await self.home.call("lovelace/dashboards/list")
        if path not in [each["url_path"] for each in dashboards]:
            await self.home.call(
                "lovelace/dashboards/create",
                url_path=path,
                title="Timeline",
                mode="storage",
                require_admin=False,
            )
        view = {"title": "Timeline", "cards": list(cards or [{"type": CARD}])}
        await self.home.call(
            "lovelace/config/save", url_path=path, config={"views": [view]}
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, set up and synced once."""
    folder = tmp_path_factory.mktemp("timeline")
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(SampleServices())
        home = await stack.enter_async_context(
            HomeAssistant(folder, yaml=yaml_of(services.endpoints))
        )
        entry = await set_up_profile(home, "anime", services.answers)
        sample = Sample(home, services, entry["entry_id"])
        await sample.act("sync", wait=True)
        await sample.show()
        yield sample


def records(page: Page) -> Locator:
    """The lines of the timeline, newest first."""
    return page.locator("plex-sync-record")


def counter(page: Page, name: str) -> Locator:
    """The card of an outcome."""
    return page.locator("plex-sync-outcomes button").filter(has_text=name)


async def opened(browser: Browser, path: str = PATH) -> Page:
    """The dashboard, once the card shows its lines."""
    page = await browser.open(f"/{path}/0")
    await records(page).first.wait_for(timeout=FIRST_RUN)
    return page


async def scroll_to_end(page: Page) -> None:
    """Scroll the feed down."""
    await page.locator("plex-sync-feed .scroller").evaluate(
        "(scroller) => scroller.scrollTo(0, scroller.scrollHeight)"
    )


async def test_card_shows_what_was_synced(sample: Sample) -> None:
    """Profile, counters, runs and lines with their pictures; nothing comes from outside."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        header = page.locator("plex-sync-header")
        await expect(header.get_by_role("heading")).to_have_text("Anime · frieda")
        await expect(header).to_contain_text("next full sync")
        await expect(counter(page, "Synced")).to_contain_text("109")
        await expect(counter(page, "Not found")).to_contain_text("2")
        await expect(page.locator(".run").first).to_contain_text("full sync")
        pictures = page.locator("plex-sync-cover img")
        await expect(pictures.first).to_be_visible()
        loaded = "(image) => image.complete && image.naturalWidth > 0"
        assert await pictures.first.evaluate(loaded)
        assert browser.errors == []
        assert browser.outside == []


async def test_outcome_and_search_narrow_the_feed(sample: Sample) -> None:
    """A click on an outcome shows those alone, a word those that have it; Clear ends it."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await counter(page, "Not found").click()
        await expect(records(page)).to_have_count(2)
        await expect(counter(page, "Not found")).to_have_attribute(
            "aria-pressed", "true"
        )
        await page.get_by_role("button", name="Search the timeline").click()
        await page.get_by_role("searchbox").fill("lighthouse")
        await expect(records(page)).to_have_count(1)
        await expect(records(page)).to_contain_text("The Keepers of the Lighthouse")
        await page.get_by_role("button", name="Clear", exact=True).click()
        await expect(records(page)).not_to_have_count(1)
        await page.get_by_role("searchbox").fill("no such title at all")
        await expect(page.get_by_text("Nothing like that")).to_be_visible()


async def test_all_lines_are_reached_by_scrolling(sample: Sample) -> None:
    """Pages follow one another until that is all, and the screen forgets what is far."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        end = page.get_by_text("That is all.")
        for _ in range(20):
            await scroll_to_end(page)
            if await end.is_visible():
                break
            await page.wait_for_timeout(200)
        await expect(end).to_be_visible()
        assert await records(page).count() < 112


async def test_difference_tells_what_and_why(sample: Sample) -> None:
    """Fields in words with their reason, both states side by side, found by name."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="New on the list").first
        await line.get_by_role("button", name="Difference").click()
        difference = line.locator("plex-sync-difference")
        await expect(difference).to_contain_text("Plex says that")
        await expect(difference.locator(".row").first).to_contain_text("Status")
        before = await difference.locator(".row").count()
        await difference.get_by_role("checkbox").check()
        assert await difference.locator(".row").count() > before
        await difference.get_by_role("searchbox").fill("progress")
        await expect(difference.locator(".row")).to_have_count(1)
        await difference.get_by_role("tab", name="Compare").click()
        await expect(difference).to_contain_text('"progress"')
        await expect(difference).to_contain_text("Not on the list")
        await line.get_by_role("button", name="Hide difference").click()
        await expect(difference).to_have_count(0)


async def test_problem_tells_what_was_tried(sample: Sample) -> None:
    """Why nothing was found, and in full what the mappings know."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="Elfen Lied: the film night")
        await expect(line).to_contain_text("Several AniList entries")
        await line.get_by_role("button", name="Why").click()
        await expect(line).to_contain_text("imdb_movie:tt0480489")
        await line.get_by_role("button", name="Explain in full").click()
        await expect(line).to_contain_text("AniList 226")


async def test_sync_is_seen_live_undone_and_redone(sample: Sample) -> None:
    """From a button of the card to a line, its undo and its redo, without a reload."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        synced = int(await counter(page, "Synced").locator("b").inner_text())
        sample.watch(16)
        await page.get_by_role("button", name="Full sync").click()
        line = records(page).first
        await expect(line).to_contain_text("Episode", timeout=FIRST_RUN)
        await expect(line.locator(".piece").first).to_contain_text("4")
        await expect(counter(page, "Synced")).to_contain_text(str(synced + 1))
        assert sample.services.held()[1519]["progress"] == 4

        await line.get_by_role("button", name="Undo", exact=True).click()
        dialog = page.get_by_role("alertdialog")
        await expect(dialog).to_contain_text("goes back to what it was before")
        await dialog.get_by_role("button", name="Undo", exact=True).click()
        await expect(counter(page, "Undone")).to_contain_text("1")
        await expect(records(page).first).to_contain_text("Undone")
        assert sample.services.held()[1519]["progress"] == 3

        await records(page).first.get_by_role("button", name="Redo").click()
        await dialog.get_by_role("button", name="Redo").click()
        await expect(records(page).first).not_to_contain_text("Undone")
        assert sample.services.held()[1519]["progress"] == 4
        assert browser.errors == []


async def test_news_wait_while_one_reads(sample: Sample) -> None:
    """Scrolled down, nothing moves; a button tells how much is new and leads there."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await page.locator("plex-sync-feed .scroller").evaluate(
            "(scroller) => scroller.scrollTo(0, 900)"
        )
        sample.watch(17)
        await sample.sync()
        news = page.get_by_role("button", name="1 new")
        await news.click()
        await expect(records(page).first).to_contain_text("5")
        await expect(news).to_have_count(0)


async def test_pins_are_set_and_lifted(sample: Sample) -> None:
    """From a line to the editor, and from the menu to all pins."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="Undo").first
        await line.get_by_role("button", name="Pin…").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("checkbox", name="Score").check()
        await dialog.get_by_role("button", name="Save").click()
        await expect(dialog).to_have_count(0)
        [pin] = (await sample.act("get_pins"))["pins"]
        assert pin["fields"] == ["score"]
        await page.get_by_role("button", name="More", exact=True).click()
        await page.get_by_role("button", name="Pins", exact=True).click()
        await expect(dialog).to_contain_text("Score")
        await dialog.get_by_role("button", name="Unpin").click()
        await expect(dialog).to_contain_text("Nothing is pinned.")
        assert (await sample.act("get_pins"))["pins"] == []


async def test_ignored_problem_goes(sample: Sample) -> None:
    """After a question, it is gone from the feed and from the counter."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="Tales from the Attic")
        await line.get_by_role("button", name="Ignore").click()
        dialog = page.get_by_role("alertdialog")
        await dialog.get_by_role("button", name="Cancel").click()
        await expect(line).to_have_count(1)
        await line.get_by_role("button", name="Ignore").click()
        await dialog.get_by_role("button", name="Ignore").click()
        await expect(line).to_have_count(0)
        await expect(counter(page, "Not found")).to_contain_text("1")


async def test_waiting_plan_is_shown_and_applied(sample: Sample) -> None:
    """A dry run's plan stands on top with its changes; applied, it is written."""
    sample.watch(18)
    await sample.act("sync", dry_run=True)
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        plan = page.get_by_role("region", name="A plan that waits")
        await expect(plan).to_contain_text("1 change")
        await plan.get_by_role("button", name="Show changes").click()
        await expect(plan).to_contain_text("Episode 5 → 6")
        await plan.get_by_role("button", name="Apply").click()
        dialog = page.get_by_role("alertdialog")
        await dialog.get_by_role("button", name="Apply").click()
        await expect(plan).to_have_count(0)
        await expect(records(page).first).to_contain_text("6")
    assert sample.services.held()[1519]["progress"] == 6


async def test_reader_is_offered_nothing_to_do(sample: Sample) -> None:
    """Acts that a user has no right to are left out; looking is not."""
    tokens = await sample.home.add_user("Kim", read_only=True)
    login = sample.home.frontend_tokens_of(tokens)
    async with Browser(sample.home, tokens=login) as browser:
        page = await opened(browser)
        await expect(counter(page, "Synced")).to_be_visible()
        for name in ("Full sync", "Undo", "Pin…", "Ignore", "Retry", "Undo run"):
            button = page.get_by_role("button", name=name, exact=True)
            await expect(button).to_have_count(0)
        line = records(page).filter(has_text="New on the list").first
        await line.get_by_role("button", name="Difference").click()
        await expect(line.locator("plex-sync-difference")).to_contain_text("Status")


@pytest.mark.parametrize(
    ("language", "sync", "direction"),
    [("de", "Voller Abgleich", "ltr"), ("he", "Full sync", "rtl")],
)
async def test_card_speaks_the_users_language(
    sample: Sample, language: str, sync: str, direction: str
) -> None:
    """Texts, days and direction follow Home Assistant; what is not translated is English."""
    async with Browser(sample.home, language=language, width=390) as browser:
        page = await opened(browser)
        await expect(page.get_by_role("button", name=sync)).to_be_visible()
        card = page.locator("plex-sync-timeline ha-card")
        await expect(card).to_have_attribute("dir", direction)
        overflow = "(card) => card.scrollWidth - card.clientWidth"
        assert await card.evaluate(overflow) <= 0
        assert browser.errors == []


async def test_missing_profile_says_so(sample: Sample) -> None:
    """A card of a profile that is gone offers the others."""
    path = "timeline-gone"
    await sample.show({"type": CARD, "config_entry": "gone"}, path=path)
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{path}/0")
        await expect(
            page.get_by_text("The profile of this card is gone.")
        ).to_be_visible()
        await page.get_by_role("button", name="Anime · frieda").click()
        await expect(records(page).first).to_be_visible()


async def test_reload_of_the_profile_is_survived(sample: Sample) -> None:
    """While it is away the card says so; then it goes on by itself."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await sample.home.call(
            "config_entries/disable", entry_id=sample.entry, disabled_by="user"
        )
        await expect(page.get_by_text("The profile is being loaded.")).to_be_visible()
        await sample.home.call(
            "config_entries/disable", entry_id=sample.entry, disabled_by=None
        )
        await expect(page.get_by_text("The profile is being loaded.")).to_have_count(0)
        await expect(records(page).first).to_be_visible()


async def test_lost_connection_comes_back_by_itself(sample: Sample) -> None:
    """Home Assistant restarts under an open page: the card says so, and misses nothing."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await sample.home.stop()
        await expect(
            page.get_by_text("The connection to Home Assistant is lost.")
        ).to_be_visible(timeout=30_000)
        sample.watch(19)
        await sample.home.start()
        await sample.sync()
        await expect(records(page).first).to_contain_text("7", timeout=60_000)
        await expect(
            page.get_by_text("The connection to Home Assistant is lost.")
        ).to_have_count(0)
