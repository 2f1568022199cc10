"""The household's music: what Spotify has, what the library has, what should come of it.

Nothing of the integration is used here: which song of the library stands for which song
of Spotify is written down where both are made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from tests.fakes.plex import FakePlex, Section
from tests.fakes.spotify import Account, Album, FakeSpotify, Playlist, Song

SPOTIFY_NAME: Final = "Frieda"
SPOTIFY_TOKEN: Final = "sample-token-of-frieda-at-spotify"
BANDS: Final = (
    "The Paper Lanterns",
    "Harbour Lights",
    "Nova Kite",
    "Silver Meridian",
    "Low Tide Choir",
    "Ember & Ash",
    "Das Blaue Zimmer",
    "Les Nuits Claires",
    "Cielo Abierto",
    "Northern Static",
)
FIRST: Final = (
    "Glass",
    "Paper",
    "Winter",
    "Electric",
    "Quiet",
    "Golden",
    "Hollow",
    "Midnight",
    "Velvet",
    "Distant",
    "Copper",
    "Broken",
    "Sleeping",
    "Burning",
    "Silent",
    "Crystal",
)
SECOND: Final = (
    "Rivers",
    "Machines",
    "Gardens",
    "Letters",
    "Horses",
    "Windows",
    "Signals",
    "Harbours",
    "Mountains",
    "Shadows",
    "Satellites",
    "Orchards",
    "Engines",
    "Bridges",
    "Islands",
    "Mirrors",
)
TRACKS_AN_ALBUM: Final = 16


@dataclass
class MusicHousehold:
    """The samples, and what should become of them."""

    spotify: FakeSpotify
    plex: FakePlex
    account: Account
    section: Section
    expected: dict[str, list[str]] = field(default_factory=dict)
    """What each playlist on Plex should hold, as `artist – title`, in order."""
    missing: list[str] = field(default_factory=list)
    """The titles that no track of the library stands for."""
    review: list[str] = field(default_factory=list)
    """The titles whose track somebody should look at."""
    uris: list[str] = field(default_factory=list)
    """What is chosen in the config flow."""
    categories: dict[str, str] = field(default_factory=dict)
    """The category that items get, by their title."""

    def own(
        self,
        title: str,
        artist: str,
        album: str = "",
        *,
        seconds: int = 200,
        track_artist: str | None = None,
    ) -> str:
        """Put a track into the library; returns its name."""
        self.plex.add_track(
            title,
            artist=artist,
            album=album or f"{artist} Collected",
            section=self.section,
            duration=seconds * 1000,
            track_artist=track_artist,
        )
        return f"{artist} – {title}"

    def song(
        self, title: str, *artists: str, album: str = "", seconds: int = 200
    ) -> Song:
        """Put a song into Spotify's catalogue."""
        return self.spotify.add_song(
            title, *artists, album=album or None, milliseconds=seconds * 1000
        )

    def playlist(
        self, title: str, entries: Iterable[tuple[Song, str | None]]
    ) -> Playlist:
        """A playlist of songs, each with the library track that stands for it."""
        rows = list(entries)
        made = self.spotify.add_playlist(
            self.account, title, [song for song, _ in rows]
        )
        self._expect(title, rows)
        self.uris.append(made.uri)
        return made

    def like(self, entries: Iterable[tuple[Song, str | None]]) -> None:
        """The liked songs, the newest first."""
        rows = list(entries)
        self.account.liked = [song for song, _ in rows]
        self._expect("Liked Songs", rows)
        self.uris.append(f"spotify:user:{self.account.id}:collection")

    def save_album(self, album: Album, owned: Sequence[str]) -> None:
        """An album that was saved, of which so many titles are owned."""
        self.account.saved.append(album)
        self.missing += [song.title for song in album.songs if song.title not in owned]
        self.uris.append(album.uri)

    def _expect(self, title: str, rows: Sequence[tuple[Song, str | None]]) -> None:
        self.expected[title] = [track for _, track in rows if track is not None]
        self.missing += [
            song.title
            for song, track in rows
            if track is None and song.title not in self.review
        ]

    def differences(self) -> list[str]:
        """Say where the playlists on Plex differ from what they should hold."""
        held = self.held()
        lines = [
            f"{title}: should not be there" for title in held.keys() - self.expected
        ]
        for title, wanted in self.expected.items():
            found = held.get(title, [])
            if found != wanted:
                lines.append(f"{title}: holds {found}, wanted {wanted}")
        return sorted(lines)

    def held(self) -> Mapping[str, list[str]]:
        """What the playlists on Plex hold."""
        return {
            playlist.title: [
                f"{item.parent.parent.title} – {item.title}"
                for _, item in playlist.items
                if item.parent is not None and item.parent.parent is not None
            ]
            for playlist in self.plex.playlists
        }

    def equal(self) -> int:
        """Count the playlists that are as they should be."""
        held = self.held()
        return sum(held.get(title) == wanted for title, wanted in self.expected.items())


