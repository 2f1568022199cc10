"""The benchmark still finds its way through the flow, the actions and the journal."""

import asyncio
import json
from pathlib import Path
import sys
from typing import Any

ROOT = Path(__file__).parent.parent.parent
MOST_SECONDS = 600


async def bench(what: str) -> dict[str, Any]:
    """Measure a few of everything; what is slow on a busy machine is no matter here."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench", what, "--small", "--json"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(MOST_SECONDS):
        printed, _ = await process.communicate()
    answer: dict[str, Any] = json.loads(printed)
    return answer


async def test_anime_is_measured() -> None:
    """The first run writes all titles, in the few requests that it may take."""
    [row] = (await bench("anime"))["rows"]
    assert (row["run"], row["changes"], row["episodes"]) == ("full", 20, 300)
    assert 0 < row["anilist_requests"] <= 20
    assert 0 < row["plex_requests"] <= 16
    for measured in ("seconds", "peak_mb", "loop_hold_ms"):
        assert row[measured] >= 0


async def test_journal_is_measured() -> None:
    """Pages, counters and pushes of a journal that the journal has written."""
    row = await bench("journal")
    assert row["records"] == 400
    for measured in ("page_ms", "counters_ms", "push_ms"):
        assert row[measured] > 0


async def test_restore_is_measured() -> None:
    """A list of which every entry was spoilt is restored as a whole."""
    document = await bench("restore")
    assert document["beyond"] == []
    [row] = document["rows"]
    assert row["entries"] == row["different"] == row["restored"] == 40
    assert 0 < row["anilist_requests"] <= 30
