"""What goes wrong at a service stays with the items that it happened to."""

import asyncio
import logging

import pytest

from custom_components.plex_sync.sync.errors import ServiceUnavailable
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import Outcome, RunKind

from .profiles import Words
from .words import mirror

PETS = {"a": ["ant"], "b": ["bee"], "c": ["cat"], "d": ["dog"]}


async def test_refused_item_fails_alone_and_closes_when_it_goes_through(
    words: Words,
) -> None:
    """The others land; that one is one open problem, in the service's words."""
    words.book.lists |= PETS
    words.shelf.refuse = {"c"}
    result = await words.sync()
    assert result.result == "ok"
    assert result.counts == {"synced": 3, "failed": 1}
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.reason, failed.message) == ("refused", "not on this shelf")
    assert failed.target == "c"
    assert [edit.field for edit in failed.edits] == ["title", "words"]

    words.clock.passes(hours=1)
    await words.sync()
    [failed] = await words.records(Outcome.FAILED)
    assert failed.times == 2
    assert (failed.at - failed.first_seen).total_seconds() == 3600

    words.shelf.refuse = set()
    assert (await words.poll()).counts == {"synced": 1}
    assert not await words.records(Outcome.FAILED)
    assert not (await words.journal.known("words")).retry


@pytest.mark.parametrize("whole_answers", [True, False])
async def test_lost_answers_are_replaced_by_the_truth(
    words: Words, *, whole_answers: bool
) -> None:
    """What was applied is synced, though the service did not say so; one read for all."""
    words.book.lists |= PETS
    words.shelf.lose_answers = True
    words.shelf.whole_answers = whole_answers
    assert (await words.sync()).counts == {"synced": 4}
    assert len(words.shelf.reads) == 2
    words.shelf.lose_answers = False
    words.shelf.batch = 1
    words.book.lists["a"] = ["ape"]
    words.book.lists["b"] = ["bat"]
    reads = len(words.shelf.reads)
    assert (await words.sync()).counts == {"synced": 2}
    assert len(words.shelf.reads) == reads + (1 if whole_answers else 2)


async def test_many_targets_are_read_with_one_request_for_all(words: Words) -> None:
    """The read-back of a long run asks for the whole list, not for a hundred keys."""
    words.book.lists |= {f"list {number}": ["a"] for number in range(60)}
    words.shelf.whole_answers = False
    assert (await words.sync()).counts == {"synced": 60}
    assert words.shelf.reads[-1] is None


async def test_what_the_service_silently_drops_is_not_called_synced(
    words: Words,
) -> None:
    """Success is what reads back, field by field."""
    words.shelf.drop_word = "dog"
    words.book.lists["pets"] = ["cat", "dog"]
    assert (await words.sync()).counts == {"failed": 1}
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.reason, failed.message) == ("not_kept", "words")
    words.shelf.drop_word = ""
    assert (await words.sync()).counts == {"synced": 1}
    assert words.words("pets") == ["cat", "dog"]


async def test_creation_and_deletion_have_to_read_back_too(words: Words) -> None:
    """A list that is not there after all, and one that is still there."""
    words.book.lists |= PETS
    words.shelf.ignores = {"a"}
    assert (await words.sync()).counts == {"synced": 3, "failed": 1}
    words.shelf.ignores = {"d"}
    del words.book.lists["d"]
    words.book.gone = {"d"}
    assert (await words.sync()).counts == {"synced": 1, "failed": 1}
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.target, failed.reason, failed.message) == ("d", "not_kept", "*")
    words.shelf.ignores = set()
    assert (await words.sync()).counts == {"deleted": 1}


async def test_field_that_no_form_could_empty_fails_by_name(words: Words) -> None:
    """The service says which, and the record names it."""
    words.book.lists["pets"] = ["cat"]
    words.book.more["pets"] = {"note": mirror("ours")}
    await words.sync()
    words.shelf.unclearable = {"note"}
    words.book.more["pets"] = {"note": mirror("")}
    await words.sync()
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.reason, failed.message) == ("not_clearable", "note")


async def test_error_in_the_middle_leaves_the_truth(words: Words) -> None:
    """What was applied is recorded, the rest waits, and the cursors stay."""
    words.book.lists |= PETS
    words.shelf.batch = 2
    words.shelf.breaks_after = 2
    result = await words.sync()
    assert result.result == "failed"
    assert isinstance(result.error, ServiceUnavailable)
    assert sorted(words.shelf.lists) == ["a", "b", "c"]
    assert [item.target for item in await words.records(Outcome.SYNCED)] == [
        "c",
        "b",
        "a",
    ]
    [failed] = await words.records(Outcome.FAILED)
    assert (failed.target, failed.reason) == ("d", "not_applied")
    assert "fell over" in failed.message
    known = await words.journal.known("words")
    assert not known.cursors
    assert not known.memory
    [run] = (await words.journal.runs("words")).items
    assert (run.result, run.service) == ("failed", "Shelf")
    words.shelf.breaks_after = None
    assert (await words.poll()).counts == {"synced": 1}
    assert not await words.records(Outcome.FAILED)


