"""Restores of the engine, with a kind of profile that knows no service."""

import asyncio
from pathlib import Path

import pytest

from custom_components.plex_sync.sync.runs import Outcome

from .archives import ShelfArchive, many, restore
from .profiles import Words, reopened


async def test_backup_is_there_before_the_first_write(words: Words) -> None:
    """It equals what was there; without it nothing is written."""
    words.shelf.lists = many(3, "new")
    archive = ShelfArchive(words, full=True)
    failed = await restore(words, archive, many(3, "old"))
    assert (failed.result, failed.reason) == ("failed", "backup_failed")
    assert words.shelf.lists == many(3, "new")
    assert words.shelf.batches == 0

    archive.full = False
    assert (await restore(words, archive, many(3, "old"))).counts == {"synced": 3}
    [kept] = archive.kept
    assert kept.states == many(3, "new")
    assert (await restore(words, archive, many(3, "old"))).result == "nothing"
    assert len(archive.kept) == 1


async def test_restore_is_stopped_at_a_batchs_edge(words: Words, path: Path) -> None:
    """And the next one does the rest, also after a restart."""
    words.shelf.lists, words.shelf.batch = many(20, "new"), 5
    archive = ShelfArchive(words)

    async def stop() -> None:
        words.engine.stop()

    words.shelf.while_writing = stop
    stopped = await restore(words, archive, many(20, "old"))
    assert (stopped.result, stopped.counts) == ("stopped", {"synced": 5})
    words.shelf.while_writing = None
    again = await reopened(words, path)
    archive.words = again
    done = await restore(again, archive, many(20, "old"))
    assert done.counts == {"synced": 15}
    assert again.shelf.lists == many(20, "old")
    await again.close()


async def test_restore_goes_on_after_a_crash(words: Words) -> None:
    """What was sent when it crashed is found to be done, or sent again."""
    words.shelf.lists, words.shelf.batch = many(20, "new"), 5
    archive = ShelfArchive(words)
    words.shelf.breaks_after = 7
    broken = await restore(words, archive, many(20, "old"))
    assert broken.result == "failed"
    words.shelf.breaks_after = None
    done = await restore(words, archive, many(20, "old"))
    assert done.result == "ok"
    assert words.shelf.lists == many(20, "old")
    assert not await words.records(Outcome.PENDING)


async def test_one_refusal_fails_one(words: Words) -> None:
    """And the others are restored."""
    words.shelf.lists = many(10, "new")
    words.shelf.refuse = {"list3"}
    archive = ShelfArchive(words)
    done = await restore(words, archive, many(10, "old"))
    assert done.counts == {"synced": 9, "failed": 1}
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.target, failed.message) == ("list3", "not on this shelf")
    words.shelf.refuse = set()
    await restore(words, archive, many(10, "old"))
    assert words.shelf.lists == many(10, "old")
    assert not await words.records(Outcome.FAILED)


async def test_newer_lists_stay_unless_the_copy_is_exact(words: Words) -> None:
    """A deletion is a record that can be undone."""
    words.shelf.lists = many(4, "old")
    archive = ShelfArchive(words)
    assert (await restore(words, archive, many(3, "old"))).result == "nothing"
    done = await restore(words, archive, many(3, "old"), exact=True)
    assert done.counts == {"deleted": 1}
    assert words.shelf.lists == many(3, "old")
    await words.undo((await words.newest()).id)
    assert words.shelf.lists.keys() == many(4, "old").keys()


@pytest.mark.parametrize("fails", [False, True])
async def test_whatever_deletes_is_preceded_by_a_backup(
    words: Words, fails: bool
) -> None:
    """A plan that deletes, and an undo of more than one change."""
    archive = ShelfArchive(words, full=fails)
    words.engine.keep_backups(archive)
    words.book.lists = {name: ["a"] for name in ("b", "c", "d", "e")}
    await words.sync()
    assert not archive.kept
    before = dict(words.shelf.lists)
    words.book.gone = {"b"}
    del words.book.lists["b"]
    result = await words.sync()
    assert result.result == ("failed" if fails else "ok")
    assert ("b" in words.shelf.lists) is fails
    if not fails:
        [kept] = archive.kept
        assert kept.states == before
        records = [record.id for record in await words.records(Outcome.SYNCED)]
        await words.undo(*records)
        assert len(archive.kept) == 2


async def test_restores_are_never_joined(words: Words) -> None:
    """Two that are asked for at once are two."""
    words.shelf.lists = many(2, "new")
    archive = ShelfArchive(words)
    first, second = await asyncio.gather(
        restore(words, archive, many(2, "old")),
        restore(words, archive, many(2, "older")),
    )
    assert (first.result, second.result) == ("ok", "ok")
    assert words.shelf.lists == many(2, "older")
