"""MusicBrainz is asked once a second, by name, and left alone when it wants that."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from custom_components.plex_sync.musicbrainz import Limiter, MusicBrainzClient
from custom_components.plex_sync.sync.errors import (
    RateLimited,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.spotify.conftest import JumpingTime

from .conftest import OpenDoor

PAGE = "https://open.spotify.com/album/0000000000000000000001"


async def ask_everything(client: MusicBrainzClient) -> None:
    """One question of each kind."""
    await client.releases_by_barcode(["724352959051"])
    await client.releases_by_isrc("GBAYE0000351")
    await client.release_by_link(PAGE)
    await client.search_release_groups("Kid A", "Radiohead")


async def test_a23_all_who_ask_together_ask_once_a_second(
    fake: FakeMusicBrainz, open_door: OpenDoor
) -> None:
    """Whoever asks, whatever is found; and each says who it is."""
    fake.add_album("Kid A", "Radiohead", links=(PAGE,))
    doors = [open_door() for _ in range(3)]
    await asyncio.gather(*map(ask_everything, doors))
    assert len(fake.seen) == 3 * 5
    assert min(fake.gaps) >= 1
    agents = {one.user_agent for one in fake.seen}
    assert agents == {"PlexSync/1.2.3 ( https://example.org/plex-sync )"}


@pytest.mark.parametrize("status", [400, 404, 500, 502, 503, 429, 302, 200])
async def test_a23_a_second_passes_after_each_error(
    fake: FakeMusicBrainz, client: MusicBrainzClient, status: int
) -> None:
    """Also after what is not there, is refused, or is no answer at all."""
    fake.fail(status=status, times=None, body="<html>Not today</html>")
    for ask in (
        lambda: client.releases_by_barcode(["724352959051"]),
        lambda: client.releases_by_isrc("GBAYE0000351"),
        lambda: client.release_by_link(PAGE),
        lambda: client.search_release_groups("Kid A", "Radiohead"),
    ):
        if status == 404:
            await ask()
            continue
        with pytest.raises((Refused, ServiceUnavailable)):
            await ask()
    assert len(fake.seen) == (24 if status in {429, 503} else 4)
    assert min(fake.gaps) >= 1


async def test_a23_a_second_passes_after_no_answer(
    fake: FakeMusicBrainz,
    limiter: Limiter,
    client: MusicBrainzClient,
    time: JumpingTime,
) -> None:
    """No connection counts as a question, too; and so does one that was given up."""
    await fake.__aexit__()
    with pytest.raises(ServiceUnavailable, match="no connection"):
        await client.releases_by_barcode(["1"])
    async with fake:
        await client.releases_by_barcode(["1"])
        assert time.slept == [1]
        with pytest.raises(asyncio.CancelledError):
            async with limiter.turn(0):
                raise asyncio.CancelledError
        await client.releases_by_barcode(["1"])
    assert time.slept == [1, 1, 1]


async def test_silence_is_kept_as_long_as_musicbrainz_says(
    fake: FakeMusicBrainz, client: MusicBrainzClient, time: JumpingTime
) -> None:
    """Then the same question; a while if it does not say, and each time a longer one."""
    fake.add_album("Kid A", "Radiohead", barcode="724352959051")
    fake.fail(headers={"Retry-After": "7"})
    fake.fail(status=429)
    assert await client.releases_by_barcode(["724352959051"])
    assert time.slept == [7, 4]
    moment = datetime.now(UTC) + timedelta(seconds=30)
    fake.fail(headers={"Retry-After": format_datetime(moment)})
    assert await client.releases_by_barcode(["724352959051"])
    assert 25 < time.slept[-1] <= 30


async def test_long_silence_is_an_error_and_is_kept(
    fake: FakeMusicBrainz, open_door: OpenDoor, time: JumpingTime
) -> None:
    """Until it is over nobody asks anything."""
    fake.fail(headers={"Retry-After": "3600"})
    for door in (open_door(), open_door()):
        with pytest.raises(RateLimited, match="3600 s"):
            await door.releases_by_barcode(["1"])
    assert (len(fake.seen), time.slept) == (1, [])
    time.now += 3600
    assert await open_door().releases_by_barcode(["1"]) == []


async def test_who_is_always_too_busy_is_not_asked_forever(
    fake: FakeMusicBrainz, client: MusicBrainzClient, time: JumpingTime
) -> None:
    """Ever more seldom; silences add up to a minute at most."""
    fake.fail(times=None)
    with pytest.raises(ServiceUnavailable, match="too busy"):
        await client.releases_by_barcode(["1"])
    assert time.slept == [2, 4, 8, 16, 30]
    fake.heal()
    fake.fail(times=None, headers={"Retry-After": "40"})
    with pytest.raises(RateLimited):
        await client.releases_by_barcode(["1"])
    assert len(fake.seen) == 8


async def test_little_silence_that_is_never_enough_grows(
    fake: FakeMusicBrainz, client: MusicBrainzClient, time: JumpingTime
) -> None:
    """What MusicBrainz says is the least; a busy minute is waited out."""
    fake.add_album("Kid A", "Radiohead", barcode="724352959051")
    fake.fail(times=5, headers={"Retry-After": "3"})
    assert await client.releases_by_barcode(["724352959051"])
    assert time.slept == [3, 4, 8, 16, 29]


async def test_no_answer_in_time(fake: FakeMusicBrainz, open_door: OpenDoor) -> None:
    """Is told in own words, without an address."""
    fake.fail(delay=0.3)
    with pytest.raises(ServiceUnavailable, match="no answer in time") as caught:
        await open_door(timeout=0.1).releases_by_barcode(["1"])
    assert "127.0.0.1" not in str(caught.value)
    await asyncio.sleep(0.4)
