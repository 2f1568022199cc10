"""What is missing is handed on, followed, found by Plex, and lands at its place."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,
    async_mock_service,
)
import yaml

from .hand_off_house import HandOffHouse, open_hand_offs
from .house import House

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
async def asking(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[HandOffHouse]:
    """A profile that may ask both programs."""
    async with open_hand_offs(house, monkeypatch) as opened:
        yield opened


async def test_album_travels_through_lidarr_to_its_place(asking: HandOffHouse) -> None:
    """Asked for, downloaded, imported, found by Plex, placed; the record says so."""
    asking.music.own("One", "Three")
    wanted = asking.known_album("Two", "Two")
    await asking.follow("Morning", "One", "Two", "Three")
    answer = await asking.send("lidarr")
    assert (answer["wanted"], answer["requested"]) == (1, 1)
    assert await asking.missing() == {"Two": "requested"}
    [album] = asking.lidarr.albums
    assert album.foreign_id == wanted.foreign_id
    download = asking.lidarr.download(album, left=400.0)
    await asking.until_missing(Two="downloading")
    asking.lidarr.import_files(download)
    await asking.until_missing()
    assert asking.music.titles("Morning") == ["One", "Two", "Three"]
    assert asking.events == [
        ("requested", "Two"),
        ("downloading", "Two"),
        ("arrived", "Two"),
        ("placed", "Two"),
    ]
    assert asking.told[-1].attributes["playlists"] == ["Morning"]
    page = await asking.music.call("get_history", outcomes=["synced"])
    [edit] = [one for one in page["records"][0]["edits"] if one["kind"] == "insert"]
    assert edit["rule"] == "track_arrived"
    assert edit["evidence"]["arrived_by"] == "Lidarr"


async def test_track_travels_through_slskd_to_its_place(asking: HandOffHouse) -> None:
    """The same, from somebody who shares it."""
    asking.music.own("One", "Three")
    asking.shared_track("Two")
    await asking.follow("Morning", "One", "Two", "Three")
    assert (await asking.send("slskd"))["requested"] == 1
    await asking.until_missing()
    assert asking.music.titles("Morning") == ["One", "Two", "Three"]
    kinds = [kind for kind, _ in asking.events]
    assert kinds[0] == "requested"
    assert kinds[-2:] == ["arrived", "placed"]


async def test_second_night_sends_nothing_new(asking: HandOffHouse) -> None:
    """What is under way is followed; what was given up waits for its time."""
    asking.known_album("Two", "Two")
    await asking.follow("Morning", "Two", "Unheard of")
    await asking.send("lidarr")
    await asking.send("slskd")
    assert await asking.missing() == {"Two": "requested", "Unheard of": "given_up"}
    written, searched = asking.lidarr.written, asking.slskd.searched
    for program in ("lidarr", "slskd"):
        answer = await asking.send(program)
        assert (answer["wanted"], answer["requests"]) == (0, [])
    assert (asking.lidarr.written, asking.slskd.searched) == (written, searched)


async def test_what_was_given_up_is_asked_for_again_on_request(
    asking: HandOffHouse,
) -> None:
    """Only the track that is named."""
    await asking.follow("Morning", "Two", "Three")
    assert (await asking.send("slskd"))["given_up"] == 2
    things = (await asking.music.call("get_missing"))["missing"]
    [two] = [thing for thing in things if thing["title"] == "Two"]
    assert two["request"]["reason"] == "no_source"
    asking.shared_track("Two")
    answer = await asking.send("slskd", tracks=[two["uid"]], again=True)
    assert [one["title"] for one in answer["requests"]] == ["Two"]
    await asking.until_missing(Three="given_up")


async def test_items_and_care_choose_what_is_handed_on(asking: HandOffHouse) -> None:
    """Of one item only; not what the user looks after himself."""
    await asking.follow("Morning", "Two")
    await asking.follow("Evening", "Three", "Four")
    todo = asking.house.entity_id(asking.music.entry, "missing")
    await asking.house.hass.services.async_call(
        "todo",
        "update_item",
        {"entity_id": todo, "item": "Nova – Three", "status": "completed"},
        blocking=True,
    )
    answer = await asking.send("slskd", items=["Evening"])
    assert [one["title"] for one in answer["requests"]] == ["Four"]


async def test_program_asks_by_itself_at_its_hour(asking: HandOffHouse) -> None:
    """What another one is bringing already is left to it."""
    asking.shared_track("Two")
    asking.slskd.automatic = False
    asking.known_album("Two", "Two")
    asking.known_album("Three", "Three")
    await asking.follow("Morning", "Two", "Three")
    hass, entry = asking.house.hass, asking.music.entry
    options = {**entry.options, "automatic_sync": True}
    hass.config_entries.async_update_entry(entry, options=options)
    await asking.send("slskd", tracks=[(await _uid(asking, "Two"))])
    four = dt_util.now().replace(hour=4, minute=0, second=0, microsecond=0)
    async_fire_time_changed(hass, four + timedelta(days=1), fire_all=False)
    await asking.until_missing(Two="requested", Three="requested")
    assert [album.title for album in asking.lidarr.albums] == ["Three"]


async def _uid(asking: HandOffHouse, title: str) -> str:
    things = (await asking.music.call("get_missing"))["missing"]
    return next(str(thing["uid"]) for thing in things if thing["title"] == title)


async def test_restart_loses_nothing(asking: HandOffHouse) -> None:
    """What was under way is followed on, and not asked for again."""
    asking.shared_track("Two")
    asking.slskd.automatic = False
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    enqueued = asking.slskd.enqueued
    hass, entry = asking.house.hass, asking.music.entry
    assert await hass.config_entries.async_unload(entry.entry_id)
    asking.slskd.advance(9)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await asking.until_missing()
    assert asking.music.titles("Morning") == ["Two"]
    assert asking.slskd.enqueued == enqueued


async def test_program_that_is_gone_is_told_of_and_harms_nothing(
    asking: HandOffHouse,
) -> None:
    """A sentence for who asks, a repair for what was asked by itself; then mended."""
    asking.known_album("Two", "Two")
    await asking.follow("Morning", "Two")
    asking.lidarr.api_key = "another"
    with pytest.raises(HomeAssistantError, match="Lidarr"):
        await asking.send("lidarr")
    await asking.music.call("send_to_lidarr")
    kind = "hand_off_failed_lidarr"
    await asking.house.until(lambda: kind in asking.house.issues(asking.music.entry))
    assert (await asking.music.sync())["result"] == "ok"
    asking.lidarr.api_key = "0123456789abcdef0123456789abcdef"
    await asking.music.call("send_to_lidarr")
    await asking.house.until(
        lambda: kind not in asking.house.issues(asking.music.entry)
    )


async def test_dry_run_hands_nothing_on(asking: HandOffHouse) -> None:
    """It is refused in words, by the action and by the button."""
    await asking.follow("Morning", "Two")
    hass, entry = asking.house.hass, asking.music.entry
    options = {**entry.options, "dry_run": True}
    hass.config_entries.async_update_entry(entry, options=options)
    with pytest.raises(ServiceValidationError, match="dry run"):
        await asking.send("slskd")
    with pytest.raises(ServiceValidationError, match="dry run"):
        await asking.house.press(entry, "send_to_slskd", "press")
    assert asking.slskd.searched == []


async def test_automation_of_the_readme_tells_what_has_arrived(
    asking: HandOffHouse,
) -> None:
    """When a track is in its playlist, and in which."""
    hass = asking.house.hass
    messages: list[ServiceCall] = async_mock_service(hass, "notify", "send_message")
    event = asking.house.entity_id(asking.music.entry, "hand_off")
    text = README.read_text().partition("  - alias: A missing track has arrived")
    lines = (text[1] + text[2].partition("```")[0]).replace(
        "event.music_music_on_its_way", event
    )
    automation = yaml.safe_load(lines)
    assert await async_setup_component(hass, "automation", {"automation": automation})
    asking.shared_track("Two")
    await asking.follow("Morning", "Two")
    await asking.send("slskd")
    await asking.until_missing()
    await asking.house.until(lambda: bool(messages))
    [message] = messages
    assert message.data["message"] == "Two by Nova is in Morning."
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )


async def test_what_is_not_turned_on_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no button for it, and no event."""
    off = {"enabled": False}
    async with open_hand_offs(house, monkeypatch, lidarr=off) as asking:
        with pytest.raises(ServiceValidationError, match="not turned on"):
            await asking.send("lidarr")
        answer = await asking.music.call("sync_all", wait=True)
        assert answer["slskd"]["wanted"] == 0
        assert "lidarr" not in answer


