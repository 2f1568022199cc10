"""Missing albums are handed to Lidarr once, and followed until they are there."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import LidarrClient
from custom_components.plex_sync.music.handoff.identifying import Identifier
from custom_components.plex_sync.music.handoff.lidarr import LidarrHandOff
from custom_components.plex_sync.music.handoff.lidarr_asking import LidarrOptions
from custom_components.plex_sync.music.handoff.model import (
    UNDER_WAY,
    Request,
    RequestState,
    Want,
    WantKind,
)
from custom_components.plex_sync.music.handoff.protocol import HandOff
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    ServiceError,
    ServiceUnavailable,
)
from tests.fakes.lidarr import Album, FakeLidarr
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.spotify.conftest import JumpingTime

from .conftest import ALBUM, Barcodes, album, days, now_of, track

GIVEN_UP = RequestState.GIVEN_UP


class World:
    """A user's missing music, and what became of it."""

    def __init__(
        self, musicbrainz: FakeMusicBrainz, lidarr: FakeLidarr, hand_off: LidarrHandOff
    ) -> None:
        """Nothing was asked for yet."""
        self.musicbrainz = musicbrainz
        self.lidarr = lidarr
        self.hand_off = hand_off
        self.known: dict[str, Request] = {}

    def release(
        self, title: str = "Kid A", artist: str = "Radiohead", *tracks: str
    ) -> Album:
        """Release an album: MusicBrainz knows it, and so can Lidarr."""
        group = self.musicbrainz.add_album(title, artist)
        return self.lidarr.know(title, artist, *tracks, foreign_id=group.id)

    async def send(self, *wants: Want, again: Collection[str] = ()) -> list[Request]:
        """Ask for what is missing and is not under way; keep the answers."""
        missing = [
            want
            for want in wants
            if want.uid not in self.known or self.known[want.uid].state not in UNDER_WAY
        ]
        sending = self.hand_off.send(missing, self.known, again=again)
        return await self._kept(sending)

    async def follow(self) -> list[Request]:
        """Look how things stand; what changed is kept."""
        requests = [one for one in self.known.values() if one.state in UNDER_WAY]
        return await self._kept(self.hand_off.follow(requests))

    async def _kept(self, answers: AsyncIterator[Request]) -> list[Request]:
        """Keep each answer as it is kept for real: through JSON; return the last ones."""
        found: dict[str, Request] = {}
        async for answer in answers:
            kept = Request.from_json("lidarr", answer.uid, answer.to_json())
            assert kept is not None
            self.known[answer.uid] = kept
            found[kept.uid] = kept
        return list(found.values())


@pytest.fixture
def world(
    musicbrainz: FakeMusicBrainz, lidarr: FakeLidarr, hand_off: LidarrHandOff
) -> World:
    """All of it."""
    return World(musicbrainz, lidarr, hand_off)


def states(requests: Sequence[Request]) -> list[tuple[str, str]]:
    """How requests stand, and why."""
    return [(one.state.value, one.reason) for one in requests]


async def test_missing_album_is_added_searched_for_and_arrives(
    world: World, time: JumpingTime
) -> None:
    """From the request through the queue to the files on disk."""
    kid_a = world.release()
    seen: list[Album] = []
    world.lidarr.on_import = seen.append
    [request] = await world.send(album(album_uri=ALBUM))
    assert states([request]) == [("requested", "")]
    assert request.details == {
        "release_group": kid_a.foreign_id,
        "way": "text",
        "sent_at": time.now,
        "album": "Kid A",
        "album_id": kid_a.id,
        "percent": 0,
    }
    assert (request.service, request.title, request.tries) == ("lidarr", "Kid A", 1)
    assert (kid_a.monitored, kid_a.searches) == (True, 1)
    assert await world.follow() == []
    time.now += 600
    download = world.lidarr.download(kid_a, left=250.0)
    [request] = await world.follow()
    assert request.state is RequestState.DOWNLOADING
    assert (request.details["percent"], request.at) == (75, now_of(time))
    download.left = 100.0
    time.now += 600
    [request] = await world.follow()
    assert request.details["percent"] == 90
    assert (now_of(time) - request.at).total_seconds() == 600
    world.lidarr.import_files(download)
    [request] = await world.follow()
    assert states([request]) == [("arrived", "")]
    assert request.details["percent"] == 100
    assert request.asked_at < request.at
    assert seen == [kid_a]


