"""Several changes taken back at once: what can go back does, the rest is named."""

from dataclasses import replace

from .profiles import Words
from .words import mirror


async def two_changed(words: Words) -> list[int]:
    """Let two lists be changed by one sync, and return the records."""
    for name in ("cats", "dogs"):
        words.book.lists[name] = ["one"]
    await words.sync()
    for name in ("cats", "dogs"):
        words.book.more[name] = {"note": mirror("new")}
    await words.sync()
    return [record.id for record in (await words.records())[:2]]


async def test_conflict_of_one_does_not_keep_the_others(words: Words) -> None:
    """It is listed with its reason, and done when confirmed."""
    records = await two_changed(words)
    words.by_hand("cats", note="mine")
    shown = await words.undo(*records, dry_run=True)
    assert shown.skipped == {"cats": "changed_since"}
    result = await words.undo(*records)
    assert (result.result, result.counts) == ("ok", {"undone": 1})
    assert result.skipped == {"cats": "changed_since"}
    assert words.shelf.lists["cats"]["note"] == "mine"
    assert not words.shelf.lists["dogs"].get("note")
    assert (await words.undo(*records)).reason == "changed_since"
    assert (await words.undo(*records, confirmed=True)).counts == {"undone": 1}
    assert not words.shelf.lists["cats"].get("note")


async def test_what_would_be_deleted_and_what_is_pinned_is_left(words: Words) -> None:
    """A creation stays, a pinned field stays, the third goes back."""
    records = await two_changed(words)
    words.book.lists["birds"] = ["tit"]
    await words.sync()
    records.append((await words.newest()).id)
    words.settings = replace(words.settings, destructive=False)
    await words.journal.pin("shelf:1", "dogs", ["note"], "Dogs")
    result = await words.undo(*records)
    assert result.counts == {"undone": 1}
    assert result.skipped == {"birds": "would_delete", "dogs": "pinned"}
    rest = await words.undo(*records)
    assert (rest.result, rest.reason) == ("failed", "would_delete")


async def test_pin_set_while_a_run_writes_holds_from_the_next_write_on(
    words: Words,
) -> None:
    """What was planned before is left out, and not taken for done."""
    words.shelf.batch = 1
    words.book.lists |= {"cats": ["one"], "dogs": ["one"]}
    await words.sync()
    for name in ("cats", "dogs"):
        words.book.more[name] = {"note": mirror("new")}

    async def pin() -> None:
        await words.journal.pin("shelf:1", "dogs", ["note"], "Dogs")

    words.shelf.while_writing = pin
    assert (await words.sync()).counts == {"synced": 1}
    assert words.shelf.lists["cats"]["note"] == "new"
    assert not words.shelf.lists["dogs"].get("note")
    words.shelf.while_writing = None
    await words.journal.lift_pins("shelf:1", "dogs")
    assert (await words.poll()).counts == {"synced": 1}
    assert words.shelf.lists["dogs"]["note"] == "new"
