"""The libraries of music on disk, and what is kept of runs beside them.

The file is a cache: it can be thrown away. It is used from a thread of its own, and for
what lasts long from a thread beside, never from the event loop.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
import sqlite3
import threading

from ...plex.music import TrackRow
from ...sync.cache_file import discard, is_damaged
from ..model import LibraryTrack, ThingKey
from . import kept, reading, sections, staging
from .database import open_database, open_to_read
from .kept import Kept
from .lines import Line, Packed, packed
from .sections import SectionState


class _Stopped(Exception):
    """Nobody waits for the result any more."""


class LibraryStore:
    """What is known of libraries; nothing of it is held in memory.

    A library is a server as one user sees it; its name is the caller's choice. Every
    method raises `OSError` where the file cannot be read or written; one that has turned
    out to be damaged is thrown away, and the next time begun anew.
    """

    def __init__(self, path: Path) -> None:
        """Use a file, which need not be there yet; nothing is opened."""
        self._path = path
        self._executor: ThreadPoolExecutor | None = None
        self._connection: sqlite3.Connection | None = None
        self.refreshing = asyncio.Lock()
        """Held by who brings a library up to date."""

    async def load(self) -> None:
        """Open the file; one that is damaged is replaced by an empty one.

        Raises:
            OSError: the file can neither be read nor replaced.
        """
        await self.run(lambda connection: None)

    async def close(self) -> None:
        """Let go of the file; a closed store opens again when it is asked."""
        executor, self._executor = self._executor, None
        if executor is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(executor, self._close)
            executor.shutdown()  # its only thread has nothing left to do

    async def version(self, library: str) -> str:
        """Tell whether anything has changed: another text if so."""
        return await self.run(lambda connection: sections.version(connection, library))

    async def sections(self, library: str) -> list[SectionState]:
        """What is known of the sections of a library."""
        return await self.run(lambda connection: sections.states(connection, library))

    async def by_key(
        self, library: str, keys: Collection[ThingKey]
    ) -> Mapping[ThingKey, LibraryTrack]:
        """Tracks by the keys asked for; their own may be others by now.

        A key that is not there any more leads to the same file under its key of today,
        else to the copy of the same recording that was there first. Unknown ones are
        left out.
        """
        return await self._of(library, reading.by_key, keys)

    async def keys_of(self, library: str, rows: Sequence[TrackRow]) -> list[ThingKey]:
        """What tracks are called, in their order, also those not in the library yet."""
        return await self._of(library, reading.keys_of, rows)

    async def by_rating_key(
        self, library: str, rating_keys: Collection[str]
    ) -> Mapping[str, LibraryTrack]:
        """Tracks by the rating keys of today; unknown ones are left out."""
        return await self._of(library, reading.by_rating_key, rating_keys)

    async def search(
        self,
        library: str,
        text: str,
        *,
        sections: Collection[str] | None = None,
        limit: int = 20,
    ) -> list[LibraryTrack]:
        """Tracks in whose title, artist or album all words occur, best first."""
        return await self._of(library, reading.search, text, sections, limit)

    async def read[T](
        self,
        library: str,
        work: Callable[[Iterator[LibraryTrack]], T],
        *,
        sections: Collection[str] | None = None,
    ) -> T:
        """Do work on all tracks in a thread; cancelled, it ends at the next track."""
        number = await self.number(library)
        stop = threading.Event()

        def watched(found: Iterable[LibraryTrack]) -> Iterator[LibraryTrack]:
            for track in found:
                if stop.is_set():
                    raise _Stopped
                yield track

        def whole() -> T:
            try:
                with closing(open_to_read(self._path)) as connection:
                    found = reading.tracks(connection, number, sections)
                    return work(watched(found))
            except sqlite3.Error as error:
                raise OSError(_name(error)) from error

        try:
            return await asyncio.to_thread(whole)
        finally:
            stop.set()

    async def keep(self, item: str, version: str, lines: Iterable[Line]) -> None:
        """Keep lines of JSON for an item, in the place of what was kept before."""
        await self.run(
            lambda connection: kept.put(connection, item, version, packed(lines))
        )

    async def keep_packed[T](self, item: str, version: str, lines: Packed[T]) -> None:
        """The same, of lines that are zipped already."""
        await self.run(
            lambda connection: kept.put(connection, item, version, lines.data)
        )

    async def kept(self, item: str) -> Kept[list[Line]] | None:
        """What was kept for an item; `None`: nothing, or nothing that is whole."""
        return await self.kept_as(item, _as_it_is)

    async def kept_as[T](
        self, item: str, make: Callable[[Line], T]
    ) -> Kept[list[T]] | None:
        """The same, with something made of each line, in the thread of the file."""
        return await self.run(lambda connection: kept.get(connection, item, make))

    async def kept_packed[T](
        self, item: str, make: Callable[[Line], T]
    ) -> Kept[Packed[T]] | None:
        """The same, with each thing made only when it is looked at."""
        return await self.run(
            lambda connection: kept.get_packed(connection, item, make)
        )

    async def kept_versions(self, prefix: str = "") -> Mapping[str, str]:
        """For which items something is kept, and of which version."""
        return await self.run(lambda connection: kept.versions(connection, prefix))

    async def forget(self, items: Collection[str]) -> None:
        """Keep nothing for certain items any more."""
        await self.run(lambda connection: kept.forget(connection, items))

    async def stage(self, rows: Collection[TrackRow], *, first: bool = False) -> int:
        """Put tracks beside the library; tells how many there are."""

        def write(connection: sqlite3.Connection) -> int:
            if first:
                staging.clear(connection)
            return staging.stage(connection, rows)

        return await self.run(write)

    async def number(self, library: str) -> int:
        """The number of a library within the file."""
        return await self.run(lambda connection: sections.number(connection, library))

    async def run[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work on the file, in its thread."""
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "plex_sync_library")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._with_file, work)

    async def _of[T](
        self,
        library: str,
        work: Callable[..., T],
        *arguments: object,
    ) -> T:
        """Do work on one library."""
        return await self.run(
            lambda connection: work(
                connection, sections.number(connection, library), *arguments
            )
        )

    def _with_file[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:
            self._connection = open_database(self._path)
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            if is_damaged(error):
                self._close()
                discard(self._path)
            raise OSError(_name(error)) from error

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _as_it_is(line: Line) -> Line:
    return line


def _name(error: sqlite3.Error) -> str:
    """What went wrong, without any content of the file."""
    return getattr(error, "sqlite_errorname", type(error).__name__)
