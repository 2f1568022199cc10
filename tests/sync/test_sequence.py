"""Laws of sequences: what a merge of them keeps, and what a difference says."""

from dataclasses import replace
from itertools import combinations

from hypothesis import example, given, strategies as st

from custom_components.plex_sync.sync.merge import Settled, merge_field
from custom_components.plex_sync.sync.model import (
    Edit,
    EditKind,
    Field,
    FieldKind,
    Policy,
)
from custom_components.plex_sync.sync.sequence import (
    difference,
    merge_sequence,
    occurrences,
    with_replacements,
)

ITEMS = st.lists(st.sampled_from("abcdef"), max_size=9)
SHORT = st.lists(st.sampled_from("abc"), max_size=5)
FIELD = Field(name="words", kind=FieldKind.SEQUENCE)


def applied(before: list[str], edits: list[Edit]) -> list[str]:
    """Carry out edits: take out what goes, then put each thing at its place."""
    away = {
        edit.position if edit.kind is EditKind.REMOVE else edit.origin for edit in edits
    }
    words = [word for place, word in enumerate(before) if place not in away]
    put = [edit for edit in edits if edit.kind is not EditKind.REMOVE]
    for edit in sorted(put, key=lambda edit: edit.position or 0):
        assert edit.position is not None
        words.insert(edit.position, str(edit.after))
    return words


def fewest_moves(before: list[str], after: list[str]) -> int:
    """Try out how many of the common items can stay where they are."""
    was, wanted = occurrences(before), occurrences(after)
    common = [item for item in wanted if item in was]
    for staying in range(len(common), -1, -1):
        for chosen in combinations(common, staying):
            if list(chosen) == [item for item in was if item in chosen]:
                return len(common) - staying
    return len(common)


@given(ITEMS, ITEMS)
def test_without_a_change_of_the_source_the_target_stays(
    base: list[str], current: list[str]
) -> None:
    """Whatever the user made of it."""
    assert merge_sequence(base, base, current) == current


@given(ITEMS, ITEMS)
def test_without_a_change_by_the_user_the_source_is_followed(
    base: list[str], desired: list[str]
) -> None:
    """Whatever the source made of it."""
    assert merge_sequence(base, desired, base) == desired


@given(ITEMS, ITEMS, ITEMS)
def test_nothing_that_either_side_did_is_lost(
    base: list[str], desired: list[str], current: list[str]
) -> None:
    """Added by one is in, taken out by one is out, and everything is there once."""
    was, wanted, found = map(set, map(occurrences, (base, desired, current)))
    merged = merge_sequence(base, desired, current)
    expected = (was & wanted & found) | (wanted - was) | (found - was)
    assert sorted(merged) == sorted(item for item, _ in expected)


@given(ITEMS, ITEMS, ITEMS)
def test_merging_again_changes_nothing(
    base: list[str], desired: list[str], current: list[str]
) -> None:
    """What was merged and settled is merged for good."""
    merged = merge_field(FIELD, Policy.MIRROR, Settled(base, base), desired, current)
    settled = Settled(merged.value, desired)
    again = merge_field(FIELD, Policy.MIRROR, settled, desired, merged.value)
    assert again.value == merged.value


@given(ITEMS, ITEMS, st.integers(0, 9))
def test_what_the_user_added_stays_through_every_sync(
    first: list[str], second: list[str], place: int
) -> None:
    """A word of the user's own outlives all that the source does afterwards."""
    mine = [*first[:place], "mine", *first[place:]]
    settled = Settled(first, first)
    for desired in (first, second, first, [], second):
        merged = merge_field(FIELD, Policy.MIRROR, settled, desired, mine)
        assert isinstance(merged.value, list)
        mine = merged.value
        settled = Settled(mine, desired)
        assert [word for word in mine if word != "mine"] == desired
        assert "mine" in mine


@given(ITEMS, st.permutations("abcdef"), ITEMS)
@example(base=list("abc"), order=list("cabdef"), desired=list("abcd"))
def test_what_the_user_moved_stays_behind_what_it_stood_behind(
    base: list[str], order: list[str], desired: list[str]
) -> None:
    """Unless the source took that away: then behind what is left of it."""
    kept = list(dict.fromkeys(base))
    current = [word for word in order if word in kept]
    merged = merge_sequence(kept, desired, current)
    if all(word in desired for word in kept) and len(set(desired)) == len(desired):
        in_merged = [word for word in merged if word in kept]
        if [word for word in desired if word in kept] == kept:
            assert in_merged == current


@given(ITEMS, ITEMS)
def test_difference_leads_from_one_to_the_other(
    before: list[str], after: list[str]
) -> None:
    """Its edits, carried out, make the second sequence of the first."""
    assert applied(before, difference("words", before, after)) == after


@given(SHORT, SHORT)
def test_difference_moves_as_little_as_can_be(
    before: list[str], after: list[str]
) -> None:
    """What is in order among itself stays where it is."""
    edits = difference("words", before, after)
    moves = [edit for edit in edits if edit.kind is EditKind.MOVE]
    assert len(moves) == fewest_moves(before, after)


@given(ITEMS, ITEMS)
def test_what_replaces_something_stands_where_that_stood(
    before: list[str], after: list[str]
) -> None:
    """Nothing is lost by saying so; as much has stayed before the one as the other."""
    plain = difference("words", before, after)
    edits = with_replacements(plain)
    told_apart: list[Edit] = []
    for edit in edits:
        if edit.kind is not EditKind.REPLACE:
            told_apart.append(edit)
            continue
        gone = Edit(
            field="words",
            kind=EditKind.REMOVE,
            before=edit.before,
            position=edit.origin,
        )
        came = replace(edit, kind=EditKind.INSERT, before=None, origin=None)
        told_apart += [gone, came]
    assert sorted(map(repr, told_apart)) == sorted(map(repr, plain))
    assert applied(before, told_apart) == after


def test_item_that_stands_in_the_place_of_another_replaces_it() -> None:
    """Beside others that came, went and moved."""
    edits = with_replacements(difference("words", list("abcde"), list("xbecfd")))
    told = {(edit.kind, edit.before, edit.after) for edit in edits}
    assert (EditKind.REPLACE, "a", "x") in told
    assert {kind for kind, _, _ in told} == {
        EditKind.REPLACE,
        EditKind.MOVE,
        EditKind.INSERT,
    }
    whole = with_replacements(difference("words", list("abc"), list("xyz")))
    assert [(edit.before, edit.after) for edit in whole] == [
        ("a", "x"),
        ("b", "y"),
        ("c", "z"),
    ]


def test_ten_thousand_items_turned_round_are_merged_in_no_time() -> None:
    """The user's order of a long list costs no more than the list is long."""
    base = [f"word {number}" for number in range(10_000)]
    current = base[::-1]
    assert merge_sequence(base, [*base, "new"], current)[:-1] != base
    assert len(difference("words", base, current)) == len(base) - 1
