"""How often AniList may be asked."""

import asyncio

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plex_sync.anilist import Lane, Limiter
from custom_components.plex_sync.anilist.limiter import BURST, PER_MINUTE
from custom_components.plex_sync.sync.errors import RateLimited

from .conftest import JumpingTime, VirtualTime

arrivals = st.lists(
    st.tuples(st.floats(0, 200), st.sampled_from(Lane)), min_size=1, max_size=90
)


@settings(max_examples=60)
@given(arrivals=arrivals, limit=st.none() | st.integers(1, 100))
def test_never_too_many_in_any_minute(
    arrivals: list[tuple[float, Lane]], limit: int | None
) -> None:
    """Whenever and in whichever lanes requests come, and they all get through."""
    let_through: list[float] = []
    headers = {} if limit is None else {"X-RateLimit-Limit": str(limit)}

    async def story() -> None:
        time = VirtualTime()
        limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
        limiter._in_flight += 1
        limiter.answered(headers)

        async def ask(after: float, lane: Lane) -> None:
            await time.sleep(after)
            await limiter.acquire(lane)
            let_through.append(time.now)
            limiter.answered({})

        await time.run(*(ask(after, lane) for after, lane in arrivals))

    asyncio.run(story())
    allowed = PER_MINUTE if limit is None else min(PER_MINUTE, max(1, limit - 2))
    assert len(let_through) == len(arrivals)
    for start in let_through:
        in_window = [one for one in let_through if start <= one < start + 59.999]
        assert len(in_window) <= allowed
        at_once = [one for one in let_through if start <= one < start + 1]
        assert len(at_once) <= BURST + 1


async def test_burst_then_evenly(time: JumpingTime) -> None:
    """The first ten at once, then one in two seconds."""
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    for _ in range(BURST):
        await limiter.acquire(Lane.RUN)
    assert time.slept == []
    for _ in range(3):
        await limiter.acquire(Lane.RUN)
    assert time.slept == [pytest.approx(2.0)] * 3


async def test_lanes(virtual_time: VirtualTime) -> None:
    """A user's click goes before a run, a run before prefetching."""
    limiter = Limiter(burst=1, clock=virtual_time.clock, sleep=virtual_time.sleep)
    order: list[str] = []

    async def ask(name: str, lane: Lane) -> None:
        await limiter.acquire(lane)
        order.append(name)

    await limiter.acquire(Lane.RUN)
    await virtual_time.run(
        ask("prefetch", Lane.PREFETCH),
        ask("run 1", Lane.RUN),
        ask("run 2", Lane.RUN),
        ask("user", Lane.USER),
    )
    assert order == ["user", "run 1", "run 2", "prefetch"]


async def test_pause_holds_all_lanes(virtual_time: VirtualTime) -> None:
    """After too many, nobody asks before the time is over."""
    limiter = Limiter(clock=virtual_time.clock, sleep=virtual_time.sleep)
    began = virtual_time.now
    limiter.pause({"Retry-After": "60"})
    await virtual_time.run(*(limiter.acquire(lane) for lane in Lane))
    assert virtual_time.now == began + 61


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 61.0),
        ({"Retry-After": "5"}, 6.0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 61.0),
        ({"X-RateLimit-Reset": "1020"}, 21.0),
        ({"X-RateLimit-Reset": "9999"}, 61.0),
        ({"X-RateLimit-Reset": "3"}, 2.0),
    ],
)
async def test_how_long_a_pause_is(
    time: JumpingTime, headers: dict[str, str], seconds: float
) -> None:
    """As the headers say, as far as they can be believed."""
    limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
    limiter.pause(headers)
    assert limiter.paused_for == pytest.approx(seconds)


async def test_remaining_is_obeyed(time: JumpingTime) -> None:
    """What AniList has left is not overdrawn; then its reset time is waited for."""
    limiter = Limiter(clock=time.clock, wall=time.clock, sleep=time.sleep)
    await limiter.acquire(Lane.RUN)
    reset = str(int(time.now + 20))
    limiter.answered({"X-RateLimit-Remaining": "2", "X-RateLimit-Reset": reset})
    await limiter.acquire(Lane.RUN)
    await limiter.acquire(Lane.RUN)
    assert time.slept == []
    await limiter.acquire(Lane.RUN)
    assert sum(time.slept) == pytest.approx(20)


async def test_patience(time: JumpingTime) -> None:
    """Whoever cannot wait for so long is told for how long."""
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    limiter.pause({"Retry-After": "500"})
    with pytest.raises(RateLimited) as caught:
        await limiter.acquire(Lane.USER)
    assert caught.value.seconds == pytest.approx(501)
    assert limiter._queue == []
