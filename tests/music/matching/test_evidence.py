"""How title, artist, album and length together decide, one witness at a time."""

import pytest

from custom_components.plex_sync.music.model import Band, LibraryTrack, SourceTrack

from .builders import find, owned, wanted

ACCEPT, REVIEW, MISSING = Band.ACCEPT, Band.REVIEW, Band.MISSING


@pytest.mark.parametrize(
    ("seconds", "album", "band"),
    [
        (200, "", ACCEPT),
        (203, "", ACCEPT),
        (205, "", ACCEPT),
        (207, "", REVIEW),
        (207, "Album (Deluxe)", ACCEPT),
        (215, "Album", REVIEW),
        (350, "Album", MISSING),
        (None, "", ACCEPT),
    ],
)
def test_length_decides_where_words_agree(
    seconds: float | None, album: str, band: Band
) -> None:
    """Close is taken, near only on the same album, far is asked, half again is none."""
    row = owned("X", "Song", seconds, album=album)

    assert find(wanted("X", "Song", 200, album="Album"), row).band is band


@pytest.mark.parametrize(
    ("source", "row", "band", "reason"),
    [
        pytest.param(
            wanted("X", "Moon (And It Went Like)", 200),
            owned("X", "Moon", 200),
            ACCEPT,
            "subtitle_left_out",
            id="a subtitle is left out and the length agrees",
        ),
        pytest.param(
            wanted("X", "Moon (And It Went Like)", 200),
            owned("X", "Moon", 206),
            REVIEW,
            "subtitle_left_out",
            id="a subtitle is left out and the length does not quite agree",
        ),
        pytest.param(
            wanted("X", "Moon"),
            owned("X", "Moon (And It Went Like)"),
            ACCEPT,
            "subtitle_left_out",
            id="a subtitle is left out and no length is known",
        ),
        pytest.param(
            wanted("X", "Moon (Up)", 200),
            owned("X", "Moon (Down)", 200, album="Y"),
            MISSING,
            "subtitle_differs",
            id="two subtitles differ",
        ),
        pytest.param(
            wanted("X", "Moon (Going Upward)", 200),
            owned("X", "Moon (Going Upwards)", 200),
            ACCEPT,
            "same_title_and_artist",
            id="two subtitles are spelled alike",
        ),
        pytest.param(
            wanted("X", "Moon"),
            owned("X", "Moon - Encore"),
            REVIEW,
            "subtitle_left_out",
            id="what stands behind a dash may be a version",
        ),
        pytest.param(
            wanted("X", "Moon", 200),
            owned("X", "Moon - Encore", 200),
            ACCEPT,
            "subtitle_left_out",
            id="behind a dash, but equally long",
        ),
        pytest.param(
            wanted("X", "Moon [2]", 200),
            owned("X", "Moon", 200),
            REVIEW,
            "subtitle_left_out",
            id="a number in brackets is another part",
        ),
        pytest.param(
            wanted("X", "Song Machine: Strange Timez", 200, album="Song Machine"),
            owned("X", "Strange Timez", 200, album="Song Machine"),
            ACCEPT,
            "title_contained",
            id="the title behind a colon, on the same album",
        ),
        pytest.param(
            wanted("X", "Song Machine: Strange Timez"),
            owned("X", "Strange Timez"),
            REVIEW,
            "title_contained",
            id="the title behind a colon, and nothing else known",
        ),
        pytest.param(
            wanted("X", "(Everything I Do) I Do It for You"),
            owned("X", "Everything I Do (I Do It for You)"),
            ACCEPT,
            "same_title_and_artist",
            id="brackets around the other half",
        ),
        pytest.param(
            wanted("Pink", "F**kin' Perfect"),
            owned("P!nk", "Fuckin' Perfect"),
            ACCEPT,
            "same_title_and_artist",
            id="letters starred out",
        ),
        pytest.param(
            wanted("X", "F**k You"),
            owned("X", "Find You"),
            MISSING,
            "nothing_similar",
            id="stars that other letters do not fit",
        ),
        pytest.param(
            wanted("Spice Girls", "2 Become 1"),
            owned("Spice Girls", "Two Become One"),
            ACCEPT,
            "same_title_and_artist",
            id="numbers in words",
        ),
        pytest.param(
            wanted("X", "Für Elise"),
            owned("X", "Fuer Elise"),
            ACCEPT,
            "same_title_and_artist",
            id="ü as ue",
        ),
        pytest.param(
            wanted("X", "Candle In The Wind/Something About The Way You Look Tonight"),
            owned("X", "Candle in the Wind"),
            ACCEPT,
            "subtitle_left_out",
            id="two titles of one single",
        ),
        pytest.param(
            wanted("Santana (Featuring Rob Thomas)", "Smooth"),
            owned("Santana", "Smooth (feat. Rob Thomas)"),
            ACCEPT,
            "same_title_and_artist",
            id="a guest in brackets behind the artist",
        ),
        pytest.param(
            wanted("宇多田ヒカル", "First Love", 258),
            owned("Hikaru Utada", "First Love", 258),
            REVIEW,
            "artist_in_other_script",
            id="an artist in another script",
        ),
        pytest.param(
            wanted("AC/DC", "T.N.T.", 214),
            owned("ACDC", "TNT", 214),
            ACCEPT,
            "same_title_and_artist",
            id="points and slashes left out",
        ),
        pytest.param(
            wanted("Bach", "Concerto No. 3: I. Allegro", 340, album="Concertos"),
            owned("Bach", "Concerto No. 4: I. Allegro", 340, album="Concertos"),
            MISSING,
            "title_similar",
            id="another number of a series",
        ),
        pytest.param(
            wanted("X", "A Song", 200, album="Album"),
            owned("X", "The Song", 200, album="Album"),
            REVIEW,
            "title_similar",
            id="another article",
        ),
        pytest.param(
            wanted("X", "The Song"),
            owned("X", "Song"),
            ACCEPT,
            "same_title_and_artist",
            id="an article left out",
        ),
        pytest.param(
            wanted("Lady Antebellum", "American Honey"),
            owned("Lady A", "American Honey"),
            ACCEPT,
            "artist_alike",
            id="a shortened name and a title like no other",
        ),
        pytest.param(
            wanted("Janet", "Again"),
            owned("Janet Jackson", "Again"),
            REVIEW,
            "artist_alike",
            id="a shortened name and a short title",
        ),
        pytest.param(
            wanted("Pras", "Ghetto"),
            owned("Prince", "Ghetto"),
            MISSING,
            "nothing_similar",
            id="names that only begin alike",
        ),
        pytest.param(
            wanted("Ol' Dirty Bastard", "Shimmy Shimmy Ya"),
            owned("ODB", "Shimmy Shimmy Ya"),
            ACCEPT,
            "artist_alike",
            id="initials",
        ),
        pytest.param(
            wanted("Kanye West", "Song", 200, album="Donda"),
            owned("Ye", "Song", 200, album="Donda"),
            REVIEW,
            "other_artist",
            id="an artist of another name on the same album",
        ),
        pytest.param(
            wanted("Somebody", "Song", 200),
            owned("Various Artists", "Song", 200, album="Hits"),
            REVIEW,
            "artist_unknown",
            id="nobody is named",
        ),
        pytest.param(
            wanted("Somebody", "Song", 200, album="Hits"),
            owned("Various Artists", "Song", 200, album="Hits"),
            ACCEPT,
            "artist_unknown",
            id="nobody is named, but the album is the same",
        ),
        pytest.param(
            wanted("X", "Song - Live", 200),
            owned("X", "Song - Live at Wembley", 201),
            ACCEPT,
            "version_uncertain",
            id="live without a place, of the same length",
        ),
        pytest.param(
            wanted("X", "Song - Live"),
            owned("X", "Song - Live at Wembley"),
            REVIEW,
            "version_uncertain",
            id="live without a place, and no length",
        ),
        pytest.param(
            wanted("X", "Song", 200, album="Album"),
            owned("X", "Song", 208, album="Live at Wembley"),
            REVIEW,
            "version_uncertain",
            id="a live album of nearly the same length",
        ),
        pytest.param(
            wanted("X", "Song", 200, album="Album"),
            owned("X", "Song", 200, album="Karaoke Hits"),
            MISSING,
            "other_version",
            id="an album of karaoke",
        ),
        pytest.param(
            wanted(("Beck", "Khruangbin"), "No Distraction - Khruangbin Remix", 198),
            owned(
                "Beck & Khruangbin",
                "No Distraction",
                198,
                album="No Distraction (Khruangbin Remix)",
            ),
            ACCEPT,
            "same_title_and_artist",
            id="the single bears the version",
        ),
        pytest.param(
            wanted("Whitesnake", "Here I Go Again - 1987 Version", 275),
            owned("Whitesnake", "Here I Go Again", 275, album="1987 (Remaster)"),
            ACCEPT,
            "version_uncertain",
            id="the album bears the year of the version",
        ),
        pytest.param(
            wanted("Usher", "More"),
            owned("Usher", "More - RedOne Remix"),
            REVIEW,
            "other_version",
            id="a chart may mean a mix",
        ),
        pytest.param(
            wanted("X", "Song", 200),
            owned("X", "Song (Live)", 200),
            REVIEW,
            "other_version",
            id="live, but of exactly that length",
        ),
        pytest.param(
            wanted("X", "Song", 200),
            owned("X", "Song (Instrumental)", 200),
            MISSING,
            "other_version",
            id="an instrumental has the length of the song",
        ),
        pytest.param(
            wanted(("A", "B", "C", "D"), "Song", 200, album="Album"),
            owned("A; B; C; E", "Song", 200, album="Album"),
            ACCEPT,
            "other_guest",
            id="one name of many is another on the same album",
        ),
        pytest.param(
            wanted("MORGAN, Ebenezer", "Song"),
            owned("MORGAN", "Song (feat. Ebenezer)"),
            ACCEPT,
            "same_title_and_artist",
            id="a guest in the title on one side, among the artists on the other",
        ),
        pytest.param(
            wanted("Gorillaz", "Song", 200),
            owned("Gorillaz", "Song", 200, track_artist="Damon Albarn"),
            ACCEPT,
            "artist_alike",
            id="the artist of the album",
        ),
        pytest.param(
            wanted((), "A Title Like No Other", 200),
            owned("", "A Title Like No Other", 200),
            ACCEPT,
            "artist_unknown",
            id="no artists anywhere, but a long title and the length",
        ),
        pytest.param(
            wanted((), "Intro"),
            owned("", "Intro"),
            REVIEW,
            "artist_unknown",
            id="no artists anywhere, and nothing else",
        ),
    ],
)
def test_witnesses(
    source: SourceTrack, row: LibraryTrack, band: Band, reason: str
) -> None:
    """With one witness weak, the others decide between taking, asking and leaving."""
    match = find(source, row)

    assert (match.band, match.reason) == (band, reason)
