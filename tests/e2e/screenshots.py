"""Pictures of the cards, taken of a real Home Assistant with the sample household."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
import json
from pathlib import Path
import sys
import tempfile
from typing import Any, Final

from playwright.async_api import Page

from .concert import CARD as PLAYLISTS, open_concert
from .harness.browser import Browser
from .harness.home_assistant import HomeAssistant
from .sample import Sample, open_sample

FOLDER: Final = Path(__file__).parents[2] / "docs" / "screenshots"
PATH: Final = "plex-sync-pictures"
SIZES: Final = ((1280, 980), (390, 844))
CARDS: Final = {
    "timeline": {"type": "custom:plex-sync-timeline-card"},
    "backups": {"type": "custom:plex-sync-backups-card"},
}
READY: Final = {
    "timeline": "plex-sync-record",
    "backups": "plex-sync-backup-row",
    "playlists": "plex-sync-item-row",
}
PAGES: Final = {
    **{name: (f"{PATH}/{view}", READY[name]) for view, name in enumerate(CARDS)},
    "panel": ("plex_sync", READY["timeline"]),
    "playlists": (f"{PATH}/0", READY["playlists"]),
}
"""Of each picture the address, and what is there when the page is."""


async def _take_all(folder: Path) -> None:
    """Set everything up and take each picture."""
    folder.mkdir(parents=True, exist_ok=True)
    await _take_playlists(folder)
    with tempfile.TemporaryDirectory() as config:
        async with open_sample(Path(config)) as sample:
            await _live_a_little(sample)
            await _lay_out(sample)
            for name in (*CARDS, "panel"):
                for dark in (False, True):
                    for width, height in SIZES:
                        await _take(sample.home, folder, name, dark, width, height)


async def _take_playlists(folder: Path) -> None:
    """The playlists card, with an item open that waits for a word."""
    with tempfile.TemporaryDirectory() as config:
        async with open_concert(Path(config)) as sample:
            await _lay_out(sample, {"playlists": {"type": PLAYLISTS}})
            for dark in (False, True):
                for width, height in SIZES:
                    await _take(sample.home, folder, "playlists", dark, width, height)


async def _live_a_little(sample: Sample) -> None:
    """An evening with two series, a change of mind, and some backups."""
    act, services = sample.act, sample.services
    name = (await act("create_backup"))["backup"]
    await act("keep_backup", backup=name)
    await _add_backups(sample.home, name)
    shows = {show.title: show for show in services.shows()}
    for title, season, number in (("Black Lagoon", 1, 16), ("K-ON!", 2, 11)):
        at = int(datetime.now(UTC).timestamp()) - 60
        episode = shows[title].episode(season, number)
        services.plex.watch(services.plex.owner, episode, at=at)
        await act("sync", kind="poll", wait=True)
    page = await act("get_history", limit=1)
    await act("undo", record_ids=[page["records"][0]["record"]])


async def _add_backups(home: HomeAssistant, newest: str) -> None:
    """Beside the newest backup: one of last week that broke off, and one of a friend."""
    folder = home.config / "plex_sync" / "backups"
    text = (folder / newest).read_text()
    (folder / "plex_sync-anilist_frieda.20261114020000.json").write_text(text[:20_000])
    document = json.loads(text)
    document["account"] |= {"id": "777", "name": "noa"}
    (folder / "plex_sync-anilist_noa.20261112211500.json").write_text(
        json.dumps(document)
    )


async def _lay_out(sample: Sample, cards: Mapping[str, Any] = CARDS) -> None:
    """A view for each card, as wide as it is meant to be."""
    views = [
        {
            "title": name.capitalize(),
            "type": "sections",
            "max_columns": 2,
            "sections": [
                {
                    "column_span": 2,
                    "cards": [
                        {
                            **card,
                            "config_entry": sample.entry,
                            "grid_options": {"columns": "full", "rows": 13},
                        }
                    ],
                }
            ],
        }
        for name, card in cards.items()
    ]
    await sample.lay_out({"views": views}, PATH)


async def _take(
    home: HomeAssistant,
    folder: Path,
    name: str,
    dark: bool,
    width: int,
    height: int,
) -> None:
    """Take one picture, with a difference open on the desk."""
    async with Browser(
        home, dark=dark, width=width, height=height, device_scale_factor=2
    ) as browser:
        path, ready = PAGES[name]
        page = await browser.open(f"/{path}")
        await page.locator(ready).first.wait_for()
        if width > 600:
            await _OPEN.get(name, _open_difference)(page)
        await page.wait_for_timeout(800)
        theme = "dark" if dark else "light"
        file = folder / f"{name}-{theme}-{width}.png"
        await page.screenshot(path=file)
        sys.stdout.write(f"{file}\n")


async def _open_difference(page: Page) -> None:
    line = page.locator("plex-sync-record").nth(2)
    await line.get_by_role("button", name="Difference").click()
    await line.locator("plex-sync-difference .row").first.wait_for()


async def _open_comparison(page: Page) -> None:
    line = page.locator("plex-sync-backup-row").first
    await line.get_by_role("button", name="Compare").click()
    await page.locator("plex-sync-backup-entry").first.wait_for()


async def _open_review(page: Page) -> None:
    name = page.get_by_role("button", name="Late night", exact=True)
    await name.click()
    await page.locator("plex-sync-track-row").first.wait_for()
    await name.scroll_into_view_if_needed()


_OPEN: Final = {"backups": _open_comparison, "playlists": _open_review}
"""What is opened on a picture; of others the difference of a record."""


def main(arguments: list[str]) -> int:
    """Take the pictures into a folder, `docs/screenshots` unless another is named."""
    asyncio.run(_take_all(Path(arguments[0]) if arguments else FOLDER))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
