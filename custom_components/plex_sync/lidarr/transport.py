"""Lidarr's client, with errors of ours."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Final

import aiohttp
from aiopyarr.const import HTTPMethod
from aiopyarr.exceptions import ArrException
from aiopyarr.lidarr_client import LidarrClient
from aiopyarr.models.host_configuration import PyArrHostConfiguration
from yarl import URL

from ..sync.errors import ServiceError, ServiceUnavailable
from .failures import SERVICE
from .listening import ListeningSession

PORT: Final = 8686


class Arr(LidarrClient):
    """The client, with what it lacks: albums by MusicBrainz's id, and searches."""

    async def async_get_albums_of(self, release_group: str) -> Any:
        """Get the albums that Lidarr has of a release group; there is one at most."""
        params = {"foreignAlbumId": release_group}
        return await self._async_request("album", params=params)

    async def async_get_all_albums(self) -> Any:
        """Get all albums that Lidarr has."""
        return await self._async_request("album")

    async def async_post_album(self, row: Mapping[str, Any]) -> Any:
        """Add an album as it is described; the client's own turns numbers into text."""
        return await self._async_request(
            "album", data=dict(row), method=HTTPMethod.POST
        )

    async def async_monitor_albums(self, album_ids: Sequence[int]) -> Any:
        """Let Lidarr want albums that it has."""
        data = {"albumIds": list(album_ids), "monitored": True}
        return await self._async_request(
            "album/monitor", data=data, method=HTTPMethod.PUT
        )

    async def async_search_albums(self, album_ids: Sequence[int]) -> Any:
        """Let Lidarr search for certain albums; the client's own names none."""
        data = {"name": "AlbumSearch", "albumIds": list(album_ids)}
        return await self._async_request("command", data=data, method=HTTPMethod.POST)


def open_client(
    session: aiohttp.ClientSession,
    url: str,
    api_key: str,
    *,
    verify_tls: bool,
    timeout: float,
) -> Arr:
    """Open the client for an address, with or without a port and a path.

    The client's own reading of addresses breaks those with a hyphen in the host, and
    puts a port of its own where none is.
    """
    address = URL(url)
    host = address.host_subcomponent or ""
    configuration = PyArrHostConfiguration(
        api_token=api_key,
        hostname=host,
        port=address.port or PORT,
        ssl=address.scheme == "https",
        verify_ssl=verify_tls,
        base_api_path=address.path.rstrip("/"),
    )
    return Arr(
        host_configuration=configuration,
        session=ListeningSession.over(session),
        request_timeout=timeout,
        raw_response=True,
    )


async def answer_of(asking: Awaitable[Any]) -> Any:
    """Wait for an answer, which is JSON.

    Raises:
        InvalidToken: the key is not accepted.
        NotAccepted, AlreadyThere, Refused: not this.
        ServiceUnavailable: out of reach, or no usable answer.
    """
    try:
        return await asking
    except ArrException as error:
        reason = _reason(error)
    if isinstance(reason, ServiceError) or not isinstance(reason, Exception):
        # The client takes even being cancelled for a failure of its own.
        raise reason
    if isinstance(reason, TimeoutError):
        raise ServiceUnavailable(SERVICE, "no answer in time")
    if isinstance(reason, aiohttp.ContentTypeError | ValueError):
        raise ServiceUnavailable(SERVICE, "an answer that is none")
    raise ServiceUnavailable(SERVICE, "no connection")


def _reason(error: BaseException) -> BaseException:
    """What an error of the client comes from in the end."""
    while isinstance(error, ArrException) and error.__cause__ is not None:
        error = error.__cause__
    return error
