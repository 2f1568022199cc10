"""The status, repeat and progress that watching asks for."""

import pytest

from custom_components.plex_sync.anilist.model import Entry, MediaStatus
from custom_components.plex_sync.anime.facts import Item
from custom_components.plex_sync.anime.options import (
    AnimeOptions,
    IdleStatus,
    ProgressRule,
)
from custom_components.plex_sync.sync.model import Policy

from .builders import (
    asked_of,
    entry,
    facts,
    facts_of,
    item,
    policies,
    season,
    values,
    watched,
)

CONTIGUOUS = AnimeOptions(progress_rule=ProgressRule.CONTIGUOUS)


def again(number: int, days_ago: float) -> Item:
    """An episode that was watched a second time."""
    return item(number, 2, days_ago=days_ago, first_days_ago=100 - number)


def test_two_episodes_viewed_again_are_a_rewatch() -> None:
    """All watched, two of them again after that: repeating."""
    items = watched(range(1, 13), 12)
    items[0], items[1] = again(1, 3), again(2, 2)
    asked = asked_of(facts_of(items))
    assert values(asked)["status"] == "REPEATING"
    assert values(asked)["repeat"] == 0
    assert asked.wishes["status"].evidence["again"] == [1, 2]


def test_one_episode_viewed_again_is_none() -> None:
    """One episode viewed again is a favourite, or a view that was resumed."""
    items = watched(range(1, 13), 12)
    items[4] = again(5, 3)
    assert values(asked_of(facts_of(items)))["status"] == "COMPLETED"


def test_views_before_completion_are_no_rewatch() -> None:
    """Two episodes were viewed twice before the last was viewed at all: completed."""
    items = watched(range(1, 13), 12)
    items[0], items[1] = again(1, 95), again(2, 94)
    assert values(asked_of(facts_of(items)))["status"] == "COMPLETED"


def test_rewatch_needs_to_know_when_it_was_completed() -> None:
    """Some episodes lack any time: nobody can say what came after, so completed."""
    items = watched(range(1, 13), 12)
    items[0], items[1], items[5] = again(1, 3), again(2, 2), item(6, 1)
    assert values(asked_of(facts_of(items)))["status"] == "COMPLETED"


def test_finished_rewatch_counts() -> None:
    """All of it viewed twice: completed, repeated once."""
    asked = values(asked_of(facts_of(watched(range(1, 13), 12, views=2))))
    assert (asked["status"], asked["repeat"]) == ("COMPLETED", 1)


def test_begun_is_current_with_progress_0() -> None:
    """The first episode was left in its middle: current, nothing watched yet."""
    asked = values(asked_of(facts_of([item(1, begun=True, days_ago=1), item(2)])))
    assert (asked["status"], asked["progress"]) == ("CURRENT", 0)
    assert asked["started_at"] == "2026-11-20"


def test_nothing_asks_for_nothing() -> None:
    """Untouched, or watch-listed without the option: no wish at all."""
    assert values(asked_of(facts_of([item(1)]))) == {}
    assert values(asked_of(facts(season([item(1)], watchlisted=True)))) == {}


def test_watchlist_is_planning_when_wanted() -> None:
    """Watch-listed with the option: planning, and nothing else."""
    known = facts(season([item(1)], watchlisted=True))
    options = AnimeOptions(watchlist_planning=True)
    assert values(asked_of(known, options=options)) == {"status": "PLANNING"}


def test_unknown_count_never_completes() -> None:
    """AniList does not know how many episodes there will be: current."""
    asked = values(asked_of(facts_of(watched(range(1, 13), 12)), episodes=None))
    assert (asked["status"], asked["progress"]) == ("CURRENT", 12)


@pytest.mark.parametrize(
    ("on_list", "expected"),
    [
        (None, "CURRENT"),
        (entry(progress=8), "COMPLETED"),
        (entry(progress=12), "CURRENT"),
        (entry(status="COMPLETED", progress=12), "COMPLETED"),
        (entry(progress=7), "CURRENT"),
    ],
)
def test_the_list_knows_what_was_watched_elsewhere(
    on_list: Entry | None, expected: str
) -> None:
    """9-12 are watched on Plex: all of it, if the list had come to 8 before."""
    known = facts_of(watched(range(9, 13), 12))
    assert values(asked_of(known, now_on_list=on_list))["status"] == expected


