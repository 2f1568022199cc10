"""What mappings are made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OVERRIDE: Final = "override"
"""The source of edges that the user has set."""
NOTHING: Final = 0
"""Stands for an AniList id where the user has settled that there is none."""


class Provider(StrEnum):
    """Who numbers titles."""

    TVDB_SHOW = "tvdb_show"
    TMDB_SHOW = "tmdb_show"
    IMDB_SHOW = "imdb_show"
    TVDB_MOVIE = "tvdb_movie"
    TMDB_MOVIE = "tmdb_movie"
    IMDB_MOVIE = "imdb_movie"
    ANIDB = "anidb"
    MAL = "mal"
    ANILIST = "anilist"
    PLEX = "plex"
    """Plex's own guid: what an override hangs on where a title has no other id."""


@dataclass(frozen=True, slots=True, order=True)
class ExternalId:
    """A title's id at a provider."""

    provider: Provider
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A run of a provider's episodes that are a run of an AniList media's episodes.

    `ratio` tells lengths apart: 2 means one provider episode covers two of AniList's
    (`numerator` 2, `denominator` 1), 1/2 that two parts make one. An open end is `None`.
    """

    external_id: ExternalId
    season: int | None
    """`None` for films and for providers that number without seasons (regular)."""
    start: int
    end: int | None
    anilist_id: int
    target_start: int
    target_end: int | None
    numerator: int = 1
    denominator: int = 1
    source: str = ""
    """Where it is from: a mapping file's name, or `override`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingWarning:
    """An entry of a mapping file that was refused, or read leniently."""

    entry: str
    """The descriptor or AniList id it stands under."""
    text: str
    """What was found there, as it stands."""
    reason: str
    """A translation key."""
    refused: bool


class MappingRefused(Exception):
    """A whole mapping file that is not used.

    Args:
        reason: why, as a translation key.
        details: numbers or names for the reason's sentence.
    """

    def __init__(self, reason: str, **details: str | int) -> None:
        """Keep what people are told."""
        self.reason = reason
        self.details = details
        super().__init__(reason)
