"""The newer format, one habit of it at a time."""

import pytest

from custom_components.plex_sync.anime.mapping.model import ExternalId, Provider
from custom_components.plex_sync.anime.mapping.v3 import compile_v3
from tests.anime.mapping.test_v2 import shown


def ranges(pairs: object, *, target: str = "tvdb_show:5:s1") -> list[str]:
    """Compile ranges from AniList 7 to a season."""
    found = compile_v3([("anilist:7", {target: pairs})], "v3")
    assert not found.warnings
    assert found.entries == found.mapped == 1
    assert {edge.anilist_id for edge in found.edges} == {7}
    return [shown(edge) for edge in found.edges]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("1-24", "1-24", ["s1 1-24 -> 1-24"]),
        ("36-83", "1-48", ["s1 1-48 -> 36-83"]),
        ("1", "4", ["s1 4-4 -> 1-1"]),
        (1, 4, ["s1 4-4 -> 1-1"]),
        ("1-", "13-", ["s1 13- -> 1-"]),
        ("1-2", "1,3", ["s1 1-1 -> 1-1", "s1 3-3 -> 2-2"]),
        # the lengths decide, whatever sign there is
        ("1-2", "36|2", ["s1 36-36 -> 1-2 x2/1"]),
        ("1-2", "36|-2", ["s1 36-36 -> 1-2 x2/1"]),
        ("1-2", "36", ["s1 36-36 -> 1-2 x2/1"]),
        ("1", "1-2|2", ["s1 1-2 -> 1-1 x1/2"]),
        ("1-12", "1-24", ["s1 1-24 -> 1-12 x1/2"]),
        ("1-56", "1-2|-28", ["s1 1-2 -> 1-56 x28/1"]),
        # one ratio at the end: of its own segment, or of all
        ("1-9", "1-7,8|2", ["s1 1-7 -> 1-7", "s1 8-8 -> 8-9 x2/1"]),
        ("1-4", "1,3|2", ["s1 1-1 -> 1-2 x2/1", "s1 3-3 -> 3-4 x2/1"]),
        ("1-5", "1-2,4|-2", ["s1 1-2 -> 1-4 x2/1", "s1 4-4 -> 5-5 x2/1"]),
        ("1-8", "1-7,8-9|2", ["s1 1-7 -> 1-7", "s1 8-9 -> 8-8 x1/2"]),
        # a short rest
        ("1-3", "1-2|2", ["s1 1-2 -> 1-3 x2/1"]),
        ("1-3", "1-5|2", ["s1 1-5 -> 1-3 x1/2"]),
        # open ends: here the sign counts
        ("1-", "1-|2", ["s1 1- -> 1- x1/2"]),
        ("1-", "1-|-2", ["s1 1- -> 1- x2/1"]),
        ("1-12", "13-", ["s1 13-24 -> 1-12"]),
        ("1-12", "1-|2", ["s1 1-24 -> 1-12 x1/2"]),
        ("1-", "1-12", ["s1 1-12 -> 1-12"]),
        ("1-", "1-12,14-", ["s1 1-12 -> 1-12", "s1 14- -> 13-"]),
        ("1-20", "1-12,14-", ["s1 1-12 -> 1-12", "s1 14-21 -> 13-20"]),
        ("1-|2", "1-", ["s1 1- -> 1- x1/2"]),
    ],
)
def test_ranges(source: object, target: object, expected: list[str]) -> None:
    """Which episodes belong together."""
    assert ranges({source: target}) == expected


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("1-10", "1-12", "lengths_differ"),
        ("1-10", "1-12|2", "lengths_differ"),
        ("1-4", "1-3,4-8|2", "lengths_differ"),
        ("1-4", "1-3|2,4-8|2", "lengths_differ"),
        ("1-10", "1-12,13-", "lengths_differ"),
        ("1-12", "1-12,13-", "lengths_differ"),
        ("1-12", "1-,13-", "range_open_inside"),
        ("12-1", "1-12", "range_reversed"),
        ("0", "1", "range_episode_zero"),
        ("1", "1|0", "ratio_zero"),
        ("1", "x", "range_unreadable"),
        ("1,2", "1-2", "range_unreadable"),
        ("1", "", "range_unreadable"),
        (True, "1", "range_unreadable"),
    ],
)
def test_range_is_refused(source: object, target: object, reason: str) -> None:
    """With its reason and as it stands."""
    found = compile_v3([("anilist:7", {"tvdb_show:5:s1": {source: target}})], "v3")
    assert not found.edges
    (warning,) = found.warnings
    assert (warning.reason, warning.refused) == (reason, True)
    assert warning.entry == "anilist:7 tvdb_show:5:s1"
    assert warning.text == f"{source}: {target}"


