"""Downloads mapping files, only if they have changed, and only whole ones."""

import asyncio
from collections.abc import Sequence
from compression import zstd
from dataclasses import dataclass
from typing import Final

import aiohttp

from ..sync.errors import IncompleteAnswer, Refused, ServiceUnavailable

SERVICE: Final = "AniBridge mappings"
V3_ADDRESS: Final = (
    "https://github.com/anibridge/anibridge-mappings/releases/download/v3"
    "/mappings.min.json"
)
V2_ADDRESS: Final = "https://raw.githubusercontent.com/eliasbenb/PlexAniBridge-Mappings/v2/mappings.json"
DEFAULT_ADDRESSES: Final[Sequence[str]] = (V3_ADDRESS, V2_ADDRESS)

SIZE_LIMIT: Final = 128 * 1024 * 1024
"""Bytes, unpacked."""
_PIECE: Final = 256 * 1024
_TIMEOUT: Final = aiohttp.ClientTimeout(total=300, sock_connect=30, sock_read=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """A file as it was downloaded, unpacked."""

    content: bytes
    etag: str = ""


class MappingFileClient:
    """Gets mapping files from the web."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        size_limit: int = SIZE_LIMIT,
        timeout: aiohttp.ClientTimeout = _TIMEOUT,
    ) -> None:
        """Use a session that somebody else closes.

        Args:
            session: the session.
            size_limit: bytes that a file may have, unpacked.
            timeout: for a whole download.
        """
        self._session = session
        self._size_limit = size_limit
        self._timeout = timeout

    async def download(self, address: str, etag: str = "") -> MappingFile | None:
        """Get a file; `None`: it is still the one with this ETag.

        An address that ends in `.zst` is unpacked.

        Raises:
            ServiceUnavailable: it cannot be got.
            IncompleteAnswer: it is cut off.
            Refused: it is too large.
        """
        headers = {"If-None-Match": etag} if etag else {}
        try:
            async with self._session.get(
                address, headers=headers, timeout=self._timeout
            ) as answer:
                if answer.status == 304 and etag:
                    return None
                if answer.status != 200:
                    raise ServiceUnavailable(SERVICE, f"status {answer.status}")
                content = await self._read(answer)
                new_etag = answer.headers.get("ETag", "")
        except TimeoutError as error:
            raise ServiceUnavailable(SERVICE, "no answer in time") from error
        except aiohttp.ClientPayloadError as error:
            raise IncompleteAnswer(SERVICE, "the file is cut off") from error
        except aiohttp.ClientError as error:
            raise ServiceUnavailable(SERVICE, type(error).__name__) from error
        if address.partition("?")[0].endswith(".zst"):
            content = await asyncio.to_thread(unpack, content, self._size_limit)
        return MappingFile(content=content, etag=new_etag)

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        """Read an answer, but not more than the limit."""
        pieces = bytearray()
        async for piece in answer.content.iter_chunked(_PIECE):
            pieces += piece
            if len(pieces) > self._size_limit:
                raise _too_large()
        return bytes(pieces)


def unpack(packed: bytes, size_limit: int = SIZE_LIMIT) -> bytes:
    """Unpack a Zstandard file, but not more than the limit.

    Raises:
        IncompleteAnswer: it is cut off.
        ServiceUnavailable: it is no such file.
        Refused: it is too large.
    """
    decompressor = zstd.ZstdDecompressor()
    try:
        content = decompressor.decompress(packed, size_limit + 1)
    except zstd.ZstdError as error:
        raise ServiceUnavailable(SERVICE, "no Zstandard file") from error
    if len(content) > size_limit:
        raise _too_large()
    if not decompressor.eof:
        raise IncompleteAnswer(SERVICE, "the file is cut off")
    return content


def _too_large() -> Refused:
    return Refused(SERVICE, "the file is too large", reason="file_too_large")
