"""A tiny second kind of profile: lists of words, synced into other lists.

It shares nothing with anime, has a field that is a sequence, and keeps both sides in
plain dictionaries, so that the engine is seen to know nothing of either.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import UTC, datetime
from pathlib import Path

from custom_components.plex_sync.sync.errors import ServiceUnavailable
from custom_components.plex_sync.sync.model import (
    Context,
    Coverage,
    Everything,
    Field,
    FieldKind,
    Policy,
    Progress,
    Proposal,
    Proposals,
    Removal,
    RunKind,
    Scope,
    SinceCursors,
    Stage,
    State,
    Subject,
    Subjects,
    TargetKey,
    Wish,
    Write,
    WriteResult,
    Written,
)
from custom_components.plex_sync.sync.engine import ProfileEngine, WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.protocols import Known, Report
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.values import fingerprint

FIELDS: Mapping[str, Field] = {
    "words": Field(name="words", kind=FieldKind.SEQUENCE),
    "title": Field(name="title"),
}


@dataclass
class Wordbook:
    """The reading side: lists of words by name."""

    lists: dict[str, list[str]] = attribute(default_factory=dict)
    gone: set[str] = attribute(default_factory=set)
    """Lists that the reading side wants to be taken away."""
    broken: bool = False


@dataclass
class Shelf:
    """The writing side: lists of words, with the faults of a real service."""

    lists: dict[str, State] = attribute(default_factory=dict)
    batches: int = 0
    reads: int = 0
    batch: int = 20
    lose_answers: bool = False
    """Apply, then answer nothing that can be trusted."""
    fail_before: bool = False
    refuse: set[str] = attribute(default_factory=set)
    drop_word: str = ""
    """A word that the service silently leaves out."""
    whole_answers: bool = True


@dataclass(frozen=True)
class Snapshot:
    """What was read of both sides."""

    source: Mapping[str, Sequence[str]]
    gone: frozenset[str]
    current: Mapping[TargetKey, State | None]
    everything: bool


def subject(name: str) -> Subject:
    """Return the subject that stands for a list."""
    return Subject(key=f"list:{name}", title=name.title(), kind="list")


class WordsPlanner:
    """Reads a wordbook and the shelf."""

    def __init__(self, book: Wordbook, target: WordsTarget) -> None:
        """Keep both sides."""
        self.book = book
        self.target = target

    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        """Read the lists that a scope asks for."""
        if self.book.broken:
            raise ServiceUnavailable("Wordbook", "torn page")
        report(Progress(stage=Stage.READING, section="words", total=1))
        names = set(self.book.lists)
        match scope:
            case SinceCursors():
                names = {
                    name
                    for name in names
                    if known.memory.get(f"list:{name}")
                    != {"facts": fingerprint(self.book.lists[name])}
                }
            case Subjects(titles=titles):
                names &= titles
            case _:
                pass
        source = {name: list(self.book.lists[name]) for name in names}
        everything = isinstance(scope, Everything)
        keys = names | (self.book.gone if everything else set())
        current = await self.target.read(keys) if keys else {}
        return Snapshot(source, frozenset(self.book.gone), current, everything)

    def targets(self, snapshot: Snapshot) -> Mapping[TargetKey, State | None]:
        """Return what the shelf held."""
        return snapshot.current

    def propose(self, snapshot: Snapshot, context: Context) -> Proposals:
        """Ask for each list as the wordbook has it."""
        proposals = [
            Proposal(
                target=name,
                title=name.title(),
                subjects=[subject(name)],
                wishes={
                    "words": Wish(value=words, policy=Policy.MIRROR, rule="copy"),
                    "title": Wish(
                        value=name.title(), policy=Policy.FILL_EMPTY, rule="name"
                    ),
                },
                facts=fingerprint(words),
            )
            for name, words in sorted(snapshot.source.items())
        ]
        proposals += [
            Proposal(
                target=name,
                title=name.title(),
                subjects=[subject(name)],
                wishes={},
                facts="gone",
                removal=Removal(rule="gone"),
            )
            for name in sorted(snapshot.gone & snapshot.current.keys())
            if (base := context.bases.get(name)) is not None and base.created
        ]
        return Proposals(
            proposals=proposals,
            problems=[],
            coverage=Coverage(
                subjects=frozenset(f"list:{name}" for name in snapshot.source),
                everything=snapshot.everything,
            ),
            memory={
                f"list:{name}": {"facts": fingerprint(list(words))}
                for name, words in snapshot.source.items()
            },
            cursors={"book": len(snapshot.source)} if snapshot.everything else {},
            library_size=len(snapshot.source) if snapshot.everything else None,
        )


class WordsTarget:
    """Writes lists of words on a shelf."""

    account = "shelf:1"
    fields = FIELDS

    def __init__(self, shelf: Shelf) -> None:
        """Keep the shelf."""
        self.shelf = shelf

    async def read(
        self, keys: Collection[TargetKey] | None
    ) -> Mapping[TargetKey, State | None]:
        """Read lists off the shelf."""
        if self.shelf.fail_before:
            raise ServiceUnavailable("Shelf", "out of reach")
        self.shelf.reads += 1
        wanted = self.shelf.lists.keys() if keys is None else keys
        return {key: self.shelf.lists.get(key) for key in wanted}

    def batch_size(self, writes: int) -> int:
        """Return the size of a batch."""
        return min(writes, self.shelf.batch)

    async def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Put lists on the shelf."""
        if self.shelf.fail_before:
            raise ServiceUnavailable("Shelf", "out of reach")
        self.shelf.batches += 1
        for write in batch:
            if write.target in self.shelf.refuse:
                yield Written(
                    target=write.target,
                    result=WriteResult.REFUSED,
                    message="not on this shelf",
                )
                continue
            self._apply(write)
            if self.shelf.lose_answers:
                yield Written(
                    target=write.target, result=WriteResult.UNKNOWN, message="lost"
                )
            else:
                yield Written(
                    target=write.target,
                    result=WriteResult.APPLIED,
                    state=self.shelf.lists.get(write.target),
                    verified=self.shelf.whole_answers,
                )

    def _apply(self, write: Write) -> None:
        if write.after is None:
            self.shelf.lists.pop(write.target, None)
            return
        state = {**(self.shelf.lists.get(write.target) or {}), **write.fields}
        words = state.get("words") or []
        assert isinstance(words, Sequence)
        state["words"] = [word for word in words if word != self.shelf.drop_word]
        self.shelf.lists[write.target] = state


