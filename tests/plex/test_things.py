"""Music to choose from: searching, and finding again what was chosen."""

import pytest

from custom_components.plex_sync.plex.things import PlexThing, ThingKind
from custom_components.plex_sync.sync.errors import InvalidToken, ServiceUnavailable
from tests.fakes.plex import FakePlex, Fault

from .conftest import OpenDoor


def told(things: list[PlexThing]) -> list[tuple[str, str, str, int | None]]:
    """What a person is told of each."""
    return [(one.kind, one.title, one.artist, one.count) for one in things]


async def test_search_finds_music_of_all_kinds(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """Playlists of the user first; neither films nor other people's playlists."""
    kim = plex.add_home_user("Kim")
    blue = plex.add_track("Blue Train", artist="John Coltrane", album="Blue Train")
    plex.add_track("Locomotion", artist="John Coltrane", album="Blue Train")
    plex.add_track("Freddie", artist="Miles", album="Blue", track_artist="Miles & Co")
    plex.add_movie("Blue Velvet")
    plex.add_playlist(plex.owner, "Deep blue", blue)
    plex.add_playlist(kim, "Blue of Kim", blue)
    found = await open_door(plex.owner).things.search("blue")
    assert told(found) == [
        ("playlist", "Deep blue", "", 1),
        ("album", "Blue Train", "John Coltrane", 2),
        ("album", "Blue", "Miles", 1),
        ("track", "Blue Train", "John Coltrane", None),
        ("track", "Locomotion", "John Coltrane", None),
        ("track", "Freddie", "Miles & Co", None),
    ]
    assert all(one.guid and one.thumb for one in found)
    found = await open_door(plex.owner).things.search("coltrane train")
    assert ("album", "Blue Train", "John Coltrane", 2) in told(found)
    assert await open_door(plex.owner).things.search("polka") == []


async def test_search_costs_two_requests(plex: FakePlex, open_door: OpenDoor) -> None:
    """However large the library is; of a kind come twenty at most."""
    for number in range(30):
        plex.add_track(f"Song {number}")
    door = open_door(plex.owner)
    assert len(await door.things.search("song")) == 20
    assert plex.requests.paths == ["/playlists", "/hubs/search"]


async def test_things_are_read_by_their_numbers(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """What is not there is left out, and nothing at all is no error."""
    track = plex.add_track("One", album="First")
    door = open_door(plex.owner)
    keys = [str(track.rating_key), "999999"]
    [found] = await door.things.by_rating_key(keys)
    assert (found.kind, found.title) == (ThingKind.TRACK, "One")
    assert await door.things.by_rating_key(["999999"]) == []
    films = plex.add_playlist(plex.owner, "Films")
    films.kind = "video"
    assert await door.things.by_rating_key([str(films.rating_key)]) == []


@pytest.mark.parametrize("ignored", [set(), {"guid"}])
async def test_thing_is_found_again_by_its_guid(
    plex: FakePlex, open_door: OpenDoor, ignored: set[str]
) -> None:
    """After a rescan has given it another number, also where a filter is ignored."""
    track = plex.add_track("One", album="First")
    plex.add_track("Two", album="Second")
    plex.ignored_params |= ignored
    album = track.parent
    assert album is not None
    plex.rescan(track.section)
    door = open_door(plex.owner)
    key = track.section.key
    found = await door.things.by_guid(ThingKind.ALBUM, album.guid, [key])
    assert found is not None
    assert found.rating_key == str(album.rating_key)
    assert await door.things.by_guid(ThingKind.ALBUM, "plex://album/no", [key]) is None
    assert await door.things.by_guid(ThingKind.ARTIST, album.guid, [key]) is None


@pytest.mark.parametrize(
    ("kind", "guid"),
    [
        (ThingKind.PLAYLIST, "com.plexapp.agents.none://1"),
        (ThingKind.ALBUM, "local://12"),
        (ThingKind.ALBUM, ""),
    ],
)
async def test_what_has_no_lasting_guid_is_not_looked_for(
    plex: FakePlex, open_door: OpenDoor, kind: ThingKind, guid: str
) -> None:
    """That would only cost requests."""
    assert await open_door(plex.owner).things.by_guid(kind, guid, ["1"]) is None
    assert plex.requests.total == 0


async def test_search_that_fails_says_why(plex: FakePlex, open_door: OpenDoor) -> None:
    """In the door's own words, without what was searched for."""
    with pytest.raises(InvalidToken):
        await open_door(token="guessed").things.search("secret")
    plex.faults.add(Fault("status", "/hubs/search", status=503))
    with pytest.raises(ServiceUnavailable) as caught:
        await open_door(plex.owner).things.search("secret")
    assert "secret" not in str(caught.value)


async def test_lost_numbers_are_errors_where_the_server_fails(
    plex: FakePlex, open_door: OpenDoor
) -> None:
    """Only what is said to be gone is left out."""
    plex.faults.add(Fault("status", "/library/metadata", status=500))
    with pytest.raises(ServiceUnavailable):
        await open_door(plex.owner).things.by_rating_key(["1"])
    plex.faults.add(Fault("status", "/library/metadata", status=400))
    with pytest.raises(Exception, match="400"):
        await open_door(plex.owner).things.by_rating_key(["1"])
