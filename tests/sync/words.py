"""A tiny second kind of profile: lists of words, synced into other lists.

It shares nothing with anime, has a field that is a sequence, and keeps both sides in
plain dictionaries, so that the engine is seen to know nothing of either.
"""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field as attribute

from custom_components.plex_sync.sync.errors import ServiceUnavailable
from custom_components.plex_sync.sync.model import (
    Context,
    Coverage,
    Field,
    FieldKind,
    Policy,
    Problem,
    Proposal,
    Proposals,
    Removal,
    State,
    Subject,
    TargetKey,
    Wish,
    Write,
    WriteResult,
    Written,
)
from custom_components.plex_sync.sync.protocols import Known, Report
from custom_components.plex_sync.sync.runs import (
    Everything,
    Progress,
    Scope,
    SinceCursors,
    Stage,
    Subjects,
    Targets,
)
from custom_components.plex_sync.sync.values import fingerprint

FIELDS: Mapping[str, Field] = {
    "words": Field(name="words", kind=FieldKind.SEQUENCE),
    "title": Field(name="title", clearable=False),
    "note": Field(name="note"),
    "count": Field(name="count"),
    "since": Field(name="since", kind=FieldKind.DATE, earlier_is_forward=True),
    "labels": Field(name="labels", kind=FieldKind.SET),
    "stage": Field(
        name="stage", clearable=False, ranks={"planned": 1, "open": 2, "paused": 2}
    ),
}


@dataclass
class Wordbook:
    """The reading side: lists of words by name."""

    lists: dict[str, list[str]] = attribute(default_factory=dict)
    more: dict[str, dict[str, Wish]] = attribute(default_factory=dict)
    """Wishes for other fields, by list."""
    gone: set[str] = attribute(default_factory=set)
    """Lists that the reading side wants to be taken away."""
    problems: list[Problem] = attribute(default_factory=list)
    broken: bool = False
    crashes: bool = False
    """Fails in a way that nobody thought of."""
    while_reading: Callable[[], Awaitable[None]] | None = None


@dataclass
class Shelf:
    """The writing side: lists of words, with the faults of a real service."""

    lists: dict[str, State] = attribute(default_factory=dict)
    batches: int = 0
    reads: list[Collection[TargetKey] | None] = attribute(default_factory=list)
    batch: int = 20
    lose_answers: bool = False
    """Apply, then answer nothing that can be trusted."""
    unreadable: bool = False
    unwritable: bool = False
    breaks_after: int | None = None
    """After so many items the connection is lost, with the item at hand applied."""
    crashes: bool = False
    refuse: set[str] = attribute(default_factory=set)
    unclearable: set[str] = attribute(default_factory=set)
    """Fields that stay filled in, and the service says so."""
    ignores: set[str] = attribute(default_factory=set)
    """Lists that the service says it has written, and has not."""
    drop_word: str = ""
    """A word that the service silently leaves out."""
    fills_in: dict[str, str] = attribute(default_factory=dict)
    """What the service fills in by itself when a list is made."""
    whole_answers: bool = True
    while_writing: Callable[[], Awaitable[None]] | None = None


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


def mirror(value: str | float | list[str] | None) -> Wish:
    """Ask for a value, whatever is there."""
    return Wish(value=value, policy=Policy.MIRROR, rule="copy")


