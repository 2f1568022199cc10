"""A Plex server, plex.tv and discover that real clients can use."""

from .faults import Fault, Faults, Kind
from .library import HistoryEntry, Item, Section, User, WatchState, Wish
from .music import Playlist, Poster, Record
from .players import Player
from .playqueues import PlayQueue
from .redirect import plexapi_at
from .server import FakePlex
from .wire import Seen

__all__ = [
    "FakePlex",
    "Fault",
    "Faults",
    "HistoryEntry",
    "Item",
    "Kind",
    "PlayQueue",
    "Player",
    "Playlist",
    "Poster",
    "Record",
    "Section",
    "Seen",
    "User",
    "WatchState",
    "Wish",
    "plexapi_at",
]
