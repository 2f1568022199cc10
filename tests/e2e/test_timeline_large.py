"""A large library in the timeline card: thousands of records, live and by scrolling."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect
import pytest
import pytest_asyncio

from tests.demo.services import SampleServices

from .harness.browser import Browser
from .sample import PATH, Sample, counter, open_sample, opened, records

FILMS = 2000
FIRST_ID = 900_000
MOST_ON_SCREEN = 300

NUMBERS = "(lines) => lines.map((line) => line.record.record)"


def add_films(services: SampleServices) -> None:
    """So many films, all of them watched, all of them known to the mappings."""
    household = services.household
    mappings = dict(household.mappings)
    for number in range(FILMS):
        identity, title = FIRST_ID + number, f"Film {number:04}"
        services.anilist.add_media(id=identity, title=title, format="MOVIE", episodes=1)
        film = household.add_film(title, external_ids=(f"tmdb://{identity}",))
        services.plex.watch(services.plex.owner, film, at=1_770_000_000 + number)
        mappings[str(identity)] = {"tmdb_movie_id": identity}
    services.mappings.put("mappings.json", mappings)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household with its films, while its first sync runs."""
    folder = tmp_path_factory.mktemp("large")
    async with open_sample(folder, synced=False, fill=add_films) as sample:
        yield sample


async def numbers(page: Page) -> list[int]:
    """The numbers of the records that stand in the page, from the top down."""
    found: list[int] = await records(page).evaluate_all(NUMBERS)
    return found


async def test_records_arrive_live_and_in_order(sample: Sample) -> None:
    """While the first sync runs: stage and meter, growing counters, newest on top."""
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{PATH}/0")
        meter = page.locator("plex-sync-progress").get_by_role("progressbar")
        await expect(meter).to_be_visible()
        await expect(page.get_by_role("button", name="Stop")).to_be_visible()

        newest: list[int] = []
        synced = counter(page, "Synced").locator("b")
        while await meter.is_visible():
            seen = await numbers(page)
            assert seen == sorted(seen, reverse=True)
            if seen and seen[0] not in newest:
                newest.append(seen[0])
            await page.wait_for_timeout(100)
        assert newest == sorted(newest)
        assert len(newest) > 3
        await expect(synced).to_have_text("2,109")
        await expect(page.locator(".run").first).to_contain_text("2,109 changes")
        assert browser.errors == []


async def test_all_records_are_reached_by_scrolling(sample: Sample) -> None:
    """Pages follow one another to the end; the page forgets what is far away."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        scroller = page.locator("plex-sync-feed .scroller")
        end = page.get_by_text("That is all.")
        seen: dict[int, None] = {}
        for _ in range(600):
            shown = await numbers(page)
            seen |= dict.fromkeys(shown)
            assert len(shown) < MOST_ON_SCREEN
            if await end.is_visible():
                break
            await scroller.evaluate("(scroller) => scroller.scrollBy(0, 3000)")
            await page.wait_for_timeout(50)
        await expect(end).to_be_visible()
        assert list(seen) == sorted(seen, reverse=True)
        assert len(seen) == 2_112

        await scroller.evaluate("(scroller) => scroller.scrollTo(0, 0)")
        await expect(records(page).first).to_be_visible()
        assert (await numbers(page))[0] == max(seen)


async def test_one_of_thousands_is_found(sample: Sample) -> None:
    """By a word, and together with an outcome."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await page.get_by_role("button", name="Search the timeline").click()
        await page.get_by_role("searchbox").fill("film 1234")
        await expect(records(page)).to_have_count(1)
        await expect(records(page)).to_contain_text("Film 1234")
        await counter(page, "Not found").click()
        await expect(page.get_by_text("Nothing like that")).to_be_visible()
