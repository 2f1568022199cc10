"""A Plex server with music, and a store beside it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from custom_components.plex_sync.music.library.refresh import Refreshed, refresh
from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.music.model import LibraryTrack
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex

LIBRARY = "living-room/1"

type Refresh = Callable[..., Awaitable[Refreshed]]
type Everything = Callable[[], Awaitable[list[LibraryTrack]]]


@pytest.fixture
async def plex(socket_enabled: None) -> AsyncIterator[FakePlex]:
    """A Plex server with nothing in it."""
    async with FakePlex() as fake:
        yield fake


@pytest.fixture
async def door(plex: FakePlex) -> AsyncIterator[PlexServer]:
    """The owner's door."""
    opened = PlexServer(plex.url, plex.owner.token, timeout=5.0)
    yield opened
    await opened.close()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[LibraryStore]:
    """A store that is closed in the end."""
    opened = LibraryStore(tmp_path / "library.db")
    await opened.load()
    yield opened
    await opened.close()


@pytest.fixture
def up_to_date(store: LibraryStore, door: PlexServer) -> Refresh:
    """Bring the library up to date."""

    async def refreshed(**options: object) -> Refreshed:
        result: Refreshed = await refresh(store, door.tracks, LIBRARY, **options)  # type: ignore[arg-type]  # any of its own
        return result

    return refreshed


@pytest.fixture
def everything(store: LibraryStore) -> Everything:
    """All tracks of the library, as they are kept."""

    async def read() -> list[LibraryTrack]:
        return await store.read(LIBRARY, list)

    return read
