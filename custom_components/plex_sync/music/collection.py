"""The music that one user has on a server, as planning and writing ask for it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from ..plex.music import TrackRow
from ..plex.tracks import PlexTracks
from .library.refresh import Progress, Refreshed, refresh
from .library.store import LibraryStore
from .model import LibraryTrack, ThingKey


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
        found = await self.tracks(keys)
        return {key: track.rating_key for key, track in found.items()}

    async def keys_of(self, rows: Sequence[TrackRow]) -> Sequence[ThingKey]:
        """What tracks are called wherever they are written down."""
        return await self.store.keys_of(self.name, rows)
