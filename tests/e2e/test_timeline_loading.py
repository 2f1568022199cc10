"""The card is shown in each fresh page load, in whatever order its parts arrive."""

import asyncio
from collections.abc import AsyncIterator

from playwright.async_api import Route, expect
import pytest
import pytest_asyncio

from .harness.browser import Browser
from .sample import CARD, PATH, Sample, open_sample

HELD_SECONDS = 1.5
OWN_PATH = "plex-sync-own"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, with the card on a dashboard."""
    async with open_sample(tmp_path_factory.mktemp("loading")) as sample:
        yield sample


async def _hold_back(route: Route) -> None:
    await asyncio.sleep(HELD_SECONDS)
    await route.continue_()


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("held", "loads"),
    [
        pytest.param(None, 30, id="as it comes"),
        pytest.param("**/frontend_latest/app.*.js", 30, id="app late"),
        pytest.param("**/frontend_latest/core.*.js", 5, id="core late"),
        pytest.param("**/plex_sync/*/cards.js", 30, id="card late"),
        pytest.param("**/plex_sync/*/timeline-*.js", 5, id="chunk late"),
    ],
)
async def test_card_is_shown_in_every_order(
    sample: Sample, held: str | None, loads: int
) -> None:
    """Never *Configuration error*, and no word of trouble on the console."""
    for _ in range(loads):
        await shows_records(sample, f"{PATH}/0", held)


@pytest.mark.parametrize(
    ("path", "held"),
    [
        pytest.param("plex_sync", "**/frontend_latest/app.*.js", id="panel, app late"),
        pytest.param("plex_sync", "**/plex_sync/*/cards.js", id="panel, cards late"),
        pytest.param("plex_sync", "**/plex_sync/*/panel.js", id="panel late"),
        pytest.param(OWN_PATH, "**/frontend_latest/app.*.js", id="dashboard, app late"),
        pytest.param(OWN_PATH, "**/plex_sync/*/cards.js", id="dashboard, cards late"),
        pytest.param(OWN_PATH, "**/plex_sync/*/strategy-*.js", id="strategy late"),
    ],
)
async def test_panel_and_own_dashboard_are_shown_in_every_order(
    sample: Sample, path: str, held: str
) -> None:
    """What makes a page of the cards may come at any time, too."""
    await sample.lay_out({"strategy": {"type": "custom:plex-sync"}}, OWN_PATH)
    for _ in range(3):
        await shows_records(sample, path, held)


async def shows_records(sample: Sample, path: str, held: str | None) -> None:
    """A fresh browser shows the timeline, though something comes late."""
    async with Browser(sample.home) as browser:
        if held is not None:
            await browser.context.route(held, _hold_back)
        page = await browser.open(f"/{path}")
        await expect(page.locator("plex-sync-record").first).to_be_visible(
            timeout=20_000
        )
        assert await page.locator("hui-error-card").count() == 0
        assert browser.errors == []


async def test_picker_shows_a_sample_without_asking(sample: Sample) -> None:
    """In the card picker the card shows made-up titles, and the editor is a form."""
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{PATH}/0?edit=1")
        await page.locator("plex-sync-record").first.wait_for()
        await page.get_by_role("button", name="Add card").first.click()
        await page.get_by_role("tab", name="By card").click()
        await page.get_by_placeholder("Search cards").fill("Plex Sync")
        preview = page.locator("hui-card-picker plex-sync-timeline")
        await expect(preview.get_by_text("Kino’s Travels")).to_be_visible()
        await (
            page.locator("hui-card-picker .card")
            .filter(has_text="Plex Sync timeline")
            .first.click()
        )
        dialog = page.locator("hui-dialog-edit-card")
        await expect(dialog.get_by_text("Height of the list")).to_be_visible()
        # The pictures of other cards are looked for outside; that is not ours.
        assert not [error for error in browser.errors if "plex" in error.lower()]


async def test_several_cards_share_a_page(sample: Sample) -> None:
    """Two cards of one profile live side by side, each with its own filter."""
    path = "timeline-two"
    await sample.show({"type": CARD}, {"type": CARD, "outcome": "not_found"}, path=path)
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{path}/0")
        cards = page.locator("plex-sync-timeline")
        await expect(cards).to_have_count(2)
        await expect(cards.nth(1).locator("plex-sync-record")).to_have_count(2)
        await expect(cards.nth(0).locator("plex-sync-record")).not_to_have_count(2)
