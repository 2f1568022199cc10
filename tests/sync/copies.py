"""A journal's file that is copied while it is used, and put back later."""

from pathlib import Path
import shutil

from .profiles import Words, open_words


def move_journal(start: Path, end: Path) -> None:
    """Copy a journal with the log beside it, as a backup does; what was there goes."""
    for ending in ("", "-wal", "-shm"):
        end.with_name(f"{end.name}{ending}").unlink(missing_ok=True)
    for ending in ("", "-wal"):
        file = start.with_name(f"{start.name}{ending}")
        if file.exists():
            shutil.copyfile(file, end.with_name(f"{end.name}{ending}"))


async def back_up(words: Words, path: Path) -> None:
    """Copy the journal between the hooks of a backup."""
    await words.journal.hold_still()
    move_journal(path, path.with_name("backup.db"))
    await words.journal.go_on()


async def put_back(words: Words, path: Path) -> Words:
    """Start on the copy; shelf and source are as they are today."""
    await words.close()
    move_journal(path.with_name("backup.db"), path)
    return await open_words(
        path,
        book=words.book,
        shelf=words.shelf,
        settings=words.settings,
        clock=words.clock,
    )
