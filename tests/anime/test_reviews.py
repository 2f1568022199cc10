"""Reviews on Plex become notes, in few requests and never at the cost of a run."""

from collections.abc import AsyncIterator

import pytest

from custom_components.plex_sync.anime import reviews
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.reviews import PlexReviews
from custom_components.plex_sync.sync.model import Policy
from custom_components.plex_sync.sync.runs import Subjects
from tests.fakes.plex import Fault, Item

from .builders import policies
from .household import Household
from .test_planner import add_film, add_show

MIRROR = AnimeOptions(policies=policies(notes=Policy.MIRROR))


@pytest.fixture
async def home(home: Household) -> AsyncIterator[Household]:
    """A household whose profile may read its owner's reviews."""
    door = opened(home, home.plex.owner.account_token)
    home.reviews = door
    home.options = MIRROR
    home.restart()
    yield home
    await door.close()


def opened(home: Household, token: str) -> PlexReviews:
    """The reviews of a token's account."""
    endpoints = PlexEndpoints(home.plex.plextv_url, community=home.plex.community_url)
    return PlexReviews(
        token, client_identifier="client", endpoints=endpoints, timeout=5.0
    )


def watched(home: Household, title: str, number: int, upto: int = 3) -> Item:
    """A show of which some was watched."""
    show = add_show(home, title, number)
    watch(home, show, upto)
    return show


def watch(home: Household, show: Item, upto: int) -> None:
    """Let the owner watch on."""
    for number in range(1, upto + 1):
        if not home.plex.owner.state(show.episode(1, number)).watched:
            home.plex.watch(
                home.plex.owner, show.episode(1, number), at=home.ago(hours=1)
            )


def notes(home: Household, media_id: int) -> str | None:
    """What the list notes of a media."""
    entry = home.entry(media_id)
    assert entry is not None
    return entry.notes


async def asked(home: Household, titles: str) -> object:
    """What `explain` says of reviews."""
    known = await home.journal.known("anna")
    context = await home.journal.context(
        "anna", home.target.account, home.clock(), destructive=False
    )
    told = await home.planner.explain(
        Subjects(titles=frozenset({titles})), known, context
    )
    return told["reviews"]


async def test_the_closest_review_becomes_the_notes(home: Household) -> None:
    """Of a season its own, else the show's; of a film the film's; all in one request."""
    season, show, none = (
        watched(home, title, number)
        for title, number in (("Mushishi", 100), ("Frieren", 101), ("Bebop", 102))
    )
    film = add_film(home, "Akira", 47)
    home.plex.watch(home.plex.owner, film, at=home.ago(days=1))
    home.plex.owner.reviews = {
        season.season(1).guid: "A fine season",
        season.guid: "A fine show",
        show.guid: "Slow and good",
        film.guid: "Loud",
        none.guid: None,
    }
    await home.full()
    assert [notes(home, each) for each in (100, 101, 102, 47)] == [
        "A fine season",
        "Slow and good",
        None,
        "Loud",
    ]
    assert home.plex.requests["community"] == 1
    assert (await home.full()).counts == {}


async def test_nothing_is_asked_unless_notes_are_wished_for(home: Household) -> None:
    """Neither where the field is left alone, nor for what was not watched."""
    show = watched(home, "Mushishi", 100)
    home.plex.owner.reviews = {show.guid: "Good"}
    home.options = AnimeOptions()
    await home.full()
    assert (notes(home, 100), home.plex.requests["community"]) == (None, 0)
    home.options = MIRROR
    add_show(home, "Unseen", 101)
    home.anilist.set_entry("Anna", 101, status="PLANNING", notes="mine")
    home.anilist.set_entry("Anna", 100, status="PAUSED", notes="kept")
    await home.full()
    assert notes(home, 101) == "mine"


async def test_poll_asks_for_what_has_changed_alone(home: Household) -> None:
    """One request, and none where there is nothing new, though reviews are known."""
    shows = [watched(home, f"Show {number}", number) for number in range(100, 130)]
    home.plex.owner.reviews = {show.guid: "Good" for show in shows}
    await home.full()
    home.forget_requests()
    await home.poll()
    assert (home.plex.requests["community"], home.requests[1]) == (0, 0)
    watch(home, shows[0], 4)
    home.plex.owner.reviews[shows[0].guid] = "Better"
    await home.poll()
    assert (notes(home, 100), notes(home, 101)) == ("Better", "Good")
    assert home.plex.requests["community"] == 1


async def test_full_runs_ask_for_some_at_a_time(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those never asked for come first, then those that were asked longest ago."""
    monkeypatch.setattr("custom_components.plex_sync.anime.planner.MOST", 20)
    shows = [watched(home, f"Show {number}", number) for number in range(100, 120)]
    home.plex.owner.reviews = {show.guid: "Good" for show in shows}
    home.plex.community.known = {
        guid for show in shows[1:] for guid in (show.guid, show.season(1).guid)
    }
    for run, expected in ((1, 1), (2, 2)):
        home.clock.ahead(days=1)
        await home.full()
        assert home.plex.requests["community"] == expected
        noted = [notes(home, media_id) for media_id in range(100, 120)]
        assert noted.count("Good") == (19 if run == 2 else noted.count("Good"))
    assert notes(home, 100) is None
    home.plex.owner.reviews[shows[5].guid] = "Changed"
    for _ in range(2):
        home.clock.ahead(days=1)
        await home.full()
    assert notes(home, 105) == "Changed"


async def test_service_that_fails_leaves_notes_alone(home: Household) -> None:
    """The run goes well, notes stay, and explain says why they do."""
    show = watched(home, "Mushishi", 100)
    home.plex.owner.reviews = {show.guid: "Good"}
    await home.full()
    assert await asked(home, "Mushishi") == ""
    home.plex.faults.add(Fault("status", status=500, times=None, service="community"))
    other = watched(home, "Frieren", 101)
    home.plex.owner.reviews = {other.guid: "New"}
    watch(home, show, 5)
    result = await home.full()
    assert (result.result, result.counts) == ("ok", {"synced": 2})
    assert (notes(home, 100), notes(home, 101)) == ("Good", None)
    assert await asked(home, "Mushishi") == "service_unavailable"
    home.plex.faults.clear()
    await home.full()
    assert (notes(home, 100), notes(home, 101)) == (None, "New")
    assert (await home.full()).counts == {}


async def test_token_of_a_server_is_told_and_leaves_notes_alone(
    home: Household,
) -> None:
    """One notice of a full run; nothing else of it suffers."""
    watched(home, "Mushishi", 100)
    door = opened(home, "good-for-the-server-only")
    home.reviews = door
    home.restart()
    result = await home.full()
    await door.close()
    assert result.counts == {"synced": 1}
    assert result.plan is not None
    reasons = [notice.reason for notice in result.plan.notices]
    assert reasons == [reviews.NO_ACCOUNT]
    assert await asked(home, "Mushishi") == reviews.NO_ACCOUNT


async def test_what_the_user_noted_is_not_cleared_for_lack_of_a_review(
    home: Household,
) -> None:
    """That nothing was ever written on Plex is no wish to have notes gone."""
    watched(home, "Mushishi", 100)
    home.anilist.set_entry("Anna", 100, status="CURRENT", progress=1, notes="mine")
    await home.full()
    assert notes(home, 100) == "mine"
