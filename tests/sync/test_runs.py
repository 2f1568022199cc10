"""Runs of the engine, told with lists of words."""

from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words


async def test_first_run_writes_and_second_run_finds_nothing(words: Words) -> None:
    """A list that is not there yet is made; asking again changes nothing."""
    words.book.lists["pets"] = ["cat", "dog", "cat"]
    first = await words.sync()
    assert first.result == "ok"
    assert first.counts == {"synced": 1}
    assert words.shelf.lists["pets"]["words"] == ["cat", "dog", "cat"]

    batches = words.shelf.batches
    second = await words.sync()
    assert second.result == "ok"
    assert second.counts == {}
    assert second.plan is not None
    assert not second.plan.changes
    assert words.shelf.batches == batches


async def test_what_the_user_added_survives_a_change_of_the_source(
    words: Words,
) -> None:
    """Both sides change a list: both changes are in it afterwards."""
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync()
    words.shelf.lists["pets"] = {"title": "Pets", "words": ["cat", "mouse", "dog"]}
    words.book.lists["pets"] = ["cat", "dog", "fish"]
    await words.sync()
    assert words.shelf.lists["pets"]["words"] == ["cat", "mouse", "dog", "fish"]


async def test_undo_returns_the_list_and_a_hold_keeps_it(words: Words) -> None:
    """An undone change is not proposed again until the source changes."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync()
    page = await words.journal.history("words")
    change = page.items[0]
    assert change.outcome is Outcome.SYNCED
    undone = await words.undo(change.id)
    assert undone.result == "ok"
    assert words.shelf.lists["pets"]["words"] == ["cat"]
    newest = (await words.journal.history("words")).items[0]
    assert newest.outcome is Outcome.UNDONE
    assert newest.undoes == [change.id]

    assert not (await words.sync()).counts
    assert words.shelf.lists["pets"]["words"] == ["cat"]

    redone = await words.redo(newest.id)
    assert redone.result == "ok"
    assert words.shelf.lists["pets"]["words"] == ["cat", "dog"]
    assert not (await words.sync()).counts

    words.book.lists["pets"] = ["cat", "dog", "fish"]
    await words.sync()
    assert words.shelf.lists["pets"]["words"] == ["cat", "dog", "fish"]


async def test_poll_without_news_is_no_run(words: Words) -> None:
    """A poll that finds nothing leaves no trace but where it stands."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    runs = len((await words.journal.runs("words")).items)
    result = await words.poll()
    assert result.result == "nothing"
    assert result.run_id is None
    assert len((await words.journal.runs("words")).items) == runs
