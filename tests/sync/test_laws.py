"""Laws that hold for any source, any list, and whatever its user does to it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, assume, given, settings, strategies as st

from custom_components.plex_sync.sync.merge import Settled, Verdict, merge_field
from custom_components.plex_sync.sync.model import (
    Base,
    JsonValue,
    PlannedChange,
    Policy,
    Proposal,
    Removal,
    State,
    Wish,
)
from custom_components.plex_sync.sync.planning import plan_target
from custom_components.plex_sync.sync.settled import as_read
from custom_components.plex_sync.sync.values import same

from .profiles import Words, open_words
from .words import FIELDS, subject

VALUES: Mapping[str, st.SearchStrategy[JsonValue]] = {
    "words": st.lists(st.sampled_from(["ant", "bee", "cat"]), max_size=4),
    "note": st.sampled_from(["", "short", "long", None]),
    "count": st.sampled_from([None, 0, 1, 2, 3]),
    "since": st.sampled_from([None, "2025", "2026-03", "2026-03-04"]),
    "labels": st.sampled_from([[], ["a"], ["a", "b"]]),
    "stage": st.sampled_from(["planned", "open", "paused"]),
}
STATES: st.SearchStrategy[State] = st.fixed_dictionaries(dict(VALUES))
MAYBE = st.none() | STATES
HEEDING = sorted(set(Policy) - {Policy.EXACT})
"""The policies that heed what the user did by hand."""
POLICIES = st.fixed_dictionaries(dict.fromkeys(VALUES, st.sampled_from(HEEDING)))
NAMES = st.frozensets(st.sampled_from(sorted(VALUES)), max_size=2)


def proposal(
    wanted: State, policies: Mapping[str, Policy], *, removal: bool = False
) -> Proposal:
    """Ask for all fields of a list, each under its policy, or for it to go."""
    return Proposal(
        target="pets",
        title="Pets",
        subjects=[subject("pets")],
        wishes={
            name: Wish(value=value, policy=policies[name], rule="copy")
            for name, value in wanted.items()
        },
        facts="facts",
        removal=Removal(rule="gone") if removal else None,
    )


def carried_out(
    change: PlannedChange, unchanged: Base, current: State | None
) -> tuple[State | None, Base]:
    """Do what a plan says, as a service without faults would, and settle it."""
    if not change.edits:
        return current, unchanged
    assert change.base is not None
    sent = {edit.field for edit in change.edits}
    base = as_read(change.base, change.after, sent, created=change.creates)
    return change.after, base


def equal(first: State | None, second: State | None) -> bool:
    """Whether two states mean the same; an emptied field is one never filled in."""
    if first is None or second is None:
        return first is second
    return all(same(first.get(name), second.get(name)) for name in FIELDS)


@given(MAYBE, STATES, MAYBE, POLICIES, NAMES, NAMES, st.booleans())
def test_plan_of_what_was_planned_is_empty(
    current: State | None,
    wanted: State,
    before: State | None,
    policies: Mapping[str, Policy],
    pins: frozenset[str],
    held: frozenset[str],
    removal: bool,
) -> None:
    """Creations, changes and removals, with any base, pins and holds."""
    asked = proposal(wanted, policies, removal=removal)
    base = None if before is None else Base(state=before, asked=before)
    for _ in range(2):
        change, unchanged, _ = plan_target(
            asked, current, base, FIELDS, pins=pins, held=held
        )
        touched = {edit.field for edit in (*change.edits, *change.conflicts)}
        assert not touched & (pins | held)
        assert not (change.deletes and change.edits and pins)
        current, base = carried_out(change, unchanged, current)
    assert not change.edits


@given(STATES, STATES, STATES, POLICIES)
def test_what_the_user_changed_is_theirs_while_the_source_stays(
    found: State, wanted: State, by_hand: State, policies: Mapping[str, Policy]
) -> None:
    """In every field, under every policy, in this run and in the next."""
    asked = proposal(wanted, policies)
    change, unchanged, _ = plan_target(asked, found, None, FIELDS)
    _, base = carried_out(change, unchanged, found)
    state: State | None = by_hand
    for _ in range(3):
        change, unchanged, _ = plan_target(asked, state, base, FIELDS)
        # One that was never settled may still be filled in, or go forward.
        touched = {edit.field for edit in change.edits}
        known = base.state or {}
        for name in touched & known.keys() - {"words"}:
            assert same(known[name], by_hand.get(name))
        state, base = carried_out(change, unchanged, state)


@given(
    st.sampled_from(sorted(set(VALUES) - {"words"})),
    st.sampled_from(HEEDING),
    STATES,
    STATES,
    STATES,
)
def test_what_both_changed_is_never_silently_the_sources(
    name: str, policy: Policy, settled: State, wanted: State, by_hand: State
) -> None:
    """It is a conflict, or kept, or the source has gone beyond what the user did."""
    was, desired, current = settled[name], wanted[name], by_hand[name]
    assume(not same(was, current) and not same(desired, current))
    merged = merge_field(FIELDS[name], policy, Settled(was, was), desired, current)
    assert merged.verdict is not Verdict.SETTLED
    assert policy is Policy.FORWARD or merged.verdict is not Verdict.WRITE
    if merged.verdict is not Verdict.WRITE:
        assert same(merged.value, current)


@settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
@given(MAYBE, STATES, STATES, STATES)
async def test_undo_returns_what_was_and_redo_does_it_again(
    found: State | None, first: State, by_hand: State, second: State
) -> None:
    """Field by field, emptied ones too; the sync after each proposes nothing."""
    with TemporaryDirectory() as folder:
        words = await open_words(Path(folder) / "journal.db")
        try:
            if found is not None:
                words.shelf.lists["pets"] = found
            await ask_for(words, first)
            if "pets" in words.shelf.lists:
                words.by_hand("pets", note=str(by_hand["note"] or ""))
            before = words.shelf.lists.get("pets")
            last = [record.id for record in await words.records()]
            await ask_for(words, second)
            after = words.shelf.lists.get("pets")
            new = [item for item in await words.records() if item.id not in last]
            if changes := [item.id for item in new if item.problem is None]:
                await there_and_back(words, changes[0], before, after)
        finally:
            await words.close()


async def ask_for(words: Words, wanted: State) -> None:
    """Let the source ask for a state, and sync; the guard is not in question here."""
    more = {name: value for name, value in wanted.items() if name != "words"}
    listed = wanted["words"]
    assert isinstance(listed, list)
    words.book.lists["pets"] = listed
    words.book.more["pets"] = {
        name: Wish(value=value, policy=Policy.MIRROR, rule="copy")
        for name, value in more.items()
    }
    if (await words.sync()).result == "guarded":
        await words.apply()


async def there_and_back(
    words: Words, record: int, before: State | None, after: State | None
) -> None:
    """Undo, redo and undo a change, with a sync in between each time."""
    assert (await words.undo(record)).counts == {"undone": 1}
    for expected in (before, after, before):
        assert equal(words.shelf.lists.get("pets"), expected)
        again = await words.sync()
        assert again.plan is not None
        assert not again.plan.writes
        newest = next(item for item in await words.records() if not item.problem)
        if expected is before:
            assert (await words.redo(newest.id)).result == "ok"
        else:
            assert (await words.undo(newest.id)).result == "ok"
