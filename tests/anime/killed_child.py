"""A first run that may be killed, in a process of its own.

Started as `python -m tests.anime.killed_child FOLDER PLEX PLEX_TOKEN ANILIST
ANILIST_TOKEN DEADLY`: runs a full sync on the folder's journal and dies at the point of
writing with that number; prints how many points there are if it lives.
"""

import asyncio
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
from custom_components.plex_sync.sync.model import RunKind, Write, Written
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from tests.demo.household import DATA
from tests.sync.killed_child import NEVER, Trap, TrappedDatabase

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


async def main(folder: str, *services: str) -> None:
    """Run, and say how many points there were."""
    *addresses, deadly = services
    trap = Trap(int(deadly))
    result, journal = await run(Path(folder), addresses, trap)
    await journal.close()
    assert result.went_well, result
    sys.stdout.write(f"{trap.passed}\n")


if __name__ == "__main__":
    assert NEVER == 0
    asyncio.run(main(*sys.argv[1:]))
