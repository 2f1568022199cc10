"""The compiled mappings, and the user's own word on top of them.

The file is a cache: it can be thrown away and is built again from a mapping file. It is
used from one thread of its own, never from the event loop.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from .compiled import Compiled
from .database import Database
from .explain import Explanation, explain_movie, explain_show
from .model import Edge, ExternalId, MappingWarning
from .overrides import Override, edges_by_id, fingerprint

_WARNINGS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """What the store holds, and since when. Times are ISO 8601, UTC."""

    content_hash: str = ""
    """Of the file that the edges are from; empty: there has never been one."""
    edges: int = 0
    warnings: int = 0
    source: str = ""
    """The address or path of that file."""
    format: str = ""
    etag: str = ""
    compiler: int = 0
    """Which edition of the compiler made the edges."""
    loaded_at: str = ""
    """When these edges came in."""
    checked_at: str = ""
    """When the source last said that they are of today."""
    stale_since: str = ""
    """Since when no source has been of use; empty: all is well."""
    stale_reason: str = ""
    """Why, as a translation key."""


class MappingStore:
    """The edges of all titles, on disk; nothing of them is kept in memory."""

    def __init__(self, path: Path) -> None:
        """Use a file, which need not be there yet; nothing is opened."""
        self._path = path
        self._executor: ThreadPoolExecutor | None = None
        self._database: Database | None = None
        self._state = StoreState()

    @property
    def state(self) -> StoreState:
        """What the store holds."""
        return self._state

    @property
    def version(self) -> str:
        """Tells the edges of two files apart."""
        return f"{self._state.content_hash[:16]}.{self._state.compiler}"

    async def load(self) -> None:
        """Open the file; one that is damaged is replaced by an empty one.

        Raises:
            OSError: the file can neither be read nor replaced.
        """
        self._state = await self._run(lambda database: _to_state(database.meta()))

    async def close(self) -> None:
        """Let go of the file; a closed store opens again when it is asked."""
        executor, self._executor = self._executor, None
        if executor is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(executor, self._close_database)
            executor.shutdown()  # its only thread has nothing left to do

    async def edges_for(
        self, ids: Collection[ExternalId]
    ) -> Mapping[ExternalId, tuple[Edge, ...]]:
        """Give the edges of certain ids; an id that is not known is left out."""
        wanted = sorted(set(ids))
        found: dict[ExternalId, list[Edge]] = {}
        for edge in await self._run(lambda database: database.edges_for(wanted)):
            found.setdefault(edge.external_id, []).append(edge)
        return {external_id: tuple(edges) for external_id, edges in found.items()}

    async def warnings(self, limit: int = _WARNINGS) -> list[MappingWarning]:
        """Give entries of the file that were refused or read leniently."""
        return await self._run(lambda database: database.warnings(limit))

    async def replace(self, compiled: Compiled, state: StoreState) -> None:
        """Put other mappings in the place of these, all or nothing."""
        state = replace(
            state, edges=len(compiled.edges), warnings=len(compiled.warnings)
        )
        await self._run(
            lambda database: database.replace(
                compiled.edges, compiled.warnings, _to_meta(state)
            )
        )
        self._state = state

    async def note(self, state: StoreState) -> None:
        """Keep another state of the same edges."""
        await self._run(lambda database: database.set_meta(_to_meta(state)))
        self._state = state

    def with_overrides(self, overrides: Iterable[Override] = ()) -> Mappings:
        """Look at the mappings with the user's own word on top."""
        return Mappings(self, tuple(overrides))

    async def _run[T](self, work: Callable[[Database], T]) -> T:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "plex_sync_mappings")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._with_database, work)

    def _with_database[T](self, work: Callable[[Database], T]) -> T:
        if self._database is None:
            self._database = Database(self._path)
        return work(self._database)

    def _close_database(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None


class Mappings:
    """The mappings as a profile sees them: the store's, under its own overrides."""

    def __init__(self, store: MappingStore, overrides: tuple[Override, ...]) -> None:
        """Look at a store."""
        self._store = store
        self._overrides = edges_by_id(overrides)
        self._fingerprint = fingerprint(overrides) if overrides else ""

    @property
    def version(self) -> str:
        """Tells mappings apart: the store's version and the overrides'."""
        own = f"+{self._fingerprint}" if self._fingerprint else ""
        return f"{self._store.version}{own}"

    async def edges_for(
        self, ids: Collection[ExternalId]
    ) -> Mapping[ExternalId, tuple[Edge, ...]]:
        """Give the edges of certain ids, overrides among them."""
        edges = dict(await self._store.edges_for(ids))
        for external_id in set(ids) & set(self._overrides):
            own = self._overrides[external_id]
            edges[external_id] = (*own, *edges.get(external_id, ()))
        return edges

    async def explain_show(
        self,
        ids: Sequence[ExternalId],
        episodes: Iterable[tuple[int, int]],
        ordering: str = "",
    ) -> Explanation:
        """Say what is tried for a show's episodes, (season, number) each."""
        edges = await self.edges_for(ids)
        return explain_show(ids, edges, episodes, ordering, version=self.version)

    async def explain_movie(self, ids: Sequence[ExternalId]) -> Explanation:
        """Say what is tried for a film."""
        return explain_movie(ids, await self.edges_for(ids), version=self.version)


def _to_meta(state: StoreState) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(state).items()}


def _to_state(meta: Mapping[str, str]) -> StoreState:
    """Read the state; numbers that are none count as nothing."""

    def number(name: str) -> int:
        text = meta.get(name, "")
        return int(text) if text.isdecimal() else 0

    return StoreState(
        content_hash=meta.get("content_hash", ""),
        edges=number("edges"),
        warnings=number("warnings"),
        source=meta.get("source", ""),
        format=meta.get("format", ""),
        etag=meta.get("etag", ""),
        compiler=number("compiler"),
        loaded_at=meta.get("loaded_at", ""),
        checked_at=meta.get("checked_at", ""),
        stale_since=meta.get("stale_since", ""),
        stale_reason=meta.get("stale_reason", ""),
    )
