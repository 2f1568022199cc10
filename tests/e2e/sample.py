"""A Home Assistant whose profile has synced the sample household, and its dashboards."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page

from tests.demo.configuration import yaml_of
from tests.demo.household import ANILIST_USER
from tests.demo.services import SampleServices
from tests.demo.setup import fill_in, set_up_profile

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant

CARD = "custom:plex-sync-timeline-card"
PATH = "timeline-test"
FIRST_RUN = 60_000


@dataclass
class Sample:
    """A Home Assistant with a profile, and a dashboard of the card."""

    home: HomeAssistant
    services: SampleServices
    entry: str

    def watch(self, number: int) -> None:
        """Watch an episode of Black Lagoon, the second half of which is entry 1519."""
        show = next(one for one in self.services.shows() if one.title == "Black Lagoon")
        now = int(datetime.now(UTC).timestamp()) - 30
        plex = self.services.plex
        plex.watch(plex.owner, show.episode(1, number), at=now)

    def edit_elsewhere(self, media_id: int, **fields: Any) -> None:
        """Change an entry of the list, as its owner does on AniList."""
        self.services.anilist.set_entry(ANILIST_USER, media_id, **fields)

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

    async def choose_options(self, **options: Any) -> None:
        """Send the form of options off, with some of them changed."""
        form = await self.home.flow(self.entry, kind="options")
        typed = fill_in(form, options)
        await self.home.flow_step(form["flow_id"], typed, kind="options")

    async def show(self, *cards: dict[str, Any], path: str = PATH) -> None:
        """Lay out a dashboard."""
        view = {"title": "Timeline", "cards": list(cards or [{"type": CARD}])}
        await self.lay_out({"views": [view]}, path)

    async def lay_out(self, config: dict[str, Any], path: str) -> None:
        """Make a dashboard of a configuration."""
        dashboards = await self.home.call("lovelace/dashboards/list")
        if path not in [each["url_path"] for each in dashboards]:
            await self.home.call(
                "lovelace/dashboards/create",
                url_path=path,
                title="Timeline",
                mode="storage",
                show_in_sidebar=False,
                require_admin=False,
            )
        await self.home.call("lovelace/config/save", url_path=path, config=config)


@asynccontextmanager
async def open_sample(
    folder: Path,
    *,
    synced: bool = True,
    fill: Callable[[SampleServices], None] = lambda services: None,
) -> AsyncIterator[Sample]:
    """The household, set up and, unless told otherwise, synced once.

    `fill` may put more into the services before anything is read from them.
    """
    async with SampleServices() as services:
        fill(services)
        async with HomeAssistant(folder, yaml=yaml_of(services.endpoints)) as home:
            answers = {**services.answers, "preview": False}
            entry = await set_up_profile(home, "anime", answers)
            sample = Sample(home, services, entry["entry_id"])
            if synced:
                await sample.act("sync", wait=True)
            await sample.show()
            yield sample


def records(page: Page) -> Locator:
    """The lines of the timeline, newest first."""
    return page.locator("plex-sync-record")


def counter(page: Page, name: str) -> Locator:
    """The card of an outcome."""
    return page.locator("plex-sync-outcomes button").filter(has_text=name)


async def opened(browser: Browser, path: str = f"{PATH}/0") -> Page:
    """A page, once the card shows its lines."""
    page = await browser.open(f"/{path}")
    await records(page).first.wait_for(timeout=FIRST_RUN)
    return page
