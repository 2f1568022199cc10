"""Where real servers surprise, the fake does the same."""

import asyncio
from typing import Any

import aiohttp
from plexapi.server import PlexServer as PlexApiServer
from plexwebsocket import ERROR_AUTH_FAILURE, STATE_STOPPED, PlexWebsocket
import pytest

from tests.fakes.plex import FakePlex, User

JSON = {"Accept": "application/json"}


async def ask(plex: FakePlex, path: str, user: User | None = None) -> Any:
    """The answer to a user, the owner if none is named, in JSON."""
    headers = JSON | {"X-Plex-Token": (user or plex.owner).account_token}
    base = plex.plextv_url if path.startswith("/api/") else plex.url
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(base + path) as response,
    ):
        return await response.json() if response.status == 200 else response.status


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=1&unwatched=0", {"Seen", "Marked"}),
        ("type=1&unwatched=1", {"Unseen"}),
        ("type=1&unwatched=0&lastViewedAt>=1900000000", {"Seen", "Marked"}),
        ("type=1&viewedAt>>=1900000000", {"Seen", "Marked", "Unseen"}),
    ],
)
async def test_cutoffs_are_ignored(
    plex: FakePlex, query: str, expected: set[str]
) -> None:
    """`unwatched` counts, marks by hand included; a cutoff is silently ignored."""
    seen, marked = plex.add_movie("Seen"), plex.add_movie("Marked")
    plex.add_movie("Unseen")
    plex.watch(plex.owner, seen, at=1_700_000_000)
    plex.mark_watched(plex.owner, marked, at=1_700_000_000, view_count=None)
    answer = await ask(plex, f"/library/sections/1/all?{query}")
    assert {row["title"] for row in answer["MediaContainer"]["Metadata"]} == expected


async def test_a_show_begun_is_not_unwatched(plex: FakePlex) -> None:
    """One episode of 176 is enough for `unwatched=0`."""
    show = plex.add_show("Long", seasons={1: 176})
    plex.watch(plex.owner, show.episode(1, 1))
    answer = await ask(plex, "/library/sections/1/all?type=2&unwatched=0")
    [row] = answer["MediaContainer"]["Metadata"]
    assert (row["viewedLeafCount"], row["leafCount"]) == (1, 176)


@pytest.mark.parametrize("sort", ["titleSort", "year:desc", "addedAt:asc", "mood"])
async def test_other_orders_are_known_or_ignored(plex: FakePlex, sort: str) -> None:
    """Titles, years and times of arrival sort; what is unknown changes nothing."""
    plex.add_movie("Akira", year=1988)
    plex.add_movie("Ponyo", year=1980)
    answer = await ask(plex, f"/library/sections/1/all?sort={sort}")
    titles = [row["title"] for row in answer["MediaContainer"]["Metadata"]]
    assert titles == ["Akira", "Ponyo"]


async def test_totals_come_with_paging_only(plex: FakePlex) -> None:
    """`totalSize` and `offset` are there when a page was asked for."""
    plex.add_show("Aria", seasons={1: 12})
    whole = await ask(plex, "/library/sections/1/all?type=4")
    assert whole["MediaContainer"]["size"] == 12
    assert "totalSize" not in whole["MediaContainer"]
    paging = "X-Plex-Container-Start=10&X-Plex-Container-Size=5"
    page = await ask(plex, f"/library/sections/1/all?type=4&{paging}")
    found = page["MediaContainer"]
    assert (found["size"], found["totalSize"], found["offset"]) == (2, 12, 10)


@pytest.mark.parametrize(
    "path",
    ["/accounts", "/library", "/:/prefs", "/library/sections/1/prefs"],
)
async def test_some_paths_are_the_owners(plex: FakePlex, path: str) -> None:
    """A friend is refused where the owner is let in."""
    plex.add_movie("Ponyo")
    friend = plex.add_friend("Robin")
    assert await ask(plex, path, friend) == 401
    assert (await ask(plex, path))["MediaContainer"]["size"] > 0


async def test_the_household_is_listed(plex: FakePlex) -> None:
    """The home has its owner and managed users; friends are among the users only."""
    plex.add_home_user("Kim", pin="1234")
    plex.add_friend("Robin")
    home = await ask(plex, "/api/home/users")
    later = await ask(plex, "/api/v2/home/users")
    users = await ask(plex, "/api/users")
    assert [one["title"] for one in home["MediaContainer"]["User"]] == ["Alex", "Kim"]
    assert [one["title"] for one in later["users"]] == ["Alex", "Kim"]
    assert [one["title"] for one in users["MediaContainer"]["User"]] == ["Kim", "Robin"]


async def test_a_websocket_needs_a_token(plex: FakePlex) -> None:
    """An unknown token is refused there, too."""
    server: Any = PlexApiServer
    connected = await asyncio.to_thread(server, plex.url, plex.owner.token)
    heard: list[tuple[str, str | None]] = []
    plex.expire(plex.owner)
    async with aiohttp.ClientSession() as session:
        websocket: Any = PlexWebsocket(
            connected,
            lambda kind, data, error: heard.append((data, error)),
            session=session,
        )
        await websocket.listen()
    assert heard[-1] == (STATE_STOPPED, ERROR_AUTH_FAILURE)
