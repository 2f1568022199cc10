"""Who shares what, what is downloaded, and how slskd writes that down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
import re
from typing import Any, Final
from uuid import UUID, uuid5

type Row = dict[str, Any]

STARTED: Final = "2026-03-01T12:00:00.0000000Z"
_SPACE: Final = UUID("5f1c3c52-2a5e-4d5c-9f0e-6a7f4b1a2c3d")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A file as its owner shares it."""

    path: str
    size: int
    seconds: int | None = None
    bitrate: int | None = None
    bit_depth: int | None = None
    extension: str = ""
    """Most clients leave it empty."""
    locked: bool = False


@dataclass(slots=True, kw_only=True)
class Peer:
    """Somebody on the network."""

    name: str
    files: list[SharedFile] = field(default_factory=list)
    free_slot: bool = True
    queue: int = 0
    speed: int = 1_000_000
    online: bool = True
    """Searches find the files of one who goes offline right afterwards, too."""
    answers: bool = True
    """Whether searches find this peer at all."""
    lies: bool = False
    """Sends half of what was announced, and calls it the whole."""
    ends: str = "Succeeded"
    """How each transfer ends: `Errored`, `Rejected`, `TimedOut`, `Cancelled`."""
    stalls_at: float | None = None
    """The share after which nothing comes any more; 0: never has a turn."""

    def share(self, path: str, **facts: Any) -> SharedFile:
        """Share a file; it has five megabytes and three minutes and twenty seconds."""
        made: Row = {"size": 5_000_000 + len(self.files), "seconds": 200, **facts}
        self.files.append(file := SharedFile(path=path, **made))
        return file


@dataclass(slots=True, kw_only=True)
class Download:
    """A transfer."""

    id: str
    username: str
    path: str
    size: int
    state: str = "Queued, Remotely"
    transferred: int = 0
    removed: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state.startswith("Completed")


def id_of(number: int) -> str:
    """An id of its own."""
    return str(uuid5(_SPACE, str(number)))


def words_in(text: str) -> set[str]:
    """The words by which a network finds files."""
    return set(re.findall(r"\w+", text.casefold()))


def is_found(file: SharedFile, text: str) -> bool:
    """Whether all words are in the path, and none of those with a hyphen before."""
    pieces = text.split()
    unwanted = {word for piece in pieces if piece[0] == "-" for word in words_in(piece)}
    wanted = {word for piece in pieces if piece[0] != "-" for word in words_in(piece)}
    there = words_in(file.path)
    return bool(wanted) and wanted <= there and not unwanted & there


def file_row(file: SharedFile) -> Row:
    """A file in a response; what is not known is left out."""
    row: Row = {
        "bitDepth": file.bit_depth,
        "bitRate": file.bitrate,
        "code": 1,
        "extension": file.extension,
        "filename": file.path,
        "length": file.seconds,
        "size": file.size,
        "isLocked": file.locked,
    }
    return {name: value for name, value in row.items() if value is not None}


def response_row(peer: Peer, files: Iterable[SharedFile]) -> Row:
    """What one peer answers."""
    rows = [(file.locked, file_row(file)) for file in files]
    there = [row for locked, row in rows if not locked]
    locked = [row for locked, row in rows if locked]
    return {
        "fileCount": len(there),
        "files": there,
        "hasFreeUploadSlot": peer.free_slot,
        "lockedFileCount": len(locked),
        "lockedFiles": locked,
        "queueLength": peer.queue,
        "token": 7,
        "uploadSpeed": peer.speed,
        "username": peer.name,
    }


def download_row(download: Download) -> Row:
    """A transfer."""
    return {
        "id": download.id,
        "username": download.username,
        "direction": "Download",
        "filename": download.path,
        "size": download.size,
        "startOffset": 0,
        "state": download.state,
        "requestedAt": STARTED,
        "enqueuedAt": STARTED,
        "bytesTransferred": download.transferred,
        "averageSpeed": 0.0,
        "bytesRemaining": download.size - download.transferred,
        "percentComplete": 100 * download.transferred / download.size,
        "attempts": 0,
        "removed": download.removed,
    }


def user_row(username: str, downloads: Iterable[Download]) -> Row:
    """All transfers of one user, by folder."""
    folders: dict[str, list[Row]] = {}
    for download in downloads:
        folder = download.path.replace("\\", "/").rpartition("/")[0]
        folders.setdefault(folder, []).append(download_row(download))
    return {
        "username": username,
        "directories": [
            {"directory": folder, "fileCount": len(rows), "files": rows}
            for folder, rows in folders.items()
        ],
    }


def application_row(*, connected: bool) -> Row:
    """How the program stands."""
    state = "Connected, LoggedIn" if connected else "Disconnected"
    return {
        "version": {"full": "0.24.0.0", "current": "0.24.0", "isCanary": False},
        "pendingReconnect": False,
        "pendingRestart": False,
        "server": {
            "address": "vps.slsknet.org",
            "state": state,
            "isConnected": connected,
            "isConnecting": False,
            "isLoggedIn": connected,
            "isLoggingIn": False,
            "isTransitioning": False,
        },
        "user": {"username": "anna"} if connected else {},
        "rooms": [],
        "users": [],
    }
