"""Music and playlists: the door and the fake against what real servers were recorded."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.plex import music
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex

from .test_plex import container_of, json_container, made

pytestmark = [pytest.mark.contract, pytest.mark.usefixtures("socket_enabled")]


@pytest.fixture
def recorded(contracts: Path) -> Path:
    """The recordings of real servers."""
    return contracts / "plex" / "recorded"


def test_a_recorded_library_of_music(recorded: Path) -> None:
    """Its time stamps are the three that move."""
    file = recorded / "streammusic-2024" / "library_sections.xml"
    [section] = made(container_of(file), music.music_section)
    assert (section.key, section.title, section.refreshing) == ("1", "音乐", False)
    assert section.stamps == "1711858705.1713579735.198267"


def test_a_recorded_track(recorded: Path) -> None:
    """One of 19,403, with the path of its file."""
    file = recorded / "streammusic-2024" / "section_tracks.xml"
    [track] = made(container_of(file), music.track)
    assert track == music.TrackRow(
        rating_key="3609",
        guid="plex://track/6344359ca5c478aa2b7a54b8",
        title="可能否",
        artist="木小雅",
        track_artist="",
        album="可能否",
        album_rating_key="3608",
        milliseconds=227_944,
        musicbrainz=None,
        year=2018,
        disc=1,
        number=1,
        lossless=False,
        bitrate=128,
        file="/volume1/music/木小雅/可能否/可能否.mp3",
        added_at=1_638_002_162,
        updated_at=1_711_289_822,
    )


def test_a_file_beside_its_media(recorded: Path) -> None:
    """An older recording has the file's element not within, but beside the media's."""
    file = recorded / "home-assistant-2021" / "grandchildren_300.xml"
    tracks = made(container_of(file), music.track)
    assert len(tracks) == 10
    assert tracks[0].file == ("/storage/music/Artist Name/Album Name/Track Name.mp3")


def test_recorded_playlists(recorded: Path) -> None:
    """Music is taken, films are not; one just made has no items yet."""
    folder = recorded / "streammusic-2024"
    [playlist] = made(container_of(folder / "playlists.xml"), music.playlist)
    assert (playlist.title, playlist.count) == ("1999年老歌by慕星人", 30)
    [new] = made(container_of(folder / "playlist_create.xml"), music.playlist)
    assert (new.rating_key, new.count, new.smart) == ("24055", 0, False)
    films = container_of(recorded / "home-assistant-2021" / "playlists.xml")
    assert made(films, music.playlist) == []


def test_recorded_items_of_a_playlist(recorded: Path) -> None:
    """A playlist of episodes holds no tracks."""
    file = recorded / "plex-trakt-scrobbler" / "playlists__1__items.xml"
    assert made(container_of(file), music.playlist_item) == []


def test_recorded_albums_have_keys(recorded: Path) -> None:
    """Albums are told by their rating keys, in JSON as well."""
    albums = recorded / "streammusic-2024" / "section_albums.xml"
    assert made(container_of(albums), music.rating_key) == ["8014"]
    others = recorded / "plex-api-rs" / "server" / "media" / "music_albums.json"
    assert made(json_container(others), music.rating_key) == ["157"]


async def test_the_door_asks_what_the_specification_knows(contracts: Path) -> None:
    """Each path and method that changes a playlist is in Plex's own specification."""
    file = contracts / "plex" / "openapi" / "plex-media-server-openapi.json"
    paths: dict[str, dict[str, Any]] = json.loads(file.read_text())["paths"]
    async with FakePlex() as plex:
        tracks = [plex.add_track(f"Song {number}") for number in range(2)]
        door = PlexServer(plex.url, plex.owner.token)
        row = await door.playlists.create("Morning", [str(tracks[0].rating_key)])
        await door.playlists.add(row.rating_key, [str(tracks[1].rating_key)])
        first, second = await door.playlists.items(row.rating_key)
        await door.playlists.move(row.rating_key, second.item_id, after=None)
        await door.playlists.remove(row.rating_key, first.item_id)
        await door.playlists.edit(row.rating_key, title="Evening")
        await door.playlists.upload_poster(row.rating_key, "https://pictures.example/1")
        [poster] = await door.playlists.posters(row.rating_key)
        await door.playlists.select_poster(row.rating_key, poster)
        await door.playlists.clear(row.rating_key)
        await door.playlists.delete(row.rating_key)
        await door.close()
        asked = {
            (seen.method, _template(seen.path, row.rating_key))
            for seen in plex.requests.log
            if seen.method != "GET"
        }
    specified = {
        (method.upper(), path) for path, item in paths.items() for method in item
    }
    assert len(asked) == 9
    assert asked <= specified


def _template(path: str, playlist: str) -> str:
    """A path as the specification writes it."""
    if path.startswith("/library/metadata/"):
        return "/library/metadata/{ids}/{element}"
    path = path.replace(f"/playlists/{playlist}", "/playlists/{playlistId}")
    parts = path.split("/")
    if len(parts) > 4:
        moved = parts[-1] == "move"
        parts[4] = "{playlistItemId}" if moved else "{generatorId}"
    return "/".join(parts)


async def test_the_fake_makes_playlists_as_recorded(recorded: Path) -> None:
    """What a real server said of a new playlist has no attribute that ours lacks."""
    file = recorded / "streammusic-2024" / "playlist_create.xml"
    [real] = container_of(file)
    async with FakePlex() as plex, aiohttp.ClientSession() as session:
        track = plex.add_track("Dawn")
        base = f"server://{plex.machine_identifier}/com.plexapp.plugins.library"
        params = {
            "type": "audio",
            "title": "6655",
            "smart": "0",
            "uri": f"{base}/library/metadata/{track.rating_key}",
            "X-Plex-Token": plex.owner.token,
        }
        headers = {"Accept": "application/json"}
        url = f"{plex.url}/playlists"
        async with session.post(url, params=params, headers=headers) as response:
            [ours] = (await response.json())["MediaContainer"]["Metadata"]
    assert set(real.attrib) <= set(ours)
