"""The older format, one habit of it at a time."""

import pytest

from custom_components.plex_sync.anime.mapping.compile import compile_document
from custom_components.plex_sync.anime.mapping.compiled import Compiled
from custom_components.plex_sync.anime.mapping.grammar import (
    RangeError,
    parse_v2_segment,
)
from custom_components.plex_sync.anime.mapping.model import Edge, ExternalId, Provider
from custom_components.plex_sync.anime.mapping.v2 import compile_v2


def compiled(entry: object, key: object = "7") -> Compiled:
    """Compile a document of one entry."""
    return compile_v2([(key, entry)], "v2")


def shown(edge: Edge) -> str:
    """Write an edge as `s1 1-12 -> 7 1-12`, with its ratio where there is one."""
    ratio = (
        f" x{edge.numerator}/{edge.denominator}"
        if (edge.numerator, edge.denominator) != (1, 1)
        else ""
    )
    season = "-" if edge.season is None else f"s{edge.season}"
    return (
        f"{season} {edge.start}-{edge.end or ''} ->"
        f" {edge.target_start}-{edge.target_end or ''}{ratio}"
    )


def table(**seasons: str) -> Compiled:
    """Compile a season table of one show."""
    return compiled({"tvdb_id": 81797, "tvdb_mappings": seasons})


@pytest.mark.parametrize(
    ("seasons", "expected"),
    [
        ({"s1": ""}, ["s1 1- -> 1-"]),
        ({"s1": "e5"}, ["s1 5-5 -> 1-1"]),
        ({"s1": "e13-e24"}, ["s1 13-24 -> 1-12"]),
        ({"s1": "e13-"}, ["s1 13- -> 1-"]),
        ({"s1": "-e12"}, ["s1 1-12 -> 1-12"]),
        ({"s0": "e1,e3-e4"}, ["s0 1-1 -> 1-1", "s0 3-4 -> 2-3"]),
        ({"s1": "e1-e16|2"}, ["s1 1-16 -> 1-8 x1/2"]),
        ({"s0": "e25|-2"}, ["s0 25-25 -> 1-2 x2/1"]),
        ({"s0": "e4-e8,e9|-2"}, ["s0 4-8 -> 1-5", "s0 9-9 -> 6-7 x2/1"]),
        ({"s1": " E1-E12 "}, ["s1 1-12 -> 1-12"]),
        ({"S1": "e1 , e3"}, ["s1 1-1 -> 1-1", "s1 3-3 -> 2-2"]),
        (
            {"s10": "e1-", "s2": "e1-e3", "s1": "e1-e8"},
            ["s1 1-8 -> 1-8", "s2 1-3 -> 9-11", "s10 1- -> 12-"],
        ),
        ({"s1": "e1-e13", "s0": "e1"}, ["s0 1-1 -> 1-1", "s1 1-13 -> 2-14"]),
    ],
)
def test_table(seasons: dict[str, str], expected: list[str]) -> None:
    """Episodes are numbered by their place: specials, then seasons, as written."""
    found = table(**seasons)
    assert [shown(edge) for edge in found.edges] == expected
    assert not found.warnings
    assert {edge.external_id for edge in found.edges} == {
        ExternalId(Provider.TVDB_SHOW, "81797")
    }
    assert {(edge.anilist_id, edge.source) for edge in found.edges} == {(7, "v2")}


@pytest.mark.parametrize("text", ["e24-26", "E24-26"])
def test_t12_missing_e_is_read_and_warned_of(text: str) -> None:
    """`e24-26` can only mean 24 to 26."""
    found = table(s15=text)
    assert [shown(edge) for edge in found.edges] == ["s15 24-26 -> 1-3"]
    (warning,) = found.warnings
    assert warning.reason == "range_lenient"
    assert warning.text == "e24-26"
    assert not warning.refused


@pytest.mark.parametrize(
    ("ranges", "reason"),
    [
        ("e12-e1", "range_reversed"),
        ("e0", "range_episode_zero"),
        ("-e0", "range_episode_zero"),
        ("e1-e3|0", "ratio_zero"),
        ("e1|", "range_unreadable"),
        ("1-12", "range_unreadable"),
        ("e1-e", "range_unreadable"),
        ("e1e2", "range_unreadable"),
        ("x", "range_unreadable"),
    ],
)
def test_t12_nonsense_is_refused(ranges: str, reason: str) -> None:
    """With its reason and as it stands."""
    found = table(s1=ranges)
    assert not found.edges
    assert [(each.text, each.reason, each.refused) for each in found.warnings] == [
        (ranges, reason, True)
    ]
    assert found.warnings[0].entry == "7.tvdb_mappings.s1"


def test_t12_episode_zero_leaves_the_others() -> None:
    """Only its own segment is refused."""
    found = table(s1="e0,e1-e12")
    assert [shown(edge) for edge in found.edges] == ["s1 1-12 -> 1-12"]
    assert [each.reason for each in found.warnings] == ["range_episode_zero"]


