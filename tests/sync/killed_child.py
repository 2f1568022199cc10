"""Runs that are killed: each in a process of its own, at each point where it writes.

Started as `python -m tests.sync.killed_child FOLDER SCENARIO`: says how many points the
scenario has, and leaves a folder for each of them, with the shelf and the journal as the
killed process left them.
"""

import asyncio
from collections.abc import Callable, Coroutine
import json
import os
from pathlib import Path
import shutil
import signal
import sys
from typing import Any, override

from sqlalchemy.orm import Session

from custom_components.plex_sync.sync.journal.database import Database
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.model import Write

from .archives import ShelfArchive, restore
from .profiles import Clock, Words, make_words
from .words import Shelf, Wordbook, WordsTarget, mirror

SAVED = {name: {"words": [f"{name} saved"], "note": "saved"} for name in "abcgh"}
"""What is restored: lists that differ, that are gone, and none of some."""
SCENARIOS = ("sync", "sync unread", "undo", "restore")
NEVER = 0


class Trap:
    """Counts the points that a run passes, and kills the process at one of them."""

    def __init__(self, deadly: int) -> None:
        """Name the point that is deadly, counted from 1."""
        self.deadly = deadly
        self.passed = 0
        self.armed = False

    def step(self) -> None:
        """Pass a point."""
        if self.armed:
            self.passed += 1
            if self.passed == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)


class FileTarget(WordsTarget):
    """A shelf in a file, so that it outlives the process."""

    def __init__(self, shelf: Shelf, file: Path, trap: Trap) -> None:
        """Keep the file."""
        super().__init__(shelf)
        self.file = file
        self.trap = trap

    @override
    def apply(self, write: Write) -> None:
        """Do it on the shelf and in the file."""
        self.trap.step()
        super().apply(write)
        self.file.write_text(json.dumps(self.shelf.lists))
        self.trap.step()


def load_shelf(folder: Path) -> Shelf:
    """Return the shelf as its file has it."""
    file = folder / "shelf.json"
    return Shelf(lists=json.loads(file.read_text()) if file.exists() else {}, batch=2)


class TrappedDatabase(Database):
    """Each transaction is a point before it and one after it."""

    def __init__(self, path: Path, trap: Trap) -> None:
        """Keep the trap."""
        super().__init__(path)
        self.trap = trap

    @override
    def _in_session[T](self, work: Callable[[Session], T], commit: bool) -> T:
        if commit:
            self.trap.step()
        result = super()._in_session(work, commit)
        if commit:
            self.trap.step()
        return result


async def open_journal(folder: Path, trap: Trap) -> Journal:
    """Open a journal whose transactions are trapped."""
    journal = Journal(folder / "journal.db", Clock())
    journal._database = TrappedDatabase(folder / "journal.db", trap)
    await journal.open()
    return journal


def make(folder: Path, journal: Journal, shelf: Shelf, trap: Trap) -> Words:
    """Make the profile of all scenarios."""
    return make_words(
        journal,
        Clock(),
        book=Wordbook(),
        shelf=shelf,
        make_target=lambda shelf: FileTarget(shelf, folder / "shelf.json", trap),
    )


def set_out(words: Words) -> None:
    """What the source asks for at first."""
    words.book.lists |= {name: [f"{name} 1", f"{name} 2"] for name in "abcde"}


def go_on(words: Words) -> None:
    """What the source asks for then: a new list, others changed, one taken away."""
    set_out(words)
    words.book.lists["a"] = ["a 1", "a 2", "a 3"]
    words.book.more["b"] = {"note": mirror("new")}
    del words.book.lists["c"]
    words.book.gone = {"c"}
    words.book.lists["f"] = ["f 1"]
    words.book.lists["e"] = ["e 2", "e 1"]


async def prepare(folder: Path, scenario: str) -> None:
    """Play what comes before the run that is trapped."""
    trap = Trap(NEVER)
    words = make(folder, await open_journal(folder, trap), load_shelf(folder), trap)
    set_out(words)
    await words.sync()
    if scenario == "undo":
        go_on(words)
        await words.sync()
    await words.close()


async def play(folder: Path, scenario: str, trap: Trap) -> None:
    """Play the run that is trapped."""
    words = make(folder, await open_journal(folder, trap), load_shelf(folder), trap)
    go_on(words)
    words.shelf.whole_answers = scenario != "sync unread"
    records = [record.id for record in (await words.records())[:5]]
    trap.armed = True
    match scenario:
        case "undo":
            await words.undo(*records)
        case "restore":
            await restore(words, ShelfArchive(words), SAVED, exact=True)
        case _:
            await words.sync()
    trap.armed = False
    await words.close()
    (folder / "points").write_text(str(trap.passed))


def in_a_child(work: Coroutine[Any, Any, None]) -> None:
    """Do work in a process of its own, which may die of it."""
    child = os.fork()
    if not child:
        asyncio.run(work)
        os._exit(0)
    work.close()
    os.waitpid(child, 0)


def killed(folder: Path, scenario: str, deadly: int) -> int:
    """Play a scenario in a process that dies at a point; how many points there were."""
    shutil.copytree(folder.parent / "start", folder)
    in_a_child(play(folder, scenario, Trap(deadly)))
    points = folder / "points"
    return int(points.read_text()) if points.exists() else NEVER


def main(folder: Path, scenario: str) -> None:
    """Count the points, then die at each of them."""
    (folder / "start").mkdir()
    in_a_child(prepare(folder / "start", scenario))
    points = killed(folder / "0", scenario, NEVER)
    for deadly in range(1, points + 1):
        assert killed(folder / str(deadly), scenario, deadly) == NEVER
    sys.stdout.write(f"{points}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
