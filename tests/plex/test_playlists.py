"""A user's playlists are read, and changed in every way that there is."""

import asyncio
from typing import Any

from plexapi.server import PlexServer as PlexApiServer
import pytest

from custom_components.plex_sync.plex.playlists import fitting
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import Refused
from tests.fakes.plex import FakePlex, Record

from .conftest import OpenDoor


def songs(plex: FakePlex, count: int) -> list[Record]:
    """So many tracks."""
    return [plex.add_track(f"Song {number}") for number in range(count)]


def keys(tracks: list[Record]) -> list[str]:
    """Their rating keys."""
    return [str(track.rating_key) for track in tracks]


async def test_a_user_has_playlists_of_music(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """Those of films and those of other users are not named; one request tells all."""
    child = plex.add_home_user("Kim")
    tracks = songs(plex, 3)
    mine = plex.add_playlist(plex.owner, "Morning", *tracks[:2])
    plex.add_playlist(plex.owner, "Fresh", smart=True)
    plex.add_playlist(plex.owner, "Films").kind = "video"
    plex.add_playlist(child, "Kim's", tracks[2])
    found = await open_door().playlists.all()
    assert [(row.title, row.count, row.smart) for row in found] == [
        ("Morning", 2, False),
        ("Fresh", 0, True),
    ]
    assert found[0].rating_key == str(mine.rating_key)
    assert (found[0].guid, found[0].updated_at) == (mine.guid, mine.updated_at)
    assert plex.requests.total == 1
    assert [row.title for row in await open_door(child).playlists.all()] == ["Kim's"]


async def test_a_server_without_playlists(door: PlexServer) -> None:
    """There are none, and that is no error."""
    assert await door.playlists.all() == []


async def test_items_come_in_order_each_with_its_number(
    plex: FakePlex, door: PlexServer
) -> None:
    """The same track twice is two items of different numbers."""
    dawn, dusk = plex.add_track("Dawn"), plex.add_track("Dusk", track_artist="Nova")
    playlist = plex.add_playlist(plex.owner, "Morning", dawn, dusk, dawn)
    items = await door.playlists.items(str(playlist.rating_key))
    assert [item.track.title for item in items] == ["Dawn", "Dusk", "Dawn"]
    assert len({item.item_id for item in items}) == 3
    assert (items[1].track.artist, items[1].track.track_artist) == ("Aurora", "Nova")
    assert items[1].track.guid == dusk.guid
    assert items[1].track.milliseconds == 200_000


async def test_a_long_playlist_is_read_in_pages(
    plex: FakePlex, door: PlexServer
) -> None:
    """2,001 items take two requests."""
    tracks = songs(plex, 3)
    playlist = plex.add_playlist(plex.owner, "Long", *(tracks * 667))
    items = await door.playlists.items(str(playlist.rating_key))
    assert [item.track.rating_key for item in items] == keys(tracks) * 667
    assert plex.requests.total == 2


async def test_a_playlist_is_made_in_batches(plex: FakePlex, door: PlexServer) -> None:
    """401 tracks: one request makes it, two add to it; order and repeats are kept."""
    tracks = songs(plex, 400)
    wanted = keys([*tracks, tracks[0]])
    row = await door.playlists.create("Morgen & Abend 🌅", wanted)
    [playlist] = plex.playlists
    assert playlist.rating_keys == wanted
    assert playlist.title == row.title == "Morgen & Abend 🌅"
    assert (row.rating_key, row.count) == (str(playlist.rating_key), 401)
    changes = [seen for seen in plex.requests.log if seen.method != "GET"]
    assert [seen.method for seen in changes] == ["POST", "PUT", "PUT"]


async def test_a_playlist_belongs_to_who_makes_it(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """A member of the home makes a playlist of their own."""
    child = plex.add_home_user("Kim")
    await open_door(child).playlists.create("Mine", keys(songs(plex, 1)))
    assert plex.playlists[0].user is child


async def test_a_batch_that_is_too_long_is_halved(
    plex: FakePlex, door: PlexServer
) -> None:
    """414 makes the batches smaller until they fit, and small they stay."""
    tracks = songs(plex, 250)
    plex.longest_address = 900
    row = await door.playlists.create("Long", keys(tracks))
    assert plex.playlists[0].rating_keys == keys(tracks)
    refused = plex.requests.total
    await door.playlists.add(row.rating_key, keys(tracks[:25]))
    assert plex.requests.total == refused + 1


async def test_one_track_that_does_not_fit(plex: FakePlex, door: PlexServer) -> None:
    """Where not even one track gets through, that is said."""
    plex.longest_address = 20
    with pytest.raises(Refused) as caught:
        await door.playlists.create("Morning", keys(songs(plex, 2)))
    assert caught.value.reason == "too_long"
    assert plex.playlists == []


async def test_items_are_removed_and_moved_by_their_numbers(
    plex: FakePlex, door: PlexServer
) -> None:
    """Of two occurrences the one that is meant goes; another one goes where it is put."""
    one, two, three = songs(plex, 3)
    playlist = plex.add_playlist(plex.owner, "Morning", one, two, one, three)
    key = str(playlist.rating_key)
    numbers = [item.item_id for item in await door.playlists.items(key)]
    await door.playlists.remove(key, numbers[2])
    assert playlist.titles == ["Song 0", "Song 1", "Song 2"]
    await door.playlists.move(key, numbers[3], after=numbers[0])
    assert playlist.titles == ["Song 0", "Song 2", "Song 1"]
    await door.playlists.move(key, numbers[1], after=None)
    assert playlist.titles == ["Song 1", "Song 0", "Song 2"]
    await door.playlists.clear(key)
    assert playlist.titles == []


async def test_title_and_summary_change_alone(plex: FakePlex, door: PlexServer) -> None:
    """What is not named stays; an empty summary takes the old one away."""
    playlist = plex.add_playlist(plex.owner, "Morning", *songs(plex, 1))
    key = str(playlist.rating_key)
    await door.playlists.edit(key, summary="For coffee")
    await door.playlists.edit(key, title="Evening")
    row = await door.playlists.one(key)
    assert (row.title, row.summary) == ("Evening", "For coffee")
    await door.playlists.edit(key, summary="")
    assert (await door.playlists.one(key)).summary == ""
    before = plex.requests.total
    await door.playlists.edit(key)
    assert plex.requests.total == before


@pytest.mark.parametrize("text", ["x" * 10_000, "夕" * 1_000, "🌅" * 1_000])
async def test_endless_titles_are_cut(
    plex: FakePlex, door: PlexServer, text: str
) -> None:
    """As much of a title is kept as fits into a request beside 200 tracks."""
    row = await door.playlists.create(text, keys(songs(plex, 200)))
    assert row.title == fitting(text)
    assert text.startswith(row.title)
    assert len(row.title) >= 250
    assert len(plex.playlists[0].items) == 200


async def test_a_playlist_is_deleted(plex: FakePlex, door: PlexServer) -> None:
    """It is gone, and whoever asks for it is told so."""
    playlist = plex.add_playlist(plex.owner, "Morning", *songs(plex, 1))
    key = str(playlist.rating_key)
    await door.playlists.delete(key)
    assert plex.playlists == []
    for ask in (
        door.playlists.one(key),
        door.playlists.items(key),
        door.playlists.delete(key),
        door.playlists.add(key, ["1"]),
        door.playlists.remove(key, "1"),
        door.playlists.move(key, "1", after=None),
        door.playlists.edit(key, title="x"),
    ):
        with pytest.raises(Refused) as caught:
            await ask
        assert caught.value.reason == "gone"


async def test_a_smart_playlist_is_read(plex: FakePlex, door: PlexServer) -> None:
    """Its items have no numbers to change them by."""
    tracks = songs(plex, 3)
    playlist = plex.add_playlist(plex.owner, "Fresh", *tracks, smart=True)
    items = await door.playlists.items(str(playlist.rating_key))
    assert [item.track.rating_key for item in items] == keys(tracks)
    assert {item.item_id for item in items} == {""}


async def test_a_smart_playlist_takes_no_tracks(
    plex: FakePlex, door: PlexServer
) -> None:
    """The server refuses, and it stays as it is."""
    playlist = plex.add_playlist(plex.owner, "Fresh", smart=True)
    with pytest.raises(Refused):
        await door.playlists.add(str(playlist.rating_key), keys(songs(plex, 1)))
    assert playlist.items == []


async def test_posters_by_address_and_as_bytes(
    plex: FakePlex, door: PlexServer
) -> None:
    """Either is shown at once; an older one can be chosen again."""
    playlist = plex.add_playlist(plex.owner, "Morning", *songs(plex, 1))
    key = str(playlist.rating_key)
    assert await door.playlists.posters(key) == []
    await door.playlists.upload_poster(key, "https://pictures.example/a b.jpg?x=1&y=2")
    await door.playlists.upload_poster(key, b"\xff\xd8 a picture")
    assert [poster.data for poster in playlist.posters] == [
        b"https://pictures.example/a b.jpg?x=1&y=2",
        b"\xff\xd8 a picture",
    ]
    first, second = await door.playlists.posters(key)
    assert (first.selected, second.selected) == (False, True)
    thumb = (await door.playlists.one(key)).thumb
    await door.playlists.select_poster(key, first)
    assert playlist.poster is playlist.posters[0]
    assert (await door.playlists.one(key)).thumb != thumb


async def test_plexapi_changes_the_fake(plex: FakePlex) -> None:
    """The field's own client makes, fills, orders, renames and deletes a playlist."""
    songs(plex, 3)

    def work() -> list[str]:
        connect: Any = PlexApiServer
        server = connect(plex.url, plex.owner.token)
        one, two, three = server.library.section("Music").searchTracks()
        made = server.createPlaylist("Morning", items=[one, two])
        made.addItems([three])
        made = server.playlist("Morning")
        made.moveItem(three)
        made.removeItems([one])
        made.editTitle("Evening").editSummary("Late")
        made.uploadPoster(url="https://pictures.example/1.jpg")
        [poster] = made.posters()
        assert poster.selected
        return [item.title for item in server.playlist("Evening").items()]

    assert await asyncio.to_thread(work) == ["Song 2", "Song 1"]
    assert plex.playlists[0].summary == "Late"
