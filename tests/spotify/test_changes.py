"""What changes while it is read comes out as it was at one moment, or not at all."""

import pytest

from custom_components.plex_sync.spotify import SpotifyClient
from custom_components.plex_sync.sync.errors import IncompleteAnswer
from tests.fakes.spotify import Account, FakeSpotify


async def test_playlist_that_changes_between_two_pages_is_read_again(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """What comes out is what it held at its snapshot, never a mixture."""
    songs = fake.add_songs(120)
    playlist = fake.add_playlist(anna, "Lively", songs)
    moved = [*songs[60:], *songs[:60]]
    fake.fail("call", path="/items", after=1, call=lambda: playlist.change(moved))
    head, content = await client.playlist_content(playlist.id)
    assert [track.uri for track in content.tracks] == [song.uri for song in moved]
    assert head.snapshot_id == playlist.snapshot_id


async def test_playlist_that_grows_between_two_pages_is_read_again(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Another total tells it at once."""
    songs = fake.add_songs(121)
    playlist = fake.add_playlist(anna, "Growing", songs[1:])
    fake.fail("call", path="/items", after=1, call=lambda: playlist.change(songs))
    _, content = await client.playlist_content(playlist.id)
    assert len(content.tracks) == 121


async def test_playlist_that_never_stops_changing_is_incomplete(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Nothing is made of it."""
    songs = fake.add_songs(60)
    playlist = fake.add_playlist(anna, "Restless", songs)

    def change() -> None:
        playlist.change([*playlist.entries[1:], playlist.entries[0]])

    fake.fail("call", path="/items", times=None, call=change)
    with pytest.raises(IncompleteAnswer, match="changes while it is read"):
        await client.playlist_content(playlist.id)


async def test_snapshot_that_changes_alone_does_no_harm(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Content that is twice the same is the content."""
    songs = fake.add_songs(3)
    playlist = fake.add_playlist(anna, "Nervous", songs)
    fake.fail("call", path="/items", times=None, call=lambda: playlist.change(songs))
    _, content = await client.playlist_content(playlist.id)
    assert len(content.tracks) == 3


async def test_list_that_grows_while_it_is_read_is_incomplete(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Of playlists, and of an album's tracks."""
    for number in range(60):
        fake.add_playlist(anna, f"Playlist {number}")
    fake.fail(
        "call", path="/playlists", after=1, call=lambda: fake.add_playlist(anna, "New")
    )
    with pytest.raises(IncompleteAnswer):
        _ = [one async for one in client.playlists()]
    album = fake.add_album("Long", "Somebody", songs=60)
    fake.fail(
        "call",
        path="/tracks",
        call=lambda: fake.add_song("New", "Somebody", album=album),
    )
    with pytest.raises(IncompleteAnswer):
        await client.album_content(album.id)
