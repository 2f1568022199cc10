"""How the door behaves: few requests, a free event loop, an end when told so."""

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import threading
import time

import pytest

from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.model import Section, SectionType
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex, Fault
from tests.fakes.plex.rows import ItemRow

from .conftest import OpenDoor

SHOWS = Section(key="1", uuid="u", title="Anime", type=SectionType.SHOW)
PAGE = 2_000
LONGEST_GAP = 0.03
"""Seconds; a page parsed in one call holds the interpreter for 0.07 and more."""


async def read_all(door: PlexServer, since: int | None, account: bool = True) -> int:
    """Read what a full run reads; how many episodes there were."""
    await door.connect()
    account_id = await door.account_id() if account else None
    episodes = 0
    for section in await door.sections():
        if section.type is SectionType.MOVIE:
            await door.movies(section)
            continue
        await door.shows(section)
        await door.seasons(section)
        episodes += len(await door.episodes(section))
    await door.history(since=since, account_id=account_id)
    await door.continue_watching()
    await door.watchlist()
    return episodes


async def test_a_whole_read_stays_within_its_budget(
    plex: FakePlex, door: PlexServer
) -> None:
    """Two libraries with 15,000 episodes and nothing new: at most 18 requests."""
    for number in range(1_000):
        show = plex.add_show(f"Show {number}", seasons={1: 15})
    for number in range(300):
        plex.add_movie(f"Film {number}")
    plex.watch(plex.owner, show, at=1_600_000_000)
    plex.wish(plex.owner, "Frieren", guid="plex://show/62e0")
    assert await read_all(door, since=1_700_000_000) == 15_000
    assert plex.requests.total <= 18


async def test_another_library_costs_three_more(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """Each library beyond two adds no more than its three listings."""
    friend = plex.add_friend("Robin")
    show = plex.add_show("Aria", seasons={1: 12})
    plex.add_movie("Akira")
    plex.watch(friend, show)
    friend.token = friend.account_token
    await read_all(open_door(friend), since=None)
    before = plex.requests.total
    plex.add_section("Cartoons", "show")
    plex.reset_requests()
    await read_all(open_door(friend), since=None)
    assert before <= 10 + 1
    assert plex.requests.total <= before + 3


async def test_a_poll_costs_one_request_a_library(
    plex: FakePlex, door: PlexServer
) -> None:
    """Nothing new in two libraries: one request each, none to connect."""
    plex.add_show("Aria", seasons={1: 12})
    plex.add_movie("Akira")
    sections = await door.sections()
    plex.reset_requests()
    for section in sections:
        await door.newest(section, since=1_700_000_000)
    assert plex.requests.total == 2


async def test_a_read_that_is_cancelled_ends_its_thread(
    plex: FakePlex, door: PlexServer
) -> None:
    """Cancelled while page by page is read: no page is asked for after it."""
    plex.add_show("Long", seasons={1: 10_000})
    reading = asyncio.create_task(door.episodes(SHOWS))

    def cancel() -> None:
        reading.cancel()

    plex.faults.add(Fault("call", "/all", call=cancel))
    with pytest.raises(asyncio.CancelledError):
        await reading
    asked = plex.requests.total
    await asyncio.sleep(0.3)
    assert plex.requests.total <= asked + 1
    assert len(await door.episodes(SHOWS)) == 10_000


async def test_a_read_that_waits_can_be_cancelled(
    plex: FakePlex, door: PlexServer
) -> None:
    """A server that is silent does not hold up who no longer wants an answer."""
    plex.faults.add(Fault("slow", seconds=0.4))
    reading = asyncio.create_task(door.shows(SHOWS))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert time.monotonic() - began < 0.2


async def test_reads_may_run_side_by_side(plex: FakePlex, door: PlexServer) -> None:
    """Several reads at once connect once, and each gets its own rows."""
    plex.add_show("Aria", seasons={1: 12})
    plex.add_movie("Akira")
    sections, server, account_id, shows = await asyncio.gather(
        door.sections(), door.connect(), door.account_id(), door.shows(SHOWS)
    )
    assert (len(sections), server.name, account_id) == (2, "Living room", 1)
    assert [row.title for row in shows] == ["Aria"]
    assert plex.requests.paths.count("/") == 1


@pytest.fixture
def heavy_page(plex: FakePlex) -> Iterator[str]:
    """The address of a server whose only page holds 2,000 heavy rows."""
    show = plex.add_show("Long", seasons={1: PAGE})
    rows = "".join(ItemRow(leaf, plex.owner, True).xml() for leaf in show.leaves())
    body = f'<MediaContainer size="{PAGE}">{rows}</MediaContainer>'.encode()

    class Handler(BaseHTTPRequestHandler):
        """The same page whatever is asked."""

        def do_GET(self) -> None:
            """Send the page."""
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


async def longest_gap(work: asyncio.Task[object]) -> float:
    """The longest time, in seconds, between two beats of a millisecond's heart."""
    longest = 0.0
    while not work.done():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - began)
    return longest


async def test_the_event_loop_stays_free(heavy_page: str) -> None:
    """While heavy pages are parsed in a thread, the loop beats on."""
    door = PlexServer(heavy_page, "token", endpoints=PlexEndpoints())
    gaps = []
    for _ in range(5):
        reading: asyncio.Task[object] = asyncio.create_task(door.episodes(SHOWS))
        gaps.append(await longest_gap(reading))
        assert len(reading.result()) == PAGE  # type: ignore[arg-type]  # a list
    await door.close()
    # The best of five: what else runs on the machine is not the door's doing.
    assert min(gaps) < LONGEST_GAP
