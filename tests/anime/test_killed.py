"""A first run of the household that is killed at any point of writing."""

import asyncio
from collections import Counter
from pathlib import Path
import sys

from custom_components.plex_sync.sync.model import Outcome
from tests.demo.edges import make_household
from tests.demo.household import ANILIST_TOKEN, ANILIST_USER, Household
from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex
from tests.sync.killed_child import Trap

from .killed_child import PROFILE, run

ROOT = Path(__file__).parents[2]


async def first_run(folder: Path, home: Household, deadly: int) -> int | None:
    """Play it in a process of its own; its points, or `None` if it was killed."""
    folder.mkdir()
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.anime.killed_child",
        str(folder),
        *services(home),
        str(deadly),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await child.communicate()
    return int(said) if child.returncode == 0 else None


def services(home: Household) -> list[str]:
    """Where both services are, and what lets the household in."""
    plex = home.plex
    return [plex.url, plex.owner.token, home.anilist.url, ANILIST_TOKEN]


async def test_first_run_killed_anywhere_ends_in_the_same_list(tmp_path: Path) -> None:
    """The next run completes the list, and each change is recorded once."""
    deadly, points = 0, 1
    while deadly <= points:
        async with FakePlex() as plex, FakeAniList() as anilist:
            home = make_household(plex, anilist)
            folder = tmp_path / str(deadly)
            lived = await first_run(folder, home, deadly)
            if deadly == 0:
                assert lived is not None
                points = lived
            else:
                assert lived is None
            result, journal = await run(folder, services(home), Trap(0))
            page = await journal.history(PROFILE, size=500)
            runs = await journal.runs(PROFILE)
            await journal.close()
            assert result.result == "ok"
            assert not home.expectation.differences(anilist.entries(ANILIST_USER))
            changes = Counter(
                record.target for record in page.items if not record.problem
            )
            assert set(changes.values()) == {1}
            assert len(changes) == 109
            assert not [one for one in page.items if one.outcome is Outcome.PENDING]
            assert not [one for one in runs.items if one.result == "running"]
        deadly += 1
    assert points >= 3 * 3
