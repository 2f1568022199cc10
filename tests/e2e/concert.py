"""A Home Assistant whose music profile has made its playlists, and its dashboards."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page

from tests.demo.configuration import yaml_of
from tests.demo.music import MusicHousehold
from tests.demo.services import SampleServices
from tests.demo.setup import set_up_profile
from tests.fakes.plex.music import Playlist

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant
from .sample import FIRST_RUN, Sample

CARD = "custom:plex-sync-playlists-card"
TIMELINE = "custom:plex-sync-timeline-card"
PATH = "playlists-test"


@asynccontextmanager
async def open_concert(
    folder: Path,
    *,
    fill: Callable[[MusicHousehold], None] = lambda music: None,
) -> AsyncIterator[Sample]:
    """The household's music, set up and synced once; a view for each card, and one for both.

    `fill` may put more into the services before anything is read from them; what it
    makes is saved from the beginning.
    """
    async with SampleServices() as services:
        fill(services.sounds)
        async with HomeAssistant(folder, yaml=yaml_of(services.endpoints)) as home:
            answers = {**(services.music_answers or {}), "preview": False}
            entry = (await set_up_profile(home, "music", answers))["entry_id"]
            sample = Sample(home, services, entry)
            await sample.act("sync", wait=True)
            both = [{"type": CARD}, {"type": TIMELINE}]
            views = [
                {"title": "Both", "cards": both},
                {"title": "Alone", "panel": True, "cards": both[:1]},
            ]
            await sample.lay_out({"views": views}, PATH)
            yield sample


def on_plex(sample: Sample, title: str) -> Playlist:
    """The one playlist of a title on the server."""
    playlists = sample.services.plex.playlists
    [found] = [playlist for playlist in playlists if playlist.title == title]
    return found


def rows(page: Page) -> Locator:
    """The saved items."""
    return page.locator("plex-sync-item-row")


def row(page: Page, title: str) -> Locator:
    """The row of an item."""
    return rows(page).filter(has=page.get_by_role("button", name=title, exact=True))


def tracks(page: Page) -> Locator:
    """The tracks of the item that stands open."""
    return page.locator("plex-sync-track-row")


async def opened(browser: Browser, view: int = 0) -> Page:
    """The dashboard, once the card shows its items."""
    page = await browser.open(f"/{PATH}/{view}")
    await rows(page).first.wait_for(timeout=FIRST_RUN)
    return page
