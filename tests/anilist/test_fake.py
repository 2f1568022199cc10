"""The fake is as strict as the real one, so that tests prove something."""

from typing import Any

import aiohttp
import pytest

from tests.fakes.anilist import FakeAniList, User
from tests.fakes.anilist.records import SCORE_FORMATS, raw_score, shown_score

from .conftest import TOKEN

SAVE = "mutation ($id: Int, $s: MediaListStatus, $p: Int) {SaveMediaListEntry"


async def ask(
    fake: FakeAniList, query: str, token: str | None = TOKEN, **variables: Any
) -> tuple[int, dict[str, Any]]:
    """Status and body of a request."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            fake.url, json={"query": query, "variables": variables}, headers=headers
        ) as response,
    ):
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{Viewer {id}", "Syntax Error"),
        ("{Viewer {colour}}", "Cannot query field 'colour'"),
        ("query ($i: Int!) {Media(id: $i) {id}}", "was not provided"),
        ("{Media(id: 1) {... on Media {id}}}", "Fragments"),
        ("query A {Viewer {id}} query B {Viewer {id}}", "one operation"),
        ("{MediaListCollection(userId: 1) {hasNextChunk}}", "required"),
    ],
)
async def test_refuses_what_it_does_not_know(
    fake: FakeAniList, anna: User, query: str, words: str
) -> None:
    """Every document is validated."""
    status, body = await ask(fake, query)
    assert status == 400
    assert words in body["errors"][0]["message"]


async def test_counts_complexity(fake: FakeAniList, anna: User) -> None:
    """Aliases count each time; the words are those that clients look for."""
    pages = " ".join(f"p{n}: Page {{media {{id idMal}}}}" for n in range(126))
    status, body = await ask(fake, f"{{{pages}}}")
    assert status == 400
    assert body["errors"][0]["message"] == (
        "Max query complexity should be 500 but got 504."
    )
    assert fake.operations[0].complexity == 504


async def test_media(fake: FakeAniList, anna: User) -> None:
    """An unknown one is not found, as recorded from the real one."""
    status, body = await ask(fake, "{\n  Media(id: 99999) {id}\n}")
    assert status == 404
    assert body["data"] == {"Media": None}
    assert body["errors"] == [
        {
            "message": "Not Found.",
            "status": 404,
            "locations": [{"line": 2, "column": 3}],
        }
    ]
    status, body = await ask(
        fake, '{Media(search: "Title 3") {id title {userPreferred}}}', None
    )
    assert body["data"]["Media"]["title"] == {"userPreferred": "Title 3"}


async def test_feed(fake: FakeAniList, anna: User) -> None:
    """Each change of status or progress is told, unless that is switched off."""
    save = SAVE + "(mediaId: $id, status: $s, progress: $p) {id score}}"
    await ask(fake, save, id=1, s="CURRENT", p=3)
    await ask(fake, save, id=1, s="CURRENT", p=3)
    await ask(fake, save, id=1, s="CURRENT", p=4)
    assert [(one.status, one.progress) for one in fake.activities] == [
        ("CURRENT", 3),
        ("CURRENT", 4),
    ]
    switch = (
        "mutation ($o: [ListActivityOptionInput]) {UpdateUser(disabledListActivity: $o)"
        " {options {disabledListActivity {type disabled}}}}"
    )
    _, body = await ask(fake, switch, o=[{"type": "CURRENT", "disabled": True}])
    shown = body["data"]["UpdateUser"]["options"]["disabledListActivity"]
    assert {"type": "CURRENT", "disabled": True} in shown
    await ask(fake, save, id=1, s="CURRENT", p=5)
    assert len(fake.activities) == 2
    await ask(fake, switch, o=[{"type": "CURRENT", "disabled": False}])
    await ask(fake, save, id=1, s="CURRENT", p=6)
    assert len(fake.activities) == 3


async def test_entries_of_others_are_out_of_reach(
    fake: FakeAniList, anna: User
) -> None:
    """A list entry id is not enough."""
    fake.add_user("Ben", "ben")
    entry_id = fake.set_entry(anna, 1, score=50)
    save = SAVE + "(id: $id, status: $s, progress: $p) {id score}}"
    assert (await ask(fake, save, "ben", id=entry_id, p=1))[0] == 404
    delete = "mutation ($id: Int) {DeleteMediaListEntry(id: $id) {deleted}}"
    assert (await ask(fake, delete, "ben", id=entry_id))[0] == 404
    assert (await ask(fake, delete, None, id=entry_id))[0] == 401
    _, body = await ask(fake, save, id=entry_id, p=1)
    assert body["data"]["SaveMediaListEntry"] == {"id": entry_id, "score": 50}
    await ask(fake, delete, id=entry_id)
    assert fake.entries("Anna") == {}


@pytest.mark.parametrize("score_format", SCORE_FORMATS)
def test_scores_survive_their_format(score_format: str) -> None:
    """What is shown comes back as the same when it is saved."""
    for raw in range(101):
        shown = shown_score(raw, score_format)
        assert shown_score(raw_score(shown, score_format), score_format) == shown


async def test_score_in_the_users_format(fake: FakeAniList, anna: User) -> None:
    """`score` is in it, `scoreRaw` is not."""
    anna.score_format = "POINT_5"
    query = (
        "mutation {SaveMediaListEntry(mediaId: 1, score: 4)"
        " {score raw: score(format: POINT_100) customLists(asArray: true)}}"
    )
    _, body = await ask(fake, query)
    answer = body["data"]["SaveMediaListEntry"]
    assert answer["score"] == 4
    assert answer["raw"] == 70
    assert answer["customLists"][0] == {"name": "Attic", "enabled": False}


@pytest.mark.parametrize("burst", [None, (5, 12.0)])
async def test_rate_limit(burst: tuple[int, float] | None) -> None:
    """Over it everything is refused for a minute; the burst limit says little."""
    now = 1000.0
    async with FakeAniList(rate_limit=8, burst=burst, clock=lambda: now) as fake:
        statuses = [(await ask(fake, "{Page {media {id}}}", None))[0] for _ in "x" * 9]
        assert statuses == [200] * (5 if burst else 8) + [429] * (4 if burst else 1)
        now += 61
        assert (await ask(fake, "{Page {media {id}}}", None))[0] == 200


async def test_media_that_goes_takes_its_entries_along(
    fake: FakeAniList, anna: User
) -> None:
    """As when two entries of the catalogue are merged."""
    fake.set_entry(anna, 1)
    fake.remove_media(1)
    assert fake.entries(anna) == {}
    with pytest.raises(ValueError, match="No such field"):
        fake.set_entry(anna, 2, colour="red")


async def test_faults_choose_their_requests(fake: FakeAniList, anna: User) -> None:
    """By kind, by root field, after some, until healed."""
    fake.fail("disabled", on="query", field="Viewer", after=1, times=-1)
    statuses = [(await ask(fake, "{Viewer {id}}"))[0] for _ in range(3)]
    assert statuses == [200, 403, 403]
    assert (await ask(fake, "{Media(id: 1) {id}}"))[0] == 200
    fake.heal()
    assert (await ask(fake, "{Viewer {id}}"))[0] == 200
    assert fake.requests == 5
    assert fake.operations[0].user == "Anna"
