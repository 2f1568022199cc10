"""People are told of runs, and answer from their phones."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import Group, User
from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.plex_sync.frontend import DATA_FRONTEND
from custom_components.plex_sync.notifications.notifications import About, Button
from custom_components.plex_sync.sync.journal.tokens import Token
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import RunKind
from tests.fakes.plex import Fault, Item
from tests.fakes.push import FakePush

from .flow_world import TEXTS, schema_defaults
from .house import House, open_house
from .music_house import open_music, saved_as
from .phones import EVENT, Client, Message, PhoneOfTest, add_phone, set_up_phones
from .test_options_flow import show as show_options, submit
from .test_undo import newest, with_entry

type AddPhone = Callable[..., Awaitable[PhoneOfTest]]


@pytest.fixture
async def push() -> AsyncIterator[FakePush]:
    """The service that carries messages."""
    async with FakePush() as service:
        yield service


@pytest.fixture
async def house(hass: HomeAssistant, push: FakePush) -> AsyncIterator[House]:
    """A household in which phones can be registered."""
    hass.data[DATA_FRONTEND] = "/no/frontend"
    await set_up_phones(hass)
    async with open_house(hass) as household:
        yield household


@pytest.fixture
async def new_phone(
    house: House,
    push: FakePush,
    hass_client: Callable[[str], Awaitable[Client]],
) -> AddPhone:
    """Register a phone of somebody, who is a user unless it is said otherwise."""

    async def add(name: str = "phone", group: str = GROUP_ID_USER) -> PhoneOfTest:
        user = await member(house.hass, group)
        return await add_phone(house.hass, push, hass_client, name, user)

    return add


async def member(hass: HomeAssistant, group: str) -> User:
    """Somebody of the household."""
    user: User = MockUser(groups=[await group_of(hass, group)]).add_to_hass(hass)
    return user


async def group_of(hass: HomeAssistant, group: str) -> Group:
    """A group of users."""
    found = await hass.auth.async_get_group(group)
    assert found is not None
    return found


async def ready(
    house: House, *phones: PhoneOfTest, about: str = "changes", **options: Any
) -> MockConfigEntry:
    """A profile that has run in full, and tells phones of what comes now."""
    devices = [phone.device_id for phone in phones]
    told = {"notify_about": about, "notify_devices": devices}
    entry = await house.set_up(options={**told, **options})
    await house.sync(entry)
    return entry


async def told(
    house: House, entry: MockConfigEntry, phone: PhoneOfTest, *shows: Item, upto: int
) -> Message:
    """Watch on, sync, and return what the phone was told of it."""
    before = len(phone.messages)
    for show in shows:
        house.watch(show, upto)
    await house.sync(entry)
    [message] = phone.messages[before:]
    return message


def titles(message: Message) -> list[str]:
    """What the buttons of a message are called."""
    return [each["title"] for each in message["data"].get("actions", ())]


async def test_a_phone_is_told_of_a_change_and_undoes_it(
    house: House, new_phone: AddPhone
) -> None:
    """One line in words; the button takes it back, as the owner of the phone."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    assert message["title"] == "Anime Mika"
    assert message["message"].startswith("Frieren: Progress 2 → 5")
    assert titles(message) == ["Undo", "Pin"]
    await phone.press(message, "Undo")
    assert house.progress(show) == 2
    assert (await newest(house, entry))["outcome"] == "undone"
    assert len(phone.messages) == 1


async def test_a_phone_pins_what_has_changed(house: House, new_phone: AddPhone) -> None:
    """The fields of the change, and no run touches them any more."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    await phone.press(message, "Pin")
    [pin] = (await house.call(entry, "get_pins"))["pins"]
    assert "progress" in pin["fields"]
    house.watch(show, 8)
    await house.sync(entry)
    assert house.progress(show) == 5
    assert len(phone.messages) == 1


async def test_a_run_of_many_changes_is_one_message_and_one_button(
    house: House, new_phone: AddPhone
) -> None:
    """The lines are few, and the whole run goes back at once."""
    shows = [house.show(f"Show {number}", 12) for number in range(9)]
    for show in shows:
        with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, *shows, upto=5)
    lines = message["message"].splitlines()
    assert (len(lines), lines[-1]) == (6, "… and 4 more")
    assert titles(message) == ["Undo all"]
    await phone.press(message, "Undo all")
    assert {house.progress(show) for show in shows} == {2}


async def test_what_was_left_alone_is_told(house: House, new_phone: AddPhone) -> None:
    """What the user changed meanwhile is named, in place of the first message."""
    show, other = house.show("Frieren", 12), house.show("Mushishi", 12)
    for each in (show, other):
        with_entry(house, each)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, other, upto=5)
    house.anilist.set_entry("Mika", house.media_id(show), progress=7)
    await phone.press(message, "Undo all")
    assert (house.progress(show), house.progress(other)) == (7, 2)
    answer = phone.messages[-1]
    assert "Frieren" in answer["message"]
    assert "Mushishi" not in answer["message"]
    assert answer["data"]["tag"] == message["data"]["tag"]


async def test_a_second_press_does_nothing(house: House, new_phone: AddPhone) -> None:
    """The token is used once, whichever button it was; the phone is told so."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    await phone.press(message, "Undo")
    undone = await newest(house, entry)
    for button in ("Undo", "Pin"):
        await phone.press(message, button)
        assert "answered already" in phone.messages[-1]["message"]
    assert await newest(house, entry) == undone
    assert (await house.call(entry, "get_pins"))["pins"] == []


