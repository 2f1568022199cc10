"""What can be asked of Tidal with an app of one's own."""

from collections.abc import Iterable
from itertools import batched
from typing import Final

import aiohttp

from .model import TidalAlbum, TidalTrack
from .rows import found_albums_of, found_tracks_of, tracks_of, understanding
from .transport import TOKEN_ENDPOINT, Clock, Credentials, Transport

ENDPOINT: Final = "https://openapi.tidal.com/v2"
AT_ONCE: Final = 20
"""ISRCs of one question: as many as Tidal has on a page."""
LONGEST_QUERY: Final = 256
"""Characters that a search may have."""


class TidalClient:
    """The door to Tidal; it only reads, and only what everybody may see.

    Args:
        session: stays the caller's.
        credentials: of the user's own app.
        endpoint: where Tidal's API is.
        token_endpoint: where its tokens come from.
        timeout: seconds for one request.
        clock: how time passes.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        credentials: Credentials,
        *,
        endpoint: str = ENDPOINT,
        token_endpoint: str = TOKEN_ENDPOINT,
        timeout: float = 30.0,
        clock: Clock | None = None,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._transport = Transport(
            session,
            credentials,
            base=endpoint,
            token_endpoint=token_endpoint,
            timeout=timeout,
            clock=clock or Clock(),
        )

    async def sign_in(self) -> None:
        """Find out whether Tidal accepts the app.

        Raises:
            ServiceError: see `Transport.get`; all that follows raises the same.
        """
        await self._transport.token()

    async def tracks(self, isrcs: Iterable[str], country: str) -> dict[str, TidalTrack]:
        """The tracks of a country by their ISRC; those that it lacks are left out.

        Args:
            isrcs: in capitals, without dashes.
            country: two letters.
        """
        found: dict[str, TidalTrack] = {}
        for some in batched(dict.fromkeys(isrcs), AT_ONCE, strict=False):
            answer = await self._transport.get(
                "/tracks",
                [("countryCode", country), *(("filter[isrc]", isrc) for isrc in some)],
            )
            with understanding("tracks"):
                for track in tracks_of(answer):
                    if track.isrc in some:
                        found.setdefault(track.isrc, track)
        return found

    async def search_tracks(self, query: str, country: str) -> list[TidalTrack]:
        """What a search finds, the best first, with artists and album."""
        params = _search(query, country, "tracks.artists,tracks.albums")
        answer = await self._transport.get("/searchResults", params)
        with understanding("search"):
            return found_tracks_of(answer)

    async def search_albums(self, query: str, country: str) -> list[TidalAlbum]:
        """What a search finds, the best first, with artists."""
        params = _search(query, country, "albums.artists")
        answer = await self._transport.get("/searchResults", params)
        with understanding("search"):
            return found_albums_of(answer)


def _search(query: str, country: str, include: str) -> list[tuple[str, str]]:
    return [
        ("countryCode", country),
        ("filter[query]", query[:LONGEST_QUERY]),
        ("include", include),
    ]
