"""A Spotify account as a source: what can be chosen, what has changed, what is there."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.plex_sync.music.items import ItemKind
from custom_components.plex_sync.music.sources.protocol import (
    ItemHead,
    ItemState,
    RefusedItem,
    Source,
    state_of,
)
from custom_components.plex_sync.music.sources.spotify import SpotifySource
from custom_components.plex_sync.spotify import (
    Blocked,
    Limiter,
    LinkRefused,
    SpotifyClient,
)
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    ServiceError,
    ServiceUnavailable,
)
from tests.fakes.spotify import Account, Entry, Episode, FakeSpotify, LocalFile, Played


@pytest.fixture
async def fake() -> AsyncIterator[FakeSpotify]:
    """A running fake."""
    async with FakeSpotify() as running:
        yield running


@pytest.fixture
def anna(fake: FakeSpotify) -> Account:
    """The account of the profile."""
    return fake.add_account("Anna Smith")


@pytest.fixture
async def source(fake: FakeSpotify, anna: Account) -> AsyncIterator[Source]:
    """The account as a source; nothing is counted yet."""

    async def token() -> str:
        return anna.token

    limiter = Limiter(burst=10_000)
    async with aiohttp.ClientSession() as session:
        client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
        user = await client.me()
        fake.reset_requests()
        yield SpotifySource(client, user)


async def test_all_that_an_account_holds_can_be_chosen(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """Liked songs, playlists, albums; what cannot be read says why."""
    ben = fake.add_account("Ben")
    mine = fake.add_playlist(anna, "Mine", fake.add_songs(3), description="Good ones")
    anna.playlists.append(fake.add_playlist(ben, "Of Ben", fake.add_songs(2)))
    anna.saved.append(fake.add_album("Kid A", "Radiohead", songs=10))
    anna.liked = list(fake.add_songs(7))
    listing = await source.items()
    assert [(one.kind, one.title, one.total, one.owner) for one in listing.items] == [
        (ItemKind.LIKED, "Liked Songs", 7, "Anna Smith"),
        (ItemKind.PLAYLIST, "Mine", 3, "Anna Smith"),
        (ItemKind.PLAYLIST, "Of Ben", None, "Ben"),
        (ItemKind.ALBUM, "Kid A", 10, "Radiohead"),
    ]
    assert [one.state for one in listing.items] == [
        ItemState.READABLE,
        ItemState.READABLE,
        ItemState.NOT_OWN,
        ItemState.READABLE,
    ]
    head = listing.items[1]
    assert (head.key, head.version) == (mine.uri, mine.snapshot_id)
    assert head.summary == "Good ones"
    assert head.link == f"https://open.spotify.com/playlist/{mine.id}"
    assert head.picture.startswith("https://i.scdn.co/")


async def test_content_of_a_playlist_is_what_is_to_be_looked_for(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """In its order, duplicates included; what is no track is counted."""
    song = fake.add_song(
        "Aerodynamic", "Daft Punk", album="Discovery", isrc="gb-duw-00-00057"
    )
    entries: list[Entry] = [
        song,
        Episode("Hello"),
        LocalFile("Demo", "Bob"),
        None,
        song,
    ]
    playlist = fake.add_playlist(anna, "Mixed", entries)
    content = await source.content(playlist.uri)
    assert [track.title for track in content.tracks] == [
        "Aerodynamic",
        "Demo",
        "Aerodynamic",
    ]
    track = content.tracks[0]
    assert track.uri == song.uri
    assert track.isrc == "GBDUW0000057"
    assert track.milliseconds == 200_000
    assert track.explicit is False
    assert content.tracks[1].uri.startswith("spotify:local:")
    assert content.left_out.episodes == 1
    assert content.left_out.unavailable == 1
    assert content.left_out.total == 2
    assert content.head.version == playlist.snapshot_id


async def test_albums_and_liked_songs_have_content_too(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """Each with the same head as when it is only looked at."""
    album = fake.add_album("The Complete", "Erroll Garner", songs=120)
    anna.liked = list(fake.add_songs(60))
    for key, length in ((album.uri, 120), (f"spotify:user:{anna.id}:collection", 60)):
        content = await source.content(key)
        assert len(content.tracks) == length
        assert (await source.heads([key]))[key] == content.head
        assert content.head.total == length


async def test_dozen_unchanged_playlists_cost_one_request(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """The account's list brings all snapshots; reading on ends with the last wanted."""
    playlists = [fake.add_playlist(anna, f"Playlist {n}") for n in range(120)]
    wanted = [one.uri for one in playlists[:12]]
    before = await source.heads(wanted)
    assert fake.asked == ["/me/playlists"]
    playlists[5].change(fake.add_songs(2))
    after = await source.heads(wanted)
    assert [key for key in wanted if before[key] != after[key]] == [wanted[5]]