@pytest.mark.parametrize(
    ("descriptor", "provider", "external_id", "season"),
    [
        ("tvdb_show:5:s2", Provider.TVDB_SHOW, "5", 2),
        ("tmdb_show:5:s0", Provider.TMDB_SHOW, "5", 0),
        ("imdb_show:tt0388629:s1", Provider.IMDB_SHOW, "tt0388629", 1),
        ("tvdb_movie:5", Provider.TVDB_MOVIE, "5", None),
        ("tmdb_movie:5", Provider.TMDB_MOVIE, "5", None),
        ("imdb_movie:tt0245429", Provider.IMDB_MOVIE, "tt0245429", None),
        ("mal:5", Provider.MAL, "5", None),
        ("anidb:5:R", Provider.ANIDB, "5", None),
        ("anidb:5:S", Provider.ANIDB, "5", 0),
    ],
)
@pytest.mark.parametrize("forward", [True, False])
def test_descriptor(
    descriptor: str,
    provider: Provider,
    external_id: str,
    season: int | None,
    *,
    forward: bool,
) -> None:
    """Either end may be AniList's."""
    ends = ("anilist:7", descriptor) if forward else (descriptor, "anilist:7")
    span = {"13-24": "1-12"} if forward else {"1-12": "13-24"}
    found = compile_v3([(ends[0], {ends[1]: span})], "v3")
    (edge,) = found.edges
    assert (edge.external_id, edge.season) == (
        ExternalId(provider, external_id),
        season,
    )
    assert shown(edge).endswith("1-12 -> 13-24")


def test_both_directions_are_one_edge() -> None:
    """A graph that says it twice is not twice as sure."""
    found = compile_v3(
        [
            ("anilist:7", {"tvdb_show:5:s1": {"1-2": "3|-2"}}),
            ("tvdb_show:5:s1", {"anilist:7": {"3": "1-2|2"}}),
        ],
        "v3",
    )
    assert [shown(edge) for edge in found.edges] == ["s1 3-3 -> 1-2 x2/1"]
    assert (found.entries, found.mapped) == (2, 2)


def test_open_ratio_is_turned_with_its_direction() -> None:
    """`|2` from the provider's end: one of its episodes is two of AniList's."""
    found = compile_v3([("tvdb_show:5:s1", {"anilist:7": {"1-": "1-|2"}})], "v3")
    assert [shown(edge) for edge in found.edges] == ["s1 1- -> 1- x2/1"]


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("anilist:7", "tvdb_show:5", "scope_invalid"),
        ("anilist:7", "tvdb_show:5:1", "scope_invalid"),
        ("anilist:7", "mal:5:s1", "scope_invalid"),
        ("anilist:7", "anidb:5:X", "scope_invalid"),
        ("anilist:7", "tvdb_show:x:s1", "id_invalid"),
        ("anilist:7", "imdb_movie:5", "id_invalid"),
        ("anilist:x", "mal:5", "anilist_id_invalid"),
        ("anilist:7:s1", "mal:5", "anilist_id_invalid"),
    ],
)
@pytest.mark.parametrize("span", [{"1": "1", "2": None}, None])
def test_descriptor_is_refused(
    source: str, target: str, reason: str, span: object
) -> None:
    """Every range of a bad pair is counted."""
    found = compile_v3([(source, {target: span})], "v3")
    assert not found.edges
    assert {each.reason for each in found.warnings} == {reason}
    assert found.entries == found.refused == (2 if span else 1)


def test_what_is_in_order_and_of_no_use_is_counted() -> None:
    """Pairs without AniList, unknown providers, parts of AniDB that Plex lacks."""
    found = compile_v3(
        [
            ("$meta", {"schema_version": "3.0.0"}),
            ("$includes", ["more.json"]),
            ("mal:5", {"tvdb_show:5:s1": {"1-12": "1-12", "13": "1"}}),
            ("anilist:7", {"kitsu:5": {"1": "1"}, "anidb:5:C": {"1": "1"}}),
            ("anilist:7", {"anilist:8": {"1": "1"}, "mal:5": {"1": None}}),
            ("anilist:8", None),
        ],
        "v3",
    )
    assert not found.edges
    assert not found.warnings
    assert found.skipped == {
        "annotation": 2,
        "other_providers": 4,
        "scope_unused": 1,
        "unmapped_on_purpose": 2,
    }
    assert found.entries == 9


@pytest.mark.parametrize("entry", [[], "x", 5])
def test_entry_that_is_no_object_is_refused(entry: object) -> None:
    """At either level."""
    outer = compile_v3([("anilist:7", entry)], "v3")
    inner = compile_v3([("anilist:7", {"mal:5": entry})], "v3")
    for found in (outer, inner):
        assert [each.reason for each in found.warnings] == ["entry_invalid"]


@pytest.mark.parametrize(
    ("null", "left"),
    [
        ({"anilist:7": {"tvdb_show:5:s1": None}}, ["s2 1-12 -> 1-12"]),
        (
            {"anilist:7": {"tvdb_show:5:s1": {"1-12": None}}},
            ["s1 13-24 -> 13-24", "s2 1-12 -> 1-12"],
        ),
        (
            {"tvdb_show:5:s1": {"anilist:7": {"13-": None}}},
            ["s1 1-12 -> 1-12", "s2 1-12 -> 1-12"],
        ),
    ],
)
def test_null_takes_away(null: dict[str, object], left: list[str]) -> None:
    """Explicitly no way wins over the way that the other direction says."""
    found = compile_v3(
        [
            ("tvdb_show:5:s1", {"anilist:7": {"1-12": "1-12", "13-24": "13-24"}}),
            ("tvdb_show:5:s2", {"anilist:7": {"1-12": "1-12"}}),
            *null.items(),
        ],
        "v3",
    )
    assert [shown(edge) for edge in found.edges] == left
    assert not found.warnings


def test_null_of_a_bad_range_is_warned_of() -> None:
    """It takes nothing away."""
    found = compile_v3(
        [("anilist:7", {"mal:5": {"1": "1", "x": None}})],
        "v3",
    )
    assert len(found.edges) == 1
    assert [(each.reason, each.refused) for each in found.warnings] == [
        ("range_unreadable", False)
    ]
