"""The language of titles: what names another recording, and what does not."""

import pytest

from custom_components.plex_sync.music.matching.titles import read_title
from custom_components.plex_sync.music.model import Band

from .builders import find, owned, wanted


@pytest.mark.parametrize(
    ("title", "classes"),
    [
        ("Song (Live)", {"live"}),
        ("Song - Live at Wembley 1986", {"live"}),
        ("Song [Ao Vivo]", {"live"}),
        ("Song (Live @ Wembley)", {"live"}),
        ("Song (Paris Live)", {"live"}),
        ("Song - Version live", {"live"}),
        ("Song - En Vivo", {"live"}),
        ("Song (ライブ)", {"live"}),
        ("Song - Recorded at Spotify Studios NYC", {"live"}),
        ("Song - Live Acoustic Version", {"live", "acoustic"}),
        ("Song (MTV Unplugged)", {"live", "acoustic"}),
        ("Song - Dave Audé Remix", {"remix"}),
        ("Song (Röyksopp Trembling Heart Mix)", {"remix"}),
        ("Song - MK Edit", {"remix"}),
        ("Song (Ремикс)", {"remix"}),
        ("Song Remix", {"remix"}),
        ("Song (Acústico)", {"acoustic"}),
        ("Song - Acoustique", {"acoustic"}),
        ("Song (Instrumental)", {"instrumental"}),
        ("歌 (伴奏)", {"instrumental"}),
        ("Song [Karaoke Version]", {"karaoke"}),
        ("Song (In the Style of Adele)", {"karaoke"}),
        ("Song (Originally Performed by Adele)", {"karaoke"}),
        ("Song (A Cappella)", {"a_cappella"}),
        ("Song - 1994 Demo", {"demo"}),
        ("Song (Demoversion)", {"demo"}),
        ("Song (Adele Cover)", {"cover"}),
        ("Song (Tribute to Adele)", {"cover"}),
        ("Song (Кавер)", {"cover"}),
        ("Song - Sped Up", {"faster"}),
        ("Song (Slowed + Reverb)", {"slower", "treated"}),
        ("Song (Re-Recorded)", {"rerecorded"}),
        ("Song (Taylor’s Version)", {"rerecorded"}),
        ("Song - 2019 Version", {"rerecorded"}),
        ('Song - 12" Version', {"extended"}),
        ("Song (Extended Mix)", {"extended"}),
        ("Song - Korean Version", {"language_korean"}),
        ("Song (Interlude)", {"interlude"}),
        ("Song (Orchestral Version)", {"orchestral"}),
        ("Song - Jamaican Version", {"version"}),
    ],
)
def test_words_that_name_another_recording(title: str, classes: set[str]) -> None:
    """Each suffix is heard, in many languages, and leaves the title alone."""
    read = read_title(title)

    assert read.version.classes == classes
    assert read.base in ("song", "歌")
    assert read.subtitles == ()


@pytest.mark.parametrize(
    "title",
    [
        "Song - Remastered 2011",
        "Song - 2015 Remaster",
        "Song (2012 - Remaster)",
        "Song [Remasterizado]",
        "Song - Mono",
        "Song - Stereo; 2009 Remaster",
        "Song (Single Version)",
        "Song - Radio Edit",
        "Song - Original Mix",
        "Song - 2018 Mix",
        "Song (Deluxe Edition)",
        "Song (25th Anniversary Edition)",
        "Song - Bonus Track",
        "Song [Explicit]",
        "Song (Official Video)",
        'Song - From "The Bodyguard" Soundtrack',
        "Song (OST)",
        "Song (feat. Somebody)",
        "Song feat. Somebody",
        "Song (with Somebody)",
    ],
)
def test_words_that_change_nothing(title: str) -> None:
    """A remaster, an edition, a film and a guest leave the recording what it is."""
    read = read_title(title)

    assert (read.base, read.subtitles) == ("song", ())
    assert not read.version.classes
    assert find(wanted("X", title), owned("X", "Song")).band is Band.ACCEPT


