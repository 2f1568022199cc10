"""Whose the token is, and their watch-list."""

import pytest

from custom_components.plex_sync.plex.model import SectionType, WatchlistItem
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    ServiceOff,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, Kind

from .conftest import OpenDoor


async def test_the_owner_is_number_one(plex: FakePlex, door: PlexServer) -> None:
    """Who may list the accounts is the owner; asked once, remembered."""
    assert await door.account_id() == 1
    assert await door.account_id() == 1
    assert plex.requests.paths == ["/", "/accounts"]


async def test_a_friend_is_known_by_their_history(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """A friend may not list accounts, but sees their number in their own views."""
    friend = plex.add_friend("Robin")
    film = plex.add_movie("Ponyo")
    plex.watch(plex.owner, film)
    plex.watch(friend, film)
    assert await open_door(friend).account_id() == friend.account_id
    assert plex.requests["plex_tv"] == 0


async def test_a_home_user_without_views_is_known_by_plex_tv(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """With nothing seen yet, plex.tv tells the number for the token of an account."""
    child = plex.add_home_user("Kim")
    door = open_door(token=child.account_token)
    assert await door.account_id() == child.plex_tv_id
    assert plex.requests["plex_tv"] == 1


@pytest.mark.parametrize("kind", ["rubbish", "empty"])
async def test_an_answer_of_plex_tv_that_is_none(
    plex: FakePlex, open_door: OpenDoor, kind: Kind
) -> None:
    """A web page in place of an account does not tell who it is."""
    child = plex.add_home_user("Kim")
    plex.faults.add(Fault(kind, service="plex_tv"))
    with pytest.raises(ServiceUnavailable) as caught:
        await open_door(token=child.account_token).account_id()
    assert caught.value.reason == "account_unknown"


async def test_a_server_token_without_views_tells_nothing(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """A friend's token for this server is not taken by plex.tv: unknown, for now."""
    friend = plex.add_friend("Robin")
    door = open_door(friend)
    with pytest.raises(ServiceUnavailable) as caught:
        await door.account_id()
    assert caught.value.reason == "account_unknown"
    plex.watch(friend, plex.add_movie("Ponyo"))
    assert await door.account_id() == friend.account_id


async def test_an_invalid_token_has_no_number(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """A token that is good for nothing is said to be so."""
    with pytest.raises(InvalidToken):
        await open_door(token="guessed").account_id()


async def test_the_watch_list_comes_with_ids(plex: FakePlex, door: PlexServer) -> None:
    """Films and shows, of which none need be in a library; everything else stays out."""
    plex.wish(
        plex.owner,
        "Frieren",
        guid="plex://show/62e0",
        year=2023,
        external_ids=("tvdb://424536",),
    )
    plex.wish(plex.owner, "Akira", guid="plex://movie/5d77", type="movie", year=1988)
    plex.wish(plex.owner, "A trailer", guid="plex://clip/1", type="clip")
    assert await door.watchlist() == [
        WatchlistItem(
            guid="plex://show/62e0",
            type=SectionType.SHOW,
            title="Frieren",
            year=2023,
            external_ids=("tvdb://424536",),
            thumb="https://image.tmdb.org/t/p/original/62e0.jpg",
        ),
        WatchlistItem(
            guid="plex://movie/5d77",
            type=SectionType.MOVIE,
            title="Akira",
            year=1988,
            thumb="https://image.tmdb.org/t/p/original/5d77.jpg",
        ),
    ]
    assert (plex.requests["discover"], plex.requests["plex"]) == (1, 0)


async def test_a_long_watch_list_comes_in_pages(
    plex: FakePlex, door: PlexServer
) -> None:
    """250 titles are read in three pages."""
    for number in range(250):
        plex.wish(plex.owner, f"Title {number}", guid=f"plex://show/{number}")
    assert len(await door.watchlist()) == 250
    assert plex.requests["discover"] == 3


@pytest.mark.parametrize("status", [401, 403])
async def test_a_watch_list_may_be_refused(
    plex: FakePlex, door: PlexServer, status: int
) -> None:
    """A refusal there is told apart from a token that the server does not take."""
    plex.faults.add(Fault("status", service="discover", status=status))
    with pytest.raises(ServiceOff) as caught:
        await door.watchlist()
    assert caught.value.reason == "watchlist_refused"


async def test_a_friends_server_token_has_no_watch_list(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """A token that is good for the server only leads to no account's list."""
    friend = plex.add_friend("Robin")
    with pytest.raises(ServiceOff) as caught:
        await open_door(friend).watchlist()
    assert caught.value.reason == "watchlist_refused"
