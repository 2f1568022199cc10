"""Saved albums: owned, in part, missing."""

import pytest

from custom_components.plex_sync.music.matching import (
    Index,
    Matcher,
    Ownership,
    match_album,
)
from custom_components.plex_sync.music.model import LibraryTrack, SourceTrack

from .builders import owned, wanted

TITLES = ("One", "Two", "Three")


def saved(album: str, titles: tuple[str, ...] = TITLES) -> list[SourceTrack]:
    """The tracks of a saved album."""
    return [wanted("X", title, 200, album=album) for title in titles]


def shelf(album: str, titles: tuple[str, ...] = TITLES) -> list[LibraryTrack]:
    """The tracks of a library's album."""
    return [
        owned("X", title, 201, album=album, key=f"{album}/{title}") for title in titles
    ]


@pytest.mark.parametrize(
    ("wish", "has"),
    [
        ("Album", "Album"),
        ("Album", "Album (Deluxe Edition)"),
        ("Album (2011 Remaster)", "Album"),
        ("Album [25th Anniversary Edition]", "Album (Remastered)"),
    ],
)
def test_any_edition_of_an_album_is_the_album(wish: str, has: str) -> None:
    """Deluxe, remastered and plain editions are one."""
    matcher = Matcher(Index.build(shelf(has, (*TITLES, "Bonus"))))

    assert match_album(matcher, saved(wish)).ownership is Ownership.OWNED


def test_an_album_in_part_tells_what_lacks_in_order() -> None:
    """The bonus tracks of a saved edition lack where the library has the plain one."""
    matcher = Matcher(Index.build(shelf("Album", ("Two",))))

    match = match_album(matcher, saved("Album (Deluxe)"))

    assert match.ownership is Ownership.IN_PART
    assert [track.title for track in match.lacking] == ["One", "Three"]


def test_a_track_on_another_album_lacks_on_this_one() -> None:
    """The hits do not make the album owned, but where it is can be seen."""
    matcher = Matcher(Index.build(shelf("Album", ("One", "Two")) + shelf("Hits")))

    match = match_album(matcher, saved("Album"))

    assert match.ownership is Ownership.IN_PART
    elsewhere = match.tracks[2].elsewhere
    assert elsewhere is not None
    assert elsewhere.track == "Hits/Three"


@pytest.mark.parametrize(
    ("wish", "has"),
    [
        ("Album", "Other"),
        ("Greatest Hits", "Greatest Hits II"),
        ("Album", "Album (Live)"),
        ("1989", "1989 (Taylor's Version)"),
    ],
)
def test_other_albums_do_not_count(wish: str, has: str) -> None:
    """Another volume, the album on stage and the album made anew are others."""
    matcher = Matcher(Index.build(shelf(has)))

    assert match_album(matcher, saved(wish)).ownership is Ownership.MISSING


def test_an_album_without_tracks_is_missing() -> None:
    """Nothing is not everything."""
    assert match_album(Matcher(Index.build([])), []).ownership is Ownership.MISSING
