"""The community's mappings, kept fresh for all profiles that use the same source."""

from datetime import UTC, datetime, timedelta
import hashlib
import logging
from pathlib import Path
from typing import Final

import aiohttp

from .anibridge.client import MappingFileClient
from .anime.mapping.store import MappingStore
from .anime.mapping.update import MINIMUM_EDGES, MappingUpdater, UpdateResult
from .endpoints import Endpoints
from .sync.errors import ServiceError
from .sync.model import Notice

_LOGGER = logging.getLogger(__name__)

REFRESH_AFTER: Final = timedelta(days=1)
RETRY_AFTER: Final = timedelta(hours=1)
STALE_AFTER: Final = timedelta(days=7)
"""How long a source may be out of reach before anybody is bothered with it."""
SERVICE: Final = "Mappings"
REFUSED_REASONS: Final = frozenset({"too_few", "shrunk", "file_unreadable"})


def addresses_of(source: str, endpoints: Endpoints) -> tuple[str, ...]:
    """Where a profile's mappings come from: the user's own source alone, or ours."""
    if source:
        return (source,)
    return (endpoints.mappings, endpoints.mappings_fallback)


def file_name_of(source: str) -> str:
    """Name the file of a source's mappings; each source has its own."""
    if not source:
        return "plex_sync_mappings.db"
    return f"plex_sync_mappings_{hashlib.sha256(source.encode()).hexdigest()[:12]}.db"


class MappingKeeper:
    """Holds the mappings of one source, and looks for newer ones once a day."""

    def __init__(
        self,
        path: Path,
        session: aiohttp.ClientSession,
        addresses: tuple[str, ...],
    ) -> None:
        """Name the file and the sources; nothing is opened yet."""
        real = Endpoints()
        community = addresses == (real.mappings, real.mappings_fallback)
        self.store = MappingStore(path)
        self._updater = MappingUpdater(
            self.store,
            MappingFileClient(session),
            addresses,
            # A file of the user's own may be as small as they like.
            minimum_edges=MINIMUM_EDGES if community else 1,
        )
        self._tried_at: datetime | None = None
        self._last: UpdateResult | None = None

    async def async_open(self) -> None:
        """Open the file.

        Raises:
            OSError: it can neither be read nor replaced.
        """
        await self.store.load()

    async def async_close(self) -> None:
        """Close the file."""
        await self.store.close()

    async def async_refresh(self, *, force: bool = False) -> UpdateResult:
        """Look for newer mappings now."""
        self._tried_at = datetime.now(UTC)
        self._last = await self._updater.update(force=force)
        for failure in self._last.failures:
            _LOGGER.debug("Mappings not taken: %s %s", failure.reason, failure.message)
        return self._last

    async def async_ensure(self) -> None:
        """Look for newer mappings if it is time to; have some in any case.

        Raises:
            ServiceError: there are none at all.
        """
        if self._is_due():
            await self.async_refresh()
        if not self.store.state.edges:
            failures = self._last.failures if self._last else ()
            words = next((f"{each.reason} {each.message}" for each in failures), "")
            raise ServiceError(SERVICE, words.strip(), reason="no_mappings")

    def notices(self) -> list[Notice]:
        """What the user should know of the source."""
        state = self.store.state
        if not state.edges or not state.stale_since:
            return []
        if state.stale_reason in REFUSED_REASONS:
            return [Notice(reason="mappings_refused")]
        since = datetime.fromisoformat(state.stale_since)
        if datetime.now(UTC) - since < STALE_AFTER:
            return []
        return [Notice(reason="mappings_stale", details={"since": f"{since:%Y-%m-%d}"})]

    def _is_due(self) -> bool:
        state, now = self.store.state, datetime.now(UTC)
        if not state.edges:
            return True
        if self._tried_at is not None and now - self._tried_at < RETRY_AFTER:
            return False
        if not state.checked_at:
            return True
        return now - datetime.fromisoformat(state.checked_at) >= REFRESH_AFTER
