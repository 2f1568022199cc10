"""A small AniList for tests and demonstrations."""

from .faults import Fault, FaultKind
from .records import Activity, Entry, User, Ways
from .server import SDL, FakeAniList, Operation

__all__ = [
    "SDL",
    "Activity",
    "Entry",
    "FakeAniList",
    "Fault",
    "FaultKind",
    "Operation",
    "User",
    "Ways",
]
