"""A household for tests: a Spotify account, a Plex with music, and the profile between."""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field as attribute, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from custom_components.plex_sync.music.collection import MusicCollection
from custom_components.plex_sync.music.decisions import decision_key, write_decision
from custom_components.plex_sync.music.items import ItemKind, Mode, SavedItem
from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.music.model import Decision, VerdictKind
from custom_components.plex_sync.music.planner import MusicOptions, MusicPlanner
from custom_components.plex_sync.music.shelf import Shelf
from custom_components.plex_sync.music.snapshot import Snapshot
from custom_components.plex_sync.music.sources.protocol import Source
from custom_components.plex_sync.music.sources.spotify import SpotifySource
from custom_components.plex_sync.music.target import PlaylistsTarget, account_key
from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.spotify import Limiter, SpotifyClient
from custom_components.plex_sync.sync.engine import WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.journal.shapes import Record
from custom_components.plex_sync.sync.model import JsonValue
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.runs import (
    Everything,
    Outcome,
    Progress,
    RunKind,
    Scope,
)
from tests.fakes.plex import FakePlex, Playlist as PlexPlaylist, Record as Track
from tests.fakes.spotify import Account, FakeSpotify, Playlist, Song

PROFILE = "music"
NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass
class House:
    """All that a music profile works with; what tests turn."""

    spotify: FakeSpotify
    plex: FakePlex
    anna: Account
    journal: Journal
    runner: Runner[Snapshot]
    target: PlaylistsTarget
    collection: MusicCollection
    shelf: Shelf
    items: list[SavedItem] = attribute(default_factory=list)
    settings: RunSettings = attribute(default_factory=RunSettings)
    now: datetime = NIGHT
    progress: list[Progress] = attribute(default_factory=list)

    def own(self, *titles: str, artist: str = "Nova", **more: object) -> list[Track]:
        """Put songs into the library."""
        return [
            self.plex.add_track(title, artist=artist, **more)  # type: ignore[arg-type]
            for title in titles
        ]

    def songs(self, *titles: str, artist: str = "Nova") -> list[Song]:
        """Add songs to Spotify."""
        return [self.spotify.add_song(title, artist) for title in titles]

    def save(
        self, title: str, entries: Iterable[Song] = (), **choices: object
    ) -> Playlist:
        """Make a playlist on Spotify, and save it."""
        playlist = self.spotify.add_playlist(self.anna, title, entries)
        chosen: dict[str, object] = {"kind": ItemKind.PLAYLIST, "title": title}
        self.items.append(
            SavedItem(key=playlist.uri, **{**chosen, **choices})  # type: ignore[arg-type]
        )
        return playlist

    def choose(self, playlist: Playlist, **choices: object) -> None:
        """Change what was chosen about a saved item."""
        self.items = [
            replace(item, **choices) if item.key == playlist.uri else item  # type: ignore[arg-type]
            for item in self.items
        ]

    def mode(self, playlist: Playlist, mode: Mode) -> None:
        """Let a playlist follow its source in another way."""
        self.choose(playlist, mode=mode)

    async def sync(
        self, scope: Scope | None = None, kind: RunKind = RunKind.FULL
    ) -> RunResult:
        """Run, and forget the requests of before."""
        self.spotify.reset_requests()
        self.plex.reset_requests()
        return await self.runner.run(RunRequest(kind=kind, scope=scope or Everything()))

    async def went_well(self, **arguments: object) -> RunResult:
        """Run, and see to it that it went well."""
        result = await self.sync(**arguments)  # type: ignore[arg-type]
        assert result.result in {"ok", "nothing"}, (result.reason, result.error)
        return result

    async def undo(self, *records: int, confirmed: bool = False) -> RunResult:
        """Take changes back."""
        return await self.runner.run(
            RunRequest(
                kind=RunKind.UNDO, records=frozenset(records), confirmed=confirmed
            )
        )

    def allow_deletions(self) -> None:
        """Turn *destructive* on."""
        self.settings = replace(self.settings, destructive=True)

    def on_plex(self, title: str) -> PlexPlaylist:
        """The one playlist of a title."""
        [found] = [each for each in self.plex.playlists if each.title == title]
        return found

    def titles(self, title: str) -> list[str]:
        """What is in the one playlist of a title."""
        return self.on_plex(title).titles

    def by_hand(self, title: str, tracks: Iterable[Track]) -> None:
        """Let the user change a playlist: what stays keeps its number."""
        playlist = self.on_plex(title)
        waiting = list(playlist.items)
        items = []
        for track in tracks:
            known = next((pair for pair in waiting if pair[1] is track), None)
            if known is not None:
                waiting.remove(known)
            items.append(known or (next(self.plex.next_item_id), track))
        playlist.items = items
        self.plex.stamp(playlist)

    def in_playlist(self, title: str) -> list[Track]:
        """The tracks that are in a playlist."""
        return [item for _, item in self.on_plex(title).items]  # type: ignore[misc]

    async def decide(
        self, song: Song, kind: VerdictKind, *tracks: str, item: str = "*"
    ) -> None:
        """Settle a match."""
        decision = Decision(kind=kind, tracks=tracks)
        await self.journal.decide(
            PROFILE, decision_key(song.uri, item), write_decision(decision)
        )

    async def records(self) -> list[Record]:
        """All lines of the timeline, newest first."""
        return list((await self.journal.history(PROFILE)).items)

    async def problems(self, outcome: Outcome) -> list[str]:
        """The titles of open problems, in order."""
        return sorted(
            record.title
            for record in await self.records()
            if record.problem and record.closed_at is None and record.outcome is outcome
        )

    async def decisions(self) -> dict[str, JsonValue]:
        """What was settled."""
        return dict((await self.journal.known(PROFILE)).decisions)

    def ahead(self, **delta: float) -> None:
        """Let time pass."""
        self.now += timedelta(**delta)


