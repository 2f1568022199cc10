"""Targets that are made, that go, and that are not to be touched."""

from dataclasses import replace

from custom_components.plex_sync.sync.model import (
    Context,
    Coverage,
    Policy,
    ProblemKind,
    Proposal,
    Proposals,
    Wish,
)
from custom_components.plex_sync.sync.plan import make_plan
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words
from .words import FIELDS, mirror, subject


async def lists(words: Words, *names: str) -> None:
    """Sync some lists."""
    words.book.lists |= {name: ["a", "b"] for name in names}
    assert (await words.sync()).counts == {"synced": len(names)}


async def test_list_that_the_source_gives_up_is_deleted(words: Words) -> None:
    """One that this profile has made; it can be made again afterwards."""
    await lists(words, "a", "b", "c", "d")
    del words.book.lists["d"]
    words.book.gone = {"d"}
    assert (await words.sync()).counts == {"deleted": 1}
    assert "d" not in words.shelf.lists
    assert (await words.newest()).deleted
    words.book.gone = set()
    await lists(words, "d")
    assert (await words.newest()).created


async def test_list_that_the_user_has_changed_is_not_deleted_unasked(
    words: Words,
) -> None:
    """It goes when the user confirms it."""
    await lists(words, "a", "b", "c", "d")
    del words.book.lists["d"]
    words.book.gone = {"d"}
    words.by_hand("d", words=["a", "b", "mine"])
    await words.sync()
    assert "d" in words.shelf.lists
    [asked] = await words.records(Outcome.REVIEW)
    assert asked.problem is ProblemKind.CONFLICT
    await words.sync(dry_run=True)
    assert (await words.apply(confirmed=True)).counts == {"deleted": 1}
    assert not await words.records(Outcome.REVIEW)


async def test_list_that_was_there_before_is_never_deleted(words: Words) -> None:
    """Only what this profile has made."""
    words.by_hand("d", words=["x"])
    await lists(words, "a", "b", "c", "d")
    del words.book.lists["d"]
    words.book.gone = {"d"}
    assert not (await words.sync()).counts
    assert "d" in words.shelf.lists


async def test_pinned_list_is_never_deleted_and_its_other_fields_go_on(
    words: Words,
) -> None:
    """A pin on one field protects the whole list, and that field."""
    words.book.more["d"] = {"note": mirror("ours")}
    await lists(words, "a", "b", "c", "d")
    await words.journal.pin("shelf:1", "d", ["note"], "D")
    words.book.more["d"] = {"note": mirror("ours, newly")}
    words.book.lists["d"] = ["a", "b", "c"]
    result = await words.sync()
    assert result.plan is not None
    assert result.plan.held == 1
    assert words.words("d") == ["a", "b", "c"]
    assert words.shelf.lists["d"]["note"] == "ours"
    del words.book.lists["d"]
    words.book.gone = {"d"}
    assert not (await words.sync()).counts
    assert "d" in words.shelf.lists
    await words.journal.pin("shelf:1", "d", [], "D")
    assert (await words.sync()).counts == {"deleted": 1}


async def test_pinned_field_is_left_out_when_a_list_is_made(words: Words) -> None:
    """And what the user writes there is not taken for anything else."""
    await words.journal.pin("shelf:1", "a", ["note"], "A")
    words.book.more["a"] = {"note": mirror("ours")}
    await lists(words, "a")
    assert "note" not in words.shelf.lists["a"]
    words.by_hand("a", note="mine")
    assert not (await words.sync()).counts
    assert words.shelf.lists["a"]["note"] == "mine"


async def test_pins_of_another_account_do_not_count(words: Words) -> None:
    """A pin belongs to the account that it was set for."""
    await words.journal.pin("shelf:2", "a", ["note"], "A")
    words.book.more["a"] = {"note": mirror("ours")}
    await lists(words, "a")
    assert words.shelf.lists["a"]["note"] == "ours"


async def test_change_that_the_service_did_not_want_is_proposed_again(
    words: Words,
) -> None:
    """The base stays where it was, for the fields of that list."""
    await lists(words, "a")
    words.book.more["a"] = {"note": mirror("ours")}
    words.shelf.refuse = {"a"}
    await words.sync()
    words.shelf.refuse = set()
    assert (await words.sync()).counts == {"synced": 1}


def test_target_that_was_not_read_is_left_alone(words: Words) -> None:
    """No plan is made on what is not known."""
    proposal = Proposal(
        target="a",
        title="A",
        subjects=[subject("a")],
        wishes={"note": mirror("ours"), "nonsense": mirror(1)},
        facts="",
    )
    proposals = Proposals(proposals=[proposal], problems=[], coverage=Coverage())
    context = Context(now=words.clock())
    assert not make_plan(proposals, {}, context, FIELDS).changes
    [change] = make_plan(proposals, {"a": None}, context, FIELDS).changes
    assert change.after == {"note": "ours"}
    not_made = replace(proposal, creates=False)
    proposals = replace(proposals, proposals=[not_made])
    assert not make_plan(proposals, {"a": None}, context, FIELDS).changes
    off = Wish(value="ours", policy=Policy.OFF, rule="off")
    proposals = replace(proposals, proposals=[replace(proposal, wishes={"note": off})])
    assert not make_plan(proposals, {"a": {}}, context, FIELDS).changes
