"""The timeline card in a real browser: what it shows, and what can be done with it."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect
import pytest
import pytest_asyncio

from .harness.browser import Browser
from .sample import FIRST_RUN, Sample, counter, open_sample, opened, records


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, set up and synced once."""
    async with open_sample(tmp_path_factory.mktemp("timeline")) as sample:
        yield sample


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
