"""Columns: a sequence like any other, whose records are made when they are looked at."""

from dataclasses import dataclass
import gc

from hypothesis import given, strategies as st

from custom_components.plex_sync.sync.columns import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop of a tram."""

    line: str
    name: str
    minutes: int | None = None


stops = st.lists(
    st.builds(
        Stop,
        line=st.sampled_from(["1", "2", "N8"]),
        name=st.text(max_size=5),
        minutes=st.none() | st.integers(0, 60),
    )
)


@given(stops)
def test_columns_are_the_sequence_that_they_were_made_of(records: list[Stop]) -> None:
    """Length, order, every place, every piece, equality, and the hash of the tuple."""
    columns = Columns(Stop, records)
    assert list(columns) == records
    assert len(columns) == len(records)
    assert [columns[place] for place in range(len(records))] == records
    assert columns[1:3] == records[1:3]
    assert columns == tuple(records)
    assert hash(columns) == hash(tuple(records))
    assert columns != [*records, Stop(line="1", name="one more")]


@given(stops, stops)
def test_parted_columns_hold_what_belongs_together(
    first: list[Stop], second: list[Stop]
) -> None:
    """Joined in their order, then parted by a field, nothing is lost."""
    columns = Columns.joined(Stop, [Columns(Stop, first), Columns(Stop, second)])
    assert columns == [*first, *second]
    for line, parted in columns.by("line").items():
        assert parted == [stop for stop in columns if stop.line == line]
    assert sum(map(len, columns.by("line").values())) == len(columns)


def test_collector_has_nothing_to_go_through() -> None:
    """Ten thousand records of numbers and texts: a handful of objects at most."""
    gc.collect()
    before = len(gc.get_objects())
    columns = Columns(
        Stop, (Stop(line="1", name=str(number)) for number in range(10_000))
    )
    gc.collect()
    assert len(columns) == 10_000
    assert len(gc.get_objects()) - before < 50
