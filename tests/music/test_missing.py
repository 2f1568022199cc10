"""What is missing, put together out of the open problems of the timeline."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import given, strategies as st

from custom_components.plex_sync.music.decisions import decision_key, write_decision
from custom_components.plex_sync.music.export import (
    COLUMNS,
    album_links,
    as_rows,
    as_table,
    track_links,
)
from custom_components.plex_sync.music.items import ItemKind, SavedItem, track_subject
from custom_components.plex_sync.music.missing import (
    CARED_FOR,
    MissingTrack,
    care_key,
    care_taken,
    is_cared_for,
    is_hidden,
    missing_things,
    missing_tracks,
)
from custom_components.plex_sync.music.model import Decision, VerdictKind
from custom_components.plex_sync.sync.journal.shapes import Record
from custom_components.plex_sync.sync.model import JsonValue, ProblemKind, Subject
from custom_components.plex_sync.sync.runs import Outcome

NIGHT: Final = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
MORNING: Final = "spotify:playlist:morning"
EVENING: Final = "spotify:playlist:evening"
ALBUM: Final = "spotify:album:first"
ITEMS: Final = {
    MORNING: SavedItem(key=MORNING, kind=ItemKind.PLAYLIST, title="Morning"),
    EVENING: SavedItem(key=EVENING, kind=ItemKind.PLAYLIST, title="Evening"),
    ALBUM: SavedItem(key=ALBUM, kind=ItemKind.ALBUM, title="First"),
}


def problem(
    number: int,
    title: str,
    item: str = MORNING,
    kind: ProblemKind = ProblemKind.NOT_FOUND,
) -> Record:
    """A line of the timeline about a track of an item."""
    uri = f"spotify:track:{title}"
    return Record(
        id=number,
        profile="music",
        run_id=1,
        outcome=Outcome.NOT_FOUND,
        problem=kind,
        at=NIGHT,
        first_seen=NIGHT,
        times=1,
        closed_at=None,
        target=item,
        title=title,
        subtitle="Nova",
        section="",
        subjects=[Subject(key=track_subject(item, uri, 0), title=title)],
        picture=None,
        links=(),
        edits=(),
        more_edits=0,
        created=False,
        deleted=False,
        reason="nothing_similar",
        message="",
        details={"uri": uri, "artists": ["Nova"], "milliseconds": 200_400},
        facts="",
        undoes=(),
        undone_by=None,
    )


def never(title: str, item: str | None = None) -> Mapping[str, JsonValue]:
    """The user's word that a track is never wanted: in an item, or everywhere."""
    uri = f"spotify:track:{title}"
    key = decision_key(uri) if item is None else decision_key(uri, item)
    return {key: write_decision(Decision(kind=VerdictKind.NEVER))}


def titles(tracks: list[MissingTrack]) -> list[str]:
    """The titles of missing tracks."""
    return [track.title for track in tracks]


def test_tracks_come_in_the_order_in_which_they_were_missed_first() -> None:
    """What waits for a review is not missing yet."""
    records = [
        problem(3, "C"),
        problem(1, "A"),
        problem(2, "B", kind=ProblemKind.REVIEW),
    ]
    assert titles(missing_tracks(records, {})) == ["A", "C"]


def test_word_of_the_user_holds_where_it_was_given() -> None:
    """Never in one item leaves the same track missing in the others."""
    records = [problem(1, "A", MORNING), problem(2, "A", EVENING)]
    [left] = missing_tracks(records, never("A", MORNING))
    assert left.item == EVENING
    assert missing_tracks(records, never("A")) == []


def test_same_track_is_one_thing_and_an_album_is_one_thing() -> None:
    """Whatever the user would get at once; what is saved no more is no matter."""
    records = [
        problem(1, "A", MORNING),
        problem(2, "A", EVENING),
        problem(3, "B", ALBUM),
        problem(4, "C", ALBUM),
        problem(5, "D", "spotify:playlist:removed"),
    ]
    track, album = missing_things(missing_tracks(records, {}), ITEMS)
    assert (track.kind, track.title, len(track.tracks)) == (None, "A", 2)
    assert (album.kind, album.title, len(album.tracks)) == (ItemKind.ALBUM, "First", 2)
    assert album.artists == "Nova"


def test_links_are_those_of_tracks_and_of_albums_apart() -> None:
    """Each once; what has no page at the service has no line."""
    tracks = missing_tracks(
        [problem(1, "A", MORNING), problem(2, "A", EVENING), problem(3, "B", ALBUM)], {}
    )
    assert track_links(tracks, ITEMS) == "https://open.spotify.com/track/A\n"
    assert album_links(tracks, ITEMS) == "https://open.spotify.com/album/first\n"
    assert track_links([], ITEMS) == ""


def test_table_says_why_and_for_how_long() -> None:
    """A row for each missing track of each item; without any, only the columns."""
    tracks = missing_tracks([problem(1, 'A "quoted", one')], {})
    [row] = as_rows(tracks, ITEMS)
    assert (row["playlist"], row["reason"], row["seconds"]) == (
        "Morning",
        "nothing_similar",
        200,
    )
    assert as_table([], ITEMS) == ",".join(COLUMNS) + "\n"
    assert as_table(tracks, ITEMS).count("\n") == 2


@given(hours=st.integers(min_value=0, max_value=2000))
def test_care_is_believed_for_so_long(hours: int) -> None:
    """From the moment of the word on, not longer; hidden for no longer either."""
    later = NIGHT + timedelta(hours=hours)
    decisions: Mapping[str, JsonValue] = {
        care_key("a"): care_taken(NIGHT),
        care_key("b"): care_taken(NIGHT, is_hidden=True),
    }
    expected = timedelta(hours=hours) < CARED_FOR
    assert is_cared_for(decisions, "a", later) is expected
    assert is_cared_for(decisions, "b", later) is expected
    assert is_hidden(decisions, "b", later) is expected
    assert not is_hidden(decisions, "a", later)
    assert not is_cared_for(decisions, "c", later)
