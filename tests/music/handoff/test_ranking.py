"""Which of the files that were found is taken: a wrong one is worse than none."""

from dataclasses import replace
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.music.handoff.model import Want, WantKind
from custom_components.plex_sync.music.handoff.ranking import (
    FORMATS,
    Wishes,
    best_of,
    bitrate_of,
    format_of,
    is_wanted,
    wanted_of,
)
from custom_components.plex_sync.slskd import RemoteFile

ANY = Wishes(formats=FORMATS)


def want(title: str = "One", *artists: str, **facts: Any) -> Want:
    """A track of three minutes and twenty seconds."""
    made: dict[str, Any] = {"milliseconds": 200_000, "album": "First", **facts}
    return Want(
        uid="spotify:track:1",
        kind=WantKind.TRACK,
        title=title,
        artists=artists or ("Nova",),
        **made,
    )


def file(path: str = "Nova\\First\\01 - One.flac", **facts: Any) -> RemoteFile:
    """A file of the same length."""
    made: dict[str, Any] = {"username": "ben", "size": 25_000_000, "seconds": 201}
    extension = path.rpartition(".")[2].lower()
    return RemoteFile(path=path, **{**made, "extension": extension, **facts})


def best(files: list[RemoteFile], wishes: Wishes = ANY, **facts: Any) -> list[str]:
    """Who has the best files, in order."""
    return [one.username for one in best_of(want(**facts), files, wishes)]


@pytest.mark.parametrize(
    "path",
    [
        "@@x\\Music\\Nova\\First\\01 - One.flac",
        "@@x\\Music\\Nova - First (2011 Remaster) [FLAC]\\01 One.flac",
        "music/Nova - One (2011 Remaster).mp3",
        "music/Nova\\One.mp3",
        "music/Various Artists\\Hits 2001\\07 - Nova - One.mp3",
        "music\\Nova, The\\First\\One.mp3",
        "music\\01-nova-one.mp3",
    ],
)
def test_wanted_track_is_known_in_all_layouts(path: str) -> None:
    """And in all its editions."""
    assert is_wanted(wanted_of(want()), file(path))


@pytest.mark.parametrize(
    "path",
    [
        "Nova\\First\\01 - One (Live).flac",
        "Nova\\First\\01 - One [Eva Remix].flac",
        "Nova\\First\\01 - One (Acoustic).flac",
        "Nova\\First\\01 - One (Instrumental).flac",
        "Nova\\First\\01 - One - Demo.flac",
        "Nova\\Live at Home\\01 - One.flac",
        "Nova\\Live\\First\\01 - One.flac",
        "Nova - Live at Home (2003) [FLAC]\\01 One.flac",
        "Nova\\Remixes\\01 - One.flac",
        "Nova\\Bootlegs\\1999\\01 - One.flac",
        "Karaoke\\Nova - One.mp3",
        "Covers\\Nova\\One.mp3",
        "Eva\\First\\01 - One.flac",
        "Eva\\Tribute to Nova\\01 - One.flac",
        "Nova\\First\\02 - Once.flac",
        "Nova\\First\\02 - Two.flac",
        "Nova\\First\\02 - One, Part 2.flac",
        "music\\One.flac",
    ],
)
def test_another_recording_is_not_taken(path: str) -> None:
    """Whatever its length, and whether its name says so or a folder."""
    for seconds in (200, 201, None):
        assert best_of(want(), [file(path, seconds=seconds)], ANY) == []


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("One - Live at Home", "Nova\\Live at Home\\01 - One (Live at Home).flac"),
        ("One - Live", "Nova\\Live\\2003 Home\\01 - One (Live).flac"),
        ("One (Eva Remix)", "Nova\\Remixes\\One (Eva Remix).flac"),
        ("One (Demo)", "Nova\\Demos\\One (Demo).flac"),
        ("One (Acoustic)", "Nova\\Acoustic\\One (Acoustic).flac"),
    ],
)
def test_wanted_version_is_taken_and_the_studio_one_is_not(
    title: str, path: str
) -> None:
    """The same rule the other way round."""
    wanted = want(title, album="Elsewhere")
    studio = file("Nova\\First\\01 - One.flac")
    assert [one.path for one in best_of(wanted, [studio, file(path)], ANY)] == [path]


def test_subtitle_needs_a_length_that_fits() -> None:
    """It may name another recording in words that nobody knows."""
    path = "Nova\\First\\01 - One (And It Goes).flac"
    assert is_wanted(wanted_of(want()), file(path, seconds=200))
    assert not is_wanted(wanted_of(want()), file(path, seconds=None))
    assert not is_wanted(wanted_of(want(milliseconds=None)), file(path))


