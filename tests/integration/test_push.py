"""From a notification to the list: at once, few requests, nothing missed."""

import asyncio
from itertools import pairwise
import logging
import time

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.plex_sync.connection import PlexConnection
from custom_components.plex_sync.plex.happenings import Happened, Kind
from custom_components.plex_sync.running import push, wake
from custom_components.plex_sync.running.automatic import SELDOM
from custom_components.plex_sync.running.push import ServerNews
from custom_components.plex_sync.sync.errors import RateLimited
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runs import RunKind
from tests.fakes.plex import Fault, Item

from .house import House

AUTOMATIC = {"automatic_sync": True, "full_sync_time": "02:00:00", "poll_interval": 60}
SOON = 0.3
"""Seconds that a look waits in most of these stories."""


@pytest.fixture
async def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less than in real life, for reasons and for a server that has gone."""
    monkeypatch.setattr(wake, "FIRST", SOON)
    monkeypatch.setattr(wake, "URGENT_MOST", SOON)
    monkeypatch.setattr(push, "FIRST_DELAY", 0.1)


async def listening(
    house: House, name: str = "Mika", **arguments: object
) -> MockConfigEntry:
    """A profile that has run in full, and hears its server."""
    options = {**AUTOMATIC, **dict(arguments.pop("options", None) or {})}  # type: ignore[call-overload]
    entry = await house.set_up(name, options=options, **arguments)
    await house.until(lambda: entry.runtime_data.automatic.push.is_up)
    await house.rest(entry)
    return entry


async def stop_watching(house: House, item: Item, number: int) -> None:
    """A player has come to the end of an episode, and stops."""
    key = str(item.episode(1, number).rating_key)
    playing = {"sessionKey": "7", "ratingKey": key, "state": "stopped"}
    await house.plex.notify("playing", PlaySessionStateNotification=[playing])


async def pause(seconds: float) -> None:
    """Let real time go by."""
    await asyncio.sleep(seconds)


async def test_watched_episode_is_on_the_list_within_seconds(house: House) -> None:
    """With all waits as they are: fifteen seconds, two and six requests at most."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    assert house.progress(show) == 3
    house.anilist.reset_counts()
    house.plex.reset_requests()
    begun = time.monotonic()
    house.watch(show, 4)
    await stop_watching(house, show, 4)
    async with asyncio.timeout(15):
        while house.progress(show) != 4:
            await asyncio.sleep(0.05)
    seconds = time.monotonic() - begun
    await house.rest(entry)
    figures = (seconds, house.anilist.requests, house.plex.requests.total)
    logging.getLogger(__name__).info("%.1f s, %d AniList, %d Plex requests", *figures)
    assert seconds < 15
    assert house.anilist.requests <= 2
    assert house.plex.requests.total <= 6
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert [(run["kind"], run["origin"]) for run in runs] == [
        ("poll", "notification"),
        ("full", "start"),
    ]


@pytest.mark.usefixtures("soon")
async def test_polls_are_rare_while_notifications_are_heard(house: House) -> None:
    """A quarter of an hour while the server tells; the option's value while not."""
    house.watch(house.show("Frieren"), 3)
    entry = await listening(house)
    automatic = entry.runtime_data.automatic
    assert automatic._poll_interval() == SELDOM
    house.plex.faults.add(Fault("status", "websockets", times=None))
    house.plex.cut_listeners()
    await house.until(lambda: not automatic.push.is_up)
    assert automatic._poll_interval().total_seconds() == 60
    house.plex.faults.clear()
    await house.until(lambda: automatic.push.is_up)
    assert automatic._poll_interval() == SELDOM


