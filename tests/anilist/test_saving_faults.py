"""Saving when something goes wrong: the others land, and nothing is guessed."""

import pytest

from custom_components.plex_sync.anilist import AniListClient, Delete, Save, SaveResult
from custom_components.plex_sync.anilist.documents import Document
from custom_components.plex_sync.anilist.transport import Answer, GraphError
from custom_components.plex_sync.sync.errors import InvalidToken, ServiceUnavailable
from tests.fakes.anilist import FakeAniList, FaultKind, User

from .conftest import Doors, results, save_all


async def test_t22_one_invalid_media_in_a_batch_of_ten(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Nine are saved, one is refused with AniList's words, in three requests."""
    batch = [
        Save(media_id if media_id != 5 else 99_999, {"progress": media_id})
        for media_id in range(1, 11)
    ]
    answers = await save_all(client, batch)
    refused = answers.pop(99_999)
    assert refused.result is SaveResult.REFUSED
    assert refused.message == "The selected media id is invalid."
    assert set(results(answers).values()) == {SaveResult.APPLIED}
    saved = fake.entries(anna)
    assert {key: entry["progress"] for key, entry in saved.items()} == {
        media_id: media_id for media_id in range(1, 11) if media_id != 5
    }
    assert all(answers[key].entry == saved[key] for key in saved)
    assert fake.requests == 3


@pytest.mark.parametrize("in_200", [False, True])
@pytest.mark.parametrize("located", [False, True])
@pytest.mark.parametrize("mode", ["isolated", "earlier_applied", "all_fail"])
@pytest.mark.parametrize("bad", [{3}, {1, 30}, {30}, {2, 3, 9, 17}])
async def test_bad_ones_among_good_ones(
    fake: FakeAniList,
    client: AniListClient,
    anna: User,
    mode: str,
    located: bool,
    in_200: bool,
    bad: set[int],
) -> None:
    """However AniList treats the others, they land; the bad ones are named."""
    vars(fake.ways).update(
        batch_errors=mode, error_locations=located, errors_in_200=in_200
    )
    batch = [
        Save(media_id, {"repeat": 1001 if media_id in bad else 4})
        for media_id in range(1, 31)
    ]
    answers = await save_all(client, batch)
    assert {
        media_id
        for media_id, answer in answers.items()
        if answer.result is SaveResult.REFUSED
    } == bad
    for media_id in bad:
        assert answers[media_id].message == "The repeat may not be greater than 1000."
    assert SaveResult.UNKNOWN not in results(answers).values()
    saved = fake.entries(anna)
    assert {key for key, entry in saved.items() if entry["repeat"] == 4} == (
        set(range(1, 31)) - bad
    )


async def test_alias_that_is_dropped_once(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """What AniList blames is refused; the others have their payload already."""
    fake.fail("drop_alias", alias=3, message="Deadlock found")
    batch = [Save(media_id, {"progress": 4}) for media_id in range(1, 11)]
    answers = await save_all(client, batch)
    assert results(answers).pop(4) is SaveResult.REFUSED
    assert answers[4].message == "Deadlock found"
    assert set(fake.entries(anna)) == set(range(1, 11)) - {4}
    assert fake.requests == 2


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "500", "500_after"])
@pytest.mark.parametrize("size", [10, 40])
async def test_lost_answer(
    fake: FakeAniList, client: AniListClient, anna: User, kind: FaultKind, size: int
) -> None:
    """The truth is read: what is there is done, the rest is sent once more."""
    fake.fail(kind, on="mutation")
    batch: list[Save | Delete] = [
        Delete(1, fake.set_entry(anna, 1)),
        *(Save(media_id, {"progress": 4}) for media_id in range(2, size + 1)),
    ]
    answers = await save_all(client, batch)
    assert set(results(answers).values()) == {SaveResult.APPLIED}
    assert set(fake.entries(anna)) == set(range(2, size + 1))
    sent = [len(one.fields) for one in fake.operations if one.kind == "mutation"]
    if kind in {"drop_before", "500"}:
        assert sent == ([10, 10] if size == 10 else [25, 12, 13, 15])
    else:
        assert sent == ([10] if size == 10 else [25, 15])
    assert len(fake.activities) == size - 1


