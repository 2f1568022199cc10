"""Entities of a music profile: totals, jobs, and those of single items."""

from homeassistant.helpers import device_registry as dr, entity_registry as er

from custom_components.plex_sync.const import DOMAIN

from .house import House
from .music_house import MusicHouse, open_music


def state(house: House, entity_id: str) -> str:
    """The state of an entity."""
    found = house.hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


async def press(house: House, entity_id: str) -> None:
    """Press a button."""
    await house.hass.services.async_call(
        "button", "press", {"entity_id": entity_id}, blocking=True
    )


def of_items(music: MusicHouse) -> list[str]:
    """The entities that belong to single items."""
    entities = er.async_get(music.house.hass)
    return [
        entity.entity_id
        for entity in er.async_entries_for_config_entry(entities, music.entry.entry_id)
        if entity.config_subentry_id is not None
    ]


async def test_item_has_entities_if_the_user_wants_them(house: House) -> None:
    """They come and go with the choice, without a reload."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One", "Two")
    await music.call("add_items", items=[playlist.uri])
    assert of_items(music) == []
    await music.call("update_items", items=["Morning"], entities=True)
    assert state(house, "sensor.morning_state") == "new"
    await music.sync()
    assert state(house, "sensor.morning_state") == "synced"
    assert state(house, "sensor.morning_matched") == "1"
    assert state(house, "sensor.morning_missing") == "1"
    assert state(house, "sensor.morning_last_sync") != "unknown"
    music.own("Two")
    await press(house, "button.morning_sync_now")
    await house.rest(music.entry)
    await house.until(lambda: state(house, "sensor.morning_matched") == "2")
    assert music.titles("Morning") == ["One", "Two"]
    await music.call("update_items", items=["Morning"], title="Sunrise")
    found = house.hass.states.get("sensor.morning_matched")
    assert found is not None
    assert found.name == "Sunrise Matched"
    await music.call("update_items", items=["Sunrise"], entities=False)
    assert of_items(music) == []


async def test_entities_go_with_their_item(house: House) -> None:
    """And with them their device."""
    music = await open_music(house)
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri], entities=True)
    assert len(of_items(music)) == 6
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    await house.hass.async_block_till_done()
    registry = dr.async_get(house.hass)
    entry_id = music.entry.entry_id
    above = registry.async_get_device_by_identifier((DOMAIN, entry_id), entry_id)
    below = [
        device
        for device in dr.async_entries_for_config_entry(registry, entry_id)
        if device is not above
    ]
    assert above is not None
    assert [device.via_device_id for device in below] == [above.id]
    await music.call("remove_items", items=["Morning"])
    assert of_items(music) == []
    devices = dr.async_entries_for_config_entry(
        dr.async_get(house.hass), music.entry.entry_id
    )
    assert [device.identifiers for device in devices] == [
        {(DOMAIN, music.entry.entry_id)}
    ]
    assert devices[0].model == "Music profile"


async def test_failed_item_says_why(house: House) -> None:
    """Its state and a sentence; the rest stays as it was last known."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri], entities=True)
    await music.sync()
    del house.spotify.playlists[playlist.id]
    await music.sync()
    found = house.hass.states.get("sensor.morning_state")
    assert found is not None
    assert found.state == "failed"
    assert "no longer has" in found.attributes["message"]
    assert state(house, "sensor.morning_matched") == "1"


async def test_totals_and_job_buttons(house: House) -> None:
    """All items together, and each job at the press of a button."""
    music = await open_music(house)
    music.own("One")
    await music.call("add_items", items=[music.playlist("A", "One", "Two").uri])
    await music.call("add_items", items=[music.playlist("B", "One").uri])
    await press(house, "button.music_anna_sync_playlists")
    await house.rest(music.entry)
    await house.until(lambda: state(house, "sensor.music_anna_tracks_matched") == "2")
    assert state(house, "sensor.music_anna_tracks_missing") == "1"


async def test_pinned_field_of_a_playlist_stays_the_users(house: House) -> None:
    """Its title, given on Plex, is not taken back; the tracks still follow."""
    music = await open_music(house)
    music.own("One", "Two")
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    pinned = await music.call("pin", target="Morning", fields=["title"])
    assert (pinned["target"], pinned["title"]) == (playlist.uri, "Morning")
    music.on_plex("Morning").title = "My morning"
    await music.call("update_items", items=["Morning"], title="Other")
    playlist.change([*playlist.entries, house.spotify.add_song("Two", "Nova")])
    await music.sync()
    assert music.titles("My morning") == ["One", "Two"]
    assert (await music.call("unpin", target="Other"))["fields"] == []
