"""Taking back, doing again, and what stays of it."""

from dataclasses import replace

from custom_components.plex_sync.sync.model import State
from custom_components.plex_sync.sync.requests import RunResult
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words
from .words import mirror


async def changed(words: Words, *, note: str | None, pets: list[str]) -> int:
    """Let the source change, sync, and return the record of the change."""
    words.book.lists["pets"] = pets
    words.book.more["pets"] = {"note": mirror(note)}
    assert (await words.sync()).counts == {"synced": 1}
    return (await words.newest()).id


def pets(words: Words) -> State:
    """Return what the shelf holds, without what is empty."""
    return {name: value for name, value in words.shelf.lists["pets"].items() if value}


async def test_undo_returns_emptied_and_filled_fields(words: Words) -> None:
    """What was empty is empty again, what was emptied is back; redo does it again."""
    await changed(words, note="old", pets=["cat", "cat"])
    before = pets(words)
    record = await changed(words, note=None, pets=["cat", "dog"])
    after = pets(words)
    assert "note" not in after

    undone = await words.undo(record)
    assert undone.counts == {"undone": 1}
    assert pets(words) == before
    assert not (await words.sync()).counts
    newest = await words.newest()
    assert newest.undoes == [record]
    [original] = await words.journal.records("words", [record])
    assert original.undone_by == newest.id

    assert (await words.redo(newest.id)).counts == {"synced": 1}
    assert pets(words) == after
    assert not await words.journal.holds("words")
    assert (await words.undo((await words.newest()).id)).counts == {"undone": 1}
    assert pets(words) == before


async def test_undo_is_done_once(words: Words) -> None:
    """A record that was undone cannot be undone again, nor a problem, nor nonsense."""
    record = await changed(words, note="old", pets=["cat"])
    await words.undo(record)
    for wrong in (record, 999):
        assert (await words.undo(wrong)).reason == "not_undoable"
    assert (await words.redo(record)).reason == "not_undoable"
    words.shelf.refuse = {"dogs"}
    words.book.lists["dogs"] = ["rex"]
    await words.sync()
    [failed] = await words.records(Outcome.FAILED)
    assert (await words.undo(failed.id)).reason == "not_undoable"


async def test_undo_of_a_creation_deletes_and_is_held(words: Words) -> None:
    """The list goes, stays away until the source goes on, and comes back by redo."""
    record = await changed(words, note="old", pets=["cat"])
    before = pets(words)
    assert (await words.undo(record)).counts == {"undone": 1}
    assert not words.shelf.lists
    held = await words.sync()
    assert held.plan is not None
    assert (held.counts, held.plan.held) == ({}, 1)
    assert (await words.redo((await words.newest()).id)).counts == {"synced": 1}
    assert pets(words) == before
    await words.undo((await words.newest()).id)
    words.book.lists["pets"] = ["cat", "dog"]
    assert (await words.sync()).counts == {"synced": 1}


async def test_undo_that_would_delete_needs_the_option(words: Words) -> None:
    """Refused with the reason, without a line in the timeline."""
    words.settings = replace(words.settings, destructive=False)
    record = await changed(words, note="old", pets=["cat"])
    runs = await words.run_results()
    assert (await words.undo(record)).reason == "would_delete"
    assert await words.run_results() == runs
    assert (await words.newest()).id == record


async def test_undo_of_a_deletion_makes_it_again(words: Words) -> None:
    """With every field; it is not deleted again while the source says the same."""
    await changed(words, note="old", pets=["cat", "dog"])
    before = pets(words)
    words.book.lists |= {name: ["a"] for name in ("b", "c", "d")}
    await words.sync()
    words.book.gone = {"pets"}
    del words.book.lists["pets"]
    assert (await words.sync()).counts == {"deleted": 1}
    assert (await words.undo((await words.newest()).id)).counts == {"undone": 1}
    assert pets(words) == before
    assert not (await words.sync()).counts
    assert (await words.redo((await words.newest()).id)).counts == {"deleted": 1}
    assert "pets" not in words.shelf.lists


async def test_undo_shows_a_conflict_and_does_it_when_confirmed(words: Words) -> None:
    """What the user wrote since is not lost without being asked for."""
    await changed(words, note="old", pets=["cat"])
    record = await changed(words, note="new", pets=["cat"])
    words.by_hand("pets", note="mine")
    refused = await words.undo(record)
    assert (refused.result, refused.reason) == ("failed", "changed_since")
    assert refused.plan is not None
    [conflict] = refused.plan.changes[0].conflicts
    assert (conflict.before, conflict.after) == ("mine", "old")
    assert pets(words)["note"] == "mine"
    assert (await words.undo(record, confirmed=True)).counts == {"undone": 1}
    assert pets(words)["note"] == "old"
    assert not (await words.sync()).counts


async def test_undo_of_a_deletion_that_was_made_again_by_hand_asks(
    words: Words,
) -> None:
    """What is there by now is the user's."""
    await changed(words, note="old", pets=["cat"])
    words.book.lists |= {name: ["a"] for name in ("b", "c", "d")}
    await words.sync()
    words.book.gone = {"pets"}
    del words.book.lists["pets"]
    await words.sync()
    record = (await words.newest()).id
    words.by_hand("pets", words=["mine"])
    assert (await words.undo(record)).reason == "changed_since"
    assert (await words.undo(record, confirmed=True)).counts == {"undone": 1}
    assert pets(words) == {"words": ["cat"], "title": "Pets", "note": "old"}


