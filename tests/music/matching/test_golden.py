"""The matches that everybody would agree on, each by its name."""

import pytest

from custom_components.plex_sync.music.model import Band, LibraryTrack, SourceTrack

from .builders import find, owned, wanted

ACCEPT, REVIEW, MISSING = Band.ACCEPT, Band.REVIEW, Band.MISSING
PART_2 = wanted("Pink Floyd", "Another Brick in the Wall, Pt. 2")


@pytest.mark.parametrize(
    ("source", "candidate", "bands"),
    [
        pytest.param(
            wanted("Adele", "Hello", 295),
            owned("Adele", "Hello (Live at the NRJ Awards)"),
            {MISSING},
            id="Adele's Hello is not her Hello live",
        ),
        pytest.param(
            wanted("Kygo", "Firestone - Live Acoustic Version"),
            owned("Kygo", "Firestone", album="Cloud Nine"),
            {MISSING, REVIEW},
            id="a live acoustic Firestone is not the studio's",
        ),
        pytest.param(
            wanted("Rihanna", "Diamonds - Dave Audé Remix"),
            owned("Rihanna", "Diamonds (Gregor Salto Downtempo Remix)"),
            {MISSING},
            id="one remix of Diamonds is not another's",
        ),
        pytest.param(
            PART_2,
            owned("Pink Floyd", "Another Brick in the Wall, Pt. 1"),
            {MISSING},
            id="part 2 is not part 1",
        ),
        pytest.param(
            PART_2,
            owned("Pink Floyd", "Another Brick in the Wall, Part II"),
            {ACCEPT},
            id="part 2 is part II",
        ),
        pytest.param(
            wanted("Coldplay", "Clocks"),
            owned("Coldplay", "Clocks (Röyksopp Trembling Heart Mix)"),
            {MISSING, REVIEW},
            id="Clocks is not its Trembling Heart Mix",
        ),
        pytest.param(
            wanted("The Beatles", "Yesterday", 125),
            owned("The Beatles", "Yesterday Once More (Interview)", 600),
            {MISSING},
            id="Yesterday is not an interview of ten minutes",
        ),
        pytest.param(
            wanted("Heart", "Alone"),
            owned("Heartless Bastards", "Alone"),
            {MISSING},
            id="Heart are not the Heartless Bastards",
        ),
        pytest.param(
            wanted("Taylor Swift", "Love Story"),
            owned("Taylor Swift", "Love Story (Taylor’s Version)"),
            {REVIEW},
            id="Taylor's own Love Story is for the user to judge",
        ),
        pytest.param(
            wanted("MØ", "Final Song"),
            owned("M", "Final Song"),
            {MISSING},
            id="MØ is not M",
        ),
        pytest.param(
            wanted("Кино", "Группа крови"),
            owned("Алиса", "Небо славян"),
            {MISSING},
            id="two Cyrillic songs are not one",
        ),
        pytest.param(
            wanted("藤井風", "きらり"),
            owned("宇多田ヒカル", "花束を君に"),
            {MISSING},
            id="two Japanese songs are not one",
        ),
        pytest.param(
            wanted("Έλενα", "Μαμά"),
            owned("אריק", "שיר"),
            {MISSING},
            id="a Greek song is no Hebrew one",
        ),
        pytest.param(
            wanted("P!nk", "So What"),
            owned("Pink", "So What"),
            {ACCEPT},
            id="P!nk is Pink",
        ),
        pytest.param(
            wanted("Defeater", "Empty Days"),
            owned("Defeater", "Empty Days"),
            {ACCEPT},
            id="Defeater features nobody",
        ),
        pytest.param(
            wanted("Haddaway", "What Is Love", 270),
            owned("Various Artists", "What Is Love", 270),
            {ACCEPT, REVIEW},
            id="What Is Love on a sampler without names",
        ),
        pytest.param(
            wanted(
                ("Calvin Harris", "Rihanna"),
                "This Is What You Came For (feat. Rihanna)",
            ),
            owned("Calvin Harris", "This Is What You Came For"),
            {ACCEPT},
            id="the library does not name Rihanna",
        ),
        pytest.param(
            wanted(("Mark Ronson", "Bruno Mars"), "Uptown Funk (feat. Bruno Mars)"),
            owned("Mark Ronson feat. Bruno Mars", "Uptown Funk (feat. Bruno Mars)"),
            {ACCEPT},
            id="Bruno Mars is named twice",
        ),
        pytest.param(
            wanted("Simon & Garfunkel", "The Boxer"),
            owned("Simon and Garfunkel", "The Boxer"),
            {ACCEPT},
            id="& is and",
        ),
        pytest.param(
            wanted("Moby", "Go - Remastered"),
            owned("Moby", "Go"),
            {ACCEPT},
            id="a remaster of Go is Go",
        ),
        pytest.param(
            wanted("Blur", "Song 2 - 2012 Remaster"),
            owned("Blur", "Song 2"),
            {ACCEPT},
            id="a remaster of Song 2 is Song 2",
        ),
        pytest.param(
            wanted("Prince", "Kiss"),
            owned("Prince", "Kiss (Live)"),
            {MISSING},
            id="Kiss is not Kiss live",
        ),
        pytest.param(
            wanted("Guns N’ Roses", "Sweet Child O’ Mine"),
            owned("Guns N' Roses", "Sweet Child O' Mine"),
            {ACCEPT},
            id="curly quotes are straight ones",
        ),
        pytest.param(
            wanted("Sigur Rós", "Sæglópur"),
            owned("Sigur Rós", "Saeglopur"),
            {ACCEPT},
            id="Sæglópur is Saeglopur",
        ),
        pytest.param(
            wanted("Beyonce\u0301", "Halo"),
            owned("Beyonc\u00e9", "Halo"),
            {ACCEPT},
            id="a decomposed é is a composed one",
        ),
        pytest.param(
            wanted("Lewis Capaldi", "Someone You Loved"),
            owned("Lewis Capaldi Karaoke", "Someone You Loved (Karaoke Version)"),
            {MISSING},
            id="Lewis Capaldi is not his karaoke",
        ),
        pytest.param(
            wanted("Kronos Quartet", "Lux"),
            owned("Kronos Quartet", "Lux"),
            {ACCEPT},
            id="Kronos Quartet keep their quartet",
        ),
    ],
)
def test_golden(source: SourceTrack, candidate: LibraryTrack, bands: set[Band]) -> None:
    """With this single candidate in the library, the band is the one wanted."""
    match = find(source, candidate)

    assert match.band in bands
    assert match.track == (None if match.band is MISSING else candidate.key)


def test_the_studio_recording_is_taken_though_a_live_one_is_there() -> None:
    """Queen's remaster is the track of the hits, not the one on stage."""
    match = find(
        wanted("Queen", "Don't Stop Me Now - Remastered 2011"),
        owned("Queen", "Don't Stop Me Now (Live)", key="live"),
        owned("Queen", "Don't Stop Me Now", album="Greatest Hits", key="hits"),
    )

    assert (match.band, match.track) == (Band.ACCEPT, "hits")


def test_of_three_recordings_called_one_the_length_tells_the_right_one() -> None:
    """Metallica's One of 447 seconds is the one of 446."""
    match = find(
        wanted("Metallica", "One", 447),
        owned("Metallica", "One", 627, key="longest"),
        owned("Metallica", "One", 473, key="longer"),
        owned("Metallica", "One", 446, key="right"),
    )

    assert (match.band, match.track) == (Band.ACCEPT, "right")
