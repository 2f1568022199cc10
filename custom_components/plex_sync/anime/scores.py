"""From Plex's rating (0-10) to AniList's raw score (1-100), and back to what is shown.

A rating becomes what the user's format can show: half-up, never less than the lowest
score, and with decimals only where the format has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from ..anilist.model import ScoreFormat
from .facts import MediaFacts

_STARS: Final[Mapping[int, int]] = MappingProxyType({1: 10, 2: 30, 3: 50, 4: 70, 5: 90})
_SMILEYS: Final[Mapping[int, int]] = MappingProxyType({1: 35, 2: 60, 3: 85})


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of Plex, 0-10, and what was rated."""

    value: float
    rule: str


def raw_score(rating: float, score_format: ScoreFormat) -> int | None:
    """Turn a rating (0-10) into a raw score (1-100); `None` where 0 stands for none."""
    if rating <= 0:
        return None
    exact = Decimal(str(rating))
    match score_format:
        case ScoreFormat.POINT_100 | ScoreFormat.POINT_10_DECIMAL:
            return _clamp(_half_up(exact * 10), 100)
        case ScoreFormat.POINT_10:
            return 10 * _clamp(_half_up(exact), 10)
        case ScoreFormat.POINT_5:
            return _STARS[_clamp(_half_up(exact / 2), 5)]
        case ScoreFormat.POINT_3:
            return _SMILEYS[_clamp(_half_up(exact * 3 / 10), 3)]


def shown(score: int, score_format: ScoreFormat) -> int:
    """Tell what a raw score looks like in a format, in the format's smallest steps."""
    if score <= 0:
        return 0
    match score_format:
        case ScoreFormat.POINT_100 | ScoreFormat.POINT_10_DECIMAL:
            return score
        case ScoreFormat.POINT_10:
            return _clamp(_half_up(Decimal(score) / 10), 10)
        case ScoreFormat.POINT_5:
            return _clamp(_half_up(Decimal(score) / 20), 5)
        case ScoreFormat.POINT_3:
            return next(
                (face for face, top in _SMILEYS.items() if score <= top), len(_SMILEYS)
            )


def plex_rating(facts: MediaFacts) -> Rating | None:
    """Find the rating that speaks for a media, from the closest to the widest."""
    rated = [each.rating for each in facts.episodes if each.rating]
    if rated and len(rated) == len(facts.episodes):
        rule = "film_rating" if facts.film else "episode_ratings"
        return Rating(sum(rated) / len(rated), rule)
    seasons = [each.rating for each in facts.subjects if each.season is not None]
    if seasons and all(seasons):
        return Rating(
            sum(each or 0 for each in seasons) / len(seasons), "season_rating"
        )
    titles = {each.title_rating for each in facts.subjects if each.title_rating}
    if len(titles) == 1:
        return Rating(titles.pop(), "show_rating")
    return None


def _half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _clamp(value: int, highest: int) -> int:
    return max(1, min(value, highest))
