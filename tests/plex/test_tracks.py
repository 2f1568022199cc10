"""What the door brings home from a library of music."""

import asyncio
from typing import Any

from plexapi.server import PlexServer as PlexApiServer
import pytest

from custom_components.plex_sync.plex.music import TrackRow
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import IncompleteAnswer, ServiceUnavailable
from tests.fakes.plex import FakePlex, Fault

from .conftest import OpenDoor


async def rows(
    door: PlexServer, section: str, page_size: int = 2_000
) -> list[TrackRow]:
    """All tracks of a library."""
    found: list[TrackRow] = []
    async for page in door.tracks.pages(section, page_size):
        found += page.rows
    return found


async def test_libraries_of_music_and_their_stamps(
    plex: FakePlex, door: PlexServer
) -> None:
    """Only music is named; the stamps move with its contents and with a scan."""
    plex.add_movie("Ponyo")
    track = plex.add_track("Dawn")
    [before] = await door.tracks.sections()
    [again] = await door.tracks.sections()
    plex.touch(track)
    [touched] = await door.tracks.sections()
    plex.scan(track.section)
    [scanned] = await door.tracks.sections()
    assert (before.key, before.title, before.refreshing) == ("2", "Music", False)
    assert before.stamps == again.stamps
    assert len({before.stamps, touched.stamps, scanned.stamps}) == 3
    assert plex.requests.total == 4


async def test_a_library_without_music_is_empty(
    plex: FakePlex, door: PlexServer
) -> None:
    """No tracks are one empty page."""
    section = plex.add_section("Music", "artist")
    assert await rows(door, section.key) == []
    assert plex.requests.total == 1


async def test_pages_say_how_far_they_are(plex: FakePlex, door: PlexServer) -> None:
    """Five tracks in pages of two: each once, in three requests."""
    for number in range(5):
        plex.add_track(f"Song {number}")
    pages = [page async for page in door.tracks.pages("1", 2)]
    assert [(page.done, page.total) for page in pages] == [(2, 5), (4, 5), (5, 5)]
    titles = [row.title for page in pages for row in page.rows]
    assert titles == [f"Song {number}" for number in range(5)]
    assert plex.requests.total == 3


async def test_a_library_that_changes_between_two_pages(
    plex: FakePlex, door: PlexServer
) -> None:
    """Another total than the first page announced: refused."""
    for number in range(5):
        plex.add_track(f"Song {number}")

    def arrive() -> None:
        plex.add_track("Late")

    plex.faults.add(Fault("call", "/all", call=arrive))
    with pytest.raises(IncompleteAnswer):
        await rows(door, "1", 2)


async def test_a_page_that_ends_early(plex: FakePlex, door: PlexServer) -> None:
    """Fewer tracks than announced: refused."""
    for number in range(5):
        plex.add_track(f"Song {number}")
    plex.faults.add(Fault("short_page", "/all"))
    with pytest.raises(IncompleteAnswer):
        await rows(door, "1")


async def test_the_latest_changes_come_first(plex: FakePlex, door: PlexServer) -> None:
    """What was changed since a time takes one page, and its total is told."""
    tracks = [plex.add_track(f"Song {number}") for number in range(500)]
    plex.touch(tracks[7])
    changed = await door.tracks.changed("1", since=tracks[498].updated_at, most=1_000)
    assert [row.title for row in changed.rows] == ["Song 7", "Song 499", "Song 498"]
    assert (changed.total, changed.whole) == (500, True)
    assert plex.requests.total == 1


async def test_too_many_changes_are_not_all_read(
    plex: FakePlex, door: PlexServer
) -> None:
    """More than are wanted: what was read is there, and that it is not all."""
    for number in range(500):
        plex.add_track(f"Song {number}")
    changed = await door.tracks.changed("1", since=0, most=100)
    assert not changed.whole
    assert plex.requests.total == 1


async def test_keys_alone_are_a_light_listing(plex: FakePlex, door: PlexServer) -> None:
    """Rating keys of 5,001 tracks take two requests, without files and ids."""
    tracks = [plex.add_track(f"Song {number}") for number in range(5_001)]
    keys = [key async for page in door.tracks.keys("1") for key in page.rows]
    assert set(keys) == {str(track.rating_key) for track in tracks}
    assert plex.requests.total == 2


async def test_tracks_by_their_keys(plex: FakePlex, door: PlexServer) -> None:
    """In batches of 200; a track that is gone is left out, even with all of its batch."""
    tracks = [plex.add_track(f"Song {number}") for number in range(201)]
    keys = [str(track.rating_key) for track in tracks]
    plex.remove(tracks[200])
    found = await door.tracks.by_rating_key(keys)
    assert [row.rating_key for row in found] == keys[:200]
    assert plex.requests.total == 2


async def test_compilations_are_named(plex: FakePlex, door: PlexServer) -> None:
    """Their albums' rating keys, in one request."""
    hit = plex.add_track("Hit", album="Hits", artist="Aurora", compilation=True)
    plex.add_track("Dawn")
    assert hit.parent is not None
    assert await door.tracks.compilations("1") == {str(hit.parent.rating_key)}
    assert plex.requests.total == 1


@pytest.mark.parametrize(
    ("codec", "lossless"),
    [("flac", True), ("alac", True), ("pcm_s16le", True), ("mp3", False), ("", None)],
)
async def test_codecs_tell_what_is_lossless(
    plex: FakePlex, door: PlexServer, codec: str, lossless: bool | None
) -> None:
    """Without a codec it is not known."""
    plex.add_track("Dawn", codec=codec)
    [row] = await rows(door, "1")
    assert row.lossless is lossless


async def test_a_file_that_is_not_shown(plex: FakePlex, door: PlexServer) -> None:
    """Some users are not told where a file is."""
    plex.add_track("Dawn", file="")
    [row] = await rows(door, "1")
    assert row.file == ""


async def test_a_server_out_of_reach(plex: FakePlex, open_door: OpenDoor) -> None:
    """A listing that cannot be had is an error, and no empty list."""
    plex.add_track("Dawn")
    plex.faults.add(Fault("server_gone"))
    with pytest.raises(ServiceUnavailable):
        await rows(open_door(), "1")


@pytest.mark.usefixtures("socket_enabled")
async def test_plexapi_reads_the_fake(plex: FakePlex) -> None:
    """The field's own client finds artists, albums and tracks."""
    plex.add_track("Dawn", track_artist="Aurora; Nova", musicbrainz="3d1c0a5e")

    def read() -> tuple[Any, ...]:
        server: Any = PlexApiServer
        section = server(plex.url, plex.owner.token).library.section("Music")
        [track] = section.searchTracks()
        [album] = section.searchAlbums()
        [artist] = section.searchArtists()
        return track, album.title, artist.title

    track, album, artist = await asyncio.to_thread(read)
    assert (track.title, album, artist) == ("Dawn", "First Light", "Aurora")
    assert track.originalTitle == "Aurora; Nova"
    assert track.locations == ["/storage/music/Aurora/First Light/01 - Dawn.flac"]
