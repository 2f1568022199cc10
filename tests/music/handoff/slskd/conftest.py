"""A fake slskd with people behind it, and one who asks it for tracks."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from custom_components.plex_sync.music.handoff.ranking import Wishes
from custom_components.plex_sync.music.handoff.slskd import SlskdHandOff
from custom_components.plex_sync.music.handoff.slskd_pace import SearchPace
from custom_components.plex_sync.slskd import Clock, SlskdClient
from tests.fakes.slskd import FakeSlskd
from tests.spotify.conftest import JumpingTime


@pytest.fixture
async def fake(socket_enabled: None) -> AsyncIterator[FakeSlskd]:
    """A running fake."""
    async with FakeSlskd() as running:
        yield running


@pytest.fixture
async def client(fake: FakeSlskd, time: JumpingTime) -> AsyncIterator[SlskdClient]:
    """The door."""
    async with aiohttp.ClientSession() as session:
        clock = Clock(now=time.clock, sleep=time.sleep)
        yield SlskdClient(session, fake.url, fake.api_key, clock=clock)


@pytest.fixture
def hand_off(client: SlskdClient, time: JumpingTime) -> SlskdHandOff:
    """Who asks."""
    return SlskdHandOff(
        client,
        Wishes(),
        now=lambda: datetime.fromtimestamp(time.now, UTC),
        pace=SearchPace(clock=time.clock, sleep=time.sleep),
    )
