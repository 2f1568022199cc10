"""The server goes away at each request of a write: the playlist ends whole all the same."""

import pytest

from custom_components.plex_sync.music.items import Mode
from tests.fakes.plex import Fault

from .house import House

BEFORE = [f"Song {number}" for number in range(6)]
AFTER = ["Song 5", "New 1", "Song 0", "Song 2", "New 2", "Song 4", "Song 0"]


async def prepared(house: House) -> None:
    """A playlist that is there, and a source that wants it otherwise."""
    house.own(*BEFORE, "New 1", "New 2")
    songs = {song.title: song for song in house.songs(*BEFORE, "New 1", "New 2")}
    playlist = house.save("Long", [songs[title] for title in BEFORE], mode=Mode.MIRROR)
    await house.went_well()
    assert house.titles("Long") == BEFORE
    playlist.change([songs[title] for title in AFTER])


async def break_after(house: House, number: int, *, done: bool) -> bool:
    """Let the connection be lost for good with the n-th request from now on.

    Returns whether the run came so far.
    """
    left = [number]
    broken = [False]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            broken[0] = True
            house.plex.faults.add(Fault("server_gone"))

    house.plex.faults.add(Fault("call", "", times=None, call=count))
    if done:
        # The request itself is carried out; only what comes after it fails.
        left[0] += 1
    await house.sync()
    house.plex.faults.clear()
    return broken[0]


@pytest.mark.parametrize("done", [False, True])
async def test_playlist_is_whole_wherever_the_connection_was_lost(
    house: House, *, done: bool
) -> None:
    """The old one or the new one at the end of the next run, never a half or two."""
    await prepared(house)
    number = 0
    while True:
        number += 1
        if not await break_after(house, number, done=done):
            break
        await house.went_well()
        assert house.titles("Long") == AFTER, number
        assert len(house.plex.playlists) == 1
        # And back again, so that each request is met in turn.
        playlist = next(iter(house.spotify.playlists.values()))
        songs = {song.title: song for song in house.spotify.songs.values()}
        playlist.change([songs[title] for title in BEFORE])
        await house.went_well()
        assert house.titles("Long") == BEFORE, number
        playlist.change([songs[title] for title in AFTER])
    assert number > 10
    assert house.titles("Long") == AFTER


async def test_playlist_that_is_made_is_made_once_wherever_it_failed(
    house: House,
) -> None:
    """Never a second one of the same title."""
    house.own(*BEFORE)
    number = 0
    while True:
        number += 1
        title = f"Playlist {number}"
        house.save(title, house.songs(*BEFORE))
        broken = await break_after(house, number, done=False)
        await house.went_well()
        assert house.titles(title) == BEFORE
        house.items.clear()
        if not broken:
            break
    assert number > 5
