"""Restore: the requests to AniList for two thousand entries, by how many differ."""

from dataclasses import asdict, dataclass
from pathlib import Path
import tempfile
import time
from typing import Any, Final

from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex

from .home import BenchHome
from .library import TOKEN, USER, make_library

ENTRIES: Final = 2000
FEW_ENTRIES: Final = 40
FIRST_MEDIA: Final = 300_001
STATUSES: Final = ("CURRENT", "COMPLETED", "PAUSED", "PLANNING")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a restore cost."""

    entries: int
    different: int
    anilist_requests: int
    restored: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "seconds": round(self.seconds, 2)}


def beyond(row: Row) -> list[str]:
    """Say where a row is beyond its budget, or has not restored what it should."""
    may = 30 if row.different else 1
    name = f"{row.entries} entries, {row.different} different"
    said = []
    if row.anilist_requests > may:
        said.append(f"{name}: {row.anilist_requests} AniList requests, budget {may}")
    if row.restored != row.different:
        said.append(f"{name}: {row.restored} restored")
    return said


async def measure(*, small: bool = False) -> list[Row]:
    """Restore a list that is as it was, one of which a tenth differs, a spoilt one."""
    plex, anilist, mappings = FakePlex(), FakeAniList(rate_limit=90), FakeMappings()
    entries = FEW_ENTRIES if small else ENTRIES
    async with plex, anilist, mappings:
        with tempfile.TemporaryDirectory(prefix="plex-sync-bench-") as folder:
            library = make_library(plex, anilist, titles=3)
            mappings.put("mappings.json", library.mappings)
            address = mappings.address("mappings.json")
            bench = BenchHome(Path(folder), plex, anilist, address)
            _fill(anilist, entries)
            async with bench:
                await bench.set_up(TOKEN)
                name = (await bench.act("create_backup"))["backup"]
            return [
                await _row(bench, anilist, name, entries, different)
                for different in ((entries,) if small else (0, entries // 10, entries))
            ]


def _fill(anilist: FakeAniList, entries: int) -> None:
    """Give the account a list, all fields in use."""
    for number in range(entries):
        media = FIRST_MEDIA + number
        anilist.add_media(id=media, title=f"An old friend, {number}", episodes=26)
        anilist.set_entry(
            USER,
            media,
            status=STATUSES[number % len(STATUSES)],
            progress=number % 26,
            score=number % 100,
            notes=f"Seen with friends, evening {number}",
            started_at=f"2025-{number % 12 + 1:02}-03",
            private=number % 10 == 0,
        )


async def _row(
    bench: BenchHome, anilist: FakeAniList, name: str, entries: int, different: int
) -> Row:
    async with bench:
        await bench.settled()
        for number in range(different):
            anilist.set_entry(
                USER, FIRST_MEDIA + number, progress=number % 26 + 1, notes=None
            )
        anilist.reset_counts()
        began = time.perf_counter()
        answer = await bench.act("restore_backup", backup=name)
        return Row(
            entries=entries,
            different=different,
            anilist_requests=anilist.requests,
            restored=answer["restored"],
            seconds=time.perf_counter() - began,
        )
