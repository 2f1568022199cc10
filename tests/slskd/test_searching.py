"""Searches: begun once, waited for, read, and cleaned up."""

import pytest

from custom_components.plex_sync.slskd import NotConnected, RemoteFile, SlskdClient
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.slskd import FakeSlskd
from tests.spotify.conftest import JumpingTime

PATH = "@@ben\\Music\\Nova\\First\\01 - One.flac"


async def test_application_says_whether_it_is_on_the_network(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """And which version it is."""
    application = await client.application()
    assert (application.version, application.logged_in) == ("0.24.0", True)
    fake.connected = False
    assert not (await client.application()).logged_in


async def test_a21_request_carries_the_right_field(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """`searchTimeout`, in milliseconds; the key goes in a header, not in the address."""
    await client.start_search("Nova One", milliseconds=12_000, most_responses=40)
    [seen] = fake.seen
    assert seen.body["searchTimeout"] == 12_000
    assert "timeout" not in seen.body
    assert (seen.body["searchText"], seen.body["responseLimit"]) == ("Nova One", 40)
    assert seen.headers["X-API-Key"] == fake.api_key
    assert seen.query == {}


async def test_search_is_waited_for_read_and_cleaned_up(
    fake: FakeSlskd, client: SlskdClient, time: JumpingTime
) -> None:
    """Files come with how their owners stand."""
    ben = fake.peer("ben", free_slot=False, queue=3, speed=50_000)
    ben.share(PATH, bit_depth=16)
    eva = fake.peer("eva")
    eva.share("music/Nova - One.MP3", extension="mp3", bitrate=320, seconds=None)
    eva.share("music/secret/Nova - One.mp3", locked=True)
    fake.peer("zoe").share("music/Nova - Two.mp3")
    fake.looks = 4
    first, *others = await client.find("nova one")
    assert first == RemoteFile(
        username="ben",
        path=PATH,
        size=5_000_000,
        extension="flac",
        seconds=200,
        bit_depth=16,
        queue=3,
        speed=50_000,
    )
    assert [(file.extension, file.bitrate, file.seconds) for file in others] == [
        ("mp3", 320, None),
        ("mp3", None, 200),
    ]
    assert [file.locked for file in others] == [False, True]
    assert fake.left_searches == 0
    assert len(time.slept) == 4
    assert time.slept == sorted(time.slept)


async def test_responses_that_come_a_moment_late_are_waited_for(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """A search can be over before what it found can be read."""
    fake.peer("ben").share(PATH)
    fake.reads = 2
    assert [file.path for file in await client.find("nova one")] == [PATH]
    assert await client.find("nobody has this") == []
    fake.reads = 10_000
    assert await client.find("nova one") == []
    assert fake.left_searches == 0


async def test_search_without_end_is_stopped(
    fake: FakeSlskd, client: SlskdClient, time: JumpingTime
) -> None:
    """What was found until then is read."""
    fake.peer("ben").share(PATH)
    fake.looks = 10_000
    assert [file.path for file in await client.find("nova one")] == [PATH]
    assert sum(asked.startswith("PUT") for asked in fake.asked) == 1
    assert 45 <= sum(time.slept) < 60
    assert fake.left_searches == 0


async def test_search_that_cannot_even_be_stopped_is_given_up(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """It is deleted all the same."""
    fake.looks = 10_000
    fake.fail(method="PUT", status=304)
    with pytest.raises(ServiceUnavailable, match="does not end"):
        await client.find("nova one")
    assert fake.left_searches == 0


async def test_search_that_is_gone_is_no_result(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """Somebody has deleted it meanwhile."""
    fake.fail(method="GET", path="/searches/", status=404)
    with pytest.raises(IncompleteAnswer, match="gone"):
        await client.find("nova one")


async def test_search_whose_answer_is_lost_is_not_begun_twice(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """It is known by the id that we have given it."""
    fake.peer("ben").share(PATH)
    fake.fail(method="POST", path="/searches", cut=True, late=True)
    assert [file.path for file in await client.find("nova one")] == [PATH]
    first, again = [one.body["id"] for one in fake.seen if one.method == "POST"]
    assert first == again
    assert fake.left_searches == 0


async def test_without_the_network_nothing_is_searched(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """Slskd runs, and nobody is there to be asked."""
    fake.connected = False
    with pytest.raises(NotConnected, match="not connected"):
        await client.find("nova one")


async def test_text_that_says_nothing_is_refused(client: SlskdClient) -> None:
    """By slskd itself."""
    with pytest.raises(Refused):
        await client.find("   ")
