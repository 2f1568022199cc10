"""Values of the same rank belong to the user."""

from custom_components.plex_sync.sync.merge import Settled, Verdict, merge_field
from custom_components.plex_sync.sync.model import Field, Policy

STATUS = Field(
    name="status", ranks={"PLANNING": 1, "CURRENT": 2, "PAUSED": 2, "COMPLETED": 3}
)


def test_paused_by_hand_stays_paused_run_after_run() -> None:
    """What was found at first contact is not taken for what the source put there."""
    first = merge_field(STATUS, Policy.FORWARD, None, "CURRENT", "PAUSED")
    assert first.verdict is Verdict.KEPT
    settled = Settled(value="PAUSED", asked="CURRENT")
    again = merge_field(STATUS, Policy.FORWARD, settled, "CURRENT", "PAUSED")
    assert again.verdict is Verdict.KEPT


def test_value_of_the_same_rank_goes_on_where_the_source_put_it() -> None:
    """Watching, written by a sync, may become paused by a sync."""
    settled = Settled(value="CURRENT", asked="CURRENT")
    merged = merge_field(STATUS, Policy.FORWARD, settled, "PAUSED", "CURRENT")
    assert merged.verdict is Verdict.WRITE
