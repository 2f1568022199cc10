"""An slskd that is busy, strange, closed, or not there."""

from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.slskd import Clock, Pace, SlskdClient
from custom_components.plex_sync.slskd.rows import (
    application_of,
    extension_of,
    files_of,
    search_of,
    transfers_of,
    words_of,
)
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.slskd import FakeSlskd
from tests.spotify.conftest import JumpingTime

BUSY = "Only one concurrent operation is permitted"


async def test_busy_slskd_is_waited_for(
    fake: FakeSlskd, client: SlskdClient, time: JumpingTime
) -> None:
    """A little longer each time, or as long as it asks for."""
    fake.fail(status=429, times=2, text=BUSY)
    fake.fail(status=429, headers={"Retry-After": "20"})
    await client.start_search("nova one")
    assert time.slept == [1, 2, 20]
    assert len(fake.seen) == 4


async def test_slskd_that_stays_busy_is_left_alone(
    fake: FakeSlskd, client: SlskdClient, time: JumpingTime
) -> None:
    """Within a minute."""
    fake.fail(status=429, times=None, text=BUSY)
    with pytest.raises(RateLimited):
        await client.start_search("nova one")
    assert sum(time.slept) <= 60


@pytest.mark.parametrize("status", [401, 403])
async def test_key_that_is_not_accepted(
    fake: FakeSlskd, client: SlskdClient, status: int
) -> None:
    """It is not tried twice, and never told."""
    fake.fail(status=status, text=f"no {fake.api_key}")
    with pytest.raises(InvalidToken) as refused:
        await client.application()
    assert len(fake.seen) == 1
    assert fake.api_key not in str(refused.value)


@pytest.mark.parametrize(
    ("how", "each"),
    # aiohttp itself asks a second time where a connection is cut.
    [({"status": 500}, 1), ({"status": 503}, 1), ({"cut": True}, 2)],
)
async def test_lost_answer_is_asked_for_again(
    fake: FakeSlskd,
    client: SlskdClient,
    time: JumpingTime,
    how: dict[str, Any],
    each: int,
) -> None:
    """Three times in all."""
    fake.fail(times=2 * each, **how)
    assert (await client.application()).logged_in
    assert time.slept == [1, 2]
    asked = len(fake.seen)
    fake.fail(times=3 * each, **how)
    with pytest.raises(ServiceUnavailable) as lost:
        await client.application()
    assert fake.url not in str(lost.value)
    assert len(fake.seen) - asked == 3 * each


async def test_address_of_something_else(fake: FakeSlskd, client: SlskdClient) -> None:
    """Its pages, a page to sign in at, or nothing at all are no slskd."""
    fake.fail(status=200, text="<html></html>")
    with pytest.raises(IncompleteAnswer):
        await client.application()
    fake.fail(status=302, headers={"Location": "/login"})
    with pytest.raises(ServiceUnavailable):
        await client.application()
    fake.fail(status=404)
    with pytest.raises(Refused):
        await client.application()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://[", "nonsense"])
async def test_nobody_there(url: str) -> None:
    """Nor is an address that is none."""
    time = JumpingTime()
    async with aiohttp.ClientSession() as session:
        clock = Clock(now=time.clock, sleep=time.sleep)
        client = SlskdClient(session, url, "key", clock=clock)
        with pytest.raises(ServiceUnavailable, match="no connection"):
            await client.application()


async def test_slskd_that_never_answers(fake: FakeSlskd) -> None:
    """Patience has an end."""
    async with aiohttp.ClientSession() as session:
        client = SlskdClient(
            session, fake.url, fake.api_key, pace=Pace(request=0.0001, tries=1)
        )
        with pytest.raises(ServiceUnavailable, match="in time"):
            await client.application()


async def test_connection_that_cannot_be_secured_is_told(fake: FakeSlskd) -> None:
    """It is something else than nobody there."""
    url = fake.url.replace("http:", "https:")
    async with aiohttp.ClientSession() as session:
        client = SlskdClient(session, url, fake.api_key, pace=Pace(tries=1))
        with pytest.raises(ServiceUnavailable) as insecure:
            await client.application()
    assert insecure.value.reason == "tls"
    assert fake.seen == []


@pytest.mark.parametrize("answer", [None, [], "text", {"server": None}, {}])
def test_application_that_is_none(answer: object) -> None:
    """Something that answers is not yet slskd."""
    with pytest.raises(IncompleteAnswer):
        application_of(answer)


def test_odd_rows_are_left_out() -> None:
    """What is of use is read, whatever lies around it."""
    file = {"filename": "a\\b.MP3", "size": 5}
    odd = [file, {"filename": "c"}, {"size": 5}, None, {"filename": 7, "size": 7}]
    peer = {"username": "ben", "files": odd, "lockedFiles": None, "queueLength": "x"}
    [found] = files_of([peer, {"files": [file]}, "odd", {"username": "eva"}])
    assert (found.path, found.extension, found.queue) == ("a\\b.MP3", "mp3", 0)
    strange = {**file, "length": True, "bitRate": -5, "bitDepth": 1.5}
    [found] = files_of([{"username": "ben", "files": [strange]}])
    assert (found.seconds, found.bitrate, found.bit_depth) == (None, None, 1)
    row = {"id": "1", "filename": "a", "percentComplete": "half"}
    folders = [{"files": [row, {"id": "2"}, {"filename": "b"}]}, None]
    [transfer] = transfers_of({"username": "ben", "directories": folders})
    assert (transfer.username, transfer.percent, transfer.size) == ("ben", 0.0, 0)
    assert not transfer.is_over
    with pytest.raises(IncompleteAnswer):
        transfers_of("none")
    with pytest.raises(IncompleteAnswer):
        files_of({})
    with pytest.raises(IncompleteAnswer):
        search_of({"state": "InProgress"})
    assert search_of({"id": "1", "state": "Completed, Errored"}).complete
    assert words_of([{"a": "Not Shared"}, 5]) == "not shared "


@pytest.mark.parametrize(
    ("path", "extension"),
    [
        ("a\\b.FLAC", "flac"),
        ("a/b.c/d", ""),
        ("a\\St. Anger", ""),
        ("song.mp3", "mp3"),
        ("song.something", ""),
    ],
)
def test_extension_is_read_from_the_path(path: str, extension: str) -> None:
    """Most programs leave the field empty."""
    assert extension_of(path) == extension
