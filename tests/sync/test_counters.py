"""The counters: always what a count of the lines would give."""

from pathlib import Path
import sqlite3

from custom_components.plex_sync.sync.model import Problem, ProblemKind
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words, reopened
from .words import subject

BY_HAND = """
    SELECT outcome, count(*) FROM records
    WHERE closed_at IS NULL OR outcome NOT IN ('failed', 'not_found', 'review')
    GROUP BY outcome
"""


def counted_by_hand(path: Path) -> dict[str, int]:
    """Count the lines of the file."""
    with sqlite3.connect(path) as connection:
        counts = dict(connection.execute(BY_HAND).fetchall())
    connection.close()
    return counts


async def counted(words: Words) -> dict[str, int]:
    """Ask the journal, but for what there is none of."""
    counters = await words.journal.counters("words")
    return {outcome: count for outcome, count in counters.items() if count}


async def lead_a_life(words: Words) -> None:
    """Let changes and problems come, be undone, close, and be deleted."""
    words.book.lists |= {name: ["ant"] for name in "abcd"}
    words.book.problems = [
        Problem(subject=subject(name), kind=ProblemKind.NOT_FOUND, reason="no_shelf")
        for name in "xyz"
    ]
    await words.sync()
    [newest, *_] = await words.records(Outcome.SYNCED)
    await words.undo(newest.id)
    words.book.problems = words.book.problems[:2]
    words.book.lists["a"] = ["ape"]
    await words.sync()
    [newest, *_] = await words.records(Outcome.SYNCED)
    await words.journal.delete_records("words", [newest.id])


async def test_counters_follow_what_comes_changes_and_goes(
    words: Words, path: Path
) -> None:
    """A closed problem counts no more, a deleted line neither."""
    await lead_a_life(words)
    counts = await counted(words)
    assert counts == counted_by_hand(path)
    assert counts[Outcome.NOT_FOUND] == 2
    assert counts[Outcome.UNDONE] == 1


async def test_older_journal_is_counted_when_it_is_opened(
    words: Words, path: Path
) -> None:
    """Its lines were there before anybody counted them."""
    await lead_a_life(words)
    await words.close()
    with sqlite3.connect(path) as connection:
        for trigger in ("record_came", "record_went", "record_changed"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DROP TABLE counts")
        connection.execute("PRAGMA user_version=1")
    connection.close()
    words = await reopened(words, path)
    assert await counted(words) == counted_by_hand(path)
    words.book.lists["b"] = ["bat"]
    await words.sync()
    assert await counted(words) == counted_by_hand(path)
    await words.close()
