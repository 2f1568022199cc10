"""A fake AniList with two accounts and a small catalogue, and doors to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
import heapq
from itertools import count

import aiohttp
import pytest

from custom_components.plex_sync.anilist import (
    AniListClient,
    Delete,
    Limiter,
    Save,
    SaveAnswer,
    SaveResult,
)
from tests.fakes.anilist import FakeAniList, User

TOKEN = "eyJhbGciOiJSUzI1NiJ9.anna"
MEDIA = 60


class VirtualTime:
    """A clock that stands still until nothing is left to do but to sleep."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def clock(self) -> float:
        """What time it is."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Sleep until somebody turns the clock."""
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), woken))
        await woken

    async def run(self, *work: Awaitable[object]) -> None:
        """Do some work, turning the clock whenever all of it sleeps."""
        done = asyncio.ensure_future(asyncio.gather(*work))
        while not done.done():
            for _ in range(5):
                await asyncio.sleep(0)
            if self._sleepers and not done.done():
                time, _, woken = heapq.heappop(self._sleepers)
                self.now = max(self.now, time)
                if not woken.done():
                    woken.set_result(None)
        await done


class JumpingTime:
    """A clock that jumps ahead by what is slept, and keeps a list of it."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """What time it is."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Be there at once."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def virtual_time() -> VirtualTime:
    """A clock for several that wait at once."""
    return VirtualTime()


@pytest.fixture
def time() -> JumpingTime:
    """A clock for one that waits."""
    return JumpingTime()


@pytest.fixture
async def fake() -> AsyncIterator[FakeAniList]:
    """A running fake with media 1 to 60."""
    async with FakeAniList() as running:
        for media_id in range(1, MEDIA + 1):
            running.add_media(id=media_id, title=f"Title {media_id}")
        yield running


@pytest.fixture
def anna(fake: FakeAniList) -> User:
    """An account with everything switched on."""
    return fake.add_user(
        "Anna",
        TOKEN,
        score_format="POINT_100",
        custom_lists=["Attic", "Best of"],
        advanced_scoring=["Story", "Art"],
    )


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session of the caller's."""
    async with aiohttp.ClientSession() as running:
        yield running


type Doors = Callable[[str | None], AniListClient]


@pytest.fixture
def door(fake: FakeAniList, session: aiohttp.ClientSession, time: JumpingTime) -> Doors:
    """Doors by token, behind one limiter that never makes a test wait."""
    limiter = Limiter(
        per_minute=10_000, burst=10_000, clock=time.clock, sleep=time.sleep
    )

    def open_door(token: str | None) -> AniListClient:
        return AniListClient(session, token, limiter=limiter, endpoint=fake.url)

    return open_door


@pytest.fixture
def client(door: Doors, anna: User) -> AniListClient:
    """Anna's door."""
    return door(TOKEN)


async def save_all(
    client: AniListClient, batch: Sequence[Save | Delete]
) -> dict[int, SaveAnswer]:
    """The answers of one batch by media id."""
    answers = [answer async for answer in client.save(batch)]
    by_media = {answer.media_id: answer for answer in answers}
    assert len(by_media) == len(answers) == len(batch)
    return by_media


def results(answers: dict[int, SaveAnswer]) -> dict[int, SaveResult]:
    """The results by media id."""
    return {media_id: answer.result for media_id, answer in answers.items()}
