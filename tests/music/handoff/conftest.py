"""MusicBrainz and Lidarr as fakes, real doors to them, and a time that jumps."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import LidarrClient
from custom_components.plex_sync.music.handoff.identifying import Identifier
from custom_components.plex_sync.music.handoff.lidarr import LidarrHandOff
from custom_components.plex_sync.music.handoff.lidarr_asking import LidarrOptions
from custom_components.plex_sync.music.handoff.model import Want, WantKind
from custom_components.plex_sync.musicbrainz import Limiter, MusicBrainzClient
from custom_components.plex_sync.sync.errors import ServiceError
from custom_components.plex_sync.sync.model import JsonValue
from tests.fakes.lidarr import FakeLidarr
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.spotify.conftest import JumpingTime

ALBUM = "spotify:album:0000000000000000000001"
PAGE = "https://open.spotify.com/album/0000000000000000000001"


@dataclass
class KeptFacts:
    """A cache in memory, with the ages of what is in it."""

    time: JumpingTime
    kept: dict[tuple[str, str], tuple[JsonValue, datetime]] = field(
        default_factory=dict
    )

    async def get(
        self, namespace: str, keys: Collection[str] | None
    ) -> Mapping[str, tuple[JsonValue, datetime]]:
        """Return what is kept."""
        return {
            key: value
            for (there, key), value in self.kept.items()
            if there == namespace and (keys is None or key in keys)
        }

    async def put(self, namespace: str, values: Mapping[str, JsonValue]) -> None:
        """Keep values, as of now."""
        for key, value in values.items():
            self.kept[namespace, key] = value, now_of(self.time)


@dataclass
class Barcodes:
    """The source's barcodes, and how often it was asked for one."""

    known: dict[str, str] = field(default_factory=dict)
    error: ServiceError | None = None
    asked: list[str] = field(default_factory=list)

    async def upc_of(self, album_uri: str) -> str | None:
        """Bring one."""
        self.asked.append(album_uri)
        if self.error is not None:
            raise self.error
        return self.known.get(album_uri)


def now_of(time: JumpingTime) -> datetime:
    """What time it is."""
    return datetime.fromtimestamp(time.now, UTC)


def days(number: float) -> float:
    """So many days, in seconds."""
    return timedelta(days=number).total_seconds()


def track(
    title: str, *artists: str, album: str = "Kid A", uid: str = "", **facts: object
) -> Want:
    """A track that is missing."""
    return Want(
        uid=uid or f"spotify:track:{title}",
        kind=WantKind.TRACK,
        title=title,
        artists=artists or ("Radiohead",),
        album=album,
        **facts,  # type: ignore[arg-type]
    )


def album(title: str = "Kid A", *artists: str, **facts: object) -> Want:
    """An album that is missing."""
    return Want(
        uid=f"album:{title}",
        kind=WantKind.ALBUM,
        title=title,
        artists=artists or ("Radiohead",),
        album=title,
        **facts,  # type: ignore[arg-type]
    )


@pytest.fixture
def time() -> JumpingTime:
    """A clock for all."""
    return JumpingTime()


@pytest.fixture
def cache(time: JumpingTime) -> KeptFacts:
    """Where answers are kept."""
    return KeptFacts(time)


@pytest.fixture
def barcodes() -> Barcodes:
    """The source."""
    return Barcodes()


@pytest.fixture
async def musicbrainz(time: JumpingTime) -> AsyncIterator[FakeMusicBrainz]:
    """A running fake, which does not answer the hasty."""
    async with FakeMusicBrainz(time.clock, polite=True) as running:
        yield running


@pytest.fixture
async def lidarr() -> AsyncIterator[FakeLidarr]:
    """A running fake."""
    async with FakeLidarr() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session of the caller's."""
    async with aiohttp.ClientSession() as running:
        yield running


@pytest.fixture
def identifier(
    musicbrainz: FakeMusicBrainz,
    session: aiohttp.ClientSession,
    cache: KeptFacts,
    barcodes: Barcodes,
    time: JumpingTime,
) -> Identifier:
    """Who finds out what albums are."""
    client = MusicBrainzClient(
        session,
        limiter=Limiter(clock=time.clock, sleep=time.sleep),
        version="1.2.3",
        contact="https://example.org/plex-sync",
        endpoint=musicbrainz.url,
    )
    return Identifier(client, cache, barcodes.upc_of, lambda: now_of(time))


@pytest.fixture
def hand_off(
    lidarr: FakeLidarr,
    session: aiohttp.ClientSession,
    identifier: Identifier,
    time: JumpingTime,
) -> LidarrHandOff:
    """Who hands albums to Lidarr."""
    return LidarrHandOff(
        LidarrClient(session, lidarr.url, lidarr.api_key),
        identifier,
        LidarrOptions(
            root_folder="/music/",
            quality_profile_id=2,
            metadata_profile_id=1,
            tag="plex-sync",
        ),
        lambda: now_of(time),
    )
