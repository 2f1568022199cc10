"""Memory is given back where the C library would keep it."""

import ctypes
import os
from pathlib import Path

import pytest

from custom_components.plex_sync.sync.memory import give_back

STATM = Path("/proc/self/statm")
BLOCK = 4_096
BLOCKS = 16_000


def resident() -> int:
    """Bytes of memory that this process has."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_it_is_harmless_anywhere() -> None:
    """With nothing to give back, and where there is no such function, nothing happens."""
    give_back()
    give_back()


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim") or not STATM.exists(),
    reason="another C library",
)
def test_what_is_free_between_what_is_kept_goes_back() -> None:
    """One block in five hundred is kept, so that nothing would go back by itself."""
    blocks = [bytes(BLOCK) for _ in range(BLOCKS)]
    kept = blocks[::500]
    full = resident()
    del blocks
    give_back()
    assert len(kept) == BLOCKS // 500
    assert full - resident() > BLOCK * BLOCKS // 2
