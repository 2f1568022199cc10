"""Where libraries and the history stood."""

import pytest

from custom_components.plex_sync.anime.cursors import (
    OVERLAP,
    Cursor,
    after_rows,
    after_views,
    fresh_rows,
    fresh_views,
)
from custom_components.plex_sync.plex.model import Movie, Section, SectionType, View
from custom_components.plex_sync.sync.model import JsonValue

AT = 1_790_000_000
SECTION = Section(key="1", uuid="u", title="Films", type=SectionType.MOVIE)


def film(key: str, at: int | None, *, views: int = 1, offset: int = 0) -> Movie:
    """A film as a listing shows it."""
    return Movie(
        section="1",
        rating_key=key,
        guid=key,
        view_count=views,
        last_viewed_at=at,
        view_offset=offset,
    )


def test_a_cursor_is_the_newest_time_of_the_server() -> None:
    """The newest row sets the cursor; only what stands in the overlap is kept."""
    cursor = after_rows(SECTION, [film("a", AT), film("b", AT - OVERLAP - 1)])
    assert cursor.newest == AT
    assert cursor.since == AT - OVERLAP
    assert cursor.seen.keys() == {"a"}
    empty = after_rows(SECTION, [film("a", None)])
    assert (empty.newest, empty.since, dict(empty.seen)) == (0, 0, {})


def test_what_was_seen_is_told_apart() -> None:
    """A row that says the same is old, playing on included; one more view is new."""
    cursor = after_rows(SECTION, [film("a", AT, offset=5)])
    assert fresh_rows([film("a", AT + 60, offset=99)], cursor) == []
    viewed = film("a", AT + 60, views=2)
    assert fresh_rows([viewed, film("b", AT)], cursor) == [viewed, film("b", AT)]
    assert fresh_rows([viewed], None) == [viewed]


def test_views_are_told_apart_by_their_time() -> None:
    """The same episode viewed later is another view."""
    first = View(rating_key="1", viewed_at=AT, account_id=1)
    later = View(rating_key="1", viewed_at=AT + 9, account_id=1)
    cursor = after_views([first])
    assert fresh_views([first, later], cursor) == [later]


def test_a_cursor_never_goes_back() -> None:
    """Nothing new: the cursor stays where it was."""
    before = after_rows(SECTION, [film("a", AT)])
    assert after_rows(SECTION, [], before).newest == AT


def test_cursors_are_written_down_and_read() -> None:
    """A cursor reads back as it was, its library with it."""
    cursor = after_rows(SECTION, [film("a", AT)])
    assert Cursor.from_json(cursor.as_json()) == cursor
    views = after_views([View(rating_key="1", viewed_at=AT, account_id=1)])
    assert Cursor.from_json(views.as_json()) == views


@pytest.mark.parametrize(
    "value", [None, 5, {}, {"newest": "x", "seen": {}}, {"newest": 1, "seen": []}]
)
def test_what_is_no_cursor_is_none(value: JsonValue) -> None:
    """Something else under a cursor's name is taken for no cursor."""
    assert Cursor.from_json(value) is None


def test_a_library_of_another_kind_is_dropped() -> None:
    """A cursor with a library that is not read any more keeps its time."""
    cursor = Cursor.from_json({"newest": 1, "seen": {}, "section": {"type": "photo"}})
    assert cursor == Cursor(newest=1)
