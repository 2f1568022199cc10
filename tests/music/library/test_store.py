"""The store can be thrown away, asked while it is filled, and searched by hand."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
import sqlite3
import threading

import pytest

from custom_components.plex_sync.music.library.kept import Kept
from custom_components.plex_sync.music.library.refresh import refresh
from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.music.model import LibraryTrack
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex

from .conftest import LIBRARY, Everything, Refresh

type Ruin = str


async def titles(store: LibraryStore, text: str, limit: int = 20) -> list[str]:
    """What is found."""
    return [track.title for track in await store.search(LIBRARY, text, limit=limit)]


async def test_tracks_are_there_after_a_restart(
    plex: FakePlex, door: PlexServer, up_to_date: Refresh, store: LibraryStore
) -> None:
    """Another store on the same file knows them and asks for the time stamps only."""
    plex.add_track("Dawn")
    first = await up_to_date()
    await store.close()
    plex.reset_requests()
    assert (await refresh(store, door.tracks, LIBRARY)).version == first.version
    assert plex.requests.total == 1
    assert [track.title for track in await store.read(LIBRARY, list)] == ["Dawn"]


@pytest.mark.parametrize("ruin", ["rubbish", "other edition", "cut", "gone"])
async def test_a_file_of_no_use_is_begun_anew(
    plex: FakePlex, door: PlexServer, tmp_path: Path, ruin: Ruin
) -> None:
    """Damaged, of another edition, cut off or gone: it is read from the server again."""
    for number in range(500):
        plex.add_track(f"Song {number}")
    path = tmp_path / "library.db"
    store = LibraryStore(path)
    first = await refresh(store, door.tracks, LIBRARY)
    await store.close()
    match ruin:
        case "rubbish":
            path.write_bytes(b"no database at all" * 1_000)
        case "other edition":
            with sqlite3.connect(path) as connection:
                connection.execute("pragma user_version = 99")
            connection.close()
        case "cut":
            path.write_bytes(path.read_bytes()[:50])
        case "gone":
            path.unlink()
    await store.load()
    assert await store.sections(LIBRARY) == []
    second = await refresh(store, door.tracks, LIBRARY)
    assert len(await store.read(LIBRARY, list)) == 500
    assert second.version != first.version
    await store.close()


async def test_a_file_that_turns_out_to_be_damaged(
    plex: FakePlex, door: PlexServer, tmp_path: Path
) -> None:
    """Its beginning is well and its middle is not: an error once, then a new file."""
    for number in range(2_000):
        plex.add_track(f"Song {number}")
    path = tmp_path / "library.db"
    store = LibraryStore(path)
    await refresh(store, door.tracks, LIBRARY)
    await store.close()
    data = bytearray(path.read_bytes())
    data[20_000:] = b"\xff" * (len(data) - 20_000)
    path.write_bytes(data)
    with pytest.raises(OSError, match="SQLITE_CORRUPT"):
        await store.search(LIBRARY, "song")
    await refresh(store, door.tracks, LIBRARY)
    assert len(await store.read(LIBRARY, list)) == 2_000
    await store.close()


async def test_a_file_that_cannot_be_had(tmp_path: Path) -> None:
    """A folder in its place: an error of the system, and no message of a library."""
    path = tmp_path / "library.db"
    path.mkdir()
    store = LibraryStore(path)
    with pytest.raises(OSError, match="SQLITE_CANTOPEN"):
        await store.load()
    await store.close()


async def test_users_of_a_server_have_libraries_of_their_own(
    plex: FakePlex, door: PlexServer, store: LibraryStore
) -> None:
    """Who is shown less of a server takes nothing from who is shown all of it."""
    plex.add_track("Dawn")
    other = plex.add_section("Songs", "artist")
    plex.add_track("Dusk", section=other)
    friend = plex.add_friend("Robin", sections={other.key})
    theirs = PlexServer(plex.url, friend.token)
    await refresh(store, door.tracks, "owner")
    await refresh(store, theirs.tracks, "friend")
    await theirs.close()
    found = {
        name: [track.title for track in await store.read(name, list)]
        for name in ("owner", "friend", "nobody")
    }
    assert found == {"owner": ["Dawn", "Dusk"], "friend": ["Dusk"], "nobody": []}


async def test_a_title_is_found_without_accents_and_in_any_order(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """All words have to occur, in title, artist or album; titles that begin so lead."""
    plex.add_track("Déjà Vu", artist="Beyoncé", album="B'Day")
    plex.add_track("Big Déjà Vu", artist="Beyoncé", album="Live")
    plex.add_track("千本桜", artist="黒うさP")
    plex.add_track("???", artist="XXXTENTACION")
    plex.add_track("Straße", artist="Nova", track_artist="Nova & Aurora")
    await up_to_date()
    assert await titles(store, "  DEJA vu ") == ["Déjà Vu", "Big Déjà Vu"]
    assert await titles(store, "beyonce day") == ["Déjà Vu"]
    assert await titles(store, "本桜") == ["千本桜"]
    assert await titles(store, "???") == ["???"]
    assert await titles(store, "aurora strasse") == ["Straße"]
    assert await titles(store, "vu", limit=1) == ["Déjà Vu"]
    assert await titles(store, "vu nowhere") == []
    assert await titles(store, "   ") == []
    assert await titles(store, "%") == []


async def test_a_search_stays_in_the_chosen_sections(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """What is in another section is not offered, nor read."""
    plex.add_track("Dawn")
    other = plex.add_section("Songs", "artist")
    plex.add_track("Dawn chorus", section=other)
    await up_to_date()
    found = await store.search(LIBRARY, "dawn", sections={other.key})
    assert [track.title for track in found] == ["Dawn chorus"]
    read = await store.read(LIBRARY, list, sections={other.key})
    assert [track.title for track in read] == ["Dawn chorus"]


async def test_lookups_go_on_while_all_tracks_are_read(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """Who reads all tracks holds up neither a search nor the event loop."""
    for number in range(3):
        plex.add_track(f"Song {number}")
    await up_to_date()
    begun, go_on = threading.Event(), threading.Event()

    def slow(found: Iterator[LibraryTrack]) -> int:
        next(found)
        begun.set()
        assert go_on.wait(5)
        return 1 + sum(1 for _ in found)

    reading = asyncio.create_task(store.read(LIBRARY, slow))
    await asyncio.to_thread(begun.wait, 5)
    assert await titles(store, "song 2") == ["Song 2"]
    plex.add_track("Song 3")
    await up_to_date()
    go_on.set()
    assert await reading == 3


async def test_who_is_not_waited_for_stops_reading(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """A cancelled reading ends in its thread at the next track."""
    for number in range(3):
        plex.add_track(f"Song {number}")
    await up_to_date()
    begun, cancelled, ended = (threading.Event() for _ in range(3))

    def endless(found: Iterator[LibraryTrack]) -> int:
        next(found)
        begun.set()
        try:
            assert cancelled.wait(5)
            return sum(1 for _ in found)
        finally:
            ended.set()

    reading = asyncio.create_task(store.read(LIBRARY, endless))
    await asyncio.to_thread(begun.wait, 5)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    cancelled.set()
    assert await asyncio.to_thread(ended.wait, 5)


async def test_two_who_refresh_at_once_wait_for_each_other(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """The second finds all that the first has read, and asks for nothing more."""
    for number in range(50):
        plex.add_track(f"Song {number}")
    first, second = await asyncio.gather(up_to_date(), up_to_date())
    assert first.version == second.version
    assert plex.requests.paths.count("/library/sections/1/all") == 2
    assert len(await everything()) == 50


async def test_what_is_kept_for_an_item_is_replaced_and_forgotten(
    store: LibraryStore,
) -> None:
    """Lines of JSON come back as they were, by item and version."""
    lines = [{"title": "夜", "ms": number, "isrc": None} for number in range(5_000)]
    await store.keep("matches/morning", "1", lines)
    await store.keep("source/morning", "abc", [])
    assert await store.kept("matches/morning") == Kept("1", list(lines))
    assert await store.kept("source/morning") == Kept("abc", [])
    await store.keep("matches/morning", "2", ["x\ny", ["a", 1.5, True]])
    assert await store.kept("matches/morning") == Kept("2", ["x\ny", ["a", 1.5, True]])
    assert await store.kept_versions("matches/") == {"matches/morning": "2"}
    await store.forget(["matches/morning", "nothing"])
    assert await store.kept("matches/morning") is None
    assert await store.kept_versions() == {"source/morning": "abc"}


async def test_what_was_kept_and_is_damaged_is_nothing(
    store: LibraryStore, tmp_path: Path
) -> None:
    """Lines that cannot be read are looked for again, as if there were none."""
    await store.keep("item", "1", [1, 2, 3])
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("update kept set lines = x'0102'")
    connection.close()
    assert await store.kept("item") is None