async def test_undo_of_a_change_to_a_list_that_is_gone_brings_all_of_it(
    words: Words,
) -> None:
    """The user deleted it since: when confirmed, it is made with every field."""
    await changed(words, note="old", pets=["cat", "dog"])
    before = pets(words)
    record = await changed(words, note="new", pets=["cat", "dog"])
    del words.shelf.lists["pets"]
    assert (await words.undo(record)).reason == "changed_since"
    await words.undo(record, confirmed=True)
    assert pets(words) == before


async def test_undo_of_several_changes_returns_to_before_the_first(
    words: Words,
) -> None:
    """One record says so, answering to all of them."""
    await changed(words, note="first", pets=["cat"])
    before = pets(words)
    numbers = [
        await changed(words, note="second", pets=["cat"]),
        await changed(words, note="second", pets=["cat", "dog"]),
        await changed(words, note="third", pets=["dog"]),
    ]
    assert (await words.undo(*numbers)).counts == {"undone": 1}
    assert pets(words) == before
    assert (await words.newest()).undoes == numbers
    assert not (await words.sync()).counts


async def test_undo_leaves_alone_what_lies_between(words: Words) -> None:
    """The first and the third change are taken back, the second one stays."""
    await changed(words, note="first", pets=["cat"])
    one = await changed(words, note="second", pets=["cat"])
    await changed(words, note="second", pets=["cat", "dog"])
    three = await changed(words, note="third", pets=["cat", "dog"])
    await words.undo(one, three)
    assert pets(words)["note"] == "first"
    assert words.words("pets") == ["cat", "dog"]
    assert not (await words.sync()).counts


async def test_undo_of_an_older_change_of_another_field_keeps_the_newer_base(
    words: Words,
) -> None:
    """The newer field is still ours: the source goes on with it without a question."""
    await changed(words, note="first", pets=["cat"])
    older = await changed(words, note="first", pets=["cat", "dog"])
    await changed(words, note="second", pets=["cat", "dog"])
    await words.undo(older)
    assert words.words("pets") == ["cat"]
    assert not (await words.sync()).counts
    words.book.more["pets"] = {"note": mirror("third")}
    result = await words.sync()
    assert pets(words)["note"] == "third"
    assert result.plan is not None
    assert not result.plan.problems


async def test_undo_of_an_older_change_is_held_though_facts_have_gone_on(
    words: Words,
) -> None:
    """The hold stands on the facts of now, not on those of the change."""
    await changed(words, note="first", pets=["cat"])
    older = await changed(words, note="second", pets=["cat"])
    await changed(words, note="second", pets=["cat", "dog"])
    await words.undo(older)
    assert not (await words.sync()).counts
    assert pets(words)["note"] == "first"
    [hold] = await words.journal.holds("words")
    assert hold.field == "note"


async def test_hold_is_kept_for_every_field_of_a_long_change(words: Words) -> None:
    """A record carries twenty edits; what is held are all fields it has sent."""
    await changed(words, note="first", pets=["cat"])
    many = ["cat", *(f"dog {number}" for number in range(30))]
    record = await changed(words, note="second", pets=many)
    [line] = await words.journal.records("words", [record])
    assert (len(line.edits), line.more_edits) == (20, 11)
    await words.undo(record)
    assert {hold.field for hold in await words.journal.holds("words")} == {
        "note",
        "words",
    }
    assert not (await words.sync()).counts


async def test_hold_ends_by_hand(words: Words) -> None:
    """Lifted, the change is proposed again."""
    await changed(words, note="first", pets=["cat"])
    await words.undo(await changed(words, note="second", pets=["cat"]))
    assert await words.journal.lift_holds("words", "dogs") == 0
    assert await words.journal.lift_holds("words", "pets") == 1
    assert (await words.sync()).counts == {"synced": 1}
    assert pets(words)["note"] == "second"


async def test_undo_respects_pins(words: Words) -> None:
    """A pinned field stays, a pinned list is not deleted, and the refusal says why."""
    created = await changed(words, note="first", pets=["cat"])
    record = await changed(words, note="second", pets=["cat"])
    await words.journal.pin("shelf:1", "pets", ["note"], "Pets")
    assert (await words.undo(record)).reason == "pinned"
    assert (await words.undo(created, record)).reason == "pinned"
    assert pets(words)["note"] == "second"
    await words.journal.pin("shelf:1", "pets", [], "Pets")
    assert (await words.undo(record)).counts == {"undone": 1}


async def test_undo_of_what_the_user_took_back_has_nothing_to_do(words: Words) -> None:
    """No run is made of it."""
    await changed(words, note="first", pets=["cat"])
    record = await changed(words, note="second", pets=["cat"])
    words.by_hand("pets", note="first")
    result = await words.undo(record)
    assert result.result == "nothing"
    assert result.went_well
    assert len(await words.run_results()) == 2


async def test_undo_can_be_looked_at_first(words: Words) -> None:
    """A dry run says what it would do, and does not."""
    await changed(words, note="first", pets=["cat"])
    record = await changed(words, note="second", pets=["cat"])
    shown: RunResult = await words.undo(record, dry_run=True)
    assert shown.result == "planned"
    assert shown.plan is not None
    assert [edit.after for edit in shown.plan.changes[0].edits] == ["first"]
    assert pets(words)["note"] == "second"


async def test_undo_stops_and_fails_like_any_run(words: Words) -> None:
    """Refused by the service, it is a problem; the record can be undone later."""
    await changed(words, note="first", pets=["cat"])
    record = await changed(words, note="second", pets=["cat"])
    words.shelf.refuse = {"pets"}
    assert (await words.undo(record)).counts == {"failed": 1}
    words.shelf.refuse = set()
    words.shelf.unwritable = True
    assert (await words.undo(record)).result == "failed"
    words.shelf.unwritable = False
    assert (await words.undo(record)).counts == {"undone": 1}
