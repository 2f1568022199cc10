"""The timeline: a page of it, the counters, and how soon a change is seen."""

import asyncio
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
import random
from statistics import median
import tempfile
import time
from typing import Any, Final

from custom_components.plex_sync.sync.journal import counting
from custom_components.plex_sync.sync.journal.database import Database
from tests.demo.setup import DOMAIN
from tests.e2e.harness.websocket import WebSocket
from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex

from .home import BenchHome
from .library import TOKEN, make_library
from .records import FIRST_WORDS, SECOND_WORDS, title_of, write_records

RECORDS: Final = 100_000
FEW_RECORDS: Final = 400
TIMES: Final = 50
PUSHES: Final = 20
SEED: Final = 7
"""The same records are asked for each time."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """How long the timeline takes, in milliseconds."""

    records: int
    page_ms: float
    """A page of 50 over the websocket: the median of 50, one in four with text."""
    text_page_ms: float
    """The median of those with text alone."""
    counters_ms: float
    """All counters as the journal counts them: the median of 50."""
    push_ms: float
    """From asking for a change until the card is told: the longest of 20."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


BUDGETS: Final = {
    "page_ms": 30.0,
    "text_page_ms": 30.0,
    "counters_ms": 10.0,
    "push_ms": 200.0,
}


def beyond(row: Row) -> list[str]:
    """Say where it is beyond its budget."""
    have = row.as_json()
    return [
        f"{name} {have[name]:g}, budget {may:g}"
        for name, may in BUDGETS.items()
        if have[name] > may
    ]


async def measure(*, small: bool = False) -> Row:
    """Fill a journal, and look at it as a card does."""
    plex, anilist, mappings = FakePlex(), FakeAniList(rate_limit=90), FakeMappings()
    records = FEW_RECORDS if small else RECORDS
    async with plex, anilist, mappings:
        with tempfile.TemporaryDirectory(prefix="plex-sync-bench-") as folder:
            library = make_library(plex, anilist, titles=3)
            mappings.put("mappings.json", library.mappings)
            address = mappings.address("mappings.json")
            bench = BenchHome(Path(folder), plex, anilist, address)
            async with bench:
                await bench.set_up(TOKEN)
            await write_records(bench.journal_path, bench.entry, records)
            async with bench, bench.home.websocket() as socket:
                await bench.settled()
                return await _look(bench, socket, records)


async def _look(bench: BenchHome, socket: WebSocket, records: int) -> Row:
    chance = random.Random(SEED)
    page = await socket.call(f"{DOMAIN}/history", config_entry_id=bench.entry)
    newest = page["records"][0]["record"]
    pages: list[float] = []
    with_text: list[float] = []
    for turn in range(TIMES):
        wanted: dict[str, Any] = {"before": chance.randint(min(100, newest), newest)}
        if turn % 4 == 0:
            wanted["text"] = _some_text(chance, records)
        took = await _timed(
            socket.call(
                f"{DOMAIN}/history", config_entry_id=bench.entry, limit=50, **wanted
            )
        )
        pages.append(took)
        if "text" in wanted:
            with_text.append(took)
    return Row(
        records=records,
        page_ms=median(pages),
        text_page_ms=median(with_text),
        counters_ms=await _counters(bench),
        push_ms=max(await _pushes(bench, socket, chance, newest)),
    )


def _some_text(chance: random.Random, records: int) -> str:
    """Give what somebody might look for: in all records, in many, in one, in none."""
    number = chance.randrange(records)
    return chance.choice(
        (
            "the",
            chance.choice(FIRST_WORDS),
            chance.choice(SECOND_WORDS).lower(),
            title_of(number),
            f"{number}",
            "no such title",
        )
    )


async def _timed(work: Awaitable[Any]) -> float:
    """Milliseconds that it takes."""
    began = time.perf_counter()
    await work
    return 1000 * (time.perf_counter() - began)


async def _counters(bench: BenchHome) -> float:
    """Count as Home Assistant does for a card; no command asks for them alone."""
    database = Database(bench.journal_path)
    await database.open()
    count = partial(counting.counters, profile=bench.entry)
    try:
        return median([await _timed(database.read(count)) for _ in range(TIMES)])
    finally:
        await database.close()


async def _pushes(
    bench: BenchHome, socket: WebSocket, chance: random.Random, newest: int
) -> list[float]:
    """Delete lines of the timeline, at any moment, and wait until the card is told."""
    card = await socket.subscribe(f"{DOMAIN}/subscribe", config_entry_id=bench.entry)
    await card.until(lambda event: event["type"] == "first")
    took: list[float] = []
    for record in chance.sample(range(1, newest), PUSHES):
        await asyncio.sleep(chance.uniform(0, 0.5))
        began = time.perf_counter()
        deleting = asyncio.create_task(bench.act("delete_history", record_ids=[record]))
        await card.until(partial(_is_gone, record))
        took.append(1000 * (time.perf_counter() - began))
        await deleting
    return took


def _is_gone(record: int, event: dict[str, Any]) -> bool:
    return event["type"] == "records" and record in event["removed"]
