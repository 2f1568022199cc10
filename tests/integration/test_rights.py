"""Who may do what: the rights on a profile's status entity."""

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import Context
from homeassistant.exceptions import Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from .house import Answer, House

SEE: dict[str, Answer] = {"get_history": {}, "get_runs": {}, "explain": {"title": "F"}}
ACT: dict[str, Answer] = {"sync": {}, "stop": {}}
ADMINISTER: dict[str, Answer] = {
    "refresh_mappings": {},
    "set_mapping": {"external_id": "anidb:1", "anilist_id": 0},
}


@pytest.fixture(name="entry")
async def entry_fixture(house: House) -> MockConfigEntry:
    """A profile that is set up."""
    house.show("Frieren")
    return await house.set_up()


async def may(
    house: House, entry: MockConfigEntry, user: User, action: str, data: Answer
) -> bool:
    """Whether an action lets a user through."""
    try:
        await house.call(entry, action, context=Context(user_id=user.id), **data)
    except Unauthorized:
        return False
    await house.rest(entry)
    return True


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        (GROUP_ID_READ_ONLY, SEE.keys()),
        (GROUP_ID_USER, SEE.keys() | ACT.keys()),
    ],
)
async def test_group_decides(
    house: House, entry: MockConfigEntry, group: str, allowed: set[str]
) -> None:
    """Readers see, users act, neither administers."""
    found = await house.hass.auth.async_get_group(group)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    asked = {**SEE, **ACT, **ADMINISTER}
    let_through = {
        action
        for action, data in asked.items()
        if await may(house, entry, user, action, data)
    }
    assert let_through == allowed


async def test_administrators_and_automations_may_do_everything(
    house: House, entry: MockConfigEntry
) -> None:
    """Nobody stands in the way of the owner, nor of an automation."""
    owner = MockUser(is_owner=True).add_to_hass(house.hass)
    for action, data in {**SEE, **ACT, **ADMINISTER}.items():
        assert await may(house, entry, owner, action, data)
        await house.call(entry, action, context=Context(), **data)
        await house.rest(entry)


async def test_policy_on_the_status_entity_decides(
    house: House, entry: MockConfigEntry
) -> None:
    """Who may read this one entity sees this one profile."""
    house.add_user("Kim")
    other = await house.set_up("Kim")
    user = MockUser().add_to_hass(house.hass)
    status = house.entity_id(entry, "status")
    user.mock_policy({"entities": {"entity_ids": {status: {"read": True}}}})
    assert await may(house, entry, user, "get_runs", {})
    assert not await may(house, entry, user, "sync", {})
    assert not await may(house, other, user, "get_runs", {})


async def test_refusal_is_in_words(house: House, entry: MockConfigEntry) -> None:
    """Who is refused is told what is missing."""
    found = await house.hass.auth.async_get_group(GROUP_ID_READ_ONLY)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    with pytest.raises(Unauthorized, match="may look at Anime Mika") as caught:
        await house.call(entry, "sync", context=Context(user_id=user.id))
    assert caught.value.translation_key == "may_not_act"


async def test_unknown_user_is_refused(house: House, entry: MockConfigEntry) -> None:
    """A user who is no more may nothing."""
    with pytest.raises(UnknownUser):
        await house.call(entry, "get_runs", context=Context(user_id="gone"))


async def test_what_the_guard_stopped_is_for_administrators(house: House) -> None:
    """A plan of a dry run may be applied by users, a guarded one by administrators."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(
        options={"guard_lowered": 0, "guard_lowered_percent": 0, "destructive": True}
        | {"policy_progress": "mirror"}
    )
    show = house.show("Mushishi")
    house.watch(show, 3)
    await house.sync(entry)
    house.plex.mark_unwatched(house.plex.owner, show.episode(1, 3))
    assert (await house.sync(entry))["result"] == "guarded"
    found = await house.hass.auth.async_get_group(GROUP_ID_USER)
    user = MockUser(groups=[found]).add_to_hass(house.hass)
    assert not await may(house, entry, user, "apply_plan", {})
    assert house.progress(show) == 3
    await house.call(entry, "sync", dry_run=True)
    assert await may(house, entry, user, "apply_plan", {})
    assert house.progress(show) == 2
