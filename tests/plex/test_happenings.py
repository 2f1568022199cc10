"""What notifications mean."""

import json

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.plex.happenings import Happened, Interpreter, Kind

LIBRARY = "com.plexapp.plugins.library"


def message(kind: str, **entries: object) -> str:
    """A notification as it comes."""
    return json.dumps({"NotificationContainer": {"type": kind, "size": 1, **entries}})


def playing(state: str, key: str, offset: int = 0, session: str = "7") -> str:
    """A player tells where it is."""
    entry = {
        "sessionKey": session,
        "ratingKey": key,
        "key": f"/library/metadata/{key}",
        "viewOffset": offset,
        "state": state,
    }
    return message("playing", PlaySessionStateNotification=[entry])


def timeline(**values: object) -> str:
    """An item of a library was taken in."""
    entry = {
        "identifier": LIBRARY,
        "sectionID": 2,
        "itemID": 513,
        "type": 4,
        "state": 5,
    }
    return message("timeline", TimelineEntry=[entry | values])


def activity(kind: str, event: str = "ended", **context: object) -> str:
    """The server did something in the background."""
    inner = {"uuid": "u", "type": kind, "progress": 100, "Context": context}
    entry = {"event": event, "uuid": "u", "Activity": inner}
    return message("activity", ActivityNotification=[entry])


def heard(*messages: str, interpreter: Interpreter | None = None) -> list[Happened]:
    """What messages mean, one after the other."""
    reader = interpreter or Interpreter()
    return [happened for each in messages for happened in reader.read(each)]


def test_a_view_ends_when_it_stops() -> None:
    """Playing, pausing and buffering are none of our business, a stop is."""
    views = [playing(state, "513") for state in ("playing", "paused", "buffering")]
    assert heard(*views) == []
    assert heard(*views, playing("stopped", "513")) == [Happened(Kind.PLAYED, "513")]
    # Also where its beginning was not heard.
    assert heard(playing("stopped", "513")) == [Happened(Kind.PLAYED, "513")]


def test_the_next_item_ends_the_one_before() -> None:
    """An episode that follows another in the same session, without a stop."""
    said = [
        playing("playing", "1"),
        playing("playing", "9", session="8"),
        playing("playing", "2"),
        playing("stopped", "2"),
    ]
    assert heard(*said) == [Happened(Kind.PLAYED, "1"), Happened(Kind.PLAYED, "2")]


def test_a_view_near_its_end_is_told_once() -> None:
    """Where the length is known, nine tenths are enough; unknown, only a stop is."""
    lengths = {"1": 1_000, "2": 0}
    said = [
        *(playing("playing", "1", offset) for offset in (899, 900, 950)),
        playing("stopped", "1", 990),
        playing("playing", "2", 5_000),
        playing("playing", "3", 5_000, session="8"),
    ]
    found = heard(*said, interpreter=Interpreter(lengths.get))
    assert found == [Happened(Kind.PLAYED, "1"), Happened(Kind.PLAYED, "1")]


def test_an_item_is_taken_in() -> None:
    """Films and episodes once processed, whatever the numbers are written as."""
    changed = Happened(Kind.CHANGED, "513", "2")
    assert heard(timeline()) == [changed]
    assert heard(timeline(type="1", state="5", itemID="513", sectionID="2")) == [
        changed
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"state": 0},
        {"state": 9},
        {"type": 2},
        {"type": 10},
        {"type": True},
        {"identifier": "com.plexapp.system"},
        {"itemID": None},
    ],
)
def test_other_entries_of_the_timeline_say_nothing(values: dict[str, object]) -> None:
    """Neither a beginning nor a show nor a track nor a thing of another kind."""
    assert heard(timeline(**values)) == []


def test_an_item_is_marked_by_hand() -> None:
    """It shows as a refresh of the item that has ended."""
    key = "/library/metadata/513"
    changed = [Happened(Kind.CHANGED, "513")]
    assert heard(activity("library.refresh.items", key=key)) == changed
    assert heard(activity("library.refresh.items", "started", key=key)) == []
    assert heard(activity("library.refresh.items")) == []
    assert heard(activity("library.refresh.items", key="/playlists/5")) == []
    assert heard(activity("media.generate.bif", key=key)) == []


def test_a_library_is_scanned() -> None:
    """By name where it is told, or some library."""
    assert heard(activity("library.update.section", librarySectionID="2")) == [
        Happened(Kind.SCANNED, section="2")
    ]
    scan = {"title": "Library scan complete", "notificationName": "LIBRARY_UPDATE"}
    assert heard(message("status", StatusNotification=[scan])) == [
        Happened(Kind.SCANNED)
    ]
    other = {"notificationName": "SERVER_UPDATE"}
    assert heard(message("status", StatusNotification=[other])) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rubbish",
        "[" * 100_000,
        "[]",
        "{}",
        '{"NotificationContainer": []}',
        '{"NotificationContainer": {"type": 5}}',
        message("reachability", ReachabilityNotification=[{"reachability": True}]),
        message("playing"),
        message("playing", PlaySessionStateNotification=[{"state": "stopped"}, 5]),
        message("timeline", TimelineEntry={"itemID": 5}),
        message("activity", ActivityNotification=[{"event": "ended"}]),
        message(
            "activity",
            ActivityNotification=[
                {
                    "event": "ended",
                    "Activity": {"type": "library.refresh.items", "Context": 5},
                }
            ],
        ),
    ],
)
def test_rubbish_means_nothing(text: str) -> None:
    """Nothing that comes can break the listening."""
    assert heard(text) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "sessionKey",
                    "ratingKey",
                    "viewOffset",
                    "state",
                    "itemID",
                    "type",
                    "event",
                    "Activity",
                    "Context",
                    "key",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)
NAMES = {
    "playing": "PlaySessionStateNotification",
    "timeline": "TimelineEntry",
    "activity": "ActivityNotification",
    "status": "StatusNotification",
}


@given(st.sampled_from(sorted(NAMES)), st.lists(JSON, max_size=3))
def test_no_shape_breaks_it(kind: str, entries: list[object]) -> None:
    """Whatever stands where something is looked for."""
    reader = Interpreter(lambda key: 1_000)
    for _ in range(2):
        list(reader.read(message(kind, **{NAMES[kind]: entries})))
