"""What is missing is asked for on the card, and watched until it is at its place."""

from collections.abc import AsyncIterator

from playwright.async_api import expect
import pytest
import pytest_asyncio

from tests.demo.programs import BY_ALBUM, BY_TRACK, PLAYLIST
from tests.demo.setup import change_options, until_there

from .concert import on_plex, open_concert, opened, row, tracks
from .harness.browser import Browser
from .sample import Sample, records

PATIENCE = 60_000
"""Milliseconds that something may take in the browser's eyes."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """A household whose profile may ask Lidarr and slskd."""
    async with open_concert(tmp_path_factory.mktemp("handoff")) as sample:
        for name in ("lidarr", "slskd"):
            options = sample.services.programs.options(name)
            await change_options(sample.home, sample.entry, name, options)
            await until_there(sample.home, sample.entry, f"send_to_{name}")
        yield sample


def errors(browser: Browser) -> list[str]:
    """What went wrong on the page, but for covers, which lie beyond this machine."""
    return [each for each in browser.errors if "i.scdn.co" not in each]


async def test_track_is_asked_for_and_lands_at_its_place(sample: Sample) -> None:
    """One press; its states are told one after the other, and the timeline says how."""
    slskd = sample.services.programs.slskd
    wanted = BY_TRACK[0]
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await (
            row(page, PLAYLIST).get_by_role("button", name=PLAYLIST, exact=True).click()
        )
        line = tracks(page).filter(has_text=wanted)
        await expect(line).to_contain_text("Missing")
        await line.get_by_role("button", name="Ask slskd for it").click()
        await expect(line).to_contain_text("Asked for at slskd", timeout=PATIENCE)
        await expect(line.get_by_role("button", name="Ask slskd")).to_have_count(0)
        slskd.advance(2)
        await expect(line).to_contain_text(
            "slskd is downloading it · 50 %", timeout=PATIENCE
        )
        slskd.advance(2)
        await expect(row(page, PLAYLIST)).to_contain_text("13 of 15", timeout=PATIENCE)
        await expect(line).not_to_contain_text("Missing", timeout=PATIENCE)
        assert on_plex(sample, PLAYLIST).titles[0] == wanted

        newest = records(page).filter(has_text=PLAYLIST).first
        await expect(newest).to_contain_text("1 added")
        await newest.get_by_role("button", name="Difference").click()
        difference = newest.locator("plex-sync-difference")
        await expect(difference).to_contain_text("arrived through slskd")
        assert errors(browser) == []


async def test_all_of_an_item_is_asked_for_after_a_question(sample: Sample) -> None:
    """What nobody has is given up with the reason; the rest is under way."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await (
            row(page, PLAYLIST).get_by_role("button", name=PLAYLIST, exact=True).click()
        )
        part = page.locator("plex-sync-item-tracks")
        await part.get_by_role("button", name="Missing").click()
        await part.get_by_role("button", name="Ask Lidarr for all").click()
        question = page.get_by_role("alertdialog")
        await expect(question).to_contain_text("2 missing tracks of “Rainy Sunday”")
        await question.get_by_role("button", name="Ask Lidarr for it").click()
        found = tracks(page).filter(has_text=BY_ALBUM)
        await expect(found).to_contain_text("Asked for at Lidarr", timeout=PATIENCE)
        unknown = tracks(page).filter(has_text=BY_TRACK[1])
        await expect(unknown).to_contain_text(
            "Lidarr could not get it · MusicBrainz does not know the album",
            timeout=PATIENCE,
        )
        await expect(page.get_by_text("1 requested · 1 given up")).to_be_visible()
        assert errors(browser) == []
