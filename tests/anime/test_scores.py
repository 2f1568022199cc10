"""From Plex's ratings to AniList's scores."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.anilist.model import ScoreFormat
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.anime.scores import plex_rating, raw_score, shown
from custom_components.plex_sync.sync.model import Policy

from .builders import asked_of, entry, facts, item, policies, season, values, watched

RATED = AnimeOptions(policies=policies(score=Policy.MIRROR))


@pytest.mark.parametrize(
    ("rating", "score_format", "raw"),
    [
        (9.5, ScoreFormat.POINT_100, 95),
        (7.9, ScoreFormat.POINT_10_DECIMAL, 79),
        (9.5, ScoreFormat.POINT_10, 100),
        (8.4, ScoreFormat.POINT_10, 80),
        (1, ScoreFormat.POINT_5, 10),
        (3, ScoreFormat.POINT_5, 30),
        (5, ScoreFormat.POINT_5, 50),
        (7, ScoreFormat.POINT_5, 70),
        (9, ScoreFormat.POINT_5, 90),
        (10, ScoreFormat.POINT_5, 90),
        (1, ScoreFormat.POINT_3, 35),
        (5, ScoreFormat.POINT_3, 60),
        (9, ScoreFormat.POINT_3, 85),
        (0, ScoreFormat.POINT_10, None),
    ],
)
def test_conversion(rating: float, score_format: ScoreFormat, raw: int | None) -> None:
    """Half-up, at least the lowest score, raw as the format's own steps are stored."""
    assert raw_score(rating, score_format) == raw


@given(st.floats(0.1, 10), st.sampled_from(ScoreFormat))
def test_what_is_written_shows_as_itself(
    rating: float, score_format: ScoreFormat
) -> None:
    """Every rating becomes a score of 1-100 that the format can show."""
    raw = raw_score(rating, score_format)
    assert raw is not None
    assert 1 <= raw <= 100
    assert shown(raw, score_format) >= 1
    assert shown(0, score_format) == 0


@pytest.mark.parametrize(
    ("score_format", "current", "same"),
    [
        (ScoreFormat.POINT_100, 81, False),
        (ScoreFormat.POINT_10, 81, True),
        (ScoreFormat.POINT_10, 85, False),
        (ScoreFormat.POINT_5, 75, True),
        (ScoreFormat.POINT_5, 95, False),
        (ScoreFormat.POINT_3, 60, True),
        (ScoreFormat.POINT_3, 99, False),
    ],
)
def test_a_score_that_shows_the_same_is_left_alone(
    score_format: ScoreFormat, current: int, same: bool
) -> None:
    """The list holds a finer score that looks the same in the format: no wish."""
    known = facts(season(watched(range(1, 13), 12), rating=8 if current != 60 else 6))
    asked = asked_of(
        known,
        now_on_list=entry(score=current),
        options=RATED,
        score_format=score_format,
    )
    assert ("score" not in values(asked)) is same


def test_only_what_is_completed_is_scored() -> None:
    """A rating of a season that is not at its end is not passed on."""
    known = facts(season(watched(range(1, 6), 12), rating=8))
    assert "score" not in values(asked_of(known, options=RATED))


def test_the_closest_rating_speaks() -> None:
    """All episodes, else the season, else the show; a film by itself."""
    rated = [item(number, 1, rating=number) for number in (7, 8)]
    known = facts(season(rated, rating=3))
    rating = plex_rating(known)
    assert rating is not None
    assert (rating.value, rating.rule) == (7.5, "episode_ratings")
    partly = [item(7, 1, rating=7), item(8, 1)]
    for subject, value, rule in (
        (season(partly, rating=3, title_rating=9), 3, "season_rating"),
        (season(partly, title_rating=9), 9, "show_rating"),
        (season([item(1, 1, rating=6)], number=None), 6, "film_rating"),
    ):
        rating = plex_rating(facts(subject))
        assert rating is not None
        assert (rating.value, rating.rule) == (value, rule)
    assert plex_rating(facts(season(partly))) is None
