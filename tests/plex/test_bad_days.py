"""What the door says when things go wrong: typed, in its own words, never half."""

from collections.abc import Awaitable, Callable
import logging

import pytest

from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.model import Section, SectionType
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceOff,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, Kind

from .conftest import OpenDoor

SHOWS = Section(key="1", uuid="u", title="Anime", type=SectionType.SHOW)
FILMS = Section(key="2", uuid="v", title="Films", type=SectionType.MOVIE)

type Read = Callable[[PlexServer], Awaitable[object]]

READS: dict[str, Read] = {
    "connect": lambda door: door.connect(),
    "account_id": lambda door: door.account_id(),
    "sections": lambda door: door.sections(),
    "movies": lambda door: door.movies(FILMS),
    "shows": lambda door: door.shows(SHOWS),
    "seasons": lambda door: door.seasons(SHOWS),
    "episodes": lambda door: door.episodes(SHOWS),
    "newest": lambda door: door.newest(SHOWS, since=0),
    "title": lambda door: door.title("100"),
    "seasons_of": lambda door: door.seasons_of("100"),
    "episodes_of": lambda door: door.episodes_of("100"),
    "find_titles": lambda door: door.find_titles(SHOWS, "Aria"),
    "history": lambda door: door.history(since=None, account_id=1),
    "continue_watching": lambda door: door.continue_watching(),
}
read_each = pytest.mark.parametrize("read", READS.values(), ids=READS)
LISTINGS = {name: read for name, read in READS.items() if name != "connect"}


@pytest.fixture(autouse=True)
def household(plex: FakePlex) -> None:
    """Something of everything, some of it seen."""
    show = plex.add_show("Aria", seasons={1: 12})
    plex.add_movie("Akira")
    plex.watch(plex.owner, show.episode(1, 1))


@read_each
async def test_a_good_day(door: PlexServer, read: Read) -> None:
    """On a good day every read answers."""
    await read(door)


@read_each
async def test_an_expired_token(
    plex: FakePlex, open_door: OpenDoor, read: Read
) -> None:
    """A token that is not taken: the user has to sign in again."""
    door = open_door()
    plex.expire(plex.owner)
    with pytest.raises(InvalidToken) as caught:
        await read(door)
    assert caught.value.message.startswith("401 at /")


@read_each
async def test_a_server_that_is_gone(
    plex: FakePlex, door: PlexServer, read: Read
) -> None:
    """A server that takes no connection is out of reach."""
    plex.faults.add(Fault("server_gone"))
    with pytest.raises(ServiceUnavailable) as caught:
        await read(door)
    assert caught.value.reason == "service_unavailable"
    plex.faults.clear()
    await read(door)


@read_each
async def test_a_busy_server(plex: FakePlex, door: PlexServer, read: Read) -> None:
    """A status of 500 and above is the server's trouble, not the user's."""
    plex.faults.add(Fault("status", status=503, times=None))
    with pytest.raises(ServiceUnavailable) as caught:
        await read(door)
    assert caught.value.message.startswith("503 at /")


@read_each
@pytest.mark.parametrize("kind", ["rubbish", "not_well_formed", "empty"])
async def test_a_page_that_is_not_plex(
    plex: FakePlex, door: PlexServer, read: Read, kind: Kind
) -> None:
    """A proxy's page with status 200, or nothing at all, is no empty library."""
    plex.faults.add(Fault(kind, times=None))
    with pytest.raises(ServiceUnavailable) as caught:
        await read(door)
    assert caught.value.message.startswith("not an answer of Plex at /")


@read_each
async def test_half_a_page(plex: FakePlex, door: PlexServer, read: Read) -> None:
    """A body that ends in its middle is incomplete, whatever it held."""
    plex.faults.add(Fault("half_page", times=None))
    with pytest.raises(IncompleteAnswer):
        await read(door)


@pytest.mark.parametrize("read", LISTINGS.values(), ids=LISTINGS)
async def test_a_page_with_fewer_rows_than_announced(
    plex: FakePlex, door: PlexServer, read: Read
) -> None:
    """One row less than announced is an error, not a film that was removed."""
    await door.connect()
    plex.faults.add(Fault("short_page", times=None))
    with pytest.raises(IncompleteAnswer):
        await read(door)


async def test_a_second_page_that_fails_takes_the_first_with_it(
    plex: FakePlex, door: PlexServer
) -> None:
    """Nothing partial is returned when only a later page breaks."""
    plex.add_show("Long", seasons={1: 3_000})

    def break_the_next() -> None:
        plex.faults.add(Fault("half_page", "/all"))

    plex.faults.add(Fault("call", "/all", call=break_the_next))
    with pytest.raises(IncompleteAnswer):
        await door.episodes(SHOWS)
    assert len(await door.episodes(SHOWS)) == 3_012


async def test_a_library_that_never_rests(plex: FakePlex, door: PlexServer) -> None:
    """A listing that changes in the middle is read twice, then given up."""
    show = plex.add_show("Long", seasons={1: 3_000})

    def grow() -> None:
        plex.add_episode(show, 1, len(show.season(1).children) + 1)

    plex.faults.add(Fault("call", "/all", times=None, call=grow))
    with pytest.raises(IncompleteAnswer):
        await door.episodes(SHOWS)
    assert plex.requests.total == 4


