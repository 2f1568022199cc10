"""Libraries of music, and the playlists made of them."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from .library import Item, Section, User
from .world import PlexWorld

MUSIC = ("artist", "album", "track")


@dataclass(eq=False)
class Record(Item):
    """An artist, an album or a track."""

    file: str = ""
    codec: str = "flac"
    bitrate: int = 900
    compilation: bool = False


@dataclass(eq=False)
class Poster:
    """A picture that a playlist can show."""

    key: str
    data: bytes


@dataclass(eq=False)
class Playlist:
    """A playlist of one user: items by their number, the same track as often as liked."""

    rating_key: int
    guid: str
    title: str
    user: User
    summary: str = ""
    kind: str = "audio"
    smart: bool = False
    items: list[tuple[int, Item]] = field(default_factory=list)
    posters: list[Poster] = field(default_factory=list)
    poster: Poster | None = None
    added_at: int = 1_700_000_000
    updated_at: int = 1_700_000_000

    @property
    def titles(self) -> list[str]:
        """What is in it, in order."""
        return [item.title for _, item in self.items]

    @property
    def rating_keys(self) -> list[str]:
        """Which tracks are in it, in order."""
        return [str(item.rating_key) for _, item in self.items]


class MusicWorld(PlexWorld):
    """A household with music."""

    def __init__(self, name: str = "Living room", owner: str = "Alex") -> None:
        """Begin with an owner, and nothing to hear."""
        super().__init__(name, owner)
        self.playlists: list[Playlist] = []
        self.drop_every: int | None = None
        """Each so-manieth track of those that are added is silently left out."""
        self.never_taken: set[str] = set()
        """Titles of tracks that are left out whenever they are added."""
        self.longest_address: int | None = None
        """Characters; a longer one is refused with 414."""
        self.next_item_id = count(1)
        self.files: list[dict[str, Any]] = []
        """Files that lie in the folders, as `add_track` takes them; found by a scan."""
        self._clock = count(1_700_000_200, 60)
        self._albums: dict[tuple[str, str, str], Record] = {}

    def add_track(
        self,
        title: str,
        *,
        artist: str = "Aurora",
        album: str = "First Light",
        section: Section | None = None,
        track_artist: str | None = None,
        guid: str | None = None,
        musicbrainz: str | None = None,
        duration: int = 200_000,
        year: int | None = 2001,
        disc: int = 1,
        index: int | None = None,
        file: str | None = None,
        codec: str = "flac",
        bitrate: int = 900,
        compilation: bool = False,
    ) -> Record:
        """A track; artist and album are made where they are not there yet."""
        section = section or self._first("artist", "Music")
        above = self._album(section, artist, album, year, compilation)
        track = self._record("track", section, title, guid, above)
        track.index = index or len(above.children) + 1
        above.index = disc
        track.original_title, track.duration = track_artist, duration
        track.external_ids = (f"mbid://{musicbrainz}",) if musicbrainz else ()
        track.codec, track.bitrate = codec, bitrate
        ending = "mp3" if codec == "mp3" else codec
        name = f"{track.index:02d} - {title}.{ending}"
        track.file = f"/storage/music/{artist}/{album}/{name}" if file is None else file
        above.children.append(track)
        self.touch(track)
        return track

    def touch(self, track: Item) -> None:
        """Let something of a track have changed just now."""
        track.updated_at = next(self._clock)
        track.rendered.clear()
        track.section.content_changed_at += 1

    def scan(self, section: Section) -> None:
        """Look through a library's folders for what is new there."""
        section.scanned_at = next(self._clock)
        files, self.files = self.files, []
        for file in files:
            self.add_track(**{"section": section, **file})

    def remove(self, item: Item) -> None:
        """Take an item out of its library and of all playlists."""
        if item.kind not in MUSIC:
            super().remove(item)
            return
        for kind in MUSIC:
            for each in item.descendants(kind):
                self._items.pop(each.rating_key)
                self._leave_playlists(each)
        siblings = item.parent.children if item.parent else item.section.items
        siblings.remove(item)
        self._albums = {at: one for at, one in self._albums.items() if one is not item}
        self._listings.clear()
        item.section.content_changed_at += 1

    def rescan(self, section: Section) -> None:
        """Take a library in anew: other rating keys, same guids, same files."""
        if section.type != "artist":
            super().rescan(section)
            return
        for kind in MUSIC:
            for item in section.all(kind):
                self._items.pop(item.rating_key)
                item.rating_key = self._key(item)
                item.updated_at = next(self._clock)
        for item in section.items:
            item.changed()
        section.content_changed_at += 1

    def add_playlist(
        self, user: User, title: str, *tracks: Item, smart: bool = False
    ) -> Playlist:
        """A playlist that the user has made."""
        number = self._next_key
        self._next_key += 1
        guid = f"com.plexapp.agents.none://{number:08x}-0000-4000-8000-000000000000"
        playlist = Playlist(number, guid, title, user, smart=smart)
        self.playlists.append(playlist)
        self.extend(playlist, tracks)
        return playlist

    def extend(self, playlist: Playlist, tracks: tuple[Item, ...]) -> None:
        """Add tracks at the end, each under a number of its own."""
        playlist.items += [(next(self.next_item_id), track) for track in tracks]
        self.stamp(playlist)

    def stamp(self, playlist: Playlist) -> None:
        """Let a playlist have changed just now."""
        playlist.updated_at = next(self._clock)

    def playlist(self, rating_key: str, user: User) -> Playlist | None:
        """A playlist of the user."""
        return next(
            (
                each
                for each in self.playlists
                if str(each.rating_key) == rating_key and each.user is user
            ),
            None,
        )

    def _leave_playlists(self, track: Item) -> None:
        """What has left the library leaves the playlists as well."""
        for playlist in self.playlists:
            left = [pair for pair in playlist.items if pair[1] is not track]
            if len(left) < len(playlist.items):
                playlist.items = left
                self.stamp(playlist)

    def _album(
        self,
        section: Section,
        artist: str,
        title: str,
        year: int | None,
        compilation: bool,
    ) -> Record:
        """An album, with its artist."""
        at = section.key, artist, title
        if at not in self._albums:
            named = (each for each in section.items if each.title == artist)
            if (above := next(named, None)) is None:
                above = self._record("artist", section, artist, None)
                section.items.append(above)
            album = self._record("album", section, title, None, above)
            album.year, album.compilation = year, compilation
            above.children.append(album)
            self._albums[at] = album
        return self._albums[at]

    def _record(
        self,
        kind: str,
        section: Section,
        title: str,
        guid: str | None,
        parent: Item | None = None,
    ) -> Record:
        """A new item, with a rating key and, where none is given, a modern guid."""
        number = self._next_key
        record = Record(
            kind, number, section, title, guid or f"plex://{kind}/{number:024x}"
        )
        record.parent = parent
        record.rating_key = self._key(record)
        self._listings.clear()
        return record