def test_mirror_goes_by_plex_alone() -> None:
    """With the status mirrored the list's own progress says nothing."""
    known = facts_of(watched(range(9, 13), 12))
    options = AnimeOptions(destructive=True, policies=policies(status=Policy.MIRROR))
    asked = asked_of(known, now_on_list=entry(progress=8), options=options)
    assert values(asked)["status"] == "CURRENT"


def test_numbers_beyond_the_count_are_no_gap() -> None:
    """The mapping goes beyond the last episode: what is watched is all of it."""
    known = facts_of([item(2, 1, days_ago=2), item(3), item(4, 1, days_ago=1)])
    asked = values(asked_of(known, episodes=2, options=CONTIGUOUS))
    assert (asked["status"], asked["progress"]) == ("COMPLETED", 2)


def test_contiguous_progress_stops_at_a_gap() -> None:
    """1-3 and 7 are watched: 3; what is not on Plex is no gap; the list fills one."""
    known = facts_of(watched([1, 2, 3, 7], 12))
    assert values(asked_of(known, options=CONTIGUOUS))["progress"] == 3
    later = facts_of(watched(range(6, 9), 12)[5:])
    assert values(asked_of(later, options=CONTIGUOUS))["progress"] == 8
    filled = asked_of(known, now_on_list=entry(progress=6), options=CONTIGUOUS)
    assert values(filled)["progress"] == 7


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (AnimeOptions(), "CURRENT"),
        (AnimeOptions(idle_status=IdleStatus.PAUSED), "PAUSED"),
        (AnimeOptions(idle_status=IdleStatus.DROPPED, idle_weeks=4), "DROPPED"),
        (AnimeOptions(idle_status=IdleStatus.DROPPED, idle_weeks=40), "CURRENT"),
    ],
)
def test_idle_only_if_asked_for(options: AnimeOptions, expected: str) -> None:
    """Not gone on with for 200 days: whatever the user wants to be said of it."""
    items = [item(1, 1, days_ago=200), item(2, 1, days_ago=200), item(3)]
    assert values(asked_of(facts_of(items), options=options))["status"] == expected


def test_what_goes_on_is_not_idle() -> None:
    """On Continue Watching, or caught up with what is still airing: current."""
    options = AnimeOptions(idle_status=IdleStatus.PAUSED)
    items = [item(1, 1, days_ago=200), item(2)]
    going_on = facts(season(items, continuing=True))
    assert values(asked_of(going_on, options=options))["status"] == "CURRENT"
    caught_up = facts_of([item(1, 1, days_ago=200)])
    asked = asked_of(caught_up, options=options, status=MediaStatus.RELEASING)
    assert values(asked)["status"] == "CURRENT"
    undated = facts_of([item(1, 1), item(2)])
    assert values(asked_of(undated, options=options))["status"] == "CURRENT"


def test_films() -> None:
    """Viewed: completed with all its episodes; begun: current; viewed again: repeated."""
    seen = facts(season([item(1, 2, days_ago=3, first_days_ago=9)], number=None))
    assert values(asked_of(seen, episodes=None)) == {
        "status": "COMPLETED",
        "progress": 1,
        "repeat": 1,
        "started_at": "2026-11-12",
        "completed_at": "2026-11-12",
    }
    assert values(asked_of(seen, episodes=3))["progress"] == 3
    begun = facts(season([item(1, begun=True, days_ago=1)], number=None))
    asked = values(asked_of(begun, episodes=1))
    assert (asked["status"], asked["progress"]) == ("CURRENT", 0)


def test_special_that_is_a_film_on_anilist() -> None:
    """An episode of the specials is a film on AniList: completed."""
    special = season([item(4, 1, days_ago=1)], number=0)
    known = facts(special, offset=-3)
    assert values(asked_of(known, episodes=1))["status"] == "COMPLETED"
