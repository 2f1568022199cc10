"""A journal that is put back from a backup: its bases are doubted, nothing is guessed."""

from pathlib import Path

import pytest

from custom_components.plex_sync.sync.model import Policy, Wish
from custom_components.plex_sync.sync.runs import Outcome

from .copies import back_up, put_back
from .profiles import Words, reopened
from .words import mirror

PETS = {"a": ["ant"], "b": ["bee"], "c": ["cat"], "x": ["ox"], "y": ["yak"]}


def note(value: str) -> dict[str, Wish]:
    """Wish for a note."""
    return {"note": mirror(value)}


async def set_out(words: Words, path: Path) -> None:
    """Sync some lists, and back up."""
    words.book.lists |= PETS
    words.book.more["a"] = note("old") | {"count": mirror(3)}
    await words.sync()
    await back_up(words, path)


async def test_what_was_synced_since_is_settled_without_a_second_record(
    words: Words, path: Path
) -> None:
    """Changed values, new words and new lists are there already: nothing is written."""
    await set_out(words, path)
    words.book.lists |= {"a": ["ant", "ape"], "d": ["dog"]}
    words.book.more["a"] = note("new") | {"count": mirror(5)}
    await words.sync()
    after = dict(words.shelf.lists)
    again = await put_back(words, path)
    batches = again.shelf.batches
    result = await again.sync()
    assert (result.result, result.counts) == ("ok", {})
    assert again.shelf.batches == batches
    assert again.shelf.lists == after
    assert len(await again.records()) == len(PETS)
    await again.close()


async def test_what_was_synced_since_is_not_taken_for_the_users_own(
    words: Words, path: Path
) -> None:
    """It goes on with the source: changed, taken out, and deleted with its list."""
    await set_out(words, path)
    words.book.lists |= {"a": ["ant", "ape"], "d": ["dog"]}
    words.book.more["a"] = note("new") | {"count": mirror(5)}
    await words.sync()
    again = await put_back(words, path)
    await again.sync()
    again.book.lists["a"] = ["ant"]
    again.book.more["a"] = note("newer") | {"count": mirror(1)}
    del again.book.lists["d"]
    again.book.gone = {"d"}
    assert (await again.sync()).counts == {"synced": 1, "deleted": 1}
    assert again.words("a") == ["ant"]
    assert again.shelf.lists["a"]["note"] == "newer"
    assert again.shelf.lists["a"]["count"] == 1
    assert not await again.records(Outcome.REVIEW)
    await again.close()


async def test_source_that_went_on_meanwhile_is_followed(
    words: Words, path: Path
) -> None:
    """From 3 to 5 before, to 7 after the backup was put back: 5 was on the way."""
    await set_out(words, path)
    words.book.more["a"] = note("old") | {"count": mirror(5)}
    await words.sync()
    again = await put_back(words, path)
    again.book.more["a"] = note("old") | {"count": mirror(7)}
    assert (await again.sync()).counts == {"synced": 1}
    assert again.shelf.lists["a"]["count"] == 7
    await again.close()


async def test_users_edits_since_stay(words: Words, path: Path) -> None:
    """Where the source stays as well; where it went on, the user is asked."""
    await set_out(words, path)
    words.by_hand("a", note="mine", words=["ant", "asp"])
    again = await put_back(words, path)
    await again.sync()
    assert again.shelf.lists["a"]["note"] == "mine"
    assert again.words("a") == ["ant", "asp"]
    assert not await again.records(Outcome.REVIEW)
    again.book.more["a"] = note("new") | {"count": mirror(3)}
    await again.sync()
    assert again.shelf.lists["a"]["note"] == "mine"
    assert len(await again.records(Outcome.REVIEW)) == 1
    await again.close()


async def test_what_has_no_base_is_asked_about_before_it_is_replaced(
    words: Words, path: Path
) -> None:
    """Until all was read once; then a list that nobody knew is as it ever was."""
    await set_out(words, path)
    words.by_hand("d", words=["dog"], note="mine")
    words.by_hand("e", words=["eel"], note="mine")
    again = await put_back(words, path)
    again.book.lists["d"] = ["dog"]
    again.book.more["d"] = note("theirs")
    await again.sync()
    assert again.shelf.lists["d"]["note"] == "mine"
    assert len(await again.records(Outcome.REVIEW)) == 1
    again.book.lists["e"] = ["eel"]
    again.book.more["e"] = note("theirs")
    await again.sync()
    assert again.shelf.lists["e"]["note"] == "theirs"
    await again.close()


