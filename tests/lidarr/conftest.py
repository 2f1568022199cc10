"""A fake Lidarr, and a door to it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import LidarrClient
from tests.fakes.lidarr import FakeLidarr


@pytest.fixture
async def fake() -> AsyncIterator[FakeLidarr]:
    """A running fake."""
    async with FakeLidarr() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session of the caller's."""
    async with aiohttp.ClientSession() as running:
        yield running


@pytest.fixture
def client(fake: FakeLidarr, session: aiohttp.ClientSession) -> LidarrClient:
    """The door."""
    return LidarrClient(session, fake.url, fake.api_key)
