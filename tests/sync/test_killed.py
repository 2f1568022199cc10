"""A run that is killed at any point leaves nothing lost, doubled, or unsaid."""

import asyncio
from collections import Counter
from pathlib import Path
import sys

import pytest

from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.model import State
from custom_components.plex_sync.sync.runs import Outcome

from .archives import ShelfArchive, restore
from .killed_child import SAVED, SCENARIOS, Trap, go_on, load_shelf, make
from .profiles import Clock, Words

ROOT = Path(__file__).parents[2]


async def after_the_kill(folder: Path) -> Words:
    """Start again on what the killed process has left."""
    journal = Journal(folder / "journal.db", Clock())
    await journal.open()
    words = make(folder, journal, load_shelf(folder), Trap(0))
    go_on(words)
    return words


def without_empties(lists: dict[str, State]) -> dict[str, State]:
    """Leave out what is empty: an emptied field and one never filled are the same."""
    return {
        name: {key: value for key, value in state.items() if value}
        for name, state in lists.items()
    }


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_run_that_is_killed_anywhere_ends_as_if_it_had_not_been(
    tmp_path: Path, scenario: str
) -> None:
    """The same lists, each change recorded once, nothing pending, no run running."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.sync.killed_child",
        str(tmp_path),
        scenario,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await child.communicate()
    assert child.returncode == 0
    points = int(said)
    assert points > 20
    whole = without_empties(load_shelf(tmp_path / "0").lists)
    interrupted = 0
    for point in range(1, points + 1):
        words = await after_the_kill(tmp_path / str(point))
        interrupted += (await words.run_results())[0] == "interrupted"
        if scenario == "undo":
            await assert_undo_is_all_or_nothing(words)
        elif scenario == "restore":
            await assert_restore_is_completed(words)
            assert without_empties(words.shelf.lists) == whole, point
        else:
            await words.sync()
            assert without_empties(words.shelf.lists) == whole, point
            recorded = Counter(
                record.target
                for record in await words.records()
                if record.outcome in (Outcome.SYNCED, Outcome.DELETED)
            )
            assert recorded == dict.fromkeys("abce", 2) | dict.fromkeys("df", 1), point
        assert not await words.records(Outcome.PENDING)
        assert not await words.records(Outcome.FAILED)
        results = await words.run_results()
        assert "running" not in results
        if scenario != "restore":
            assert not (await words.sync()).counts
        await words.close()
    assert interrupted > points / 2


async def assert_undo_is_all_or_nothing(words: Words) -> None:
    """Each list is either taken back, recorded so and held, or as the source asks."""
    await words.sync()
    undone = {record.target for record in await words.records(Outcome.UNDONE)}
    lists = without_empties(words.shelf.lists)
    assert ("f" not in lists) is ("f" in undone)
    assert ("c" in lists) is ("c" in undone)
    assert ("note" not in lists["b"]) is ("b" in undone)
    assert (lists["a"]["words"] == ["a 1", "a 2"]) is ("a" in undone)
    assert (lists["e"]["words"] == ["e 1", "e 2"]) is ("e" in undone)


async def assert_restore_is_completed(words: Words) -> None:
    """Gone on with, it ends in the backup, and has recorded each change once."""
    before = {record.id for record in await words.records() if record.run_id == 1}
    done = await restore(words, ShelfArchive(words), SAVED, exact=True)
    assert done.went_well
    assert words.shelf.lists.keys() == SAVED.keys()
    restored = Counter(
        record.target
        for record in await words.records()
        if record.id not in before and record.problem is None
    )
    assert restored == dict.fromkeys("abcdegh", 1)
    again = await restore(words, ShelfArchive(words), SAVED, exact=True)
    assert again.result == "nothing"
