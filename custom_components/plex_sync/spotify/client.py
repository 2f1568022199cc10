"""What can be asked of Spotify for one account."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp

from .failures import SERVICE, Forbidden, Gone, MadeBySpotify, NotOwn, incomplete
from .limiter import Limiter
from .model import (
    LikedSongs,
    PlayedContext,
    SpotifyAlbum,
    SpotifyPlaylist,
    SpotifyTrack,
    SpotifyUser,
    Tracks,
)
from .pages import PAGE, Changed, Entries, OnPage, pages
from .rows import (
    ITEM_FIELDS,
    PLAYLIST_FIELDS,
    album_of,
    album_tracks_of,
    barcode_of,
    contexts_of,
    liked_songs_of,
    playlist_of,
    track_of,
    tracks_of,
    understanding,
    user_of,
)
from .transport import TokenSupplier, Transport

ENDPOINT: Final = "https://api.spotify.com/v1"
OF_SPOTIFY: Final = "37i9dQZ"
"""How the ids of playlists begin that Spotify makes itself."""
ALBUMS_A_PAGE: Final = 20
"""Fewer than could be had: each brings its tracks, and all countries with them."""
ATTEMPTS: Final = 3
"""How often a list is read that changes while it is read."""


class SpotifyClient:
    """The door to one Spotify account.

    Args:
        session: stays the caller's.
        token: brings a good token, each time it is asked.
        limiter: the one for all accounts of the same app.
        endpoint: where Spotify's Web API is.
        timeout: seconds for one request.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: TokenSupplier,
        *,
        limiter: Limiter,
        endpoint: str = ENDPOINT,
        timeout: float = 30.0,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._transport = Transport(
            session, token, limiter=limiter, base=endpoint, timeout=timeout
        )

    async def me(self) -> SpotifyUser:
        """Who the token belongs to.

        Raises:
            ServiceError: see `Transport.get`; all that follows raises the same.
        """
        row = await self._transport.get("/me")
        with understanding("account"):
            return user_of(row)

    async def playlists(self) -> AsyncGenerator[SpotifyPlaylist]:
        """Own, collaborative and followed playlists, each with its snapshot."""
        async for entries in self._listed("/me/playlists"):
            with understanding("playlists"):
                found = [playlist_of(row) for row in entries if row]
            for playlist in found:
                yield playlist

    async def saved_albums(self) -> AsyncGenerator[SpotifyAlbum]:
        """The albums that the account has saved, the last saved first."""
        async for entries in self._listed("/me/albums", ALBUMS_A_PAGE):
            with understanding("albums"):
                found = [album_of(row["album"]) for row in entries if row]
            for album in found:
                yield album

    async def playlist(self, playlist_id: str) -> SpotifyPlaylist:
        """What a playlist says about itself; of any that may be seen.

        Raises:
            MadeBySpotify: it is one of Spotify's own.
            Gone: there is no such playlist, or it is somebody's private one.
        """
        with _of_playlist(playlist_id):
            row = await self._transport.get(
                f"/playlists/{playlist_id}", fields=PLAYLIST_FIELDS
            )
        with understanding("playlist"):
            return playlist_of(row)

    async def playlist_content(
        self, playlist_id: str, on_page: OnPage | None = None
    ) -> tuple[SpotifyPlaylist, Tracks]:
        """A playlist with all its entries, as they were at its snapshot.

        Raises:
            NotOwn: the account neither owns it nor works on it.
            IncompleteAnswer: entries are missing, or it does not stop changing.
        """

        async def read() -> Tracks:
            path = f"/playlists/{playlist_id}/items"
            with _of_playlist(playlist_id):
                return await self._entries(path, ITEM_FIELDS, on_page)

        return await _steady(
            lambda: self.playlist(playlist_id), lambda head: head.snapshot_id, read
        )

    async def liked_songs(self) -> LikedSongs:
        """How many songs the account likes, and which is the newest."""
        answer = await self._transport.get("/me/tracks", limit=1)
        with understanding("liked songs"):
            return liked_songs_of(answer)

    async def liked_content(
        self, on_page: OnPage | None = None
    ) -> tuple[LikedSongs, Tracks]:
        """All songs that the account likes, the newest first."""

        async def read() -> Tracks:
            return await self._entries("/me/tracks", "", on_page)

        return await _steady(self.liked_songs, lambda head: head, read)

    async def album(self, album_id: str) -> SpotifyAlbum:
        """What an album says about itself."""
        row = await self._transport.get(f"/albums/{album_id}")
        with understanding("album"):
            return album_of(row)

    async def upc(self, album_uri: str) -> str | None:
        """The barcode of an album, which is digits; `None`: Spotify knows of none."""
        row = await self._transport.get(f"/albums/{album_uri.rpartition(':')[2]}")
        with understanding("album"):
            return barcode_of(row)

    async def album_content(
        self, album_id: str, on_page: OnPage | None = None
    ) -> tuple[SpotifyAlbum, Tracks]:
        """An album with all its tracks, which carry no ISRC."""
        path = f"/albums/{album_id}"
        row = await self._transport.get(path)
        with understanding("album"):
            album, first = album_of(row), row["tracks"]
        content = Tracks()
        try:
            async for page in pages(self._transport, f"{path}/tracks", first=first):
                with understanding("album"):
                    content += album_tracks_of(page.entries, row)
                if on_page is not None:
                    on_page(content.entries, page.total)
        except Changed:
            raise incomplete("the album became another one") from None
        return album, content

    async def recently_played(self) -> list[PlayedContext]:
        """From what the last 50 tracks were played, each once, the latest first."""
        answer = await self._transport.get("/me/player/recently-played", limit=PAGE)
        with understanding("recently played"):
            return contexts_of(answer["items"])

    async def track(self, track_id: str) -> SpotifyTrack:
        """One track, with its ISRC."""
        row = await self._transport.get(f"/tracks/{track_id}")
        with understanding("track"):
            return track_of(row)

    async def _listed(self, path: str, size: int = PAGE) -> AsyncIterator[Entries]:
        """The entries of one of the account's lists, in pages."""
        try:
            async for page in pages(self._transport, path, size=size):
                yield page.entries
        except Changed:
            raise incomplete("the list changed while it was read") from None

    async def _entries(self, path: str, fields: str, on_page: OnPage | None) -> Tracks:
        """All entries of a playlist, or of the liked songs."""
        content = Tracks()
        async for page in pages(self._transport, path, fields=fields):
            with understanding("entries"):
                content += tracks_of(page.entries)
            if on_page is not None:
                on_page(content.entries, page.total)
        return content


async def _steady[Head](
    head: Callable[[], Awaitable[Head]],
    version: Callable[[Head], object],
    read: Callable[[], Awaitable[Tracks]],
) -> tuple[Head, Tracks]:
    """Content between two looks at its head that see the same version.

    Raises:
        IncompleteAnswer: it changes each time it is read.
    """
    before = await head()
    earlier: Tracks | None = None
    for _ in range(ATTEMPTS):
        try:
            content = await read()
        except Changed:
            before = await head()
            continue
        after = await head()
        if version(after) == version(before) or content == earlier:
            return after, content
        before, earlier = after, content
    raise incomplete("it changes while it is read")


@contextmanager
def _of_playlist(playlist_id: str) -> Iterator[None]:
    """Say of a playlist why it is not handed out."""
    try:
        yield
    except Gone as error:
        if not playlist_id.startswith(OF_SPOTIFY):
            raise
        raise MadeBySpotify(SERVICE, error.message) from None
    except Forbidden as error:
        raise NotOwn(SERVICE, error.message) from None