class Clock:
    """A time that tests move by hand."""

    def __init__(self) -> None:
        """Start in the autumn of 2026."""
        self.now = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


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

    async def sync(self, **options: object):  # type: ignore[no-untyped-def]
        """Run a full sync, or what the options say."""
        request = RunRequest(**{"kind": RunKind.FULL, **options})
        return await self.engine.run(request)

    async def close(self) -> None:
        """Stop and close."""
        await self.engine.close()
        await self.journal.close()


async def open_words(
    path: Path,
    *,
    book: Wordbook | None = None,
    shelf: Shelf | None = None,
    settings: RunSettings | None = None,
    profile: str = "words",
) -> Words:
    """Open a profile on a journal's file."""
    clock = Clock()
    journal = Journal(path, clock)
    await journal.open()
    book, shelf = book or Wordbook(), shelf or Shelf()
    target = WordsTarget(shelf)
    words: Words
    engine: ProfileEngine
    runner = Runner(
        profile=profile,
        planner=WordsPlanner(book, target),
        target=target,
        journal=journal,
        writer_lock=WriterLocks().of(target.account),
        settings=lambda: words.settings,
        report=lambda progress: engine.report(progress),
        clock=clock,
    )
    engine = ProfileEngine(
        profile=profile, runner=runner, target=target, journal=journal
    )
    words = Words(book, shelf, journal, engine, target, clock, settings or RunSettings())
    return words
