"""A small Tidal for tests."""

from .rows import Album, Song
from .server import FakeTidal, Fault, Seen

__all__ = ["Album", "FakeTidal", "Fault", "Seen", "Song"]
