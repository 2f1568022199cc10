"""What of all that is missing is handed on, and to whom."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from custom_components.plex_sync.music.handoff.model import Want, WantKind
from custom_components.plex_sync.music.handoff.wants import wants_of
from custom_components.plex_sync.music.items import ItemKind, SavedItem
from custom_components.plex_sync.music.missing import MissingTrack, missing_things

MORNING: Final = "spotify:playlist:morning"
EVENING: Final = "spotify:playlist:evening"
ALBUM: Final = "spotify:album:first"
ITEMS: Final = {
    MORNING: SavedItem(key=MORNING, kind=ItemKind.PLAYLIST, title="Morning"),
    EVENING: SavedItem(key=EVENING, kind=ItemKind.PLAYLIST, title="Evening"),
    ALBUM: SavedItem(key=ALBUM, kind=ItemKind.ALBUM, title="First"),
}
BOTH: Final = frozenset(WantKind)
TRACKS: Final = frozenset({WantKind.TRACK})


def track(title: str, item: str = MORNING) -> MissingTrack:
    """A track that an item lacks."""
    return MissingTrack(
        item=item,
        uri=f"spotify:track:{title}",
        title=title,
        artists=("Nova",),
        album="First",
        album_uri="spotify:album:somewhere",
        isrc="DEABC2600001",
        milliseconds=200_000,
        reason="nothing_similar",
        first_seen=datetime(2026, 11, 21, 2, 0, tzinfo=UTC),
        record=1,
    )


def asked(
    *tracks: MissingTrack,
    kinds: frozenset[WantKind] = BOTH,
    items: dict[str, SavedItem] = ITEMS,
) -> list[Want]:
    """What a program is asked for."""
    return wants_of(missing_things(tracks, items), items, kinds)


def test_track_of_two_playlists_is_asked_for_once() -> None:
    """All that is known of it goes along."""
    assert asked(track("One"), track("One", EVENING)) == [
        Want(
            uid="spotify:track:One",
            kind=WantKind.TRACK,
            title="One",
            artists=("Nova",),
            album="First",
            album_uri="spotify:album:somewhere",
            isrc="DEABC2600001",
            milliseconds=200_000,
        )
    ]


def test_album_is_one_want_for_who_gets_albums() -> None:
    """It is known by its own address, and by one of its recordings."""
    [want] = asked(track("One", ALBUM), track("Two", ALBUM))
    assert (want.uid, want.kind, want.title) == (ALBUM, WantKind.ALBUM, "First")
    assert (want.album_uri, want.isrc) == (ALBUM, "DEABC2600001")


def test_album_is_its_tracks_for_who_gets_tracks() -> None:
    """Each is asked for by itself, and once if a playlist wants it, too."""
    wants = asked(track("One", ALBUM), track("Two", ALBUM), track("One"), kinds=TRACKS)
    assert [(want.kind, want.title) for want in wants] == [
        (WantKind.TRACK, "One"),
        (WantKind.TRACK, "Two"),
    ]


def test_a4_jobs_do_not_take_the_place_of_each_other() -> None:
    """What albums lack and what playlists lack is asked for at the same time."""
    wants = asked(track("Song"), track("Part", ALBUM), kinds=TRACKS)
    assert [want.title for want in wants] == ["Song", "Part"]


def test_item_without_the_users_word_hands_nothing_on() -> None:
    """A track that another item wants as well is still asked for."""
    items = ITEMS | {MORNING: replace(ITEMS[MORNING], hand_off=False)}
    wants = asked(track("One"), track("Two"), track("Two", EVENING), items=items)
    assert [want.title for want in wants] == ["Two"]
