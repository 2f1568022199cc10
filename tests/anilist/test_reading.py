"""Reading: who am I, what is on the list, what is a media, which media is it."""

import pytest

from custom_components.plex_sync.anilist import (
    AniListClient,
    Limiter,
    Media,
    MediaStatus,
    ScoreFormat,
    SearchQuery,
    Viewer,
)
from custom_components.plex_sync.anilist.transport import Answer
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    Refused,
)
from tests.fakes.anilist import FakeAniList, User

from .conftest import TOKEN, Doors


async def test_viewer(fake: FakeAniList, client: AniListClient, anna: User) -> None:
    """The token's owner, with what saving needs to know of the account."""
    anna.timezone = "+02:00"
    anna.title_language = "ENGLISH"
    assert await client.viewer() == Viewer(
        id=anna.id,
        name="Anna",
        score_format=ScoreFormat.POINT_100,
        timezone="+02:00",
        title_language="ENGLISH",
        custom_lists=("Attic", "Best of"),
        advanced_scoring=("Story", "Art"),
    )
    headers = fake.operations[0].headers
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["User-Agent"] == "Plex Sync for AniList (unofficial)"


async def test_viewer_without_a_token(fake: FakeAniList, door: Doors) -> None:
    """Nobody is signed in."""
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await door(None).viewer()
    assert "Authorization" not in fake.operations[0].headers


