"""The AniList list of one account, as a target."""

from custom_components.plex_sync.anilist.model import ENTRY_FIELDS
from custom_components.plex_sync.anime.target import FEW, FIELDS
from custom_components.plex_sync.sync.model import (
    Edit,
    JsonValue,
    State,
    Write,
    WriteResult,
)

from .household import Household


def write(target: str, before: State | None, **fields: JsonValue) -> Write:
    """A write of some fields."""
    return Write(
        target=target,
        before=before,
        after={**(before or {}), **fields},
        edits=[Edit(field=name, after=value) for name, value in fields.items()],
    )


def test_every_field_of_an_entry_can_be_written() -> None:
    """Undo and restore can write each field that an entry has."""
    assert tuple(FIELDS) == ENTRY_FIELDS


async def test_reading_some_or_all(home: Household) -> None:
    """A few entries are read by id, many and all with the whole list: one request."""
    for number in (1, 2):
        home.anilist.add_media(id=number, title=str(number))
    home.anilist.set_entry(home.user, 1, status="PAUSED", progress=3)
    assert home.target.account == f"anilist:{home.user.id}"
    some = await home.target.read(["1", "2"])
    assert some["2"] is None
    assert some["1"] is not None
    assert (some["1"]["status"], some["1"]["progress"]) == ("PAUSED", 3)
    assert await home.target.read(None) == {"1": some["1"]}
    many = [str(number) for number in range(1, FEW + 2)]
    read = await home.target.read(many)
    assert read.keys() == set(many)
    assert read["1"] == some["1"]
    assert home.requests[1] == 3
    assert await home.target.read([]) == {}


async def test_writing_item_by_item(home: Household) -> None:
    """One is made, one deleted, one refused: each has its answer, read back."""
    for number in (1, 2):
        home.anilist.add_media(id=number, title=str(number))
    home.anilist.set_entry(home.user, 2, status="CURRENT")
    batch = [
        write("1", None, status="CURRENT", progress=2),
        Write(target="2", before={"status": "CURRENT"}, after=None, edits=[]),
        write("404", None, status="CURRENT"),
    ]
    assert home.target.batch_size(len(batch)) == 3
    answers = {each.target: each async for each in home.target.write(batch)}
    assert answers["1"].result is WriteResult.APPLIED
    assert answers["1"].verified
    assert answers["1"].state is not None
    assert answers["1"].state.keys() == set(ENTRY_FIELDS)
    assert answers["1"].state["progress"] == 2
    assert answers["2"].result is WriteResult.APPLIED
    assert answers["2"].state is None
    assert answers["404"].result is WriteResult.REFUSED
    assert answers["404"].message
    assert home.user.entries.keys() == {1}