@pytest.mark.parametrize(
    ("seasons", "expected", "reasons"),
    [
        ({"s1": "", "s2": "e1-e3"}, ["s1 1- -> 1-"], ["place_unknown"]),
        ({"s1": "e5-e1,e6"}, [], ["range_reversed", "place_unknown"]),
        ({"s1": "e1,,e2"}, ["s1 1-1 -> 1-1"], ["range_unreadable", "place_unknown"]),
        ({"s0": "e39", "s1": "e1-"}, ["s1 1- -> 1-"], ["special_without_place"]),
    ],
)
def test_place_that_is_not_known_is_not_guessed(
    seasons: dict[str, str], expected: list[str], reasons: list[str]
) -> None:
    """What follows something of unknown length has no number."""
    found = table(**seasons)
    assert [shown(edge) for edge in found.edges] == expected
    assert [each.reason for each in found.warnings] == reasons


def test_ratio_with_a_rest_is_warned_of() -> None:
    """Five halves are three episodes, the last of one part."""
    found = table(s1="e1-e5|2")
    assert [shown(edge) for edge in found.edges] == ["s1 1-5 -> 1-3 x1/2"]
    assert [each.reason for each in found.warnings] == ["ratio_remainder"]


def test_whole_media_by_their_ids() -> None:
    """Films cover one episode, AniDB and MyAnimeList number like AniList."""
    found = compiled(
        {
            "anidb_id": 69,
            "mal_id": 21,
            "tmdb_movie_id": [128, 129],
            "imdb_id": ["tt0245429"],
            "tvdb_id": None,
        }
    )
    assert [
        (edge.external_id.provider, edge.external_id.id, shown(edge))
        for edge in found.edges
    ] == [
        (Provider.ANIDB, "69", "- 1- -> 1-"),
        (Provider.MAL, "21", "- 1- -> 1-"),
        (Provider.TMDB_MOVIE, "128", "- 1-1 -> 1-1"),
        (Provider.TMDB_MOVIE, "129", "- 1-1 -> 1-1"),
        (Provider.IMDB_MOVIE, "tt0245429", "- 1-1 -> 1-1"),
    ]


def test_list_of_shows_gets_the_table_each() -> None:
    """A TMDB id may be several."""
    found = compiled({"tmdb_show_id": [1, 2], "tmdb_mappings": {"s1": "e1-e12"}})
    assert [edge.external_id.id for edge in found.edges] == ["1", "2"]
    assert (found.entries, found.mapped) == (1, 1)


def test_further_ids_of_a_list_belong_to_their_own_media() -> None:
    """A MyAnimeList id that is another media's main one is not taken twice."""
    found = compile_document(
        {"20": {"mal_id": [20, 594, 761, 20]}, "594": {"mal_id": 594}}
    )
    assert [(edge.external_id.id, edge.anilist_id) for edge in found.edges] == [
        ("20", 20),
        ("594", 594),
        ("761", 20),
    ]
    assert found.skipped == {"id_of_another_media": 2}


@pytest.mark.parametrize(
    ("key", "entry", "reason"),
    [
        ("x7", {}, "anilist_id_invalid"),
        ("0", {}, "anilist_id_invalid"),
        ("7", [], "entry_invalid"),
        ("7", {"tvdb_id": 1, "tvdb_mappings": ["s1"]}, "entry_invalid"),
        ("7", {"tvdb_id": 1, "tvdb_mappings": {"1": "e1"}}, "season_key_invalid"),
        ("7", {"tvdb_id": 1, "tvdb_mappings": {"s1": 5}}, "range_unreadable"),
        ("7", {"tvdb_mappings": {"s1": "e1"}}, "id_missing"),
        ("7", {"tvdb_id": "x"}, "id_invalid"),
        ("7", {"anidb_id": True}, "id_invalid"),
        ("7", {"anidb_id": 1.5}, "id_invalid"),
        ("7", {"imdb_id": "245429"}, "id_invalid"),
    ],
)
def test_entry_is_refused(key: str, entry: object, reason: str) -> None:
    """One bad entry harms no other."""
    found = compiled(entry, key)
    assert not found.edges
    assert [(each.reason, each.refused) for each in found.warnings] == [(reason, True)]
    assert found.entries == found.refused == 1


def test_what_is_in_order_and_of_no_use_is_counted() -> None:
    """Notes, entries emptied on purpose, ids without a table."""
    found = compile_v2(
        [
            ("$schema", "v2"),
            (1, None),
            (2, {"tvdb_id": 5, "tvdb_mappings": None}),
            (3, {"tvdb_id": 6, "tvdb_mappings": {"s1": None, "s2": "e1"}}),
        ],
        "v2",
    )
    assert found.skipped == {
        "annotation": 1,
        "unmapped_on_purpose": 2,
        "id_without_ranges": 1,
    }
    assert (found.entries, found.mapped, found.refused) == (5, 1, 0)


def test_reason_is_the_error() -> None:
    """A segment by itself says why it is refused."""
    with pytest.raises(RangeError, match="range_reversed"):
        parse_v2_segment("e2-e1")
