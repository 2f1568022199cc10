"""Downloads against a real server on loopback."""

from collections.abc import AsyncIterator
from compression import zstd

import aiohttp
import pytest

from custom_components.plex_sync.anibridge.client import (
    DEFAULT_ADDRESSES,
    MappingFileClient,
    unpack,
)
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.mappings import FakeMappings

DOCUMENT = {"anilist:1": {"tvdb_show:76885:s1": {"1-26": "1-26"}}}


@pytest.fixture
async def server() -> AsyncIterator[FakeMappings]:
    """A server of mapping files."""
    async with FakeMappings() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session, as Home Assistant gives one."""
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def client(session: aiohttp.ClientSession) -> MappingFileClient:
    """The door."""
    return MappingFileClient(session)


def test_default_addresses_are_of_the_projects() -> None:
    """The newer format comes first."""
    assert [address.rpartition("/")[2] for address in DEFAULT_ADDRESSES] == [
        "mappings.min.json",
        "mappings.json",
    ]


@pytest.mark.parametrize("name", ["mappings.json", "mappings.json.zst"])
async def test_file_comes_unpacked_with_its_mark(
    server: FakeMappings, client: MappingFileClient, name: str
) -> None:
    """The ending says whether it is packed."""
    served = server.put(name, DOCUMENT)
    file = await client.download(server.address(name))
    assert file is not None
    assert file.content == b'{"anilist:1":{"tvdb_show:76885:s1":{"1-26":"1-26"}}}'
    assert file.etag == served.etag


async def test_unchanged_file_is_not_sent_again(
    server: FakeMappings, client: MappingFileClient
) -> None:
    """The mark is asked with, and only where there is one."""
    served = server.put("mappings.json", DOCUMENT)
    address = server.address("mappings.json")
    assert await client.download(address, served.etag) is None
    assert await client.download(address, '"another"') is not None
    assert (served.requests, served.not_modified) == (2, 1)


@pytest.mark.parametrize("status", [404, 503, 304])
async def test_other_answers_are_no_file(
    server: FakeMappings, client: MappingFileClient, status: int
) -> None:
    """The status is told, the address is not."""
    server.put("mappings.json", DOCUMENT).status = status
    with pytest.raises(ServiceUnavailable) as caught:
        await client.download(server.address("mappings.json"))
    assert caught.value.message == f"status {status}"
    assert "127.0.0.1" not in str(caught.value)


@pytest.mark.parametrize("name", ["mappings.json", "mappings.json.zst"])
async def test_cut_off_file_is_none(
    server: FakeMappings, client: MappingFileClient, name: str
) -> None:
    """Half a file is noticed by what was announced."""
    server.put(name, DOCUMENT).cut_off = True
    with pytest.raises(IncompleteAnswer):
        await client.download(server.address(name))


async def test_file_beyond_the_limit_is_refused(
    server: FakeMappings, session: aiohttp.ClientSession
) -> None:
    """Whether it is large as it is, or unpacked."""
    client = MappingFileClient(session, size_limit=1_000)
    server.put("large.json", b" " * 1_001)
    server.put("bomb.json.zst", zstd.compress(b" " * 1_000_000))
    for name in ("large.json", "bomb.json.zst"):
        with pytest.raises(Refused) as caught:
            await client.download(server.address(name))
        assert caught.value.reason == "file_too_large"


async def test_server_that_is_not_there_is_unavailable(
    server: FakeMappings, client: MappingFileClient
) -> None:
    """A refused connection has no address in its words."""
    address = server.address("mappings.json")
    await server.__aexit__()
    with pytest.raises(ServiceUnavailable) as caught:
        await client.download(address)
    assert caught.value.message == "ClientConnectorError"


async def test_slow_server_is_unavailable(
    server: FakeMappings, session: aiohttp.ClientSession
) -> None:
    """Nobody waits without an end."""
    server.put("mappings.json", DOCUMENT)
    client = MappingFileClient(session, timeout=aiohttp.ClientTimeout(total=1e-6))
    with pytest.raises(ServiceUnavailable) as caught:
        await client.download(server.address("mappings.json"))
    assert caught.value.message == "no answer in time"


def test_unpacking_refuses_what_is_not_whole() -> None:
    """A packed file says itself where it ends."""
    packed = zstd.compress(b"{}" * 500)
    with pytest.raises(IncompleteAnswer):
        unpack(packed[:-4])
    with pytest.raises(ServiceUnavailable):
        unpack(b"<html>")
