"""One Plex server with the token of one of its users."""

import asyncio
from collections.abc import Callable, Sequence
import threading

from ..sync.columns import Columns
from . import library, rows
from .accounts import own_account_id
from .api import PlexApi
from .endpoints import PlexEndpoints
from .model import Episode, Movie, Season, Section, Server, Show, View, WatchlistItem
from .pages import OnPage, PageReader
from .playlists import PlexPlaylists
from .session import PlexSession
from .things import PlexThings
from .tracks import PlexTracks
from .watchlist import read_watchlist

type Progress = Callable[[int, int], None]
"""Told, in the event loop, the rows read so far and the total."""


class PlexServer:
    """What can be read from the server; one instance for one user.

    Every method raises `ServiceError` or one of its kinds, and returns all or nothing.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        verify_tls: bool = True,
        client_identifier: str = "plex-sync",
        timeout: float = 30.0,
        endpoints: PlexEndpoints = PlexEndpoints(),
    ) -> None:
        """Take the address and the token; nothing is asked yet.

        Args:
            url: of the server, `http://host:32400`.
            token: of the user, as the server accepts it.
            verify_tls: whether its certificate has to be valid.
            client_identifier: under which plex.tv lists this client.
            timeout: seconds that the server may stay silent.
            endpoints: Plex's own services.
        """
        self._url = url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._endpoints = endpoints
        self._session = PlexSession(
            verify_tls=verify_tls, client_identifier=client_identifier
        )
        self._api = PlexApi(self._url, token, self._session, timeout)
        self._account_id: int | None = None
        self.tracks = PlexTracks(self._read)
        self.playlists = PlexPlaylists(self._api, self._read)
        self.things = PlexThings(self._read)

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.to_thread(self._session.close)

    async def connect(self) -> Server:
        """Ask the server who it is; asked once, remembered from then on."""
        return await asyncio.to_thread(self._api.identity)

    async def account_id(self) -> int:
        """The server's number of the token's user, 1 for its owner; remembered.

        Raises:
            ServiceUnavailable: `reason="account_unknown"` when it cannot be told.
        """
        if self._account_id is None:
            self._account_id = await self._read(
                lambda reader: own_account_id(self._api, reader, self._endpoints)
            )
        return self._account_id

    async def sections(self) -> list[Section]:
        """The libraries of films, shows and music that the user sees."""
        elements = await asyncio.to_thread(self._api.small, "/library/sections")
        return [row for each in elements if (row := rows.section(each))]

    async def movies(
        self, section: Section, progress: Progress | None = None
    ) -> list[Movie]:
        """All films of a library, with their ids."""
        on_page = _in_loop(progress)
        return await self._read(
            lambda reader: library.read_listing(
                reader, section, "movie", rows.movie, on_page
            )
        )

    async def shows(
        self, section: Section, progress: Progress | None = None
    ) -> list[Show]:
        """All shows of a library, with their ids."""
        on_page = _in_loop(progress)
        return await self._read(
            lambda reader: library.read_listing(
                reader, section, "show", rows.show, on_page
            )
        )

    async def seasons(
        self, section: Section, progress: Progress | None = None
    ) -> list[Season]:
        """All seasons of a library."""
        on_page = _in_loop(progress)
        return await self._read(
            lambda reader: library.read_listing(
                reader, section, "season", rows.season, on_page
            )
        )

    async def episodes(
        self, section: Section, progress: Progress | None = None
    ) -> Columns[Episode]:
        """All episodes of a library."""
        on_page = _in_loop(progress)
        return await self._read(
            lambda reader: library.read_episodes(reader, section, on_page)
        )

    async def newest(
        self, section: Section, *, since: int, page_size: int = 50
    ) -> list[Movie] | list[Episode]:
        """Films or episodes last viewed at `since` or later, latest first."""
        return await self._read(
            lambda reader: library.read_newest(reader, section, since, page_size)
        )

    async def title(self, rating_key: str) -> Movie | Show:
        """A film or a show, with its ids; one request more for a season or an episode.

        Raises:
            Refused: `reason="gone"` when there is none of that key.
        """
        return await self._read(lambda reader: library.read_title(reader, rating_key))

    async def find_titles(
        self, section: Section, title: str
    ) -> list[Movie] | list[Show]:
        """The films or shows of that very title, or original title, in any case."""
        return await self._read(
            lambda reader: library.find_titles(reader, section, title)
        )

    async def seasons_of(self, show_key: str) -> list[Season]:
        """The seasons of a show."""
        return await self._read(
            lambda reader: library.read_seasons_of(reader, show_key)
        )

    async def episodes_of(self, show_key: str) -> list[Episode]:
        """The episodes of a show."""
        return await self._read(
            lambda reader: library.read_episodes_of(reader, show_key)
        )

    async def history(
        self, *, since: int | None, account_id: int | None
    ) -> Sequence[View]:
        """Finished views of films and episodes since a time, latest first, each once.

        The owner's token sees everybody's, another only its own; what was marked as
        watched by hand is never among them.
        """
        return await self._read(
            lambda reader: library.read_history(reader, since, account_id)
        )

    async def continue_watching(self) -> set[str]:
        """Rating keys of the films and episodes that the user would go on with."""
        return await self._read(library.read_continue_watching)

    async def watchlist(self) -> list[WatchlistItem]:
        """The user's watch-list.

        Raises:
            ServiceOff: `reason="watchlist_refused"`: the token is good for the server
                only, or for no account of plex.tv.
        """
        return await self._read(read_watchlist, base=self._endpoints.discover)

    async def _read[T](self, work: Callable[[PageReader], T], base: str = "") -> T:
        """Do blocking work in a thread; cancelled, the thread ends at its next piece."""
        stop = threading.Event()
        reader = PageReader(
            self._session, base or self._url, self._token, self._timeout, stop
        )
        try:
            return await asyncio.to_thread(work, reader)
        finally:
            stop.set()


def _in_loop(progress: Progress | None) -> OnPage | None:
    """Let a thread tell its progress to the event loop."""
    if progress is None:
        return None
    loop = asyncio.get_running_loop()

    def tell(done: int, total: int) -> None:
        loop.call_soon_threadsafe(progress, done, total)

    return tell
