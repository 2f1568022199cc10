"""What is read of an account: whole, in its order, and as it was at one moment."""

import pytest

from custom_components.plex_sync.spotify import (
    ContextKind,
    NotOwn,
    SpotifyClient,
    SpotifyPlaylist,
)
from tests.fakes.spotify import (
    Account,
    Episode,
    FakeSpotify,
    LocalFile,
    Played,
    Removed,
)


async def test_account_says_who_it_is(client: SpotifyClient, anna: Account) -> None:
    """The id that playlists name, and the one that never changes."""
    user = await client.me()
    assert (user.id, user.name, user.account_id) == (anna.id, "Anna", anna.account_id)
    anna.account_id = None
    assert (await client.me()).account_id is None


async def test_account_lists_all_its_playlists_with_their_snapshots(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, ben: Account
) -> None:
    """Own, shared and followed ones, fifty a page; followed ones show no content."""
    own = [fake.add_playlist(anna, f"Own {number}") for number in range(120)]
    shared = fake.add_playlist(
        ben, "Together", fake.add_songs(3), collaborators=[anna], public=False
    )
    followed = fake.add_playlist(ben, "Of Ben", picture=False)
    anna.playlists += [shared, followed]
    found = {one.id: one async for one in client.playlists()}
    assert list(found) == [one.id for one in anna.playlists]
    assert fake.asked == ["/me/playlists"] * 3
    assert found[own[7].id].snapshot_id == own[7].snapshot_id
    assert found[shared.id].total == 3
    assert found[shared.id].collaborative
    assert found[shared.id].owner_name == "Ben"
    assert not found[followed.id].readable
    assert found[followed.id].picture == ""