async def test_nothing_is_removed_before_it_was_read(words: Words, path: Path) -> None:
    """What the source has dropped goes with the run after that."""
    await set_out(words, path)
    words.book.lists["b"] = ["bee", "bug"]
    await words.sync()
    await back_up(words, path)
    again = await put_back(words, path)
    again.book.lists["b"] = ["bee"]
    del again.book.lists["c"]
    again.book.gone = {"c"}
    assert (await again.sync()).counts == {}
    assert again.words("b") == ["bee", "bug"]
    assert (await again.sync()).counts == {"synced": 1, "deleted": 1}
    assert again.words("b") == ["bee"]
    assert "c" not in again.shelf.lists
    await again.close()


async def test_list_that_was_deleted_since_comes_back_with_the_source(
    words: Words, path: Path
) -> None:
    """It was not the user who took it away."""
    await set_out(words, path)
    del words.book.lists["c"]
    words.book.gone = {"c"}
    await words.sync()
    again = await put_back(words, path)
    await again.sync()
    again.book.gone = set()
    again.book.lists["c"] = ["cat"]
    assert (await again.sync()).counts == {"synced": 1}
    assert again.words("c") == ["cat"]
    await again.close()


async def test_doubt_lasts_until_the_target_was_read(words: Words, path: Path) -> None:
    """Restarts and runs that look elsewhere do not end it."""
    await set_out(words, path)
    words.book.more["a"] = note("old") | {"count": mirror(5)}
    await words.sync()
    again = await put_back(words, path)
    assert await again.journal.doubts("words")
    await again.only("b")
    third = await reopened(again, path)
    third.book.more["a"] = note("old") | {"count": mirror(7)}
    assert await third.journal.doubts("words")
    context = await third.journal.context("words", "shelf:1", third.clock(), True)
    assert {
        key for key, base in context.bases.items() if base.doubted
    } == PETS.keys() - {"b"}
    assert (await third.sync()).counts == {"synced": 1}
    assert not await third.journal.doubts("words")
    context = await third.journal.context("words", "shelf:1", third.clock(), True)
    assert not [base for base in context.bases.values() if base.doubted]
    await third.close()


async def test_journal_that_was_only_copied_is_not_doubted(
    words: Words, path: Path
) -> None:
    """The note goes with the end of the backup, and a restart finds none."""
    await set_out(words, path)
    again = await reopened(words, path)
    assert not await again.journal.doubts("words")
    await again.close()


@pytest.mark.parametrize("arrived", [True, False])
async def test_backup_in_the_middle_of_a_run_comes_up_settled(
    words: Words, path: Path, arrived: bool
) -> None:
    """What was in the air is read: it is done, or sent again under the same record."""
    words.book.lists |= PETS
    words.shelf.batch = 1
    batches = 0

    async def copy() -> None:
        nonlocal batches
        batches += 1
        if batches == 2:
            await back_up(words, path)
            if not arrived:
                words.shelf.unwritable = True

    words.shelf.while_writing = copy
    if not arrived:
        words.shelf.ignores = {"b"}
    await words.sync()
    words.shelf.while_writing, words.shelf.unwritable = None, False
    words.shelf.ignores = set()
    again = await put_back(words, path)
    [pending] = await again.records(Outcome.PENDING)
    assert (await again.sync()).result == "ok"
    assert {name: again.words(name) for name in PETS} == PETS
    records = await again.records()
    targets = sorted(record.target or "" for record in records)
    # What was written after the backup is there, and nobody writes it once more.
    assert targets == (["a", "b"] if arrived else sorted(PETS))
    assert pending.id in {record.id for record in records}
    assert {record.outcome for record in records} == {Outcome.SYNCED}
    assert "running" not in await again.run_results()
    assert not (await again.sync()).counts
    await again.close()


async def test_scores_and_days_are_never_on_the_way(words: Words, path: Path) -> None:
    """A day between two others is somebody's own."""
    words.book.lists |= PETS

    def since(day: str) -> dict[str, Wish]:
        return {"since": Wish(value=day, policy=Policy.MIRROR, rule="copy")}

    words.book.more["a"] = since("2024")
    await words.sync()
    await back_up(words, path)
    words.by_hand("a", since="2025")
    again = await put_back(words, path)
    again.book.more["a"] = since("2026")
    await again.sync()
    assert again.shelf.lists["a"]["since"] == "2025"
    assert len(await again.records(Outcome.REVIEW)) == 1
    await again.close()
