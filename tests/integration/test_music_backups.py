"""Playlists are backed up, compared and put back as an AniList account is."""

from .house import House
from .music_house import open_music, saved_as


async def test_playlist_is_put_back_as_it_was_saved(house: House) -> None:
    """What is gone from the library since is left out by name; the rest is back."""
    music = await open_music(house)
    music.own("One", "Two", "Three")
    playlist = music.playlist("Morning", "One", "Two", "Three")
    saved_as(music, playlist)
    await music.sync()
    made = await music.call("create_backup")
    assert (made["created"], made["entry_count"]) == (True, 1)
    assert made["account"]["service"] == "plex"
    again = await music.call("create_backup")
    assert again["created"] is False
    on_plex = music.on_plex("Morning")
    on_plex.items = on_plex.items[:1]
    house.plex.stamp(on_plex)
    compared = await music.call("compare_backup", backup=made["backup"])
    assert compared["counts"]["changed"] == 1
    gone = next(
        track for track in house.plex.sections[-1].all("track") if track.title == "Two"
    )
    house.plex.remove(gone)
    answer = await music.call("restore_backup", backup=made["backup"])
    assert (answer["restored"], answer["errors"]) == (1, [])
    assert music.titles("Morning") == ["One", "Three"]
    assert list(answer["gone"].values()) == [[gone.guid]]
    # To the next sync it is the user's own hand.
    await music.sync()
    assert music.titles("Morning") == ["One", "Three"]


async def test_backup_of_another_kind_is_not_restored_into_playlists(
    house: House,
) -> None:
    """An AniList backup is another account's, and says so."""
    entry = await house.set_up()
    made = await house.call(entry, "create_backup")
    music = await open_music(house)
    listed = await music.call("get_backups")
    assert [file["own"] for file in listed["backups"]] == [False]
    shown = await music.call("preview_backup", backup=made["backup"])
    assert shown["account"]["service"] == "anilist"
