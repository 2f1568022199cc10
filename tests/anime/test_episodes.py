"""From Plex episodes to AniList episodes, as stories."""

from collections.abc import Iterable, Mapping
from time import process_time

import pytest

from custom_components.plex_sync.anime.episodes import (
    MovieCandidate,
    ShowMapping,
    map_show,
    resolve_movie,
)
from custom_components.plex_sync.anime.mapping.compile import compile_document
from custom_components.plex_sync.anime.mapping.model import Edge, ExternalId, Provider
from custom_components.plex_sync.anime.mapping.overrides import Override
from custom_components.plex_sync.anime.mapping.tables import Edges

TVDB = ExternalId(Provider.TVDB_SHOW, "10")
TMDB = ExternalId(Provider.TMDB_SHOW, "20")
IMDB = ExternalId(Provider.IMDB_SHOW, "tt0000030")
ANIDB = ExternalId(Provider.ANIDB, "40")
MAL = ExternalId(Provider.MAL, "50")
FILM = ExternalId(Provider.TMDB_MOVIE, "60")
IMDB_FILM = ExternalId(Provider.IMDB_MOVIE, "tt0000070")


def edges(
    document: Mapping[str, object], overrides: Iterable[Override] = ()
) -> Mapping[ExternalId, list[Edge]]:
    """Compile a document, overrides on top."""
    found: dict[ExternalId, list[Edge]] = {}
    compiled = compile_document(document) if document else None
    own = [override.as_edge() for override in overrides]
    for edge in (*own, *(compiled.edges if compiled else ())):
        found.setdefault(edge.external_id, []).append(edge)
    return found


def season(number: int, count: int, first: int = 1) -> list[tuple[int, int]]:
    """The episodes of a season."""
    return [(number, episode) for episode in range(first, first + count)]


def shown(mapping: ShowMapping) -> dict[int, dict[str, str]]:
    """Write a mapping as `{anilist id: {"s1e1": "1"}}`, parts as `1/2 of 5`."""
    return {
        anilist_id: {
            f"s{each.season}e{each.episode}": (
                f"{each.part}/{each.parts} of {each.first}"
                if each.parts > 1
                else f"{each.first}-{each.last}"
                if each.last > each.first
                else str(each.first)
            )
            for each in media.episodes
        }
        for anilist_id, media in mapping.media.items()
    }


def unmapped(mapping: ShowMapping) -> dict[str, str]:
    """Write what is not mapped as `{"s1e1": reason}`."""
    return {f"s{each.season}e{each.episode}": each.reason for each in mapping.unmapped}


def test_season_split_over_two_media() -> None:
    """Two cours of one season are two entries on AniList."""
    known = edges(
        {
            "anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}},
            "anilist:2": {"tvdb_show:10:s1": {"1-2": "3-4"}},
        }
    )
    mapping = map_show([TVDB], known, season(1, 4))
    assert shown(mapping) == {
        1: {"s1e1": "1", "s1e2": "2"},
        2: {"s1e3": "1", "s1e4": "2"},
    }
    assert not mapping.unmapped
    assert mapping.numbered_by == {1: TVDB}


def test_seasons_that_make_one_media() -> None:
    """A long-runner goes on through its seasons, the longest of which comes first."""
    known = edges(
        {
            "21": {
                "tvdb_id": 10,
                "tvdb_mappings": {"s1": "e1-e2", "s2": "e1-e3", "s3": "e1-"},
            }
        }
    )
    mapping = map_show([TVDB], known, [*season(3, 4), *season(1, 2), *season(2, 3)])
    assert list(shown(mapping)[21].values()) == [str(n) for n in range(1, 10)]
    assert mapping.media[21].seasons == (3, 2, 1)


def test_open_claims_give_way_to_the_exact_ones() -> None:
    """A whole season, a later start, a single episode."""
    known = edges(
        {
            "1": {"tvdb_id": 10, "tvdb_mappings": {"s1": ""}},
            "2": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e3-"}},
            "3": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e2-e5"}},
            "4": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e4"}},
        }
    )
    mapping = map_show([TVDB], known, season(1, 7))
    assert shown(mapping) == {
        1: {"s1e1": "1"},
        3: {"s1e2": "1", "s1e3": "2", "s1e5": "4"},
        4: {"s1e4": "1"},
        2: {"s1e6": "4", "s1e7": "5"},
    }


