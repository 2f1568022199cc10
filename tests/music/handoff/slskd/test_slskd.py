"""Missing tracks through slskd: asked for, followed, taken elsewhere, given up."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
import json
from typing import Any

import aiohttp
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.plex_sync.music.handoff.model import (
    UNDER_WAY,
    Request,
    RequestState,
    Want,
    WantKind,
)
from custom_components.plex_sync.music.handoff.protocol import HandOff
from custom_components.plex_sync.music.handoff.ranking import Wishes
from custom_components.plex_sync.music.handoff.slskd import SlskdHandOff
from custom_components.plex_sync.music.handoff.slskd_pace import SearchPace
from custom_components.plex_sync.music.handoff.slskd_trail import Source, Trail
from custom_components.plex_sync.slskd import Clock, NotConnected, SlskdClient
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    ServiceError,
    ServiceUnavailable,
)
from custom_components.plex_sync.sync.model import JsonObject
from tests.fakes.slskd import Download, FakeSlskd, Peer
from tests.spotify.conftest import JumpingTime

MINUTE, HOUR = 60, 3600
REQUESTED, DOWNLOADING = RequestState.REQUESTED, RequestState.DOWNLOADING
ARRIVED, GIVEN_UP = RequestState.ARRIVED, RequestState.GIVEN_UP


def want(title: str = "One", **facts: Any) -> Want:
    """A track of three minutes and twenty seconds."""
    made: dict[str, Any] = {
        "uid": f"spotify:track:{title}",
        "kind": WantKind.TRACK,
        "artists": ("Nova",),
        "album": "First",
        "milliseconds": 200_000,
        **facts,
    }
    return Want(title=title, **made)


def sharing(fake: FakeSlskd, name: str, title: str = "One", **facts: Any) -> Peer:
    """Somebody who has a track; who comes first is the fastest."""
    peer = fake.peer(name, **{"speed": 1_000_000 - len(fake.peers), **facts})
    peer.share(f"@@x\\Music\\Nova\\First\\01 - {title}.flac")
    return peer


def through_json(request: Request) -> Request:
    """A request as it comes back after a restart."""
    kept = json.loads(json.dumps(request.to_json()))
    found = Request.from_json(request.service, request.uid, kept)
    assert found == request
    return found


async def all_of(requests: AsyncIterator[Request]) -> list[Request]:
    """All that is answered."""
    return [through_json(request) async for request in requests]


async def sent(hand_off: SlskdHandOff, *wants: Want) -> Request:
    """Ask for tracks and return how the last of them stands."""
    return (await all_of(hand_off.send(wants or [want()], {})))[-1]


async def followed(hand_off: SlskdHandOff, request: Request) -> Request:
    """Look once, and return how a request stands then."""
    return [request, *await all_of(hand_off.follow([request]))][-1]


async def until_over(
    hand_off: SlskdHandOff, fake: FakeSlskd, request: Request
) -> Request:
    """Follow a request until nothing more comes of it."""
    for _ in range(100):
        if request.state not in UNDER_WAY:
            return request
        fake.advance()
        request = await followed(hand_off, request)
    raise AssertionError("it never ends")


def test_it_is_a_hand_off(hand_off: SlskdHandOff) -> None:
    """As the runtime knows them."""
    known: HandOff = hand_off
    assert known.service == "slskd"
    assert set(known.kinds) == {WantKind.TRACK}


async def test_check_finds_out_what_is_wrong(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """The key, or that slskd itself is offline."""
    await hand_off.check()
    fake.connected = False
    with pytest.raises(NotConnected):
        await hand_off.check()
    fake.api_key = "another"
    with pytest.raises(InvalidToken):
        await hand_off.check()


async def test_track_is_searched_for_sent_followed_and_arrives(
    hand_off: SlskdHandOff, fake: FakeSlskd, time: JumpingTime
) -> None:
    """The best file of all; its name is told in the end."""
    sharing(fake, "ben", free_slot=False)
    sharing(fake, "eva")
    fake.peer("zoe").share("Nova\\First\\One (Live).flac")
    came: list[Download] = []
    fake.on_complete = came.append
    began = datetime.fromtimestamp(time.now, UTC)
    chosen, asked = await all_of(hand_off.send([want()], {}))
    assert fake.searched == ["Nova One"]
    assert [name for name, _ in fake.enqueued] == ["eva"]
    assert chosen.state is asked.state is REQUESTED
    assert (asked.uid, asked.title, asked.tries) == ("spotify:track:One", "One", 1)
    assert asked.asked_at == asked.at == began
    assert await all_of(hand_off.follow([asked])) == []
    time.now += MINUTE
    fake.advance()
    [running] = await all_of(hand_off.follow([asked]))
    assert (running.state, running.details["percent"]) == (DOWNLOADING, 25)
    fake.advance()
    [running] = await all_of(hand_off.follow([running]))
    assert running.details["percent"] == 50
    fake.advance(2)
    [arrived] = await all_of(hand_off.follow([running]))
    assert arrived.state is ARRIVED
    assert arrived.details["file"] == "01 - One.flac"
    assert [one.username for one in came] == ["eva"]
    assert arrived.details["percent"] == 100
    assert arrived.asked_at == began < arrived.at
    assert await all_of(hand_off.follow([arrived])) == []
    assert fake.left_searches == 0


async def test_choice_is_answered_before_it_is_asked_for(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """So that it can be kept first."""
    sharing(fake, "ben")
    requests = hand_off.send([want()], {})
    chosen = await anext(requests)
    assert fake.downloads == []
    [asked] = [request async for request in requests]
    assert len(fake.downloads) == 1
    assert not chosen.details.get("sent")
    assert asked.details["sent"]


async def test_a4_albums_leave_tracks_alone(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """An album in between is not asked for, and no track is lost for it."""
    sharing(fake, "ben").share("Nova\\First\\02 - Two.flac")
    album = want("First", kind=WantKind.ALBUM)
    requests = await all_of(hand_off.send([want(), album, want("Two")], {}))
    assert [one.title for one in requests] == ["One", "One", "Two", "Two"]
    assert len(fake.downloads) == 2


async def test_what_is_under_way_is_not_sent_again(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Even if somebody asks."""
    sharing(fake, "ben")
    request = await sent(hand_off)
    assert await all_of(hand_off.send([want()], {request.uid: request})) == []
    assert len(fake.searched) == 1


