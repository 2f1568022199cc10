"""Anime: requests, seconds, memory and holds of the event loop, each row anew."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
import tempfile
import time
from typing import Any, Final

from tests.demo.setup import DOMAIN, set_up_profile
from tests.e2e.harness.home_assistant import INTEGRATION, HomeAssistant
from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex

from .library import TITLES, TOKEN, Library, make_library

PROBE: Final = Path(__file__).parent / "plex_sync_probe"
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


async def measure() -> list[Row]:
    """Measure every row, each in a Home Assistant that has just been started."""
    plex, anilist, mappings = FakePlex(), FakeAniList(rate_limit=90), FakeMappings()
    async with plex, anilist, mappings:
        with tempfile.TemporaryDirectory(prefix="plex-sync-bench-") as folder:
            library = await asyncio.to_thread(make_library, plex, anilist)
            mappings.put("mappings.json", library.mappings)
            address = mappings.address("mappings.json")
            bench = _Bench(Path(folder), library, address)
            return await bench.rows()


class _Bench:
    """One configuration folder, started anew for each row."""

    def __init__(self, folder: Path, library: Library, mappings: str) -> None:
        self._library = library
        plex, anilist = library.plex, library.anilist
        endpoints = {
            "anilist": anilist.url,
            "plex_tv": plex.plextv_url,
            "discover": plex.discover_url,
            "mappings": mappings,
            "mappings_fallback": mappings,
        }
        lines = [f"    {name}: {address}" for name, address in endpoints.items()]
        yaml = ["plex_sync_probe:", "plex_sync:", "  endpoints:", *lines, ""]
        self._home = HomeAssistant(
            folder, yaml="\n".join(yaml), integrations=(INTEGRATION, PROBE)
        )
        self._entry = ""

    async def rows(self) -> list[Row]:
        """Set the profile up, then measure row after row."""
        now = int(time.time())
        await self._set_up()
        rows = [await self._row("full", TITLES)]
        rows.append(await self._row("full", 0))
        self._library.watch_more(50, now - 20_000)
        rows.append(await self._row("full", 50))
        rows.append(await self._row("poll", 0))
        self._library.watch_more(1, now - 60)
        rows.append(await self._row("poll", 1))
        return rows

    async def _set_up(self) -> None:
        """Make the profile, but let nothing run by itself."""
        async with self._home:
            answers = {
                "plex.server": "address",
                "url": self._library.plex.url,
                "plex_address.token": self._library.plex.owner.token,
                "anilist.token": TOKEN,
                # A preview comes first, so that the first row is the first run.
                "dry_run": True,
            }
            entry = await set_up_profile(self._home, "anime", answers)
            self._entry = entry["entry_id"]
            for switch in ("automatic_sync", "dry_run"):
                await self._turn_off(switch)
            await self._act("stop")
            await self._act("refresh_mappings")

    async def _row(self, kind: str, changes: int) -> Row:
        async with self._home:
            await asyncio.sleep(3)  # what starts late has started by then
            before = self._home.resident_memory()
            self._library.anilist.reset_counts()
            self._library.plex.reset_requests()
            peak = _Peak(self._home)
            watching = asyncio.create_task(peak.watch())
            began = time.perf_counter()
            held, collecting = await self._heartbeat(
                self._act("sync", kind=kind, wait=True)
            )
            seconds = time.perf_counter() - began
            watching.cancel()
            requests = self._library.anilist.requests, self._library.plex.requests.total
            await asyncio.sleep(1)
            idle, _ = await self._heartbeat(asyncio.sleep(max(1, seconds)))
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
            gc_pause_ms=collecting,
        )

    async def _heartbeat(self, work: Awaitable[Any]) -> tuple[float, float]:
        """Do work while the heart beats; longest gap and collection, milliseconds."""
        await self._home.action("plex_sync_probe.start")
        try:
            await work
        finally:
            answer = await self._home.action("plex_sync_probe.stop", response=True)
        return answer["longest_ms"], answer["collection_ms"]

    async def _act(self, action: str, **data: Any) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = await self._home.action(
            f"{DOMAIN}.{action}",
            {"config_entry_id": self._entry, **data},
            response=True,
        )
        return answer

    async def _turn_off(self, key: str) -> None:
        registry = await self._home.call("config/entity_registry/list")
        name = next(
            one["entity_id"]
            for one in registry
            if one["config_entry_id"] == self._entry and one["translation_key"] == key
        )
        await self._home.action("switch.turn_off", target={"entity_id": name})


class _Peak:
    """The highest resident memory of the process, looked at again and again."""

    def __init__(self, home: HomeAssistant) -> None:
        self._home = home
        self.highest = home.resident_memory()

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.highest = max(self.highest, self._home.resident_memory())
            await asyncio.sleep(SAMPLE_EVERY)
