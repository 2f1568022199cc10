"""The main job in a real browser: set up, sync from the device's page, counters move."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.async_api import Page, expect
import pytest
import pytest_asyncio

from tests.demo.configuration import yaml_of
from tests.demo.services import SampleServices

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant

BY_ADDRESS = "Enter address and token"
OTHER_WAYS = "Other ways"
FIRST_RUN = 60_000
"""Milliseconds that a first run of the household may take in the browser's eyes."""


@dataclass
class Sample:
    """A Home Assistant beside a household's services."""

    home: HomeAssistant
    services: SampleServices


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, and a Home Assistant that does not know it yet."""
    folder = tmp_path_factory.mktemp("sample")
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(SampleServices())
        home = HomeAssistant(folder, yaml=yaml_of(services.endpoints))
        yield Sample(await stack.enter_async_context(home), services)


async def _fill(page: Page, label: str, text: str) -> None:
    await page.get_by_role("textbox", name=label).fill(text)


async def _next(page: Page) -> None:
    await page.get_by_role("button", name="Submit").click()


async def test_profile_is_set_up_and_syncs_from_its_device_page(
    sample: Sample,
) -> None:
    """Through *Add integration* to a list that is right; then by a button's press."""
    home, services = sample.home, sample.services
    async with Browser(home) as browser:
        page = await browser.open("/config/integrations/dashboard/add?domain=plex_sync")
        await page.get_by_role("button", name="OK").click()
        await page.get_by_text("Anime: from Plex to AniList").click()
        await page.get_by_text(BY_ADDRESS).click()
        await _next(page)
        await _fill(page, "Address", services.plex.url)
        await _fill(page, "Plex token", services.plex.owner.token)
        await _next(page)
        await page.get_by_text(OTHER_WAYS).click()
        await _fill(page, "AniList token", str(services.answers["anilist.token"]))
        await _next(page)
        await page.get_by_text("What to sync").first.wait_for()
        await _next(page)
        dialog = page.locator("dialog-data-entry-flow")
        await dialog.get_by_text("What would change").first.wait_for(timeout=FIRST_RUN)
        await dialog.get_by_text("Apply", exact=True).click()
        await dialog.get_by_text("Keep the activity feed quiet").first.wait_for()
        await _next(page)
        await dialog.get_by_text("Done: 109 entries").wait_for(timeout=FIRST_RUN)

        [entry] = await home.entries("plex_sync")
        [device] = [
            one
            for one in await home.call("config/device_registry/list")
            if entry["entry_id"] in one["config_entries"]
        ]
        await page.goto(f"{home.url}/config/devices/device/{device['id']}")
        synced = page.locator("hui-sensor-entity-row, hui-simple-entity-row").filter(
            has_text="Synced"
        )
        await expect(synced).to_contain_text("109", timeout=FIRST_RUN)
        assert services.differences() == []

        show = next(one for one in services.shows() if one.title == "Black Lagoon")
        watched = int(datetime.now(UTC).timestamp()) - 30
        services.plex.watch(services.plex.owner, show.episode(1, 16), at=watched)
        await page.get_by_role("button", name="Press").first.click()
        await expect(synced).to_contain_text("110", timeout=FIRST_RUN)
        assert services.held()[1519]["progress"] == 4
        assert browser.outside == []
    assert home.problems().ours == []
    # Home Assistant itself looks for other integrations' icons; none of it is ours.
    assert not [one for one in home.attempts() if "plex_sync" in "".join(one.frames)]
