"""Pins in the journal, and lines that are deleted from it."""

from contextlib import closing
from pathlib import Path
import sqlite3

from custom_components.plex_sync.sync.journal.journal import JournalChange
from custom_components.plex_sync.sync.journal.queries import HistoryFilter
from custom_components.plex_sync.sync.model import Problem, ProblemKind
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runs import Outcome, RunKind

from .profiles import Words
from .words import mirror, subject

SHELF = "shelf:1"


async def undo_and_pin(words: Words, record: int) -> RunResult:
    """Take a change back, whatever was done since, and pin what went back."""
    return await words.engine.run(
        RunRequest(
            kind=RunKind.UNDO, records=frozenset({record}), confirmed=True, pin=True
        )
    )


async def test_pins_are_added_and_lifted_field_by_field(words: Words) -> None:
    """The last changed one comes first; without a field nothing is left."""
    journal = words.journal
    assert await journal.add_pins(SHELF, "a", ["note"], "A") == {"note"}
    words.clock.passes(seconds=1)
    await journal.add_pins(SHELF, "b", ["count"], "B")
    words.clock.passes(seconds=1)
    assert await journal.add_pins(SHELF, "a", ["since"], "A") == {"note", "since"}
    words.clock.passes(seconds=1)
    await journal.add_pins(SHELF, "b", ["count"], "B")
    pins = await journal.pins(SHELF)
    assert [(pin.target, pin.title) for pin in pins] == [("a", "A"), ("b", "B")]
    assert await journal.lift_pins(SHELF, "a", ["note", "labels"]) == {"since"}
    assert await journal.lift_pins(SHELF, "a") == frozenset()
    assert await journal.lift_pins(SHELF, "never") == frozenset()
    assert [pin.target for pin in await journal.pins(SHELF)] == ["b"]
    assert not await journal.pins("shelf:2")


async def test_undo_can_pin_what_went_back(words: Words) -> None:
    """The source may go on as it likes; of what is made or deleted, all is pinned."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    created = await words.newest()
    words.book.more["pets"] = {"note": mirror("new")}
    await words.sync()
    record = await words.newest()
    await undo_and_pin(words, record.id)
    [pin] = await words.journal.pins(SHELF)
    assert (pin.title, sorted(pin.fields)) == ("Pets", ["note"])
    words.book.more["pets"] = {"note": mirror("newest")}
    await words.sync()
    assert not words.shelf.lists["pets"].get("note")
    await words.journal.lift_pins(SHELF, "pets")
    await undo_and_pin(words, created.id)
    assert "pets" not in words.shelf.lists
    [pin] = await words.journal.pins(SHELF)
    assert pin.fields == words.target.fields.keys()
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync()
    assert "pets" not in words.shelf.lists


async def test_refused_undo_pins_nothing(words: Words) -> None:
    """Only what has gone back is pinned."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    words.book.more["pets"] = {"note": mirror("new")}
    await words.sync()
    words.shelf.refuse = {"pets"}
    await undo_and_pin(words, (await words.newest()).id)
    assert not await words.journal.pins(SHELF)


async def test_deleted_lines_are_gone_with_their_texts(
    words: Words, path: Path
) -> None:
    """Listeners are told; all or none go."""
    words.book.lists |= {"pets": ["cat"], "cars": ["van"]}
    await words.sync()
    ids = {record.title: record.id for record in await words.records()}
    told: list[JournalChange] = []
    stop = words.journal.listen(told.append)
    assert await words.journal.delete_records("words", [ids["Pets"], 99]) == [99]
    assert await words.journal.delete_records("other", [ids["Pets"]]) == [ids["Pets"]]
    assert not told
    assert await words.journal.delete_records("words", [ids["Pets"]]) == []
    stop()
    assert [change.removed for change in told] == [[ids["Pets"]]]
    assert [record.title for record in await words.records()] == ["Cars"]
    found = await words.journal.history("words", HistoryFilter(text="pets"))
    assert not found.items
    with closing(sqlite3.connect(path)) as connection:
        match = "SELECT rowid FROM record_texts WHERE record_texts MATCH 'pets'"
        left = connection.execute(match).fetchall()
    assert not left
    assert not (await words.sync()).counts


async def test_deleted_problem_comes_back_unless_it_is_ignored(words: Words) -> None:
    """A closed one is not ignored by being deleted."""
    problem = Problem(
        subject=subject("x"), kind=ProblemKind.NOT_FOUND, reason="nowhere"
    )
    words.book.problems = [problem]
    words.book.lists["x"] = ["a"]
    await words.sync()
    for ignore in (False, True):
        [record] = await words.records(Outcome.NOT_FOUND)
        await words.journal.delete_records("words", [record.id], ignore=ignore)
        assert not await words.records(Outcome.NOT_FOUND)
        await words.sync()
    assert not await words.records(Outcome.NOT_FOUND)


async def test_pending_line_is_not_deleted(words: Words) -> None:
    """What may have been written is not forgotten before it is known."""
    words.book.lists["pets"] = ["cat"]

    async def cut() -> None:
        words.shelf.unreadable = True

    words.shelf.while_writing, words.shelf.lose_answers = cut, True
    await words.sync()
    [record] = await words.records(Outcome.PENDING)
    kept = await words.journal.delete_records("words", [record.id], ignore=True)
    assert kept == [record.id]
    assert await words.records(Outcome.PENDING)
