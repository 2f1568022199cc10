"""A plan that was shown is kept, and only that is written."""

from dataclasses import replace
from pathlib import Path

from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words, reopened
from .words import mirror


async def shown(words: Words) -> None:
    """Let a dry run show a plan of three lists."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"], "c": ["cat"]}
    result = await words.sync(dry_run=True)
    assert (result.result, result.run_id) == ("planned", None)


async def fingerprints(words: Words) -> dict[str, str]:
    """Return the fingerprints of the kept plan, by target."""
    kept = await words.journal.kept_plan("words")
    assert kept is not None
    return {change.target: change.fingerprint for change in kept.changes}


async def test_dry_run_twice_leaves_one_plan_and_no_rows(words: Words) -> None:
    """Nothing on the shelf, nothing in the timeline, the same plan both times."""
    await shown(words)
    first = await fingerprints(words)
    await shown(words)
    assert await fingerprints(words) == first
    assert not words.shelf.lists
    assert not await words.records()
    assert not await words.run_results()
    known = await words.journal.known("words")
    assert not known.cursors
    assert not known.memory


async def test_dry_run_touches_no_row_of_an_earlier_run(words: Words) -> None:
    """A change whose end is not known stays pending through it."""
    words.book.lists["a"] = ["ant"]

    async def cut() -> None:
        words.shelf.unreadable = True

    words.shelf.while_writing, words.shelf.lose_answers = cut, True
    await words.sync()
    words.shelf.unreadable = False
    await words.sync(dry_run=True)
    assert len(await words.records(Outcome.PENDING)) == 1


async def test_kept_plan_survives_a_restart_and_is_applied(
    words: Words, path: Path
) -> None:
    """It reads back as it was, and what is applied is settled as by a sync."""
    await shown(words)
    before = await words.journal.kept_plan("words")
    words = await reopened(words, path)
    after = await words.journal.kept_plan("words")
    assert before is not None
    assert after is not None
    assert [change.fingerprint for change in after.changes] == [
        change.fingerprint for change in before.changes
    ]
    assert [change.base for change in after.changes] == [
        change.base for change in before.changes
    ]
    note = await words.journal.plan_note("words")
    assert note is not None
    assert (note.at, note.reason) == (before.at, "dry_run")
    assert (await words.apply()).counts == {"synced": 3}
    assert await words.journal.kept_plan("words") is None
    assert (await words.apply()).reason == "no_plan"
    assert not (await words.sync()).counts
    await words.close()


async def test_kept_plan_is_forgotten_after_a_week(words: Words) -> None:
    """What was shown so long ago is not written any more."""
    await shown(words)
    words.clock.passes(days=7)
    assert await words.journal.kept_plan("words") is not None
    words.clock.passes(seconds=1)
    assert await words.journal.plan_note("words") is None
    assert (await words.apply()).reason == "no_plan"


async def test_selection_is_written_and_the_rest_stays_kept(words: Words) -> None:
    """Chosen by fingerprint, one after the other."""
    await shown(words)
    names = await fingerprints(words)
    assert (await words.apply(frozenset({names["b"]}))).counts == {"synced": 1}
    assert sorted(words.shelf.lists) == ["b"]
    assert sorted(await fingerprints(words)) == ["a", "c"]
    assert (await words.apply(frozenset({"nonsense"}))).counts == {}
    chosen = frozenset({names["a"], names["c"]})
    assert (await words.apply(chosen)).counts == {"synced": 2}
    assert await words.journal.kept_plan("words") is None


async def test_what_has_changed_since_is_listed_and_not_written(words: Words) -> None:
    """The user made a list meanwhile: it stays as it is."""
    await shown(words)
    words.by_hand("b", words=["mine"])
    result = await words.apply()
    assert result.counts == {"synced": 2}
    assert [change.target for change in result.changed_since] == ["b"]
    assert words.words("b") == ["mine"]


async def test_pinned_since_is_not_written(words: Words) -> None:
    """A pin holds against a plan that is older than it is."""
    words.by_hand("a", words=["ant"], note="mine")
    words.book.more["a"] = {"note": mirror("ours")}
    await shown(words)
    await words.journal.pin("shelf:1", "a", ["note"], "A")
    result = await words.apply()
    assert [change.target for change in result.changed_since] == ["a"]
    assert words.shelf.lists["a"]["note"] == "mine"


async def test_plan_that_was_stopped_halfway_keeps_the_rest(words: Words) -> None:
    """What was not come to is still there to be applied."""
    await shown(words)
    words.shelf.batch = 1

    async def stop() -> None:
        words.engine.stop()

    words.shelf.while_writing = stop
    assert (await words.apply()).result == "stopped"
    assert sorted(await fingerprints(words)) == ["b", "c"]
    words.shelf.while_writing = None
    words.shelf.unwritable = True
    assert (await words.apply()).result == "failed"
    words.shelf.unwritable = False
    assert sorted(await fingerprints(words)) == ["c"]
    assert (await words.apply()).counts == {"synced": 1}


async def test_conflict_is_written_only_when_confirmed(words: Words) -> None:
    """Then the source is followed, and is not asked about again."""
    words.book.lists["pets"] = ["cat"]
    words.book.more["pets"] = {"note": mirror("old")}
    await words.sync()
    words.by_hand("pets", note="mine")
    words.book.more["pets"] = {"note": mirror("new")}
    await words.sync(dry_run=True)
    names = await fingerprints(words)
    assert not (await words.apply(frozenset(names.values()))).counts
    assert words.shelf.lists["pets"]["note"] == "mine"
    applied = await words.apply(frozenset(names.values()), confirmed=True)
    assert applied.counts == {"synced": 1}
    assert words.shelf.lists["pets"]["note"] == "new"
    assert await words.journal.kept_plan("words") is None
    again = await words.sync()
    assert again.plan is not None
    assert not again.plan.changes
    words.book.more["pets"] = {"note": mirror("newest")}
    await words.sync()
    assert words.shelf.lists["pets"]["note"] == "newest"


async def test_deleted_by_hand_is_made_again_when_confirmed(words: Words) -> None:
    """It is ours again then, with all that this means."""
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    del words.shelf.lists["pets"]
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync(dry_run=True)
    assert (await words.apply(confirmed=True)).counts == {"synced": 1}
    assert words.words("pets") == ["cat", "dog"]
    context = await words.journal.context(
        "words", "shelf:1", words.clock(), destructive=True
    )
    assert context.bases["pets"].created


async def test_conflicts_that_want_different_things_have_other_fingerprints(
    words: Words,
) -> None:
    """What is confirmed is what was shown, not what is wanted by now."""
    words.book.lists["pets"] = ["cat"]
    words.book.more["pets"] = {"note": mirror("old")}
    await words.sync()
    words.by_hand("pets", note="mine")
    seen = set()
    for wanted in ("new", "newer"):
        words.book.more["pets"] = {"note": mirror(wanted)}
        await words.sync(dry_run=True)
        seen.add((await fingerprints(words))["pets"])
    assert len(seen) == 2


async def test_old_plan_does_not_turn_back_what_was_settled_since(
    words: Words,
) -> None:
    """Only the fields that it writes are settled by it."""
    words.book.lists |= {"pets": ["cat"], "b": ["bee"], "c": ["cow"]}
    words.book.more["pets"] = {"note": mirror("old")}
    await words.sync()
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync(dry_run=True)
    words.book.lists["pets"] = ["cat"]
    words.book.more["pets"] = {"note": mirror("new")}
    await words.sync()
    assert (await words.apply()).counts == {"synced": 1}
    words.book.lists["pets"] = ["cat", "dog"]
    words.book.more["pets"] = {"note": mirror("newest")}
    result = await words.sync()
    assert result.plan is not None
    assert not result.plan.problems
    assert words.shelf.lists["pets"]["note"] == "newest"


async def test_preview_waits_for_approval(words: Words) -> None:
    """With that option, a sync only shows what it wants."""
    words.settings = replace(words.settings, preview=True)
    words.book.lists["pets"] = ["cat"]
    result = await words.sync()
    assert (result.result, result.reason) == ("guarded", "preview")
    assert not words.shelf.lists
    assert (await words.apply()).counts == {"synced": 1}
    assert (await words.sync()).result == "ok"