async def test_an_answer_comes_days_later_and_after_a_restart(
    house: House, new_phone: AddPhone, freezer: Any
) -> None:
    """While the profile is not at work the phone is told so, and may try again."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    await house.hass.config_entries.async_unload(entry.entry_id)
    await phone.press(message, "Undo")
    assert "not running" in phone.messages[-1]["message"]
    freezer.tick(timedelta(days=9))
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()
    await phone.press(message, "Undo")
    assert house.progress(show) == 2


async def test_what_was_undone_elsewhere_is_told_as_that(
    house: House, new_phone: AddPhone
) -> None:
    """Two phones were told; the second one to answer hears that it is done."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    first, second = await new_phone("first"), await new_phone("second")
    entry = await ready(house, first, second)
    message = await told(house, entry, first, show, upto=5)
    await first.press(message, "Undo")
    [message] = second.messages
    await second.press(message, "Undo")
    assert "undone already" in second.messages[-1]["message"]
    assert len(first.messages) == 1


async def test_a_user_without_control_is_refused(
    house: House, new_phone: AddPhone
) -> None:
    """Readers get no buttons, and who loses the right is told so."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    reader = await new_phone("reader", GROUP_ID_READ_ONLY)
    entry = await ready(house, phone, reader)
    message = await told(house, entry, phone, show, upto=5)
    assert titles(reader.messages[-1]) == []
    phone.user.groups = [await group_of(house.hass, GROUP_ID_READ_ONLY)]
    phone.user.invalidate_cache()
    await phone.press(message, "Undo")
    assert house.progress(show) == 5
    assert "may look at Anime Mika" in phone.messages[-1]["message"]


async def test_tokens_of_others_and_made_up_ones_do_nothing(
    house: House, new_phone: AddPhone
) -> None:
    """A token is good for the profile that it was made for."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    house.add_user("Kim")
    phone = await new_phone()
    entry = await ready(house, phone)
    options = {"notify_devices": [phone.device_id]}
    other = await house.set_up("Kim", options=options)
    message = await told(house, entry, phone, show, upto=5)
    action = message["data"]["actions"][0]["action"]
    for wrong in (
        action.replace(entry.entry_id, other.entry_id),
        f"{action}x",
    ):
        await phone.answer(wrong)
        assert "does not know this message" in phone.messages[-1]["message"]
    count = len(phone.messages)
    for wrong in (action.replace(entry.entry_id, "gone"), "PLEX_SYNC.eat.a.b", "URI"):
        await phone.answer(wrong)
    assert len(phone.messages) == count
    assert house.progress(show) == 5
    await phone.answer(action)
    assert house.progress(show) == 2


