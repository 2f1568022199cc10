"""Pictures of a Plex server, by the paths that its rows name."""

from typing import Final

from ..sync.errors import IncompleteAnswer, Refused
from .failures import SERVICE, translated
from .session import PlexSession

LARGEST: Final = 10 * 1024 * 1024
"""Bytes; what is larger is no cover."""
PIECE: Final = 64 * 1024


class PlexPictures:
    """A way to the pictures of one server; blocking, for a thread."""

    def __init__(
        self, url: str, token: str, session: PlexSession, timeout: float = 15.0
    ) -> None:
        """Take the address, the token and the seconds that an answer may take."""
        self._url = url.rstrip("/")
        self._token = token
        self._session = session
        self._timeout = timeout

    def read(self, path: str) -> bytes:
        """Read a picture as it is.

        Raises:
            ServiceError: the server does not give it.
        """
        if not path.startswith("/"):
            raise Refused(SERVICE, "no path of the server")
        response = self._session.get(
            f"{self._url}{path}",
            headers={"X-Plex-Token": self._token, "Accept": "image/*"},
            timeout=self._timeout,
            stream=True,
        )
        place = path.partition("?")[0]
        pieces: list[bytes] = []
        with response, translated(place):
            for piece in response.iter_content(PIECE):
                pieces.append(piece)
                if sum(map(len, pieces)) > LARGEST:
                    raise IncompleteAnswer(SERVICE, f"too large at {place}")
        return b"".join(pieces)