async def test_playlist_that_is_not_in_the_list_is_asked_for(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """One that is followed by link only, one that is gone, one of Spotify's."""
    own = [fake.add_playlist(anna, f"Playlist {n}").uri for n in range(4)]
    ben = fake.add_account("Ben")
    other = fake.add_playlist(ben, "Of Ben").uri
    gone = f"spotify:playlist:{'0' * 22}"
    made = f"spotify:playlist:{fake.add_playlist_of_spotify('Top Hits')}"
    found = await source.heads([*own, other, gone, made])
    assert {key for key, head in found.items() if isinstance(head, ItemHead)} == {
        *own,
        other,
    }
    states = {
        key: state_of(head)
        for key, head in found.items()
        if isinstance(head, ServiceError)
    }
    assert states == {gone: ItemState.GONE, made: ItemState.MADE_BY_SERVICE}


async def test_what_concerns_the_whole_account_is_no_state_of_an_item(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """A ban, a token, a lapsed Premium: the run ends, items keep their states."""
    key = fake.add_playlist(anna, "Mine").uri
    fake.premium = False
    with pytest.raises(ServiceError) as lapsed:
        await source.heads([key])
    assert state_of(lapsed.value) is None
    fake.premium = True
    fake.expire(anna)
    fake.fail("status", status=401, message="The access token expired", times=None)
    with pytest.raises(InvalidToken):
        await source.heads([key])
    fake.heal()
    fake.fail("429", retry_after=3600)
    with pytest.raises(Blocked):
        await source.heads([key])


async def test_a13_artist_and_collection_contexts_do_not_keep_others_out(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """Playlists and albums that were played are offered, all else is named."""
    song = fake.add_song("Song", "Somebody")
    mine = fake.add_playlist(anna, "Mine", [song])
    known = fake.add_playlist(anna, "Known", [song])
    made = fake.add_playlist_of_spotify("Daily Mix")
    anna.played = [
        Played(song, "artist", f"spotify:artist:{'0' * 22}"),
        Played(song, "collection", f"spotify:user:{anna.id}:collection"),
        Played(song, "playlist", f"spotify:playlist:{made}"),
        Played(song, "playlist", "spotify:playlist:odd"),
        Played(song, "playlist", mine.uri),
        Played(song, "playlist", known.uri),
        Played(song, "album", song.album.uri),
    ]
    listing = await source.recent(known=[known.uri])
    assert [one.key for one in listing.items] == [mine.uri, song.album.uri]
    assert list(listing.refused) == [
        RefusedItem(name="artist", reason="link_kind"),
        RefusedItem(name="collection", reason="link_kind"),
        RefusedItem(name=f"spotify:playlist:{made}", reason="made_by_spotify"),
        RefusedItem(name="spotify:playlist:odd", reason="link_unknown"),
    ]


async def test_a11_failed_page_leaves_nothing_to_plan_with(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """An error in place of content, whatever was read before."""
    playlist = fake.add_playlist(anna, "Long", fake.add_songs(200))
    fake.fail("short_page", path="/items", after=2)
    with pytest.raises(ServiceUnavailable) as caught:
        await source.content(playlist.uri)
    assert state_of(caught.value) is ItemState.INCOMPLETE


def test_links_lead_to_keys(source: Source, anna: Account) -> None:
    """Liked songs are those of the account: by nobody's, its own name or its id."""
    identifier = "3cEYpjA9oz9GiPac4AsH4n"
    link = f"https://open.spotify.com/intl-nl/playlist/{identifier}?si=1"
    assert source.key_of(link) == f"spotify:playlist:{identifier}"
    own = f"spotify:user:{anna.id}:collection"
    for text in ("spotify:collection", "anna smith:liked", own):
        assert source.key_of(text) == own
    with pytest.raises(LinkRefused) as caught:
        source.key_of("Ben:liked")
    assert caught.value.reason == "liked_of_other"
    assert caught.value.message == "Anna Smith"


async def test_ban_ends_the_look_at_what_was_played(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """It is no fault of the playlist at which it came."""
    song = fake.add_song("Song", "Somebody")
    anna.played = [Played(song, "album", song.album.uri)]
    fake.fail("429", path=song.album.id, retry_after=3600)
    with pytest.raises(Blocked):
        await source.recent()


async def test_list_that_is_cut_off_is_made_up_for_by_single_questions(
    fake: FakeSpotify, source: Source, anna: Account
) -> None:
    """Nothing that is wanted is thought to be gone."""
    keys = [fake.add_playlist(anna, f"Playlist {number}").uri for number in range(6)]
    fake.fail("short_page", path="/me/playlists", times=None)
    found = await source.heads(keys)
    assert all(isinstance(found[key], ItemHead) for key in keys)
    assert fake.requests == 1 + 6
