"""Titles with a story of their own, and what a person would put on the list for them."""

from datetime import timedelta

from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex

from .household import Household, plain_household


def make_household(plex: FakePlex, anilist: FakeAniList, most: int = 1000) -> Household:
    """Fill both sides: plain titles, and those with a story of their own."""
    home = plain_household(plex, anilist, most)
    add_edges(home)
    return home


def add_edges(home: Household) -> None:
    """Put all of them into the household."""
    for add in (
        _split_cour,
        _many_seasons,
        _two_entries,
        _specials_and_season,
        _films_inside_a_show,
        _first_half_deleted,
        _old_agents,
        _dropped_by_hand,
        _hidden_and_private,
        _unknown_show,
        _rubbish_id,
        _ambiguous_film,
    ):
        add(home)


def _split_cour(home: Household) -> None:
    """One season on Plex, two entries on AniList: 12 and 12 episodes, 15 are seen."""
    day = home.day()
    on = day.date().isoformat()
    show = home.add_show(
        "Black Lagoon", seasons={1: 24}, external_ids=("tvdb://79604",), year=2006
    )
    home.watch_first(show, 1, 15, day)
    home.expect(889, status="COMPLETED", progress=12, started_at=on, completed_at=on)
    home.expect(1519, status="CURRENT", progress=3, started_at=on)


def _many_seasons(home: Household) -> None:
    """Five seasons on Plex, one entry of 220 episodes; the first two are seen."""
    day = home.day()
    show = home.add_show(
        "Naruto",
        seasons={1: 35, 2: 48, 3: 48, 4: 48, 5: 41},
        external_ids=("tvdb://78857",),
        year=2002,
    )
    home.watch(show.season(1), day)
    home.watch(show.season(2), day + timedelta(hours=1))
    home.expect(20, status="CURRENT", progress=83, started_at=day.date().isoformat())


def _two_entries(home: Household) -> None:
    """Each season is an entry of its own; the first is seen, the second begun."""
    day = home.day()
    on = day.date().isoformat()
    show = home.add_show(
        "K-ON!", seasons={1: 13, 2: 26}, external_ids=("tvdb://87501",), year=2009
    )
    home.watch(show.season(1), day)
    home.watch_first(show, 2, 10, day + timedelta(hours=1))
    home.expect(5680, status="COMPLETED", progress=13, started_at=on, completed_at=on)
    home.expect(7791, status="CURRENT", progress=10, started_at=on)


def _specials_and_season(home: Household) -> None:
    """Two specials and a season of 24 make one entry of 26; all of it is seen."""
    day = home.day()
    on = day.date().isoformat()
    show = home.add_show(
        "Chobits", seasons={0: 2, 1: 24}, external_ids=("tvdb://72070",), year=2002
    )
    home.watch(show.season(1), day)
    home.watch(show.season(0), day + timedelta(hours=1))
    home.expect(59, status="COMPLETED", progress=26, started_at=on, completed_at=on)


def _films_inside_a_show(home: Household) -> None:
    """Specials of a show that are a film and parts of an OVA on AniList."""
    day = home.day()
    on = day.date().isoformat()
    show = home.add_show(
        "Attack on Titan",
        seasons={0: 17, 2: 12},
        external_ids=("tvdb://267440",),
        year=2013,
    )
    home.watch(show.episode(0, 14), day)
    for number in (7, 12):
        home.watch(show.episode(0, number), day)
    home.watch(show.season(2), day)
    home.expect(20691, status="COMPLETED", progress=1, started_at=on, completed_at=on)
    home.expect(18397, status="CURRENT", progress=2, started_at=on)
    home.expect(20958, status="COMPLETED", progress=12, started_at=on, completed_at=on)


def _first_half_deleted(home: Household) -> None:
    """Episodes 1 to 13 are gone from Plex, 14 to 20 are seen: the list says 20."""
    day = home.day()
    show = home.add_show("Planetes", seasons={}, external_ids=("tvdb://75796",))
    for number in range(14, 27):
        home.plex.add_episode(show, 1, number)
    for number in range(14, 21):
        home.watch(show.episode(1, number), day + timedelta(minutes=number))
    home.expect(329, status="CURRENT", progress=20, started_at=day.date().isoformat())


def _old_agents(home: Household) -> None:
    """Ids that stand in the guid itself: HAMA, MyAnimeList's agent, the old TVDB's."""
    day = home.day()
    on = day.date().isoformat()
    hama = home.add_show(
        "Cowboy Bebop",
        seasons={1: 26},
        guid="com.plexapp.agents.hama://anidb-23?lang=en",
    )
    home.watch(hama.season(1), day)
    home.expect(1, status="COMPLETED", progress=26, started_at=on, completed_at=on)
    mal = home.add_show(
        "Code Geass",
        seasons={1: 25},
        guid="net.fribbtastic.coding.plex.myanimelist://1575?lang=en",
    )
    home.watch_first(mal, 1, 9, day)
    home.expect(1575, status="CURRENT", progress=9, started_at=on)
    tvdb = home.add_show(
        "Gurren Lagann",
        seasons={1: 27},
        guid="com.plexapp.agents.thetvdb://80096?lang=en",
    )
    home.watch(tvdb.season(1), day)
    home.expect(2001, status="COMPLETED", progress=27, started_at=on, completed_at=on)


def _dropped_by_hand(home: Household) -> None:
    """Dropped on the list after three episodes; Plex knows the same three."""
    day = home.day()
    show = home.add_show("Elfen Lied", seasons={1: 13}, external_ids=("tvdb://75941",))
    home.watch_first(show, 1, 3, day)
    kept = {"status": "DROPPED", "progress": 3, "started_at": "2026-01-01"}
    home.had(226, **kept)
    home.expect(226, **kept)


def _hidden_and_private(home: Household) -> None:
    """An entry that only a custom list shows goes forward and stays hidden."""
    day = home.day()
    show = home.add_show(
        "Bleach",
        seasons={1: 20, 2: 21},
        external_ids=("tvdb://74796",),
        year=2004,
    )
    home.watch(show.season(1), day)
    own = {
        "status": "CURRENT",
        "started_at": "2026-02-01",
        "private": True,
        "hidden_from_status_lists": True,
        "custom_lists": ["Guilty pleasures"],
    }
    home.had(269, **own, progress=10)
    home.expect(269, **own, progress=20)


def _unknown_show(home: Household) -> None:
    """A show that no mapping knows: told as not found, once it is watched."""
    show = home.add_show(
        "The Keepers of the Lighthouse",
        seasons={1: 8},
        external_ids=("tvdb://99999901",),
    )
    home.watch_first(show, 1, 2, home.day())
    home.expectation.problems["The Keepers of the Lighthouse"] = "not_found"


def _rubbish_id(home: Household) -> None:
    """A show whose id is rubbish."""
    show = home.add_show(
        "Tales from the Attic",
        seasons={1: 4},
        guid="com.plexapp.agents.none://5d9c?lang=xn",
        external_ids=("tvdb://not-a-number",),
    )
    home.watch_first(show, 1, 1, home.day())
    home.expectation.problems["Tales from the Attic"] = "not_found"


def _ambiguous_film(home: Household) -> None:
    """An IMDb id that stands under two entries: nothing is guessed."""
    film = home.add_film(
        "Elfen Lied: the film night", external_ids=("imdb://tt0480489",)
    )
    home.watch(film, home.day())
    home.expectation.problems["Elfen Lied: the film night"] = "review"