@pytest.mark.usefixtures("soon")
async def test_failed_poll_is_tried_again_at_the_short_interval(house: House) -> None:
    """What was heard, but could not be looked up, does not wait for long."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    house.watch(show, 4)
    house.plex.faults.add(Fault("status", "/library", times=None))
    await stop_watching(house, show, 4)
    automatic = entry.runtime_data.automatic
    await house.until(lambda: automatic._has_failed)
    assert automatic.push.is_up
    assert automatic._poll_interval().total_seconds() == 60
    house.plex.faults.clear()
    await stop_watching(house, show, 4)
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)
    assert automatic._poll_interval() == SELDOM


async def pass_seconds(
    house: House, freezer: FrozenDateTimeFactory, seconds: int
) -> None:
    """Let every clock jump, the event loop's too, a second at a time."""
    for _ in range(seconds):
        freezer.tick(1)
        async_fire_time_changed(house.hass)
        # What is due is done in real time, while the clocks stand still.
        await asyncio.to_thread(time.sleep, 0.02)


@pytest.mark.parametrize("politely", [True, False])
async def test_nothing_is_missed_while_the_websocket_is_cut_for_a_minute(
    house: House, freezer: FrozenDateTimeFactory, politely: bool
) -> None:
    """With all waits as they are: what was watched is looked up once it stands again."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    # Polls are too rare here to make up for it.
    entry = await listening(house, options={"poll_interval": 600})
    house.plex.faults.add(Fault("status", "websockets", times=None))
    if politely:
        await house.plex.drop_listeners()
    else:
        house.plex.cut_listeners()
    await house.until(lambda: not entry.runtime_data.automatic.push.is_up)
    begun = time.monotonic()
    await pass_seconds(house, freezer, 20)
    house.watch(show, 5)
    await stop_watching(house, show, 5)
    await pass_seconds(house, freezer, 40)
    assert time.monotonic() - begun == 60
    assert not entry.runtime_data.automatic.push.is_up
    assert house.progress(show) == 3
    house.plex.faults.clear()
    # The next attempt is 64 seconds after the last one at most, a look 4 after that.
    await pass_seconds(house, freezer, 70)
    await house.until(lambda: house.progress(show) == 5)
    assert entry.runtime_data.automatic.push.is_up
    await house.rest(entry)


async def test_polls_take_over_while_the_websocket_is_cut(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Who watches meanwhile waits for a minute, not for a quarter of an hour."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    house.plex.faults.add(Fault("status", "websockets", times=None))
    house.plex.cut_listeners()
    await house.until(lambda: not entry.runtime_data.automatic.push.is_up)
    house.watch(show, 5)
    await stop_watching(house, show, 5)
    await pass_seconds(house, freezer, 61)
    await house.until(lambda: house.progress(show) == 5)
    assert not entry.runtime_data.automatic.push.is_up
    await house.rest(entry)


@pytest.mark.usefixtures("soon")
async def test_server_that_is_heard_only_later_is_looked_at_once(house: House) -> None:
    """A websocket that comes up after the first run makes up for what was not heard."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    house.plex.faults.add(Fault("status", "websockets", times=None))
    entry = await house.set_up(options=AUTOMATIC)
    await house.until(lambda: house.progress(show) == 3)
    await house.rest(entry)
    house.watch(show, 4)
    house.plex.faults.clear()
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)


