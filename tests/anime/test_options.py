"""The options of an anime profile."""

import pytest

from custom_components.plex_sync.anime.options import (
    DEFAULT_POLICIES,
    AnimeOptions,
    IdleStatus,
    ProgressRule,
)
from custom_components.plex_sync.sync.model import Policy


def test_defaults_are_those_of_no_options() -> None:
    """An empty mapping gives the defaults, each of them."""
    assert AnimeOptions.from_mapping({}) == AnimeOptions()
    assert AnimeOptions().policies == DEFAULT_POLICIES


def test_every_option_is_read() -> None:
    """What is stored arrives, in the types of this record."""
    options = AnimeOptions.from_mapping(
        {
            "libraries": ["a", "b"],
            "genres": ["Anime"],
            "policies": {"score": "mirror", "unknown": "mirror"},
            "destructive": True,
            "full_scan": True,
            "search_threshold": 90,
            "watchlist_planning": True,
            "progress_rule": "contiguous",
            "idle_status": "PAUSED",
            "idle_weeks": 8,
            "zone": "Europe/Berlin",
        }
    )
    assert options == AnimeOptions(
        libraries=("a", "b"),
        genres=("Anime",),
        policies={**DEFAULT_POLICIES, "score": Policy.MIRROR},
        destructive=True,
        full_scan=True,
        search_threshold=90,
        watchlist_planning=True,
        progress_rule=ProgressRule.CONTIGUOUS,
        idle_status=IdleStatus.PAUSED,
        idle_weeks=8,
        zone="Europe/Berlin",
    )


@pytest.mark.parametrize("stored", ["none", "", None])
def test_no_status_for_what_lies_idle(stored: str | None) -> None:
    """All ways in which a form and its absence say that nothing is to happen."""
    options = AnimeOptions.from_mapping({"idle_status": stored})
    assert options.idle_status is None


@pytest.mark.parametrize(
    "stored",
    [
        {"search_threshold": 20},
        {"search_threshold": 101},
        {"idle_weeks": -1},
        {"policies": {"score": "sometimes"}},
        {"progress_rule": "backwards"},
        {"idle_status": "COMPLETED"},
    ],
)
def test_impossible_values_are_refused(stored: dict[str, object]) -> None:
    """A value that an option cannot have is refused."""
    with pytest.raises(ValueError):
        AnimeOptions.from_mapping(stored)


def test_lowering_needs_destructive() -> None:
    """A mirrored status goes forward only, until the user allows more."""
    chosen = {"policies": {"status": "mirror", "score": "mirror"}}
    careful = AnimeOptions.from_mapping(chosen)
    assert careful.policy("status") is Policy.FORWARD
    assert careful.policy("score") is Policy.MIRROR
    allowed = AnimeOptions.from_mapping({**chosen, "destructive": True})
    assert allowed.policy("status") is Policy.MIRROR
