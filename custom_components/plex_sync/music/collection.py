"""The music that one user has on a server, as planning and writing ask for it."""

from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterator,
    Mapping,
    Sequence,
)
from itertools import batched
from typing import Final

from ..plex.music import TrackRow
from ..plex.tracks import PlexTracks
from .library.refresh import Progress, Refreshed, refresh
from .library.store import LibraryStore
from .model import LibraryTrack, ThingKey

AT_ONCE: Final = 500


class MusicCollection:
    """The tracks of the chosen sections, kept in a file that can be thrown away.

    Args:
        store: where they are kept.
        tracks: the server, as the user sees it.
        name: what the user's view of the server is called in the store.
        sections: gives the keys of the sections that are wanted; empty: all of music.
    """

    def __init__(
        self,
        store: LibraryStore,
        tracks: PlexTracks,
        name: str,
        sections: Callable[[], Collection[str]],
    ) -> None:
        """Keep both; nothing is read yet."""
        self.store = store
        self.name = name
        self._tracks = tracks
        self._sections = sections

    async def refresh(
        self, progress: Progress | None = None, *, accept_losses: bool = False
    ) -> Refreshed:
        """Bring it up to date.

        Raises:
            ServiceError: the server cannot be read; what was known stays.
        """
        return await refresh(
            self.store,
            self._tracks,
            self.name,
            chosen=self._sections() or None,
            accept_losses=accept_losses,
            progress=progress,
        )

    async def read[T](
        self,
        work: Callable[[Iterator[LibraryTrack]], T],
        sections: Collection[str] = (),
    ) -> T:
        """Do work on all tracks, or on those of some sections, in a thread."""
        return await self.store.read(
            self.name, work, sections=sections or self._sections() or None
        )

    async def tracks(
        self, keys: Collection[ThingKey]
    ) -> Mapping[ThingKey, LibraryTrack]:
        """Certain tracks; those that are not there are left out."""
        return await self.store.by_key(self.name, keys)

    async def search(self, text: str, limit: int = 20) -> Sequence[LibraryTrack]:
        """Tracks whose title, artist or album has all the words."""
        return await self.store.search(
            self.name, text, sections=self._sections() or None, limit=limit
        )

    async def rating_keys(self, keys: Collection[ThingKey]) -> Mapping[ThingKey, str]:
        """Under which rating keys tracks are there today."""
        return {key: track.rating_key async for key, track in self._few_by_few(keys)}

    async def renamed(self, keys: Collection[ThingKey]) -> dict[ThingKey, ThingKey]:
        """Tracks that have another key by now: a file that Plex knows better since."""
        return {
            key: track.key
            async for key, track in self._few_by_few(keys)
            if track.key != key
        }

    async def _few_by_few(
        self, keys: Collection[ThingKey]
    ) -> AsyncIterator[tuple[ThingKey, LibraryTrack]]:
        """Give tracks, so that never many of them take memory at once."""
        for part in batched(keys, AT_ONCE, strict=False):
            for found in (await self.tracks(part)).items():
                yield found

    async def keys_of(self, rows: Sequence[TrackRow]) -> Sequence[ThingKey]:
        """What tracks are called wherever they are written down."""
        return await self.store.keys_of(self.name, rows)