async def test_requests_of_others_are_not_followed(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Another program has them."""
    sharing(fake, "ben")
    request = await sent(hand_off)
    other = Request.from_json("lidarr", request.uid, request.to_json())
    assert other is not None
    assert await all_of(hand_off.follow([other])) == []


async def test_nothing_found_is_given_up_and_can_be_asked_for_later(
    hand_off: SlskdHandOff, fake: FakeSlskd, time: JumpingTime
) -> None:
    """A live version is nothing; when it was asked for first stays known."""
    fake.peer("zoe").share("Nova\\First\\One (Live).flac")
    request = await sent(hand_off)
    assert (request.state, request.reason) == (GIVEN_UP, "no_source")
    assert (fake.enqueued, request.tries) == ([], 1)
    sharing(fake, "ben")
    time.now += 24 * HOUR
    [_, again] = await all_of(hand_off.send([want()], {request.uid: request}))
    assert (again.state, again.reason) == (REQUESTED, "")
    assert again.asked_at == request.asked_at < again.at


async def test_text_that_slskd_refuses_is_no_source(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """The next track has its turn."""
    sharing(fake, "ben", "Two")
    fake.fail(method="POST", path="/searches", status=400)
    requests = await all_of(hand_off.send([want(), want("Two")], {}))
    assert [one.state for one in requests] == [GIVEN_UP, REQUESTED, REQUESTED]


async def test_searches_keep_their_distance(
    hand_off: SlskdHandOff, fake: FakeSlskd, time: JumpingTime
) -> None:
    """The network shuts out who asks too often."""
    fake.looks = 0
    began = time.now
    await sent(hand_off, *(want(str(number)) for number in range(10, 20)))
    assert len(fake.searched) == 10
    assert time.now - began >= 9 * 7


async def test_all_who_search_keep_their_distance_together(
    client: SlskdClient, fake: FakeSlskd, time: JumpingTime
) -> None:
    """Of two profiles with one slskd, also when one of them begins anew."""
    fake.looks = 0
    began, pace = time.now, SearchPace(clock=time.clock, sleep=time.sleep)

    def begun() -> SlskdHandOff:
        """Somebody who asks."""
        return SlskdHandOff(
            client,
            Wishes(),
            now=lambda: datetime.fromtimestamp(time.now, UTC),
            pace=pace,
        )

    await asyncio.gather(
        *(sent(begun(), *(want(f"{who}{n}") for n in range(5))) for who in "AB")
    )
    await sent(begun())
    assert len(fake.searched) == 11
    assert time.now - began >= 10 * 7


async def test_time_in_which_nobody_looked_is_no_waiting(
    client: SlskdClient, hand_off: SlskdHandOff, fake: FakeSlskd, time: JumpingTime
) -> None:
    """After a long stop it is waited anew, from the first look on."""
    sharing(fake, "ben", stalls_at=0.0)
    sharing(fake, "eva")
    request = await sent(hand_off)
    await followed(hand_off, request)
    time.now += 48 * HOUR
    pace = SearchPace(clock=time.clock, sleep=time.sleep)
    started = SlskdHandOff(
        client,
        Wishes(),
        now=lambda: datetime.fromtimestamp(time.now, UTC),
        pace=pace,
    )
    assert await all_of(started.follow([request])) == []
    time.now += 6 * HOUR - 1
    assert await all_of(started.follow([request])) == []
    time.now += 1
    await followed(started, request)
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]


async def test_one_track_that_fails_keeps_no_other_from_being_looked_at(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Unless many fail in a row, or the key is not accepted."""
    titles = "One", "Two", "Three", "Four"
    for title in titles:
        sharing(fake, f"peer {title}", title)
    requests = await all_of(hand_off.send(list(map(want, titles)), {}))
    fake.advance()
    fake.fail(path="peer One", times=3)
    found: list[Request] = []

    async def keep(answers: AsyncIterator[Request]) -> None:
        """Keep what is answered before something goes wrong."""
        async for one in answers:
            found.append(one)  # noqa: PERF401

    with pytest.raises(ServiceUnavailable):
        await keep(hand_off.follow(requests[1::2]))
    assert [one.title for one in found] == ["Two", "Three", "Four"]
    failing = fake.fail(method="GET", path="/transfers", times=None)
    fake.seen.clear()
    with pytest.raises(ServiceUnavailable):
        await all_of(hand_off.follow(requests[1::2]))
    assert len(set(fake.asked)) == 3
    failing.status = 401
    fake.seen.clear()
    with pytest.raises(InvalidToken):
        await all_of(hand_off.follow(requests[1::2]))
    assert len(fake.asked) == 1


async def test_search_that_goes_wrong_leaves_nothing_half(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Nothing is kept of the track; the next one is searched for."""
    sharing(fake, "ben", "Two")
    fake.fail(method="GET", path="/searches/", status=404)
    with pytest.raises(ServiceError, match="gone"):
        await all_of(hand_off.send([want()], {}))
    assert fake.left_searches == 0
    asked = await sent(hand_off, want("Two"))
    assert (asked.title, asked.state) == ("Two", REQUESTED)


@pytest.mark.parametrize("ends", ["Errored", "Rejected", "TimedOut", "Cancelled"])
async def test_source_that_fails_is_followed_by_the_next(
    hand_off: SlskdHandOff, fake: FakeSlskd, ends: str
) -> None:
    """Of those that were found at first: no new search."""
    sharing(fake, "ben", ends=ends)
    sharing(fake, "eva")
    request = await until_over(hand_off, fake, await sent(hand_off))
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    assert (request.state, request.tries, request.message) == (ARRIVED, 2, "")
    assert len(fake.searched) == 1


async def test_peer_who_is_offline_is_followed_by_the_next_at_once(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Whether that is so from the beginning or comes in between."""
    sharing(fake, "ben", online=False)
    eva = sharing(fake, "eva")
    sharing(fake, "zoe")
    request = await sent(hand_off)
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    assert (request.tries, request.message) == (2, "the other side is offline")
    eva.online = False
    request = await until_over(hand_off, fake, request)
    assert (request.state, request.tries) == (ARRIVED, 3)


async def test_peer_who_lies_about_the_size_is_not_believed(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Half a track is none."""
    sharing(fake, "ben", lies=True)
    sharing(fake, "eva")
    request = await until_over(hand_off, fake, await sent(hand_off))
    assert (request.state, request.tries) == (ARRIVED, 2)
    [lied, _] = fake.downloads
    assert (lied.state, lied.transferred) == ("Completed, Succeeded", 2_500_000)


@pytest.mark.parametrize(
    ("share", "patience"), [(0.5, 30 * MINUTE), (0.0, 6 * HOUR)], ids=["half", "queue"]
)
async def test_peer_who_vanishes_is_waited_for_and_left(
    hand_off: SlskdHandOff,
    fake: FakeSlskd,
    time: JumpingTime,
    share: float,
    patience: int,
) -> None:
    """Longer where the turn has not come yet; the download is called off."""
    ben = sharing(fake, "ben", stalls_at=share)
    sharing(fake, "eva")
    request = await sent(hand_off)
    fake.advance(4)
    request = await followed(hand_off, request)
    assert request.state is (DOWNLOADING if share else REQUESTED)
    time.now += patience - 1
    assert await all_of(hand_off.follow([request])) == []
    time.now += 1
    request = await followed(hand_off, request)
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    assert request.message == "nothing came any more"
    assert fake.downloads[0].state == "Completed, Cancelled"
    ben.stalls_at = None
    request = await until_over(hand_off, fake, request)
    assert (request.state, request.tries) == (ARRIVED, 2)


async def test_last_piece_that_comes_in_the_moment_of_calling_off_counts(
    hand_off: SlskdHandOff, fake: FakeSlskd, time: JumpingTime
) -> None:
    """The file is there: nothing else is downloaded."""
    ben = sharing(fake, "ben", stalls_at=0.5)
    sharing(fake, "eva")
    request = await sent(hand_off)
    fake.advance(4)
    request = await followed(hand_off, request)
    time.now += HOUR
    ben.stalls_at = None
    fake.automatic = True
    fake.steps = 1
    request = await followed(hand_off, request)
    assert request.state is ARRIVED
    assert [name for name, _ in fake.enqueued] == ["ben"]


async def test_when_all_remembered_sources_fail_a_new_search_is_made(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """It leaves out what has failed already."""
    sharing(fake, "ben", ends="Rejected")
    request = await sent(hand_off)
    sharing(fake, "eva")
    request = await until_over(hand_off, fake, request)
    assert len(fake.searched) == 2
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    assert request.state is ARRIVED


async def test_after_so_many_tries_it_is_given_up(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Three, where nothing else is said; and why is told."""
    for name in ("ben", "eva", "zoe", "max", "ida"):
        sharing(fake, name, ends="Rejected")
    request = await until_over(hand_off, fake, await sent(hand_off))
    assert (request.state, request.reason) == (GIVEN_UP, "all_sources_failed")
    assert (request.tries, len(fake.enqueued)) == (3, 3)
    assert request.message == "Completed, Rejected"
    assert await all_of(hand_off.follow([request])) == []


async def test_when_there_is_no_other_source_it_is_given_up(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """What has failed is not tried again."""
    sharing(fake, "ben", ends="Errored")
    request = await until_over(hand_off, fake, await sent(hand_off))
    assert (request.reason, len(fake.enqueued)) == ("all_sources_failed", 1)
    assert "sources" not in request.details


async def test_download_that_slskd_has_cleaned_away_has_arrived(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """It keeps what was downloaded for as long as it is told to."""
    sharing(fake, "ben")
    request = await sent(hand_off)
    fake.advance(4)
    fake.forget(retention=True)
    assert (await followed(hand_off, request)).state is ARRIVED


async def test_download_that_slskd_has_forgotten_is_taken_elsewhere(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """It may have been set up anew."""
    sharing(fake, "ben")
    sharing(fake, "eva")
    request = await sent(hand_off)
    fake.forget()
    request = await followed(hand_off, request)
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    assert request.message == "slskd does not know the download any more"


async def test_download_that_is_there_already_counts(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Whoever began it, and whether it has come or not; one that failed does not."""
    sharing(fake, "ben", "One")
    sharing(fake, "eva", "Two")
    sharing(fake, "zoe", "Three", ends="Errored")
    for peer in fake.peers.values():
        fake.enqueue(peer.name, [(peer.files[0].path, peer.files[0].size)])
    fake.advance(2)
    fake.downloads[0].transferred = fake.downloads[0].size
    fake.downloads[0].state = "Completed, Succeeded"
    requests = await all_of(
        hand_off.send([want("One"), want("Two"), want("Three")], {})
    )
    assert [name for name, _ in fake.enqueued] == ["zoe"]
    stands = [await followed(hand_off, one) for one in requests[1::2]]
    assert [one.state for one in stands] == [ARRIVED, DOWNLOADING, REQUESTED]


async def test_download_that_begins_at_the_same_moment_counts(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Slskd refuses without saying that it is under way."""
    ben = sharing(fake, "ben")
    requests = hand_off.send([want()], {})
    await anext(requests)
    fake.enqueue("ben", [(ben.files[0].path, ben.files[0].size)])
    # It is not seen there before it is asked for, and then it is.
    fake.fail(method="GET", path="/transfers", status=404)
    [asked] = [request async for request in requests]
    assert (asked.state, asked.tries, asked.details["sent"]) == (REQUESTED, 1, True)
    assert len(fake.downloads) == 1


@pytest.mark.parametrize("late", [False, True])
async def test_lost_answer_downloads_nothing_twice(
    hand_off: SlskdHandOff, fake: FakeSlskd, *, late: bool
) -> None:
    """Whether slskd has heard the question or not."""
    sharing(fake, "ben")
    fake.fail(method="POST", path="/transfers", cut=True, late=late)
    requests = hand_off.send([want()], {})
    chosen = through_json(await anext(requests))
    with pytest.raises(ServiceUnavailable):
        await anext(requests)
    request = await until_over(hand_off, fake, chosen)
    assert (request.state, request.tries) == (ARRIVED, 1)
    assert len(fake.downloads) == 1


async def test_slskd_without_the_network_costs_no_try(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """It is taken up again when it is back."""
    sharing(fake, "ben")
    requests = hand_off.send([want()], {})
    chosen = through_json(await anext(requests))
    fake.connected = False
    with pytest.raises(NotConnected):
        await anext(requests)
    fake.connected = True
    request = await until_over(hand_off, fake, chosen)
    assert (request.state, request.tries) == (ARRIVED, 1)


async def test_what_has_arrived_and_is_not_it_is_not_downloaded_again(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """Another file is, if there is one."""
    sharing(fake, "ben")
    arrived = await until_over(hand_off, fake, await sent(hand_off))
    again = await all_of(hand_off.send([want()], {arrived.uid: arrived}))
    assert [one.reason for one in again] == ["no_source"]
    sharing(fake, "eva")
    again = await all_of(hand_off.send([want()], {arrived.uid: arrived}))
    request = await until_over(hand_off, fake, again[-1])
    assert [name for name, _ in fake.enqueued] == ["ben", "eva"]
    sharing(fake, "zoe")
    again = await all_of(hand_off.send([want()], {request.uid: request}))
    assert fake.enqueued[-1][0] == "zoe"


async def test_few_sources_are_kept_and_one_of_each_peer(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """What is kept of a request stays small."""
    for name in ("ben", "eva", "zoe", "max", "ida", "tom"):
        sharing(fake, name).share("Nova - One.flac")
    request = await sent(hand_off)
    sources = request.details["sources"]
    assert isinstance(sources, list)
    assert [each[0] for each in sources] == ["ben", "eva", "zoe", "max"]
    assert len(json.dumps(request.to_json())) < 1000
    arrived = await until_over(hand_off, fake, request)
    assert len(json.dumps(arrived.to_json())) < 700


async def test_nobodys_address_is_told(hand_off: SlskdHandOff, fake: FakeSlskd) -> None:
    """Nor who it was: what is told are words of ours."""
    sharing(fake, "ben")
    text = "Failed to connect to ben at 203.0.113.9:2234"
    fake.fail(method="POST", path="/transfers", status=500, text=text)
    request = await sent(hand_off)
    assert request.state is GIVEN_UP
    assert request.message == "the other side refused (HTTP 500)"


def test_trail_that_is_not_understood_begins_anew() -> None:
    """Of what was kept by another version."""
    assert Trail.from_json({"sources": 7, "chosen": True, "tried": "x"}) == Trail()
    kept: JsonObject = {
        "sources": [["ben"], ["ben", "a", 5]],
        "chosen": True,
        "bytes": "x",
    }
    source = Source(username="ben", path="a", size=5)
    assert Trail.from_json(kept) == Trail(sources=(source,), chosen=True)
    assert Trail.from_json({}).to_json() == {}
    assert Request.from_json("slskd", "uid", "odd") is None
    assert Request.from_json("slskd", "uid", {"state": "unheard of"}) is None


async def test_downloads_of_a_peer_are_looked_at_together(
    hand_off: SlskdHandOff, fake: FakeSlskd
) -> None:
    """One question, however many there are."""
    sharing(fake, "ben").share("Nova\\First\\02 - Two.flac")
    requests = await all_of(hand_off.send([want(), want("Two")], {}))
    fake.advance()
    fake.seen.clear()
    found = await all_of(hand_off.follow(requests[1::2]))
    assert [one.state for one in found] == [DOWNLOADING, DOWNLOADING]
    assert fake.asked == ["GET /transfers/downloads/ben"]


class Interrupted(Exception):
    """Home Assistant goes down."""


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(1, 3), max_size=6),
    ends=st.lists(
        st.sampled_from(["Succeeded", "Rejected", "offline", "lies"]),
        min_size=1,
        max_size=4,
    ),
)
async def test_restarts_lose_nothing_and_download_nothing_twice(
    socket_enabled: None, cuts: list[int], ends: list[str]
) -> None:
    """Law: however often it is interrupted, it ends as without, with as many tries."""
    plain = await _to_the_end([], ends)
    assert await _to_the_end(cuts, ends) == plain


async def _to_the_end(
    cuts: list[int], ends: list[str]
) -> tuple[RequestState, int, list[tuple[str, str]]]:
    """Ask for a track, go down after so many answers each time, and see how it ends."""
    time, left = JumpingTime(), list(cuts)
    async with FakeSlskd() as fake, aiohttp.ClientSession() as session:
        for number, how in enumerate(ends):
            sharing(
                fake,
                f"peer {number}",
                online=how != "offline",
                lies=how == "lies",
                ends="Rejected" if how == "Rejected" else "Succeeded",
            )
        kept: dict[str, Request] = {}

        async def keep(requests: AsyncIterator[Request]) -> None:
            """Keep each answer, and go down after some of them."""
            number = 0
            async for request in requests:
                kept[request.uid] = through_json(request)
                number += 1
                if left and left[0] == number:
                    left.pop(0)
                    raise Interrupted

        for _ in range(60):
            clock = Clock(now=time.clock, sleep=time.sleep)
            hand_off = SlskdHandOff(
                SlskdClient(session, fake.url, fake.api_key, clock=clock),
                Wishes(),
                now=lambda: datetime.fromtimestamp(time.now, UTC),
                pace=SearchPace(clock=time.clock, sleep=time.sleep),
            )
            try:
                if not kept:
                    await keep(hand_off.send([want()], kept))
                await keep(hand_off.follow(list(kept.values())))
            except Interrupted:
                continue
            fake.advance()
            if _is_over(kept):
                break
        [request] = kept.values()
        paths = [(one.username, one.path) for one in fake.downloads]
        assert len(set(paths)) == len(paths)
        return request.state, request.tries, paths


def _is_over(kept: Mapping[str, Request]) -> bool:
    return bool(kept) and all(one.state not in UNDER_WAY for one in kept.values())