async def test_nobodys_press_counts_for_the_phones_owner_or_not_at_all(
    house: House, new_phone: AddPhone
) -> None:
    """An event without a user has the rights of whose phone it was, if there is it."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    journal, profile = entry.runtime_data.journal, entry.entry_id
    record = (await newest(house, entry))["record"]
    lost = Token(run=1, records=(record,), holder="gone")
    await journal.keep_token(profile, "lost", lost)
    house.hass.bus.async_fire(EVENT, {"action": f"PLEX_SYNC.undo.{profile}.lost"})
    await house.hass.async_block_till_done()
    assert house.progress(show) == 5
    action = message["data"]["actions"][0]["action"]
    house.hass.bus.async_fire(EVENT, {"action": action})
    await house.hass.async_block_till_done()
    assert house.progress(show) == 2


async def test_first_run_undo_and_own_doing_are_not_told(
    house: House, new_phone: AddPhone
) -> None:
    """Of the first run nobody is told, of what somebody has begun only the others."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    house.watch(show, 3)
    own, other = await new_phone("own"), await new_phone("other")
    entry = await ready(house, own, other)
    assert (house.progress(show), own.messages) == (3, [])
    house.watch(show, 5)
    await house.sync(entry, context=Context(user_id=own.user.id))
    assert (len(own.messages), len(other.messages)) == (0, 1)
    record = (await newest(house, entry))["record"]
    await house.call(entry, "undo", record_ids=record)
    undone = (await newest(house, entry))["record"]
    await house.call(entry, "redo", record_ids=undone)
    assert (len(own.messages), len(other.messages)) == (0, 1)
    entity_id = house.entity_id(entry, "full_sync")
    house.watch(show, 6)
    await house.hass.services.async_call(
        "button",
        "press",
        {"entity_id": entity_id},
        blocking=True,
        context=Context(user_id=other.user.id),
    )
    await house.rest(entry)
    await house.until(lambda: len(own.messages) == 1)
    assert len(other.messages) == 1


async def test_a_restore_is_not_told(house: House, new_phone: AddPhone) -> None:
    """Who restores sees what it does where it was asked for."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    backup = (await house.call(entry, "create_backup"))["backup"]
    await told(house, entry, phone, show, upto=5)
    await house.call(entry, "restore_backup", backup=backup)
    assert house.progress(show) == 2
    assert len(phone.messages) == 1


async def test_failures_are_told_once_until_it_is_well(
    house: House, new_phone: AddPhone, hass: HomeAssistant
) -> None:
    """Changes are not told where only failures are wanted; a failure has its reason."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone, about="failures")
    house.watch(show, 5)
    await house.sync(entry)
    assert phone.messages == []
    house.plex.faults.add(Fault("status", "sections", status=500, times=None))
    for _ in range(3):
        await house.press(entry, "full_sync", "press")
        await house.rest(entry)
    [message] = phone.messages
    assert "Plex" in message["message"]
    assert titles(message) == []
    house.plex.faults.clear()
    await house.sync(entry)
    house.watch(house.show("Obscure", 12, mapped=False), 1)
    await house.sync(entry)
    assert len(phone.messages) == 2
    assert phone.messages[-1]["message"].startswith("Obscure")
    assert phone.messages[-1]["message"].endswith("was not found")
    await house.sync(entry)
    assert len(phone.messages) == 2


async def test_what_the_guard_stopped_is_told(
    house: House, new_phone: AddPhone
) -> None:
    """Its sentence is that of the repair, which waits for the user."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    phone = await new_phone()
    entry = await ready(
        house,
        phone,
        about="failures",
        guard_lowered=0,
        guard_lowered_percent=0,
        destructive=True,
        policy_progress="mirror",
    )
    house.plex.mark_unwatched(house.plex.owner, show.episode(1, 3))
    assert (await house.sync(entry))["result"] == "guarded"
    [message] = phone.messages
    assert message["message"] == "Anime Mika stopped: too much would be lowered"
    assert (await house.sync(entry))["result"] == "guarded"
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.async_block_till_done()
    assert (await house.sync(entry))["result"] == "guarded"
    assert len(phone.messages) == 1


async def test_what_cannot_be_undone_has_no_button_for_it(
    house: House, new_phone: AddPhone
) -> None:
    """Where entries may not be deleted, a new one can be pinned, not taken back."""
    show = house.show("Frieren", 12)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    assert titles(message) == ["Pin"]


async def test_phones_that_are_gone_keep_nobody_from_being_told(
    house: House, new_phone: AddPhone, caplog: pytest.LogCaptureFixture
) -> None:
    """A device that is gone, one that is unregistered, a service that carries nothing."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    gone, phone = await new_phone("gone"), await new_phone("phone")
    entry = await ready(house, gone, phone)
    await gone.unregister()
    await told(house, entry, phone, show, upto=5)
    assert gone.messages == []
    phone.push.status = 500
    await told(house, entry, phone, show, upto=6)
    assert (await house.call(entry, "get_runs"))["runs"][0]["result"] == "ok"
    ours = [each for each in caplog.records if "plex_sync" in each.name]
    assert not [each for each in ours if each.levelname in ("WARNING", "ERROR")]


