"""The people on the network, and how their files come."""

from collections.abc import Callable, Iterable
from typing import Any

from .rows import Download, Peer, Row, id_of


class Network:
    """Peers, and what is downloaded from them."""

    def __init__(self) -> None:
        """Begin with nobody there."""
        self.peers: dict[str, Peer] = {}
        self.downloads: list[Download] = []
        self.steps = 4
        """In how many steps a file comes."""
        self.on_complete: Callable[[Download], None] | None = None
        """Called with each file that has come."""

    def peer(self, name: str, **facts: Any) -> Peer:
        """Have somebody on the network."""
        self.peers[name] = peer = Peer(name=name, **facts)
        return peer

    def advance(self, steps: int = 1) -> None:
        """Let what is under way come on."""
        for _ in range(steps):
            for download in self.downloads:
                if not download.is_over:
                    self.advance_one(download)

    def forget(self, *, retention: bool = False) -> None:
        """Lose all downloads; by retention they are only off the list."""
        if retention:
            for download in self.downloads:
                download.removed = True
        else:
            self.downloads.clear()

    def enqueue(
        self, name: str, files: Iterable[tuple[str, int]]
    ) -> tuple[list[Download], list[Row]]:
        """Begin to download files of a peer; those under way already are refused."""
        enqueued: list[Download] = []
        failed: list[Row] = []
        for path, size in files:
            same = [
                one
                for one in self.downloads
                if (one.username, one.path) == (name, path)
            ]
            if any(not one.is_over for one in same):
                failed.append({})  # slskd says no more than that
                continue
            for one in same:
                one.removed = True
            number = id_of(len(self.downloads))
            download = Download(id=number, username=name, path=path, size=size)
            self.downloads.append(download)
            enqueued.append(download)
        return enqueued, failed

    def advance_one(self, download: Download) -> None:
        """Let one come on by a step."""
        peer = self.peers[download.username]
        if not peer.online:
            download.state = "Completed, Errored"
            return
        most = download.size // 2 if peer.lies else download.size
        if peer.stalls_at is not None:
            most = int(download.size * peer.stalls_at)
        if not most:
            return
        step = -(-download.size // self.steps)
        download.state = "InProgress"
        if peer.ends != "Succeeded" and download.transferred:
            download.state = f"Completed, {peer.ends}"
            return
        download.transferred = min(most, download.transferred + step)
        if download.transferred == most and peer.stalls_at is None:
            download.state = "Completed, Succeeded"
            if self.on_complete is not None:
                self.on_complete(download)
