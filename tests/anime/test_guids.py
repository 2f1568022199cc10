"""Guids of all agents."""

import pytest

from custom_components.plex_sync.anime.guids import (
    Kind,
    ordering_of,
    parse_guids,
    parse_numbers,
    plex_id,
)
from custom_components.plex_sync.anime.mapping.model import ExternalId, Provider


@pytest.mark.parametrize(
    ("guid", "kind", "expected"),
    [
        ("tvdb://81797", "show", (Provider.TVDB_SHOW, "81797")),
        ("tmdb://37854", "show", (Provider.TMDB_SHOW, "37854")),
        ("imdb://tt0388629", "show", (Provider.IMDB_SHOW, "tt0388629")),
        ("tvdb://342", "movie", (Provider.TVDB_MOVIE, "342")),
        ("tmdb://129", "movie", (Provider.TMDB_MOVIE, "129")),
        ("imdb://tt0245429", "movie", (Provider.IMDB_MOVIE, "tt0245429")),
        (
            "com.plexapp.agents.thetvdb://81797?lang=en",
            "show",
            (Provider.TVDB_SHOW, "81797"),
        ),
        (
            "com.plexapp.agents.thetvdb://81797/22/70?lang=en",
            "show",
            (Provider.TVDB_SHOW, "81797"),
        ),
        (
            "com.plexapp.agents.themoviedb://129?lang=en",
            "movie",
            (Provider.TMDB_MOVIE, "129"),
        ),
        (
            "com.plexapp.agents.themoviedb://tt0245429?lang=en",
            "movie",
            (Provider.IMDB_MOVIE, "tt0245429"),
        ),
        ("com.plexapp.agents.tmdb://129", "movie", (Provider.TMDB_MOVIE, "129")),
        (
            "com.plexapp.agents.imdb://tt0245429?lang=en",
            "movie",
            (Provider.IMDB_MOVIE, "tt0245429"),
        ),
        (
            "com.plexapp.agents.hama://anidb-69?lang=en",
            "show",
            (Provider.ANIDB, "69"),
        ),
        ("com.plexapp.agents.hama://anidb2-69/1/5", "show", (Provider.ANIDB, "69")),
        (
            "com.plexapp.agents.hama://tvdb-81797/22/70?lang=en",
            "show",
            (Provider.TVDB_SHOW, "81797"),
        ),
        (
            "com.plexapp.agents.hama://tvdb4-81797",
            "show",
            (Provider.TVDB_SHOW, "81797"),
        ),
        ("com.plexapp.agents.hama://tmdb-129", "movie", (Provider.TMDB_MOVIE, "129")),
        ("com.plexapp.agents.hama://tsdb-37854", "show", (Provider.TMDB_SHOW, "37854")),
        (
            "com.plexapp.agents.hama://imdb-tt0245429",
            "movie",
            (Provider.IMDB_MOVIE, "tt0245429"),
        ),
        ("com.plexapp.agents.anidb://69?lang=en", "show", (Provider.ANIDB, "69")),
        (
            "net.fribbtastic.coding.plex.myanimelist://1575?lang=en",
            "show",
            (Provider.MAL, "1575"),
        ),
        (" tvdb://0081797 ", "show", (Provider.TVDB_SHOW, "81797")),
    ],
)
def test_id_is_read(guid: str, kind: Kind, expected: tuple[Provider, str]) -> None:
    """Every agent's own way of writing an id, as guid or in the list."""
    assert parse_guids(guid, [], kind) == [ExternalId(*expected)]
    assert parse_guids("plex://x/5d9c", [guid], kind) == [ExternalId(*expected)]


@pytest.mark.parametrize(
    "guid",
    [
        "",
        "plex://show/5d9c0874ffd9ef001e99607a",
        "local://20887",
        "com.plexapp.agents.none://9a8f4a48-dd89-40e0-955b-286285350fdf",
        "com.plexapp.agents.xxx://791534?lang=zh",
        "com.plexapp.agents.hama://youtube-PLx",
        "com.plexapp.agents.hama://tvdb-abc",
        "tvdb://",
        "tvdb://0",
        "tmdb://12x",
        "imdb://245429",
        "tvdb:81797",
    ],
)
def test_rubbish_is_left_out(guid: str) -> None:
    """What is no id of a known provider counts as none."""
    assert parse_guids(guid, [guid], "show") == []


def test_agent_comes_first_and_each_id_once() -> None:
    """The order tells whose numbering it is."""
    assert parse_guids(
        "com.plexapp.agents.hama://anidb-69",
        ["tvdb://81797", "anidb://69", "tmdb://37854", "tvdb://81797"],
        "show",
    ) == [
        ExternalId(Provider.ANIDB, "69"),
        ExternalId(Provider.TVDB_SHOW, "81797"),
        ExternalId(Provider.TMDB_SHOW, "37854"),
    ]


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("com.plexapp.agents.thetvdb://81797/22/70?lang=en", (22, 70)),
        ("com.plexapp.agents.hama://anidb-69/0/3", (0, 3)),
        ("com.plexapp.agents.hama://anidb-69/1", None),
        ("com.plexapp.agents.hama://anidb-69/1/x", None),
        ("plex://episode/5d9c", None),
        ("", None),
    ],
)
def test_numbers_of_legacy_episodes(
    guid: str, expected: tuple[int, int] | None
) -> None:
    """Legacy guids carry season and episode."""
    assert parse_numbers(guid) == expected


@pytest.mark.parametrize(
    ("guid", "settings", "expected"),
    [
        ("plex://show/5d9c", ("", "tmdbAiring"), "tmdbAiring"),
        ("plex://show/5d9c", ("tvdbDvd", "tmdbAiring"), "tvdbDvd"),
        ("plex://show/5d9c", ("", ""), ""),
        ("com.plexapp.agents.hama://tvdb-1", ("tmdbAiring",), "tvdbAiring"),
        ("com.plexapp.agents.hama://tvdb3-1", ("",), "tvdbAbsolute"),
        ("com.plexapp.agents.hama://anidb-1", ("tmdbAiring",), ""),
        ("com.plexapp.agents.hama://rubbish", ("tmdbAiring",), "tmdbAiring"),
        ("com.plexapp.agents.thetvdbdvdorder://1", ("",), "tvdbDvd"),
        ("com.plexapp.agents.thetvdb://1", ("tvdbAiring",), "tvdbAiring"),
        ("", ("aired",), "aired"),
    ],
)
def test_ordering(guid: str, settings: tuple[str, ...], expected: str) -> None:
    """An agent that numbers in its own way speaks before the settings."""
    assert ordering_of(guid, *settings) == expected


def test_plex_id_leaves_the_language_out() -> None:
    """The language of an agent may change, the title does not."""
    assert plex_id("com.plexapp.agents.none://9a8f?lang=xn") == ExternalId(
        Provider.PLEX, "com.plexapp.agents.none://9a8f"
    )
