"""What can be asked of MusicBrainz."""

from collections.abc import Iterable
import re
from typing import Final

import aiohttp

from .limiter import Limiter
from .model import Release, ReleaseGroup
from .rows import (
    group_of,
    linked_releases,
    release_of,
    releases_of,
    releases_of_recordings,
    understanding,
)
from .transport import Transport

ENDPOINT: Final = "https://musicbrainz.org/ws/2"
CANDIDATES: Final = 5
"""How many release groups a search by text brings: the first is not always it."""
RELEASES: Final = 50
"""How many releases of one barcode, or recordings of one ISRC, are looked at."""

_SPECIAL: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_OPERATOR: Final = re.compile(r"\b(AND|OR|NOT)\b")


class MusicBrainzClient:
    """The door to MusicBrainz; it only reads, and nobody has to sign in.

    Args:
        session: stays the caller's.
        limiter: the one for all that ask MusicBrainz.
        version: of this program; MusicBrainz wants to know who asks.
        contact: an address at which its authors can be reached.
        endpoint: where MusicBrainz's web service is.
        timeout: seconds for one request.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        limiter: Limiter,
        version: str,
        contact: str,
        endpoint: str = ENDPOINT,
        timeout: float = 30.0,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._transport = Transport(
            session,
            limiter=limiter,
            base=endpoint,
            user_agent=f"PlexSync/{version} ( {contact} )",
            timeout=timeout,
        )

    async def releases_by_barcode(self, barcodes: Iterable[str]) -> list[Release]:
        """The releases that bear one of some barcodes, which are digits.

        Raises:
            ServiceError: see `Transport.get`; all that follows raises the same.
        """
        either = " OR ".join(dict.fromkeys(barcodes))
        answer = await self._transport.get(
            "/release", query=f"barcode:({either})", limit=RELEASES
        )
        with understanding("releases"):
            return releases_of((answer or {}).get("releases"))

    async def releases_by_isrc(self, isrc: str) -> list[Release]:
        """The releases that the recordings of an ISRC are on.

        A search tells the kinds of release groups in one answer; a look-up of an ISRC
        does not.
        """
        answer = await self._transport.get(
            "/recording", query=f"isrc:{isrc}", limit=RELEASES
        )
        with understanding("recordings"):
            return releases_of_recordings((answer or {}).get("recordings"))

    async def release_by_link(self, address: str) -> Release | None:
        """The release that a page of another service belongs to; `None`: none is known.

        It takes two questions.
        """
        answer = await self._transport.get("/url", resource=address, inc="release-rels")
        with understanding("relations"):
            related = linked_releases(answer or {})
        if not related:
            return None
        answer = await self._transport.get(
            f"/release/{related[0]}", inc="release-groups artist-credits"
        )
        with understanding("release"):
            return release_of(answer or {})

    async def search_release_groups(
        self, title: str, artist: str = "", *, limit: int = CANDIDATES
    ) -> list[ReleaseGroup]:
        """What a search by text finds, the best first."""
        query = f"releasegroup:({_escaped(title)})"
        if artist:
            query += f" AND artist:({_escaped(artist)})"
        answer = await self._transport.get("/release-group", query=query, limit=limit)
        with understanding("release groups"):
            rows = (answer or {}).get("release-groups") or ()
            found = [group_of(row) for row in rows if row]
        return [group for group in found if group is not None]


def _escaped(text: str) -> str:
    """Text in which nothing is a sign of the query language."""
    return _SPECIAL.sub(r"\\\1", _OPERATOR.sub(lambda word: word[0].lower(), text))
