"""A fake slskd, and a door to it in a time that jumps."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.plex_sync.slskd import Clock, SlskdClient
from tests.fakes.slskd import FakeSlskd
from tests.spotify.conftest import JumpingTime


@pytest.fixture
def time() -> JumpingTime:
    """A clock for one that waits."""
    return JumpingTime()


@pytest.fixture(params=["", "/slskd"], ids=["at the root", "under a base path"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeSlskd]:
    """A running fake."""
    async with FakeSlskd(base=request.param) as running:
        yield running


@pytest.fixture
async def client(fake: FakeSlskd, time: JumpingTime) -> AsyncIterator[SlskdClient]:
    """The door."""
    async with aiohttp.ClientSession() as session:
        yield SlskdClient(
            session,
            fake.url,
            fake.api_key,
            clock=Clock(now=time.clock, sleep=time.sleep),
        )
