"""Plex's services beside the server: asked in JSON, or for a listing in XML."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable, Hashable, Mapping
import threading
from typing import Any, Self

from .endpoints import PlexEndpoints
from .failures import no_answer, translated
from .pages import Make, PageReader
from .session import PlexSession

TIMEOUT = 15.0
"""Seconds that a service may stay silent."""

type Json = Mapping[str, Any]


class PlexTv:
    """One of Plex's services, with the token of an account or, to sign in, without.

    Every method raises `ServiceError` or one of its kinds.
    """

    def __init__(
        self, base: str, token: str, *, client_identifier: str, timeout: float = TIMEOUT
    ) -> None:
        """Take the address, the token, and under which name to ask."""
        self._base = base
        self._token = token
        self._timeout = timeout
        self._session = PlexSession(
            verify_tls=True, client_identifier=client_identifier
        )

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.to_thread(self._session.close)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Json | None = None,
    ) -> Any:
        """The decoded answer to one request."""
        return await asyncio.to_thread(self._ask, method, path, params, body)

    async def object(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Json | None = None,
    ) -> Json:
        """The answer to one request that has to be answered with an object."""
        answer = await self.ask(method, path, params=params, body=body)
        if not isinstance(answer, dict):
            raise no_answer(path)
        return answer

    async def listing[Row](
        self, path: str, make: Make[Row], identity: Callable[[Row], Hashable]
    ) -> list[Row]:
        """All rows of a listing in XML."""
        stop = threading.Event()
        reader = PageReader(self._session, self._base, self._token, self._timeout, stop)
        try:
            return await asyncio.to_thread(
                lambda: reader.whole(path, {}, make, identity=identity)
            )
        finally:
            stop.set()

    def _ask(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int] | None,
        body: Json | None,
    ) -> Any:
        """Ask, in a thread."""
        headers = {"Accept": "application/json"}
        if self._token:
            headers["X-Plex-Token"] = self._token
        with translated(path):
            response = self._session.request(
                method,
                self._base + path,
                params=params,
                json=body,
                headers=headers,
                timeout=self._timeout,
            )
        try:
            return response.json()
        except ValueError, RecursionError:
            raise no_answer(path) from None


class OfAccount(ABC):
    """What one of Plex's services knows of an account, by the account's token."""

    def __init__(
        self,
        token: str,
        *,
        client_identifier: str,
        endpoints: PlexEndpoints = PlexEndpoints(),
        timeout: float = TIMEOUT,
    ) -> None:
        """Take the token; nothing is asked yet."""
        self._token = token
        self._client_identifier = client_identifier
        self._endpoints = endpoints
        self._timeout = timeout
        self._service = PlexTv(
            self._base(endpoints),
            token,
            client_identifier=client_identifier,
            timeout=timeout,
        )

    @staticmethod
    @abstractmethod
    def _base(endpoints: PlexEndpoints) -> str:
        """Where the service lives."""

    async def close(self) -> None:
        """Close the connections."""
        await self._service.close()

    def _with(self, token: str) -> Self:
        """The same of another account."""
        return type(self)(
            token,
            client_identifier=self._client_identifier,
            endpoints=self._endpoints,
            timeout=self._timeout,
        )


def text(values: Json, name: str) -> str:
    """A text; empty where it is missing or none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def whole(values: Json, name: str) -> int | None:
    """A whole number, also where it is sent as a text."""
    value = values.get(name)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None


def flag(values: Json, name: str) -> bool:
    """A yes or no, of the ways in which Plex says it."""
    return values.get(name) in (True, 1, "1", "true")