def make_music(spotify: FakeSpotify, plex: FakePlex) -> MusicHousehold:
    """Fill both sides: some thousand tracks, a dozen playlists, each with its story."""
    home = MusicHousehold(
        spotify=spotify,
        plex=plex,
        account=spotify.add_account(SPOTIFY_NAME, SPOTIFY_TOKEN),
        section=plex.add_section("Music", "artist"),
    )
    shelf = _fill_library(home)
    _plain_playlists(home, shelf)
    _versions(home)
    _names(home)
    _scripts(home)
    _unsure(home)
    _albums(home)
    return home


type Shelf = list[tuple[str, str, str, int]]
"""Title, artist, album and seconds of what the library has."""


def _fill_library(home: MusicHousehold) -> Shelf:
    """Two and a half thousand tracks: every band sings of everything."""
    shelf: Shelf = []
    for band_number, band in enumerate(BANDS):
        for number, (first, second) in enumerate(product(FIRST, SECOND)):
            title = f"{first} {second}"
            album = f"{FIRST[number // TRACKS_AN_ALBUM]} Years"
            seconds = 150 + (number * 7 + band_number * 13) % 200
            home.own(title, band, album, seconds=seconds)
            shelf.append((title, band, album, seconds))
    return shelf


def _from(
    home: MusicHousehold, shelf: Shelf, numbers: Iterable[int]
) -> list[tuple[Song, str | None]]:
    rows: list[tuple[Song, str | None]] = []
    for number in numbers:
        title, band, album, seconds = shelf[number % len(shelf)]
        song = home.song(title, band, album=album, seconds=seconds)
        rows.append((song, f"{band} – {title}"))
    return rows


def _plain_playlists(home: MusicHousehold, shelf: Shelf) -> None:
    """What is owned in full, in the order of the source, with repetitions."""
    home.playlist("Morning run", _from(home, shelf, range(0, 2500, 61)))
    road = _from(home, shelf, range(3, 2500, 97))
    home.playlist("Road trip", [*road, road[0], road[5]])
    lost = [(home.song(f"Never Released {n}", "Nova Kite"), None) for n in (1, 2, 3)]
    mixed = _from(home, shelf, range(11, 2500, 211))
    home.playlist("Rainy Sunday", [lost[0], *mixed[:6], lost[1], *mixed[6:], lost[2]])
    home.like(_from(home, shelf, range(17, 2500, 41)))
    home.playlist("Dinner", _from(home, shelf, range(29, 2500, 131)))
    home.playlist("Focus", _from(home, shelf, range(5, 2500, 53)))
    home.playlist("Workout", _from(home, shelf, range(2, 2500, 83)))
    home.playlist("Old favourites", _from(home, shelf, range(2499, 0, -113)))
    home.playlist("Single song", _from(home, shelf, [777]))


