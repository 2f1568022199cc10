"""The door to slskd, a client of the Soulseek network: searches and downloads."""

from .client import NotConnected, SlskdClient
from .model import Application, RemoteFile, Search, Transfer
from .transport import SERVICE, Clock, Pace, TransferRefused

__all__ = [
    "SERVICE",
    "Application",
    "Clock",
    "NotConnected",
    "Pace",
    "RemoteFile",
    "Search",
    "SlskdClient",
    "Transfer",
    "TransferRefused",
]
