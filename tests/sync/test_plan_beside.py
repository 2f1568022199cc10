"""A run that sees a part of the whole leaves the rest of a kept plan shown."""

from dataclasses import replace

from custom_components.plex_sync.sync.guard import GuardLimits
from custom_components.plex_sync.sync.journal.plans import KeptPlan
from custom_components.plex_sync.sync.runs import RunKind, Subjects

from .profiles import Words
from .words import mirror


async def kept(words: Words) -> KeptPlan:
    """Return the kept plan."""
    found = await words.journal.kept_plan("words")
    assert found is not None
    return found


async def targets(words: Words) -> list[str]:
    """Return what the kept plan is about."""
    return sorted(change.target for change in (await kept(words)).changes)


async def test_dry_poll_and_dry_look_at_one_title_keep_the_plan(words: Words) -> None:
    """They add what they find, and take out what has gone."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    await words.sync(dry_run=True)
    one = Subjects(titles=frozenset({"nothing"}))
    await words.sync(RunKind.TARGETED, one, dry_run=True)
    assert await targets(words) == ["a", "b"]
    words.book.lists["c"] = ["cat"]
    await words.sync(RunKind.TARGETED, Subjects(titles=frozenset({"c"})), dry_run=True)
    assert await targets(words) == ["a", "b", "c"]
    words.by_hand("a", words=["ant"], title="A")
    await words.sync(RunKind.TARGETED, Subjects(titles=frozenset({"a"})), dry_run=True)
    assert await targets(words) == ["b", "c"]
    await words.sync(dry_run=True)
    assert await targets(words) == ["b", "c"]
    assert (await words.apply()).counts == {"synced": 2}


async def test_dry_poll_does_not_free_what_the_guard_has_stopped(words: Words) -> None:
    """It stays for those who may apply it."""
    words.settings = replace(
        words.settings, guard=GuardLimits(lowered=0, lowered_share=0)
    )
    words.book.lists["a"] = ["ant"]
    words.book.more["a"] = {"count": mirror(3)}
    await words.sync()
    words.book.more["a"] = {"count": mirror(1)}
    assert (await words.sync()).result == "guarded"
    reason = (await kept(words)).reason
    words.book.lists["b"] = ["bee"]
    words.by_hand("b", words=["bee"], title="B")
    await words.sync(RunKind.TARGETED, Subjects(titles=frozenset({"b"})), dry_run=True)
    assert (await kept(words)).reason == reason
    assert await targets(words) == ["a"]