def _versions(home: MusicHousehold) -> None:
    """A remaster is the same recording; live, a remix, another part is not."""
    band, other = "Marble Arcade", "Signal Hill"
    studio = home.own("Lanterns", band, "First Light", seconds=245)
    home.own("Lanterns (Live at the Pier)", band, "Live at the Pier", seconds=310)
    second = home.own("Tide, Part II", band, "First Light", seconds=205)
    home.own("Tide, Part I", band, "First Light", seconds=190)
    home.own("Afterglow (Night Drive Remix)", other, "Remixes", seconds=330)
    home.own("Only Once (Live)", other, "On Stage", seconds=280)
    home.playlist(
        "Versions",
        [
            (home.song("Lanterns - Remastered 2011", band, seconds=245), studio),
            (home.song("Tide, Pt. 2", band, seconds=205), second),
            (home.song("Only Once", other, seconds=215), None),
            (home.song("Afterglow - Dawn Remix", other, seconds=300), None),
        ],
    )


def _names(home: MusicHousehold) -> None:
    """Artists are written in many ways; the same title by another is another song."""
    duo = home.own("Open Water", "Salt and Stone", "Open Water", seconds=222)
    guest = home.own(
        "Higher Ground", "Kestrel", "Flight", seconds=198, track_artist="Kestrel"
    )
    comma = home.own("Small Hours", "Rook, The Wanderer", "Small Hours", seconds=231)
    home.own("Homecoming", "The Cartographers", "Maps", seconds=240)
    home.playlist(
        "Who is who",
        [
            (home.song("Open Water", "Salt & Stone", seconds=222), duo),
            (
                home.song("Higher Ground (feat. Wren)", "Kestrel", "Wren", seconds=198),
                guest,
            ),
            (home.song("Small Hours", "Rook, The Wanderer", seconds=231), comma),
            (home.song("Homecoming", "Lowland", seconds=239), None),
        ],
    )


def _scripts(home: MusicHousehold) -> None:
    """Every script has its own letters, and accents are none of the difference."""
    north = home.own("Полярная ночь", "Северный Свет", "Полярная ночь", seconds=251)
    east = home.own("夜の灯台", "青い部屋", "灯台", seconds=263)
    accent = home.own("Sæglópa", "Móðir Jörð", "Haf", seconds=305)
    home.playlist(
        "Around the world",
        [
            (home.song("Полярная ночь", "Северный Свет", seconds=251), north),
            (home.song("夜の灯台", "青い部屋", seconds=263), east),
            (home.song("Saeglopa", "Modir Jord", seconds=305), accent),
            (home.song("Белые ночи", "Северный Свет", seconds=240), None),
        ],
    )


def _unsure(home: MusicHousehold) -> None:
    """What only its owner can tell: another length, another letter."""
    band = "Velvet Foxes"
    home.own("Paper Moon", band, "Nights", seconds=200)
    home.own("Ocean Drives", band, "Nights", seconds=214)
    longer = home.own("Long Way Home", band, "Nights", seconds=200)
    home.review += ["Paper Moon", "Ocean Drive"]
    home.playlist(
        "Late night",
        [
            (home.song("Paper Moon", band, album="Nights", seconds=232), None),
            (home.song("Long Way Home", band, album="Nights", seconds=201), longer),
            (home.song("Ocean Drive", band, album="Nights", seconds=214), None),
        ],
    )


def _albums(home: MusicHousehold) -> None:
    """One album that is owned whole, one of which a track lacks."""
    titles = ["Overture", "First Snow", "Thaw", "Spring Tide"]
    whole = home.spotify.add_album("Four Seasons Later", "Marble Arcade", songs=titles)
    for title in titles:
        home.own(title, "Marble Arcade", "Four Seasons Later")
    home.save_album(whole, titles)
    some = ["Atlas", "Compass", "Sextant"]
    part = home.spotify.add_album("Instruments", "The Cartographers", songs=some)
    for title in some[:2]:
        home.own(title, "The Cartographers", "Instruments")
    home.save_album(part, some[:2])
