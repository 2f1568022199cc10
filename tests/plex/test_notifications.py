"""Listening to a server, on good days and bad ones."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

import aiohttp
from aiohttp import web
import pytest

from custom_components.plex_sync.plex import notifications
from custom_components.plex_sync.plex.happenings import Happened, Kind
from custom_components.plex_sync.plex.notifications import LIMIT, PlexNotifications
from custom_components.plex_sync.sync.errors import InvalidToken, ServiceOff
from tests.fakes.plex import FakePlex, Fault

from .test_transport import self_signed

CONNECTED = Happened(Kind.CONNECTED)
BACK = Happened(Kind.BACK)
STOPPED = [{"sessionKey": "7", "ratingKey": "513", "state": "stopped"}]
PLAYED = Happened(Kind.PLAYED, "513")

type Listen = Callable[..., AsyncGenerator[Happened]]


@pytest.fixture
async def listen(plex: FakePlex) -> AsyncIterator[Listen]:
    """Listen to a server, by default the fake as its owner."""
    heard: list[AsyncGenerator[Happened]] = []
    async with aiohttp.ClientSession() as session:

        def listening(
            url: str = "", token: str = "", *, verify_tls: bool = True
        ) -> AsyncGenerator[Happened]:
            door = PlexNotifications(
                url or plex.url,
                token or plex.owner.token,
                session,
                verify_tls=verify_tls,
                first_delay=0.02,
                longest_delay=0.2,
            )
            heard.append(door.listen())
            return heard[-1]

        yield listening
        for each in heard:
            await each.aclose()


async def after(happened: AsyncGenerator[Happened]) -> Happened:
    """The next event, soon."""
    async with asyncio.timeout(5):
        return await anext(happened)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to be so."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_events_arrive(plex: FakePlex, listen: Listen) -> None:
    """Connected, then what happens, rubbish left out."""
    events = listen()
    assert await after(events) == CONNECTED
    await plex.say("rubbish")
    await plex.say(b"rubbish")
    await plex.notify("playing", PlaySessionStateNotification=STOPPED)
    assert await after(events) == PLAYED


@pytest.mark.parametrize("politely", [True, False])
async def test_a_cut_is_mended(plex: FakePlex, listen: Listen, politely: bool) -> None:
    """Lost is told, and that it is back, for what was missed has to be looked up."""
    events = listen()
    assert await after(events) == CONNECTED
    if politely:
        await plex.drop_listeners()
    else:
        plex.cut_listeners()
    assert await after(events) == Happened(Kind.LOST, reason="closed")
    assert await after(events) == BACK
    await plex.notify("playing", PlaySessionStateNotification=STOPPED)
    assert await after(events) == PLAYED


async def test_a_server_that_is_away_for_long(plex: FakePlex, listen: Listen) -> None:
    """Lost is told once, however often it is tried in vain."""
    events = listen()
    assert await after(events) == CONNECTED
    await plex.stop()
    assert (await after(events)).kind is Kind.LOST
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await asyncio.shield(task := asyncio.ensure_future(anext(events)))
    await plex.start()
    assert await task == BACK


async def test_a_server_that_comes_up_later(plex: FakePlex, listen: Listen) -> None:
    """What says 503, hangs up or is no websocket is tried again, more and more rarely."""
    for kind in ("drop_before", "rubbish"):
        plex.faults.add(Fault(kind, "websockets"))
    plex.faults.add(Fault("status", "websockets", times=3))
    events = listen()
    lost = await after(events)
    # A connection that is only hung up is tried once more by the session itself.
    assert (lost.kind, lost.reason) == (Kind.LOST, "no_websocket")
    assert await after(events) == CONNECTED
    assert plex.requests["plex"] == 6


async def test_waiting_grows(
    plex: FakePlex, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Doubled, with jitter, up to a limit; a good connection begins anew."""
    plex.faults.add(Fault("status", "websockets", times=6))
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    events = listen()
    while await after(events) != CONNECTED:
        pass
    for wait, most in zip(waits, [0.02, 0.04, 0.08, 0.16, 0.2, 0.2], strict=True):
        assert most / 2 <= wait <= most
    monkeypatch.setattr(notifications, "STEADY", 0.0)
    await plex.drop_listeners()
    while await after(events) != BACK:
        pass
    assert waits[-1] <= 0.02


