"""What the user does to a target by hand stays, run after run."""

import asyncio

from custom_components.plex_sync.sync.engine import EngineEvent
from custom_components.plex_sync.sync.model import Policy, ProblemKind, Wish
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import Outcome, Progress, RunKind, Stage

from .profiles import Words
from .words import mirror


async def settled(words: Words, **wishes: Wish) -> None:
    """Sync a list of pets that asks for more fields."""
    words.book.lists["pets"] = ["cat", "dog"]
    words.book.more["pets"] = wishes
    assert (await words.sync()).result == "ok"


async def test_word_of_the_users_own_outlives_every_sync(words: Words) -> None:
    """It was never asked for, so that no later sync takes it for taken out."""
    await settled(words)
    words.by_hand("pets", words=["cat", "mouse", "dog"])
    words.book.lists["pets"] = ["cat", "dog", "fish"]
    await words.sync()
    for _ in range(2):
        assert words.words("pets") == ["cat", "mouse", "dog", "fish"]
        assert not (await words.sync()).counts
    words.book.lists["pets"] = ["dog", "fish"]
    await words.sync()
    assert words.words("pets") == ["mouse", "dog", "fish"]


async def test_word_that_the_user_took_out_stays_out(words: Words) -> None:
    """Also when the source goes on with other words; taken up anew, it comes back."""
    await settled(words)
    words.by_hand("pets", words=["cat"])
    words.book.lists["pets"] = ["cat", "dog", "fish"]
    await words.sync()
    assert not (await words.sync()).counts
    assert words.words("pets") == ["cat", "fish"]
    words.book.lists["pets"] = ["cat", "fish"]
    await words.sync()
    words.book.lists["pets"] = ["cat", "fish", "dog"]
    await words.sync()
    assert words.words("pets") == ["cat", "fish", "dog"]


async def test_field_changed_by_hand_survives_a_write_of_another(words: Words) -> None:
    """At noon the user changes the note, at one a sync writes words: the note stays."""
    await settled(words, note=mirror("ours"))
    words.by_hand("pets", note="mine")
    words.book.lists["pets"] = ["cat"]
    assert (await words.sync()).counts == {"synced": 1}
    for _ in range(2):
        assert not (await words.sync()).counts
        assert words.shelf.lists["pets"]["note"] == "mine"


async def test_conflict_survives_a_write_of_another_field(words: Words) -> None:
    """Both sides changed the note: it waits for the user, however often others go."""
    await settled(words, note=mirror("ours"))
    words.by_hand("pets", note="mine")
    words.book.more["pets"]["note"] = mirror("ours, newly")
    for pets in (["cat"], ["dog"], ["fish"]):
        words.book.lists["pets"] = pets
        await words.sync()
        assert words.words("pets") == pets
        assert words.shelf.lists["pets"]["note"] == "mine"
        [conflict] = await words.records(Outcome.REVIEW)
        assert conflict.problem is ProblemKind.CONFLICT
        assert conflict.details["fields"] == ["note"]
    assert conflict.times == 3
    words.by_hand("pets", note="ours, newly")
    await words.sync()
    assert not await words.records(Outcome.REVIEW)


async def test_note_written_right_after_creation_stays(words: Words) -> None:
    """What was asked to be empty when the list was made is settled as empty."""
    await settled(words, note=mirror(""))
    words.by_hand("pets", note="mine")
    assert not (await words.sync()).counts
    assert words.shelf.lists["pets"]["note"] == "mine"


async def test_note_is_emptied_with_the_source(words: Words) -> None:
    """Emptied at the source, it is emptied at the target."""
    await settled(words, note=mirror("ours"))
    words.book.more["pets"]["note"] = mirror(None)
    await words.sync()
    assert not words.shelf.lists["pets"]["note"]


async def test_paused_by_hand_is_kept_at_first_contact_and_later(words: Words) -> None:
    """A list that was there before, paused, stays so while the source only goes on."""
    words.by_hand("pets", words=["cat"], stage="paused", count=3)
    stage = Wish(value="open", policy=Policy.FORWARD, rule="stage")
    count = Wish(value=4, policy=Policy.FORWARD, rule="count")
    await settled(words, stage=stage, count=count)
    assert words.shelf.lists["pets"]["stage"] == "paused"
    assert words.shelf.lists["pets"]["count"] == 4
    for number in (5, 6):
        words.book.more["pets"]["count"] = Wish(
            value=number, policy=Policy.FORWARD, rule="count"
        )
        await words.sync()
        assert words.shelf.lists["pets"]["stage"] == "paused"
        assert words.shelf.lists["pets"]["count"] == number


async def test_more_progress_than_the_source_has_is_kept(words: Words) -> None:
    """Eight on the list, five at the source: eight stays, and is not proposed."""
    words.by_hand("pets", words=["cat", "dog"], title="Pets", count=8)
    count = Wish(value=5, policy=Policy.FORWARD, rule="count")
    words.book.lists["pets"], words.book.more["pets"] = ["cat", "dog"], {"count": count}
    first = await words.sync()
    assert first.plan is not None
    assert not first.plan.changes
    assert words.shelf.lists["pets"]["count"] == 8


async def test_list_that_the_user_deleted_stays_deleted(words: Words) -> None:
    """It is not made again; when the source goes on, the user is asked."""
    await settled(words)
    del words.shelf.lists["pets"]
    assert not (await words.sync()).counts
    words.book.lists["pets"] = ["cat", "dog", "fish"]
    await words.sync()
    assert "pets" not in words.shelf.lists
    [asked] = await words.records(Outcome.REVIEW)
    assert asked.problem is ProblemKind.CONFLICT


async def test_what_the_service_fills_in_is_not_taken_for_the_users(
    words: Words,
) -> None:
    """It belongs to the state after, and a later wish of the source goes over it."""
    words.shelf.fills_in = {"note": "new here"}
    await settled(words, note=mirror(""))
    detail = await words.journal.record("words", (await words.newest()).id)
    assert detail is not None
    assert detail.after is not None
    assert detail.after["note"] == "new here"
    words.book.more["pets"]["note"] = mirror("ours")
    await words.sync()
    assert words.shelf.lists["pets"]["note"] == "ours"


async def test_change_while_the_account_is_busy_is_seen(words: Words) -> None:
    """Whoever waited for another profile's writing reads again before writing."""
    await settled(words, note=mirror("ours"))
    words.book.more["pets"]["note"] = mirror("ours, newly")
    planned, waiting = asyncio.Event(), words.locks.of("shelf:1")
    words.engine.listen(lambda event: planned.set() if is_planning(event) else None)
    async with waiting:
        running = words.engine.submit(RunRequest(kind=RunKind.FULL))
        await planned.wait()
        words.by_hand("pets", note="mine")
    await running
    assert words.shelf.lists["pets"]["note"] == "mine"
    [conflict] = await words.records(Outcome.REVIEW)
    assert conflict.problem is ProblemKind.CONFLICT


async def test_read_that_is_too_old_is_done_again(words: Words) -> None:
    """More than a minute between reading and writing: the list is read once more."""
    await settled(words, note=mirror("ours"))
    words.book.more["pets"]["note"] = mirror("ours, newly")

    def linger(event: EngineEvent) -> None:
        if is_planning(event):
            words.clock.passes(seconds=61)
            words.by_hand("pets", note="mine")

    words.engine.listen(linger)
    await words.sync()
    assert words.shelf.lists["pets"]["note"] == "mine"


def is_planning(event: EngineEvent) -> bool:
    """Whether a run has read, and begins to plan."""
    return isinstance(event, Progress) and event.stage is Stage.PLANNING
