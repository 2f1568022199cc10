"""What the journal keeps, for how long, and in how little room."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import sqlite3

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from custom_components.plex_sync.sync.journal.retention import Listed
from custom_components.plex_sync.sync.journal.tables import Table
from custom_components.plex_sync.sync.model import Problem, ProblemKind
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words
from .words import mirror, subject


async def rows(words: Words, table: str) -> int:
    """Count the rows of a table."""
    return await words.journal._database.read(
        lambda session: session.execute(
            select(func.count()).select_from(Table.metadata.tables[table])
        ).scalar_one()
    )


async def year_of(words: Words, runs: int = 10) -> None:
    """Let a list change again and again in the course of a year."""
    words.book.problems = [
        Problem(subject=subject(name), kind=ProblemKind.NOT_FOUND, reason="no_shelf")
        for name in ("open", "closed")
    ]
    await words.sync()
    words.book.problems = words.book.problems[:1]
    for number in range(runs):
        words.book.lists["pets"] = [f"{number} {place}" for place in range(20)]
        words.book.more["pets"] = {"note": mirror(str(number))}
        await words.sync()
        words.clock.passes(days=365 / runs)


async def test_what_is_too_old_goes_and_what_is_in_use_stays(words: Words) -> None:
    """Old changes and closed problems go; open problems, bases and the rest stay."""
    await year_of(words)
    await words.journal.pin("shelf:1", "pets", ["note"], "Pets")
    await words.journal.decide("words", "a", "b")
    removed = await words.journal.prune("words", days=100)
    assert removed == 8 + 1
    left = await words.records()
    assert [item.outcome for item in left].count(Outcome.SYNCED) == 2
    assert [item.title for item in left if item.problem] == ["Open"]
    assert not (await words.sync()).counts.get("synced")
    context = await words.journal.context(
        "words", "shelf:1", words.clock(), destructive=True
    )
    assert context.bases["pets"].state is not None
    assert context.pins
    assert context.decisions
    detail = await words.journal.record("words", left[0].id)
    assert detail is not None
    assert detail.after is not None
    assert detail.after["words"] == words.words("pets")


async def test_states_things_and_runs_go_with_their_records(words: Words) -> None:
    """Nothing is kept that nothing refers to; the last good run is."""
    await year_of(words)
    states, things = await rows(words, "states"), await rows(words, "things")
    assert things == 200
    await words.journal.prune("words", days=1)
    assert await rows(words, "states") < states
    assert await rows(words, "things") == 20
    assert await rows(words, "runs") == 1
    assert (await words.sync()).counts == {"not_found": 1}
    assert words.words("pets")[0] == "9 0"
    assert await words.journal.prune("words", days=1) == 0


async def test_more_records_than_wanted_go_oldest_first(words: Words) -> None:
    """However young they are; an open problem is never one of them."""
    await year_of(words)
    assert await words.journal.prune("words", records=4) == 7
    left = await words.records()
    assert [item.outcome for item in left] == [Outcome.SYNCED] * 4 + [Outcome.NOT_FOUND]
    assert await words.journal.prune("others", days=0) == 0
    assert len(await words.records()) == 5


async def test_prune_keeps_what_is_pending_and_drops_an_old_plan(words: Words) -> None:
    """A change whose end is not known is never too old; a plan is after a week."""
    words.book.lists["pets"] = ["cat"]

    async def cut() -> None:
        words.shelf.unreadable = True

    words.shelf.while_writing, words.shelf.lose_answers = cut, True
    await words.sync()
    words.shelf.unreadable = False
    await words.sync(dry_run=True)
    words.clock.passes(days=400)
    assert await words.journal.prune("words") == 0
    assert [item.outcome for item in await words.records()] == [Outcome.PENDING]
    assert await rows(words, "plans") == 0


async def test_prune_while_a_run_writes_takes_nothing_that_is_needed(
    words: Words,
) -> None:
    """States and things that come in while it looks are not swept away."""
    await year_of(words)

    async def prune() -> None:
        await words.journal.prune("words", days=1)

    words.shelf.while_writing = prune
    words.book.lists["pets"] = [f"0 {place}" for place in range(20)]
    assert (await words.sync()).counts["synced"] == 1
    words.shelf.while_writing = None
    detail = await words.journal.record("words", (await words.newest()).id)
    assert detail is not None
    assert detail.after is not None
    assert detail.after["words"] == words.words("pets")


async def test_thing_that_is_listed_again_meanwhile_is_not_swept_away(
    words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old list comes back after the sweep has looked through all that there was."""
    await year_of(words)
    read, done = words.journal._database.read, asyncio.Event()

    async def interrupted[T](work: Callable[[Session], T]) -> T:
        found = await read(work)
        if isinstance(found, Listed) and not found.things and not done.is_set():
            done.set()
            words.book.lists["pets"] = [f"0 {place}" for place in range(20)]
            assert (await words.sync()).counts["synced"] == 1
        return found

    monkeypatch.setattr(words.journal._database, "read", interrupted)
    await words.journal.prune("words", days=1)
    assert done.is_set()
    assert await rows(words, "things") == 40
    detail = await words.journal.record("words", (await words.newest()).id)
    assert detail is not None
    assert detail.after is not None
    assert detail.after["words"] == words.words("pets")


def size_of(path: Path) -> int:
    """Return the size of the journal, with what waits to be moved into it."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.stat().st_size


async def test_day_of_twelve_long_playlists_takes_less_than_a_megabyte(
    words: Words, path: Path
) -> None:
    """Ten thousand items each, one of them new and one moved every day."""
    items = [f"plex://track/{number * 7919 % 100_003:024x}" for number in range(12_000)]
    for playlist in range(4):
        start = playlist * 150
        order = sorted(items[start : start + 10_000], key=lambda item: item[::-1])
        words.book.lists[f"list {playlist}"] = order
    await words.sync()
    first = size_of(path)
    days = 2
    for day in range(days):
        for order in words.book.lists.values():
            order.insert(day * 100, f"plex://track/new {day}")
            order.append(order.pop(5_000))
        assert (await words.sync()).counts == {"synced": 4}
    grown = 12 / 4 * (size_of(path) - first) / days
    assert grown < 1_000_000, f"{grown:.0f} bytes a day"
    page = await words.journal.history("words")
    assert all(len(record.edits) <= 20 for record in page.items)
