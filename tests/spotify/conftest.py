"""A fake Spotify with two accounts, and doors to it."""

from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from custom_components.plex_sync.spotify import Limiter, SpotifyClient
from tests.fakes.spotify import Account, FakeSpotify


class JumpingTime:
    """A clock that jumps ahead by what is slept, and keeps a list of it."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 1_800_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """What time it is."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Be there at once."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> JumpingTime:
    """A clock for one that waits."""
    return JumpingTime()


@pytest.fixture
def limiter(time: JumpingTime) -> Limiter:
    """The limiter of all doors of a test; it never makes one wait."""
    return Limiter(burst=10_000, clock=time.clock, wall=time.clock, sleep=time.sleep)


@pytest.fixture
async def fake() -> AsyncIterator[FakeSpotify]:
    """A running fake."""
    async with FakeSpotify() as running:
        yield running


@pytest.fixture
def anna(fake: FakeSpotify) -> Account:
    """An account."""
    return fake.add_account("Anna")


@pytest.fixture
def ben(fake: FakeSpotify, anna: Account) -> Account:
    """Another one."""
    return fake.add_account("Ben")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session of the caller's."""
    async with aiohttp.ClientSession() as running:
        yield running


type Doors = Callable[[Account], SpotifyClient]


@pytest.fixture
def door(fake: FakeSpotify, session: aiohttp.ClientSession, limiter: Limiter) -> Doors:
    """Doors by account, whose tokens are always those that the account has now."""

    def open_door(account: Account) -> SpotifyClient:
        async def token() -> str:
            return account.token

        return SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)

    return open_door


@pytest.fixture
def client(door: Doors, anna: Account) -> SpotifyClient:
    """Anna's door."""
    return door(anna)
