"""Keeps the mappings of today, and the last good ones when there are none.

The addresses stand in the order in which they are wished for. While the store holds
edges of one of them, those after it are not asked: a poorer file never takes the place
of a better one that is only out of reach for now.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
import hashlib
from pathlib import Path
from typing import Final, Protocol

from ...sync.errors import ServiceError
from .compile import compile_entries
from .compiled import Compiled
from .model import MappingRefused
from .reading import read_entries
from .store import MappingStore, StoreState

COMPILER: Final = 1
"""Edition of the compiler: files are compiled again when it changes."""
MINIMUM_EDGES: Final = 1_000
"""Fewer edges than this are no community mapping file."""
KEEP_PERCENT: Final = 80
"""A file with less than this part of the edges before it has lost something."""


class Download(Protocol):
    """What a door brings: a file's bytes, and a mark of its edition."""

    @property
    def content(self) -> bytes:
        """The file, unpacked."""

    @property
    def etag(self) -> str:
        """The mark."""


class Downloader(Protocol):
    """A door to mapping files."""

    async def download(self, address: str, etag: str = "") -> Download | None:
        """Get a file; `None`: it is still the one with this mark.

        Raises:
            ServiceError: it cannot be got whole.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateResult:
    """What became of an update, and what the store holds now."""

    changed: bool
    edges: int
    warnings: int
    source: str
    version: str
    checked_at: datetime | None = None
    """When the source last said that the edges are of today."""
    stale_since: datetime | None = None
    """Since when there has been nothing new to be had; `None`: all is well."""
    reason: str = ""
    """Why, as a translation key."""
    failures: Sequence[Failure] = ()
    """What each source that was tried answered instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that was of no use."""

    source: str
    reason: str
    """A translation key."""
    message: str = ""
    """A status or numbers; never an address or a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """Bytes of a mapping file."""

    content: bytes
    etag: str


class MappingUpdater:
    """Brings the store up to date."""

    def __init__(
        self,
        store: MappingStore,
        downloader: Downloader,
        addresses: Sequence[str],
        *,
        minimum_edges: int = MINIMUM_EDGES,
        keep_percent: int = KEEP_PERCENT,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Update a store.

        Args:
            store: the store; it has been loaded.
            downloader: the door to the web.
            addresses: web addresses or paths of files, the best first.
            minimum_edges: what a file has to bring where nothing is known.
            keep_percent: what it has to bring of what the same source brought before.
            clock: gives the time, with a zone.
        """
        self._store = store
        self._downloader = downloader
        self._addresses = tuple(addresses)
        self._minimum_edges = minimum_edges
        self._keep_percent = keep_percent
        self._clock = clock
        self._lock = asyncio.Lock()

    async def update(self, *, force: bool = False) -> UpdateResult:
        """Look for newer mappings; what is held stays unless something better is there.

        Args:
            force: take a file even if it is smaller than it should be.
        """
        async with self._lock:
            failures: list[Failure] = []
            for address in self._addresses:
                try:
                    changed = await self._take(address, force=force)
                except ServiceError as error:
                    failures.append(
                        Failure(
                            source=address, reason=error.reason, message=error.message
                        )
                    )
                except MappingRefused as error:
                    numbers = ", ".join(f"{k} {v}" for k, v in error.details.items())
                    failures.append(
                        Failure(source=address, reason=error.reason, message=numbers)
                    )
                else:
                    return self._result(changed=changed, failures=failures)
                if self._store.state.edges and address == self._store.state.source:
                    break
            await self._note_failure(failures)
            return self._result(changed=False, failures=failures)

    async def _take(self, address: str, *, force: bool) -> bool:
        """Take a source's file; tells whether the edges are others now.

        Raises:
            ServiceError: it cannot be got whole.
            MappingRefused: it is of no use.
        """
        held = self._store.state
        same = address == held.source and held.compiler == COMPILER and held.edges > 0
        file = await self._get(address, held.etag if same else "")
        now = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        if file is None:
            await self._note_success(now, held.etag)
            return False
        content_hash = await asyncio.to_thread(_hash, file.content)
        if same and content_hash == held.content_hash:
            await self._note_success(now, file.etag)
            return False
        compiled = await asyncio.to_thread(_compile, file.content, address)
        if not force:
            self._check(compiled, address)
        await self._store.replace(
            compiled,
            StoreState(
                content_hash=content_hash,
                source=address,
                format=compiled.format,
                etag=file.etag,
                compiler=COMPILER,
                loaded_at=now,
                checked_at=now,
            ),
        )
        return True

    async def _get(self, address: str, etag: str) -> Download | None:
        if address.startswith(("http://", "https://")):
            return await self._downloader.download(address, etag)
        return await asyncio.to_thread(_read_file, Path(address))

    def _check(self, compiled: Compiled, address: str) -> None:
        """Refuse a file that cannot be what it should be.

        Raises:
            MappingRefused: it has too few edges.
        """
        found, held = len(compiled.edges), self._store.state
        if found < self._minimum_edges:
            raise MappingRefused("too_few", found=found, expected=self._minimum_edges)
        expected = held.edges * self._keep_percent // 100
        if address == held.source and found < expected:
            raise MappingRefused("shrunk", found=found, before=held.edges)

    async def _note_success(self, now: str, etag: str) -> None:
        state = replace(
            self._store.state,
            etag=etag,
            checked_at=now,
            stale_since="",
            stale_reason="",
        )
        await self._store.note(state)

    async def _note_failure(self, failures: Sequence[Failure]) -> None:
        """Remember since when nothing is to be had."""
        now = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        held = self._store.state
        state = replace(
            held,
            stale_since=held.stale_since or now,
            stale_reason=failures[0].reason if failures else "no_source",
        )
        await self._store.note(state)

    def _result(self, *, changed: bool, failures: Sequence[Failure]) -> UpdateResult:
        state = self._store.state
        return UpdateResult(
            changed=changed,
            edges=state.edges,
            warnings=state.warnings,
            source=state.source,
            version=self._store.version,
            checked_at=_time(state.checked_at),
            stale_since=_time(state.stale_since),
            reason=state.stale_reason,
            failures=tuple(failures),
        )


def _compile(content: bytes, name: str) -> Compiled:
    return compile_entries(read_entries(content, name.removesuffix(".zst")))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_file(path: Path) -> _Content:
    try:
        return _Content(content=path.read_bytes(), etag="")
    except OSError as error:
        raise MappingRefused("file_unreadable") from error


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