async def test_the_token_is_not_taken(plex: FakePlex, listen: Listen) -> None:
    """At the beginning or after a cut: an error of its own, and no more attempts."""
    with pytest.raises(InvalidToken) as caught:
        await after(listen(token="guessed"))
    assert "guessed" not in str(caught.value)
    events = listen()
    assert await after(events) == CONNECTED
    plex.expire(plex.owner)
    await plex.drop_listeners()
    plex.reset_requests()
    assert (await after(events)).kind is Kind.LOST
    with pytest.raises(InvalidToken):
        await after(events)
    assert plex.requests["plex"] == 1


async def test_this_user_may_not_listen(plex: FakePlex, listen: Listen) -> None:
    """Forbidden is not the same as a token that is not taken."""
    plex.faults.add(Fault("status", "websockets", status=403))
    with pytest.raises(ServiceOff) as caught:
        await after(listen())
    assert caught.value.reason == "forbidden"


async def test_a_storm_is_told_in_few_words(plex: FakePlex, listen: Listen) -> None:
    """Who is busy while 1,000 items are taken in finds some, and that there were many."""
    events = listen()
    assert await after(events) == CONNECTED
    await plex.storm(1_000)
    await plex.notify("playing", PlaySessionStateNotification=STOPPED)
    # Busy elsewhere for a moment; whatever has arrived by now waits in one piece.
    await asyncio.sleep(0.3)
    found = [await after(events) for _ in range(LIMIT + 1)]
    assert found[0] == Happened(Kind.CHANGED, "100000", "1")
    assert found[-1] == Happened(Kind.MUCH)
    await plex.notify("playing", PlaySessionStateNotification=STOPPED)
    assert await after(events) == PLAYED


async def test_the_same_twice_is_told_once(plex: FakePlex, listen: Listen) -> None:
    """Many words on one item are one reason to look at it."""
    events = listen()
    assert await after(events) == CONNECTED
    for _ in range(20):
        await plex.notify("playing", PlaySessionStateNotification=STOPPED)
    await plex.drop_listeners()
    await until(lambda: plex.listeners == 1)
    await asyncio.sleep(0.1)
    assert [await after(events) for _ in range(2)] == [PLAYED, BACK]


async def test_it_ends_cleanly(plex: FakePlex, listen: Listen) -> None:
    """Cancelled or closed, the connection goes and no task stays."""
    heard: list[Happened] = []

    async def follow() -> None:
        async with aclosing(listen()) as events:
            async for each in events:
                heard.append(each)  # noqa: PERF401

    before = asyncio.all_tasks()
    task = asyncio.create_task(follow())
    await until(lambda: bool(heard))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: plex.listeners == 0)
    events = listen()
    assert await after(events) == CONNECTED
    await events.aclose()
    await until(lambda: plex.listeners == 0)
    ours = [
        each
        for each in asyncio.all_tasks() - before
        if "_keep_connected" in repr(each.get_coro())
    ]
    assert ours == []


async def test_cancelled_while_it_connects(plex: FakePlex, listen: Listen) -> None:
    """Also where the server has not answered yet."""
    plex.faults.add(Fault("slow", "websockets", seconds=1.0))
    events = listen()
    task = asyncio.ensure_future(anext(events))
    await until(lambda: plex.requests["plex"] == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_server_that_does_not_answer(
    plex: FakePlex, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence ends an attempt."""
    monkeypatch.setattr(notifications, "CONNECT_TIMEOUT", 0.05)
    plex.faults.add(Fault("slow", "websockets", seconds=0.3))
    events = listen()
    lost = await after(events)
    assert (lost.kind, lost.reason) == (Kind.LOST, "service_unavailable")
    assert await after(events) == CONNECTED


async def test_certificates(
    plex: FakePlex, listen: Listen, tmp_path: Path, socket_enabled: None
) -> None:
    """One that is not accepted is the reason; unchecked, it is none."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.query["X-Plex-Token"] == plex.owner.token
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for _ in socket:
            pass
        return socket

    app = web.Application()
    app.router.add_get("/:/websockets/notifications", answer)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_signed(tmp_path))
    await site.start()
    url = f"https://127.0.0.1:{runner.addresses[0][1]}"
    refused, taken = listen(url), listen(url, verify_tls=False)
    assert await after(refused) == Happened(Kind.LOST, reason="tls")
    assert await after(taken) == CONNECTED
    await refused.aclose()
    await taken.aclose()
    await runner.cleanup()