async def test_only_the_album_is_fetched_of_a_new_artist(world: World) -> None:
    """Nothing that comes out later, and nothing else that is there; with our tag."""
    kid_a = world.release()
    world.release("Amnesiac")
    await world.send(album())
    world.lidarr.read_artists()
    [artist] = world.lidarr.artists
    assert (artist.monitored, artist.monitor_new_items) == (True, "none")
    assert [world.lidarr.tags[tag] for tag in artist.tags] == ["plex-sync"]
    assert (artist.quality_profile_id, artist.metadata_profile_id) == (2, 1)
    assert artist.root_folder == "/music/"
    assert world.lidarr.albums == [kid_a]


async def test_tracks_of_one_album_are_one_request_to_lidarr(world: World) -> None:
    """Each is followed, and all of them arrive."""
    kid_a = world.release()
    wants = [track(title) for title in ("Idioteque", "Optimistic", "Kid A")]
    found = await world.send(*wants)
    assert [one.uid for one in found] == [want.uid for want in wants]
    assert world.lidarr.written == ["POST /tag", "POST /album", "POST /command"]
    kid_a.files = 3
    before = len(world.lidarr.seen)
    assert states(await world.follow()) == [("arrived", "")] * 3
    assert len(world.lidarr.seen) - before == 2


async def test_a22_second_run_sends_nothing(world: World, time: JumpingTime) -> None:
    """Not the next night, and not if what was asked for was forgotten meanwhile."""
    kid_a = world.release()
    wants = [album(), track("Idioteque"), album("Nothing")]
    await world.send(*wants)
    written, questions = list(world.lidarr.written), len(world.musicbrainz.seen)
    assert kid_a.searches == 1
    for _ in range(3):
        time.now += days(1)
        await world.send(*wants)
    world.known.clear()
    assert states(await world.send(*wants)) == [
        ("requested", ""),
        ("requested", ""),
        ("given_up", "not_on_musicbrainz"),
    ]
    assert world.lidarr.written == written
    assert len(world.musicbrainz.seen) == questions
    assert kid_a.searches == 1


async def test_a22_what_lidarr_wants_by_itself_is_only_followed(world: World) -> None:
    """The user has asked for it there; it is not searched for once more."""
    kid_a = world.lidarr.have(world.release(), files=1)
    assert states(await world.send(album())) == [("requested", "")]
    assert world.lidarr.written == []
    assert kid_a.searches == 0


async def test_what_lidarr_has_whole_has_arrived(world: World) -> None:
    """Plex has only to find it."""
    world.lidarr.have(world.release(), files=3)
    [request] = await world.send(track("Idioteque"))
    assert states([request]) == [("arrived", "")]
    assert request.details["percent"] == 100
    assert world.lidarr.written == []


async def test_album_that_nobody_wants_is_wanted_and_searched_for(
    world: World,
) -> None:
    """Lidarr lists it with its artist; nothing else is changed there."""
    kid_a = world.lidarr.have(world.release(), monitored=False, files=1)
    assert states(await world.send(album())) == [("requested", "")]
    assert (kid_a.monitored, kid_a.searches) == (True, 1)
    assert world.lidarr.written == ["PUT /album/monitor", "POST /command"]


async def test_album_added_while_its_artist_is_read_stays_wanted(world: World) -> None:
    """Lidarr lets go of it once it has read the artist."""
    world.release()
    amnesiac = world.release("Amnesiac")
    await world.send(album(), album("Amnesiac"))
    world.lidarr.read_artists()
    monitored = [one.title for one in world.lidarr.albums if one.monitored]
    assert monitored == ["Kid A"]
    [noted] = await world.follow()
    assert (noted.title, noted.details["monitored_again"]) == ("Amnesiac", True)
    monitored = [one.title for one in world.lidarr.albums if one.monitored]
    assert monitored == ["Kid A", "Amnesiac"]
    assert amnesiac.searches == 1


async def test_album_that_somebody_no_longer_wants_is_let_go(
    world: World, time: JumpingTime
) -> None:
    """So is one that was removed; asked for again, they are wanted again."""
    kid_a, amnesiac = world.release(), world.release("Amnesiac")
    wants = album(), album("Amnesiac")
    await world.send(*wants)
    time.now += days(2)
    world.lidarr.let_go(kid_a)
    world.lidarr.remove(amnesiac)
    assert states(await world.follow()) == [
        ("given_up", "lidarr_not_monitored"),
        ("given_up", "lidarr_album_removed"),
    ]
    assert not any(one.monitored for one in world.lidarr.albums)
    assert await world.follow() == []
    again = await world.send(*wants, again=[want.uid for want in wants])
    assert states(again) == [("requested", "")] * 2
    assert [one.tries for one in again] == [2, 2]
    assert kid_a.monitored
    assert amnesiac in world.lidarr.albums


