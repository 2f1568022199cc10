"""What the tests of the engine share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .words import Words, open_words


@pytest.fixture
async def words(tmp_path: Path) -> AsyncIterator[Words]:
    """A profile of the tiny kind, on a journal of its own."""
    profile = await open_words(tmp_path / "journal.db")
    yield profile
    await profile.close()
