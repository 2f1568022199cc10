"""The panel in the sidebar, and the dashboard that makes itself, in a real browser."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import expect
import pytest
import pytest_asyncio

from .harness.browser import Browser
from .harness.websocket import CommandFailed
from .sample import Sample, open_sample, opened, records

STRATEGY = {"strategy": {"type": "custom:plex-sync"}}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, set up and synced once."""
    async with open_sample(tmp_path_factory.mktemp("panel")) as sample:
        yield sample


async def test_panel_is_opened_from_the_sidebar(sample: Sample) -> None:
    """One click from anywhere to the timeline, which acts as on a dashboard."""
    async with Browser(sample.home) as browser:
        page = await browser.open("/config/dashboard")
        await page.locator("ha-sidebar").get_by_text("Plex Sync").click()
        await expect(page).to_have_url(f"{sample.home.url}/plex_sync")
        panel = page.locator("plex-sync-panel")
        await expect(panel.get_by_role("heading", level=1)).to_have_text("Plex Sync")
        await expect(records(page).first).to_be_visible()
        await page.get_by_role("button", name="Full sync").click()
        await expect(page.get_by_text("Sync has begun").first).to_be_visible()
        assert browser.errors == []


async def test_pages_of_the_panel_have_addresses(sample: Sample) -> None:
    """A page can be linked to, and going back returns to the one before."""
    async with Browser(sample.home) as browser:
        page = await opened(browser, "plex_sync/timeline")
        pages = page.get_by_role("navigation", name="Pages of Plex Sync")
        await expect(pages.locator("[aria-current=page]")).to_have_text("Timeline")
        await pages.get_by_role("link", name="Backups").click()
        await expect(page).to_have_url(f"{sample.home.url}/plex_sync/backups")
        await expect(pages.locator("[aria-current=page]")).to_have_text("Backups")
        await expect(records(page)).to_have_count(0)
        await page.go_back()
        await expect(records(page).first).to_be_visible()


async def test_panel_fills_a_phone(sample: Sample) -> None:
    """The sidebar is behind a button, and nothing sticks out."""
    async with Browser(sample.home, width=390, height=844) as browser:
        page = await opened(browser, "plex_sync")
        panel = page.locator("plex-sync-panel")
        overflow = "(panel) => panel.scrollWidth - panel.clientWidth"
        assert await panel.evaluate(overflow) <= 0
        assert await page.evaluate("document.documentElement.scrollHeight") <= 844
        await panel.get_by_role("button", name="Open the sidebar").click()
        await expect(
            page.locator("ha-sidebar").get_by_text("Plex Sync")
        ).to_be_visible()


async def test_panel_goes_when_no_profile_wants_it(sample: Sample) -> None:
    """The option hides it from open pages too."""
    async with Browser(sample.home) as browser:
        page = await browser.open("/config/dashboard")
        entry = page.locator("ha-sidebar").get_by_text("Plex Sync")
        await expect(entry).to_be_visible()
        for shown in (False, True):
            await sample.choose_options(show_panel=shown)
            await expect(entry).to_have_count(1 if shown else 0)


async def test_dashboard_makes_itself(sample: Sample) -> None:
    """One line of configuration brings a view of the profile: cards and entities."""
    await sample.lay_out(STRATEGY, "plex-sync-own")
    async with Browser(sample.home) as browser:
        page = await opened(browser, "plex-sync-own")
        await expect(page.get_by_text("Error loading")).to_have_count(0)
        await expect(page.locator("plex-sync-timeline-card")).to_have_count(1)
        tiles = page.locator("hui-tile-card")
        await expect(tiles.filter(has_text="Automatic sync")).to_be_visible()
        assert browser.errors == []


async def config_of(sample: Sample, path: str) -> Any:
    """What a dashboard is made of; the frontend saves it a little after making one."""
    async with asyncio.timeout(10):
        while True:
            try:
                return await sample.home.call("lovelace/config", url_path=path)
            except CommandFailed:
                await asyncio.sleep(0.1)


async def test_dashboard_is_offered_where_dashboards_are_made(sample: Sample) -> None:
    """Nobody has to know the name of the strategy."""
    async with Browser(sample.home) as browser:
        page = await browser.open("/config/lovelace/dashboards")
        await page.get_by_role("button", name="Add dashboard").click()
        await page.locator("dashboard-card").filter(has_text="Plex Sync").click()
        dialog = page.locator("dialog-lovelace-dashboard-detail")
        await expect(dialog.get_by_role("textbox", name="Title")).to_have_value(
            "Plex Sync"
        )
        await dialog.get_by_role("button", name="Create").click()
        await expect(page.get_by_text("Plex Sync", exact=True).first).to_be_visible()
        dashboards = await sample.home.call("lovelace/dashboards/list")
        [made] = [each for each in dashboards if each["title"] == "Plex Sync"]
        assert await config_of(sample, made["url_path"]) == STRATEGY
