"""The guard: what a run wants by itself has limits."""

from dataclasses import replace

import pytest

from custom_components.plex_sync.sync.engine import EngineEvent
from custom_components.plex_sync.sync.guard import GuardLimits
from custom_components.plex_sync.sync.requests import RunResult
from custom_components.plex_sync.sync.runs import Progress, RunKind, Stage

from .profiles import Words
from .words import mirror


async def shelf_of(words: Words, size: int) -> list[str]:
    """Fill a shelf with so many lists of four words and a count of ten."""
    names = [f"list {number:03}" for number in range(size)]
    for name in names:
        words.book.lists[name] = ["a", "b", "c", "d"]
        words.book.more[name] = {"count": mirror(10)}
    assert (await words.sync()).result == "ok"
    return names


async def assert_stopped(words: Words, result: RunResult, reason: str) -> None:
    """Nothing was written or settled, and the plan is there to be applied."""
    assert (result.result, result.reason) == ("guarded", reason)
    kept = await words.journal.kept_plan("words")
    assert kept is not None
    assert kept.reason == reason
    assert (await words.run_results())[0] == "guarded"
    assert (await words.sync()).result == "guarded"


@pytest.mark.parametrize(
    ("size", "lowered", "stops"),
    [(40, 21, True), (40, 20, False), (210, 21, False), (209, 21, True)],
)
async def test_lowering_more_than_twenty_and_a_tenth_stops(
    words: Words, size: int, lowered: int, *, stops: bool
) -> None:
    """Both limits have to be passed."""
    names = await shelf_of(words, size)
    for name in names[:lowered]:
        words.book.more[name] = {"count": mirror(9)}
    batches = words.shelf.batches
    result = await words.sync()
    if not stops:
        assert result.counts == {"synced": lowered}
        return
    assert words.shelf.batches == batches
    assert result.details == {"count": lowered, "total": size}
    await assert_stopped(words, result, "too_many_lowered")


@pytest.mark.parametrize(
    ("size", "deleted", "stops"), [(20, 6, True), (20, 5, False), (300, 6, False)]
)
async def test_deleting_more_than_five_and_a_fiftieth_stops(
    words: Words, size: int, deleted: int, *, stops: bool
) -> None:
    """Both limits have to be passed."""
    words.settings = replace(
        words.settings, guard=replace(words.settings.guard, library_share=0.9)
    )
    names = await shelf_of(words, size)
    for name in names[:deleted]:
        del words.book.lists[name]
        words.book.gone.add(name)
    result = await words.sync()
    if not stops:
        assert result.counts == {"deleted": deleted}
        assert len(words.shelf.lists) == size - deleted
        return
    assert len(words.shelf.lists) == size
    await assert_stopped(words, result, "too_many_deleted")


async def test_deletions_that_were_stopped_are_done_when_approved(words: Words) -> None:
    """Apply writes exactly the plan that was shown."""
    names = await shelf_of(words, 20)
    for name in names[:6]:
        words.book.gone.add(name)
        del words.book.lists[name]
    words.settings = replace(words.settings, guard=GuardLimits(library_share=0.9))
    assert (await words.sync()).result == "guarded"
    applied = await words.apply()
    assert applied.counts == {"deleted": 6}
    assert sorted(words.shelf.lists) == names[6:]
    assert await words.journal.kept_plan("words") is None


async def test_list_that_would_lose_over_half_stops(words: Words) -> None:
    """Half of it may go, and more than half may be exchanged."""
    await shelf_of(words, 3)
    words.book.lists["list 000"] = ["a", "b"]
    assert (await words.sync()).counts == {"synced": 1}
    words.book.lists["list 001"] = ["w", "x", "y", "z"]
    assert (await words.sync()).counts == {"synced": 1}
    words.book.lists["list 002"] = ["a"]
    result = await words.sync()
    assert result.details == {"title": "List 002", "count": 3, "total": 4}
    await assert_stopped(words, result, "sequence_halved")


async def test_library_that_has_shrunk_stops_until_the_user_says_so(
    words: Words,
) -> None:
    """Also when there is nothing to write; applying takes the size for what it is."""
    names = await shelf_of(words, 10)
    for name in names[:4]:
        del words.book.lists[name]
    result = await words.sync()
    assert result.details == {"count": 4, "total": 10}
    await assert_stopped(words, result, "library_shrunk")
    assert (await words.apply()).result == "ok"
    assert (await words.sync()).result == "ok"


async def test_empty_read_is_never_everything_is_gone(words: Words) -> None:
    """A source that shows nothing at all changes nothing and closes nothing."""
    names = await shelf_of(words, 4)
    words.shelf.refuse = {names[0]}
    words.book.lists[names[0]] = ["a", "b", "c", "d", "e"]
    await words.sync()
    problems = await words.journal.counters("words")
    lists = dict(words.book.lists)
    words.book.lists.clear()
    assert (await words.sync()).reason == "library_shrunk"
    assert await words.journal.counters("words") == problems
    assert len(words.shelf.lists) == 4
    words.book.lists |= lists
    assert (await words.sync()).result == "ok"


async def test_poll_is_guarded_and_its_limits_count_all_targets(words: Words) -> None:
    """The share is one of all targets, however few a poll looks at."""
    names = await shelf_of(words, 300)
    for name in names[:29]:
        words.book.more[name] = {"count": mirror(9)}
    assert (await words.poll()).counts == {"synced": 29}
    for name in names[:31]:
        words.book.more[name] = {"count": mirror(8)}
    assert (await words.poll()).reason == "too_many_lowered"


async def test_poll_that_is_stopped_again_and_again_is_one_run(words: Words) -> None:
    """It does not fill the timeline, nor take the place of a plan that shows more."""
    names = await shelf_of(words, 40)
    for name in names[:21]:
        words.book.more[name] = {"count": mirror(9)}
    runs = await words.run_results()
    for _ in range(3):
        assert (await words.poll()).reason == "too_many_lowered"
    assert await words.run_results() == ["guarded", *runs]
    words.settings = replace(words.settings, preview=True)
    assert (await words.sync()).reason == "preview"
    words.book.more[names[30]] = {"count": mirror(9)}
    assert (await words.poll()).reason == "preview"
    kept = await words.journal.kept_plan("words")
    assert kept is not None
    assert len(kept.changes) == 22
    assert kept.library_size == 40


async def test_guard_looks_again_at_a_plan_that_was_made_again(words: Words) -> None:
    """What the targets hold by now counts, not what they held when it was planned."""
    names = [f"list {number:03}" for number in range(30)]
    for name in names:
        words.book.lists[name] = ["a"]
        words.book.more[name] = {"count": mirror(10)}

    def linger(event: EngineEvent) -> None:
        if isinstance(event, Progress) and event.stage is Stage.PLANNING:
            words.clock.passes(minutes=2)
            for name in names:
                words.by_hand(name, words=["a"], count=50)

    words.engine.listen(linger)
    assert (await words.sync()).reason == "too_many_lowered"
    assert {words.shelf.lists[name]["count"] for name in names} == {50}


async def test_user_may_undo_more_than_the_guard_lets_pass(words: Words) -> None:
    """Undo is not guarded: the user asked for exactly that."""
    await shelf_of(words, 8)
    records = [record.id for record in await words.records()]
    undone = await words.undo(*records)
    assert undone.counts == {"undone": 8}
    assert not words.shelf.lists
    assert undone.request.kind is RunKind.UNDO
