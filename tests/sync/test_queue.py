"""One run at a time: what is asked for meanwhile is merged, and everybody is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from custom_components.plex_sync.sync.engine import WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runs import (
    Everything,
    Origin,
    Progress,
    RunKind,
    Scope,
    SinceCursors,
    Stage,
    Subjects,
    Targets,
)

from .profiles import Clock, Words, make_words

FULL = RunRequest(kind=RunKind.FULL)
POLL = RunRequest(kind=RunKind.POLL, scope=SinceCursors(), origin=Origin.SCHEDULE)


def targeted(*titles: str, kind: RunKind = RunKind.TARGETED) -> RunRequest:
    """Ask for certain lists."""
    return RunRequest(kind=kind, scope=Subjects(titles=frozenset(titles)))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (FULL, POLL, FULL),
        (POLL, FULL, FULL),
        (POLL, POLL, POLL),
        (FULL, FULL, FULL),
        (targeted("a"), targeted("b"), targeted("a", "b")),
        (
            RunRequest(kind=RunKind.TARGETED, scope=Targets(frozenset({"a"}))),
            RunRequest(kind=RunKind.TARGETED, scope=Targets(frozenset({"b"}))),
            RunRequest(kind=RunKind.TARGETED, scope=Targets(frozenset({"a", "b"}))),
        ),
    ],
)
def test_requests_that_go_together_become_one(
    first: RunRequest, second: RunRequest, expected: RunRequest
) -> None:
    """A full run absorbs a poll, targeted ones are united."""
    assert first.joined(second) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FULL, targeted("a")),
        (targeted("a"), targeted("a", kind=RunKind.RETRY)),
        (FULL, RunRequest(kind=RunKind.FULL, dry_run=True)),
        (
            RunRequest(kind=RunKind.UNDO, records=frozenset({1})),
            RunRequest(kind=RunKind.UNDO, records=frozenset({2})),
        ),
        (
            RunRequest(kind=RunKind.APPLY, fingerprints=frozenset({"a"})),
            RunRequest(kind=RunKind.APPLY),
        ),
        (targeted("a"), RunRequest(kind=RunKind.TARGETED, scope=Everything())),
        (RunRequest(kind=RunKind.APPLY), RunRequest(kind=RunKind.APPLY)),
    ],
)
def test_requests_that_mean_different_things_stay_two(
    first: RunRequest, second: RunRequest
) -> None:
    """An undo is never mixed with another one, nor a dry run with a real one."""
    assert first.joined(second) is None


async def test_what_is_asked_for_meanwhile_is_done_once_for_all(words: Words) -> None:
    """Five requests, of which one is under way, are three runs; all five are answered."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    scopes: list[Scope] = []
    words.engine.listen(
        lambda event: (
            scopes.append(event.request.scope) if isinstance(event, RunResult) else None
        )
    )
    first = words.engine.submit(FULL)
    await asyncio.sleep(0)
    others = [
        words.engine.submit(request)
        for request in (POLL, targeted("a"), FULL, targeted("b"))
    ]
    answers = await asyncio.gather(first, *others)
    assert answers[1] is answers[3]
    assert answers[2] is answers[4]
    assert scopes == [
        Everything(),
        Everything(),
        Subjects(titles=frozenset({"a", "b"})),
    ]
    assert words.engine.running is None
    assert words.engine.progress is None


async def test_who_gives_up_waiting_stops_nothing(words: Words) -> None:
    """The run goes on for the others."""
    words.book.lists["a"] = ["ant"]
    impatient, patient = words.engine.submit(FULL), words.engine.submit(FULL)
    impatient.cancel()
    assert (await patient).counts == {"synced": 1}


async def test_queue_that_is_stopped_answers_everybody(words: Words) -> None:
    """Also those who ask when the engine is closed already."""
    waiting = [words.engine.submit(FULL), words.engine.submit(targeted("a"))]
    words.engine.stop()
    assert [(await waiter).result for waiter in waiting] == ["stopped", "stopped"]
    await words.engine.close()
    assert (await words.engine.submit(FULL)).result == "stopped"


async def test_progress_is_told_to_those_who_listen(words: Words) -> None:
    """Stage by stage, until they do not want to hear any more."""
    words.book.lists["a"] = ["ant"]
    words.shelf.whole_answers = False
    stages: list[Stage] = []
    silence = words.engine.listen(
        lambda event: (
            stages.append(event.stage) if isinstance(event, Progress) else None
        )
    )
    await words.sync()
    assert list(dict.fromkeys(stages)) == [
        Stage.READING,
        Stage.PLANNING,
        Stage.WRITING,
        Stage.VERIFYING,
        Stage.DONE,
    ]
    silence()
    await words.sync()
    assert stages.count(Stage.DONE) == 1


def test_progress_in_percent() -> None:
    """Not known before the total is, and never above a hundred."""
    assert Progress(stage=Stage.WRITING).percent is None
    assert Progress(stage=Stage.WRITING, processed=1, total=3).percent == 33
    assert Progress(stage=Stage.WRITING, processed=5, total=3).percent == 100


@pytest.fixture
async def two(path: Path) -> AsyncIterator[tuple[Words, Words]]:
    """Two profiles that write to one shelf."""
    clock, locks = Clock(), WriterLocks()
    journal = Journal(path, clock)
    await journal.open()
    one = make_words(journal, clock, locks=locks, profile="one")
    other = make_words(journal, clock, locks=locks, profile="two", shelf=one.shelf)
    yield one, other
    await other.engine.close()
    await one.close()


async def test_two_profiles_never_write_at_the_same_time(
    two: tuple[Words, Words],
) -> None:
    """One writer for an account, however many profiles share it."""
    one, other = two
    for number in range(6):
        one.book.lists[f"one {number}"] = ["a"]
        other.book.lists[f"two {number}"] = ["b"]
    one.shelf.batch = 2
    names: list[str] = []

    async def note() -> None:
        names.append(",".join(sorted(one.shelf.lists)))
        await asyncio.sleep(0.001)

    one.shelf.while_writing = note
    results = await asyncio.gather(one.sync(), other.sync())
    assert [result.counts for result in results] == [{"synced": 6}, {"synced": 6}]
    first = {name.split()[0] for name in names[6].split(",")}
    assert len(first) == 1


async def test_profile_that_waited_reads_again_before_it_writes(
    two: tuple[Words, Words],
) -> None:
    """What the other profile has just written is not overwritten unseen."""
    one, other = two
    one.book.lists["pets"] = ["cat"]
    other.book.lists["pets"] = ["dog"]
    await one.sync()
    await other.sync()
    one.book.lists["pets"] = ["cat", "ant"]
    other.book.lists["pets"] = ["dog", "bee"]
    await asyncio.gather(one.sync(), other.sync())
    assert sorted(one.words("pets")) == ["ant", "bee", "cat", "dog"]
