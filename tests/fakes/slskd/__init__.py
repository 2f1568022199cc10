"""A small slskd for tests, with people behind it who share files."""

from .faults import Fault, Seen
from .rows import Download, Peer, SharedFile
from .server import FakeSlskd

__all__ = ["Download", "FakeSlskd", "Fault", "Peer", "Seen", "SharedFile"]
