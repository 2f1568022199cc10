"""A first run of the household that is killed at any point of writing."""

import asyncio
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import sys

import pytest

from custom_components.plex_sync.sync.runs import Outcome
from tests.demo.edges import make_household
from tests.demo.household import ANILIST_TOKEN, ANILIST_USER, Household
from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex
from tests.sync.killed_child import Trap

from .killed_child import PROFILE, run

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def children() -> AsyncIterator[Process]:
    """Start the process that starts the others."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.anime.killed_child",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    yield process
    await process.communicate()


async def first_run(
    process: Process, folder: Path, home: Household, deadly: int
) -> int:
    """Play it in a process of its own; how many points it has, 0 if it was killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    folder.mkdir()
    words = [str(folder), *services(home), str(deadly)]
    process.stdin.write(f"{' '.join(words)}\n".encode())
    return int(await process.stdout.readline())


def services(home: Household) -> list[str]:
    """Where both services are, and what lets the household in."""
    plex = home.plex
    return [plex.url, plex.owner.token, home.anilist.url, ANILIST_TOKEN]


@pytest.mark.timeout(600)
async def test_first_run_killed_anywhere_ends_in_the_same_list(tmp_path: Path) -> None:
    """The next run completes the list, and each change is recorded once."""
    async with children() as process:
        points = await _kill(process, tmp_path / "0", 0)
        assert points >= 3 * 3
        for deadly in range(1, points + 1):
            assert not await _kill(process, tmp_path / str(deadly), deadly)


async def _kill(process: Process, folder: Path, deadly: int) -> int:
    """Kill a first run at a point, start again, and look at what there is then."""
    async with FakePlex() as plex, FakeAniList() as anilist:
        home = make_household(plex, anilist, most=12)
        points = await first_run(process, folder, home, deadly)
        result, journal = await run(folder, services(home), Trap(0))
        page = await journal.history(PROFILE, size=500)
        runs = await journal.runs(PROFILE)
        await journal.close()
        assert result.result == "ok"
        assert not home.expectation.differences(anilist.entries(ANILIST_USER))
        changes = Counter(record.target for record in page.items if not record.problem)
        assert set(changes.values()) == {1}
        assert len(changes) > 25  # more than one batch
        assert not [one for one in page.items if one.outcome is Outcome.PENDING]
        assert not [one for one in runs.items if one.result == "running"]
    return points