async def test_pages_that_end_too_early(plex: FakePlex, door: PlexServer) -> None:
    """A page without rows before the total is reached is incomplete."""
    show = plex.add_show("Long", seasons={1: 2_100})
    rows = show.season(1).children
    total = len(plex.listing(show.section, "episode"))

    class Shrunk(list[object]):
        """A listing that announces more than it has."""

        def __len__(self) -> int:
            return total + 2_000

    plex._listings[show.section.key, "episode"] = Shrunk(rows)  # type: ignore[assignment]  # announces too much
    with pytest.raises(IncompleteAnswer):
        await door.episodes(SHOWS)


async def test_an_item_that_is_gone(plex: FakePlex, door: PlexServer) -> None:
    """An unknown rating key is refused as gone."""
    for read in (door.title, door.seasons_of, door.episodes_of):
        with pytest.raises(Refused) as caught:
            await read("999999")
        assert caught.value.reason == "gone"


async def test_a_library_that_is_gone(door: PlexServer) -> None:
    """So is a library that was removed."""
    gone = Section(key="77", uuid="w", title="Gone", type=SectionType.MOVIE)
    with pytest.raises(Refused) as caught:
        await door.movies(gone)
    assert caught.value.reason == "gone"


async def test_a_key_of_neither_film_nor_show(plex: FakePlex, door: PlexServer) -> None:
    """An item of another kind is no title."""
    item = plex.add_movie("A song")
    item.kind = "track"
    with pytest.raises(Refused) as caught:
        await door.title(str(item.rating_key))
    assert caught.value.reason == "gone"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Refused),
        (403, ServiceOff),
        (429, RateLimited),
        (498, InvalidToken),
        (502, ServiceUnavailable),
        (599, ServiceUnavailable),
    ],
)
async def test_each_status_has_its_error(
    plex: FakePlex, door: PlexServer, status: int, error: type[ServiceError]
) -> None:
    """What the user can do about it decides the kind of error."""
    plex.faults.add(Fault("status", status=status, times=2))
    for read in (door.connect, door.continue_watching):
        with pytest.raises(error):
            await read()


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7.0), (None, 60.0)])
async def test_a_limit_says_how_long(
    plex: FakePlex, door: PlexServer, retry_after: int | None, seconds: float
) -> None:
    """The server's word is taken; without one it is a minute."""
    plex.faults.add(Fault("status", status=429, retry_after=retry_after))
    with pytest.raises(RateLimited) as caught:
        await door.shows(SHOWS)
    assert caught.value.seconds == seconds


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
async def test_a_connection_that_drops(
    plex: FakePlex, door: PlexServer, kind: Kind
) -> None:
    """A connection that ends without an answer is out of reach, and the next is well."""
    plex.faults.add(Fault(kind))
    with pytest.raises(ServiceUnavailable):
        await door.shows(SHOWS)
    assert len(await door.shows(SHOWS)) == 1


async def test_a_server_that_is_silent(plex: FakePlex, open_door: OpenDoor) -> None:
    """No answer within the time given is out of reach."""
    plex.faults.add(Fault("slow", seconds=0.5))
    with pytest.raises(ServiceUnavailable) as caught:
        await open_door(timeout=0.1).shows(SHOWS)
    assert caught.value.message == "no answer in time at /library/sections/1/all"


async def test_nobody_listens(plex: FakePlex, open_door: OpenDoor) -> None:
    """After the server stopped, and until it is back, it is out of reach."""
    door = open_door()
    await door.connect()
    await plex.stop()
    with pytest.raises(ServiceUnavailable):
        await door.sections()
    await plex.start()
    assert len(await door.sections()) == 2


async def test_an_address_that_is_none(socket_enabled: None) -> None:
    """A typing error in the address is out of reach, too."""
    door = PlexServer("plex:/living room", "token")
    with pytest.raises(ServiceUnavailable):
        await door.connect()
    await door.close()


@read_each
async def test_messages_and_logs_keep_the_secret(
    plex: FakePlex,
    open_door: OpenDoor,
    caplog: pytest.LogCaptureFixture,
    read: Read,
) -> None:
    """Neither an error, nor its traceback's errors, nor a log line shows token or host."""
    caplog.set_level(logging.DEBUG, "custom_components.plex_sync")
    door = open_door()
    plex.faults.add(Fault("status", status=500, times=1))
    plex.faults.add(Fault("server_gone"))
    for _ in range(2):
        with pytest.raises(ServiceError) as caught:
            await read(door)
        error: BaseException | None = caught.value
        while error is not None:
            assert plex.owner.token not in str(error)
            assert "127.0.0.1" not in str(error)
            error = None if error.__suppress_context__ else error.__context__
    ours = [each for each in caplog.records if "plex_sync" in each.name]
    assert not [each for each in ours if each.levelno > logging.DEBUG]
    assert plex.owner.token not in caplog.text


async def test_a_plain_answer_to_tls(plex: FakePlex) -> None:
    """A server that speaks no TLS where it should is told apart from one out of reach."""
    door = PlexServer(
        plex.url.replace("http:", "https:"),
        plex.owner.token,
        endpoints=PlexEndpoints(plex.plextv_url, plex.discover_url),
    )
    with pytest.raises(ServiceUnavailable) as caught:
        await door.connect()
    assert caught.value.reason == "tls"
    await door.close()
