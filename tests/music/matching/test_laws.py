"""What holds for every title and every library."""

from collections.abc import Sequence

from hypothesis import given, settings, strategies as st

from custom_components.plex_sync.music.matching import REASONS, Index, Matcher
from custom_components.plex_sync.music.matching.artists import read_artist
from custom_components.plex_sync.music.matching.normalise import (
    fold,
    normalise,
    romanise,
    squash,
    words_of,
)
from custom_components.plex_sync.music.matching.titles import keys_of, read_title
from custom_components.plex_sync.music.model import Band, LibraryTrack

from .builders import find, owned, wanted

TEXT = st.text(max_size=30)
SOME = "Love Live Remix (Live) [Remix] - feat. Part 2 II & the Ночь 夜 (2011 Remaster)"
MORE = "/ Artist: No. one P!nk ～Live～ É $ + Vol."
WORDS = st.sampled_from([*SOME.split(), *MORE.split()])
TITLES = st.one_of(TEXT, st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
ARTISTS = st.sampled_from(["Queen", "Кино", "藤井風", "A, B", "Various Artists", ""])
SECONDS = st.one_of(st.none(), st.integers(100, 110))


@given(TITLES)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Nothing changes what has its form already."""
    assert normalise(normalise(text)) == normalise(text)
    assert fold(fold(text)) == fold(text)
    assert romanise(romanise(normalise(text))) == romanise(normalise(text))


@given(TITLES)
def test_the_quick_key_is_the_key_of_the_whole_reading(text: str) -> None:
    """The index and the matcher agree on where a title is found."""
    assert keys_of(text)[0] == read_title(text).key
    assert squash(read_title(text).base) == read_title(text).key


@given(TITLES)
def test_the_quick_reading_of_a_name_is_the_whole_one(text: str) -> None:
    """A name is read alike whether or not a separator makes it take the long way."""
    one = read_artist(text)

    if len(one.names) == 1 and words_of(text):
        assert read_artist(f"{text};").names == one.names


@given(TITLES, ARTISTS.filter(lambda name: name not in ("", "Various Artists")))
def test_a_track_matches_itself(title: str, artist: str) -> None:
    """Equal title, artist and length are one recording; an empty title is none."""
    match = find(wanted(artist, title, 200), owned(artist, title, 200, key="itself"))

    assert match.band is (Band.ACCEPT if read_title(title).key else Band.MISSING)


@given(TITLES)
def test_what_has_no_key_is_never_matched(title: str) -> None:
    """A library of empty titles has nothing for anybody."""
    library = [owned("Queen", empty, 200) for empty in ("", "  ", "\u200b")]

    assert find(wanted("Queen", title, 200), *library).track is None


@settings(max_examples=60)
@given(
    st.lists(st.tuples(ARTISTS, TITLES, SECONDS), min_size=1, max_size=12),
    st.data(),
)
def test_the_order_of_the_library_changes_no_match(
    rows: Sequence[tuple[str, str, int | None]],
    data: st.DataObject,
) -> None:
    """The same rows in another order give the same answer, to the last candidate."""
    library = [
        owned(artist, title, seconds, key=f"{number}")
        for number, (artist, title, seconds) in enumerate(rows)
    ]
    shuffled: list[LibraryTrack] = data.draw(st.permutations(library))
    artist, title, seconds = data.draw(st.sampled_from(rows))
    source = wanted(artist, title, seconds)

    one = Matcher(Index.build(library)).match(source)
    other = Matcher(Index.build(shuffled)).match(source)

    assert one == other
    assert one.reason in REASONS


@given(TITLES, TITLES, ARTISTS, SECONDS)
def test_confidence_and_band_tell_the_same(
    one: str, other: str, artist: str, seconds: int | None
) -> None:
    """Every verdict is within its bounds, has a known reason, and fits its band."""
    match = find(wanted(artist, one, seconds), owned(artist, other, seconds))

    assert 0 <= match.confidence <= 1
    assert match.reason in REASONS
    assert (match.track is None) is (match.band is Band.MISSING)
    assert (match.confidence >= 0.88) is (match.band is Band.ACCEPT)
