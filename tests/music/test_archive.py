"""Backups of playlists: readable, and put back as far as the tracks are still there."""

from custom_components.plex_sync.music.archive import (
    PlaylistRules,
    fit_playlist,
    take_playlists,
    track_keys,
)
from custom_components.plex_sync.sync.backups.fileformat import from_bytes, to_text
from custom_components.plex_sync.sync.backups.model import Check

from .house import House


async def test_backup_holds_each_playlist_with_the_words_of_its_tracks(
    house: House,
) -> None:
    """Of saved items only; it reads back as it was written."""
    house.own("One", "Two")
    mine = house.own("Mine")
    house.plex.add_playlist(house.plex.owner, "My own", *mine)
    house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    contents = await take_playlists(
        house.target, house.collection, "Alex", lambda: house.now
    )
    [entry] = contents.entries
    assert entry.title == "Morning"
    details = contents.details["tracks"]
    assert isinstance(details, dict)
    assert [details[key]["title"] for key in track_keys(entry.state)] == ["One", "Two"]
    read = from_bytes(to_text(contents, made_by="a test").encode(), PlaylistRules())
    assert (read.check, read.contents) == (Check.SOUND, contents)


async def test_tracks_that_are_gone_are_left_out_by_name(house: House) -> None:
    """The others come back in their order."""
    one, _ = house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    contents = await take_playlists(
        house.target, house.collection, "Alex", lambda: house.now
    )
    [entry] = contents.entries
    house.plex.remove(one)
    await house.collection.refresh()
    known = await house.collection.tracks(track_keys(entry.state))
    state, gone = fit_playlist(entry, known)
    assert gone == [one.guid]
    assert len(track_keys(state)) == 1


def test_what_is_no_playlist_is_refused() -> None:
    """Each field that will not do is named."""
    broken = b'{"format": "plex_sync_backup", "version": 1, "created_at": "2026-11-21T02:00:00+00:00", "account": {"service": "plex", "id": "m:1", "name": "Alex"}, "details": {}, "entries": [{"target": "spotify:playlist:1", "title": "x", "state": {"tracks": "no list", "title": 5}}]}'
    read = from_bytes(broken, PlaylistRules())
    assert read.check is not Check.SOUND
    [fault] = read.faults
    assert set(fault.fields) == {"tracks", "title"}
