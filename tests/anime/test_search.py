"""Title search, the last resort."""

import pytest

from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.anime.search import normalise
from custom_components.plex_sync.sync.model import ProblemKind

from .household import Household

SEARCHED = AnimeOptions(search_threshold=90)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Fullmetal Alchemist: Brotherhood", "fullmetal alchemist brotherhood"),
        ("Pokémon!!", "pokemon"),
        ("  Re:ZERO -Starting Life- ", "re zero starting life"),
        ("蟲師", "蟲師"),
        ("…", ""),
    ],
)
def test_normalised_titles(title: str, plain: str) -> None:
    """Signs, accents and case tell no titles apart; scripts stay what they are."""
    assert normalise(title) == plain


async def test_off_by_default(home: Household) -> None:
    """Without the option nothing is searched: not found."""
    show = home.plex.add_show("Mushishi", seasons={1: 12})
    home.anilist.add_media(id=100, title="Mushishi", episodes=12)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    result = await home.full()
    assert home.user.entries == {}
    assert result.plan is not None
    assert [each.kind for each in result.plan.problems] == [ProblemKind.NOT_FOUND]


async def test_a_sure_title_is_taken(home: Household) -> None:
    """The same title, as long: taken, and asked of AniList once a week."""
    home.options = SEARCHED
    show = home.plex.add_show("Mushishi", seasons={0: 1, 1: 12}, year=2005)
    home.anilist.add_media(
        id=100, title="MUSHISHI", episodes=12, startDate="2005-10-23"
    )
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    result = await home.full()
    assert home.user.entries.keys() == {100}
    assert result.plan is not None
    assert result.plan.problems == []
    assert result.plan.notes["by_title"] == 1
    home.forget_requests()
    await home.full()
    assert home.requests[1] == 1
    home.clock.ahead(days=8)
    home.forget_requests()
    await home.full()
    assert home.requests[1] == 2


async def test_seasons_have_names_of_their_own(home: Household) -> None:
    """Season 2 is no match for season 1's title, but for "2nd Season"."""
    home.options = AnimeOptions(search_threshold=95)
    show = home.plex.add_show("Mushishi", seasons={1: 12, 2: 12}, year=2005)
    for number, title in ((1, "Mushishi"), (2, "Mushishi 2nd Season")):
        home.anilist.add_media(
            id=number, title=title, episodes=12, startDate="2005-10-23"
        )
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    await home.full()
    assert home.user.entries.keys() == {1, 2}


async def test_what_is_not_sure_is_for_review(home: Household) -> None:
    """Another length, year or two of the same title: a review with the hits."""
    home.options = SEARCHED
    for number, (title, episodes, year) in enumerate(
        (("Long", 24, 2005), ("Old", 12, 1980), ("Twin", 12, 2005), ("Twin", 12, 2005))
    ):
        home.anilist.add_media(
            id=number + 1, title=title, episodes=episodes, startDate=f"{year}-01-01"
        )
    for title in ("Long", "Old", "Twin"):
        show = home.plex.add_show(title, seasons={1: 12}, year=2005)
        home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    result = await home.full()
    assert home.user.entries == {}
    assert result.plan is not None
    found = {each.subject.title: each for each in result.plan.problems}
    assert {each.kind for each in found.values()} == {ProblemKind.REVIEW}
    assert {each.reason for each in found.values()} == {"search_unsure"}
    assert found["Long"].details["candidates"] == [
        {
            "id": 1,
            "title": "Long",
            "format": "TV",
            "episodes": 24,
            "similarity": 100,
            "fits": False,
        }
    ]


async def test_nothing_found_is_not_found(home: Household) -> None:
    """No hit at all: not found, as without a search."""
    home.options = SEARCHED
    show = home.plex.add_show("Mushishi", seasons={1: 12})
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    result = await home.full()
    assert result.plan is not None
    [problem] = result.plan.problems
    assert (problem.kind, problem.reason) == (ProblemKind.NOT_FOUND, "no_ids")


async def test_films_and_what_is_airing(home: Household) -> None:
    """A film finds a film; a season that is airing fits a media without an end."""
    home.options = SEARCHED
    film = home.plex.add_movie("Akira", year=1988)
    show = home.plex.add_show("Airing", seasons={1: 3}, year=2026)
    home.anilist.add_media(
        id=47, title="Akira", episodes=1, format="MOVIE", startDate="1988-07-16"
    )
    home.anilist.add_media(id=48, title="Akira", episodes=12, startDate="1988-01-01")
    home.anilist.add_media(
        id=90,
        title="Airing",
        episodes=None,
        status="RELEASING",
        startDate="2026-10-01",
    )
    home.plex.watch(home.plex.owner, film, at=home.ago(days=1))
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    await home.full()
    assert {key: entry.status for key, entry in home.user.entries.items()} == {
        47: "COMPLETED",
        90: "CURRENT",
    }
