"""What gets lost on the way, and what is said of it."""

from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from custom_components.plex_sync.spotify import Limiter, SpotifyClient
from custom_components.plex_sync.sync.errors import IncompleteAnswer, ServiceUnavailable
from tests.fakes.spotify import Account, FakeSpotify, Kind


@pytest.mark.parametrize("kind", ["drop", "status", "cut_off", "rubbish"])
async def test_a11_page_that_fails_in_the_middle_fails_the_playlist(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, kind: Kind
) -> None:
    """It is tried again; if that is of no use, no part of the content is handed out."""
    playlist = fake.add_playlist(anna, "Long", fake.add_songs(200))
    fake.fail(kind, path="/items", after=2, times=None)
    with pytest.raises(ServiceUnavailable):
        await client.playlist_content(playlist.id)
    offsets = [one.query["offset"] for one in fake.seen if "offset" in one.query]
    assert offsets[:2] == ["0", "50"]
    assert offsets.count("100") >= 3
    assert set(offsets) == {"0", "50", "100"}


@pytest.mark.parametrize("kind", ["drop", "status", "cut_off", "rubbish"])
async def test_page_that_fails_once_does_no_harm(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, kind: Kind
) -> None:
    """The second attempt brings it."""
    playlist = fake.add_playlist(anna, "Long", fake.add_songs(200))
    fake.fail(kind, path="/items", after=2)
    _, content = await client.playlist_content(playlist.id)
    assert len(content.tracks) == 200


@pytest.mark.parametrize("page", [0, 1, 2])
async def test_half_a_page_is_no_short_playlist(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, page: int
) -> None:
    """The first page, one in the middle, or the last: fewer than announced."""
    playlist = fake.add_playlist(anna, "Long", fake.add_songs(120))
    fake.fail("short_page", path="/items", after=page)
    with pytest.raises(IncompleteAnswer, match="of .* entries"):
        await client.playlist_content(playlist.id)


@pytest.mark.parametrize("path", ["/me/playlists", "/me/albums"])
async def test_half_a_page_is_no_short_list(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, path: str
) -> None:
    """Of what the account holds neither."""
    for number in range(60):
        fake.add_playlist(anna, f"Playlist {number}")
        anna.saved.append(fake.add_album(f"Album {number}", "Somebody"))
    fake.fail("short_page", path=path, after=1)
    lists = {"/me/playlists": client.playlists, "/me/albums": client.saved_albums}
    with pytest.raises(IncompleteAnswer):
        _ = [one async for one in lists[path]()]


async def test_half_of_an_albums_later_tracks_is_no_short_album(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """Albums neither."""
    album = fake.add_album("Long", "Somebody", songs=120)
    fake.fail("short_page", path="/tracks")
    with pytest.raises(IncompleteAnswer):
        await client.album_content(album.id)


async def test_silence_of_the_network_is_named(
    fake: FakeSpotify, session: aiohttp.ClientSession, anna: Account, limiter: Limiter
) -> None:
    """No connection, and no answer in time; neither holds an address."""

    async def token() -> str:
        return anna.token

    client = SpotifyClient(
        session, token, limiter=limiter, endpoint=fake.url, timeout=0.05
    )
    fake.fail("slow", seconds=1.0, times=None)
    with pytest.raises(ServiceUnavailable, match="no answer in time"):
        await client.me()
    await fake.stop()
    with pytest.raises(ServiceUnavailable, match="no connection") as caught:
        await client.me()
    assert "127.0.0.1" not in str(caught.value)


@pytest.mark.parametrize("path", ["/me", "/me/tracks", "/items"])
async def test_answer_of_another_shape_is_incomplete(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, path: str
) -> None:
    """An error in words, not a stumble over what is missing."""
    playlist = fake.add_playlist(anna, "One", fake.add_songs(1))
    fake.fail("strange", path=path)
    readings: dict[str, Callable[[], Awaitable[object]]] = {
        "/me": client.me,
        "/me/tracks": client.liked_songs,
        "/items": lambda: client.playlist_content(playlist.id),
    }
    with pytest.raises(IncompleteAnswer):
        await readings[path]()
