"""What Lidarr offers, has and is asked for."""

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import (
    Album,
    AlreadyThere,
    Artist,
    Download,
    LidarrClient,
    NewAlbum,
    NotAccepted,
    NotKnown,
    Profile,
    RootFolder,
)
from custom_components.plex_sync.sync.errors import ServiceError
from tests.fakes.lidarr import FakeLidarr
from tests.fakes.lidarr.world import mbid


async def to_add(
    client: LidarrClient, release_group: str, **chosen: object
) -> NewAlbum:
    """What an album is added with, right but for what is chosen otherwise."""
    album = await client.look_up(release_group)
    assert album is not None
    right: dict[str, object] = {
        "root_folder": "/music/",
        "quality_profile_id": 2,
        "metadata_profile_id": 1,
    }
    return NewAlbum(album=album, **{**right, **chosen})  # type: ignore[arg-type]


async def test_what_there_is_to_choose_from(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Folders, each with whether Lidarr can get into it, and profiles."""
    fake.folders["/mnt/gone/"] = False
    assert await client.version() == "2.14.5.4836"
    assert await client.root_folders() == [
        RootFolder(path="/music/", free_bytes=1_000_000_000),
        RootFolder(path="/mnt/gone/", accessible=False),
    ]
    assert await client.quality_profiles() == [
        Profile(id=1, name="Any"),
        Profile(id=2, name="Lossless"),
    ]
    assert await client.metadata_profiles() == [
        Profile(id=1, name="Standard"),
        Profile(id=2, name="Everything"),
    ]


async def test_another_program_is_told_apart(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Its relatives answer to the same questions."""
    fake.app_name = "Radarr"
    with pytest.raises(ServiceError) as caught:
        await client.version()
    assert caught.value.reason == "not_lidarr"


async def test_tag_is_made_once(fake: FakeLidarr, client: LidarrClient) -> None:
    """Lidarr writes them small."""
    made = await client.tag("Plex-Sync ")
    assert await client.tag("plex-sync") == made
    assert fake.tags == {made: "plex-sync"}
    assert fake.written == ["POST /tag"]


async def test_album_is_looked_up_by_its_release_group(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """As it could be added: neither it nor its artist has a number."""
    kid_a = fake.know("Kid A", "Radiohead")
    assert await client.look_up(mbid("nothing")) is None
    assert await client.look_up(kid_a.foreign_id) == Album(
        id=0,
        foreign_id=kid_a.foreign_id,
        title="Kid A",
        monitored=False,
        artist=Artist(name="Radiohead", foreign_id=mbid("artist", "Radiohead")),
    )
    assert fake.seen[-1].query["term"] == f"lidarr:{kid_a.foreign_id}"


async def test_album_that_lidarr_has(fake: FakeLidarr, client: LidarrClient) -> None:
    """With how much of it is on disk."""
    kid_a = fake.have(fake.know("Kid A", "Radiohead"), files=1)
    fake.have(fake.know("Amnesiac", "Radiohead"))
    assert await client.album(mbid("nothing")) is None
    found = await client.album(kid_a.foreign_id)
    assert found is not None
    assert (found.id, found.monitored, found.files, found.tracks) == (
        kid_a.id,
        True,
        1,
        3,
    )
    assert not found.is_whole
    kid_a.files = 3
    found = await client.album(kid_a.foreign_id)
    assert found is not None
    assert found.is_whole


async def test_little_of_an_album_nobody_wants_is_not_all(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Lidarr then counts only what is there, and says 100 %."""
    kid_a = fake.have(fake.know("Kid A", "Radiohead"), monitored=False, files=1)
    found = await client.album(kid_a.foreign_id)
    assert found is not None
    assert (found.percent, found.is_whole) == (100, False)


async def test_album_is_added_and_nothing_else_of_its_artist(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Also once Lidarr has read the artist; the search is a thing of its own."""
    kid_a = fake.know("Kid A", "Radiohead")
    fake.know("Amnesiac", "Radiohead")
    tag = await client.tag("plex-sync")
    added = await client.add(await to_add(client, kid_a.foreign_id, tags=(tag,)))
    fake.read_artists()
    assert [album.title for album in fake.albums if album.monitored] == ["Kid A"]
    [artist] = fake.artists
    assert (artist.monitored, artist.monitor_new_items) == (True, "none")
    assert (artist.root_folder, artist.quality_profile_id) == ("/music/", 2)
    assert artist.tags == [tag]
    assert (added.id, kid_a.searches) == (kid_a.id, 0)
    await client.search(added.id)
    assert kid_a.searches == 1
    sent = next(
        one.body
        for one in fake.seen
        if one.method == "POST" and one.path.endswith("/album")
    )
    assert sent["addOptions"] == {"addType": "manual", "searchForNewAlbum": False}
    assert sent["artist"]["addOptions"] == {
        "monitor": "none",
        "albumsToMonitor": [kid_a.foreign_id],
        "monitored": True,
        "searchForMissingAlbums": False,
    }


async def test_artist_that_is_there_stays_as_it_is(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Only the album is new."""
    amnesiac = fake.have(fake.know("Amnesiac", "Radiohead"))
    amnesiac.artist.quality_profile_id = 1
    kid_a = fake.know("Kid A", "Radiohead")
    await client.add(await to_add(client, kid_a.foreign_id, tags=(7,)))
    [artist] = fake.artists
    assert (artist.monitor_new_items, artist.quality_profile_id) == ("all", 1)
    assert artist.tags == []
    assert "monitorNewItems" in fake.seen[-1].body["artist"]
    assert fake.seen[-1].body["artist"]["monitorNewItems"] == "all"
    assert kid_a.monitored


async def test_album_that_lidarr_has_is_wanted_again(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """Without asking for anything else."""
    kid_a = fake.have(fake.know("Kid A", "Radiohead"), monitored=False)
    await client.monitor(kid_a.id)
    assert kid_a.monitored
    assert fake.written == ["PUT /album/monitor"]


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"root_folder": "/elsewhere/"}, "lidarr_root_folder_gone"),
        ({"quality_profile_id": 9}, "lidarr_quality_profile_gone"),
        ({"metadata_profile_id": 9}, "lidarr_metadata_profile_gone"),
    ],
)
async def test_wrong_choice_is_named(
    fake: FakeLidarr, client: LidarrClient, chosen: dict[str, object], reason: str
) -> None:
    """In own words: which of them it is."""
    kid_a = fake.know("Kid A", "Radiohead")
    with pytest.raises(NotAccepted) as caught:
        await client.add(await to_add(client, kid_a.foreign_id, **chosen))
    assert caught.value.reason == reason
    assert "exist" not in str(caught.value)


async def test_album_is_not_added_twice(fake: FakeLidarr, client: LidarrClient) -> None:
    """Nor one that is unknown where Lidarr reads about albums."""
    kid_a = fake.know("Kid A", "Radiohead")
    new = await to_add(client, kid_a.foreign_id)
    await client.add(new)
    with pytest.raises(AlreadyThere):
        await client.add(new)
    fake.remove(kid_a)
    fake.fail(status=409, method="POST", path="/album")
    with pytest.raises(AlreadyThere):
        await client.add(new)
    fake.known.clear()
    with pytest.raises(NotKnown):
        await client.add(new)


async def test_queue_is_read_whole(fake: FakeLidarr, client: LidarrClient) -> None:
    """Page by page; what belongs to no album is left out."""
    kid_a = fake.have(fake.know("Kid A", "Radiohead"))
    for _ in range(250):
        fake.download(kid_a, left=250.0)
    fake.downloads[0].album = None
    found = await client.queue()
    assert found == [Download(album_id=kid_a.id, size=1000, left=250)] * 249
    assert fake.asked == ["GET /queue"] * 2


async def test_trouble_in_the_queue_is_told_without_addresses(
    fake: FakeLidarr, client: LidarrClient
) -> None:
    """An indexer's address holds a key of the user's."""
    kid_a = fake.have(fake.know("Kid A", "Radiohead"))
    fake.download(
        kid_a, status="failed", error="No answer from https://indexer/api?apikey=abc !"
    )
    fake.download(kid_a, state="importFailed", messages=["Has unmatched tracks", ""])
    failed, blocked = await client.queue()
    assert (failed.failed, failed.blocked) == (True, False)
    assert failed.message == "No answer from … !"
    assert (blocked.failed, blocked.blocked) == (False, True)
    assert blocked.message == "Has unmatched tracks"


@pytest.mark.parametrize("base", ["", "/lidarr"])
async def test_address_may_have_a_path(
    base: str, session: aiohttp.ClientSession
) -> None:
    """With or without a slash at its end."""
    async with FakeLidarr(base) as fake:
        for address in (fake.url, f"{fake.url}/"):
            client = LidarrClient(session, address, fake.api_key)
            assert await client.version()


@pytest.mark.parametrize(("number", "questions"), [(0, 0), (5, 5), (6, 1)])
async def test_several_albums_are_read_by_few_questions(
    fake: FakeLidarr, client: LidarrClient, number: int, questions: int
) -> None:
    """What Lidarr does not have is left out, and so is what was not asked for."""
    albums = [fake.know(f"Album {each}", "Radiohead") for each in range(8)]
    for album in albums[1:]:
        fake.have(album)
    wanted = [album.foreign_id for album in albums[:number]]
    found = await client.albums(wanted)
    assert list(found) == wanted[1:]
    assert [each.title for each in found.values()] == [
        album.title for album in albums[1:number]
    ]
    assert len(fake.seen) == questions
