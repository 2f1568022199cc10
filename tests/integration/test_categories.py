"""Categories: what has one, how it is played, and what is said where it cannot."""

from .house import House
from .music_house import MusicHouse, open_music


async def with_jazz(house: House) -> MusicHouse:
    """A playlist of a category, synced."""
    music = await open_music(house)
    music.own("One", "Two")
    playlist = music.playlist("Evening", "One", "Two")
    await music.call("add_items", items=[playlist.uri], category="Jazz")
    await music.sync()
    return music


async def test_playlist_of_a_category_can_be_played(house: House) -> None:
    """Once it is on Plex its address is one that Plex players take."""
    music = await open_music(house)
    music.own("One", "Two")
    playlist = music.playlist("Evening", "One", "Two")
    await music.call("add_items", items=[playlist.uri], category=" Jazz ")
    catalogue = music.entry.runtime_data.profile.catalogue
    [item] = await catalogue.async_items()
    assert (item.category, item.rating_key, item.reason) == (
        "Jazz",
        "",
        "media_not_yet",
    )
    await music.sync()
    await house.hass.async_block_till_done()
    [item] = catalogue.now
    made = music.on_plex("Evening")
    assert item.rating_key == str(made.rating_key)
    assert (
        item.media_content_id
        == f"plex://{house.plex.machine_identifier}/{made.rating_key}"
    )
    assert (item.media_content_type, item.reason) == ("playlist", "")
    assert item.picture.startswith("/api/plex_sync/picture/")
    assert catalogue.categories == ["Jazz"]
