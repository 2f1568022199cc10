"""What the door brings home from a library."""

from custom_components.plex_sync.plex.model import Episode, Movie, SectionType, Show
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex, Fault

from .conftest import OpenDoor


async def test_the_server_says_who_it_is(plex: FakePlex, door: PlexServer) -> None:
    """Connecting brings name, identifier and version, and asks only once."""
    server = await door.connect()
    assert await door.connect() is not None
    assert server.name == "Living room"
    assert server.machine_identifier == plex.machine_identifier
    assert server.version == plex.version
    assert plex.requests.paths == ["/"]


async def test_libraries_keep_their_uuid(plex: FakePlex, door: PlexServer) -> None:
    """A library that was renamed is known by its uuid; photos are left out."""
    films = plex.add_section("Films", "movie")
    plex.add_section("Songs", "artist")
    plex.add_section("Holidays", "show").type = "photo"
    before = await door.sections()
    plex.rename_section(films, "Cinema")
    after = await door.sections()
    assert [each.type for each in before] == [SectionType.MOVIE, SectionType.ARTIST]
    assert after[0].title == "Cinema"
    assert after[0].uuid == before[0].uuid
    assert after[0].agent == "tv.plex.agents.movie"
    assert after[0].scanned_at == 1_700_000_000


async def test_a_film_comes_with_ids_and_watching(
    plex: FakePlex, door: PlexServer
) -> None:
    """A film that was seen, rated and begun again shows all of it."""
    item = plex.add_movie(
        "Spirited Away",
        original_title="千と千尋の神隠し",
        guid="plex://movie/5d7768",
        external_ids=("imdb://tt0245429", "tmdb://129"),
        genres=("Anime", "Fantasy"),
        year=2001,
    )
    plex.watch(plex.owner, item, at=1_700_000_500)
    plex.rate(plex.owner, item, 9.0, at=1_700_000_600)
    plex.set_offset(plex.owner, item, 61_000, at=1_700_000_700)
    [section] = await door.sections()
    assert await door.movies(section) == [
        Movie(
            section=section.key,
            rating_key=str(item.rating_key),
            guid="plex://movie/5d7768",
            external_ids=("imdb://tt0245429", "tmdb://129"),
            title="Spirited Away",
            original_title="千と千尋の神隠し",
            year=2001,
            genres=("Anime", "Fantasy"),
            thumb=f"/library/metadata/{item.rating_key}/thumb/{item.updated_at}",
            view_count=1,
            last_viewed_at=1_700_000_700,
            view_offset=61_000,
            duration=7_200_000,
            user_rating=9.0,
            last_rated_at=1_700_000_600,
        )
    ]


async def test_a_show_comes_in_three_listings(plex: FakePlex, door: PlexServer) -> None:
    """Shows, seasons and episodes know of each other by rating keys."""
    item = plex.add_show(
        "Mushishi",
        seasons={0: 1, 1: 2},
        external_ids=("tvdb://79126",),
        show_ordering="tvdbAbsolute",
    )
    second = item.episode(1, 2)
    plex.watch(plex.owner, second, at=1_700_000_500)
    plex.rate(plex.owner, item, 8.0)
    [section] = await door.sections()
    [show] = await door.shows(section)
    specials, season = await door.seasons(section)
    episodes = await door.episodes(section)
    assert (show.title, show.external_ids) == ("Mushishi", ("tvdb://79126",))
    assert (show.leaf_count, show.viewed_leaf_count) == (3, 1)
    assert (show.user_rating, show.show_ordering) == (8.0, "tvdbAbsolute")
    assert show.last_viewed_at == 1_700_000_500
    assert (specials.index, season.index) == (0, 1)
    assert {specials.show_key, season.show_key} == {show.rating_key}
    assert (season.leaf_count, season.viewed_leaf_count) == (2, 1)
    assert [(each.season_index, each.index) for each in episodes] == [
        (0, 1),
        (1, 1),
        (1, 2),
    ]
    assert episodes[2] == Episode(
        rating_key=str(second.rating_key),
        guid=second.guid,
        show_key=show.rating_key,
        season_key=season.rating_key,
        season_index=1,
        index=2,
        title="Episode 2",
        view_count=1,
        last_viewed_at=1_700_000_500,
        duration=1_440_000,
    )