async def test_plex_finds_files_in_its_own_time_if_that_is_wished(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not asked to look; the track lands once it was found."""
    async with open_hand_offs(house, monkeypatch, scan=False) as asking:
        asking.shared_track("Two")
        await asking.follow("Morning", "Two")
        await asking.send("slskd")
        await asking.until_missing(Two="arrived")
        assert not any("refresh" in each.path for each in house.plex.requests.log)
        [section] = [each for each in house.plex.sections if each.type == "artist"]
        house.plex.scan(section)
        await asking.until_missing()
        assert asking.music.titles("Morning") == ["Two"]


async def test_item_that_is_saved_no_more_is_followed_no_more(
    asking: HandOffHouse,
) -> None:
    """Its requests are forgotten without a word; the download stays what it is."""
    asking.shared_track("Two")
    asking.slskd.automatic = False
    playlist = await asking.follow("Morning", "Two")
    await asking.send("slskd")
    await asking.music.call("remove_items", items=[playlist.uri])
    ledger = asking.music.entry.runtime_data.profile.asked.ledger
    await asking.house.until(lambda: not ledger.requests)
    assert [kind for kind, _ in asking.events] == ["requested"]


async def test_button_and_to_do_list_tell_how_it_stands(asking: HandOffHouse) -> None:
    """One press asks; the entry of the list says what becomes of it."""
    asking.shared_track("Two")
    asking.slskd.automatic = False
    await asking.follow("Morning", "Two")
    await asking.house.press(asking.music.entry, "send_to_slskd", "press")
    await asking.until_missing(Two="requested")
    [todo] = asking.house.hass.data["todo"].entities
    await asking.house.until(
        lambda: "Asked for at slskd." in todo.todo_items[0].description
    )