async def test_lost_answer_twice(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Not blindly again and again."""
    fake.fail("drop_before", on="mutation", times=-1)
    answers = await save_all(client, [Save(1, {"progress": 4})])
    assert answers[1].result is SaveResult.UNKNOWN
    assert answers[1].message == "connection lost"
    assert [one.kind for one in fake.operations] == [
        *("mutation", "query", "mutation", "query")
    ]


async def test_lost_answer_and_nobody_there(
    fake: FakeAniList, client: AniListClient
) -> None:
    """Nothing can be said."""
    fake.fail("drop_after", times=-1)
    answers = await save_all(client, [Save(1, {"progress": 4}), Save(2, {"repeat": 1})])
    assert set(results(answers).values()) == {SaveResult.UNKNOWN}


async def test_errors_and_then_nobody_there(
    fake: FakeAniList, client: AniListClient
) -> None:
    """The words are kept, the rest is not known."""
    fake.fail("drop_before", on="query", times=-1)
    answers = await save_all(client, [Save(1, {"progress": 4}), Save(99_999, {})])
    assert set(results(answers).values()) == {SaveResult.UNKNOWN}
    assert answers[1].message == "The selected media id is invalid."


async def test_lost_answers_halve_the_next_batch(
    fake: FakeAniList, client: AniListClient
) -> None:
    """As if there had been too much in it."""
    fake.fail("drop_after", on="mutation")
    await save_all(client, [Save(media_id, {}) for media_id in range(1, 26)])
    assert client.batch_size(100) == 12


async def test_too_complex(fake: FakeAniList, client: AniListClient) -> None:
    """What AniList counts, and what it allows, is what counts."""
    fake.ways.complexity_limit = 200
    fake.ways.complexity_factor = 1.5
    batch = [Save(media_id, {"progress": 4}) for media_id in range(1, 21)]
    assert set(results(await save_all(client, batch)).values()) == {SaveResult.APPLIED}
    refused, *sent = [len(one.fields) for one in fake.operations]
    assert refused == sum(sent) == 20
    fake.ways.complexity_limit = 2
    answers = await save_all(client, [Save(1, {"progress": 5})])
    assert answers[1].result is SaveResult.REFUSED
    assert "should be 2" in answers[1].message


async def test_invalid_token_is_raised(door: Doors) -> None:
    """Nothing was written, and signing in again is the cure."""
    with pytest.raises(InvalidToken):
        await save_all(door("revoked"), [Save(1, {"progress": 4})])


async def test_nobody_there_is_raised(fake: FakeAniList, client: AniListClient) -> None:
    """Nothing was written."""
    await fake.stop()
    with pytest.raises(ServiceUnavailable):
        await save_all(client, [Save(1, {"progress": 4})])


async def test_too_many_requests_while_saving(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Nothing was done, so it is sent again."""
    fake.fail("429", on="mutation", seconds=5)
    answers = await save_all(client, [Save(1, {"progress": 4})])
    assert answers[1].result is SaveResult.APPLIED
    assert fake.requests == 2


async def test_silence_is_unknown(
    client: AniListClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An alias without a payload and without an error, and nothing there."""
    ask = client.ask

    async def ask_silently(document: Document) -> Answer:
        if document.mutation:
            return Answer(data={}, errors=(), seconds=0)
        return await ask(document)

    monkeypatch.setattr(client, "ask", ask_silently)
    answers = await save_all(client, [Save(1, {"progress": 4})])
    assert answers[1].result is SaveResult.UNKNOWN


async def test_blame_may_name_a_path(
    client: AniListClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the specification of GraphQL has it, in place of a line."""
    ask = client.ask
    refusal = GraphError(words="Not this one.", alias="w1")

    async def ask_strictly(document: Document) -> Answer:
        if len(document.variables) > 2:
            return Answer(data={}, errors=(refusal,), seconds=0)
        return await ask(document)

    monkeypatch.setattr(client, "ask", ask_strictly)
    batch = [Save(1, {"progress": 4}), Save(2, {"progress": 4})]
    answers = await save_all(client, batch)
    assert answers[1].result is SaveResult.APPLIED
    assert answers[2].message == "Not this one."


async def test_unknown_media_is_seen_without_a_line(
    fake: FakeAniList, client: AniListClient
) -> None:
    """Reading the truth shows that AniList does not know it."""
    fake.ways.error_locations = False
    answers = await save_all(client, [Save(1, {"progress": 4}), Save(99_999, {})])
    assert answers[1].result is SaveResult.APPLIED
    assert answers[99_999].message == "The selected media id is invalid."
    assert fake.requests == 2
