"""Many things as zipped lines: as they were, however often they are gone through."""

from pathlib import Path
import sqlite3

import pytest

from custom_components.plex_sync.music.library.lines import Line, Packed, Packing
from custom_components.plex_sync.music.library.store import LibraryStore


def name_of(line: Line) -> str:
    """What is made of a line."""
    assert isinstance(line, dict)
    return str(line["name"])


def packing_of(count: int) -> Packing:
    """So many lines, each another one."""
    packing = Packing()
    for number in range(count):
        packing.add({"name": f"Song {number}\n夜", "number": number})
    return packing


@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_they_come_back_in_their_order_again_and_again(count: int) -> None:
    """None is lost where one piece of what was zipped ends and the next begins."""
    songs = packing_of(count).packed(name_of)
    names = [f"Song {number}\n夜" for number in range(count)]
    assert len(songs) == count
    assert list(songs) == names
    assert list(songs) == names
    assert ("Song 0\n夜" in songs) == bool(count)
    assert f"Song {count}\n夜" not in songs


def test_they_take_little_memory() -> None:
    """Ten thousand take less than as many addresses and names would."""
    songs = packing_of(10_000).packed(name_of)
    assert len(songs.data) < 100_000


async def test_what_is_zipped_already_is_kept_as_it_is(store: LibraryStore) -> None:
    """It is read back as things that are made when they are looked at."""
    songs = packing_of(500).packed(name_of)
    await store.keep_packed("source/morning", "abc", songs)
    kept = await store.kept_packed("source/morning", name_of)
    assert kept is not None
    assert kept.version == "abc"
    assert len(kept.lines) == 500
    assert list(kept.lines) == list(songs)


@pytest.mark.parametrize("share", [0, 1, 2, 3])
async def test_what_is_cut_off_is_nothing(
    store: LibraryStore, tmp_path: Path, share: int
) -> None:
    """A part of an item's tracks never counts as all of them."""
    songs: Packed[str] = packing_of(20_000).packed(name_of)
    await store.keep_packed("source/morning", "abc", songs)
    part = songs.data[: len(songs.data) * share // 4]
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("update kept set lines = ?", [part])
    connection.close()
    assert await store.kept_packed("source/morning", name_of) is None
    assert await store.kept("source/morning") is None
