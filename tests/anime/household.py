"""A household for tests: a Plex server, an AniList account, and the profile between."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field as attribute
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from custom_components.plex_sync.anilist.client import AniListClient
from custom_components.plex_sync.anilist.limiter import Limiter
from custom_components.plex_sync.anilist.model import ScoreFormat
from custom_components.plex_sync.anime.mapping.model import Edge, ExternalId, Provider
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.anime.planner import AnimePlanner
from custom_components.plex_sync.anime.target import AniListTarget
from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.reviews import PlexReviews
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.engine import WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.model import JsonValue
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.runs import (
    Everything,
    Progress,
    RunKind,
    Scope,
    SinceCursors,
    Subjects,
)
from tests.fakes.anilist import Entry, FakeAniList, User
from tests.fakes.plex import FakePlex, User as PlexUser

TOKEN = "anna-token"
PROFILE = "anna"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Clock:
    """A time that tests move by hand."""

    def __init__(self) -> None:
        """Start at noon."""
        self.now = NOON

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    @property
    def seconds(self) -> int:
        """The time as Plex writes it."""
        return int(self.now.timestamp())

    def ahead(self, **delta: float) -> None:
        """Let time pass."""
        self.now += timedelta(**delta)


class MemoryCache:
    """A cache that ends with the test."""

    def __init__(self, clock: Clock) -> None:
        """Start empty."""
        self._clock = clock
        self.kept: dict[tuple[str, str], tuple[JsonValue, datetime]] = {}

    async def get(
        self, namespace: str, keys: Collection[str] | None
    ) -> Mapping[str, tuple[JsonValue, datetime]]:
        """Give what is kept; `None`: all of it."""
        return {
            key: value
            for (name, key), value in self.kept.items()
            if name == namespace and (keys is None or key in keys)
        }

    async def put(self, namespace: str, values: Mapping[str, JsonValue]) -> None:
        """Keep values."""
        for key, value in values.items():
            self.kept[namespace, key] = value, self._clock()


class Edges:
    """A hand of edges."""

    def __init__(self) -> None:
        """Start without any."""
        self.by_id: dict[ExternalId, list[Edge]] = {}

    async def edges_for(
        self, ids: Collection[ExternalId]
    ) -> Mapping[ExternalId, tuple[Edge, ...]]:
        """Give the edges of certain ids."""
        return {each: tuple(self.by_id[each]) for each in ids if each in self.by_id}

    def show(
        self,
        tvdb: int,
        anilist: int,
        *,
        season: int = 1,
        start: int = 1,
        end: int | None = None,
        target: int = 1,
        target_end: int | None = None,
        numerator: int = 1,
        denominator: int = 1,
        source: str = "",
    ) -> None:
        """Map a run of a show's episodes."""
        self._add(
            Edge(
                external_id=ExternalId(Provider.TVDB_SHOW, str(tvdb)),
                season=season,
                start=start,
                end=end,
                anilist_id=anilist,
                target_start=target,
                target_end=target_end,
                numerator=numerator,
                denominator=denominator,
                source=source,
            )
        )

    def film(self, tmdb: int, *anilist: int, source: str = "") -> None:
        """Map a film."""
        for media_id in anilist:
            self._add(
                Edge(
                    external_id=ExternalId(Provider.TMDB_MOVIE, str(tmdb)),
                    season=None,
                    start=1,
                    end=1,
                    anilist_id=media_id,
                    target_start=1,
                    target_end=1,
                    source=source,
                )
            )

    def _add(self, edge: Edge) -> None:
        self.by_id.setdefault(edge.external_id, []).append(edge)


