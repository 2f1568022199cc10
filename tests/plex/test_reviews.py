"""What a user has written, from the service that keeps it."""

from collections.abc import AsyncIterator

import pytest

from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.reviews import PlexReviews
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault

GUIDS = [f"plex://movie/{number:024x}" for number in range(45)]


@pytest.fixture
async def reviews(plex: FakePlex) -> AsyncIterator[PlexReviews]:
    """The owner's reviews."""
    door = opened(plex, plex.owner.account_token)
    yield door
    await door.close()


def opened(plex: FakePlex, token: str) -> PlexReviews:
    """The reviews of a token's account."""
    endpoints = PlexEndpoints(plex.plextv_url, community=plex.community_url)
    return PlexReviews(
        token, client_identifier="client", endpoints=endpoints, timeout=5.0
    )


async def test_reviews_come_by_guid(plex: FakePlex, reviews: PlexReviews) -> None:
    """Words, no words, only stars, and guids that cannot be known."""
    film, show, season, unknown = GUIDS[:4]
    plex.owner.reviews = {film: "Wonderful", show: None, season: "  "}
    plex.community.known = {film, show, season}
    asked = [film, show, season, unknown, film, "com.plexapp.agents.imdb://tt1", ""]
    assert await reviews.reviews(asked) == {film: "Wonderful", show: None, season: None}
    assert plex.requests["community"] == 1


async def test_many_come_in_batches(plex: FakePlex, reviews: PlexReviews) -> None:
    """45 guids take three requests; none takes none."""
    plex.owner.reviews = dict.fromkeys(GUIDS[::2], "Good")
    found = await reviews.reviews(GUIDS)
    assert found == {guid: plex.owner.reviews.get(guid) for guid in GUIDS}
    assert plex.requests["community"] == 3
    assert await reviews.reviews([]) == {}
    assert plex.requests["community"] == 3


async def test_one_that_is_unknown_takes_the_others_along(
    plex: FakePlex, reviews: PlexReviews
) -> None:
    """Asked again without it, the others come."""
    plex.owner.reviews = {GUIDS[0]: "Good"}
    plex.community.known = set(GUIDS[:10])
    plex.community.all_or_nothing = True
    assert len(await reviews.reviews(GUIDS[:12])) == 10
    assert plex.requests["community"] == 2
    assert await reviews.reviews(GUIDS[12:14]) == {}


async def test_fewer_at_once_where_twenty_are_too_many(
    plex: FakePlex, reviews: PlexReviews
) -> None:
    """Halved until it works, and remembered."""
    plex.community.most_at_once = 6
    assert len(await reviews.reviews(GUIDS[:20])) == 20
    assert plex.requests["community"] == 2 + 4
    plex.reset_requests()
    assert len(await reviews.reviews(GUIDS[:10])) == 10
    assert plex.requests["community"] == 2
    plex.community.most_at_once = 0
    with pytest.raises(Refused):
        await reviews.reviews(GUIDS[:2])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("expired_token", service="community"), InvalidToken),
        (Fault("drop_before", service="community"), ServiceUnavailable),
        (Fault("rubbish", service="community"), ServiceUnavailable),
        (Fault("status", service="community", status=502), ServiceUnavailable),
        (Fault("status", service="community", status=429), RateLimited),
        (Fault("status", service="community", status=404), Refused),
    ],
)
async def test_a_bad_day(
    plex: FakePlex, reviews: PlexReviews, fault: Fault, error: type[Exception]
) -> None:
    """Nothing partial is returned, and each failure has its type."""
    plex.faults.add(fault)
    with pytest.raises(error):
        await reviews.reviews(GUIDS[:1])
    assert plex.requests["community"] == 1


async def test_a_friends_server_token_has_no_reviews(plex: FakePlex) -> None:
    """The reviews are the account's."""
    door = opened(plex, plex.add_friend("Robin").token)
    with pytest.raises(InvalidToken):
        await door.reviews(GUIDS[:1])
    await door.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"errors": [{"extensions": {"code": "UNAUTHENTICATED"}}]}, InvalidToken),
        ({"errors": [{"path": [["r0"]]}, "rubbish"]}, Refused),
        ({"data": None}, ServiceUnavailable),
        ({"data": [], "errors": 1}, ServiceUnavailable),
    ],
)
async def test_answers_that_are_none(
    plex: FakePlex,
    reviews: PlexReviews,
    answer: dict[str, object],
    error: type[Exception],
) -> None:
    """What comes with 200 may still be a refusal, or nothing."""
    plex.community.raw = answer
    with pytest.raises(error):
        await reviews.reviews(GUIDS[:1])


async def test_a_review_that_is_left_out(plex: FakePlex, reviews: PlexReviews) -> None:
    """What the answer does not hold is not known, and what is no review has no words."""
    plex.community.raw = {"data": {"r0": "rubbish"}}
    assert await reviews.reviews(GUIDS[:2]) == {GUIDS[0]: None}
