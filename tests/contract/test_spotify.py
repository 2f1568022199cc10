"""The door to Spotify against recordings, and files against real exports."""

from collections.abc import Callable, Sequence
import json
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
import pytest

from custom_components.plex_sync.music.sources.formats import parse
from custom_components.plex_sync.spotify import Blocked, Gone, Limiter, SpotifyClient
from custom_components.plex_sync.spotify.rows import (
    ITEM_FIELDS,
    album_of,
    album_tracks_of,
    playlist_of,
    tracks_of,
    user_of,
)
from tests.fakes.spotify.fields import only, wanted_of

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def recorded(contracts: Path) -> Callable[[str], Any]:
    """Recorded answers by name."""
    folder = contracts / "spotify" / "recorded"

    def read(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    return read


def test_recorded_account(recorded: Callable[[str], Any]) -> None:
    """Recorded before accounts had a stable id."""
    user = user_of(recorded("current_user"))
    assert (user.id, user.account_id) == ("1112264649", None)
    assert user.name == "Joost Lekkerkerker"


def test_recorded_playlists(recorded: Callable[[str], Any]) -> None:
    """One has no pictures, which is null."""
    rows = recorded("current_user_playlist_1")["items"]
    found = [playlist_of(row) for row in rows]
    assert len(found) == 48
    assert found[0].name == "To find"
    assert found[0].snapshot_id == "AAAAAqEcxS92ddZ6R83Q8TWFhYshm18s"
    assert found[0].total == 1
    assert found[2].picture == ""
    assert found[3].collaborative
    new = playlist_of(recorded("new_playlist"))
    assert (new.name, new.total, new.description) == (
        "New Playlist",
        0,
        "New playlist description",
    )


@pytest.mark.parametrize("filtered", [True, False])
def test_recorded_playlist_items(
    recorded: Callable[[str], Any], *, filtered: bool
) -> None:
    """Both names are there; with the fields that the door asks for nothing is lost."""
    answer = recorded("playlist_items")
    whole = tracks_of(answer["items"])
    if filtered:
        answer = only(answer, wanted_of(ITEM_FIELDS))
        assert len(json.dumps(answer)) * 3 < len(json.dumps(recorded("playlist_items")))
    content = tracks_of(answer["items"])
    assert content == whole
    [track] = content.tracks
    assert track.name == "All I Need"
    assert track.artists == ("Maribou State", "Andreya Triana")
    assert track.isrc == "GBCFB2300770"
    assert track.milliseconds == 227_934
    assert track.album_uri == "spotify:album:7cynQpUNbqg7ZqYQu11Yng"


def test_recorded_liked_songs(recorded: Callable[[str], Any]) -> None:
    """Each has an ISRC, and an album with a cover."""
    content = tracks_of(recorded("saved_tracks")["items"])
    assert len(content.tracks) == 48
    assert all(track.isrc and track.album for track in content.tracks)
    assert all(track.picture.startswith("https://") for track in content.tracks)
    assert content.unavailable == 0


def test_recorded_albums(recorded: Callable[[str], Any]) -> None:
    """One of the saved ones is null."""
    rows: Sequence[Any] = recorded("saved_albums")["items"]
    albums = [(album_of(row["album"]), row["album"]) for row in rows if row]
    assert len(albums) == len(rows) - 1
    for album, row in albums:
        content = album_tracks_of(row["tracks"]["items"], row)
        assert len(content.tracks) == min(album.total, 50)
        assert {track.album for track in content.tracks} == {album.name}
    tracks = album_tracks_of(recorded("album_tracks")["items"], {"name": "Global"})
    assert len(tracks.tracks) == 18
    assert tracks.tracks[0].artists == ("Pitbull", "Sensato")


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [("rate_limit", 429, Blocked), ("playlist_not_found", 404, Gone)],
)
async def test_recorded_errors(
    recorded: Callable[[str], Any],
    name: str,
    status: int,
    expected: type[Exception],
) -> None:
    """As they were answered."""

    async def answer(_: web.Request) -> web.Response:
        headers = {"Retry-After": "86400"} if status == 429 else {}
        return web.json_response(recorded(name), status=status, headers=headers)

    async def token() -> str:
        return "token"

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with aiohttp.ClientSession() as session:
        client = SpotifyClient(
            session, token, limiter=Limiter(), endpoint=f"http://{host}:{port}"
        )
        with pytest.raises(expected):
            await client.playlist("0" * 22)
    await runner.cleanup()


def test_whole_exports(contracts: Path) -> None:
    """Two real ones: every line but those that have no title."""
    folder = contracts / "music" / "exports"
    name = "exportify_2024_funk_soul.csv"
    exportify = parse((folder / name).read_bytes(), name)
    assert (exportify.format, exportify.understood) == ("exportify", 489)
    assert exportify.refused == []
    artists = {
        names for one in exportify.playlists[0].tracks for names in [one.artists]
    }
    assert ("Earth, Wind & Fire",) in artists
    assert ("Ray, Goodman & Brown",) in artists
    assert ("Loose Ends", "Sunay Suleyman") in artists
    name = "tunemymusic_library.csv"
    library = parse((folder / name).read_bytes(), name)
    assert (library.format, library.understood) == ("tunemymusic", 725)
    assert [line.reason for line in library.refused] == ["line_no_title"] * 2
    [playlist] = library.playlists
    assert playlist.title == "Favorite Songs"
    assert all(one.uri.startswith("spotify:track:") for one in playlist.tracks)
    assert sum(one.isrc is not None for one in playlist.tracks) > 700
