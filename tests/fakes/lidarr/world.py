"""What a small Lidarr holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def mbid(*of: object) -> str:
    """An id as MusicBrainz gives them; the same of the same."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, of))))


@dataclass(slots=True, kw_only=True, eq=False)
class Artist:
    """An artist that was added, or could be: then its `id` is 0."""

    name: str
    foreign_id: str
    id: int = 0
    monitored: bool = False
    monitor_new_items: str = "all"
    quality_profile_id: int = 0
    metadata_profile_id: int = 0
    root_folder: str = ""
    tags: list[int] = field(default_factory=list)
    to_monitor: list[str] | None = None
    """Albums that it is to want once it is read; `None`: it has been read."""


@dataclass(slots=True, kw_only=True, eq=False)
class Album:
    """An album that was added, or could be: then its `id` is 0."""

    title: str
    foreign_id: str
    artist: Artist
    id: int = 0
    monitored: bool = False
    tracks: tuple[str, ...] = ("One", "Two", "Three")
    files: int = 0
    """How many of its tracks are on disk."""
    searches: int = 0
    """How often it was searched for."""

    @property
    def wanted(self) -> int:
        """How many tracks count: those on disk, and all of an album that is wanted."""
        return len(self.tracks) if self.monitored else self.files

    @property
    def percent(self) -> float:
        """How much of what counts is on disk."""
        return 100 * self.files / self.wanted if self.wanted else 0.0


@dataclass(slots=True, kw_only=True, eq=False)
class Download:
    """Something in the queue."""

    id: int
    album: Album | None
    """`None`: of nothing that Lidarr knows."""
    size: float = 1000.0
    left: float = 1000.0
    state: str = "downloading"
    status: str = "downloading"
    error: str | None = None
    messages: list[str] = field(default_factory=list)


type OnImport = Callable[[Album], None]
"""Told of an album whose files have come to lie in the root folder."""


class World:
    """What there is, and what happens to it by and by."""

    on_import: OnImport | None = None

    def __init__(self) -> None:
        """Begin with two profiles of each kind, a root folder, and no music."""
        self.folders: dict[str, bool] = {"/music/": True}
        """Each with whether Lidarr can get into it."""
        self.qualities = {1: "Any", 2: "Lossless"}
        self.kinds = {1: "Standard", 2: "Everything"}
        self.tags: dict[int, str] = {}
        self.known: list[Album] = []
        """What could be added: what Lidarr finds about MusicBrainz's albums."""
        self.albums: list[Album] = []
        self.artists: list[Artist] = []
        self.downloads: list[Download] = []
        self._ids = 0

    def know(
        self, title: str, artist: str, *tracks: str, foreign_id: str = ""
    ) -> Album:
        """Find something about an album; by default by an id of its own."""
        there = [*self.artists, *(album.artist for album in self.known)]
        whose = next(
            (one for one in there if one.name == artist),
            Artist(name=artist, foreign_id=mbid("artist", artist)),
        )
        album = Album(
            title=title,
            foreign_id=foreign_id or mbid("album", artist, title),
            artist=whose,
            tracks=tracks or ("One", "Two", "Three"),
        )
        self.known.append(album)
        return album

    def have(self, album: Album, *, monitored: bool = True, files: int = 0) -> Album:
        """Have an album already, wanted or not, with some of its files."""
        if not album.artist.id:
            self._take_in(album.artist)
            album.artist.monitored = True
            album.artist.root_folder = next(iter(self.folders), "/music/")
        album.id, album.monitored, album.files = self._id(), monitored, files
        self.albums.append(album)
        return album

    def read_artists(self) -> None:
        """Do what Lidarr does some time after artists were added: read them whole."""
        for artist in self.artists:
            wanted, artist.to_monitor = artist.to_monitor, None
            if wanted is not None:
                for album in self.albums:
                    if album.artist is artist:
                        album.monitored = album.foreign_id in wanted

    def download(self, album: Album, **facts: Any) -> Download:
        """Begin to download an album; it stands in the queue."""
        download = Download(id=self._id(), album=album, **facts)
        self.downloads.append(download)
        return download

    def import_files(self, download: Download, files: int | None = None) -> None:
        """End a download: all its files are on disk, or so many of them."""
        self.downloads.remove(download)
        if (album := download.album) is not None:
            album.files = len(album.tracks) if files is None else files
            if self.on_import is not None:
                self.on_import(album)

    def let_go(self, album: Album) -> None:
        """No longer want an album."""
        album.monitored = False

    def remove(self, album: Album) -> None:
        """Forget an album."""
        self.albums.remove(album)
        album.id = 0

    def _id(self) -> int:
        self._ids += 1
        return self._ids

    def _take_in(self, artist: Artist) -> None:
        artist.id = self._id()
        self.artists.append(artist)
