"""A profile of the tiny kind at work, and what tests ask it for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from custom_components.plex_sync.sync.engine import ProfileEngine, WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.journal.shapes import Record
from custom_components.plex_sync.sync.model import State
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.runs import (
    Everything,
    Outcome,
    RunKind,
    Scope,
    SinceCursors,
    Subjects,
)

from .words import Shelf, Wordbook, WordsPlanner, WordsTarget


class Clock:
    """A time that tests move by hand."""

    def __init__(self) -> None:
        """Start in the autumn of 2026."""
        self.now = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def passes(self, **units: float) -> None:
        """Let time pass: days, minutes, seconds."""
        self.now += timedelta(**units)


@dataclass
class Words:
    """A whole profile of the tiny kind."""

    book: Wordbook
    shelf: Shelf
    journal: Journal
    engine: ProfileEngine
    target: WordsTarget
    clock: Clock
    settings: RunSettings
    locks: WriterLocks
    profile: str = "words"

    async def sync(
        self,
        kind: RunKind = RunKind.FULL,
        scope: Scope | None = None,
        *,
        dry_run: bool = False,
    ) -> RunResult:
        """Run a full sync, or what the options say."""
        wanted = scope or Everything()
        request = RunRequest(kind=kind, scope=wanted, dry_run=dry_run)
        return await self.engine.run(request)

    async def poll(self, *, dry_run: bool = False) -> RunResult:
        """Look for what is new."""
        return await self.sync(RunKind.POLL, SinceCursors(), dry_run=dry_run)

    async def only(self, name: str, kind: RunKind = RunKind.TARGETED) -> RunResult:
        """Sync one list."""
        return await self.sync(kind, Subjects(titles=frozenset({name})))

    async def apply(
        self, fingerprints: frozenset[str] | None = None, *, confirmed: bool = False
    ) -> RunResult:
        """Apply the kept plan, or some of it."""
        return await self.engine.run(
            RunRequest(
                kind=RunKind.APPLY, fingerprints=fingerprints, confirmed=confirmed
            )
        )

    async def undo(
        self, *records: int, confirmed: bool = False, dry_run: bool = False
    ) -> RunResult:
        """Take changes back."""
        return await self._take_back(
            RunKind.UNDO, records, confirmed=confirmed, dry_run=dry_run
        )

    async def redo(self, *records: int, confirmed: bool = False) -> RunResult:
        """Do again what was taken back."""
        return await self._take_back(
            RunKind.REDO, records, confirmed=confirmed, dry_run=False
        )

    async def _take_back(
        self, kind: RunKind, records: tuple[int, ...], *, confirmed: bool, dry_run: bool
    ) -> RunResult:
        return await self.engine.run(
            RunRequest(
                kind=kind,
                records=frozenset(records),
                confirmed=confirmed,
                dry_run=dry_run,
            )
        )

    async def records(self, outcome: Outcome | None = None) -> list[Record]:
        """Return the timeline, newest first."""
        items = (await self.journal.history(self.profile, size=1_000)).items
        return [item for item in items if outcome is None or item.outcome is outcome]

    async def newest(self) -> Record:
        """Return the newest line of the timeline."""
        return (await self.records())[0]

    async def run_results(self) -> list[str]:
        """Return how the runs ended, newest first."""
        page = await self.journal.runs(self.profile, size=1_000)
        return [run.result for run in page.items]

    def words(self, name: str) -> list[str]:
        """Return the words of a list on the shelf."""
        words = self.shelf.lists[name]["words"]
        assert isinstance(words, list)
        return words

    def by_hand(self, name: str, **fields: str | float | list[str] | None) -> None:
        """Change a list on the shelf, as its user would."""
        state: State = {**self.shelf.lists.get(name, {}), **fields}
        self.shelf.lists[name] = state

    async def close(self) -> None:
        """Stop and close."""
        await self.engine.close()
        await self.journal.close()


def make_words(
    journal: Journal,
    clock: Clock,
    *,
    book: Wordbook | None = None,
    shelf: Shelf | None = None,
    settings: RunSettings | None = None,
    profile: str = "words",
    locks: WriterLocks | None = None,
    make_target: Callable[[Shelf], WordsTarget] = WordsTarget,
) -> Words:
    """Make a profile on a journal that is open."""
    book, shelf = book or Wordbook(), shelf or Shelf()
    target, locks = make_target(shelf), locks or WriterLocks()
    runner = Runner(
        profile=profile,
        planner=WordsPlanner(book, target),
        target=target,
        journal=journal,
        writer_lock=locks.of(target.account),
        settings=lambda: words.settings,
        report=lambda progress: engine.report(progress),
        clock=clock,
    )
    engine = ProfileEngine(
        profile=profile, runner=runner, target=target, journal=journal
    )
    words = Words(
        book,
        shelf,
        journal,
        engine,
        target,
        clock,
        settings or RunSettings(destructive=True),
        locks,
        profile,
    )
    return words


async def open_words(
    path: Path,
    *,
    book: Wordbook | None = None,
    shelf: Shelf | None = None,
    settings: RunSettings | None = None,
    clock: Clock | None = None,
) -> Words:
    """Open a profile on a journal's file."""
    clock = clock or Clock()
    journal = Journal(path, clock)
    await journal.open()
    return make_words(journal, clock, book=book, shelf=shelf, settings=settings)


async def reopened(words: Words, path: Path) -> Words:
    """Close a profile and open it again, as a restart does."""
    await words.close()
    return await open_words(
        path,
        book=words.book,
        shelf=words.shelf,
        settings=words.settings,
        clock=words.clock,
    )
