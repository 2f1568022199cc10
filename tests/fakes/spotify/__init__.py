"""A small Spotify for tests and demonstrations."""

from .faults import Fault, Kind
from .server import FakeSpotify, Seen
from .world import (
    Account,
    Album,
    Entry,
    Episode,
    LocalFile,
    Played,
    Playlist,
    Removed,
    Song,
)

__all__ = [
    "Account",
    "Album",
    "Entry",
    "Episode",
    "FakeSpotify",
    "Fault",
    "Kind",
    "LocalFile",
    "Played",
    "Playlist",
    "Removed",
    "Seen",
    "Song",
]
