"""Music: requests, seconds, memory, holds of the event loop, and the journal's growth."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
import tempfile
import time
from typing import Any, Final

from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex
from tests.fakes.spotify import FakeSpotify, Playlist

from .anime import CALM_MS, Peak, heart
from .home import BenchHome

TOKEN: Final = "sample-token-of-bench-at-spotify"
LIBRARY: Final = 100_000
TRACKS: Final = 10_000
FEW_PARTS: Final = 200
"""With a few of everything, one part of so many is there."""
TRACKS_AN_ALBUM: Final = 12
ALBUMS_AN_ARTIST: Final = 8
DAILY_CHANGES: Final = 12
"""As many as twelve playlists of this size have in a day, when each changes once."""
MEASURED_CHANGES: Final = 3
"""So many of them change, in one run; reading each anew takes most of a minute."""
ADJECTIVES: Final = ("Glass", "Paper", "Winter", "Quiet", "Golden", "Hollow", "Copper")
NOUNS: Final = ("Rivers", "Machines", "Letters", "Windows", "Signals", "Bridges")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a run cost."""

    run: str
    tracks: int
    library: int
    spotify_requests: int
    plex_requests: int
    seconds: float
    peak_mb: float
    kept_mb: float
    """How much more than before is still there some time after the end."""
    loop_hold_ms: float
    """Less the longest in as long an idle time, and less the collector's own pauses."""
    idle_hold_ms: float
    busy_hold_ms: float
    """How long this process was at work while it held the loop, less the same idle."""
    journal_kb: float
    """How much the journal's file has grown; of a day: would have, by all its changes."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


LONGEST_IDLE: Final = 60
"""Seconds; a long run is not held against as long an idle time."""
LOOK_EVERY: Final = 0.2
"""Seconds between two looks whether a run has ended."""

FIRST: Final = "first"
AGAIN: Final = "nothing changed"
RESTARTED: Final = "nothing changed, after a restart"
DAY: Final = "a day of changes"


def beyond(row: Row) -> list[str]:
    """Say where a row is beyond the budget of the design."""
    requests = row.spotify_requests + row.plex_requests
    checks: list[tuple[str, float, float]] = [
        ("peak MB", row.peak_mb, 120),
        ("kept MB", row.kept_mb, 10),
        ("loop hold ms", _hold(row), 15),
    ]
    match row.run:
        case "first":
            checks += [
                ("requests", requests, 330),
                ("Plex requests", row.plex_requests, 125),
            ]
        case "a day of changes":
            checks.append(("KB in the journal", row.journal_kb, 1000))
        case _:
            checks += [("requests", requests, 5), ("seconds", row.seconds, 1)]
    return [
        f"{row.run}: {name} {have:g}, budget {may:g}"
        for name, have, may in checks
        if have > may
    ]


def _hold(row: Row) -> float:
    """How long the loop was held; what others did to the machine does not count."""
    return row.loop_hold_ms if row.idle_hold_ms <= CALM_MS else row.busy_hold_ms


def notes(rows: Sequence[Row]) -> list[str]:
    """Say where the machine was too busy with other things to tell much."""
    return [
        f"{row.run}: an idle loop was held for {row.idle_hold_ms:.0f} ms as well, so "
        "that only work of this process while the loop was held says anything"
        for row in rows
        if row.idle_hold_ms > CALM_MS
    ]


async def measure(*, small: bool = False) -> list[Row]:
    """Make one playlist of very many tracks, look at it again, change some of them."""
    part = FEW_PARTS if small else 1
    fakes = FakePlex(), FakeSpotify(), FakeAniList(rate_limit=90), FakeMappings()
    plex, spotify, anilist, mappings = fakes
    async with plex, spotify, anilist, mappings:
        with tempfile.TemporaryDirectory(prefix="plex-sync-bench-") as folder:
            playlists = await asyncio.to_thread(
                _fill, plex, spotify, LIBRARY // part, TRACKS // part
            )
            mappings.put("mappings.json", {})
            home = BenchHome(
                Path(folder),
                plex,
                anilist,
                mappings.address("mappings.json"),
                spotify=spotify.url,
                spotify_authorize=spotify.authorize_url,
                spotify_token=spotify.token_url,
            )
            bench = _Bench(home, plex, spotify, playlists, LIBRARY // part)
            return await bench.rows()


def _fill(
    plex: FakePlex, spotify: FakeSpotify, size: int, tracks: int
) -> list[Playlist]:
    """Put tracks into the library, and every so-manieth of them into playlists."""
    section = plex.add_section("Music", "artist")
    account = spotify.add_account("Bench", TOKEN)
    songs = []
    for number, (title, artist, album) in enumerate(_names(size)):
        seconds = 120 + number * 7 % 240
        plex.add_track(
            title, artist=artist, album=album, section=section, duration=seconds * 1000
        )
        if number % (size // tracks) == 0:
            songs.append(
                spotify.add_song(
                    title, artist, album=album, milliseconds=seconds * 1000
                )
            )
    return [
        spotify.add_playlist(account, f"All of it {number}", songs[number:])
        for number in range(MEASURED_CHANGES)
    ]


def _names(size: int) -> Iterator[tuple[str, str, str]]:
    """Titles, artists and albums; each title is there once of an artist."""
    for number in range(size):
        album, track = divmod(number, TRACKS_AN_ALBUM)
        artist = f"The {NOUNS[album % 6]} of {album // ALBUMS_AN_ARTIST}"
        words = ADJECTIVES[track % 7], NOUNS[number % 6]
        yield " ".join((*words, str(number))), artist, f"Years of {album}"


class _Bench:
    """Measures run after run."""

    def __init__(
        self,
        home: BenchHome,
        plex: FakePlex,
        spotify: FakeSpotify,
        playlists: Sequence[Playlist],
        library: int,
    ) -> None:
        self._home = home
        self._plex = plex
        self._spotify = spotify
        self._playlist, *self._others = playlists
        self._library = library

    async def rows(self) -> list[Row]:
        """Set the profile up, then measure row after row."""
        async with self._home:
            await self._home.set_up_music(TOKEN, [self._playlist.uri])
        async with self._home:
            await self._home.settled()
            rows = [await self._row(FIRST), await self._row(AGAIN)]
        async with self._home:
            await self._home.settled()
            rows.append(await self._row(RESTARTED))
        async with self._home:
            others = [playlist.uri for playlist in self._others]
            await self._home.act("add_items", items=others)
            await self._sync()
        before = self._journal()
        async with self._home:
            await self._home.settled()
            day = await self._row(DAY)
        grown = (self._journal() - before) / 1000 * DAILY_CHANGES / MEASURED_CHANGES
        return [*rows, Row(**{**asdict(day), "journal_kb": grown})]

    async def _row(self, name: str) -> Row:
        home = self._home.home
        resident = home.resident_memory()
        journal = self._journal()
        self._spotify.reset_requests()
        self._plex.reset_requests()
        peak = Peak(home)
        watching = asyncio.create_task(peak.watch())
        began = time.perf_counter()
        held = await heart(home, self._work(name))
        seconds = time.perf_counter() - began
        watching.cancel()
        requests = self._spotify.requests, self._plex.requests.total
        idle = await heart(home, asyncio.sleep(min(max(1, seconds), LONGEST_IDLE)))
        return Row(
            run=name,
            tracks=len(self._playlist.entries),
            library=self._library,
            spotify_requests=requests[0],
            plex_requests=requests[1],
            seconds=seconds,
            peak_mb=(peak.highest - resident) / 1e6,
            kept_mb=(home.resident_memory() - resident) / 1e6,
            loop_hold_ms=max(0.0, held.longest - idle.longest),
            idle_hold_ms=idle.longest,
            busy_hold_ms=max(0.0, held.busy - idle.busy),
            journal_kb=(self._journal() - journal) / 1000,
        )

    async def _work(self, name: str) -> None:
        if name == DAY:
            for playlist in (self._playlist, *self._others):
                first, *others = playlist.entries
                playlist.change([*others, first])
        await self._sync()

    async def _sync(self) -> None:
        """Run, and look now and then whether it has ended: the first takes minutes."""
        run = (await self._home.act("sync"))["run"]
        while True:
            [newest] = (await self._home.act("get_runs", limit=1))["runs"]
            if newest["run"] == run and newest["ended_at"]:
                if newest["result"] != "ok":
                    raise RuntimeError(f"{newest['result']}: {newest['text']}")
                return
            await asyncio.sleep(LOOK_EVERY)

    def _journal(self) -> int:
        """How large the journal is, with what is still to go into its file."""
        folder, name = self._home.journal_path.parent, self._home.journal_path.name
        return sum(file.stat().st_size for file in folder.glob(f"{name}*"))
