"""What stands between Lidarr's client and the network: it hears what that one drops."""

import json
from typing import Any, cast

import aiohttp
from yarl import URL

from ..sync.errors import ServiceUnavailable
from .failures import SERVICE, failure_of


class ListeningSession:
    """Asks over a session of the caller's; an answer of no success is a typed error.

    Lidarr's client reads no body of an error, and so would not know what is wrong with
    a request. It also leaves the connection of an error open.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        """Ask over a session."""
        self._session = session

    @classmethod
    def over(cls, session: aiohttp.ClientSession) -> aiohttp.ClientSession:
        """As the client takes it."""
        return cast("aiohttp.ClientSession", cls(session))

    async def request(
        self, method: str, url: str | URL, **request: Any
    ) -> aiohttp.ClientResponse:
        """Ask; followed nowhere, as the key would go along.

        Raises:
            ServiceError: the answer is none of success.
        """
        response = await self._session.request(
            method, url, **{**request, "allow_redirects": False}
        )
        async with response:
            body = await response.read()
        if 300 <= response.status < 400:
            raise ServiceUnavailable(SERVICE, f"HTTP {response.status}, elsewhere")
        if response.status >= 400:
            raise failure_of(response.status, _json(body))
        return response


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError, RecursionError:
        return None
