"""Programs that get music: what they know and share, and how they bring it."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final, Self

from tests.fakes.lidarr import Album, Download as AlbumDownload, FakeLidarr
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.fakes.plex import FakePlex, Section
from tests.fakes.slskd import Download, FakeSlskd

ARTIST: Final = "Nova Kite"
PLAYLIST: Final = "Rainy Sunday"
BY_ALBUM: Final = "Never Released 2"
"""An album that MusicBrainz and Lidarr know."""
BY_TRACK: Final = ("Never Released 1", "Never Released 3")
"""Tracks that somebody shares."""
WHOLE_ALBUM: Final = (
    "Instruments",
    "The Cartographers",
    ("Atlas", "Compass", "Sextant"),
)
"""An album of which a track lacks."""
STEPS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where what comes is put."""

    plex: FakePlex
    section: Section


class Programs:
    """Lidarr with MusicBrainz, and slskd; what they bring lies in Plex's folders."""

    def __init__(self) -> None:
        """Nothing listens yet."""
        self.lidarr = FakeLidarr()
        self.musicbrainz = FakeMusicBrainz()
        self.slskd = FakeSlskd()
        self.arrived: dict[str, list[str]] = {"lidarr": [], "slskd": []}
        """The titles that each has brought."""
        self._place: Place | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Start."""
        for fake in (self.lidarr, self.musicbrainz, self.slskd):
            await self._stack.enter_async_context(fake)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self._stack.aclose()

    def fill(self, plex: FakePlex, section: Section) -> None:
        """Know some albums, and somebody who shares; other things nobody has."""
        self._place = Place(plex=plex, section=section)
        for title, artist, tracks in ((BY_ALBUM, ARTIST, (BY_ALBUM,)), WHOLE_ALBUM):
            group = self.musicbrainz.add_album(title, artist)
            self.lidarr.know(title, artist, *tracks, foreign_id=group.id)
        friend = self.slskd.peer("quiet_listener")
        for title in BY_TRACK:
            friend.share(f"@@mu\\Music\\{ARTIST}\\{title}\\01 - {title}.flac")
        self.lidarr.on_import = self._imported
        self.slskd.on_complete = self._downloaded

    def options(self, program: str) -> Mapping[str, Any]:
        """What is typed into the forms of a program."""
        if program == "slskd":
            fake = {"url": self.slskd.url, "api_key": self.slskd.api_key}
        else:
            fake = {
                "url": self.lidarr.url,
                "api_key": self.lidarr.api_key,
                "quality_profile_id": "Any",
                "metadata_profile_id": "Standard",
            }
        return {"enabled": True, **fake}

    def step(self) -> None:
        """Let everything that was asked for come on a little."""
        self.slskd.advance()
        for download in list(self.lidarr.downloads):
            self._come_on(download)
        coming = {download.album for download in self.lidarr.downloads}
        for album in self.lidarr.albums:
            if album.searches and album not in coming and album.percent < 100:
                self.lidarr.download(album)

    async def go_on(self, seconds: float) -> None:
        """Come on again and again."""
        while True:
            await asyncio.sleep(seconds)
            self.step()

    def _come_on(self, download: AlbumDownload) -> None:
        download.left = max(0.0, download.left - download.size / STEPS)
        if not download.left:
            self.lidarr.import_files(download)

    def _imported(self, album: Album) -> None:
        for title in album.tracks:
            self._put("lidarr", title, album.artist.name, album.title)

    def _downloaded(self, download: Download) -> None:
        *_, artist, album, name = download.path.split("\\")
        title = name.partition(" - ")[2].removesuffix(".flac")
        self._put("slskd", title, artist, album)

    def _put(self, program: str, title: str, artist: str, album: str) -> None:
        """Put a file where Plex finds it, unless it is there."""
        if (place := self._place) is None:
            raise RuntimeError("not filled")
        owned = {
            (track.title, track.parent.title if track.parent else "")
            for track in place.section.all("track")
        }
        if (title, album) in owned:
            return
        place.plex.files.append(
            {
                "title": title,
                "artist": artist,
                "album": album,
                "section": place.section,
                "duration": 200_000,
            }
        )
        self.arrived[program].append(title)
