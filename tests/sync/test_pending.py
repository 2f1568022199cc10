"""Changes whose end is not known: they are read before anything is guessed."""

import pytest

from custom_components.plex_sync.sync.model import ProblemKind
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words
from .words import mirror

PETS = {"a": ["ant"], "b": ["bee"], "c": ["cat"], "d": ["dog"]}


async def test_out_of_reach_after_sending_stays_pending_until_it_is_read(
    words: Words,
) -> None:
    """Nothing is guessed: the change is pending, and the next run reads it first."""
    words.book.lists |= PETS

    async def cut() -> None:
        words.shelf.unreadable = True

    words.shelf.while_writing = cut
    words.shelf.lose_answers = True
    assert (await words.sync()).result == "failed"
    assert len(await words.records(Outcome.PENDING)) == 4
    refused = await words.undo((await words.newest()).id)
    assert refused.reason == "not_undoable"

    words.shelf.while_writing, words.shelf.lose_answers = None, False
    words.shelf.unreadable = False
    assert (await words.sync()).result == "ok"
    assert len(await words.records(Outcome.SYNCED)) == 4
    assert not await words.records(Outcome.PENDING)


async def left_in_the_air(words: Words) -> None:
    """Let a run lose the shelf out of sight while it writes a note."""
    words.book.lists |= PETS
    words.book.more["a"] = {"note": mirror("old")}
    await words.sync()
    words.book.more["a"] = {"note": mirror("new")}

    async def cut() -> None:
        words.shelf.unreadable = True

    words.shelf.while_writing, words.shelf.lose_answers = cut, True
    await words.sync()
    words.shelf.while_writing, words.shelf.lose_answers = None, False
    words.shelf.unreadable = False


async def test_what_was_changed_meanwhile_stays_and_is_asked_about(
    words: Words,
) -> None:
    """Neither what was there nor what was sent: the value is the user's."""
    await left_in_the_air(words)
    words.by_hand("a", note="mine")
    assert (await words.sync()).result == "ok"
    assert words.shelf.lists["a"]["note"] == "mine"
    [asked] = await words.records(Outcome.REVIEW)
    assert asked.problem is ProblemKind.CONFLICT
    assert not await words.records(Outcome.PENDING)


@pytest.mark.parametrize("arrived", [True, False])
async def test_run_that_looks_elsewhere_settles_what_is_in_the_air(
    words: Words, *, arrived: bool
) -> None:
    """It reads that list as well; what never arrived waits for a run that wants it."""
    await left_in_the_air(words)
    if not arrived:
        words.by_hand("a", note="old")
    [pending] = await words.records(Outcome.PENDING)
    await words.only("b")
    [record] = await words.journal.records("words", [pending.id])
    assert record.outcome is (Outcome.SYNCED if arrived else Outcome.PENDING)
    await words.sync()
    assert words.shelf.lists["a"]["note"] == "new"
    [record] = await words.journal.records("words", [pending.id])
    assert record.outcome is Outcome.SYNCED
    assert len(await words.records(Outcome.SYNCED)) == 5


async def test_what_never_arrived_and_is_not_wanted_any_more_is_given_up(
    words: Words,
) -> None:
    """Its record goes, also when its list is not asked for at all."""
    await left_in_the_air(words)
    words.by_hand("a", note="old")
    words.book.more["a"] = {"note": mirror("old")}
    await words.sync()
    assert not await words.records(Outcome.PENDING)
    await left_in_the_air(words)
    words.by_hand("a", note="old")
    del words.book.lists["a"]
    await words.sync()
    assert not await words.records(Outcome.PENDING)


async def test_undo_settles_what_is_in_the_air_first(words: Words) -> None:
    """Nothing is written to a list whose last change is not known."""
    await left_in_the_air(words)
    first = (await words.records(Outcome.SYNCED))[-1]
    assert first.target == "a"
    result = await words.undo(first.id, confirmed=True)
    assert result.counts == {"undone": 1}
    assert "a" not in words.shelf.lists
    assert not await words.records(Outcome.PENDING)