@pytest.mark.parametrize(
    "title",
    [
        "Live Forever",
        "Remix to Ignition",
        "Covered in Rain",
        "Demo Queen",
        "Alive (Live Your Life)",
        "Song (The Way We Live)",
        "Acoustic Blues",
        "The Karaoke Song",
    ],
)
def test_version_words_within_a_title_are_words(title: str) -> None:
    """Only a suffix names a version."""
    assert read_title(title).version.classes == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Song, Pt. 2", "Song, Part II"),
        ("Song (Part 2)", "Song - Pt. 2"),
        ("Song (Teil 2)", "Song, Part Two"),
        ("Suite No. 3", "Suite Nr. 03"),
        ("Songs, Vol. IV", "Songs, Volume 4"),
    ],
)
def test_numbers_of_parts_are_read_however_written(one: str, other: str) -> None:
    """Roman, in words, with a point: the same part; another number is another."""
    assert read_title(one).key == read_title(other).key
    assert find(wanted("X", one), owned("X", "Song, Part 7")).band is not Band.ACCEPT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Song - Live at Wembley", "Song (Live in Paris)"),
        ("Song - Abe Remix", "Song - Zed Remix"),
        ("Song (Live)", "Song (Acoustic)"),
        ("Song (Korean Version)", "Song (English Version)"),
        ("Star", "Stars"),
        ("Song", "Song Again"),
        ("Song 2", "Song 3"),
        ("No Song", "Song"),
        ("Forever", "For Never"),
    ],
)
def test_near_titles_and_other_versions_are_never_accepted(
    one: str, other: str
) -> None:
    """Not even where artist, album and length are equal."""
    for wish, row in ((one, other), (other, one)):
        match = find(
            wanted("X", wish, 200, album="Album"), owned("X", row, 200, album="Album")
        )
        assert match.band is not Band.ACCEPT


def test_a_slip_of_the_pen_is_forgiven_where_all_else_agrees() -> None:
    """A letter wrong within a long word, on the same album and of the same length."""
    row = owned("X", "Secret Invation", 199, album="Secret Invation")

    close = find(wanted("X", "Secret Invasion", 199, album="Secret Invasion"), row)
    far = find(wanted("X", "Secret Invasion", 230, album="Secret Invasion"), row)

    assert (close.band, close.reason) == (Band.ACCEPT, "spelled_alike")
    assert far.band is not Band.ACCEPT


def test_an_album_says_what_its_titles_leave_out() -> None:
    """A live album's plain title is the live recording, not the studio's."""
    row = owned("Nirvana", "Polly", 196, album="MTV Unplugged in New York")

    live = find(
        wanted("Nirvana", "Polly - Live", 196, album="MTV Unplugged In New York"), row
    )
    studio = find(wanted("Nirvana", "Polly", 177, album="Nevermind"), row)

    assert live.band is Band.ACCEPT
    assert studio.band is Band.MISSING


def test_an_album_recorded_anew_is_another_one() -> None:
    """The same titles and lengths on `1989 (Taylor's Version)` are for the user."""
    match = find(
        wanted("Taylor Swift", "Style", 231, album="1989"),
        owned("Taylor Swift", "Style", 231, album="1989 (Taylor's Version)"),
    )

    assert (match.band, match.reason) == (Band.REVIEW, "re_recording")


def test_another_script_is_the_same_title_if_the_length_agrees() -> None:
    """Transliterated title and artist, three seconds at most."""
    row = owned("Kino", "Gruppa krovi", 285)

    assert find(wanted("Кино", "Группа крови", 286), row).band is Band.ACCEPT
    assert find(wanted("Кино", "Группа крови"), row).band is Band.REVIEW
    assert (
        find(
            wanted("PSY", "강남스타일", 219),
            owned("PSY", "Gangnam Style (강남스타일)", 219),
        ).band
        is Band.ACCEPT
    )


def test_another_guest_is_for_the_user_and_a_guest_left_out_needs_the_length() -> None:
    """Who is on it tells recordings apart."""
    source = wanted(("Zedd", "Alessia Cara"), "Stay", 210)

    assert find(source, owned("Zedd, Somebody Else", "Stay", 210)).band is Band.REVIEW
    assert find(source, owned("Zedd", "Stay", 210)).band is Band.ACCEPT
    assert find(source, owned("Zedd", "Stay", 225)).band is Band.REVIEW