class WordsPlanner:
    """Reads a wordbook and the shelf."""

    def __init__(self, book: Wordbook, target: WordsTarget) -> None:
        """Keep both sides."""
        self.book = book
        self.target = target

    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        """Read the lists that a scope asks for."""
        if self.book.while_reading is not None:
            await self.book.while_reading()
        if self.book.broken:
            raise ServiceUnavailable("Wordbook", "torn page")
        if self.book.crashes:
            raise KeyError("page")
        report(Progress(stage=Stage.READING, section="words", total=1))
        names = set(self.book.lists)
        match scope:
            case SinceCursors():
                names = {
                    name
                    for name in names
                    if known.memory.get(f"list:{name}") != {"facts": self.facts(name)}
                    or f"list:{name}" in known.retry
                }
            case Subjects(titles=titles):
                names &= titles
            case Targets(keys=keys):
                names &= keys
            case Everything():
                pass
        source = {name: list(self.book.lists[name]) for name in names}
        everything = isinstance(scope, Everything)
        wanted = names | (self.book.gone if everything else set())
        current = await self.target.read(wanted) if wanted else {}
        return Snapshot(source, frozenset(self.book.gone), current, everything)

    def facts(self, name: str) -> str:
        """Return the fingerprint of all that the wordbook says of a list."""
        more = self.book.more.get(name, {})
        return fingerprint(
            self.book.lists[name], {key: wish.value for key, wish in more.items()}
        )

    def targets(self, snapshot: Snapshot) -> Mapping[TargetKey, State | None]:
        """Return what the shelf held."""
        return snapshot.current

    def propose(self, snapshot: Snapshot, context: Context) -> Proposals:
        """Ask for each list as the wordbook has it."""
        names = sorted(snapshot.source)
        proposals = [self._wanted(name, snapshot.source[name]) for name in names]
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
            problems=[
                problem
                for problem in self.book.problems
                if snapshot.everything or problem.subject.key[5:] in snapshot.source
            ],
            coverage=Coverage(
                subjects=frozenset(f"list:{name}" for name in names),
                everything=snapshot.everything,
            ),
            memory={f"list:{name}": {"facts": self.facts(name)} for name in names},
            cursors={"book": len(names)},
            library_size=len(names) if snapshot.everything else None,
        )

    def _wanted(self, name: str, words: Sequence[str]) -> Proposal:
        return Proposal(
            target=name,
            title=name.title(),
            subjects=[subject(name)],
            wishes={
                "words": Wish(value=words, policy=Policy.MIRROR, rule="copy"),
                "title": Wish(
                    value=name.title(), policy=Policy.FILL_EMPTY, rule="name"
                ),
                **self.book.more.get(name, {}),
            },
            facts=self.facts(name),
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
        if self.shelf.unreadable:
            raise ServiceUnavailable("Shelf", "out of reach")
        self.shelf.reads.append(keys)
        wanted = self.shelf.lists.keys() if keys is None else keys
        return {key: self.shelf.lists.get(key) for key in wanted}

    def is_halfway(
        self, before: State | None, after: State | None, current: State | None
    ) -> bool:
        """A list is put on the shelf as a whole."""
        return False

    def batch_size(self, writes: int) -> int:
        """Return the size of a batch."""
        return min(writes, self.shelf.batch)

    async def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Put lists on the shelf."""
        shelf = self.shelf
        if shelf.unwritable:
            raise ServiceUnavailable("Shelf", "out of reach")
        if shelf.crashes:
            raise KeyError("board")
        shelf.batches += 1
        for write in batch:
            if shelf.while_writing is not None:
                await shelf.while_writing()
            if write.target in shelf.refuse:
                yield Written(
                    target=write.target,
                    result=WriteResult.REFUSED,
                    message="not on this shelf",
                )
                continue
            self.apply(write)
            if shelf.breaks_after is not None:
                shelf.breaks_after -= 1
                if shelf.breaks_after < 0:
                    raise ServiceUnavailable("Shelf", "fell over")
            yield self._answer(write)

    def _answer(self, write: Write) -> Written:
        if self.shelf.lose_answers:
            return Written(
                target=write.target, result=WriteResult.UNKNOWN, message="lost"
            )
        return Written(
            target=write.target,
            result=WriteResult.APPLIED,
            state=self.shelf.lists.get(write.target),
            verified=self.shelf.whole_answers,
            unclearable=self.shelf.unclearable,
        )

    def apply(self, write: Write) -> None:
        """Do what a write asks for, as well as this shelf can."""
        if write.target in self.shelf.ignores:
            return
        if write.after is None:
            self.shelf.lists.pop(write.target, None)
            return
        before = self.shelf.lists.get(write.target)
        state = {**(self.shelf.fills_in if before is None else before), **write.fields}
        for name in self.shelf.unclearable & write.fields.keys():
            if before is not None and not write.fields[name]:
                state[name] = before[name]
        words = state.get("words") or []
        assert isinstance(words, Sequence)
        state["words"] = [word for word in words if word != self.shelf.drop_word]
        self.shelf.lists[write.target] = state
