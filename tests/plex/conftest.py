"""A fake Plex, and doors to it."""

from collections.abc import AsyncIterator, Callable

import pytest

from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex, User

type OpenDoor = Callable[..., PlexServer]


@pytest.fixture
async def plex(socket_enabled: None) -> AsyncIterator[FakePlex]:
    """A Plex server with nothing in it."""
    async with FakePlex() as fake:
        yield fake


@pytest.fixture
async def open_door(plex: FakePlex) -> AsyncIterator[OpenDoor]:
    """Open a door for a user: `open_door(user, **options)`."""
    doors: list[PlexServer] = []

    def opened(
        user: User | None = None, *, token: str = "", **options: float
    ) -> PlexServer:
        door = PlexServer(
            plex.url,
            token or (user or plex.owner).token,
            endpoints=PlexEndpoints(plex.plextv_url, plex.discover_url),
            timeout=options.get("timeout", 5.0),
        )
        doors.append(door)
        return door

    yield opened
    for door in doors:
        await door.close()


@pytest.fixture
async def door(open_door: OpenDoor) -> PlexServer:
    """The owner's door."""
    return open_door()
