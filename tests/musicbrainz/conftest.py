"""A fake MusicBrainz, and doors to it in a time that jumps."""

from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from custom_components.plex_sync.musicbrainz import Limiter, MusicBrainzClient
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.spotify.conftest import JumpingTime

type OpenDoor = Callable[..., MusicBrainzClient]


@pytest.fixture
def time() -> JumpingTime:
    """A clock for those who wait, and for the fake."""
    return JumpingTime()


@pytest.fixture
async def fake(time: JumpingTime) -> AsyncIterator[FakeMusicBrainz]:
    """A running fake, which does not answer the hasty."""
    async with FakeMusicBrainz(time.clock, polite=True) as running:
        yield running


@pytest.fixture
def limiter(time: JumpingTime) -> Limiter:
    """The one for all doors."""
    return Limiter(clock=time.clock, sleep=time.sleep)


@pytest.fixture
async def open_door(fake: FakeMusicBrainz, limiter: Limiter) -> AsyncIterator[OpenDoor]:
    """What opens doors that share the limiter."""
    async with aiohttp.ClientSession() as session:
        yield lambda timeout=30.0: MusicBrainzClient(
            session,
            limiter=limiter,
            version="1.2.3",
            contact="https://example.org/plex-sync",
            endpoint=fake.url,
            timeout=timeout,
        )


@pytest.fixture
def client(open_door: OpenDoor) -> MusicBrainzClient:
    """A door."""
    return open_door()
