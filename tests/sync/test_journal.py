"""The journal's file: opened, refused, full, migrated, and emptied of a profile."""

import asyncio
import os
from pathlib import Path
import sqlite3
import threading

import pytest
from sqlalchemy import MetaData, create_engine, func, select

from custom_components.plex_sync.sync.journal import database
from custom_components.plex_sync.sync.journal.database import JournalError
from custom_components.plex_sync.sync.journal.journal import Journal, JournalChange
from custom_components.plex_sync.sync.journal.tables import SCHEMA_VERSION
from custom_components.plex_sync.sync.model import (
    Link,
    Picture,
    Problem,
    ProblemKind,
    Subject,
)
from custom_components.plex_sync.sync.runs import Origin, Outcome, RunKind

from .profiles import Clock, Words, reopened


def tables_of(path: Path) -> dict[str, int]:
    """Count the rows of each table, but for those of the text index."""
    engine, tables = create_engine(f"sqlite:///{path}"), MetaData()
    tables.reflect(engine, only=lambda name, _: not name.startswith("record_texts"))
    with engine.connect() as connection:
        counted = {
            name: connection.execute(
                select(func.count()).select_from(table)
            ).scalar_one()
            for name, table in tables.tables.items()
        }
    engine.dispose()
    return counted


async def test_journal_of_a_newer_version_is_refused(path: Path) -> None:
    """It is left as it is, for the version that knows it."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    journal = Journal(path)
    with pytest.raises(JournalError, match="version 99") as refused:
        await journal.open()
    assert refused.value.reason == "journal_newer"
    with pytest.raises(JournalError, match="journal_closed"):
        await journal.counters("words")


async def test_file_that_is_no_journal_is_refused(path: Path) -> None:
    """With SQLite's own words, without the statement, and without a thread left."""
    path.write_bytes(b"not a journal at all" * 100)
    with pytest.raises(JournalError) as refused:
        await Journal(path).open()
    assert refused.value.reason == "journal_unreadable"
    assert refused.value.message == "file is not a database"
    with pytest.raises(JournalError, match="journal_unreadable"):
        await Journal(path / "nowhere" / "journal.db").open()


async def test_closing_leaves_no_thread_and_nothing_undone(path: Path) -> None:
    """What was asked for before is still written, what comes after is refused."""
    journal = Journal(path, Clock())
    with pytest.raises(JournalError, match="journal_closed"):
        await journal.counters("words")
    await journal.open()
    writing = asyncio.create_task(journal.put("facts", {"a": 1}))
    await asyncio.sleep(0)
    await journal.close()
    await journal.close()
    await writing
    assert not [
        thread for thread in threading.enumerate() if "plex_sync" in thread.name
    ]
    with pytest.raises(JournalError, match="journal_closed"):
        await journal.put("facts", {"b": 1})
    again = Journal(path, Clock())
    await again.open()
    assert (await again.get("facts", ["a", "b"])).keys() == {"a"}
    await again.close()


async def test_nothing_is_sent_that_could_not_be_written_down(
    words: Words, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk ends the run before the first write, and says why."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    words.book.lists["pets"] = [f"cat {number}" for number in range(40_000)]
    await fill_disk(words.journal, full=True)
    result = await words.sync()
    assert (result.result, result.reason) == ("failed", "journal_failed")
    assert "full" in str(result.error)
    assert words.words("pets") == ["cat"]
    assert "The journal cannot be written" in caplog.text
    await fill_disk(words.journal, full=False)
    assert (await words.sync()).counts == {"synced": 1}
    assert "running" not in await words.run_results()


async def test_answer_that_could_not_be_written_down_is_read_later(
    words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk fills up while a batch is on its way: the change stays pending."""
    words.book.lists["pets"] = ["cat"]

    async def fill() -> None:
        await fill_disk(words.journal, full=True)
        words.shelf.fills_in = {"note": os.urandom(500_000).hex()}

    words.shelf.while_writing = fill
    assert (await words.sync()).reason == "journal_failed"
    words.shelf.while_writing = None
    await fill_disk(words.journal, full=False)
    assert [item.outcome for item in await words.records()] == [Outcome.PENDING]
    words.by_hand("pets", note="")
    assert (await words.sync()).result == "ok"
    assert [item.outcome for item in await words.records()] == [Outcome.SYNCED]
    assert "The journal cannot be written" in caplog.text


async def fill_disk(journal: Journal, *, full: bool) -> None:
    """Let no page more be written, or as many as one likes."""
    most = 1 if full else 1_000_000_000
    await journal._database.write(
        lambda session: (
            session.connection()
            .exec_driver_sql(f"PRAGMA max_page_count={most}")
            .scalar()
        )
    )


async def test_migrations_run_in_order_and_as_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From whatever version on; one that fails leaves the file as it was."""
    journal = Journal(path)
    await journal.open()
    await journal.close()
    newest = SCHEMA_VERSION + 2
    monkeypatch.setattr(database, "SCHEMA_VERSION", newest)
    steps = {
        newest - 1: ("CREATE TABLE extra (name TEXT)",),
        newest: ("INSERT INTO extra VALUES ('kept')", "INSERT INTO missing VALUES (1)"),
    }
    monkeypatch.setattr(database, "MIGRATIONS", steps)
    with pytest.raises(JournalError, match="no such table: missing"):
        await Journal(path).open()
    assert "extra" not in tables_of(path)
    steps[newest] = steps[newest][:1]
    for _ in range(2):
        journal = Journal(path)
        await journal.open()
        await journal.close()
    assert tables_of(path)["extra"] == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest,)
    connection.close()


async def test_removing_a_profile_leaves_nothing_of_it(
    words: Words, path: Path
) -> None:
    """Not a state, not a thing, not a word in the index; of others, everything."""
    words.book.lists |= {"a": [f"word {number}" for number in range(30)], "b": ["bee"]}
    words.book.problems = [
        Problem(
            subject=Subject(key="x", title="Missing"),
            kind=ProblemKind.NOT_FOUND,
            reason="no_shelf",
        )
    ]
    await words.sync()
    await words.undo((await words.newest()).id)
    await words.sync(dry_run=True)
    await words.journal.decide("words", "a", "b")
    await words.journal.pin("shelf:1", "a", ["note"], "A")
    await words.journal.put("facts", {"a": 1})
    await words.journal.remove_profile("others", account="shelf:2")
    assert await words.records()
    await words.journal.remove_profile("words", account="shelf:1")
    await words.journal.close()
    left = {name: rows for name, rows in tables_of(path).items() if rows}
    assert left == {"notes": 1}
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT count(*) FROM record_texts WHERE record_texts MATCH 'mis'"
        )
        assert found.fetchone() == (0,)
    connection.close()


