"""What people's folders and file names say about the music in them."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.music.handoff.remote_files import (
    Reading,
    file_name,
    folders_of,
    readings_of,
)

NOVA = Reading(artist="Nova", title="One", album="First")


@pytest.mark.parametrize(
    "path",
    [
        # Artist/Album/Title
        "@@abcde\\Music\\Nova\\First\\01 - One.flac",
        "@@abcde\\Music\\Nova\\First\\One.mp3",
        "share/Nova/First/01. One.mp3",
        "share/Nova/First/(01) One.mp3",
        "share/Nova/First/01_One.mp3",
        "D:\\mp3\\N\\Nova\\2001 - First\\01 One.mp3",
        "D:\\mp3\\N-Z\\Nova\\(2001) First [FLAC]\\01 One.mp3",
        "Nova\\First (2001) [16-44]\\CD 2\\2-01 One.flac",
        "Nova\\First\\Disc 1 - Early\\1.01 One.flac",
        "Nova\\First\\A1. One.flac",
        "Nova\\First\\01 - One [320 kbps].mp3",
        "Nova\\Studio\\2001 - First\\01 - One.mp3",
        # Artist - Album/Title
        "@@abcde\\Nova - First\\01 One.flac",
        "downloads/Nova - 2001 - First/One.flac",
        "downloads/2001 - Nova – First (2001) {WEB} [FLAC]/01 One.flac",
        # Artist - Title, with an album or without
        "music/First/Nova - One.mp3",
        "music/First/01 - Nova - One.mp3",
        "music/First/01-Nova-One.mp3",
        "music/First/Nova_-_One.mp3",
        "music/Nova - First - 01 - One.mp3",
        "music/Nova - First - One.mp3",
    ],
)
def test_layouts_are_read(path: str) -> None:
    """Artist, title and album, whichever way they are written down."""
    assert NOVA in readings_of(path)


@pytest.mark.parametrize(
    "path",
    [
        "music\\mp3\\One.mp3",
        "@@abcde\\downloads\\complete\\One.mp3",
        "C:\\x\\My Music\\One.mp3",
        "One.mp3",
        "",
        "\\",
    ],
)
def test_generic_folders_name_nobody(path: str) -> None:
    """`music` is no artist."""
    assert readings_of(path) == []


@pytest.mark.parametrize("title", ["99 Luftballons", "7 Years", "1979", "22"])
def test_title_may_begin_with_a_number(title: str) -> None:
    """It is kept besides what is left without it."""
    titles = [one.title for one in readings_of(f"Nova\\First\\{title}.flac")]
    assert title in titles
    assert titles[0] == title.partition(" ")[2] or " " not in title


def test_brackets_that_tell_of_the_music_stay() -> None:
    """Those that tell of the encoding go."""
    [reading] = readings_of("Nova\\First\\One (Live) [Remix] [24bit FLAC] (320).mp3")
    assert reading.title == "One (Live) [Remix]"


def test_file_is_named_without_its_folders() -> None:
    """Whichever slash parts them."""
    assert file_name("a\\b/c\\One.mp3") == "One.mp3"
    assert file_name("") == ""
    assert folders_of("@@x\\music\\Nova\\CD1\\One.mp3") == ["Nova"]


NAMES = st.text(
    st.characters(blacklist_characters="\\/", blacklist_categories=["Cs", "Cc", "Zs"]),
    min_size=1,
    max_size=20,
)


@given(st.lists(NAMES, max_size=6), st.sampled_from(["\\", "/"]))
def test_any_path_can_be_read(parts: list[str], slash: str) -> None:
    """Without an error; nothing that is read is empty, or read twice."""
    found = readings_of(slash.join(parts))
    assert all(one.artist and one.title for one in found)
    assert len(set(found)) == len(found)
