"""How often Spotify is asked, and how long it is left in peace."""

from datetime import UTC, datetime
from email.utils import format_datetime

import aiohttp
import pytest

from custom_components.plex_sync.spotify import Blocked, Limiter, SpotifyClient
from tests.fakes.spotify import Account, FakeSpotify

from .conftest import Doors, JumpingTime

DAY = 86_400


async def test_short_silence_is_waited_out_exactly(
    fake: FakeSpotify, client: SpotifyClient, time: JumpingTime
) -> None:
    """As long as `Retry-After` says, then the same question."""
    fake.fail("429", retry_after=7)
    assert (await client.me()).name == "Anna"
    assert time.slept == [7]
    assert fake.requests == 2


async def test_ban_of_a_day_is_told_and_kept(
    fake: FakeSpotify,
    client: SpotifyClient,
    door: Doors,
    ben: Account,
    time: JumpingTime,
) -> None:
    """It says until when; until then nothing is asked, by no account of the app."""
    fake.fail("429", retry_after=DAY)
    with pytest.raises(Blocked) as caught:
        await client.me()
    assert caught.value.reason == "rate_limited"
    assert caught.value.seconds == DAY
    assert caught.value.until == datetime.fromtimestamp(time.now + DAY, UTC)
    for blocked in (client, door(ben)):
        with pytest.raises(Blocked):
            await blocked.me()
    assert fake.requests == 1
    assert time.slept == []
    time.now += DAY
    assert (await client.me()).name == "Anna"


async def test_ban_outlives_a_restart(
    fake: FakeSpotify,
    session: aiohttp.ClientSession,
    anna: Account,
    time: JumpingTime,
) -> None:
    """What was written down is handed to the next limiter."""

    async def token() -> str:
        return anna.token

    limiter = Limiter(
        blocked_until=time.now + DAY,
        clock=time.clock,
        wall=time.clock,
        sleep=time.sleep,
    )
    client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
    with pytest.raises(Blocked):
        await client.me()
    assert fake.requests == 0
    assert limiter.blocked_for == DAY


async def test_silence_asked_for_again_and_again_has_an_end(
    fake: FakeSpotify, client: SpotifyClient, time: JumpingTime
) -> None:
    """Half a minute in all is what one question waits."""
    fake.fail("429", retry_after=12, times=None)
    with pytest.raises(Blocked):
        await client.me()
    assert time.slept == [12, 12]


@pytest.mark.parametrize("header", [None, "soon"])
async def test_silence_without_a_number_is_half_a_minute(
    fake: FakeSpotify, client: SpotifyClient, time: JumpingTime, header: str | None
) -> None:
    """Where Spotify does not say how long."""
    fake.fail("429", retry_after=header)
    await client.me()
    assert time.slept == [30]


async def test_silence_until_a_date_is_understood(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """The other form that HTTP allows."""
    until = datetime.fromtimestamp(datetime.now(UTC).timestamp() + DAY, UTC)
    fake.fail("429", retry_after=format_datetime(until, usegmt=True))
    with pytest.raises(Blocked) as caught:
        await client.me()
    assert caught.value.seconds == pytest.approx(DAY, abs=2)


async def test_requests_are_spread_after_a_burst(
    fake: FakeSpotify,
    session: aiohttp.ClientSession,
    anna: Account,
    time: JumpingTime,
) -> None:
    """Thirty at once, then four a second."""

    async def token() -> str:
        return anna.token

    limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
    client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
    for _ in range(30):
        await client.me()
    assert time.slept == []
    for _ in range(8):
        await client.me()
    assert sum(time.slept) == pytest.approx(2.0)
