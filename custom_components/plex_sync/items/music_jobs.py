"""The jobs of a music profile: playlists, albums, and what the account has played."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, override

from ..music.items import ItemKind
from ..music.planner import MusicPlanner
from ..music.snapshot import Snapshot
from ..music.sources.protocol import ItemHead, ItemState, Source
from ..sync.protocols import Known, Report
from ..sync.requests import RunRequest
from ..sync.runs import Everything, Origin, RunKind, Scope, SinceCursors, Subjects


class Job(StrEnum):
    """What can be done by itself, each as a run of its own."""

    ACCOUNTS = "accounts"  # adds what was lately played
    PLAYLISTS = "playlists"  # liked songs among them
    ALBUMS = "albums"


KINDS: Final[Mapping[Job, frozenset[str]]] = {
    Job.PLAYLISTS: frozenset({ItemKind.PLAYLIST, ItemKind.LIKED}),
    Job.ALBUMS: frozenset({ItemKind.ALBUM}),
}
MOST_BY_THEMSELVES: Final = 20
"""So many items are saved at a time that were added because they were played."""
PLAYED: Final = "played/"
"""Decisions of this name: what the user has removed is not added by itself again."""

JUST_PLAYED: Final = Subjects(references=frozenset({"just_played"}))
"""What the account has lately played and is not saved yet."""
MUSIC_MOVED: Final = Subjects(references=frozenset({"music_moved"}))
"""Items that lack something, where the library is another than when they were read."""


def job_request(
    job: Job,
    origin: Origin = Origin.USER,
    *,
    force: bool = False,
    dry_run: bool = False,
    is_preview: bool = False,
) -> RunRequest:
    """Return the run of a job.

    Args:
        job: which.
        origin: who asks for it.
        force: whether to look at items whose turn has not come, too.
        dry_run: only plan.
        is_preview: whether the first plan of all is still to be looked at.
    """
    # Only one of the jobs is the daily run that repairs go by; while the first plan
    # waits none is: a run of a part that is well must not end the preview of all.
    is_daily = job is Job.PLAYLISTS and not is_preview
    kind = RunKind.FULL if is_daily else RunKind.TARGETED
    scope: Scope = JUST_PLAYED
    if job is not Job.ACCOUNTS:
        scope = Everything(KINDS[job]) if force else SinceCursors(KINDS[job])
    return RunRequest(kind=kind, origin=origin, scope=scope, dry_run=dry_run)


class JobPlanner(MusicPlanner):
    """A planner that adds what was played, and sees whether the music has moved."""

    def __init__(
        self,
        *,
        add_played: Callable[[Sequence[ItemHead]], Collection[str]],
        played_by: Callable[[], Sequence[Source]],
        **arguments: Any,
    ) -> None:
        """Keep what to read with; nothing is asked yet.

        Args:
            add_played: adds items and returns the keys of those that were added.
            played_by: gives the accounts that play.
            arguments: those of every planner.
        """
        super().__init__(**arguments)
        self._add_played = add_played
        self._played_by = played_by

    @override
    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        if not isinstance(scope, Subjects):
            return await super().read(scope, known, report)
        # What was asked for at the same time is one request.
        added: Collection[str] = ()
        if JUST_PLAYED.references <= scope.references:
            added = self._add_played(await self._just_played(known))
            scope = replace(scope, keys=scope.keys.union(added))
        if MUSIC_MOVED.references <= scope.references:
            scope = replace(scope, keys=scope.keys | await self._behind(known))
        return replace(await super().read(scope, known, report), added=len(added))

    async def _just_played(self, known: Known) -> list[ItemHead]:
        """Playlists and albums that were played and are not saved; one by one."""
        dismissed = {
            key.removeprefix(PLAYED)
            for key in known.decisions
            if key.startswith(PLAYED)
        }
        heads: dict[str, ItemHead] = {}
        for source in self._played_by():
            saved = {item.key for item in self._items()}
            listing = await source.recent(saved | dismissed)
            heads |= {
                head.key: head
                for head in listing.items
                if head.state is ItemState.READABLE
            }
        return list(heads.values())

    async def _behind(self, known: Known) -> frozenset[str]:
        """Items that lack something and were read with another library."""
        lacking = {
            item.key: memory
            for item in self._items()
            if item.sync
            and (memory := known.memory.get(item.key)) is not None
            and (memory.get("missing") or memory.get("review"))
        }
        if not lacking:
            return frozenset()
        version = (await self._collection.refresh()).version
        return frozenset(
            key for key, memory in lacking.items() if memory.get("library") != version
        )
