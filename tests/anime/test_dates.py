"""The days on which something was started and completed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from custom_components.plex_sync.anime.dates import marked_at_once
from custom_components.plex_sync.anime.facts import DatedBy, Item

from .builders import TODAY, asked_of, facts_of, item, values, watched


def test_bulk_stamps_are_found() -> None:
    """Three stamps within a minute are a bulk; two are not; each window counts."""
    assert marked_at_once({}) == frozenset()
    assert marked_at_once({"a": 0, "b": 5}) == frozenset()
    assert marked_at_once({"a": 0, "b": 30, "c": 60}) == {"a", "b", "c"}
    assert marked_at_once({"a": 0, "b": 30, "c": 61}) == frozenset()
    stamps = {"a": 0, "b": 50, "c": 55, "d": 100, "e": 1000}
    assert marked_at_once(stamps) == {"a", "b", "c", "d"}


def test_days_are_those_of_the_profiles_zone() -> None:
    """A view at 23:30 UTC is of the next day in Tokyo."""
    at = int(datetime(2026, 3, 1, 23, 30, tzinfo=UTC).timestamp())
    known = facts_of(
        [Item(views=1, first_viewed_at=at, dated_by=DatedBy.HISTORY, last_viewed_at=at)]
    )
    tokyo = datetime(2026, 11, 21, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert values(asked_of(known, now=tokyo))["started_at"] == "2026-03-02"
    assert values(asked_of(known))["started_at"] == "2026-03-01"


def test_completion_is_the_last_first_view() -> None:
    """All of it watched: started with the first view, completed with the last."""
    asked = asked_of(facts_of(watched(range(1, 13), 12)))
    assert values(asked)["started_at"] == "2026-08-14"
    assert values(asked)["completed_at"] == "2026-08-25"
    assert asked.wishes["completed_at"].evidence["by"] == "history"


def test_no_completion_day_without_the_day_of_the_end() -> None:
    """The last episode carries no trusted time: no day is made up."""
    items = watched(range(1, 12), 11)
    items.append(Item(number=12, views=1, last_viewed_at=TODAY))
    assert "completed_at" not in values(asked_of(facts_of(items)))
    undated = facts_of([item(1, 1), item(2)])
    assert "started_at" not in values(asked_of(undated))


def test_rewatched_episodes_without_history_do_not_date_the_end() -> None:
    """Two episodes were viewed again and no history is there: the first time counts."""
    items = [
        item(number, 2 if number < 3 else 1, days_ago=1 if number < 3 else 20 - number)
        for number in range(1, 13)
    ]
    asked = values(asked_of(facts_of(items)))
    assert asked["status"] == "REPEATING"
    assert asked["completed_at"] == "2026-11-13"


def test_begun_without_any_time_has_no_day() -> None:
    """Begun, nobody knows when: current without a day."""
    assert values(asked_of(facts_of([item(1, begun=True)]))) == {
        "status": "CURRENT",
        "progress": 0,
    }