async def test_what_is_given_up_is_asked_for_again_after_a_month(
    world: World, time: JumpingTime
) -> None:
    """Or when the user asks; until then it stands as it stood."""
    wants = [album(), album("Amnesiac")]
    world.musicbrainz.add_album("Kid A", "Radiohead")
    first = await world.send(*wants)
    assert states(first) == [
        ("given_up", "not_on_lidarr"),
        ("given_up", "not_on_musicbrainz"),
    ]
    asked = len(world.musicbrainz.seen), len(world.lidarr.seen)
    time.now += days(29)
    assert await world.send(*wants) == first
    assert (len(world.musicbrainz.seen), len(world.lidarr.seen)) == asked
    amnesiac = world.release("Amnesiac")
    found = await world.send(*wants, again=[wants[1].uid])
    assert states(found) == [("given_up", "not_on_lidarr"), ("requested", "")]
    assert amnesiac.searches == 1
    group = world.musicbrainz.groups[0]
    kid_a = world.lidarr.know("Kid A", "Radiohead", foreign_id=group.id)
    time.now += days(1)
    [request] = await world.send(*wants)
    assert (request.state, request.tries) == (RequestState.REQUESTED, 2)
    assert request.asked_at == first[0].asked_at
    assert kid_a.searches == 1


async def test_failures_of_the_queue_are_told(world: World) -> None:
    """One that Lidarr tries anew, and one that waits for a person."""
    kid_a = world.release()
    await world.send(album())
    failed = world.lidarr.download(
        kid_a, state="downloadFailed", status="failed", error="Not enough seeders"
    )
    [request] = await world.follow()
    assert states([request]) == [("downloading", "lidarr_download_failed")]
    assert request.message == "Not enough seeders"
    second = world.lidarr.download(kid_a, left=500.0)
    [request] = await world.follow()
    assert states([request]) == [("downloading", "")]
    assert request.details["percent"] == 50
    world.lidarr.downloads.remove(failed)
    second.state, second.left = "importBlocked", 0.0
    second.messages = ["Has unmatched tracks"]
    [request] = await world.follow()
    assert states([request]) == [("downloading", "lidarr_import_waits")]
    assert request.message == "Has unmatched tracks"
    world.lidarr.import_files(second, files=1)
    [request] = await world.follow()
    assert states([request]) == [("requested", "")]
    assert (request.message, request.details["percent"]) == ("", 33)


async def test_download_without_a_size_is_at_its_beginning(world: World) -> None:
    """Lidarr does not know it yet."""
    kid_a = world.release()
    await world.send(album())
    world.lidarr.download(kid_a, size=0.0, left=0.0, state="downloading")
    [request] = await world.follow()
    assert request.details["percent"] == 0


async def test_album_that_lidarr_cannot_take_is_given_up_alone(world: World) -> None:
    """The others are asked for."""
    kid_a, amnesiac = world.release(), world.release("Amnesiac")
    failure = {"propertyName": "Artist.ForeignArtistId", "errorMessage": "Empty"}
    world.lidarr.fail(status=400, method="POST", path="/album", body=[failure])
    unknown = {"propertyName": "MusicbrainzId", "errorMessage": "not found"}
    world.lidarr.fail(status=400, method="POST", path="/album", body=[unknown])
    hail = world.release("Hail to the Thief")
    found = await world.send(album(), album("Amnesiac"), album("Hail to the Thief"))
    assert states(found) == [
        ("given_up", "lidarr_refused"),
        ("given_up", "not_on_lidarr"),
        ("requested", ""),
    ]
    assert found[0].message == "Artist.ForeignArtistId"
    assert [kid_a.id, amnesiac.id] == [0, 0]
    assert hail.searches == 1


async def test_album_that_somebody_adds_at_the_same_moment(world: World) -> None:
    """Is followed as any that Lidarr wants."""
    kid_a = world.lidarr.have(world.release())
    world.lidarr.fail(status=200, method="GET", path="/album", body=[])
    assert states(await world.send(album())) == [("requested", "")]
    assert kid_a.searches == 0
    amnesiac = world.release("Amnesiac")
    world.lidarr.fail(status=409, method="POST", path="/album", late=True)
    assert states(await world.send(album("Amnesiac"))) == [("requested", "")]
    assert (amnesiac.monitored, amnesiac.searches) == (True, 0)


