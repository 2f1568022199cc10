"""Wrong keys, addresses that lead nowhere, and answers that are none."""

import asyncio

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import LidarrClient, NewAlbum
from custom_components.plex_sync.lidarr.transport import open_client
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.lidarr import FakeLidarr


async def test_wrong_key_is_told_without_naming_it(
    fake: FakeLidarr, session: aiohttp.ClientSession
) -> None:
    """In own words, without the address."""
    client = LidarrClient(session, fake.url, "wrong-key")
    with pytest.raises(InvalidToken, match="not accepted") as caught:
        await client.version()
    assert "wrong-key" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert "wrong-key" not in repr(client)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, Refused),
        (403, InvalidToken),
        (404, Refused),
        (429, RateLimited),
        (500, ServiceUnavailable),
        (503, ServiceUnavailable),
    ],
)
async def test_refusals_are_typed(
    fake: FakeLidarr, client: LidarrClient, status: int, expected: type[Exception]
) -> None:
    """So that it is known whether another time helps."""
    fake.fail(status=status, headers={"Retry-After": "1"})
    with pytest.raises(expected) as caught:
        await client.queue()
    assert "Not today" not in str(caught.value)


async def test_refusal_names_the_properties(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Lidarr's own sentences may hold anything."""
    failure = {"propertyName": "Label", "errorMessage": "Secret words"}
    fake.fail(status=400, method="POST", body=[failure, 7])
    with pytest.raises(Refused, match="Lidarr: Label"):
        await client.tag("plex-sync")


async def test_redirection_is_not_followed(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """The key would go along; so Lidarr answers where the path is missing."""
    fake.fail(status=307, headers={"Location": "http://127.0.0.1:9/elsewhere"})
    with pytest.raises(ServiceUnavailable, match="HTTP 307"):
        await client.version()
    assert len(fake.seen) == 1


async def test_web_page_is_no_answer(fake: FakeLidarr, client: LidarrClient) -> None:
    """As a sign-in page in front of it would be."""
    fake.fail(status=200, body="<html>Sign in</html>")
    with pytest.raises(ServiceUnavailable, match="an answer that is none"):
        await client.version()
    fake.fail(status=502, body="<html>Bad gateway</html>")
    with pytest.raises(ServiceUnavailable, match="HTTP 502"):
        await client.version()


@pytest.mark.parametrize(
    "ask", ["root_folders", "quality_profiles", "metadata_profiles", "queue"]
)
async def test_answers_of_another_shape_are_no_answers(
    fake: FakeLidarr, client: LidarrClient, ask: str
) -> None:
    """Nothing is made of them."""
    fake.fail(status=200, body=[{"colour": "red"}])
    with pytest.raises(IncompleteAnswer):
        await getattr(client, ask)()


async def test_no_connection(fake: FakeLidarr, client: LidarrClient) -> None:
    """Is told without the address."""
    await fake.__aexit__()
    with pytest.raises(ServiceUnavailable, match="no connection") as caught:
        await client.version()
    assert "127.0.0.1" not in str(caught.value)


async def test_no_answer_in_time(
    fake: FakeLidarr, session: aiohttp.ClientSession
) -> None:
    """Lidarr hands some questions on to others."""
    client = LidarrClient(session, fake.url, fake.api_key, timeout=0.1)
    fake.fail(delay=0.3)
    with pytest.raises(ServiceUnavailable, match="no answer in time"):
        await client.version()
    await asyncio.sleep(0.4)


async def test_who_is_cancelled_ends(fake: FakeLidarr, client: LidarrClient) -> None:
    """The client underneath takes even that for a failure."""
    fake.fail(delay=0.3)
    task = asyncio.create_task(client.version())
    while not fake.seen:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.4)


async def test_album_that_was_not_added_after_all(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Lidarr answers, but names none."""
    kid_a = fake.know("Kid A", "Radiohead")
    album = await client.look_up(kid_a.foreign_id)
    assert album is not None
    new = NewAlbum(
        album=album, root_folder="/music/", quality_profile_id=1, metadata_profile_id=1
    )
    fake.fail(status=200, method="POST", body={"foreignAlbumId": "x", "artist": {}})
    with pytest.raises(Refused, match="not added"):
        await client.add(new)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://my-nas:8686", "http://my-nas:8686/api/v1/queue"),
        ("http://my-nas:8686/lidarr/", "http://my-nas:8686/lidarr/api/v1/queue"),
        ("https://Music.example.org", "https://music.example.org:443/api/v1/queue"),
        ("http://[::1]:8686", "http://[::1]:8686/api/v1/queue"),
    ],
)
async def test_addresses_are_taken_as_they_are(
    session: aiohttp.ClientSession, address: str, asked: str
) -> None:
    """Hyphens, no port, a path, numbers in brackets."""
    client = open_client(session, address, "key", verify_tls=True, timeout=1)
    assert client._host.api_url("queue") == asked