@pytest.mark.parametrize("names", ["new", "both", "old"])
@pytest.mark.parametrize("length", [0, 1, 50, 51, 120])
async def test_playlist_is_read_whole_by_either_name(
    fake: FakeSpotify, client: SpotifyClient, anna: Account, length: int, names: str
) -> None:
    """`items` and `item`, or the older `tracks` and `track`."""
    fake.names = names  # type: ignore[assignment]
    songs = fake.add_songs(length) if length else []
    playlist = fake.add_playlist(anna, "Road trip", songs, description="Go!")
    told: list[tuple[int, int]] = []
    head, content = await client.playlist_content(
        playlist.id, lambda done, total: told.append((done, total))
    )
    assert [track.uri for track in content.tracks] == [song.uri for song in songs]
    assert (head.name, head.description, head.total) == ("Road trip", "Go!", length)
    assert head.snapshot_id == playlist.snapshot_id
    assert told[-1] == (length, length)
    pages = max(1, -(-length // 50))
    assert fake.asked.count(f"/playlists/{playlist.id}/items") == pages


async def test_a25_artist_with_a_comma_stays_one_on_every_page(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Names are never taken apart."""
    song = fake.add_song(
        "EARFQUAKE", "Tyler, The Creator", "Playboi Carti", album="IGOR"
    )
    playlist = fake.add_playlist(anna, "Both pages", [song] * 51)
    _, content = await client.playlist_content(playlist.id)
    assert {track.artists for track in content.tracks} == {
        ("Tyler, The Creator", "Playboi Carti")
    }
    assert len(content.tracks) == 51


async def test_track_brings_all_that_helps_to_find_it(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """ISRC, duration, album, explicit flag and a cover; through a playlist or alone."""
    album = fake.add_album("Discovery", "Daft Punk")
    song = fake.add_song(
        "Aerodynamic",
        "Daft Punk",
        album=album,
        milliseconds=212_546,
        isrc="GBDUW0000057",
        explicit=True,
    )
    playlist = fake.add_playlist(anna, "One", [song])
    _, content = await client.playlist_content(playlist.id)
    [track] = content.tracks
    assert track == await client.track(song.id)
    assert track.isrc == "GBDUW0000057"
    assert track.milliseconds == 212_546
    assert track.explicit is True
    assert (track.album, track.album_artists) == ("Discovery", ("Daft Punk",))
    assert track.album_uri == album.uri
    assert track.picture == f"https://i.scdn.co/image/{album.id}-300"


async def test_what_is_no_track_is_counted_apart(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Null entries, vanished tracks and episodes; a local file is a track by name."""
    [first, last] = fake.add_songs(2)
    local = LocalFile("Demo tape", "Uncle Bob", "Attic", 95)
    entries = [first, None, Episode("Hello"), Removed("gone"), local, last]
    playlist = fake.add_playlist(anna, "Mixed", entries)
    _, content = await client.playlist_content(playlist.id)
    assert [track.name for track in content.tracks] == [
        first.title,
        "Demo tape",
        last.title,
    ]
    assert (content.episodes, content.unavailable) == (1, 2)
    file = content.tracks[1]
    assert file.local
    assert (file.artists, file.album) == (("Uncle Bob",), "Attic")
    assert file.milliseconds == 95_000
    assert file.uri == "spotify:local:Uncle+Bob:Attic:Demo+tape:95"


async def test_liked_songs_are_read_whole(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """The newest first, with what tells whether they have changed."""
    anna.liked = list(fake.add_songs(103))
    before = await client.liked_songs()
    head, content = await client.liked_content()
    assert head == before
    assert [track.uri for track in content.tracks] == [one.uri for one in anna.liked]
    anna.liked.insert(0, fake.add_song("New", "Somebody"))
    grown = await client.liked_songs()
    assert grown.total == 104
    anna.liked.pop()
    shifted = await client.liked_songs()
    assert len({before, grown, shifted}) == 3
    anna.liked = []
    assert (await client.liked_content())[1].entries == 0


async def test_a10_album_of_120_tracks_is_complete(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """Its own answer brings fifty; the others are asked for."""
    album = fake.add_album("The Complete", "Erroll Garner", songs=120)
    head, content = await client.album_content(album.id)
    assert head.total == 120
    assert [track.uri for track in content.tracks] == [one.uri for one in album.songs]
    assert {track.album for track in content.tracks} == {"The Complete"}
    assert fake.asked == [f"/albums/{album.id}"] + [f"/albums/{album.id}/tracks"] * 2


async def test_short_album_costs_one_request(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """Its tracks come with it."""
    album = fake.add_album("Kid A", "Radiohead", songs=10)
    head, content = await client.album_content(album.id)
    assert len(content.tracks) == 10
    assert head == await client.album(album.id)
    assert fake.requests == 2


async def test_saved_albums_are_all_listed(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """A null among them is passed over."""
    albums = [fake.add_album(f"Album {n}", "Somebody", songs=2) for n in range(45)]
    anna.saved = [*albums[:12], None, *albums[12:]]
    found = [album async for album in client.saved_albums()]
    assert [album.name for album in found] == [album.title for album in albums]
    assert found[0].artists == ("Somebody",)
    assert found[0].total == 2


async def test_recently_played_tells_each_context_once(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """The latest first; what was played from nothing is left out."""
    song = fake.add_song("Song", "Somebody")
    playlist = fake.add_playlist(anna, "Mine", [song])
    anna.played = [
        Played(song, "playlist", playlist.uri),
        Played(song),
        Played(song, "album", song.album.uri),
        Played(song, "artist", "spotify:artist:0TnOYISbd1XYRBk9myaseg"),
        Played(song, "playlist", playlist.uri),
        Played(song, "collection", f"spotify:user:{anna.id}:collection"),
        Played(song, "show", "spotify:show:0TnOYISbd1XYRBk9myaseg"),
    ]
    found = await client.recently_played()
    assert [context.kind for context in found] == [
        ContextKind.PLAYLIST,
        ContextKind.ALBUM,
        ContextKind.ARTIST,
        ContextKind.COLLECTION,
        ContextKind.OTHER,
    ]
    assert found[0].uri == playlist.uri


async def test_playlist_of_somebody_else_shows_its_head_only(
    fake: FakeSpotify, client: SpotifyClient, ben: Account
) -> None:
    """Its content is refused, and the reason says whose it would have to be."""
    playlist = fake.add_playlist(ben, "Of Ben", fake.add_songs(2))
    head = await client.playlist(playlist.id)
    assert isinstance(head, SpotifyPlaylist)
    assert (head.name, head.readable) == ("Of Ben", False)
    with pytest.raises(NotOwn) as caught:
        await client.playlist_content(playlist.id)
    assert caught.value.reason == "playlist_not_own"


async def test_ten_thousand_tracks_take_one_request_for_fifty(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """And two for the head, before and after."""
    songs = fake.add_songs(10_000)
    playlist = fake.add_playlist(anna, "Everything", songs)
    _, content = await client.playlist_content(playlist.id)
    assert len(content.tracks) == 10_000
    assert fake.requests == 202


async def test_reading_an_album_tells_how_far_it_is(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """After each page."""
    album = fake.add_album("Long", "Somebody", songs=120)
    told: list[tuple[int, int]] = []
    await client.album_content(album.id, lambda *far: told.append(far))
    assert told == [(50, 120), (100, 120), (120, 120)]


async def test_barcode_of_an_album(fake: FakeSpotify, client: SpotifyClient) -> None:
    """Digits, or nothing."""
    album = fake.add_album("Kid A", "Radiohead", songs=1)
    assert await client.upc(album.uri) is None
    album.upc = "00724352959051"
    assert await client.upc(album.uri) == "00724352959051"
    album.upc = "unknown"
    assert await client.upc(album.uri) is None
    assert fake.asked == [f"/albums/{album.id}"] * 3
