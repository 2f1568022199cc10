"""What the tests of the engine share."""

from collections.abc import AsyncIterator
import logging
from pathlib import Path

import pytest

from .profiles import Words, open_words

# The test plugin wants to see each statement, which takes longer than to carry it out.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The journal's file."""
    return tmp_path / "journal.db"


@pytest.fixture
async def words(path: Path) -> AsyncIterator[Words]:
    """A profile of the tiny kind, on a journal of its own."""
    profile = await open_words(path)
    yield profile
    await profile.close()