async def test_list_is_whole_in_one_request(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Private, hidden and repeated entries are there, each once, with their media."""
    whole = {
        "status": "REPEATING",
        "progress": 7,
        "repeat": 2,
        "score": 85,
        "notes": "so good",
        "started_at": "2026-11-02",
        "completed_at": "2025-03",
        "private": True,
        "hidden_from_status_lists": True,
        "custom_lists": ["Attic", "Best of"],
        "advanced_scores": {"Story": 90.0},
        "priority": 3,
    }
    fake.set_entry(anna, 1, **whole)
    fake.set_entry(anna, 2, status="PLANNING")
    fake.set_entry(anna, 3, status="COMPLETED", custom_lists=["Attic"])
    anime_list = await client.anime_list(anna.id)
    assert fake.requests == 1
    assert anime_list.score_format is ScoreFormat.POINT_100
    assert anime_list.custom_lists == ("Attic", "Best of")
    assert anime_list.advanced_scoring == ("Story", "Art")
    assert {key: item.entry for key, item in anime_list.items.items()} == fake.entries(
        anna
    )
    item = anime_list.items[1]
    assert item.entry == whole
    assert item.entry_id == fake.entry_ids(anna)[1]
    assert item.media.title == "Title 1"
    assert item.updated_at == anna.entries[1].updated_at


async def test_list_of_somebody_else(
    fake: FakeAniList, door: Doors, anna: User
) -> None:
    """Anyone may read a list, but not its private entries."""
    fake.set_entry(anna, 1, private=True)
    fake.set_entry(anna, 2)
    anime_list = await door(None).anime_list(anna.id)
    assert set(anime_list.items) == {2}


async def test_list_of_nobody(client: AniListClient) -> None:
    """AniList's own words."""
    with pytest.raises(Refused, match="User not found") as caught:
        await client.anime_list(1)
    assert caught.value.reason == "not_found"


async def test_list_in_chunks(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Later chunks are read where AniList says that there are some."""
    fake.ways.chunk_size = 20
    for media_id in range(1, 51):
        fake.set_entry(anna, media_id)
    anime_list = await client.anime_list(anna.id)
    assert set(anime_list.items) == set(range(1, 51))
    assert fake.requests == 3


async def test_large_list_is_read_piece_by_piece(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """The same comes of it."""
    for media_id in range(1, 61):
        fake.set_entry(anna, media_id, notes="“so good”\n" * 200)
    anime_list = await client.anime_list(anna.id)
    assert {key: item.entry for key, item in anime_list.items.items()} == fake.entries(
        anna
    )


async def test_empty_maps_may_arrive_as_lists(fake: FakeAniList, door: Doors) -> None:
    """An account without custom lists and advanced scores."""
    fake.ways.empty_maps_are_lists = True
    user = fake.add_user("Ben", "ben")
    fake.set_entry(user, 1)
    entry = (await door("ben").anime_list(user.id)).items[1].entry
    assert entry["custom_lists"] == []
    assert entry["advanced_scores"] == {}


async def test_media_and_no_such_media(
    fake: FakeAniList, client: AniListClient
) -> None:
    """An id that AniList does not know is answered, and spoils nothing."""
    fake.add_media(
        id=100,
        title={"romaji": "Ao no Hako", "english": "Blue Box", "native": "アオのハコ"},
        synonyms=["Blue Box", "La caja azul"],
        status="RELEASING",
        format="TV",
        episodes=None,
        startDate="2024-10-03",
        nextAiringEpisode={"episode": 9, "id": 1, "airingAt": 1, "mediaId": 100},
        isAdult=True,
    )
    answers = await client.media([100, 99_999, 100])
    assert list(answers) == [100, 99_999]
    assert answers[99_999].media is None
    assert answers[100].item is None
    assert answers[100].media == Media(
        id=100,
        title="Ao no Hako",
        titles=("Ao no Hako", "Blue Box", "アオのハコ", "La caja azul"),
        format="TV",
        status=MediaStatus.RELEASING,
        start_date="2024-10-03",
        season_year=2024,
        next_episode=9,
        cover="https://s4.anilist.co/file/anilistcdn/media/anime/cover/100.jpg",
        is_adult=True,
        site_url="https://anilist.co/anime/100",
    )
    assert fake.requests == 1


async def test_media_with_entries(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Facts and entries come in one request."""
    fake.set_entry(anna, 5, progress=4, score=71)
    answers = await client.media([5, 6], with_entries=True)
    item = answers[5].item
    assert item is not None
    assert item.entry == fake.entries(anna)[5]
    assert item.media == answers[5].media
    assert answers[6].media is not None
    assert answers[6].item is None
    assert fake.requests == 1


@pytest.mark.parametrize(
    ("ids", "with_entries", "requests"),
    [(0, False, 0), (850, False, 1), (851, False, 2), (450, True, 1), (451, True, 2)],
)
async def test_media_many_at_once(
    fake: FakeAniList,
    client: AniListClient,
    ids: int,
    with_entries: bool,
    requests: int,
) -> None:
    """Pages are aliased up to the complexity that AniList allows."""
    answers = await client.media(range(1, ids + 1), with_entries=with_entries)
    assert len(answers) == ids
    assert sum(answer.media is not None for answer in answers.values()) == min(ids, 60)
    assert fake.requests == requests


async def test_complexity_is_scaled_to_what_anilist_counts(
    fake: FakeAniList, client: AniListClient
) -> None:
    """The limit may be lower, and it may count more, than is known."""
    fake.ways.complexity_limit = 300
    fake.ways.complexity_factor = 1.3
    answers = await client.media(range(1, 851))
    assert len(answers) == 850
    assert max(operation.complexity for operation in fake.operations[1:]) <= 230
    found = await client.search([SearchQuery(title=f"Title {n}") for n in range(1, 19)])
    assert [results[0].id for results in found] == list(range(1, 19))


async def test_search_too_complex(fake: FakeAniList, client: AniListClient) -> None:
    """A first search that is refused is made smaller; a single one says why not."""
    fake.ways.complexity_limit = 100
    found = await client.search([SearchQuery(title=f"Title {n}") for n in range(1, 19)])
    assert len(found) == 18
    fake.ways.complexity_limit = 20
    with pytest.raises(Refused, match="should be 20 but got 27"):
        await client.search([SearchQuery(title="Title 1")])


async def test_search(fake: FakeAniList, client: AniListClient, anna: User) -> None:
    """Many titles in a request, and never an entry in it."""
    fake.set_entry(anna, 7, notes="secret")
    fake.add_media(id=200, title="Title 7: The Film", format="MOVIE")
    queries = [
        SearchQuery(title="Title 7", limit=2),
        SearchQuery(title="title 7", formats=("MOVIE",)),
        SearchQuery(title="quite something else"),
        *(SearchQuery(title=f"Title {n}") for n in range(1, 18)),
    ]
    found = await client.search(queries)
    assert [media.id for media in found[0]] == [7, 200]
    assert [media.id for media in found[1]] == [200]
    assert found[2] == []
    assert [results[0].id for results in found[3:]] == list(range(1, 18))
    assert fake.requests == 2
    assert not any("mediaListEntry" in one.text for one in fake.operations)
    assert await client.search([]) == []


async def test_sections_are_asked_for_once(
    fake: FakeAniList, client: AniListClient
) -> None:
    """Who has read the viewer or a list knows the parts of advanced scores."""
    assert list(await client.sections()) == ["Story", "Art"]
    assert list(await client.sections()) == ["Story", "Art"]
    assert fake.requests == 1


async def test_a_page_that_is_cut_off(
    fake: FakeAniList, client: AniListClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not read whole says nothing about what is missing in it."""
    monkeypatch.setattr("custom_components.plex_sync.anilist.documents.PAGE_SIZE", 55)
    with pytest.raises(IncompleteAnswer, match="cut off"):
        await client.media(range(1, 56))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"Viewer": None}, InvalidToken),
        ({"Viewer": {"id": 1}}, IncompleteAnswer),
        ({}, IncompleteAnswer),
    ],
)
async def test_answers_that_lack_something(
    client: AniListClient,
    monkeypatch: pytest.MonkeyPatch,
    answer: dict[str, object],
    error: type[Exception],
) -> None:
    """An answer of another shape is an error, never a crash."""

    async def ask(_: object) -> Answer:
        return Answer(data=answer, errors=(), seconds=0)

    monkeypatch.setattr(client, "ask", ask)
    with pytest.raises(error):
        await client.viewer()


async def test_default_limiter_does_not_slow_a_small_sync(
    fake: FakeAniList, door: Doors, anna: User
) -> None:
    """Ten requests pass at once with the clock on the wall."""
    client = door(TOKEN)
    limiter = Limiter()
    client._transport._limiter = limiter
    began = limiter.clock()
    for _ in range(10):
        await client.viewer()
    assert limiter.clock() - began < 2
