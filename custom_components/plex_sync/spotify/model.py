"""What the door to Spotify brings."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotifyUser:
    """An account."""

    id: str
    """What playlists name as their owner; it may change."""
    name: str
    account_id: str | None = None
    """What stays the same for as long as the account lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotifyTrack:
    """A track as it stands in a playlist or an album, local files included."""

    uri: str
    name: str
    artists: tuple[str, ...]
    album: str = ""
    album_artists: tuple[str, ...] = ()
    album_uri: str = ""
    milliseconds: int | None = None
    isrc: str | None = None
    explicit: bool | None = None
    picture: str = ""
    local: bool = False
    """A file of the user's own, that Spotify only knows by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotifyPlaylist:
    """What a playlist says about itself."""

    id: str
    name: str
    description: str = ""
    picture: str = ""
    snapshot_id: str = ""
    """Another one with every change of its content."""
    total: int | None = None
    """How many entries; `None`: Spotify does not hand out its content."""
    owner_id: str = ""
    owner_name: str = ""
    collaborative: bool = False

    @property
    def readable(self) -> bool:
        """Whether this account gets its content."""
        return self.total is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotifyAlbum:
    """What an album says about itself."""

    id: str
    name: str
    artists: tuple[str, ...]
    picture: str = ""
    total: int
    released: str = ""
    """A year, a month or a day: `1981`, `1981-12`, `1981-12-23`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Whole content in its order, and how much of it is no track."""

    tracks: tuple[SpotifyTrack, ...] = ()
    episodes: int = 0
    """Of podcasts."""
    unavailable: int = 0
    """Entries that Spotify no longer says anything about."""

    @property
    def entries(self) -> int:
        """How many entries there are, of all kinds."""
        return len(self.tracks) + self.episodes + self.unavailable

    def __add__(self, other: Tracks) -> Tracks:
        """The content of one page after that of another."""
        return Tracks(
            tracks=self.tracks + other.tracks,
            episodes=self.episodes + other.episodes,
            unavailable=self.unavailable + other.unavailable,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LikedSongs:
    """What tells whether the liked songs have changed."""

    total: int
    newest: str = ""
    """When the newest was liked, and which it is."""


class ContextKind(StrEnum):
    """From what something was played."""

    ALBUM = "album"
    ARTIST = "artist"
    COLLECTION = "collection"
    """The liked songs."""
    PLAYLIST = "playlist"
    OTHER = "other"
    """A podcast, a search, a radio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedContext:
    """Something that music was played from, the last time at some moment."""

    kind: ContextKind
    uri: str
    played_at: str
    """Of ISO 8601, in UTC."""
