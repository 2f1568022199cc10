"""What a small Spotify holds: accounts, playlists, albums, songs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

ALL_SCOPES = (
    "playlist-read-private",
    "playlist-read-collaborative",
    "user-library-read",
    "user-read-recently-played",
)


@dataclass(slots=True, kw_only=True, eq=False)
class Song:
    """A track of the catalogue."""

    id: str
    title: str
    artists: tuple[str, ...]
    album: Album
    number: int
    """Its place on the album, from 1."""
    milliseconds: int = 200_000
    isrc: str | None = None
    explicit: bool = False

    @property
    def uri(self) -> str:
        """Its URI."""
        return f"spotify:track:{self.id}"


@dataclass(slots=True, kw_only=True, eq=False)
class Album:
    """An album; its songs are those of the catalogue that name it."""

    id: str
    title: str
    artists: tuple[str, ...]
    songs: list[Song] = field(default_factory=list)
    released: str = "1999-09-09"
    kind: str = "album"
    upc: str | None = None

    @property
    def uri(self) -> str:
        """Its URI."""
        return f"spotify:album:{self.id}"


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of somebody's own within a playlist."""

    title: str
    artist: str = ""
    album: str = ""
    seconds: int = 180


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode of a podcast within a playlist."""

    title: str
    show: str = "A podcast"


@dataclass(frozen=True, slots=True)
class Removed:
    """A track that is no longer in the catalogue: its names are empty."""

    id: str


type Entry = Song | LocalFile | Episode | Removed | None
"""`None`: null, as Spotify answers for what it has lost."""


@dataclass(slots=True, kw_only=True, eq=False)
class Playlist:
    """A playlist; with each change of it comes another snapshot."""

    id: str
    title: str
    owner: Account
    entries: list[Entry] = field(default_factory=list)
    description: str = ""
    collaborators: list[Account] = field(default_factory=list)
    public: bool = True
    picture: bool = True
    version: int = 1

    @property
    def uri(self) -> str:
        """Its URI."""
        return f"spotify:playlist:{self.id}"

    @property
    def snapshot_id(self) -> str:
        """Another one with each change."""
        return f"AAAA{self.version:04d}{self.id[-8:]}"

    def change(self, entries: Iterable[Entry]) -> None:
        """Let it hold something else."""
        self.entries = list(entries)
        self.version += 1

    def readable_by(self, account: Account) -> bool:
        """Whether an account owns it or works on it."""
        return account is self.owner or account in self.collaborators


@dataclass(frozen=True, slots=True)
class Played:
    """A song that was listened to, and from what."""

    song: Song
    context_kind: str = ""
    context_uri: str = ""


@dataclass(slots=True, kw_only=True, eq=False)
class Account:
    """A person at Spotify."""

    id: str
    name: str
    token: str
    refresh_token: str
    account_id: str | None = None
    scopes: Sequence[str] = ALL_SCOPES
    registered: bool = True
    """Whether the app's owner has put it on the app's list."""
    liked: list[Song] = field(default_factory=list)
    """The newest first."""
    saved: list[Album | None] = field(default_factory=list)
    playlists: list[Playlist] = field(default_factory=list)
    """Own ones and followed ones."""
    played: list[Played] = field(default_factory=list)
    """The latest first."""


class SpotifyWorld:
    """All of it, built by code."""

    def __init__(self) -> None:
        """Begin empty."""
        self.accounts: list[Account] = []
        self.songs: dict[str, Song] = {}
        self.albums: dict[str, Album] = {}
        self.playlists: dict[str, Playlist] = {}
        self._numbers = count(1)
        self.spotify = Account(id="spotify", name="Spotify", token="", refresh_token="")
        """Who owns what Spotify makes itself."""

    def add_account(self, name: str, token: str = "", **options: object) -> Account:
        """Add a person; options are the fields of `Account`."""
        number = next(self._numbers)
        known = {
            "id": f"user{number}",
            "account_id": f"account{number}",
            "token": token or f"BQ-access-{number}",
            "refresh_token": f"AQ-refresh-{number}",
        }
        account = Account(**{**known, **options}, name=name)  # type: ignore[arg-type]
        self.accounts.append(account)
        return account

    def add_album(
        self, title: str, *artists: str, songs: int | Iterable[str] = 0
    ) -> Album:
        """Add an album with songs of these titles, or with so many."""
        album = Album(id=self._id("album"), title=title, artists=artists)
        self.albums[album.id] = album
        titles = (
            [f"{title} {number}" for number in range(1, songs + 1)]
            if isinstance(songs, int)
            else songs
        )
        for one in titles:
            self.add_song(one, *artists, album=album)
        return album

    def add_song(
        self,
        title: str,
        *artists: str,
        album: Album | str | None = None,
        milliseconds: int = 200_000,
        isrc: str | None = None,
        explicit: bool = False,
    ) -> Song:
        """Add a song; without an album it is a single."""
        if not isinstance(album, Album):
            album = self.add_album(album or title, *artists)
        song = Song(
            id=self._id("track"),
            title=title,
            artists=artists,
            album=album,
            number=len(album.songs) + 1,
            milliseconds=milliseconds,
            isrc=isrc,
            explicit=explicit,
        )
        album.songs.append(song)
        self.songs[song.id] = song
        return song

    def add_songs(self, number: int, artist: str = "Somebody") -> list[Song]:
        """Add so many songs of one album."""
        first = len(self.songs) + 1
        titles = [f"Song {index}" for index in range(first, first + number)]
        return self.add_album("Many songs", artist, songs=titles).songs

    def add_playlist(
        self,
        owner: Account,
        title: str,
        entries: Iterable[Entry] = (),
        **options: object,
    ) -> Playlist:
        """Add a playlist to its owner's; options are the fields of `Playlist`."""
        known: dict[str, object] = {"id": self._id("playlist")}
        playlist = Playlist(
            **{**known, **options},  # type: ignore[arg-type]
            title=title,
            owner=owner,
            entries=list(entries),
        )
        self.playlists[playlist.id] = playlist
        owner.playlists.append(playlist)
        return playlist

    def add_playlist_of_spotify(self, title: str) -> str:
        """Add one that no app is given; its id."""
        playlist_id = f"37i9dQZF1DX{next(self._numbers):011d}"
        self.add_playlist(self.spotify, title, id=playlist_id)
        return playlist_id

    def account_of(self, token: str) -> Account | None:
        """Whose token it is."""
        return next(
            (one for one in self.accounts if token and one.token == token), None
        )

    def expire(self, account: Account) -> None:
        """Make an account's token worthless; it can be refreshed."""
        account.token = f"BQ-access-{next(self._numbers)}"

    def revoke(self, account: Account) -> None:
        """The person has taken the right back: nothing is refreshed any more."""
        self.expire(account)
        account.refresh_token = f"AQ-refresh-{next(self._numbers)}"

    def _id(self, kind: str) -> str:
        """An id as long as Spotify's."""
        return f"{kind}{next(self._numbers):0{22 - len(kind)}d}"
