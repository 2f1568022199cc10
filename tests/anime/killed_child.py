"""First runs that may be killed, each in a process of its own.

Started as `python -m tests.anime.killed_child`: for each line `FOLDER PLEX PLEX_TOKEN
ANILIST ANILIST_TOKEN DEADLY` that it is sent, a new process runs a full sync on the
folder's journal and dies at the point of writing with that number. Says how many points
there are, or 0 if it was killed.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
import sys
from typing import override

import aiohttp

from custom_components.plex_sync.anibridge.client import MappingFileClient
from custom_components.plex_sync.anilist.client import AniListClient
from custom_components.plex_sync.anilist.limiter import Limiter
from custom_components.plex_sync.anime.mapping.store import MappingStore
from custom_components.plex_sync.anime.mapping.update import MappingUpdater
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.anime.planner import AnimePlanner
from custom_components.plex_sync.anime.target import AniListTarget
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.engine import WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.model import Write, Written
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.runs import RunKind
from tests.demo.household import DATA
from tests.sync.killed_child import NEVER, Trap, TrappedDatabase, in_a_child

PROFILE = "frieda"


class TrappedTarget(AniListTarget):
    """Each batch is a point before it is sent and one after each answer."""

    trap: Trap

    @override
    async def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Send a batch, if the process lives so long."""
        self.trap.step()
        async for written in super().write(batch):
            yield written
        self.trap.step()


async def run(
    folder: Path, services: Sequence[str], trap: Trap
) -> tuple[RunResult, Journal]:
    """Run a full sync; the journal is left open.

    Services are the address of Plex and its token, that of AniList and its token.
    """
    plex, plex_token, anilist, anilist_token = services
    database = folder / "journal.db"
    journal = Journal(database)
    journal._database = TrappedDatabase(database, trap)
    await journal.open()
    door = PlexServer(plex, plex_token)
    store = MappingStore(folder / "mappings.db")
    await store.load()
    async with aiohttp.ClientSession() as session:
        source = str(DATA / "mappings.json")
        updater = MappingUpdater(
            store, MappingFileClient(session), (source,), minimum_edges=1
        )
        await updater.update()
        client = AniListClient(
            session,
            anilist_token,
            limiter=Limiter(per_minute=10_000, burst=10_000),
            endpoint=anilist,
        )
        viewer = await client.viewer()
        target = TrappedTarget(client, viewer.id)
        target.trap = trap
        runner = Runner(
            profile=PROFILE,
            planner=AnimePlanner(
                plex=door,
                anilist=client,
                user_id=viewer.id,
                score_format=viewer.score_format,
                mappings=store,
                cache=journal,
                options=AnimeOptions,
                account_id=1,
            ),
            target=target,
            journal=journal,
            writer_lock=WriterLocks().of(target.account),
            settings=RunSettings,
            report=lambda progress: None,
        )
        trap.armed = True
        result = await runner.run(RunRequest(kind=RunKind.FULL))
        trap.armed = False
    await store.close()
    await door.close()
    return result, journal


async def play(folder: str, services: Sequence[str], deadly: int) -> None:
    """Run, and leave in the folder how many points there were."""
    trap = Trap(deadly)
    result, journal = await run(Path(folder), services, trap)
    await journal.close()
    assert result.went_well, result
    (Path(folder) / "points").write_text(str(trap.passed))


def main() -> None:
    """Play what is asked for, one line after the other."""
    for line in sys.stdin:
        folder, *services, deadly = line.split()
        in_a_child(play(folder, services, int(deadly)))
        points = Path(folder) / "points"
        sys.stdout.write(f"{points.read_text() if points.exists() else NEVER}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