async def test_each_user_sees_their_own_watching(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """What one user saw is unseen in another's listing."""
    child = plex.add_home_user("Kim")
    item = plex.add_movie("Ponyo")
    plex.watch(child, item, at=1_700_000_500)
    [section] = await open_door().sections()
    [of_owner] = await open_door().movies(section)
    [of_child] = await open_door(child).movies(section)
    assert (of_owner.view_count, of_child.view_count) == (0, 1)


async def test_a_mark_by_hand_may_lack_its_count(
    plex: FakePlex, door: PlexServer
) -> None:
    """Marked without a count: the time alone tells, and the history knows nothing."""
    item = plex.add_movie("Ponyo")
    plex.mark_watched(plex.owner, item, at=1_700_000_500, view_count=None)
    [section] = await door.sections()
    [row] = await door.movies(section)
    assert (row.view_count, row.last_viewed_at) == (0, 1_700_000_500)
    assert row.view_offset == 0
    assert await door.history(since=None, account_id=1) == []


async def test_a_rescan_changes_keys_and_nothing_else(
    plex: FakePlex, door: PlexServer
) -> None:
    """After a rescan all rating keys are new, guids and watching are the same."""
    show = plex.add_show("Mushishi", seasons={1: 3})
    plex.watch(plex.owner, show, at=1_700_000_500)
    [section] = await door.sections()
    before = await door.episodes(section)
    plex.rescan(show.section)
    after = await door.episodes(section)
    assert not {row.rating_key for row in before} & {row.rating_key for row in after}
    assert [row.guid for row in before] == [row.guid for row in after]
    assert [row.view_count for row in after] == [1, 1, 1]


async def test_an_empty_library_is_empty(plex: FakePlex, door: PlexServer) -> None:
    """A library without films is a list without rows, not an error."""
    plex.add_section("Films", "movie")
    [section] = await door.sections()
    assert await door.movies(section) == []


async def test_one_title_by_its_key(plex: FakePlex, door: PlexServer) -> None:
    """A film and a show cost one request; an episode leads to its show with two."""
    film = plex.add_movie("Ponyo", external_ids=("tmdb://12429",))
    show = plex.add_show("Mushishi", seasons={1: 2}, external_ids=("tvdb://79126",))
    found = await door.title(str(film.rating_key))
    assert isinstance(found, Movie)
    assert (found.external_ids, found.section) == (("tmdb://12429",), film.section.key)
    found = await door.title(str(show.rating_key))
    assert isinstance(found, Show)
    assert found.external_ids == ("tvdb://79126",)
    assert plex.requests.total == 2
    assert await door.title(str(show.episode(1, 2).rating_key)) == found
    assert await door.title(str(show.season(1).rating_key)) == found
    assert plex.requests.total == 6


async def test_one_show_by_its_key(plex: FakePlex, door: PlexServer) -> None:
    """Seasons and episodes of one show cost a request each, all others stay out."""
    show = plex.add_show("Mushishi", seasons={1: 2, 2: 1})
    plex.add_show("Aria", seasons={1: 12})
    key = str(show.rating_key)
    seasons = await door.seasons_of(key)
    episodes = await door.episodes_of(key)
    assert [season.index for season in seasons] == [1, 2]
    assert [(row.season_index, row.index) for row in episodes] == [
        (1, 1),
        (1, 2),
        (2, 1),
    ]
    assert {row.show_key for row in seasons} == {key}
    assert {row.show_key for row in episodes} == {key}
    assert plex.requests.total == 2


async def test_titles_are_found_exactly(plex: FakePlex, door: PlexServer) -> None:
    """A title finds itself in any case, but not those that merely contain it."""
    plex.add_movie("Akira")
    plex.add_movie("Akira Kurosawa's Dreams")
    plex.add_show("Aria", seasons={1: 1})
    plex.add_show("Aria the Natural", seasons={1: 1})
    films, shows = await door.sections()
    assert [row.title for row in await door.find_titles(films, "AKIRA")] == ["Akira"]
    assert [row.title for row in await door.find_titles(shows, "aria")] == ["Aria"]
    plex.ignored_params = {"title"}
    assert [row.title for row in await door.find_titles(shows, "aria")] == ["Aria"]


async def test_pages_are_put_together(plex: FakePlex, door: PlexServer) -> None:
    """A library of 4,001 episodes is read in three pages, and says how far it is."""
    for number in range(4):
        plex.add_show(f"Show {number}", seasons={1: 1_000})
    plex.add_show("Last", seasons={1: 1})
    [section] = await door.sections()
    plex.reset_requests()
    told: list[tuple[int, int]] = []
    rows = await door.episodes(section, lambda done, total: told.append((done, total)))
    assert len({row.rating_key for row in rows}) == 4_001
    assert told == [(2_000, 4_001), (4_000, 4_001), (4_001, 4_001)]
    assert plex.requests.total == 3


async def test_progress_is_told_for_every_kind(
    plex: FakePlex, door: PlexServer
) -> None:
    """Films, shows and seasons say how far they are, too."""
    plex.add_movie("Akira")
    plex.add_show("Aria", seasons={1: 1})
    films, shows = await door.sections()
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    await door.movies(films, progress)
    await door.shows(shows, progress)
    await door.seasons(shows, progress)
    assert told == [(1, 1)] * 3


async def test_a_listing_that_changes_is_read_again(
    plex: FakePlex, door: PlexServer
) -> None:
    """An episode that arrives between two pages is in what is returned in the end."""
    show = plex.add_show("Long", seasons={1: 2_500})
    [section] = await door.sections()
    plex.faults.add(
        Fault("call", "/all", call=lambda: _add(plex, show.section.items[0].rating_key))
    )
    rows = await door.episodes(section)
    assert len(rows) == 2_501


def _add(plex: FakePlex, show_key: int) -> None:
    """Let one more episode arrive."""
    show = plex.item(show_key)
    assert show is not None
    plex.add_episode(show, 1, len(show.season(1).children) + 1)
