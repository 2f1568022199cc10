"""The door to MusicBrainz: which album a barcode, a recording or a link belongs to."""

from .client import ENDPOINT, MusicBrainzClient
from .limiter import SERVICE, Limiter
from .model import Release, ReleaseGroup

__all__ = [
    "ENDPOINT",
    "SERVICE",
    "Limiter",
    "MusicBrainzClient",
    "Release",
    "ReleaseGroup",
]
