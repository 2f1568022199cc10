"""Odd elements: each becomes a row or is left out, none breaks a listing."""

from xml.etree.ElementTree import Element

import pytest

from custom_components.plex_sync.plex import rows


def element(tag: str, **attributes: str) -> Element:
    """An element."""
    return Element(tag, attributes)


def test_numbers_that_are_none() -> None:
    """Words in the place of numbers are taken for missing."""
    odd = element("Video", type="movie", ratingKey="1", year="soon", userRating="good")
    row = rows.movie(odd, {"librarySectionID": "4"})
    assert row is not None
    assert (row.year, row.user_rating, row.section) == (None, None, "4")


@pytest.mark.parametrize("kind", ["movie", "show", "season", "episode"])
def test_what_has_no_key_is_no_row(kind: str) -> None:
    """An element of another kind, or without a rating key, is left out."""
    makers = {
        "movie": rows.movie,
        "show": rows.show,
        "season": rows.season,
        "episode": rows.episode,
    }
    make = makers[kind]
    assert make(element("Video", type=kind, index="1"), {}) is None
    assert make(element("Video", type="clip", ratingKey="1", index="1"), {}) is None
    assert make(element("Directory", key="/library/metadata/1/allLeaves"), {}) is None


def test_what_has_no_number_is_no_row() -> None:
    """Seasons and episodes are counted, so those without a number are left out."""
    assert rows.season(element("Directory", type="season", ratingKey="1"), {}) is None
    assert rows.episode(element("Video", type="episode", ratingKey="1"), {}) is None


def test_a_season_is_named_by_the_container() -> None:
    """Where an episode does not tell its season, its listing does."""
    row = rows.episode(
        element("Video", type="episode", ratingKey="1", index="5"), {"parentIndex": "2"}
    )
    assert row is not None
    assert row.season_index == 2


def test_a_view_needs_its_time_and_its_user() -> None:
    """A view of music, or without time or user, is left out."""
    whole = {"ratingKey": "1", "viewedAt": "5", "accountID": "1", "type": "movie"}
    assert rows.view(Element("Video", whole), {}) is not None
    assert rows.view(Element("Track", whole | {"type": "track"}), {}) is None
    for name in ("ratingKey", "viewedAt", "accountID"):
        lacking = {key: value for key, value in whole.items() if key != name}
        assert rows.view(Element("Video", lacking), {}) is None


def test_a_hub_may_hold_other_things() -> None:
    """Only films and episodes are gone on with."""
    assert rows.rating_key(element("Track", type="track", ratingKey="1"), {}) is None