@asynccontextmanager
async def music_house(folder: Path) -> AsyncIterator[House]:
    """Open a household with nothing to hear yet."""
    async with AsyncExitStack() as stack:
        spotify = await stack.enter_async_context(FakeSpotify())
        plex = await stack.enter_async_context(FakePlex())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        journal = Journal(folder / "journal.db")
        await journal.open()
        stack.push_async_callback(journal.close)
        store = LibraryStore(folder / "library.db")
        stack.push_async_callback(store.close)
        door = PlexServer(
            plex.url,
            plex.owner.token,
            endpoints=PlexEndpoints(plex.plextv_url, plex.discover_url),
        )
        stack.push_async_callback(door.close)
        anna = spotify.add_account("Anna")

        async def token() -> str:
            return anna.token

        client = SpotifyClient(
            session, token, limiter=Limiter(burst=10_000), endpoint=spotify.url
        )
        source = SpotifySource(client, await client.me())

        def source_of(key: str) -> Source | None:
            return source if key.startswith("spotify:") else None

        def keys() -> Collection[str]:
            return [item.key for item in house.items]

        account = account_key(plex.machine_identifier, plex.owner.account_id)
        collection = MusicCollection(store, door.tracks, account, lambda: ())
        shelf = Shelf(journal, account)
        target = PlaylistsTarget(door.playlists, collection, shelf, account, keys)
        planner = MusicPlanner(
            items=lambda: house.items,
            source_of=source_of,
            collection=collection,
            playlists=door.playlists,
            shelf=shelf,
            target=target,
            options=MusicOptions,
            clock=lambda: house.now,
        )
        runner = Runner(
            profile=PROFILE,
            planner=planner,
            target=target,
            journal=journal,
            writer_lock=WriterLocks().of(account),
            settings=lambda: house.settings,
            report=lambda progress: house.progress.append(progress),
            clock=lambda: house.now,
        )
        house = House(spotify, plex, anna, journal, runner, target, collection, shelf)
        yield house
