"""The rungs of the ladder: decisions, ISRCs, the choice among equals, and reasons."""

import pytest

from custom_components.plex_sync.music.matching import (
    Index,
    Matcher,
    Thresholds,
    forget,
)
from custom_components.plex_sync.music.matching.titles import read_title
from custom_components.plex_sync.music.model import (
    Band,
    Decision,
    Preference,
    VerdictKind,
)

from .builders import find, owned, wanted

SOURCE = wanted("Queen", "Bohemian Rhapsody", 354)
RIGHT = owned("Queen", "Bohemian Rhapsody", 354, key="right")
OTHER = owned("Queen", "Bohemian Rhapsody (Live)", 340, key="other")


def decided(kind: VerdictKind, *tracks: str) -> Decision:
    """A decision of the user."""
    return Decision(kind=kind, tracks=tracks)


def test_the_users_track_is_taken_against_all_evidence() -> None:
    """*This* is certain, whatever the titles say."""
    match = find(SOURCE, RIGHT, OTHER, decisions=decided(VerdictKind.THIS, "other"))

    assert (match.band, match.track, match.confidence) == (Band.ACCEPT, "other", 1.0)
    assert (match.step, match.reason) == ("decision", "decided")


def test_a_track_that_was_decided_on_and_is_gone_is_only_replaced_by_asking() -> None:
    """What is found instead is offered, not taken; nothing found is missing."""
    gone = decided(VerdictKind.THIS, "gone")

    offered = find(SOURCE, RIGHT, decisions=gone)
    nothing = find(SOURCE, decisions=gone)

    assert (offered.band, offered.track) == (Band.REVIEW, "right")
    assert (nothing.band, nothing.track) == (Band.MISSING, None)
    assert offered.reason == nothing.reason == "decided_track_gone"


def test_refused_tracks_are_not_found_again() -> None:
    """*Not this* leaves the next best, or none."""
    twin = owned("Queen", "Bohemian Rhapsody", 355, key="twin")

    assert (
        find(
            SOURCE, RIGHT, twin, decisions=decided(VerdictKind.NOT_THIS, "right")
        ).track
        == "twin"
    )
    assert (
        find(
            SOURCE, RIGHT, decisions=decided(VerdictKind.NOT_THIS, "right", "twin")
        ).track
        is None
    )


def test_never_is_missing_on_purpose() -> None:
    """It is not looked for, and says so."""
    match = find(SOURCE, RIGHT, decisions=decided(VerdictKind.NEVER))

    assert (match.band, match.track, match.reason) == (Band.MISSING, None, "never")


def test_the_nearer_decision_counts_before_the_general_one() -> None:
    """One item's word goes before that for everywhere."""
    near, general = decided(VerdictKind.THIS, "other"), decided(VerdictKind.NEVER)

    assert find(SOURCE, RIGHT, OTHER, decisions=[near, general]).track == "other"
    assert find(SOURCE, RIGHT, OTHER, decisions=[general, near]).track is None


def test_an_isrc_finds_what_is_written_in_another_way() -> None:
    """The same recording under a foreign title, if its length agrees."""
    row = owned("Кино", "Группа крови", 285, key="right", isrc="RUA1D0000001")
    source = wanted("Kino", "Blood Type", 285, isrc="RUA1D0000001")

    assert find(source, row).band is Band.REVIEW
    match = find(wanted("Kino", "Gruppa Krovi", 286, isrc="RUA1D0000001"), row)
    assert (match.band, match.step, match.reason) == (Band.ACCEPT, "isrc", "same_isrc")


def test_an_isrc_on_another_version_is_a_mistake_that_the_user_sees() -> None:
    """Tags are copied; a live track with the studio's ISRC is not taken."""
    row = owned("Queen", "Bohemian Rhapsody (Live)", 340, isrc="GBUM71029604")

    match = find(wanted("Queen", "Bohemian Rhapsody", 354, isrc="GBUM71029604"), row)

    assert (match.band, match.reason) == (Band.REVIEW, "isrc_of_other_title")


ALBUM = owned("Queen", "Bohemian Rhapsody", 354, key="album", bitrate=320, section="1")
HITS = owned(
    "Queen",
    "Bohemian Rhapsody",
    355,
    key="a hits",
    bitrate=1000,
    lossless=True,
    compilation=True,
    explicit=True,
    section="2",
)