@pytest.mark.usefixtures("soon")
async def test_storm_is_a_few_polls(house: House) -> None:
    """A thousand notifications are looked up a few times, and nothing is lost."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    house.plex.reset_requests()
    house.anilist.reset_counts()
    await house.plex.storm(500)
    house.watch(show, 4)
    await stop_watching(house, show, 4)
    await house.plex.storm(500)
    await house.until(lambda: house.progress(show) == 4)
    await pause(3 * SOON)
    await house.rest(entry)
    assert house.plex.requests.total <= 12
    assert house.anilist.requests <= 2


async def test_scan_of_a_large_library_is_looked_at_more_and_more_rarely(
    house: House,
) -> None:
    """While it goes on, waits double; who has watched something still waits little."""
    looked: list[float] = []
    waking = wake.Wake(house.hass, lambda: looked.append(time.monotonic()), 0.05)
    begun = time.monotonic()
    while time.monotonic() - begun < 2:
        waking.async_call(False)
        await asyncio.sleep(0.005)
    waking.async_cancel()
    assert 3 <= len(looked) <= 6
    gaps = [after - before for before, after in pairwise(looked)]
    assert gaps == sorted(gaps)


@pytest.mark.usefixtures("soon")
async def test_event_during_a_run_is_one_poll_afterwards(house: House) -> None:
    """What a run under way has read already is looked at once more, and once only."""
    shows = [house.show(f"Show {number}") for number in range(5)]
    for show in shows:
        house.watch(show, 3)
    entry = await listening(house)
    for show in shows:
        house.watch(show, 4)
    house.anilist.latency = 1.0
    house.anilist.reset_counts()
    await house.call(entry, "sync")
    await house.until(lambda: bool(house.anilist.requests))
    house.watch(shows[0], 5)
    house.plex.reset_requests()
    for _ in range(20):
        await stop_watching(house, shows[0], 5)
        await pause(0.02)
    await pause(2 * SOON)
    house.anilist.latency = 0
    await house.until(lambda: house.progress(shows[0]) == 5)
    await house.rest(entry)
    assert [house.progress(show) for show in shows] == [5, 4, 4, 4, 4]
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert [run["kind"] for run in runs] == ["poll", "full", "full"]


@pytest.mark.usefixtures("soon")
async def test_event_during_the_first_run_is_not_lost(house: House) -> None:
    """The first run cannot be followed by a poll before it has ended: that comes then."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    house.anilist.latency = 1.0
    entry = await house.set_up(options=AUTOMATIC)
    automatic = entry.runtime_data.automatic
    await house.until(lambda: automatic.push.is_up and house.anilist.requests > 0)
    house.watch(show, 4)
    await stop_watching(house, show, 4)
    await house.until(lambda: automatic._is_called_early)
    house.anilist.latency = 0
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)


@pytest.mark.usefixtures("soon")
async def test_two_profiles_share_one_websocket(house: House) -> None:
    """Both hear of everything, each looks for itself, and neither writes for the other."""
    show = house.show("Frieren", 28)
    kim = house.plex.add_home_user("Kim")
    house.add_user("Kim")
    house.watch(show, 3)
    house.watch(show, 6, user=kim)
    mika = await listening(house)
    other = await listening(house, "Kim", user=kim)
    assert house.plex.listeners == 1
    assert house.progress(show, "Kim") == 6
    house.watch(show, 4)
    house.watch(show, 7, user=kim)
    await stop_watching(house, show, 4)
    await house.plex.storm(100)
    await house.until(lambda: house.progress(show) == 4)
    await house.until(lambda: house.progress(show, "Kim") == 7)
    for entry in (mika, other):
        await house.rest(entry)
    assert await house.hass.config_entries.async_unload(mika.entry_id)
    assert house.plex.listeners == 1
    house.watch(show, 8, user=kim)
    await stop_watching(house, show, 8)
    await house.until(lambda: house.progress(show, "Kim") == 8)
    await house.rest(other)
    assert house.progress(show) == 4


@pytest.mark.usefixtures("soon")
async def test_unloading_ends_the_websocket(house: House) -> None:
    """Nothing stays open; set up again, it listens again."""
    entry = await listening(house)
    assert house.plex.listeners == 1
    assert await house.hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    await house.until(lambda: house.plex.listeners == 0)
    assert not [
        task
        for task in asyncio.all_tasks()
        if "Plex Sync" in task.get_name() and not task.done()
    ]
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await house.until(lambda: house.plex.listeners == 1)
    await house.rest(entry)


