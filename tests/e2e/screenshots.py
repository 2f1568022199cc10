"""Pictures of the cards, taken of a real Home Assistant with the sample household."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
import sys
import tempfile
from typing import Any, Final

from playwright.async_api import Page

from tests.demo.configuration import yaml_of
from tests.demo.services import SampleServices
from tests.demo.setup import set_up_profile

from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant

FOLDER: Final = Path(__file__).parents[2] / "docs" / "screenshots"
PATH: Final = "plex-sync-pictures"
SIZES: Final = ((1280, 980), (390, 844))
CARDS: Final = {"timeline": {"type": "custom:plex-sync-timeline-card"}}


async def _take_all(folder: Path) -> None:
    """Set everything up and take each picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as config:
        async with (
            SampleServices() as services,
            HomeAssistant(Path(config), yaml=yaml_of(services.endpoints)) as home,
        ):
            entry = await set_up_profile(home, "anime", services.answers)
            await _live_a_little(home, services, entry["entry_id"])
            await _lay_out(home, entry["entry_id"])
            for index, name in enumerate(CARDS):
                for dark in (False, True):
                    for width, height in SIZES:
                        await _take(home, folder, name, index, dark, width, height)


async def _live_a_little(
    home: HomeAssistant, services: SampleServices, entry: str
) -> None:
    """A first sync, an evening with two series, and a change of mind."""

    async def act(action: str, **data: Any) -> Any:
        data = {"config_entry_id": entry, **data}
        return await home.action(f"plex_sync.{action}", data, response=True)

    await act("sync", wait=True)
    shows = {show.title: show for show in services.shows()}
    for title, season, number in (("Black Lagoon", 1, 16), ("K-ON!", 2, 11)):
        at = int(datetime.now(UTC).timestamp()) - 60
        episode = shows[title].episode(season, number)
        services.plex.watch(services.plex.owner, episode, at=at)
        await act("sync", kind="poll", wait=True)
    page = await act("get_history", limit=1)
    await act("undo", record_ids=[page["records"][0]["record"]])


async def _lay_out(home: HomeAssistant, entry: str) -> None:
    """A view for each card, as wide as it is meant to be."""
    await home.call(
        "lovelace/dashboards/create", url_path=PATH, title="Plex Sync", mode="storage"
    )
    views = [
        {
            "title": "Plex Sync",
            "type": "sections",
            "max_columns": 2,
            "sections": [
                {
                    "column_span": 2,
                    "cards": [
                        {
                            **card,
                            "config_entry": entry,
                            "grid_options": {"columns": "full", "rows": 13},
                        }
                    ],
                }
            ],
        }
        for card in CARDS.values()
    ]
    await home.call("lovelace/config/save", url_path=PATH, config={"views": views})


async def _take(
    home: HomeAssistant,
    folder: Path,
    name: str,
    view: int,
    dark: bool,
    width: int,
    height: int,
) -> None:
    """Take one picture, with the difference of the latest change open on the desk."""
    async with Browser(
        home, dark=dark, width=width, height=height, device_scale_factor=2
    ) as browser:
        page = await browser.open(f"/{PATH}/{view}")
        await page.locator("plex-sync-record").first.wait_for()
        if width > 600:
            await _open_difference(page)
        await page.wait_for_timeout(800)
        theme = "dark" if dark else "light"
        file = folder / f"{name}-{theme}-{width}.png"
        await page.screenshot(path=file)
        sys.stdout.write(f"{file}\n")


async def _open_difference(page: Page) -> None:
    line = page.locator("plex-sync-record").nth(2)
    await line.get_by_role("button", name="Difference").click()
    await line.locator("plex-sync-difference .row").first.wait_for()


def main(arguments: list[str]) -> int:
    """Take the pictures into a folder, `docs/screenshots` unless another is named."""
    asyncio.run(_take_all(Path(arguments[0]) if arguments else FOLDER))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