@pytest.mark.parametrize(
    ("preference", "taken"),
    [
        (Preference(), "album"),
        (Preference(album_over_compilation=False), "a hits"),
        (Preference(album_over_compilation=False, lossless=False), "a hits"),
        (Preference(explicit=True, album_over_compilation=False), "a hits"),
        (Preference(sections=("2", "1"), album_over_compilation=False), "a hits"),
        (Preference(sections=("1",), album_over_compilation=False), "album"),
    ],
)
def test_the_users_preference_chooses_among_equals(
    preference: Preference, taken: str
) -> None:
    """Equal recordings are told apart by what the user would rather hear."""
    for library in ((ALBUM, HITS), (HITS, ALBUM)):
        assert find(SOURCE, *library, preference=preference).track == taken


def test_the_sources_own_album_goes_before_preference() -> None:
    """The track of the album that the playlist names is no mere equal."""
    source = wanted("Queen", "Bohemian Rhapsody", 354, album="Greatest Hits")
    hits = owned(
        "Queen",
        "Bohemian Rhapsody",
        354,
        key="hits",
        album="Greatest Hits (Remastered)",
    )
    album = owned(
        "Queen", "Bohemian Rhapsody", 354, key="album", album="A Night", lossless=True
    )

    assert find(source, album, hits).track == "hits"


def test_thresholds_move_the_bands() -> None:
    """What is offered by default can be taken, and what is taken can be offered."""
    index = Index.build([owned("Taylor Swift", "Love Story (Taylor’s Version)")])
    source = wanted("Taylor Swift", "Love Story")

    bold = Matcher(index, thresholds=Thresholds(accept=0.7)).match(source)
    shy = Matcher(index, thresholds=Thresholds(review=0.8)).match(source)

    assert (bold.band, shy.band) == (Band.ACCEPT, Band.MISSING)


def test_a_missing_track_shows_what_was_looked_at() -> None:
    """The candidates say why they were not taken, with their witnesses."""
    match = find(SOURCE, OTHER)

    assert (match.band, match.reason) == (Band.MISSING, "other_version")
    assert match.candidates[0].track == "other"
    assert match.candidates[0].details == {
        "title": "same",
        "artists": "same",
        "versions": "other",
        "seconds": 14.0,
        "album": False,
    }


def test_the_ladder_can_be_seen_whole() -> None:
    """Explaining shows how the title was read and what each rung found."""
    matcher = Matcher(Index.build([RIGHT, OTHER]))

    shown = matcher.explain(wanted("Queen", "Bohemian Rhapsody - Live", 341))

    assert shown.match.track == "other"
    assert (shown.title, shown.versions) == ("bohemian rhapsody", ("live",))
    assert [rung.step for rung in shown.rungs] == ["isrc", "exact", "fuzzy"]
    assert [each.track for each in shown.rungs[1].candidates] == ["other", "right"]


def test_a_title_that_names_its_artist_is_read_as_files_are_named() -> None:
    """`Artist - Title` without an artist, on either side."""
    assert find(wanted((), "Queen - Bohemian Rhapsody", 354), RIGHT).track == "right"
    row = owned("", "Queen - Bohemian Rhapsody (Official Video)", 354, key="file")
    assert find(SOURCE, row).track == "file"


def test_the_artist_of_the_track_counts_on_a_sampler() -> None:
    """`Various Artists` play nothing; the track's own artist does."""
    row = owned("Various Artists", "What Is Love", 270, track_artist="Haddaway")

    assert find(wanted("Haddaway", "What Is Love", 270), row).band is Band.ACCEPT
    assert find(wanted("Somebody", "What Is Love", 270), row).band is Band.MISSING


def test_a_very_long_title_and_a_large_library_are_no_trouble() -> None:
    """A thousand letters find themselves among rows of one name."""
    title = "long " * 200
    library = [owned(f"Artist {n}", title, 100 + n, key=str(n)) for n in range(500)]

    assert find(wanted("Artist 77", title, 177), *library).track == "77"


def test_forgetting_between_runs_changes_no_match() -> None:
    """Memory is given back, and the next run answers the same."""
    index = Index.build([RIGHT, OTHER])
    before = Matcher(index).match(SOURCE)

    forget()

    assert read_title.cache_info().currsize == 0
    assert Matcher(index).match(SOURCE) == before
