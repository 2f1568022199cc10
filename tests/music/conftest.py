"""What the tests of the music profile share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .house import House, music_house


@pytest.fixture
async def house(tmp_path: Path, socket_enabled: None) -> AsyncIterator[House]:
    """A household with nothing to hear yet."""
    async with music_house(tmp_path) as opened:
        yield opened
