"""The door to Tidal: which page a track or an album has there."""

from .client import ENDPOINT, TidalClient
from .model import TidalAlbum, TidalTrack
from .transport import SERVICE, TOKEN_ENDPOINT, Clock, Credentials

__all__ = [
    "ENDPOINT",
    "SERVICE",
    "TOKEN_ENDPOINT",
    "Clock",
    "Credentials",
    "TidalAlbum",
    "TidalClient",
    "TidalTrack",
]
