"""The whole library as a compact index: found by title, by artist, by id."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
import re
from typing import Self

from ..model import LibraryTrack, ThingKey
from .artists import VARIOUS, key_of_name, read_artist
from .columns import Chains, Names, Texts
from .titles import keys_of, with_artist

_GUEST = re.compile(r"\b(?:feat|ft|featuring|with|w/)\b|[(\[][&+]", re.IGNORECASE)
_NAMES_GUEST = 32
type Credits = tuple[str, str, str, bool]
"""Artist, artist of the track, album, and whether the title may name a guest."""
_LOSSLESS = {None: 0, False: 1, True: 2}
_TRUTHS = (None, False, True)


@dataclass(frozen=True, slots=True)
class Row:
    """What the matcher needs of a library track."""

    number: int
    key: ThingKey
    title: str
    artist: str
    track_artist: str
    album: str
    milliseconds: int | None
    year: int | None
    bitrate: int
    lossless: bool | None
    explicit: bool | None
    compilation: bool
    section: str


class Index:
    """A library to look tracks up in; it is built once and then only read."""

    def __init__(self) -> None:
        """Begin empty; use `build`."""
        self._texts = Texts(3)
        self._names = Names()
        self._artist_names = Names()
        self._artists = array("I")
        self._track_artists = array("I")
        self._albums = array("I")
        self._sections = array("I")
        self._milliseconds = array("i")
        self._years = array("h")
        self._bitrates = array("i")
        self._flags = array("B")
        self._next_of_artist = array("i")
        self._last_of_artist: dict[int, int] = {}
        self._by_title = Chains()
        self._by_artist = Chains()
        self._by_isrc = Chains()
        self._by_key = Chains()

    @classmethod
    def build(cls, tracks: Iterable[LibraryTrack]) -> Self:
        """Take the tracks in, one by one: none of them is kept."""
        index = cls()
        for track in tracks:
            index._add(track)
        index._names.close()
        index._artist_names.close()
        return index

    def __len__(self) -> int:
        """How many tracks it holds."""
        return len(self._flags)

    def row(self, number: int) -> Row:
        """A track, by its number in the order of building."""
        key, _, title = self._texts[number]
        flags = self._flags[number]
        milliseconds = self._milliseconds[number]
        return Row(
            number,
            key,
            title,
            self._artist_names[self._artists[number]],
            self._artist_names[self._track_artists[number]],
            self._names[self._albums[number]],
            milliseconds if milliseconds >= 0 else None,
            self._years[number] or None,
            self._bitrates[number],
            _TRUTHS[flags & 3],
            _TRUTHS[flags >> 2 & 3],
            bool(flags & 16),
            self._names[self._sections[number]],
        )

    def find_key(self, key: ThingKey) -> Row | None:
        """The track of a key."""
        for number in self._by_key.find(key):
            row = self.row(number)
            if row.key == key:
                return row
        return None

    def find_isrc(self, isrc: str) -> list[int]:
        """The numbers of tracks with an ISRC."""
        return sorted(set(self._by_isrc.find(isrc)))

    def find_titles(self, keys: Iterable[str]) -> list[int]:
        """The numbers of tracks that go by one of the keys."""
        return sorted(set(chain.from_iterable(map(self._by_title.find, keys))))

    def find_artists(self, keys: Iterable[str]) -> list[tuple[int, str]]:
        """Numbers and title keys of all tracks by artists of these keys."""
        artists = sorted(set(chain.from_iterable(map(self._by_artist.find, keys))))
        found: dict[int, str] = {}
        for artist in artists:
            place = self._last_of_artist.get(artist, -1)
            while place >= 0:
                found[place >> 1] = self._texts[place >> 1][1]
                place = self._next_of_artist[place]
        return sorted(found.items())

    def credits(self, number: int) -> Credits:
        """Who plays a track, and where it is found, without the rest of it."""
        return (
            self._artist_names[self._artists[number]],
            self._artist_names[self._track_artists[number]],
            self._names[self._albums[number]],
            bool(self._flags[number] & _NAMES_GUEST),
        )

    def _add(self, track: LibraryTrack) -> None:
        number = len(self._flags)
        title, by = with_artist(track.title, track.track_artist or track.artist)
        artist = self._artist(track.artist or by)
        track_artist = self._artist(track.track_artist)
        first, *others = keys_of(title, by)
        self._texts.append(track.key, first, title)
        self._by_title.add(first, number)
        for key in others:
            self._by_title.add(key, number)
        self._by_isrc.add(track.isrc or "", number)
        self._by_key.add(track.key, number)
        self._artists.append(artist)
        self._track_artists.append(track_artist)
        for name in (artist, track_artist):  # two places a row, so chains never cross
            self._next_of_artist.append(self._last_of_artist.get(name, -1))
            if name:
                self._last_of_artist[name] = len(self._next_of_artist) - 1
        self._albums.append(self._names.number(track.album))
        self._sections.append(self._names.number(track.section))
        self._milliseconds.append(
            -1
            if track.milliseconds is None
            else max(0, min(track.milliseconds, 1 << 30))
        )
        self._years.append(max(0, min(track.year or 0, 9999)))
        self._bitrates.append(max(0, min(track.bitrate or 0, 1 << 30)))
        self._flags.append(
            _LOSSLESS[track.lossless]
            | _LOSSLESS[track.explicit] << 2
            | track.compilation << 4
            | (_NAMES_GUEST if _GUEST.search(title) else 0)
        )

    def _artist(self, name: str) -> int:
        """The number of an artist, who can be found by each name in it."""
        known = len(self._artist_names)
        number = self._artist_names.number(name)
        if number < known or not name:
            return number
        artists = read_artist(name)
        if artists.whole not in VARIOUS:
            for key in {artists.whole, *map(key_of_name, artists.names)}:
                self._by_artist.add(key, number)
        return number
