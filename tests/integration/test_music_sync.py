"""A music profile in Home Assistant: saved items become playlists."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry

from .house import House
from .music_house import open_music, saved


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