async def test_entities_get_text_and_phones_are_told_once(
    house: House, new_phone: AddPhone
) -> None:
    """A phone's own entity is no second message; entities that are gone are passed by."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone, tablet = await new_phone("phone"), await new_phone("tablet")
    entities = ["notify.phone", "notify.tablet", "notify.gone"]
    entry = await ready(house, phone, notify_entities=entities)
    await told(house, entry, phone, show, upto=5)
    [message] = tablet.messages
    assert message["title"] == "Anime Mika"
    assert message["message"].startswith("Frieren: Progress 2 → 5")
    assert "data" not in message
    house.watch(show, 6)
    await house.sync(entry, context=Context(user_id=tablet.user.id))
    assert len(tablet.messages) == 1
    assert len(phone.messages) == 2


async def test_messages_speak_the_language_of_the_house(
    house: House, new_phone: AddPhone
) -> None:
    """What a language lacks is said in English."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    house.hass.config.language = "fi"
    message = await told(house, entry, phone, show, upto=5)
    assert message["message"].startswith("Frieren: Progress 2 → 5")


async def test_tokens_go_with_the_history(house: House, new_phone: AddPhone) -> None:
    """What is older than the records that are kept is not known any more."""
    show = house.show("Frieren", 12)
    with_entry(house, show)
    phone = await new_phone()
    entry = await ready(house, phone)
    message = await told(house, entry, phone, show, upto=5)
    action = message["data"]["actions"][0]["action"]
    secret = action.rpartition(".")[2]
    journal = entry.runtime_data.journal
    assert await journal.token(entry.entry_id, secret) is not None
    await journal.prune(entry.entry_id, days=0)
    assert await journal.token(entry.entry_id, secret) is None


async def test_playlist_is_told_by_its_number_of_changes_and_undone(
    house: House, new_phone: AddPhone
) -> None:
    """Tracks are counted, not listed; a playlist goes back, but cannot be pinned."""
    phone = await new_phone()
    music = await open_music(house)
    music.own("One", "Two", "Three", "Four")
    playlist = music.playlist("Morning", "One", "Two")
    saved_as(music, playlist)
    told_of = {"notify_about": "changes", "notify_devices": [phone.device_id]}
    house.hass.config_entries.async_update_entry(
        music.entry, options={**music.entry.options, **told_of}
    )
    await music.sync()
    assert phone.messages == []
    songs = {song.title: song for song in house.spotify.songs.values()}
    three, four = (
        songs.get(title) or house.spotify.add_song(title, "Nova")
        for title in ("Three", "Four")
    )
    playlist.change([songs["One"], songs["Two"], three, four])
    await music.sync()
    [message] = phone.messages
    assert message["message"] == "Morning: 2 changes"
    assert titles(message) == ["Undo"]
    await phone.press(message, "Undo")
    assert music.titles("Morning") == ["One", "Two"]


async def test_whom_to_tell_is_chosen_and_emptied_in_the_options(
    house: House, new_phone: AddPhone
) -> None:
    """A form leaves out what was emptied; then nobody is told."""
    phone = await new_phone()
    entry = await house.set_up(options={"libraries": [house.anime.uuid]})
    chosen = {
        "notify_about": "failures",
        "notify_devices": [phone.device_id],
        "notify_entities": ["notify.phone"],
    }
    form = await show_options(house.hass, entry)
    await submit(house.hass, form, notifications=chosen)
    assert chosen.items() <= dict(entry.options).items()
    form = await show_options(house.hass, entry)
    typed = schema_defaults(form)
    assert typed["notifications"] == chosen
    typed["notifications"] = {"notify_about": "changes"}
    await house.hass.config_entries.options.async_configure(form["flow_id"], typed)
    assert entry.options["notify_devices"] == entry.options["notify_entities"] == []
    await house.hass.async_block_till_done()


def test_all_that_is_said_has_a_text() -> None:
    """And no text lies about."""
    lines = "deleted", "failed", "items", "more", "not_found", "review"
    buttons = [f"button_{button}" for button in Button]
    said = {f"notify_{each}" for each in (*lines, *buttons)}
    texts = TEXTS["common"].keys()
    assert {text for text in texts if text.startswith("notify_")} == said
    about = TEXTS["selector"]["notify_about"]["options"]
    assert about.keys() == set(About)


def test_runs_of_two_people_that_became_one_are_nobodys() -> None:
    """Both are told of it then; of the same person's it stays theirs."""
    own, other = (RunRequest(kind=RunKind.FULL, user=user) for user in ("own", "other"))
    joined = own.joined(other)
    assert joined is not None
    assert joined.user is None
    assert own.joined(own) == own
