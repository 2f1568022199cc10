"""What can go wrong on the way, and what is said of it."""

import asyncio
import logging

import aiohttp
from aiohttp import web
import pytest

from custom_components.plex_sync.anilist import AniListClient, Lane, Limiter
from custom_components.plex_sync.anilist.transport import AnswerLost
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceOff,
    ServiceUnavailable,
)
from tests.fakes.anilist import FakeAniList, FaultKind, User

from .conftest import TOKEN, Doors, JumpingTime


async def test_t20_errors_in_an_answer_of_200(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """A typed error with AniList's words, not a stumble over missing data."""
    fake.fail("errors_in_200", message="Something is amiss.", status=400)
    with pytest.raises(Refused, match="Something is amiss") as caught:
        await client.anime_list(anna.id)
    assert caught.value.service == "AniList"
    assert caught.value.message == "Something is amiss."
    assert fake.requests == 1


@pytest.mark.parametrize("times", [1, 3])
async def test_server_errors_in_an_answer_of_200(
    fake: FakeAniList, client: AniListClient, times: int
) -> None:
    """They pass, or they are told."""
    fake.fail("errors_in_200", times=times)
    if times == 1:
        assert (await client.viewer()).name == "Anna"
        return
    with pytest.raises(ServiceUnavailable, match="Internal Server Error"):
        await client.viewer()


async def test_t21_invalid_token(fake: FakeAniList, door: Doors) -> None:
    """Signing in again is the cure, trying again is not."""
    with pytest.raises(InvalidToken) as caught:
        await door("revoked").viewer()
    assert caught.value.reason == "invalid_token"
    assert fake.requests == 1
    fake.fail("expired")
    with pytest.raises(InvalidToken):
        await door(None).media([1])
    assert fake.requests == 2


async def test_switched_off(fake: FakeAniList, client: AniListClient) -> None:
    """AniList's own words."""
    fake.fail("disabled")
    with pytest.raises(ServiceOff, match="temporarily disabled"):
        await client.viewer()
    assert fake.requests == 1


@pytest.mark.parametrize(
    "kind", ["drop_before", "drop_after", "500", "500_after", "rubbish", "cut_off"]
)
async def test_reads_are_tried_again(
    fake: FakeAniList, client: AniListClient, kind: FaultKind, time: JumpingTime
) -> None:
    """Twice at most, after a while that is not always the same."""
    fake.fail(kind, times=2)
    assert (await client.viewer()).name == "Anna"
    assert fake.requests == 3
    assert 0.5 <= time.slept[0] <= 1.5
    assert 1.0 <= time.slept[1] <= 3.0
    fake.fail(kind, times=-1)
    with pytest.raises(ServiceUnavailable):
        await client.viewer()
    assert fake.requests == 6


async def test_slow(
    fake: FakeAniList, session: aiohttp.ClientSession, anna: User
) -> None:
    """Too late is no answer."""
    client = AniListClient(
        session,
        TOKEN,
        limiter=Limiter(sleep=JumpingTime().sleep),
        endpoint=fake.url,
        timeout=0.05,
    )
    fake.fail("slow", times=3, seconds=0.5)
    with pytest.raises(ServiceUnavailable, match="in time"):
        await client.viewer()
    assert fake.requests == 3


async def test_nobody_there(
    fake: FakeAniList, session: aiohttp.ClientSession, time: JumpingTime
) -> None:
    """Nothing was sent, and nothing is told of the address."""
    await fake.stop()
    client = AniListClient(
        session,
        TOKEN,
        limiter=Limiter(clock=time.clock, sleep=time.sleep),
        endpoint=fake.url,
    )
    with pytest.raises(ServiceUnavailable, match="no connection") as caught:
        await client.viewer()
    assert not isinstance(caught.value, AnswerLost)
    assert "127.0.0.1" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("headers", [True, False])
async def test_too_many_requests(
    fake: FakeAniList, client: AniListClient, time: JumpingTime, headers: bool
) -> None:
    """Waits for as long as AniList asks, and says for how long."""
    waits: list[float] = []
    fake.fail("429", seconds=30, headers=headers)
    patient = client.lane(Lane.USER, waits.append)
    assert (await patient.viewer()).name == "Anna"
    assert fake.requests == 2
    assert sum(time.slept) == pytest.approx(60 if headers else 31)
    assert waits[0] == pytest.approx(60 if headers else 31)
    assert waits[-1] == 0


@pytest.mark.parametrize("seconds", [100, 600])
async def test_too_many_requests_for_too_long(
    fake: FakeAniList, client: AniListClient, time: JumpingTime, seconds: float
) -> None:
    """Not for more than three minutes in all; the next one does not even ask."""
    fake.fail("429", seconds=seconds, headers=False, times=-1)
    with pytest.raises(RateLimited) as caught:
        await client.viewer()
    assert caught.value.seconds == pytest.approx(seconds + 1)
    asked = fake.requests
    assert asked == (2 if seconds == 100 else 1)
    assert sum(time.slept) < 180
    if seconds == 600:
        with pytest.raises(RateLimited):
            await client.media([1])
        assert fake.requests == asked


async def test_rate_limits_of_the_real_kind(
    session: aiohttp.ClientSession, time: JumpingTime
) -> None:
    """Behind the limiter, neither 30 a minute nor the burst limit is ever touched."""
    fake = FakeAniList(rate_limit=30, burst=(20, 12.0), clock=time.clock)
    async with fake:
        fake.add_user("Anna", TOKEN)
        limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
        client = AniListClient(session, TOKEN, limiter=limiter, endpoint=fake.url)
        for _ in range(100):
            await client.viewer()
        assert fake.requests == 100
        assert fake.limit.refused == 0


async def test_others_use_up_the_limit(
    session: aiohttp.ClientSession, time: JumpingTime
) -> None:
    """What others at the same address have asked is seen in the headers."""
    fake = FakeAniList(rate_limit=30, clock=time.clock)
    async with fake:
        fake.add_user("Anna", TOKEN)
        other = AniListClient(
            session,
            TOKEN,
            limiter=Limiter(per_minute=99, burst=99),
            endpoint=fake.url,
        )
        for _ in range(28):
            await other.viewer()
        limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
        client = AniListClient(session, TOKEN, limiter=limiter, endpoint=fake.url)
        for _ in range(6):
            await client.viewer()
        assert fake.limit.refused == 0


@pytest.mark.parametrize(
    ("status", "body", "error", "requests"),
    [
        (401, "", InvalidToken, 1),
        (403, "<html>", ServiceOff, 1),
        (404, "", ServiceUnavailable, 1),
        (301, "", ServiceUnavailable, 3),
        (200, "[]", ServiceUnavailable, 3),
        (200, "{}", ServiceUnavailable, 3),
        (400, '{"errors": ["what"]}', Refused, 1),
        (200, f'{{"errors": [{{"message": "No {TOKEN}"}}]}}', Refused, 1),
    ],
)
async def test_strange_answers(
    session: aiohttp.ClientSession,
    time: JumpingTime,
    status: int,
    body: str,
    error: type[ServiceError],
    requests: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each is a typed error; the token is in none of them, nor in the log."""
    caplog.set_level(logging.DEBUG)
    asked = 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        headers = {"Location": "/"} if status == 301 else {}
        return web.Response(status=status, text=body, headers=headers)

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    client = AniListClient(
        session, TOKEN, limiter=limiter, endpoint=f"http://{host}:{port}/"
    )
    with pytest.raises(error) as caught:
        await client.viewer()
    await runner.cleanup()
    assert asked == requests
    assert TOKEN not in repr(caught.value) + str(caught.value) + caplog.text


async def test_cancelled_while_waiting(
    fake: FakeAniList, session: aiohttp.ClientSession, anna: User
) -> None:
    """Whoever gives up leaves the queue."""
    limiter = Limiter()
    client = AniListClient(session, TOKEN, limiter=limiter, endpoint=fake.url)
    limiter.pause({"Retry-After": "60"})
    waiting = asyncio.create_task(client.viewer())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert limiter._queue == []
    assert fake.requests == 0
