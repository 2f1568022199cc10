"""A fake Tidal, and a door to it in a time that jumps."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.plex_sync.tidal import Clock, Credentials, TidalClient
from tests.fakes.tidal import FakeTidal
from tests.spotify.conftest import JumpingTime


@pytest.fixture
def time() -> JumpingTime:
    """A clock for one that waits."""
    return JumpingTime()


@pytest.fixture
async def fake() -> AsyncIterator[FakeTidal]:
    """A running fake."""
    async with FakeTidal() as running:
        yield running


@pytest.fixture
async def client(fake: FakeTidal, time: JumpingTime) -> AsyncIterator[TidalClient]:
    """The door."""
    async with aiohttp.ClientSession() as session:
        yield TidalClient(
            session,
            Credentials(client_id=fake.client_id, secret=fake.secret),
            endpoint=fake.url,
            token_endpoint=fake.token_url,
            clock=Clock(now=time.clock, sleep=time.sleep),
        )