async def test_decisions_are_kept_until_they_are_taken_back(
    words: Words, path: Path
) -> None:
    """Also over a restart; planning and reading see them."""
    await words.journal.decide("words", "season 1", {"media": 5})
    words = await reopened(words, path)
    assert (await words.journal.known("words")).decisions == {"season 1": {"media": 5}}
    await words.journal.decide("words", "season 1", None)
    assert not (await words.journal.known("words")).decisions
    await words.close()


async def test_facts_of_services_carry_their_age(words: Words) -> None:
    """They belong to no profile, and are kept with when they were put there."""
    await words.journal.put("media", {"1": {"episodes": 12}, "2": None})
    at = words.clock()
    words.clock.passes(days=1)
    await words.journal.put("media", {"2": {"episodes": 24}})
    assert await words.journal.get("media", ["1", "2", "3"]) == {
        "1": ({"episodes": 12}, at),
        "2": ({"episodes": 24}, words.clock()),
    }


async def test_timeline_changes_are_told(words: Words) -> None:
    """What is in flight, new, changed, gone; until nobody listens any more."""
    told: list[JournalChange] = []
    silence = words.journal.listen(told.append)
    words.book.lists["a"] = ["ant"]
    words.shelf.refuse = {"a"}
    await words.sync()
    [failed] = await words.records()
    assert told[0].changed == told[1].removed
    assert told[1].added == [failed.id]
    words.shelf.refuse = set()
    await words.sync()
    assert failed.id in told[-1].changed
    silence()
    seen = len(told)
    words.book.lists["a"] = ["ape"]
    await words.sync()
    assert len(told) == seen


async def test_records_carry_what_people_want_to_see(words: Words) -> None:
    """Picture, links and reference come back as they went in."""
    pictured = Subject(
        key="x",
        title="Missing",
        picture=Picture(service="plex", path="/thumb/1"),
        links=(Link(label="Plex", url="https://app.plex.tv"),),
        reference="12",
    )
    problem = Problem(subject=pictured, kind=ProblemKind.NOT_FOUND, reason="no_shelf")
    words.book.problems = [problem]
    await words.sync()
    record = await words.newest()
    assert record.subjects == [pictured]
    assert record.picture == pictured.picture
    assert record.links == list(pictured.links)
    assert await words.journal.record("others", record.id) is None
    assert await words.journal.record("words", 999) is None
    await words.sync(dry_run=True)
    kept = await words.journal.kept_plan("words")
    assert kept is not None
    assert kept.problems == [problem]


async def test_runs_are_listed_with_their_ends(words: Words) -> None:
    """When they began, how long they took, what came of them; page by page."""
    words.book.lists["a"] = ["ant"]
    for number in range(3):
        await words.sync()
        words.clock.passes(hours=number)
    first = await words.journal.runs("words", size=2)
    assert len(first.items) == 2
    last = await words.journal.runs("words", size=2, before=first.next)
    assert last.next is None
    [run] = last.items
    assert (run.kind, run.origin, run.counts) == (
        RunKind.FULL,
        Origin.USER,
        {"synced": 1},
    )
    assert run.seconds == 0
    assert await words.journal.last_success("words", RunKind.FULL) is not None
    assert await words.journal.last_success("words", RunKind.POLL) is None
    assert await words.journal.run_counts(999) == {}
    running = await words.journal.begin_run(
        "words", RunKind.FULL, Origin.START, words.clock()
    )
    newest = (await words.journal.runs("words", size=1)).items[0]
    assert (newest.id, newest.seconds) == (running, None)
