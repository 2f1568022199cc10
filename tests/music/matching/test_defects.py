"""Mistakes that a matcher of titles easily makes, and this one must not."""

import pytest

from custom_components.plex_sync.music.model import Band

from .builders import find, owned, wanted


@pytest.mark.parametrize(
    "quoted", ["Say “Hello”", "Say ‘Hello’", 'Say "Hello"', "Say `Hello´"]
)
def test_a6_quotes_of_every_kind_are_no_difference(quoted: str) -> None:
    """A title in other quotes, or in none, is the same title."""
    assert find(wanted("X", quoted), owned("X", "Say Hello")).band is Band.ACCEPT


def test_a7_titles_of_other_scripts_keep_their_letters() -> None:
    """What has no Latin letter is not empty, so not equal to all others like it."""
    library = [owned("Алиса", "Небо славян"), owned("宇多田ヒカル", "花束を君に")]

    assert find(wanted("Кино", "Группа крови"), *library).track is None
    assert find(wanted("Алиса", "Небо славян"), *library).track == "Небо славян"


@pytest.mark.parametrize(
    "signs", [("???", "!!!"), ("…", "÷"), ("+", "="), ("🙂", "🙃"), ("*", "**")]
)
def test_a7_titles_of_signs_alone_are_not_all_alike(signs: tuple[str, str]) -> None:
    """A title of signs is equal to itself only."""
    one, other = signs

    assert find(wanted("X", one, 60), owned("X", other, 60)).band is not Band.ACCEPT
    assert find(wanted("X", one, 60), owned("X", one, 60)).band is Band.ACCEPT


@pytest.mark.parametrize("empty", ["", " ", "\u200b", "\t"])
def test_a7_an_empty_title_matches_nothing(empty: str) -> None:
    """Not even another empty one."""
    assert find(wanted("X", empty, 60), owned("X", "", 60)).band is Band.MISSING


@pytest.mark.parametrize("name", ["Defeater", "Daft Punk", "Swift", "Featherstone"])
def test_a8_feat_within_a_word_cuts_no_name(name: str) -> None:
    """An artist whose name holds `feat` or `ft` is found, and nobody in its place."""
    assert find(wanted(name, "Song"), owned(name, "Song")).band is Band.ACCEPT
    assert find(wanted(name, "Song"), owned(name[:2], "Song")).band is not Band.ACCEPT


@pytest.mark.parametrize("title", ["-", "- Intro", "-X-", "Song -", "a-b-c song-d"])
def test_a9_dashes_at_the_edges_take_nothing_away(title: str) -> None:
    """A title that begins or ends with a dash is itself, and no other such title."""
    other = owned("X", f"{title[:1]}{title[2:]}z", 60, key="other")

    match = find(wanted("X", title, 60), other, owned("X", title, 60, key="right"))

    assert (match.band, match.track) == (Band.ACCEPT, "right")
    assert find(wanted("X", title, 60), other).band is not Band.ACCEPT


def test_a15_two_recordings_of_one_title_and_artist_map_each_to_its_own() -> None:
    """The same words with other lengths are other tracks."""
    library = [
        owned("X", "Song", 180, key="short"),
        owned("X", "Song", 240, key="long"),
    ]

    assert find(wanted("X", "Song", 181), *library).track == "short"
    assert find(wanted("X", "Song", 239), *library).track == "long"


@pytest.mark.parametrize(
    "listed",
    [
        "Tyler, The Creator",
        "Earth, Wind & Fire",
        "Crosby, Stills & Nash",
        "Simon & Garfunkel",
        "AC/DC",
    ],
)
def test_a25_a_comma_in_a_name_makes_no_two_artists(listed: str) -> None:
    """A name with commas is that of one artist, alone or among guests."""
    assert find(wanted(listed, "Song"), owned(listed, "Song")).band is Band.ACCEPT
    assert (
        find(
            wanted((listed, "Frank Ocean"), "Song"),
            owned(listed, "Song", track_artist=f"{listed} feat. Frank Ocean"),
        ).band
        is Band.ACCEPT
    )


def test_a25_tyler_is_not_tyler_the_creator() -> None:
    """Half of a name with a comma is somebody else, unless all else agrees."""
    match = find(wanted("Tyler", "Song"), owned("Tyler, The Creator", "Song"))

    assert match.band is not Band.ACCEPT
