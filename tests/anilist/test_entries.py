"""Between JSON and records."""

import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.anilist.decoding import decode
from custom_components.plex_sync.anilist.documents import (
    COMPLEXITY_LIMIT,
    WHOLE,
    all_documents,
    cost,
)
from custom_components.plex_sync.anilist.entries import (
    date_of,
    equal,
    fuzzy_date,
    item_of,
    media_of,
)
from custom_components.plex_sync.anilist.model import ENTRY_FIELDS, EntryValue

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(value=json_values, depth=st.integers(0, 6), indent=st.sampled_from([None, 1]))
def test_decoding_is_json(value: Any, depth: int, indent: int | None) -> None:
    """In one piece or in many, the same comes of it."""
    text = json.dumps(value, indent=indent)
    assert decode(text, depth) == value
    assert decode(f" {text}\n", depth) == value


@given(value=json_values, cut=st.integers(1, 200), depth=st.integers(0, 6))
def test_decoding_what_is_cut_off(value: Any, cut: int, depth: int) -> None:
    """Half an answer is no answer."""
    text = json.dumps([value])
    with pytest.raises(ValueError):
        decode(text[:-cut], depth)


@pytest.mark.parametrize(
    "text", ["", "{1: 2}", '{"a" 1}', "[1 2]", "[1],", "<html>", '{"a": 1}}', "[1,]"]
)
def test_decoding_what_is_no_json(text: str) -> None:
    """As with any reader of JSON."""
    with pytest.raises(ValueError):
        decode(text)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (None, None),
        ({"year": None, "month": None, "day": None}, None),
        ({"year": None, "month": 5, "day": 2}, None),
        ({"year": 2026, "month": None, "day": 2}, "2026"),
        ({"year": 2026, "month": 3, "day": None}, "2026-03"),
        ({"year": 2026, "month": 11, "day": 21}, "2026-11-21"),
    ],
)
def test_dates(row: dict[str, int | None] | None, text: str | None) -> None:
    """Fuzzy ones too."""
    assert date_of(row) == text


def test_what_is_no_date() -> None:
    """Is not made one."""
    with pytest.raises(ValueError, match="Not a date"):
        fuzzy_date("2026-11-21-3")


@pytest.mark.parametrize(
    ("field", "held", "wanted", "same"),
    [
        ("notes", None, "", True),
        ("score", None, 0, True),
        ("progress", 0, None, True),
        ("custom_lists", ["b", "a"], ["a", "b"], True),
        ("custom_lists", ["a"], None, False),
        ("advanced_scores", {"Story": 0, "Art": 1}, {"Art": 1.0}, True),
        ("advanced_scores", None, {}, True),
        ("started_at", "2026", "2026-01", False),
    ],
)
def test_equal(field: str, held: EntryValue, wanted: EntryValue, same: bool) -> None:
    """Empty is empty, however it is written."""
    assert equal(field, held, wanted) is same


def test_media_without_facts() -> None:
    """What is not known is not made up."""
    media = media_of({"id": 3, "title": {}, "status": "SOMETHING_NEW"})
    assert media.title == "3"
    assert media.titles == ()
    assert media.status is None


def test_entry_whose_media_is_gone() -> None:
    """The entry is there all the same."""
    row = dict.fromkeys(
        [
            "status",
            "score",
            "progress",
            "repeat",
            "notes",
            "private",
            "hiddenFromStatusLists",
            "startedAt",
            "completedAt",
            "priority",
            "advancedScores",
            "updatedAt",
            "media",
        ]
    )
    lists = [{"name": "B", "enabled": True}, {"name": "A", "enabled": False}]
    item = item_of({**row, "id": 8, "mediaId": 3, "customLists": lists})
    assert item.media.id == 3
    assert set(item.entry) == set(ENTRY_FIELDS)
    assert item.entry["custom_lists"] == ["B"]


def test_no_document_costs_too_much() -> None:
    """At their largest, by the same counting."""
    assert cost(WHOLE) == 21
    costs = [document.complexity for document in all_documents()]
    assert max(costs) <= COMPLEXITY_LIMIT
    assert max(costs) > COMPLEXITY_LIMIT - 10
