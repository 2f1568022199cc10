"""The door to Spotify: playlists, liked songs, albums and what was played."""

from .client import ENDPOINT, SpotifyClient
from .failures import (
    Blocked,
    Forbidden,
    Gone,
    MadeBySpotify,
    MissingScope,
    NotOwn,
    NotRegistered,
    PremiumLapsed,
)
from .limiter import Limiter
from .links import LIKED, Link, LinkKind, LinkRefused, link_of
from .model import (
    ContextKind,
    LikedSongs,
    PlayedContext,
    SpotifyAlbum,
    SpotifyPlaylist,
    SpotifyTrack,
    SpotifyUser,
    Tracks,
)
from .pages import OnPage
from .transport import TokenSupplier

__all__ = [
    "ENDPOINT",
    "LIKED",
    "Blocked",
    "ContextKind",
    "Forbidden",
    "Gone",
    "LikedSongs",
    "Limiter",
    "Link",
    "LinkKind",
    "LinkRefused",
    "MadeBySpotify",
    "MissingScope",
    "NotOwn",
    "NotRegistered",
    "OnPage",
    "PlayedContext",
    "PremiumLapsed",
    "SpotifyAlbum",
    "SpotifyClient",
    "SpotifyPlaylist",
    "SpotifyTrack",
    "SpotifyUser",
    "TokenSupplier",
    "Tracks",
    "link_of",
]