@pytest.mark.parametrize("kind", [RunKind.FULL, RunKind.TARGETED])
async def test_reading_side_that_is_broken_ends_the_run(
    words: Words, kind: RunKind
) -> None:
    """Nothing is written, and problems stay open."""
    words.book.lists |= PETS
    words.shelf.refuse = {"c"}
    await words.sync()
    words.book.broken = True
    words.book.lists["a"] = ["ape"]
    result = await words.sync(kind)
    assert (result.result, result.reason) == ("failed", "service_unavailable")
    assert not result.went_well
    assert words.words("a") == ["ant"]
    assert len(await words.records(Outcome.FAILED)) == 1
    assert (await words.run_results())[0] == "failed"


async def test_poll_that_cannot_read_is_no_run(words: Words) -> None:
    """A source that is away for a night does not fill the timeline."""
    words.book.broken = True
    assert (await words.poll()).result == "failed"
    assert not await words.run_results()


@pytest.mark.parametrize("side", ["book", "shelf"])
async def test_unforeseen_error_ends_the_run_too(
    words: Words, side: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No run stays running; what was in the air is read by the next one."""
    words.book.lists |= PETS
    culprit = getattr(words, side)
    culprit.crashes = True
    with caplog.at_level(logging.CRITICAL):
        result = await words.sync()
    assert (result.result, result.reason) == ("failed", "unexpected")
    assert await words.run_results() == ["failed"]
    assert words.engine.running is None
    culprit.crashes = False
    assert (await words.sync()).counts == {"synced": 4}
    assert not await words.records(Outcome.PENDING)


async def test_stop_ends_at_the_edge_of_a_batch(words: Words) -> None:
    """The batch that is under way is finished; the next run does the rest."""
    words.book.lists |= PETS
    words.shelf.batch = 2

    async def stop() -> None:
        words.engine.stop()

    words.shelf.while_writing = stop
    result = await words.sync()
    assert (result.result, result.counts) == ("stopped", {"synced": 2})
    assert sorted(words.shelf.lists) == ["a", "b"]
    assert not (await words.journal.known("words")).cursors
    words.shelf.while_writing = None
    assert (await words.sync()).counts == {"synced": 2}


async def test_stop_while_reading_ends_at_once(words: Words) -> None:
    """A read that hangs is not waited for."""

    async def hang() -> None:
        words.engine.stop()
        await asyncio.Event().wait()

    words.book.while_reading = hang
    assert (await words.sync()).result == "stopped"
    assert await words.run_results() == ["stopped"]


async def test_stop_while_another_profile_writes_ends_at_once(words: Words) -> None:
    """Who waits for the account is not held up by it."""
    words.book.lists |= PETS
    async with words.locks.of("shelf:1"):
        running = words.engine.submit(RunRequest(kind=RunKind.FULL))
        while words.engine.progress is None:
            await asyncio.sleep(0)
        words.engine.stop()
        assert (await running).result == "stopped"
    assert not words.shelf.lists


async def test_run_that_is_cancelled_while_it_waits_leaves_the_account_free(
    words: Words,
) -> None:
    """Whether it got its turn at that very moment or not."""
    words.book.lists |= PETS
    lock = words.locks.of("shelf:1")
    for patience in range(12):
        await lock.acquire()
        running = words.engine.submit(RunRequest(kind=RunKind.FULL))
        while words.engine.progress is None:
            await asyncio.sleep(0)
        worker = words.engine._worker
        assert worker is not None
        await asyncio.sleep(0.02)
        lock.release()
        for _ in range(patience):
            await asyncio.sleep(0)
        worker.cancel()
        assert (await running).result in ("stopped", "ok")
        assert not lock.locked()
        words.book.lists["a"] = [f"ant {patience}"]
    assert "running" not in await words.run_results()


@pytest.mark.parametrize("times", [1, 3])
async def test_cancelled_run_finishes_its_batch_and_ends(
    words: Words, times: int
) -> None:
    """However often it is cancelled, what was sent is written down, and the run ends."""
    words.book.lists |= PETS
    words.shelf.batch = 2
    writing, goes_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        writing.set()
        await goes_on.wait()

    words.shelf.while_writing = wait
    running = words.engine.submit(RunRequest(kind=RunKind.FULL))
    await writing.wait()
    worker = words.engine._worker
    assert worker is not None
    for _ in range(times):
        worker.cancel()
        await asyncio.sleep(0)
    goes_on.set()
    assert (await running).result == "stopped"
    assert await words.run_results() == ["stopped"]
    assert sorted(words.shelf.lists) == ["a", "b"]
    assert len(await words.records(Outcome.SYNCED)) == 2
    words.shelf.while_writing = None
    assert (await words.sync()).counts == {"synced": 2}


async def test_listener_that_fails_holds_up_nothing(
    words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither one of the engine's nor one of the journal's."""

    def fail(_: object) -> None:
        raise ValueError

    words.engine.listen(fail)
    words.journal.listen(fail)
    words.book.lists |= PETS
    with caplog.at_level(logging.CRITICAL):
        assert (await words.sync()).counts == {"synced": 4}
