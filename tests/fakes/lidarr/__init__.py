"""A small Lidarr: what it has, what it wants, and what it downloads step by step."""

from .faults import Fault, Seen
from .server import FakeLidarr
from .world import Album, Artist, Download

__all__ = ["Album", "Artist", "Download", "FakeLidarr", "Fault", "Seen"]
