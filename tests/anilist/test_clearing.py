"""Emptying fields, in whichever way AniList takes it."""

import pytest

from custom_components.plex_sync.anilist import (
    AniListClient,
    Entry,
    EntryValue,
    Save,
    SaveResult,
)
from tests.fakes.anilist import FakeAniList, User

from .conftest import save_all

FULL: Entry = {
    "score": 60,
    "notes": "so good",
    "started_at": "2026-11-02",
    "completed_at": "2025",
    "custom_lists": ["Attic"],
    "advanced_scores": {"Story": 90.0},
}
EMPTY: Entry = {
    "score": None,
    "notes": None,
    "started_at": None,
    "completed_at": None,
    "custom_lists": [],
    "advanced_scores": {},
}


@pytest.mark.parametrize("dates", ["nulls", "null", "both"])
@pytest.mark.parametrize("notes", ["empty", "null", "both"])
async def test_whatever_form_it_takes(
    fake: FakeAniList, client: AniListClient, anna: User, dates: str, notes: str
) -> None:
    """The first time is found out by trying; from then on it is known."""
    vars(fake.ways).update(clears_date_with=dates, clears_notes_with=notes)
    await client.viewer()
    for media_id in (1, 2):
        fake.set_entry(anna, media_id, **FULL)
    fake.reset_counts()
    for media_id in (1, 2):
        answer = (await save_all(client, [Save(media_id, EMPTY)]))[media_id]
        assert answer.result is SaveResult.APPLIED
        assert answer.verified
        assert answer.entry == fake.entries(anna)[media_id]
        assert all(answer.entry[field] == value for field, value in EMPTY.items())
    tries = 2 if "null" in {dates, notes} else 1
    assert fake.requests == tries + 1


@pytest.mark.parametrize(
    ("ways", "fields"),
    [
        ({"clears_date_with": "none"}, ("started_at", "completed_at")),
        ({"clears_notes_with": "none"}, ("notes",)),
        ({"clears_score_with": "none"}, ("score",)),
        ({"clears_custom_lists": False}, ("custom_lists",)),
    ],
)
async def test_no_form_works(
    fake: FakeAniList,
    client: AniListClient,
    anna: User,
    ways: dict[str, EntryValue],
    fields: tuple[str, ...],
) -> None:
    """The field is named; what else was asked for is done."""
    vars(fake.ways).update(ways)
    fake.set_entry(anna, 1, **FULL)
    answer = (await save_all(client, [Save(1, {**EMPTY, "progress": 3})]))[1]
    assert answer.result is SaveResult.REFUSED
    assert answer.unclearable == fields
    assert all(field in answer.message for field in fields)
    expected = {**EMPTY, **{field: FULL[field] for field in fields}, "progress": 3}
    held = fake.entries(anna)[1]
    assert {field: held[field] for field in expected} == expected
    assert answer.entry == held


async def test_null_is_refused_in_words(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """A form may also be refused; the last refusal is told."""
    fake.ways.clears_notes_with = "none"
    fake.ways.refuses_null = True
    fake.set_entry(anna, 1, notes="so good")
    answers = await save_all(
        client, [Save(1, {"notes": None}), Save(2, {"progress": 1})]
    )
    assert answers[1].result is SaveResult.REFUSED
    assert answers[1].message == "The notes may not be null."
    assert answers[1].unclearable == ("notes",)
    assert answers[2].result is SaveResult.APPLIED


@pytest.mark.parametrize("located", [False, True])
async def test_a_form_that_is_refused_is_followed_by_the_next(
    fake: FakeAniList, client: AniListClient, anna: User, located: bool
) -> None:
    """Known to work once, refused now: then another."""
    fake.ways.clears_notes_with = "null"
    fake.ways.error_locations = located
    fake.set_entry(anna, 1, notes="so good")
    assert (await save_all(client, [Save(1, {"notes": None})]))[1].verified
    fake.ways.clears_notes_with = "empty"
    fake.ways.refuses_null = True
    for media_id in (2, 3):
        fake.set_entry(anna, media_id, notes="so good")
    batch = [Save(2, {"notes": None}), Save(3, {"notes": ""})]
    answers = await save_all(client, batch)
    assert {answer.result for answer in answers.values()} == {SaveResult.APPLIED}
    assert fake.entries(anna)[3]["notes"] is None


async def test_status_has_no_empty_value(
    fake: FakeAniList, client: AniListClient
) -> None:
    """It is not even sent."""
    answer = (await save_all(client, [Save(1, {"status": None})]))[1]
    assert answer.result is SaveResult.REFUSED
    assert answer.unclearable == ("status",)
    assert fake.requests == 0


async def test_numbers_and_switches_go_back_to_nothing(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Zero and no are values like others."""
    fake.set_entry(anna, 1, progress=3, repeat=1, priority=9, private=True)
    fields: Entry = {"progress": 0, "repeat": None, "priority": 0, "private": None}
    answer = (await save_all(client, [Save(1, fields)]))[1]
    assert answer.result is SaveResult.APPLIED
    held = fake.entries(anna)[1]
    assert (held["progress"], held["repeat"], held["priority"]) == (0, 0, 0)
    assert held["private"] is False


async def test_known_forms_go_lean_in_large_batches(
    fake: FakeAniList, client: AniListClient, anna: User
) -> None:
    """Until a form is known the whole entry is read back, then it need not be."""
    fake.ways.clears_date_with = "null"
    for media_id in range(1, 51):
        fake.set_entry(anna, media_id, started_at="2026-11-02")
    batch = [Save(media_id, {"started_at": None}) for media_id in range(1, 51)]
    answers = await save_all(client, batch[:25])
    assert all(answer.verified for answer in answers.values())
    fake.reset_counts()
    answers = await save_all(client, batch[25:])
    assert not any(answer.verified for answer in answers.values())
    assert fake.requests == 1
    assert all(entry["started_at"] is None for entry in fake.entries(anna).values())