def test_equal_claims_are_ambiguous() -> None:
    """Neither media is taken, and both are named."""
    known = edges(
        {
            "anilist:2": {"tvdb_show:10:s0": {"1": "1"}},
            "anilist:1": {"tvdb_show:10:s0": {"1": "1"}},
        }
    )
    mapping = map_show([TVDB], known, [(0, 1)])
    assert not mapping.media
    (episode,) = mapping.unmapped
    assert (episode.reason, episode.candidates) == ("ambiguous", (1, 2))


def test_special_is_a_film() -> None:
    """A season-0 episode leads to a media of its own."""
    known = edges(
        {
            "anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}},
            "anilist:9": {"tvdb_show:10:s0": {"1": "3"}},
        }
    )
    mapping = map_show([TVDB], known, [(0, 3), *season(1, 2)])
    assert shown(mapping)[9] == {"s0e3": "1"}


def test_t13_missing_episodes_do_not_shift_the_others() -> None:
    """Episodes 1-5 are gone from Plex: episode 10 is still the tenth."""
    known = edges({"anilist:1": {"tvdb_show:10:s1": {"1-12": "1-12"}}})
    media = map_show([TVDB], known, season(1, 5, first=6)).media[1]
    assert media.numbers(season(1, 5, first=6)) == {6, 7, 8, 9, 10}


@pytest.mark.parametrize(
    "document",
    [
        {"1": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e1-e6|-2"}}},
        {"anilist:1": {"tvdb_show:10:s1": {"1-12": "1-6|-2"}}},
        {"anilist:1": {"tvdb_show:10:s1": {"1-": "1-|-2"}}},
    ],
)
def test_t14_one_plex_episode_is_two(document: Mapping[str, object]) -> None:
    """Three of six watched are six of twelve."""
    mapping = map_show([TVDB], edges(document), season(1, 6))
    assert shown(mapping)[1]["s1e3"] == "5-6"
    assert mapping.media[1].numbers(season(1, 3)) == set(range(1, 7))


@pytest.mark.parametrize(
    "document",
    [
        {"1": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e1-e4|2"}}},
        {"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-4|2"}}},
    ],
)
def test_t15_part_one_is_not_yet_the_episode(document: Mapping[str, object]) -> None:
    """Two Plex parts make one AniList episode."""
    mapping = map_show([TVDB], edges(document), season(1, 4))
    media = mapping.media[1]
    assert shown(mapping)[1] == {
        "s1e1": "1/2 of 1",
        "s1e2": "2/2 of 1",
        "s1e3": "1/2 of 2",
        "s1e4": "2/2 of 2",
    }
    assert media.numbers([(1, 1)]) == set()
    assert media.numbers([(1, 2)]) == set()
    assert media.numbers([(1, 1), (1, 2), (1, 3)]) == {1}
    assert media.numbers(season(1, 4)) == {1, 2}


def test_t15_groups_go_by_number_and_not_by_what_is_there() -> None:
    """A missing first part holds nothing up, a missing last part does."""
    known = edges({"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-4"}}})
    media = map_show([TVDB], known, [(1, 2), (1, 3)]).media[1]
    assert media.numbers([(1, 2), (1, 3)]) == {1}