def test_band_may_be_called_like_a_version() -> None:
    """A folder that names the artist says nothing of the recording."""
    wanted = want("One", "Live")
    assert is_wanted(wanted_of(wanted), file("Live\\First\\01 - One.flac"))
    assert is_wanted(wanted_of(wanted), file("Live - First\\01 - One.flac"))


def test_what_nobody_can_name_is_not_looked_for() -> None:
    """No title, no track."""
    assert best_of(want("", ""), [file(), file("a - b.flac")], ANY) == []


def test_length_must_fit_within_five_seconds() -> None:
    """Where it is not known, it comes behind all whose length is."""
    files = [
        file(username="unknown", seconds=None),
        file("Nova\\First\\01 - One.mp3", username="known", seconds=205),
        file(username="longer", seconds=206),
        file(username="shorter", seconds=194),
    ]
    assert best(files) == ["known", "unknown"]
    assert best([files[0]], milliseconds=None) == ["unknown"]


def test_locked_files_are_out() -> None:
    """They are shared with others."""
    assert best([file(locked=True)]) == []


def test_formats_are_taken_in_the_users_order() -> None:
    """Others are not taken at all."""
    files = [
        file(f"Nova\\First\\One.{extension}", username=extension)
        for extension in ("flac", "mp3", "aif", "wma", "jpg")
    ]
    assert best(files, Wishes(formats=("mp3", "aiff", "flac"))) == [
        "mp3",
        "aif",
        "flac",
    ]


def test_alac_is_told_from_what_else_is_in_such_a_file() -> None:
    """By its bit depth, which only lossless files have."""
    assert format_of(file("a.m4a", bit_depth=16)) == "alac"
    assert format_of(file("a.m4a")) == "m4a"


def test_least_bitrate_is_for_what_is_not_lossless() -> None:
    """Where it is not told, size and length tell it."""
    mp3 = "Nova\\First\\One.mp3"
    files = [
        file(username="lossless", size=1),
        file(mp3, username="told", bitrate=256),
        file(mp3, username="poor", bitrate=255),
        file(mp3, username="large", size=6_500_000),
        file(mp3, username="small", size=3_200_000),
        file(mp3, username="large and unknown", size=6_400_000, seconds=None),
    ]
    wishes = replace(ANY, min_bitrate=256)
    assert set(best(files, wishes)) == {
        "lossless",
        "told",
        "large",
        "large and unknown",
    }
    assert bitrate_of(replace(files[-1], seconds=None), None) is None
    assert best(files[1:], wishes, milliseconds=None)[-1] != "large and unknown"


def test_among_equals_the_one_who_gives_at_once() -> None:
    """Free slot, short queue, speed, bitrate; in this order."""
    mp3 = "Nova\\First\\One.mp3"
    files = [
        file(mp3, username="waits", speed=9, bitrate=320),
        file(mp3, username="queue", free_slot=True, queue=5, speed=9),
        file(mp3, username="slow", free_slot=True, speed=1, bitrate=320),
        file(mp3, username="good", free_slot=True, speed=9, bitrate=256),
        file(mp3, username="best", free_slot=True, speed=9, bitrate=320),
    ]
    assert best(files) == ["best", "good", "slow", "queue", "waits"]


FILES = st.builds(
    RemoteFile,
    username=st.sampled_from(["ben", "eva", "zoe"]),
    path=st.sampled_from(
        [
            "Nova\\First\\01 - One.flac",
            "Nova - One.mp3",
            "Nova - One (Live).mp3",
            "Eva - One.mp3",
            "Nova\\First\\One.ogg",
        ]
    ),
    size=st.integers(1, 50_000_000),
    extension=st.sampled_from(["flac", "mp3", "ogg", "txt", ""]),
    seconds=st.none() | st.integers(190, 210),
    bitrate=st.none() | st.integers(1, 400),
    locked=st.booleans(),
    free_slot=st.booleans(),
    queue=st.integers(0, 3),
    speed=st.integers(0, 3),
)


@given(st.lists(FILES, max_size=12), st.data())
def test_order_is_total_and_lets_nothing_wrong_through(
    files: list[RemoteFile], data: st.DataObject
) -> None:
    """The same whatever the order in which peers answer; each law holds for each."""
    wishes = Wishes(formats=("mp3", "flac"), min_bitrate=128)
    found = best_of(want(), files, wishes)
    shuffled = data.draw(st.permutations(files))
    assert best_of(want(), shuffled, wishes) == found
    for one in found:
        assert not one.locked
        assert one.extension in wishes.formats
        assert one.seconds is None or abs(one.seconds - 200) <= 5
        assert "Live" not in one.path
        assert "Eva" not in one.path
        bitrate = bitrate_of(one, 200_000)
        assert one.extension == "flac" or (bitrate or 0) >= 128
    known = [one.seconds is not None for one in found]
    assert known == sorted(known, reverse=True)
