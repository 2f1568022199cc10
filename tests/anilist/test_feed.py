"""The account's activity feed: read, kept quiet for some statuses, and as it was again."""

import pytest

from custom_components.plex_sync.anilist import STATUSES, AniListClient, Save
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.anilist import FakeAniList, User

from .conftest import Doors, save_all


async def test_silent_statuses_are_read_and_written(
    fake: FakeAniList, anna: User, client: AniListClient
) -> None:
    """One request each; what AniList holds then is answered."""
    anna.disabled_list_activity.add("DROPPED")
    assert await client.silent_statuses() == {"DROPPED"}
    assert await client.silence(STATUSES) == set(STATUSES)
    assert anna.disabled_list_activity == set(STATUSES)
    await save_all(client, [Save(1, {"status": "CURRENT", "progress": 1})])
    assert fake.activities == []
    assert await client.silence(["DROPPED"]) == {"DROPPED"}
    await save_all(client, [Save(1, {"progress": 2})])
    assert [each.progress for each in fake.activities] == [2]
    assert fake.requests == 5


async def test_nobodys_feed_is_not_asked_for(door: Doors, anna: User) -> None:
    """Without a token there is none."""
    with pytest.raises(InvalidToken):
        await door("eyJ.unknown").silent_statuses()
    assert not anna.disabled_list_activity


async def test_refusal_and_rubbish_are_told_apart(
    fake: FakeAniList, client: AniListClient
) -> None:
    """AniList's own words, or that its answer is none."""
    fake.fail("errors_in_200", field="UpdateUser", status=400, message="not today")
    with pytest.raises(Refused, match="not today"):
        await client.silence(STATUSES)
    fake.fail("cut_off", field="UpdateUser")
    with pytest.raises(ServiceUnavailable):
        await client.silence(STATUSES)
