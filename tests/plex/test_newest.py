"""What a poll reads: the newest, and not a page more."""

from itertools import pairwise

import pytest

from custom_components.plex_sync.plex.model import View
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import IncompleteAnswer
from tests.fakes.plex import FakePlex, Fault

from .conftest import OpenDoor

LONG_AGO = 1_600_000_000
CURSOR = 1_700_000_000


async def test_the_newest_episodes_cost_one_request(
    plex: FakePlex, door: PlexServer
) -> None:
    """Out of 300 episodes seen long ago, the two seen since the cursor, latest first."""
    show = plex.add_show("Mushishi", seasons={1: 300})
    plex.watch(plex.owner, show, at=LONG_AGO)
    plex.watch(plex.owner, show.episode(1, 7), at=CURSOR + 5)
    plex.watch(plex.owner, show.episode(1, 3), at=CURSOR)
    [section] = await door.sections()
    plex.reset_requests()
    rows = await door.newest(section, since=CURSOR)
    assert [row.rating_key for row in rows] == [
        str(show.episode(1, 7).rating_key),
        str(show.episode(1, 3).rating_key),
    ]
    assert plex.requests.total == 1


async def test_the_newest_films_come_with_ids(plex: FakePlex, door: PlexServer) -> None:
    """Films seen and films left in their middle since the cursor, with their ids."""
    seen = plex.add_movie("Ponyo", external_ids=("tmdb://12429",))
    begun = plex.add_movie("Akira", external_ids=("tmdb://149",))
    plex.add_movie("Never seen")
    plex.watch(plex.owner, seen, at=CURSOR)
    plex.set_offset(plex.owner, begun, 60_000, at=CURSOR + 9)
    [section] = await door.sections()
    rows = await door.newest(section, since=0)
    assert [row.title for row in rows] == ["Akira", "Ponyo"]
    assert [getattr(row, "external_ids", None) for row in rows] == [
        ("tmdb://149",),
        ("tmdb://12429",),
    ]


async def test_a_long_evening_takes_more_than_a_page(
    plex: FakePlex, door: PlexServer
) -> None:
    """Marking 120 episodes at once is read whole, in two requests."""
    show = plex.add_show("Mushishi", seasons={1: 300})
    for number in range(1, 121):
        plex.watch(plex.owner, show.episode(1, number), at=CURSOR + number)
    [section] = await door.sections()
    plex.reset_requests()
    rows = await door.newest(section, since=CURSOR)
    assert len(rows) == 120
    assert plex.requests.total == 2


async def test_nothing_new_is_nothing(plex: FakePlex, door: PlexServer) -> None:
    """Nothing seen since the cursor is an empty list for one request."""
    plex.watch(plex.owner, plex.add_show("Mushishi", seasons={1: 60}), at=LONG_AGO)
    [section] = await door.sections()
    plex.reset_requests()
    assert await door.newest(section, since=CURSOR) == []
    assert plex.requests.total == 1


async def test_a_server_that_does_not_sort_loses_nothing(
    plex: FakePlex, door: PlexServer
) -> None:
    """An order that is not kept is not believed: everything is read, and sorted here."""
    plex.ignored_params = {"sort"}
    show = plex.add_show("Mushishi", seasons={1: 200})
    plex.watch(plex.owner, show, at=LONG_AGO)
    plex.watch(plex.owner, show.episode(1, 10), at=CURSOR + 1)
    plex.watch(plex.owner, show.episode(1, 190), at=CURSOR + 2)
    [section] = await door.sections()
    rows = await door.newest(section, since=CURSOR)
    assert [getattr(row, "index", None) for row in rows] == [190, 10]


async def test_a_library_in_motion_is_no_basis(
    plex: FakePlex, door: PlexServer
) -> None:
    """A listing that changes on every reading is an error, not half of the truth."""
    show = plex.add_show("Mushishi", seasons={1: 200})
    plex.watch(plex.owner, show, at=CURSOR)
    [section] = await door.sections()

    def grow() -> None:
        plex.add_episode(show, 1, len(show.season(1).children) + 1)

    plex.faults.add(Fault("call", "/all", times=None, call=grow))
    with pytest.raises(IncompleteAnswer):
        await door.newest(section, since=CURSOR)


async def test_the_history_is_read_to_the_cursor(
    plex: FakePlex, door: PlexServer
) -> None:
    """Out of 5,000 views the three since the cursor, latest first, for one request."""
    show = plex.add_show("Mushishi", seasons={1: 1_000})
    for number in range(5):
        plex.watch(plex.owner, show, at=LONG_AGO + number)
    film = plex.add_movie("Ponyo")
    plex.watch(plex.owner, show.episode(1, 2), at=CURSOR)
    plex.watch(plex.owner, film, at=CURSOR + 10)
    plex.watch(plex.owner, show.episode(1, 2), at=CURSOR + 20)
    views = await door.history(since=CURSOR, account_id=1)
    episode_key = str(show.episode(1, 2).rating_key)
    assert views == [
        View(
            rating_key=episode_key,
            viewed_at=CURSOR + 20,
            account_id=1,
            show_key=str(show.rating_key),
        ),
        View(rating_key=str(film.rating_key), viewed_at=CURSOR + 10, account_id=1),
        View(
            rating_key=episode_key,
            viewed_at=CURSOR,
            account_id=1,
            show_key=str(show.rating_key),
        ),
    ]
    assert plex.requests.total == 1


