"""Saving and deleting: each write has an answer of its own."""

import pytest

from custom_components.plex_sync.anilist import (
    AniListClient,
    Delete,
    Entry,
    Save,
    SaveAnswer,
    SaveResult,
)
from tests.fakes.anilist import FakeAniList, User

from .conftest import JumpingTime, results, save_all

WHOLE: Entry = {
    "status": "COMPLETED",
    "progress": 12,
    "repeat": 1,
    "score": 85,
    "notes": 'a "quoted" note\nwith {braces}',
    "started_at": "2026-11-02",
    "completed_at": "2026-11",
    "private": True,
    "hidden_from_status_lists": True,
    "custom_lists": ["Attic"],
    "advanced_scores": {"Art": 40.0},
    "priority": 7,
}


async def test_a_whole_entry(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """It is read back in the same request."""
    await client.viewer()
    fake.reset_counts()
    answer = (await save_all(client, [Save(1, WHOLE)]))[1]
    assert answer == SaveAnswer(
        media_id=1,
        result=SaveResult.APPLIED,
        verified=True,
        entry=WHOLE,
        entry_id=fake.entry_ids(anna)[1],
        updated_at=anna.entries[1].updated_at,
    )
    assert fake.entries(anna)[1] == WHOLE
    assert fake.requests == 1


async def test_only_what_is_given_is_written(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """The other fields stay."""
    fake.set_entry(anna, 1, **WHOLE)
    await save_all(client, [Save(1, {"progress": 3})])
    assert fake.entries(anna)[1] == {**WHOLE, "progress": 3}
    assert set(fake.operations[0].variables) == {"w0_mediaId", "w0_progress"}


async def test_advanced_scores_are_written_in_anilists_order(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """The parts are looked up if nothing has brought them yet."""
    await save_all(client, [Save(1, {"advanced_scores": {"Art": 40.0}})])
    assert fake.operations[-1].variables["w0_advancedScores"] == [0.0, 40.0]
    assert fake.requests == 2


async def test_nothing_to_do(fake: FakeAniList, client: AniListClient) -> None:
    """No request for no write."""
    assert await save_all(client, []) == {}
    assert fake.requests == 0
    assert client.batch_size(0) == 0


async def test_sizes_grow_while_answers_come_in_time(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """A thousand saves take eight requests, with the lean selection."""
    for media_id in range(61, 1001):
        fake.add_media(id=media_id)
    todo = [Save(media_id, {"progress": 2}) for media_id in range(1, 1001)]
    answers: dict[int, SaveAnswer] = {}
    while todo:
        size = client.batch_size(len(todo))
        answers |= await save_all(client, todo[:size])
        todo = todo[size:]
    assert [len(one.fields) for one in fake.operations] == [
        *(25, 50, 100),
        *(166, 166, 166, 166, 161),
    ]
    assert all(one.complexity <= 500 for one in fake.operations)
    assert set(results(answers).values()) == {SaveResult.APPLIED}
    assert not answers[1].verified
    assert answers[1].entry is None
    assert answers[1].entry_id == fake.entry_ids(anna)[1]
    assert answers[1].updated_at == anna.entries[1].updated_at
    assert all(entry["progress"] == 2 for entry in fake.entries(anna).values())


async def test_one_large_batch_is_cut(fake: FakeAniList, client: AniListClient) -> None:
    """Whoever hands over more than fits into a request need not care."""
    batch = [Save(media_id, {"progress": 2}) for media_id in range(1, 61)]
    assert set(results(await save_all(client, batch)).values()) == {SaveResult.APPLIED}
    assert [len(one.fields) for one in fake.operations] == [25, 35]


@pytest.mark.parametrize(("writes", "size"), [(1, 1), (20, 20), (21, 21), (50, 25)])
def test_batch_size(client: AniListClient, writes: int, size: int) -> None:
    """Small batches go whole."""
    assert client.batch_size(writes) == size


async def test_late_answers_shrink_the_next_batch(
    fake: FakeAniList,
    client: AniListClient,
    time: JumpingTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More than five seconds is too long."""
    passing = time.clock

    def clock() -> float:
        time.now += 6
        return passing()

    monkeypatch.setattr(client._transport._limiter, "clock", clock)
    batch = [Save(media_id, {"progress": 2}) for media_id in range(1, 26)]
    await save_all(client, batch)
    assert client.batch_size(100) == 12


async def test_deletes(fake: FakeAniList, client: AniListClient, anna: User) -> None:
    """By the entry's id, which is looked up; what is not there is done."""
    known = fake.set_entry(anna, 1)
    fake.set_entry(anna, 2)
    batch = [Delete(1, known), Delete(2), Delete(3), Delete(99_999)]
    answers = await save_all(client, batch)
    assert set(results(answers).values()) == {SaveResult.APPLIED}
    assert all(answer.verified and answer.entry is None for answer in answers.values())
    assert fake.entries(anna) == {}
    assert fake.requests == 2


@pytest.mark.parametrize("located", [False, True])
async def test_delete_of_an_entry_that_was_made_anew(
    fake: FakeAniList, client: AniListClient, anna: User, located: bool
) -> None:
    """It has another id now."""
    fake.ways.error_locations = located
    old = fake.set_entry(anna, 1)
    fake.remove_entry(anna, 1)
    fake.set_entry(anna, 1)
    answers = await save_all(client, [Delete(1, old)])
    assert answers[1].result is SaveResult.APPLIED
    assert fake.entries(anna) == {}


async def test_delete_of_an_entry_that_is_gone(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Then it is done."""
    old = fake.set_entry(anna, 1)
    fake.remove_entry(anna, 1)
    answers = await save_all(client, [Delete(1, old), Save(2, {"progress": 1})])
    assert set(results(answers).values()) == {SaveResult.APPLIED}


async def test_what_anilist_fills_in_is_read_back(
    fake: FakeAniList, client: AniListClient
) -> None:
    """It is part of the answer."""
    fake.ways.fills_on_completed = True
    fake.ways.clamps_progress = True
    answers = await save_all(
        client, [Save(1, {"status": "COMPLETED"}), Save(2, {"progress": 99})]
    )
    assert answers[1].entry is not None
    assert answers[1].entry["progress"] == 12
    assert answers[1].entry["completed_at"] is not None
    assert answers[2].entry is not None
    assert answers[2].entry["progress"] == 12