@pytest.mark.usefixtures("soon")
async def test_nobody_listens_while_nothing_runs_by_itself(house: House) -> None:
    """Switched off, or only planning, a profile has no use for notifications."""
    entry = await listening(house)
    await house.press(entry, "dry_run", "turn_on")
    await house.until(lambda: house.plex.listeners == 0)
    await house.press(entry, "dry_run", "turn_off")
    await house.until(lambda: house.plex.listeners == 1)
    await house.press(entry, "automatic_sync", "turn_off")
    await house.until(lambda: house.plex.listeners == 0)
    assert not entry.runtime_data.automatic.push.is_up


@pytest.mark.usefixtures("soon")
async def test_server_that_lets_nobody_listen_is_polled(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is asked again after an hour; nothing is said of it in the log."""
    house.plex.faults.add(Fault("status", "websockets", status=403, times=None))
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(options=AUTOMATIC)
    await house.rest(entry)
    automatic = entry.runtime_data.automatic
    assert automatic._poll_interval().total_seconds() == 60
    assert not [
        record
        for record in caplog.records
        if record.levelno >= logging.WARNING and "Nobody" in record.getMessage()
    ]


@pytest.fixture
async def refused_news(hass: HomeAssistant, house: House) -> ServerNews:
    """A connection with a token that is not taken."""
    connection = PlexConnection(url=house.plex.url, token="none", verify_tls=True)
    return ServerNews(hass, connection)


async def test_refused_token_is_tried_again_later(
    refused_news: ServerNews, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token of an owner may be mended without this profile being loaded anew."""
    monkeypatch.setattr(push, "REFUSED_FOR", 0.05)
    heard: list[Happened] = []
    stop = refused_news.async_listen(heard.append)
    async with asyncio.timeout(5):
        while len(heard) < 2:
            await asyncio.sleep(0.01)
    assert {each.kind for each in heard} == {Kind.LOST}
    stop()
    await refused_news.async_ended()


@pytest.mark.usefixtures("soon")
async def test_service_that_asks_to_wait_is_waited_for(house: House) -> None:
    """What was heard meanwhile is looked up as soon as it is allowed."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    house.watch(show, 4)
    begun = time.monotonic()
    error = RateLimited("AniList", 1.5)
    request = RunRequest(kind=RunKind.POLL)
    entry.runtime_data.automatic.async_ended(
        RunResult(request=request, result="failed", error=error)
    )
    await stop_watching(house, show, 4)
    await house.until(lambda: house.progress(show) == 4)
    assert time.monotonic() - begun >= 1.5
    await house.rest(entry)


@pytest.mark.usefixtures("soon")
async def test_nothing_is_looked_up_once_a_profile_is_paused(house: House) -> None:
    """A token that was refused ends it all, until somebody has signed in again."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await listening(house)
    await stop_watching(house, show, 3)
    automatic = entry.runtime_data.automatic
    automatic.async_pause()
    house.plex.reset_requests()
    automatic.async_wake(True)
    automatic.async_plan()
    await automatic.async_begin(house.hass)
    await pause(2 * SOON)
    assert house.plex.requests.total == 0
    await house.until(lambda: house.plex.listeners == 0)


def test_server_is_heard_with_the_token_of_its_owner(hass: HomeAssistant) -> None:
    """Where only the user's own token is known, with that one."""
    own = {"plex_user": {"token": "own"}}
    config = {"url": "http://plex", "token": "owner"}
    for plex, token in ((config, "owner"), ({"url": "http://plex"}, "own")):
        found = push.listening_connection(hass, {"plex": plex, **own})
        assert (found.url, found.token) == ("http://plex", token)


async def test_server_that_is_not_known_any_more_is_not_heard(
    hass: HomeAssistant,
) -> None:
    """Without its entry there is no address."""
    heard: list[bool] = []
    listener = push.Push(
        hass,
        {"plex": {"entry_id": "gone"}, "plex_user": {}},
        push.NewsDesk(hass),
        wake=heard.append,
        changed=lambda: heard.append(False),
    )
    listener.async_start()
    assert not listener.is_up
    await listener.async_close()
    assert heard == []