async def test_music_does_not_hold_up_the_history(
    plex: FakePlex, door: PlexServer
) -> None:
    """After years of music and no film since the cursor, one page is enough."""
    song = plex.add_movie("A song")
    for number in range(5_000):
        plex.watch(plex.owner, song, at=LONG_AGO + number)
    song.kind = "track"
    assert await door.history(since=CURSOR, account_id=1) == []
    assert plex.requests.total == 1


async def test_the_newest_of_all_time_stop_at_the_unseen(
    plex: FakePlex, door: PlexServer
) -> None:
    """With a cursor at the beginning of time, what was never seen is not read."""
    show = plex.add_show("Mushishi", seasons={1: 300})
    plex.watch(plex.owner, show.episode(1, 5), at=LONG_AGO)
    [section] = await door.sections()
    plex.reset_requests()
    assert len(await door.newest(section, since=0)) == 1
    assert plex.requests.total == 1


async def test_the_whole_history_is_read_in_pages(
    plex: FakePlex, door: PlexServer
) -> None:
    """Without a cursor 5,000 views take three requests."""
    show = plex.add_show("Mushishi", seasons={1: 1_000})
    for number in range(5):
        plex.watch(plex.owner, show, at=LONG_AGO + number)
    views = await door.history(since=None, account_id=None)
    assert len(views) == 5_000
    assert all(a.viewed_at >= b.viewed_at for a, b in pairwise(views))
    assert plex.requests.total == 3


async def test_a_history_holds_only_the_one_user(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """Views of others stay out, even where the server ignores whose were asked for."""
    child = plex.add_home_user("Kim")
    film = plex.add_movie("Ponyo")
    plex.watch(plex.owner, film, at=CURSOR)
    plex.watch(child, film, at=CURSOR)
    plex.ignored_params = {"accountID"}
    door = open_door()
    assert len(await door.history(since=None, account_id=None)) == 2
    [mine] = await door.history(since=None, account_id=1)
    assert mine.account_id == 1
    [theirs] = await open_door(child).history(since=None, account_id=None)
    assert theirs.account_id == child.account_id


async def test_a_view_counts_once(plex: FakePlex, door: PlexServer) -> None:
    """The same view written down twice by the server is one."""
    film = plex.add_movie("Ponyo")
    plex.watch(plex.owner, film, at=CURSOR)
    plex.watch(plex.owner, film, at=CURSOR)
    assert len(await door.history(since=None, account_id=1)) == 1


async def test_views_of_what_is_gone_stay_out(plex: FakePlex, door: PlexServer) -> None:
    """A film that left the library has no key any more, so its views mean nothing."""
    film = plex.add_movie("Ponyo")
    show = plex.add_show("Mushishi", seasons={1: 1})
    plex.watch(plex.owner, film, at=CURSOR)
    plex.watch(plex.owner, show, at=CURSOR)
    plex.remove(film)
    plex.remove(show.episode(1, 1))
    assert await door.history(since=None, account_id=1) == []


async def test_continue_watching_names_what_comes_next(
    plex: FakePlex, door: PlexServer
) -> None:
    """A film in its middle, an episode in its middle, and the next of a begun show."""
    film = plex.add_movie("Ponyo")
    plex.add_movie("Never seen")
    begun = plex.add_show("Mushishi", seasons={1: 3})
    paused = plex.add_show("Aria", seasons={1: 3})
    finished = plex.add_show("Kino", seasons={1: 2})
    plex.set_offset(plex.owner, film, 1_000, at=CURSOR)
    plex.watch(plex.owner, begun.episode(1, 1), at=CURSOR)
    plex.set_offset(plex.owner, paused.episode(1, 2), 1_000, at=CURSOR)
    plex.watch(plex.owner, finished, at=CURSOR)
    assert await door.continue_watching() == {
        str(film.rating_key),
        str(begun.episode(1, 2).rating_key),
        str(paused.episode(1, 2).rating_key),
    }
    assert plex.requests.total == 1


async def test_an_old_server_has_on_deck_instead(
    plex: FakePlex, door: PlexServer
) -> None:
    """Where Continue Watching is not there yet, On Deck tells the same."""
    plex.missing_paths = {"/hubs/continueWatching/items"}
    show = plex.add_show("Mushishi", seasons={1: 3})
    plex.watch(plex.owner, show.episode(1, 1), at=CURSOR)
    assert await door.continue_watching() == {str(show.episode(1, 2).rating_key)}
    assert plex.requests.paths == ["/hubs/continueWatching/items", "/library/onDeck"]


async def test_server_with_neither_has_nothing_to_go_on_with(
    plex: FakePlex, door: PlexServer
) -> None:
    """A server that knows no such list is no failure."""
    plex.missing_paths |= {"/hubs/continueWatching/items", "/library/onDeck"}
    assert await door.continue_watching() == set()
