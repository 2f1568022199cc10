"""The door to Lidarr: what it has, what it is asked for, and how far it is."""

from .client import LidarrClient
from .failures import SERVICE, AlreadyThere, NotAccepted, NotKnown
from .model import Album, Artist, Download, NewAlbum, Profile, RootFolder

__all__ = [
    "SERVICE",
    "Album",
    "AlreadyThere",
    "Artist",
    "Download",
    "LidarrClient",
    "NewAlbum",
    "NotAccepted",
    "NotKnown",
    "Profile",
    "RootFolder",
]
