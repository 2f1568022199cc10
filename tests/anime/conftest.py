"""What the tests of the anime profile share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .household import Household, household


@pytest.fixture
async def home(tmp_path: Path, socket_enabled: None) -> AsyncIterator[Household]:
    """A household with nothing to watch yet."""
    async with household(tmp_path) as opened:
        yield opened
