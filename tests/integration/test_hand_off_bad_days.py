"""Handing on when things happen at the same time, end early, or never come."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plex_sync.handoff.hand_offs import HandOffs
from custom_components.plex_sync.handoff.settling import NEVER_FOUND
from custom_components.plex_sync.music.handoff.model import RequestState
from custom_components.plex_sync.profiles.music_profile import MusicProfile
from custom_components.plex_sync.shared import async_get_shared
from tests.fakes.spotify import Album

from .hand_off_house import HandOffHouse, open_hand_offs
from .house import House


@pytest.fixture
async def asking(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[HandOffHouse]:
    """A profile that may ask both programs; what is downloaded waits to be let on."""
    async with open_hand_offs(house, monkeypatch) as opened:
        opened.slskd.automatic = False
        yield opened


def profile_of(asking: HandOffHouse) -> MusicProfile:
    """The profile as it is loaded now."""
    profile: MusicProfile = asking.music.entry.runtime_data.profile
    return profile


def asked_of(asking: HandOffHouse) -> HandOffs:
    """What the profile has handed on."""
    return profile_of(asking).asked


@asynccontextmanager
async def searching(asking: HandOffHouse) -> AsyncIterator[asyncio.Task[Any]]:
    """A send that is in the middle of its first search until this ends."""
    client: Any = asked_of(asking).programs["slskd"]
    find, begun, goes_on = client._client.find, asyncio.Event(), asyncio.Event()

    async def slowly(text: str) -> Any:
        begun.set()
        await goes_on.wait()
        return await find(text)

    client._client.find = slowly
    task = asyncio.create_task(asking.send("slskd"))
    await begun.wait()
    try:
        yield task
    finally:
        goes_on.set()


async def saved_album(asking: HandOffHouse) -> Album:
    """An album that is missing, and that both programs could get."""
    album = asking.house.spotify.add_album("None", "Nova", songs=["C1", "C2"])
    await asking.music.call("add_items", items=[album.uri])
    await asking.music.call("sync_albums", wait=True)
    asking.known_album("None", "C1", "C2")
    for title in ("C1", "C2"):
        asking.shared_track(title)
    return album


async def missing_things(asking: HandOffHouse) -> list[dict[str, Any]]:
    """What is missing."""
    things: list[dict[str, Any]] = (await asking.music.call("get_missing"))["missing"]
    return things


async def until_asked(asking: HandOffHouse, holds: Callable[[HandOffs], bool]) -> None:
    """Wait until what was handed on stands so."""
    asked = asked_of(asking)
    for _ in range(200):
        await asking.house.hass.async_block_till_done()
        if holds(asked):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"It stands {asked.ledger.requests}")


async def test_download_that_fails_is_replaced_by_one_other(
    asking: HandOffHouse,
) -> None:
    """However often it is looked at at the same time."""
    for number in range(4):
        peer = asking.slskd.peer(f"peer{number}")
        peer.share("@@x\\Music\\Nova\\Two\\01 - Two.flac")
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    [download] = asking.slskd.downloads
    download.state = "Completed, Errored"
    asked = asked_of(asking)
    await asyncio.gather(*(asked.async_follow("slskd") for _ in range(3)))
    assert len([each for each in asking.slskd.downloads if not each.is_over]) == 1
    assert len(asking.slskd.enqueued) == 2


async def test_what_has_ended_does_not_come_back(asking: HandOffHouse) -> None:
    """A look that takes its time writes nothing about it any more."""
    asking.known_album("Two", "Two")
    await asking.follow("Morning", "Two")
    await asking.send("lidarr")
    program: Any = asked_of(asking).programs["lidarr"]
    follow, begun, goes_on = program.follow, asyncio.Event(), asyncio.Event()

    async def slowly(requests: Any) -> Any:
        begun.set()
        await goes_on.wait()
        for request in requests:
            yield replace(request, state=RequestState.ARRIVED, at=dt_util.utcnow())

    program.follow = slowly
    looking = asyncio.create_task(asked_of(asking).async_follow("lidarr"))
    await begun.wait()
    asking.music.own("Two")
    await asking.music.sync()
    await until_asked(asking, lambda asked: not asked.ledger.requests)
    goes_on.set()
    await looking
    program.follow = follow
    assert not asked_of(asking).ledger.requests
    assert [kind for kind, _ in asking.events] == ["requested", "placed"]


async def test_send_ends_with_the_profile(asking: HandOffHouse) -> None:
    """Who waits is told; what was asked for until then is known, and nothing twice."""
    hass, entry = asking.house.hass, asking.music.entry

    async def nothing() -> None: ...

    # Another profile keeps the journal open.
    await async_get_shared(hass).async_open("another", nothing)
    for title in ("Two", "Three"):
        asking.shared_track(title)
    await asking.follow("Morning", "Two", "Three")
    async with searching(asking) as sending:
        assert await hass.config_entries.async_reload(entry.entry_id)
        with pytest.raises(ServiceValidationError, match="loaded anew"):
            await sending
    assert asking.slskd.enqueued == []
    assert (await asking.send("slskd"))["requested"] == 2
    assert len(asking.slskd.enqueued) == 2
    await async_get_shared(hass).async_close("another")


async def test_long_send_asks_only_for_what_is_still_wanted(
    asking: HandOffHouse,
) -> None:
    """The playlist was removed while the first track was searched for."""
    for title in ("Two", "Three"):
        asking.shared_track(title)
    playlist = await asking.follow("Morning", "Two", "Three")
    async with searching(asking) as sending:
        await asking.music.call("remove_items", items=[playlist.uri])
    await sending
    assert len(asking.slskd.enqueued) <= 1
    await until_asked(asking, lambda asked: not asked.ledger.requests)


@pytest.mark.parametrize("first", ["lidarr", "slskd"])
async def test_album_is_fetched_by_one_program(
    asking: HandOffHouse, first: str
) -> None:
    """Whichever was first: the album for its tracks, or the tracks for the album."""
    await saved_album(asking)
    assert (await asking.send(first))["wanted"] > 0
    second = "slskd" if first == "lidarr" else "lidarr"
    assert (await asking.send(second))["wanted"] == 0


async def test_track_of_an_album_asks_for_the_album(asking: HandOffHouse) -> None:
    """Lidarr gets albums only; what is not missing is refused."""
    await saved_album(asking)
    [thing] = await missing_things(asking)
    uri = thing["tracks"][0]["uri"]
    answer = await asking.send("lidarr", tracks=[uri])
    assert [one["title"] for one in answer["requests"]] == ["None"]
    with pytest.raises(ServiceValidationError, match="missing"):
        await asking.send("lidarr", tracks=["spotify:track:unknown"])


async def test_to_do_list_tells_of_an_albums_tracks(asking: HandOffHouse) -> None:
    """They are on their way one by one."""
    await saved_album(asking)
    await asking.send("slskd")
    [todo] = asking.house.hass.data["todo"].entities
    await asking.house.until(
        lambda: "2 of 2 tracks are on their way." in todo.todo_items[0].description
    )


async def long_ago(asking: HandOffHouse, ago: timedelta) -> None:
    """Let all requests stand as they do for so long already."""
    ledger = asked_of(asking).ledger
    for request in list(ledger.requests.values()):
        await ledger.keep(replace(request, at=request.at - ago))


async def arrived(asking: HandOffHouse) -> None:
    """A track that was downloaded to where Plex does not look."""
    asking.shared_track("Two")
    asking.slskd.on_complete = None
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    asking.slskd.advance(9)
    await asking.until_missing(Two="arrived")


async def test_what_has_come_can_be_asked_for_again_after_an_hour(
    asking: HandOffHouse,
) -> None:
    """Not before; and the very file that Plex does not find is not fetched twice."""
    await arrived(asking)
    assert (await asking.send("slskd", again=True))["wanted"] == 0
    await long_ago(asking, timedelta(hours=2))
    assert (await asking.send("slskd", again=True))["given_up"] == 1
    assert len(asking.slskd.enqueued) == 1


async def test_what_plex_never_finds_is_given_up(asking: HandOffHouse) -> None:
    """After some days, with what to look for."""
    await arrived(asking)
    await long_ago(asking, NEVER_FOUND)
    await asking.music.sync()
    await asking.until_missing(Two="given_up")
    [thing] = await missing_things(asking)
    assert "Plex has not found it" in thing["request"]["text"]


async def test_request_ends_with_what_it_was_for(asking: HandOffHouse) -> None:
    """The track left the playlist at its source; the album is wanted never."""
    asking.shared_track("Two")
    playlist = await asking.follow("Morning", "Something", "Two")
    await asking.send("slskd", items=["Morning"])
    album = await saved_album(asking)
    await asking.send("lidarr", items=["None"])
    assert len(asked_of(asking).ledger.requests) == 2
    playlist.change(playlist.entries[:1])
    await asking.music.call("sync_playlists", force=True, wait=True)
    todo = asking.house.entity_id(asking.music.entry, "missing")
    await asking.house.hass.services.async_call(
        "todo",
        "remove_item",
        {"entity_id": todo, "item": [album.uri]},
        blocking=True,
    )
    await asking.music.call("sync_albums", force=True, wait=True)
    await until_asked(asking, lambda asked: not asked.ledger.requests)
    assert "placed" not in [kind for kind, _ in asking.events]


async def test_one_that_fails_stops_no_other(asking: HandOffHouse) -> None:
    """The rest is asked for; only when all fail is it an error."""
    asking.known_album("Two", "Two")
    asking.known_album("Three", "Three")
    await asking.follow("Morning", "Two", "Three")
    asking.lidarr.fail(path="/album/lookup", status=503, times=1)
    answer = await asking.send("lidarr")
    assert (answer["requested"], answer["failed"]) == (1, 1)
    assert "Lidarr" in answer["text"]
    assert len(asking.lidarr.albums) == 1


async def test_repair_stays_until_asking_works_again(asking: HandOffHouse) -> None:
    """That a look at what is under way goes well mends nothing."""
    asking.known_album("Two", "Two")
    asking.known_album("Three", "Three")
    await asking.follow("Morning", "Two")
    await asking.send("lidarr")
    await asking.follow("Evening", "Three")
    folders = dict(asking.lidarr.folders)
    asking.lidarr.folders.clear()
    with pytest.raises(HomeAssistantError, match="root folder"):
        await asking.send("lidarr")
    kind, issues = "hand_off_failed_lidarr", asking.house.issues
    assert kind in issues(asking.music.entry)
    await asked_of(asking).async_follow("lidarr")
    assert kind in issues(asking.music.entry)
    asking.lidarr.folders |= folders
    await asking.send("lidarr")
    assert kind not in issues(asking.music.entry)


async def test_what_was_given_up_and_came_otherwise_is_nobodys_merit(
    asking: HandOffHouse,
) -> None:
    """It is forgotten without a word."""
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    asking.music.own("Two")
    await asking.music.sync()
    await until_asked(asking, lambda asked: not asked.ledger.requests)
    assert [kind for kind, _ in asking.events] == ["given_up"]


async def test_dry_run_asks_no_next_source(asking: HandOffHouse) -> None:
    """What is under way is looked at again when it is over."""
    for number in range(2):
        peer = asking.slskd.peer(f"peer{number}")
        peer.share("@@x\\Music\\Nova\\Two\\01 - Two.flac")
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    hass, entry = asking.house.hass, asking.music.entry
    options = {**entry.options, "dry_run": True}
    hass.config_entries.async_update_entry(entry, options=options)
    asking.slskd.downloads[0].state = "Completed, Errored"
    await asked_of(asking).async_follow("slskd")
    assert len(asking.slskd.enqueued) == 1


async def test_sync_all_hands_on_what_its_runs_have_found(
    asking: HandOffHouse,
) -> None:
    """Nobody waits; what is missing is known only after the runs."""
    asking.shared_track("Two")
    playlist = asking.music.playlist("Morning", "Two")
    await asking.music.call("add_items", items=[playlist.uri])
    answer = await asking.music.call("sync_all")
    assert answer["slskd"] == {"service": "slskd", "begun": True}
    await until_asked(asking, lambda asked: len(asked.ledger.requests) == 2)
    assert await asking.missing() == {"Two": "requested"}