async def test_lidarr_that_contradicts_itself_keeps_no_other_waiting(
    world: World,
) -> None:
    """It says that it has the album, and does not have it."""
    world.release()
    amnesiac = world.release("Amnesiac")
    world.lidarr.fail(status=409, method="POST", path="/album")
    found = await world.send(album(), album("Amnesiac"))
    assert states(found) == [("given_up", "lidarr_refused"), ("requested", "")]
    assert amnesiac.searches == 1


async def test_what_was_answered_stands_when_lidarr_falls_silent(
    world: World,
) -> None:
    """The next run goes on, and adds nothing twice."""
    kid_a, amnesiac = world.release(), world.release("Amnesiac")
    wants = album(), album("Amnesiac")
    sending = world.hand_off.send(wants, {})
    first = await anext(sending)
    assert kid_a.id == 0
    first = await anext(sending)
    assert kid_a.searches == 1
    world.known[first.uid] = first
    world.lidarr.fail(status=503, method="GET", path="/album/lookup")
    with pytest.raises(ServiceUnavailable):
        await anext(sending)
    assert states(await world.send(*wants)) == [("requested", "")]
    assert (kid_a.searches, amnesiac.searches) == (1, 1)
    assert len(world.lidarr.albums) == 2


async def test_search_that_lidarr_did_not_hear_is_made_up_for(world: World) -> None:
    """The album is wanted there by now, so another request would only follow it."""
    kid_a = world.release()
    world.lidarr.fail(status=503, path="/command")
    found = await world.send(track("Idioteque"), track("Optimistic"))
    assert states(found) == [("requested", "")] * 2
    assert kid_a.searches == 0
    assert len(await world.follow()) == 2
    assert kid_a.searches == 1
    assert await world.follow() == []
    assert kid_a.searches == 1


@pytest.mark.parametrize("has_heard", [True, False])
async def test_album_whose_answer_is_lost_is_searched_for_all_the_same(
    world: World, *, has_heard: bool
) -> None:
    """It is kept before it is asked for, so that the next look goes on from there."""
    kid_a = world.release()
    if has_heard:
        world.lidarr.fail(status=504, method="POST", path="/album", late=True)
    else:
        world.lidarr.fail(status=504, method="POST", path="/album")
    wants = track("Idioteque"), track("Optimistic")
    with pytest.raises(ServiceUnavailable):
        await world.send(*wants)
    [kept] = world.known.values()
    assert (kept.state, kept.details["searched"]) == (RequestState.REQUESTED, False)
    assert (bool(kid_a.id), kid_a.searches) == (has_heard, 0)
    [request] = await world.follow()
    assert request.details.get("searched", True)
    assert (kid_a.monitored, kid_a.searches) == (True, 1)
    assert await world.follow() == []
    assert states(await world.send(*wants)) == [("requested", "")]
    assert (kid_a.searches, len(world.lidarr.albums)) == (1, 1)
    assert await world.follow() == []


@pytest.mark.parametrize("answers", [1, 2])
async def test_restart_between_two_questions_leaves_nothing_half(
    world: World, answers: int
) -> None:
    """Neither of an album that is new, nor of one that nobody wanted yet."""
    kid_a = world.release()
    amnesiac = world.lidarr.have(world.release("Amnesiac"), monitored=False)
    for want in (album(), album("Amnesiac")):
        sending = world.hand_off.send([want], world.known)
        for _ in range(answers):
            kept = await anext(sending)
            world.known[kept.uid] = kept
        await sending.aclose()  # type: ignore[attr-defined]
    await world.follow()
    assert await world.follow() == []
    assert [one.monitored for one in (kid_a, amnesiac)] == [True, True]
    assert [one.searches for one in (kid_a, amnesiac)] == [1, 1]


async def test_album_that_cannot_be_added_is_tried_seldom_and_given_up(
    world: World, time: JumpingTime
) -> None:
    """Once an hour, for a day; the others are looked at meanwhile."""
    kid_a = world.release()
    hail = world.release("Hail to the Thief")
    failing = world.lidarr.fail(status=503, method="POST", path="/album", times=None)
    with pytest.raises(ServiceUnavailable):
        await world.send(album())
    failing.times = 0
    await world.send(album("Hail to the Thief"))
    failing.times = None
    hail.files = 3
    with pytest.raises(ServiceUnavailable):
        await world.follow()
    assert world.known["album:Hail to the Thief"].state is RequestState.ARRIVED
    asked = len(world.lidarr.written)
    time.now += 3599
    assert await world.follow() == []
    assert len(world.lidarr.written) == asked
    time.now += 1
    with pytest.raises(ServiceUnavailable):
        await world.follow()
    time.now += days(1)
    assert states(await world.follow()) == [("given_up", "lidarr_refused")]
    world.lidarr.heal()
    [request] = await world.send(album(), again=["album:Kid A"])
    assert (request.state, kid_a.searches) == (RequestState.REQUESTED, 1)


