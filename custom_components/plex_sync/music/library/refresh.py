"""A library brought up to date, with as few requests as its changes allow.

Time stamps that have not moved: nothing is read. Moved: the newest first, until what is
known; the total differs: the list of rating keys; once a week, all of it. A reading that
is not whole changes nothing, and tracks that seem to be gone in masses are kept.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
import time
from typing import Final

from ...plex.failures import changed_meanwhile
from ...plex.music import MusicSection
from ...plex.tracks import PlexTracks
from ...sync.errors import IncompleteAnswer, Refused
from . import sections, staging
from .sections import SectionState
from .staging import Reading
from .store import LibraryStore

WHOLE_EVERY: Final = timedelta(days=7)
MARGIN: Final = 300
"""Seconds before the latest change that are read again: clocks and commits overlap."""
MOST_CHANGED: Final = 10_000
"""Tracks; more of them are read with all others."""
ATTEMPTS: Final = 2
"""How often a section that changes while it is read is begun."""
MOST_LOST: Final = 0.3
FEW: Final = 20
"""Tracks that may go from a small section, whatever its share."""

type Progress = Callable[[int, int], None]
"""Told, in the event loop, the tracks read so far and the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A library as it is known now."""

    version: str
    """Another text if anything has changed."""
    sections: tuple[SectionState, ...]

    @property
    def losses(self) -> tuple[SectionState, ...]:
        """The sections that seem to have lost too much; their tracks are kept."""
        return tuple(each for each in self.sections if each.lost_to is not None)


async def refresh(
    store: LibraryStore,
    tracks: PlexTracks,
    library: str,
    *,
    chosen: Collection[str] | None = None,
    whole: bool = False,
    accept_losses: bool = False,
    progress: Progress | None = None,
    now: Callable[[], float] = time.time,
) -> Refreshed:
    """Bring a library up to date; it stays as it was when that fails.

    Args:
        store: where it is kept.
        tracks: the server, as the user sees it.
        library: what it is called in the store.
        chosen: the keys of the sections that are wanted; `None`: all of music.
        whole: read all of them, whatever is known.
        accept_losses: believe the server even if much has gone.
        progress: told how far a section is.
        now: seconds since 1970.

    Raises:
        ServiceError: the server cannot be read.
    """
    refresher = _Refresher(store, tracks, library, accept_losses, progress, now())
    async with store.refreshing:
        there = await tracks.sections()
        known = {each.key: each for each in await store.sections(library)}
        for section in there:
            if chosen is None or section.key in chosen:
                await refresher.section(section, known.get(section.key), whole=whole)
        gone = known.keys() - {section.key for section in there}
        for key in sorted(gone if chosen is None else gone & set(chosen)):
            await refresher.gone(known[key])
        return Refreshed(
            version=await store.version(library),
            sections=tuple(await store.sections(library)),
        )


class _Refresher:
    """One refreshing of one library."""

    def __init__(
        self,
        store: LibraryStore,
        tracks: PlexTracks,
        library: str,
        accept_losses: bool,
        progress: Progress | None,
        now: float,
    ) -> None:
        self._store = store
        self._tracks = tracks
        self._library = library
        self._accept_losses = accept_losses
        self._progress = progress
        self._now = int(now)

    async def section(
        self, section: MusicSection, known: SectionState | None, *, whole: bool
    ) -> None:
        """Bring a section up to date."""
        if known is None:
            await self._whole(section, None)
            return
        due = known.whole_at + WHOLE_EVERY.total_seconds() <= self._now
        if not whole and not due:
            if known.stamps == section.stamps and known.lost_to is None:
                return
            if await self._newest(section, known):
                return
        await self._whole(section, known)

    async def gone(self, known: SectionState) -> None:
        """Forget a section that is not there any more, if it is made anew or believed."""
        elsewhere = await self._run(sections.found_elsewhere, known.key)
        if self._lost(known, elsewhere):
            await self._run(sections.note_loss, known.key, 0)
        else:
            await self._run(sections.drop, known.key)

    async def _whole(self, section: MusicSection, known: SectionState | None) -> None:
        """Read all tracks of a section."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                count, newest = await self._stage_all(section.key)
                break
            except IncompleteAnswer:
                if attempt == ATTEMPTS:
                    raise
        if self._lost(known, count):
            await self._run(sections.note_loss, section.key, count)
            return
        await self._take_in(
            section,
            newest=newest,
            whole_at=self._now,
            # What a scan has not come to yet is no loss.
            remove_others=known is None or not section.refreshing,
            compilations=await self._compilations(section.key),
        )

    async def _stage_all(self, section: str) -> tuple[int, int]:
        """Stage all tracks; gives how many, and when the latest change was."""
        count = await self._store.stage([], first=True)
        newest = read = 0
        async for page in self._tracks.pages(section):
            count = await self._store.stage(page.rows)
            read += len(page.rows)
            newest = max([newest, *(row.updated_at for row in page.rows)])
            if self._progress:
                self._progress(page.done, page.total)
        if count != read:
            # A track on two pages hides another one.
            raise changed_meanwhile(f"/library/sections/{section}/all")
        return count, newest

    async def _newest(self, section: MusicSection, known: SectionState) -> bool:
        """Read what has changed; `False` where that is too much or cannot be told."""
        changed = await self._tracks.changed(
            section.key, since=known.newest - MARGIN, most=MOST_CHANGED
        )
        if len(changed.rows) > MOST_CHANGED:
            return False
        count = await self._store.stage(changed.rows, first=True)
        fresh = count - await self._run(sections.known_of_staged, section.key)
        gone: list[str] = []
        if not changed.whole or known.tracks + fresh != changed.total:
            total = await self._see_keys(section.key)
            if self._lost(known, total):
                await self._run(sections.note_loss, section.key, total)
                return True
            number = await self._store.number(self._library)
            missing = await self._store.run(partial(staging.unknown, library=number))
            if len(missing) > MOST_CHANGED:
                return False
            found = await self._tracks.by_rating_key(missing)
            await self._store.stage(found)
            fresh += len(found)
            gone = await self._store.run(
                partial(staging.unseen, library=number, section=section.key)
            )
        await self._take_in(
            section,
            newest=changed.newest,
            removed=() if section.refreshing else gone,
            compilations=await self._compilations(section.key) if fresh else None,
        )
        return True

    async def _see_keys(self, section: str) -> int:
        """Note which tracks the server has; tells how many."""
        total = 0
        async for page in self._tracks.keys(section):
            await self._store.run(partial(staging.see, rating_keys=page.rows))
            total = page.total
        return total

    async def _compilations(self, section: str) -> set[str]:
        """The albums that are compilations, as far as the server tells."""
        try:
            return await self._tracks.compilations(section)
        except Refused:
            return set()

    async def _take_in(
        self,
        section: MusicSection,
        *,
        newest: int,
        whole_at: int | None = None,
        removed: Collection[str] = (),
        remove_others: bool = False,
        compilations: Collection[str] | None = None,
    ) -> None:
        """Make what was staged a part of the library."""
        reading = Reading(
            section=section.key,
            title=section.title,
            stamps="" if section.refreshing else section.stamps,
            newest=newest,
            whole_at=whole_at,
            removed=removed,
            remove_others=remove_others,
            compilations=compilations,
        )
        number = await self._store.number(self._library)
        await self._store.run(partial(staging.take_in, library=number, reading=reading))

    def _lost(self, known: SectionState | None, count: int) -> bool:
        """Whether so much has gone that it is not believed."""
        if known is None or self._accept_losses:
            return False
        lost = known.tracks - count
        if count == 0:
            return lost > 0
        return lost > FEW and lost > MOST_LOST * known.tracks

    async def _run[T](self, work: Callable[..., T], *arguments: object) -> T:
        """Do work on the library's file."""
        return await self._store.run(
            lambda connection: work(connection, self._library, *arguments)
        )
