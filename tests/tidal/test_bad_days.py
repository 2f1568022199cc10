"""Tokens that end, silence that is asked for, and answers that are none."""

import pytest

from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceOff,
    ServiceUnavailable,
)
from custom_components.plex_sync.tidal import TidalClient
from tests.fakes.tidal import FakeTidal
from tests.spotify.conftest import JumpingTime


async def test_a24_token_is_used_until_shortly_before_its_end(
    fake: FakeTidal, client: TidalClient, time: JumpingTime
) -> None:
    """It is good for as many seconds as it says: a day of questions, one token."""
    for _ in range(23):
        await client.search_tracks("Nova One", "DE")
        time.now += 3600
    assert (fake.sign_ins, len(fake.asked)) == (1, 23)
    time.now += 3600 - 30
    await client.search_tracks("Nova One", "DE")
    assert fake.sign_ins == 2


async def test_withdrawn_token_is_renewed_once(
    fake: FakeTidal, client: TidalClient
) -> None:
    """Before its time; one that is not accepted either is told."""
    await client.search_tracks("Nova One", "DE")
    fake.withdraw_tokens()
    assert await client.search_tracks("Nova One", "DE") == []
    assert fake.sign_ins == 2
    fake.fail(status=401, path="/searchResults", times=2)
    with pytest.raises(InvalidToken):
        await client.search_tracks("Nova One", "DE")


async def test_wrong_secret_is_told_without_naming_it(
    fake: FakeTidal, client: TidalClient
) -> None:
    """In own words."""
    fake.secret = "another"
    with pytest.raises(InvalidToken, match="not accepted") as caught:
        await client.sign_in()
    assert "secret-of-anna" not in str(caught.value)


async def test_silence_is_kept_as_long_as_tidal_says(
    fake: FakeTidal, client: TidalClient, time: JumpingTime
) -> None:
    """Then the same question; a few seconds if it does not say, and never none."""
    fake.fail(status=429, path="/searchResults", headers={"Retry-After": "7"})
    fake.fail(status=429, path="/searchResults")
    fake.fail(status=429, path="/searchResults", headers={"Retry-After": "0"})
    fake.add_song("One", "Nova")
    assert await client.search_tracks("Nova One", "DE")
    assert time.slept == [7, 5, 1]


async def test_long_silence_is_an_error_and_is_kept(
    fake: FakeTidal, client: TidalClient, time: JumpingTime
) -> None:
    """Until it is over nothing is asked."""
    fake.fail(status=429, path="/searchResults", headers={"Retry-After": "3600"})
    for _ in range(2):
        with pytest.raises(RateLimited):
            await client.search_tracks("Nova One", "DE")
    assert (len(fake.asked), time.slept) == (1, [])
    time.now += 3600
    assert await client.search_tracks("Nova One", "DE") == []


async def test_no_more_is_asked_than_tidal_has_left_for_us(
    fake: FakeTidal, client: TidalClient, time: JumpingTime
) -> None:
    """It tells how much is left and how fast that comes back."""
    fake.headers = {
        "X-RateLimit-Remaining": "2",
        "X-RateLimit-Replenish-Rate": "4",
        "X-RateLimit-Requested-Tokens": "10",
    }
    await client.search_tracks("Nova One", "DE")
    await client.search_tracks("Nova One", "DE")
    assert time.slept == [2]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, Refused), (403, ServiceOff), (500, ServiceUnavailable)],
)
async def test_refusals_are_told_in_tidals_words(
    fake: FakeTidal, client: TidalClient, status: int, expected: type[Exception]
) -> None:
    """Typed, so that it is known whether another time helps."""
    fake.fail(status=status, path="/searchResults")
    with pytest.raises(expected, match="Not today"):
        await client.search_tracks("Nova One", "DE")


@pytest.mark.parametrize(
    "body", [{"data": 42}, {"data": [{"type": "tracks"}]}, {"a": 1}]
)
async def test_answers_of_another_shape_are_no_answers(
    fake: FakeTidal, client: TidalClient, body: object
) -> None:
    """Nothing is made of them."""
    fake.fail(status=200, path="/tracks", body=body)
    with pytest.raises(IncompleteAnswer):
        await client.tracks(["DEXX02600001"], "DE")


@pytest.mark.parametrize("status", [200, 302, 502])
async def test_web_page_is_no_answer(
    fake: FakeTidal, client: TidalClient, status: int
) -> None:
    """Whatever its status says; it is followed nowhere."""
    fake.fail(status=status, path="/tracks", body="<html>Just a moment</html>")
    with pytest.raises(ServiceUnavailable, match=f"HTTP {status}"):
        await client.tracks(["DEXX02600001"], "DE")


async def test_path_that_is_gone_is_nothing_found(
    fake: FakeTidal, client: TidalClient
) -> None:
    """So Tidal answers, too, where it has nothing."""
    fake.fail(status=404, path="/searchResults")
    assert await client.search_tracks("Nova One", "DE") == []


async def test_no_token_today(
    fake: FakeTidal, client: TidalClient, time: JumpingTime
) -> None:
    """Too many were asked for, or the place where they come from is broken."""
    fake.fail(status=429, path="/token", headers={"Retry-After": "30"})
    with pytest.raises(RateLimited, match="30 s"):
        await client.sign_in()
    fake.fail(status=500, path="/token")
    with pytest.raises(ServiceUnavailable):
        await client.search_tracks("Nova One", "DE")
    assert time.slept == [30]


async def test_token_that_is_none_is_no_answer(
    fake: FakeTidal, client: TidalClient
) -> None:
    """Neither is Tidal out of reach."""
    fake.fail(status=200, path="/token", body={"token": 1})
    with pytest.raises(ServiceUnavailable):
        await client.sign_in()
    await fake.__aexit__()
    with pytest.raises(ServiceUnavailable, match="no connection"):
        await client.sign_in()
