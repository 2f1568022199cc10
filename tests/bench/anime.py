"""Anime: requests, seconds, memory and holds of the event loop, each row anew."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
import tempfile
import time
from typing import Any, Final

from tests.e2e.harness.home_assistant import HomeAssistant
from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex

from .home import BenchHome
from .library import FEW_TITLES, TITLES, TOKEN, Library, make_library

CALM_MS: Final = 6.0
"""Held longer than this, an idle loop waits for other programs."""
SAMPLE_EVERY: Final = 0.02
"""Seconds between two looks at the memory of the process."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one run cost."""

    run: str
    changes: int
    episodes: int
    libraries: int
    anilist_requests: int
    plex_requests: int
    seconds: float
    peak_mb: float
    loop_hold_ms: float
    """Less the longest in as long an idle time, and less the collector's own pauses."""
    idle_hold_ms: float
    """The longest in as long an idle time: how busy the machine is with other things."""
    gc_pause_ms: float
    """The longest time that Python's collector went through the whole heap."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a row may cost at the most."""

    anilist: int
    plex: int
    peak_mb: float = 60
    loop_hold_ms: float = 15


def budget_of(row: Row) -> Budget:
    """Return the budget of the design for a row."""
    if row.run == "poll":
        if row.changes:
            return Budget(anilist=2, plex=6)
        return Budget(anilist=0, plex=2 * row.libraries)
    pages = -(-row.episodes // 2000)
    plex = 10 + 3 * max(0, row.libraries - 2) + pages
    if row.changes == 0:
        return Budget(anilist=1, plex=plex)
    if row.changes <= 50:
        return Budget(anilist=5, plex=plex)
    return Budget(anilist=20, plex=plex + 5)


def beyond(row: Row) -> list[str]:
    """Say where a row is beyond its budget."""
    budget = budget_of(row)
    return [
        f"{row.run} with {row.changes} changes: {name} {have:g}, budget {may:g}"
        for name, have, may in (
            ("AniList requests", row.anilist_requests, budget.anilist),
            ("Plex requests", row.plex_requests, budget.plex),
            ("peak MB", row.peak_mb, budget.peak_mb),
            ("loop hold ms", row.loop_hold_ms, budget.loop_hold_ms),
        )
        if have > may
    ]


def notes(rows: Sequence[Row]) -> list[str]:
    """Say where the machine was too busy with other things to tell much."""
    return [
        f"{row.run} with {row.changes} changes: an idle loop was held for "
        f"{row.idle_hold_ms:.0f} ms as well; measure again when the machine is calm"
        for row in rows
        if row.idle_hold_ms > CALM_MS
    ]


FULL: Final = (("full", TITLES), ("full", 0), ("full", 50), ("poll", 0), ("poll", 1))
"""The runs and their changes, in order."""
SMALL: Final = (("full", FEW_TITLES),)


async def measure(*, small: bool = False) -> list[Row]:
    """Measure every row, each in a Home Assistant that has just been started."""
    plex, anilist, mappings = FakePlex(), FakeAniList(rate_limit=90), FakeMappings()
    async with plex, anilist, mappings:
        with tempfile.TemporaryDirectory(prefix="plex-sync-bench-") as folder:
            library = await asyncio.to_thread(
                make_library, plex, anilist, FEW_TITLES if small else TITLES
            )
            mappings.put("mappings.json", library.mappings)
            address = mappings.address("mappings.json")
            bench = _Bench(BenchHome(Path(folder), plex, anilist, address), library)
            return await bench.rows(SMALL if small else FULL)


class _Bench:
    """Measures run after run on one library."""

    def __init__(self, home: BenchHome, library: Library) -> None:
        self._home = home
        self._library = library

    async def rows(self, wanted: Sequence[tuple[str, int]]) -> list[Row]:
        """Set the profile up, then measure row after row."""
        now = int(time.time())
        async with self._home:
            await self._home.set_up(TOKEN)
        rows: list[Row] = []
        for kind, changes in wanted:
            if rows and changes:
                at = now - (60 if kind == "poll" else 20_000)
                self._library.watch_more(changes, at)
            rows.append(await self._row(kind, changes))
        return rows

    async def _row(self, kind: str, changes: int) -> Row:
        async with self._home:
            await self._home.settled()
            home = self._home.home
            before = home.resident_memory()
            self._library.anilist.reset_counts()
            self._library.plex.reset_requests()
            peak = Peak(home)
            watching = asyncio.create_task(peak.watch())
            began = time.perf_counter()
            held, collecting = await heartbeat(
                home, self._home.act("sync", kind=kind, wait=True)
            )
            seconds = time.perf_counter() - began
            watching.cancel()
            requests = self._library.anilist.requests, self._library.plex.requests.total
            await asyncio.sleep(1)
            idle, _ = await heartbeat(home, asyncio.sleep(max(1, seconds)))
        return Row(
            run=kind,
            changes=changes,
            episodes=self._library.episodes,
            libraries=len(self._library.plex.sections),
            anilist_requests=requests[0],
            plex_requests=requests[1],
            seconds=seconds,
            peak_mb=(peak.highest - before) / 1e6,
            loop_hold_ms=max(0.0, held - idle),
            idle_hold_ms=idle,
            gc_pause_ms=collecting,
        )


@dataclass(frozen=True, kw_only=True)
class Beats:
    """What a heart has told, in milliseconds."""

    longest: float
    """The longest gap between two beats, but for collections."""
    busy: float
    """The longest work of the process in such a gap."""
    collection: float


async def heart(home: HomeAssistant, work: Awaitable[Any]) -> Beats:
    """Do work while the heart beats."""
    await home.action("plex_sync_probe.start")
    try:
        await work
    finally:
        answer = await home.action("plex_sync_probe.stop", response=True)
    return Beats(
        longest=answer["longest_ms"],
        busy=answer["busy_ms"],
        collection=answer["collection_ms"],
    )


async def heartbeat(home: HomeAssistant, work: Awaitable[Any]) -> tuple[float, float]:
    """Do work while the heart beats; longest gap and collection, milliseconds."""
    beats = await heart(home, work)
    return beats.longest, beats.collection


class Peak:
    """The highest resident memory of the process, looked at again and again."""

    def __init__(self, home: HomeAssistant) -> None:
        """Begin with what it is now."""
        self._home = home
        self.highest = home.resident_memory()

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.highest = max(self.highest, self._home.resident_memory())
            await asyncio.sleep(SAMPLE_EVERY)
