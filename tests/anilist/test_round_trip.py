"""Whatever an entry holds: saved and read back, it is the same."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.plex_sync.anilist import Entry, Save, SaveResult
from tests.fakes.anilist import FakeAniList
from tests.fakes.anilist.records import SCORE_FORMATS

from .conftest import Doors, save_all

whole_dates = st.dates(date(1960, 1, 1), date(2099, 12, 31)).map(date.isoformat)
dates = st.none() | st.builds(
    lambda text, length: text[:length], whole_dates, st.sampled_from([4, 7, 10])
)
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
entries = st.fixed_dictionaries(
    {
        "status": st.sampled_from(
            ["CURRENT", "PLANNING", "COMPLETED", "DROPPED", "PAUSED", "REPEATING"]
        ),
        "progress": st.integers(0, 3000),
        "repeat": st.integers(0, 1000),
        "score": st.none() | st.integers(1, 100),
        "notes": st.none() | printable.filter(bool),
        "started_at": dates,
        "completed_at": dates,
        "private": st.booleans(),
        "hidden_from_status_lists": st.booleans(),
        "custom_lists": st.lists(
            st.sampled_from(["Attic", "Best of"]), unique=True
        ).map(sorted),
        "advanced_scores": st.dictionaries(
            st.sampled_from(["Story", "Art"]), st.integers(1, 100).map(float)
        ),
        "priority": st.integers(0, 255),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=entries,
    second=entries,
    score_format=st.sampled_from(SCORE_FORMATS),
    ways=st.fixed_dictionaries(
        {
            "clears_date_with": st.sampled_from(["nulls", "null", "both"]),
            "clears_notes_with": st.sampled_from(["empty", "null", "both"]),
            "empty_maps_are_lists": st.booleans(),
        }
    ),
)
async def test_saved_is_what_is_read_back(
    fake: FakeAniList,
    door: Doors,
    first: Entry,
    second: Entry,
    score_format: str,
    ways: dict[str, Any],
) -> None:
    """In all score formats, from anything to anything, nothing included."""
    vars(fake.ways).update(ways)
    token = f"token {len(fake.operations)}"
    user = fake.add_user(
        token,
        token,
        score_format=score_format,
        custom_lists=["Attic", "Best of"],
        advanced_scoring=["Story", "Art"],
    )
    client = door(token)
    fake.set_entry(user, 1, **first)
    items = (await client.media([1], with_entries=True))[1]
    assert items.item is not None
    assert items.item.entry == first
    changed = {field: value for field, value in second.items() if value != first[field]}
    answer = (await save_all(client, [Save(1, changed)]))[1]
    assert answer.result is SaveResult.APPLIED
    assert answer.entry == second == fake.entries(user)[1]
    if second["custom_lists"] or not second["hidden_from_status_lists"]:
        assert (await client.anime_list(user.id)).items[1].entry == second
