"""Why a title is or is not mapped."""

import json

import pytest

from custom_components.plex_sync.anime.mapping.explain import (
    explain_movie,
    explain_show,
)
from custom_components.plex_sync.anime.mapping.model import ExternalId
from custom_components.plex_sync.anime.mapping.overrides import Override
from tests.anime.test_episodes import FILM, IMDB_FILM, TMDB, TVDB, edges, season

DOCUMENT = {"anilist:1": {"tvdb_show:10:s1": {"1-2": "1-4|2"}}}


def test_all_that_was_tried() -> None:
    """Ids in their order, their edges and sources, what is left over and why."""
    overrides = [Override(external_id=TVDB, season=3, anilist_id=None)]
    found = explain_show(
        [TMDB, TVDB],
        edges(DOCUMENT, overrides),
        [*season(1, 2), *season(2, 2), (3, 1)],
        "tvdbAiring",
        version="abc.1",
    ).as_json()
    assert json.loads(json.dumps(found)) == {
        "verdict": "mapped_in_part",
        "version": "abc.1",
        "ordering": "tvdbAiring",
        "ids": [
            {
                "provider": "tvdb_show",
                "id": "10",
                "edges": [
                    {
                        "season": 3,
                        "start": 1,
                        "end": None,
                        "anilist_id": None,
                        "target_start": 1,
                        "target_end": None,
                        "ratio": "1/1",
                        "source": "override",
                    },
                    {
                        "season": 1,
                        "start": 1,
                        "end": 4,
                        "anilist_id": 1,
                        "target_start": 1,
                        "target_end": 2,
                        "ratio": "1/2",
                        "source": "v3",
                    },
                ],
                "numbers_seasons": [1],
            },
            {"provider": "tmdb_show", "id": "20", "edges": [], "numbers_seasons": []},
        ],
        "media": [
            {
                "anilist_id": 1,
                "episodes": [
                    {
                        "season": 1,
                        "episode": episode,
                        "first": 1,
                        "last": 1,
                        "part": episode,
                        "parts": 2,
                        "source": "v3",
                    }
                    for episode in (1, 2)
                ],
            }
        ],
        "candidates": [],
        "unmapped": [
            {
                "season": 2,
                "reason": "season_unknown",
                "episodes": [1, 2],
                "candidates": [],
            }
        ],
        "excluded": [[3, 1]],
    }


@pytest.mark.parametrize(
    ("ids", "episodes", "verdict"),
    [
        ([TVDB], season(1, 4), "mapped"),
        ([TVDB], season(2, 4), "season_unknown"),
        ([TVDB], [(1, 9), (2, 1)], "not_mapped"),
        ([TMDB], season(1, 4), "id_unknown"),
        ([], season(1, 4), "no_ids"),
        ([TVDB], [(3, 1)], "excluded"),
    ],
)
def test_verdict_of_a_show(
    ids: list[ExternalId], episodes: list[tuple[int, int]], verdict: str
) -> None:
    """In a word."""
    known = edges(DOCUMENT, [Override(external_id=TVDB, season=3, anilist_id=None)])
    assert explain_show(ids, known, episodes).verdict == verdict


@pytest.mark.parametrize(
    ("ids", "verdict", "candidates"),
    [
        ([FILM], "mapped", [1]),
        ([IMDB_FILM], "ambiguous", [1, 2]),
        ([TVDB], "id_unknown", []),
        ([], "no_ids", []),
        ([TMDB], "excluded", []),
    ],
)
def test_verdict_of_a_movie(
    ids: list[ExternalId], verdict: str, candidates: list[int]
) -> None:
    """In a word, with those it could be."""
    known = edges(
        {
            "1": {"imdb_id": "tt0000070", "tmdb_movie_id": 60},
            "2": {"imdb_id": "tt0000070"},
        },
        [Override(external_id=TMDB, anilist_id=None)],
    )
    found = explain_movie(ids, known)
    assert found.verdict == verdict
    plain = found.as_json()
    assert [each.anilist_id for each in found.candidates] == candidates
    assert json.loads(json.dumps(plain))["media"] == []
    assert plain["unmapped"] == plain["excluded"] == []
