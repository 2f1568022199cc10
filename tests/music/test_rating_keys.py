"""Where tracks are today: a mapping like any other, in little memory."""

from hypothesis import given, strategies as st

from custom_components.plex_sync.music.rating_keys import RatingKeys

KEYS = st.text(st.characters(exclude_characters="\x1f"), min_size=1, max_size=6)


@given(st.lists(st.tuples(KEYS, st.text(max_size=4))))
def test_it_says_what_was_noted_last(notes: list[tuple[str, str]]) -> None:
    """As a dictionary does, of every key and of none."""
    table = RatingKeys()
    for key, rating_key in notes:
        table.note(key, rating_key)
    assert dict(table) == dict(notes)
    assert len(table) == len(dict(notes))
    assert table.get("not noted") is None
