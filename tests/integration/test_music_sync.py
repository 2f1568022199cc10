"""A music profile in Home Assistant: saved items become playlists."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.exceptions import HomeAssistantError
import pytest

from .house import House
from .music_house import open_music, saved, saved_as


async def test_item_that_is_added_becomes_a_playlist_with_the_next_sync(
    house: House,
) -> None:
    """Without a reload; the counters say so."""
    music = await open_music(house)
    music.own("One", "Two")
    playlist = music.playlist("Morning", "One", "Two", "Three")
    data = saved(playlist)
    house.hass.config_entries.async_add_subentry(
        music.entry,
        ConfigSubentry(**{**data, "data": MappingProxyType(data["data"])}),
    )
    answer = await music.sync()
    assert answer["result"] == "ok"
    assert music.titles("Morning") == ["One", "Two"]
    assert house.state(music.entry, "synced").state == "1"
    assert house.state(music.entry, "not_found").state == "1"
    history = await music.call("get_history")
    assert {record["title"] for record in history["records"]} == {"Morning", "Three"}


async def test_account_that_is_signed_out_asks_to_sign_in_and_stops_nothing_else(
    house: House,
) -> None:
    """The profile loads, its history can be looked at and taken back."""
    music = await open_music(house)
    music.own("One", "Two")
    saved_as(music, music.playlist("Morning", "One", "Two"))
    await music.sync()
    house.spotify.revoke(music.anna)
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    await house.hass.async_block_till_done()
    assert music.entry.state is ConfigEntryState.LOADED
    with pytest.raises(HomeAssistantError, match="Spotify"):
        await music.sync()
    flows = house.hass.config_entries.flow.async_progress()
    assert [flow["context"]["source"] for flow in flows] == ["reauth"]
    history = await music.call("get_history")
    assert history["records"]
