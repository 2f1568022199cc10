"""The real contracts; the folder is not collected unless they are named."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def contracts() -> Path:
    """The folder with the contracts of the services."""
    return Path(os.environ["PLEX_SYNC_CONTRACTS"])
