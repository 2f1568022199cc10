"""Plexapi's view of the server, for all that is small."""

from collections.abc import Callable
import threading
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from plexapi.server import PlexServer as PlexApiServer

from .failures import cut_off, no_answer
from .model import Server
from .session import PlexSession

_CONNECT: Callable[..., Any] = PlexApiServer
"""Plexapi carries no types."""


class PlexApi:
    """One plexapi connection, made when it is first needed; blocking, for a thread."""

    def __init__(
        self, url: str, token: str, session: PlexSession, timeout: float
    ) -> None:
        """Take the address, the token and the seconds that an answer may take."""
        self._url = url
        self._token = token
        self._session = session
        self._timeout = timeout
        self._lock = threading.Lock()
        self._server: Any = None

    @property
    def server(self) -> Any:
        """The connected `plexapi.server.PlexServer`; connecting costs one request to `/`.

        Raises:
            ServiceError: the server is out of reach, refuses, or is no Plex server.
        """
        with self._lock:
            if self._server is None:
                self._server = self._connect()
            return self._server

    def identity(self) -> Server:
        """Who the server says that it is."""
        server = self.server
        return Server(
            name=server.friendlyName or "",
            machine_identifier=server.machineIdentifier,
            version=server.version or "",
        )

    def small(self, path: str) -> list[Element]:
        """The elements of a small answer, read in one piece."""
        try:
            container = self.server.query(path)
        except ParseError:
            raise no_answer(path) from None
        if container is None or container.tag != "MediaContainer":
            raise no_answer(path)
        elements = list(container)
        if len(elements) < int(container.get("size") or 0):
            raise cut_off(path)
        return elements

    def change(self, method: str, address: str, data: bytes | None) -> Element | None:
        """Do what an address with its parameters says; `None`: nothing was answered.

        Args:
            method: of the session, in small letters: `put`.
            address: a path of the server and its query.
            data: the body.
        """
        path = address.partition("?")[0]
        ask = getattr(self._session, method)
        try:
            container: Element | None = self.server.query(
                address, method=ask, data=data
            )
        except ParseError:
            raise no_answer(path) from None
        if container is not None and container.tag != "MediaContainer":
            raise no_answer(path)
        return container

    def plex_tv_id(self, plex_tv: str) -> int:
        """The number of the token's account at plex.tv.

        Raises:
            ValueError: plex.tv answered without one.
        """
        response = self._session.get(
            f"{plex_tv}/api/v2/user",
            headers={"X-Plex-Token": self._token, "Accept": "application/json"},
            timeout=self._timeout,
        )
        user = response.json()
        return int(user.get("id", "") if isinstance(user, dict) else "")

    def _connect(self) -> Any:
        """Ask the server who it is."""
        try:
            server = _CONNECT(
                self._url, self._token, session=self._session, timeout=self._timeout
            )
        except ParseError, AttributeError, ValueError:
            # Plexapi reads attributes of whatever was answered, even of nothing.
            raise no_answer("/") from None
        if not getattr(server, "machineIdentifier", None):
            raise no_answer("/")
        return server