@dataclass
class Household:
    """Both services, and a profile that runs between them."""

    plex: FakePlex
    anilist: FakeAniList
    user: User
    door: PlexServer
    client: AniListClient
    journal: Journal
    clock: Clock
    cache: MemoryCache
    edges: Edges = attribute(default_factory=Edges)
    options: AnimeOptions = attribute(default_factory=AnimeOptions)
    destructive: bool = False
    reviews: PlexReviews | None = None
    progress: list[Progress] = attribute(default_factory=list)

    def __post_init__(self) -> None:
        """Start the profile."""
        self.restart()

    def restart(
        self, door: PlexServer | None = None, *, account_id: int | None = 1
    ) -> None:
        """Start the profile anew: what it held in memory is gone."""
        self.planner = AnimePlanner(
            plex=door or self.door,
            anilist=self.client,
            user_id=self.user.id,
            score_format=ScoreFormat(self.user.score_format),
            mappings=self.edges,
            cache=self.cache,
            options=lambda: self.options,
            account_id=account_id,
            reviews=self.reviews,
            clock=self.clock,
        )
        self.target = AniListTarget(self.client, self.user.id)
        self.runner = Runner(
            profile=PROFILE,
            planner=self.planner,
            target=self.target,
            journal=self.journal,
            writer_lock=WriterLocks().of(self.target.account),
            settings=lambda: RunSettings(destructive=self.destructive),
            report=self.progress.append,
            clock=self.clock,
        )

    async def run(
        self, kind: RunKind, scope: Scope, *, dry_run: bool = False
    ) -> RunResult:
        """Run, and insist that it goes well."""
        request = RunRequest(kind=kind, scope=scope, dry_run=dry_run)
        result = await self.runner.run(request)
        assert result.went_well, (result.result, result.error, result.reason)
        return result

    async def full(self, *, dry_run: bool = False) -> RunResult:
        """Run over everything."""
        return await self.run(RunKind.FULL, Everything(), dry_run=dry_run)

    async def poll(self) -> RunResult:
        """Look for what is new."""
        return await self.run(RunKind.POLL, SinceCursors())

    async def targeted(
        self,
        *,
        keys: Sequence[str] = (),
        titles: Sequence[str] = (),
        references: Sequence[str] = (),
    ) -> RunResult:
        """Run over certain titles."""
        scope = Subjects(frozenset(keys), frozenset(titles), frozenset(references))
        return await self.run(RunKind.TARGETED, scope)

    async def attempt(self, kind: RunKind, scope: Scope) -> RunResult:
        """Run, whatever comes of it."""
        return await self.runner.run(RunRequest(kind=kind, scope=scope))

    def door_of(self, user: PlexUser) -> PlexServer:
        """Give a door of another user; the caller closes it."""
        return PlexServer(
            self.plex.url,
            user.token,
            endpoints=PlexEndpoints(self.plex.plextv_url, self.plex.discover_url),
            timeout=5.0,
        )

    def entry(self, media_id: int) -> Entry | None:
        """Give the user's entry of a media."""
        return self.user.entries.get(media_id)

    def ago(self, **delta: float) -> int:
        """Give a time in the past, as Plex writes it."""
        return int((self.clock.now - timedelta(**delta)).timestamp())

    def forget_requests(self) -> None:
        """Count requests from zero."""
        self.plex.reset_requests()
        self.anilist.reset_counts()

    @property
    def requests(self) -> tuple[int, int]:
        """How many requests Plex and AniList got."""
        return self.plex.requests.total, self.anilist.requests


@asynccontextmanager
async def household(folder: Path) -> AsyncIterator[Household]:
    """Open a household with an owner who has nothing to watch yet."""
    async with AsyncExitStack() as stack:
        clock = Clock()
        plex = await stack.enter_async_context(FakePlex())
        anilist = await stack.enter_async_context(FakeAniList())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        user = anilist.add_user("Anna", TOKEN, score_format="POINT_10")
        door = PlexServer(
            plex.url,
            plex.owner.token,
            endpoints=PlexEndpoints(plex.plextv_url, plex.discover_url),
            timeout=5.0,
        )
        stack.push_async_callback(door.close)
        limiter = Limiter(per_minute=10_000, burst=10_000)
        client = AniListClient(session, TOKEN, limiter=limiter, endpoint=anilist.url)
        journal = Journal(folder / "journal.db", clock)
        await journal.open()
        stack.push_async_callback(journal.close)
        yield Household(
            plex=plex,
            anilist=anilist,
            user=user,
            door=door,
            client=client,
            journal=journal,
            clock=clock,
            cache=MemoryCache(clock),
        )
