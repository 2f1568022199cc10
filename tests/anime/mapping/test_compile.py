"""Formats, and those that are not read."""

import pytest

from custom_components.plex_sync.anime.mapping.compile import compile_document
from custom_components.plex_sync.anime.mapping.formats import (
    MappingFormat,
    detect_format,
)
from custom_components.plex_sync.anime.mapping.model import MappingRefused


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"1": {"tvdb_id": 1}}, MappingFormat.V2),
        ({"$schema": "x", 1: {"mal_id": 1}, 2: None}, MappingFormat.V2),
        ({"anilist:1": {"mal:1": {1: 1}}}, MappingFormat.V3),
        ({"$meta": {}, "tvdb_show:1:s1": {}}, MappingFormat.V3),
    ],
)
def test_format_is_told(document: object, expected: MappingFormat) -> None:
    """By its keys and fields; the edges carry its name."""
    assert detect_format(document) is expected
    compiled = compile_document(document)
    assert compiled.format == expected.value
    assert {edge.source for edge in compiled.edges} <= {expected.value}
    assert {edge.source for edge in compile_document(document, "own").edges} <= {"own"}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({}, "empty"),
        ({"$meta": {}}, "empty"),
        ({"1": {"tvdb_id": 1, "tvdb_season": 1}}, "format_kometa"),
        ([{"anidb_id": 1, "themoviedb_id": {"tv": 1}}], "format_fribb"),
        ({"1": {"anime-list": [22]}}, "format_fribb"),
        ({"animeMovies": []}, "format_shinkro"),
        ({"AnimeMap": []}, "format_shinkro"),
        ({"license": {}, "data": []}, "format_manami"),
        ({"1": 26, "5": 1}, "format_unknown"),
        ({"70350": {"0": 6}}, "format_unknown"),
        ({"title": "x"}, "format_unknown"),
        ([], "format_unknown"),
        ([1], "format_unknown"),
        ([{"x": 1}], "format_unknown"),
        ("text", "format_unknown"),
        (None, "format_unknown"),
    ],
)
def test_other_documents_are_refused(document: object, reason: str) -> None:
    """By name, where they have one."""
    for read in (detect_format, compile_document):
        with pytest.raises(MappingRefused) as caught:
            read(document)
        assert caught.value.reason == reason