async def test_what_lidarr_says_when_it_is_asked_once_more_counts(
    world: World, time: JumpingTime
) -> None:
    """It knows nothing of one any more, and has the other by that time."""
    kid_a, amnesiac = world.release(), world.release("Amnesiac")
    for want in (album(), album("Amnesiac")):
        world.lidarr.fail(status=503, method="POST", path="/album")
        with pytest.raises(ServiceUnavailable):
            await world.send(want)
    world.lidarr.known.remove(kid_a)
    world.lidarr.have(amnesiac)
    empty = world.lidarr.fail(status=200, method="GET", path="/album", body=[], times=2)
    followed = await world.follow()
    assert empty.times == 0
    assert states(followed) == [("given_up", "not_on_lidarr"), ("requested", "")]
    assert amnesiac.searches == 0
    await world.follow()
    assert (amnesiac.searches, len(world.lidarr.albums)) == (1, 1)


async def test_album_that_lidarr_cannot_look_up_keeps_no_other_waiting(
    world: World,
) -> None:
    """Asked for one by one, the others have their turn; it has its own next time."""
    kid_a, amnesiac = world.release(), world.release("Amnesiac")
    world.lidarr.fail(status=503, path="/album/lookup")
    with pytest.raises(ServiceUnavailable):
        await world.send(album())
    assert world.known == {}
    for title in ("Idioteque", "Optimistic"):
        await world.send(track(title))
    assert (kid_a.searches, world.lidarr.written.count("POST /album")) == (1, 1)
    await world.send(album("Amnesiac"))
    assert amnesiac.searches == 1


async def test_one_album_that_fails_keeps_no_other_from_being_looked_at(
    world: World,
) -> None:
    """Unless many fail in a row, or the key is not accepted."""
    titles = "Kid A", "Amnesiac", "Pablo Honey", "The Bends"
    albums = [world.release(title) for title in titles]
    world.lidarr.fail(status=503, path="/command", times=4)
    await world.send(*map(album, titles))
    world.lidarr.fail(status=503, path="/command")
    with pytest.raises(ServiceUnavailable):
        await world.follow()
    assert [one.searches for one in albums] == [0, 1, 1, 1]
    for one in albums:
        world.lidarr.let_go(one)
    failing = world.lidarr.fail(status=503, path="/album/monitor", times=None)
    asked = len(world.lidarr.written)
    with pytest.raises(ServiceUnavailable):
        await world.follow()
    assert len(world.lidarr.written) - asked == 3
    failing.status = 401
    with pytest.raises(InvalidToken):
        await world.follow()
    assert len(world.lidarr.written) - asked == 4


async def test_many_albums_are_looked_at_by_one_question(world: World) -> None:
    """A few are asked for one by one: Lidarr may have thousands of others."""
    titles = ["Kid A", "Amnesiac", "Pablo Honey", "Bends", "In Rainbows", "Limbs"]
    albums = [world.release(title) for title in titles]
    await world.send(*map(album, titles))
    before = len(world.lidarr.seen)
    albums[5].files = 3
    world.lidarr.remove(albums[0])
    assert states(await world.follow()) == [
        ("given_up", "lidarr_album_removed"),
        ("arrived", ""),
    ]
    assert world.lidarr.asked[before:] == ["GET /queue", "GET /album"]
    before = len(world.lidarr.seen)
    assert await world.follow() == []
    assert world.lidarr.asked[before:] == ["GET /queue"] + ["GET /album"] * 4
    assert all("foreignAlbumId" in one.query for one in world.lidarr.seen[-4:])


async def test_who_no_longer_wants_an_album_is_believed_the_second_time(
    world: World, time: JumpingTime
) -> None:
    """Once it may be Lidarr itself; it is wanted again for all of its tracks."""
    kid_a = world.release()
    await world.send(track("Idioteque"), track("Optimistic"))
    world.lidarr.let_go(kid_a)
    assert len(await world.follow()) == 2
    assert kid_a.monitored
    world.lidarr.let_go(kid_a)
    assert states(await world.follow()) == [("given_up", "lidarr_not_monitored")] * 2
    assert not kid_a.monitored


