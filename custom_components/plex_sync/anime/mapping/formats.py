"""The formats of mapping files, and how those that are not read are told apart."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import islice
import re
from typing import Final

from .model import MappingRefused


class MappingFormat(StrEnum):
    """The formats that are read."""

    V2 = "v2"
    V3 = "v3"


_DESCRIPTOR = re.compile(r"\s*\w+:\w+(?::\w+)?\s*")
_ANILIST_ID = re.compile(r"\s*\d+\s*")
_V2_FIELDS: Final = frozenset(
    {
        "anidb_id",
        "anilist_id",
        "imdb_id",
        "mal_id",
        "tmdb_mappings",
        "tmdb_movie_id",
        "tmdb_show_id",
        "tvdb_id",
        "tvdb_mappings",
    }
)
_KOMETA_FIELDS: Final = frozenset({"tvdb_season", "tvdb_epoffset"})
_FRIBB_FIELDS: Final = frozenset({"anidb_id", "mal_id", "anilist_id", "themoviedb_id"})
SAMPLE: Final = 200


def detect_format(document: object) -> MappingFormat:
    """Tell the format of a document.

    Raises:
        MappingRefused: it is in none of the formats that are read; the reason names
            the format where it is a known one.
    """
    if not isinstance(document, Mapping):
        raise MappingRefused(refusal_of(document))
    return detect_entries(list(islice(document.items(), SAMPLE)))


def refusal_of(document: object) -> str:
    """Tell why a document that is no mapping is not read."""
    if isinstance(document, Sequence) and not isinstance(document, str | bytes):
        first = next((each for each in document if isinstance(each, Mapping)), {})
        if _FRIBB_FIELDS & set(first):
            return "format_fribb"
    return "format_unknown"


def detect_entries(sample: Sequence[tuple[object, object]]) -> MappingFormat:
    """Tell the format by the first entries of a document."""
    entries = {str(key): value for key, value in sample if not str(key).startswith("$")}
    if not entries:
        raise MappingRefused("empty")
    if "animeMovies" in entries or "AnimeMap" in entries:
        raise MappingRefused("format_shinkro")
    if {"data", "license"} <= set(entries):
        raise MappingRefused("format_manami")
    fields = {
        str(field)
        for value in entries.values()
        if isinstance(value, Mapping)
        for field in value
    }
    if fields & _KOMETA_FIELDS:
        raise MappingRefused("format_kometa")
    if "anime-list" in fields:
        raise MappingRefused("format_fribb")
    described = sum(bool(_DESCRIPTOR.fullmatch(key)) for key in entries)
    numbered = sum(bool(_ANILIST_ID.fullmatch(key)) for key in entries)
    if described > len(entries) / 2:
        return MappingFormat.V3
    if numbered > len(entries) / 2 and fields & _V2_FIELDS:
        return MappingFormat.V2
    raise MappingRefused("format_unknown")