def test_rest_of_parts_is_an_episode() -> None:
    """Five halves: the last episode has one part."""
    known = edges({"1": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e1-e5|2"}}})
    assert shown(map_show([TVDB], known, season(1, 5)))[1]["s1e5"] == "3"


def test_rest_of_a_double_episode_is_clipped() -> None:
    """AniList's third is the last: the second double episode is only that."""
    known = edges({"anilist:1": {"tvdb_show:10:s1": {"1-3": "1-2|-2"}}})
    assert shown(map_show([TVDB], known, season(1, 2)))[1] == {
        "s1e1": "1-2",
        "s1e2": "3",
    }


def test_t16_unmapped_season_leaves_a_trace() -> None:
    """Season 1 is mapped, season 2 is not, and it is told which episodes."""
    known = edges({"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}}})
    mapping = map_show([TVDB], known, [*season(1, 3), *season(2, 2)])
    assert unmapped(mapping) == {
        "s1e3": "episode_unknown",
        "s2e1": "season_unknown",
        "s2e2": "season_unknown",
    }
    assert set(mapping.unmapped_seasons) == {1, 2}
    assert [each.episode for each in mapping.unmapped_seasons[2]] == [1, 2]


@pytest.mark.parametrize(
    ("ids", "reason"), [([], "no_ids"), ([TVDB], "id_unknown"), ([FILM], "id_unknown")]
)
def test_title_without_a_way(ids: list[ExternalId], reason: str) -> None:
    """Nothing is known of it, or by it."""
    assert unmapped(map_show(ids, {}, [(1, 1)])) == {"s1e1": reason}


BOTH = {
    "anilist:1": {
        "tvdb_show:10:s1": {"1-2": "1-2"},
        "tmdb_show:20:s1": {"1-2": "3-4"},
        "imdb_show:tt0000030:s1": {"1-2": "5-6"},
    },
    "anilist:2": {"tvdb_show:10:s0": {"1": "1"}, "tmdb_show:20:s0": {"1": "2"}},
}


@pytest.mark.parametrize(
    ("ordering", "episode", "special"),
    [
        ("tmdbAiring", "s1e3", "s0e2"),
        ("tvdbAiring", "s1e1", "s0e1"),
        ("aired", "s1e1", "s0e1"),
        ("", "s1e1", "s0e1"),
    ],
)
def test_ordering_chooses_the_table(ordering: str, episode: str, special: str) -> None:
    """One provider's numbers for a season, and specials only of that one."""
    mapping = map_show(
        [IMDB, TMDB, TVDB], edges(BOTH), [*season(1, 6), *season(0, 2)], ordering
    )
    assert shown(mapping)[1][episode] == "1"
    assert len(shown(mapping)[1]) == 2
    assert shown(mapping)[2] == {special: "1"}


def test_specials_of_another_numbering_are_not_taken() -> None:
    """TVDB knows no specials here; those of TMDB have other numbers."""
    known = edges(
        {
            "anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}},
            "anilist:2": {"tmdb_show:20:s0": {"1": "2"}},
        }
    )
    mapping = map_show([TVDB, TMDB], known, [(0, 2), (1, 1)])
    assert unmapped(mapping) == {"s0e2": "other_numbering"}


def test_media_is_read_by_one_numbering() -> None:
    """TVDB counts the media in season 1; TMDB's season 2 of it is the same again."""
    known = edges(
        {
            "anilist:1": {
                "tvdb_show:10:s1": {"1-4": "1-4"},
                "tmdb_show:20:s2": {"3-4": "1-2"},
            },
            "anilist:2": {"tmdb_show:20:s3": {"1-2": "1-2"}},
        }
    )
    mapping = map_show([TVDB, TMDB], known, [*season(1, 4), (2, 1), (3, 1)])
    assert unmapped(mapping) == {"s2e1": "other_numbering"}
    assert shown(mapping)[2] == {"s3e1": "1"}
    assert mapping.numbered_by == {1: TVDB, 3: TMDB}


@pytest.mark.parametrize("ordering", ["tvdbDvd", "tvdbAbsolute"])
def test_other_orders_use_no_aired_numbers(ordering: str) -> None:
    """Unless the show has one season only, which every order counts alike."""
    two = edges(
        {
            "anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}},
            "anilist:2": {"tvdb_show:10:s2": {"1-2": "1-2"}},
            "anilist:3": {"tvdb_show:10:s0": {"1": "1"}},
        }
    )
    episodes = [(0, 1), (1, 1)]
    assert unmapped(map_show([TVDB], two, episodes, ordering)) == {
        "s0e1": "ordering_differs",
        "s1e1": "ordering_differs",
    }
    one = edges({"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}}})
    assert shown(map_show([TVDB], one, season(1, 2), ordering)) == {
        1: {"s1e1": "1", "s1e2": "2"}
    }


def test_ids_that_number_like_anilist() -> None:
    """Regular episodes are season 1, AniDB's specials season 0, in any ordering."""
    known = edges(
        {
            "anilist:1": {"anidb:40:R": {"1-12": "1-12"}},
            "anilist:2": {"anidb:40:S": {"1": "2"}},
            "anilist:3": {"tvdb_show:10:s1": {"1-12": "1-12"}},
        }
    )
    episodes = [(1, 5), (0, 2), (2, 1)]
    mapping = map_show([ANIDB, TVDB], known, episodes, "tvdbAbsolute")
    assert shown(mapping) == {1: {"s1e5": "5"}, 2: {"s0e2": "1"}}
    assert unmapped(mapping) == {"s2e1": "season_unknown"}


def test_listed_id_does_not_say_how_the_agent_numbers() -> None:
    """MyAnimeList's id in a list comes after the agent's own numbering."""
    known = edges(
        {
            "1": {"mal_id": 50, "tvdb_id": 10, "tvdb_mappings": {"s1": "e1-e2"}},
            "2": {"tvdb_id": 10, "tvdb_mappings": {"s1": "e3-e4"}},
        }
    )
    assert shown(map_show([TVDB, MAL], known, season(1, 4))) == {
        1: {"s1e1": "1", "s1e2": "2"},
        2: {"s1e3": "1", "s1e4": "2"},
    }
    assert shown(map_show([MAL], known, season(1, 2))) == {
        1: {"s1e1": "1", "s1e2": "2"}
    }


def test_override_wins_over_everything() -> None:
    """A season that is that entry, an episode on no list, an id of Plex's own."""
    local = ExternalId(Provider.PLEX, "local://5")
    overrides = [
        Override(external_id=TVDB, season=2, anilist_id=7),
        Override(external_id=TVDB, season=1, start=2, end=2, anilist_id=None),
        Override(external_id=local, season=0, anilist_id=8, target_start=3),
    ]
    known = edges({"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-2"}}}, overrides)
    mapping = map_show(
        [TVDB, local], known, [*season(1, 2), (2, 4), (0, 1)], "tvdbAbsolute"
    )
    assert shown(mapping) == {1: {"s1e1": "1"}, 7: {"s2e4": "4"}, 8: {"s0e1": "3"}}
    assert mapping.excluded == ((1, 2),)
    assert not mapping.unmapped


def test_movie_by_its_ids() -> None:
    """One media, and the episodes of it that the film covers."""
    known = edges({"anilist:81": {"tmdb_movie:60": {"1-12": "1|-12"}}})
    assert resolve_movie([IMDB_FILM, FILM], known) == [
        MovieCandidate(anilist_id=81, first=1, last=12, source="v3")
    ]
    assert resolve_movie([IMDB_FILM], known) == []
    assert resolve_movie([], {}) == []


def test_movie_with_several_media_is_ambiguous() -> None:
    """Unless another id settles it."""
    document = {
        "1": {"imdb_id": "tt0000070"},
        "2": {"imdb_id": "tt0000070", "tmdb_movie_id": 60},
    }
    known = edges(document)
    assert [each.anilist_id for each in resolve_movie([IMDB_FILM], known)] == [1, 2]
    assert [each.anilist_id for each in resolve_movie([IMDB_FILM, FILM], known)] == [2]
    apart = edges({"1": {"imdb_id": "tt0000070"}, "2": {"tmdb_movie_id": 60}})
    assert [each.anilist_id for each in resolve_movie([FILM, IMDB_FILM], apart)] == [
        1,
        2,
    ]


@pytest.mark.parametrize(("anilist_id", "expected"), [(9, [9]), (None, [])])
def test_movie_override(anilist_id: int | None, expected: list[int]) -> None:
    """The user's word goes before the files', also that it is nothing."""
    known = edges(
        {"anilist:1": {"tmdb_movie:60": {"1": "1"}}},
        [Override(external_id=IMDB_FILM, anilist_id=anilist_id)],
    )
    found = resolve_movie([FILM, IMDB_FILM], known)
    assert [each.anilist_id for each in found] == expected


def test_movie_beyond_the_edge_is_none() -> None:
    """An edge that covers no first episode is no way."""
    edge = Edge(
        external_id=FILM,
        season=None,
        start=1,
        end=1,
        anilist_id=1,
        target_start=2,
        target_end=1,
    )
    assert resolve_movie([FILM], {FILM: [edge]}) == []


def test_many_episodes_are_quick() -> None:
    """15,000 episodes of 600 shows."""
    shows: list[Edges] = [
        {
            TVDB: [
                Edge(
                    external_id=TVDB,
                    season=number,
                    start=1,
                    end=25,
                    anilist_id=number,
                    target_start=1,
                    target_end=25,
                )
                for number in range(1, 6)
            ]
        }
    ] * 120
    episodes = [each for number in range(1, 6) for each in season(number, 25)]
    start = process_time()
    mapped = sum(
        len(media.episodes)
        for known in shows
        for media in map_show([TVDB], known, episodes).media.values()
    )
    assert mapped == 15_000
    assert process_time() - start < 1