async def test_hours_of_settling_begin_with_the_request(
    world: World, time: JumpingTime
) -> None:
    """A download that comes and goes does not begin them anew; asking again does."""
    kid_a = world.release()
    await world.send(album())
    # As it was kept before: then it counts from when it was asked for first.
    kept = world.known["album:Kid A"]
    details = {key: one for key, one in kept.details.items() if key != "sent_at"}
    world.known["album:Kid A"] = replace(kept, details=details)
    time.now += 5 * 3600
    download = world.lidarr.download(kid_a)
    await world.follow()
    world.lidarr.downloads.remove(download)
    time.now += 3601
    await world.follow()
    world.lidarr.let_go(kid_a)
    assert states(await world.follow()) == [("given_up", "lidarr_not_monitored")]
    await world.send(album(), again=["album:Kid A"])
    world.lidarr.let_go(kid_a)
    await world.follow()
    assert kid_a.monitored


async def test_source_that_does_not_answer_keeps_nothing_else_waiting(
    world: World, barcodes: Barcodes
) -> None:
    """It is told after all others were asked for."""
    barcodes.error = ServiceUnavailable("Spotify", "busy")
    kid_a = world.release()
    with pytest.raises(ServiceUnavailable, match="Spotify"):
        await world.send(album("Nothing", album_uri=ALBUM), album())
    assert kid_a.searches == 1
    assert list(world.known) == ["album:Kid A"]


async def test_without_a_tag_none_is_made(
    world: World, session: aiohttp.ClientSession, identifier: Identifier
) -> None:
    """Nor for an artist that Lidarr has."""
    options = LidarrOptions(
        root_folder="/music/", quality_profile_id=1, metadata_profile_id=1
    )
    client = LidarrClient(session, world.lidarr.url, world.lidarr.api_key)
    now = now_of(JumpingTime())
    hand_off = LidarrHandOff(client, identifier, options, lambda: now)
    world.release()
    world.release("Amnesiac")
    async for _ in hand_off.send([album()], {}):
        pass
    await world.send(album("Amnesiac"))
    assert (world.lidarr.tags, len(world.lidarr.albums)) == ({}, 2)
    [artist] = world.lidarr.artists
    assert artist.tags == []


async def test_choice_that_is_gone_is_found_out(world: World) -> None:
    """Before anything is asked for, and also if it happens meanwhile."""
    await world.hand_off.check()
    world.release()
    choices: list[tuple[dict[Any, Any], str]] = [
        (world.lidarr.kinds, "lidarr_metadata_profile_gone"),
        (world.lidarr.qualities, "lidarr_quality_profile_gone"),
        (world.lidarr.folders, "lidarr_root_folder_gone"),
    ]
    for there, reason in choices:
        before = dict(there)
        there.clear()
        with pytest.raises(ServiceError) as caught:
            await world.hand_off.check()
        assert caught.value.reason == reason
        with pytest.raises(ServiceError) as caught:
            await world.send(album())
        assert caught.value.reason == reason
        assert states(list(world.known.values())) == [("requested", "")]
        assert world.lidarr.albums == []
        world.known.clear()
        there.update(before)
    world.lidarr.folders["/music/"] = False
    with pytest.raises(ServiceError, match="/music/"):
        await world.hand_off.check()
    world.lidarr.api_key = "another"
    with pytest.raises(InvalidToken):
        await world.hand_off.check()
    assert world.known == {}


async def test_it_is_what_hands_on(world: World) -> None:
    """Tracks and albums; nothing is asked where nothing is under way."""
    hand_off: HandOff = world.hand_off
    assert hand_off.service == "lidarr"
    assert hand_off.kinds == frozenset({WantKind.TRACK, WantKind.ALBUM})
    assert await world.follow() == []
    assert world.lidarr.seen == []
    kept = Request(
        uid="x",
        service="lidarr",
        title="Kid A",
        artists=(),
        state=RequestState.REQUESTED,
        asked_at=now_of(JumpingTime()),
        at=now_of(JumpingTime()),
    )
    world.known["x"] = kept
    # What is under way is answered as it stands, and never asked for.
    sending = hand_off.send([replace(album(), uid="x")], world.known)
    assert [one async for one in sending] == [kept]
    assert states(await world.follow()) == [("given_up", "lidarr_album_removed")]
