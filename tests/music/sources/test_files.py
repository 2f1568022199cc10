"""A folder of files as a source: what lies in it can be chosen, and nothing else."""

import os
from pathlib import Path

import pytest

from custom_components.plex_sync.music.sources.files import FileSource
from custom_components.plex_sync.music.sources.folder import ImportFolder
from custom_components.plex_sync.music.sources.formats import FileRefused
from custom_components.plex_sync.music.sources.protocol import (
    ItemHead,
    ItemState,
    state_of,
)
from custom_components.plex_sync.sync.errors import IncompleteAnswer, ServiceError

TABLE = "Title,Artist\nAerodynamic,Daft Punk\nJóga,Björk\n"
SEVERAL = """\
Track name,Artist name,Album,Playlist name,Type,ISRC
Linger,The Cranberries,,Road trip #1,Playlist,
Dreams,The Cranberries,,Favorite Songs,Favorite,
,Nobody,,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder."""
    path = tmp_path / "import"
    path.mkdir()
    return path


@pytest.fixture
def source(folder: Path) -> FileSource:
    """The folder as a source of files up to a thousand bytes."""
    return FileSource(ImportFolder(folder, largest=1000))


async def test_all_playlists_of_all_files_can_be_chosen(
    folder: Path, source: FileSource
) -> None:
    """By file name, and by playlist where a file holds several."""
    (folder / "2024_funk_&_soul.csv").write_text(TABLE)
    (folder / "library.csv").write_text(SEVERAL)
    (folder / "evening.m3u8").write_text("#PLAYLIST:Evening\nA - B.mp3\n")
    listing = await source.items()
    assert [(one.key, one.title, one.total) for one in listing.items] == [
        ("file:2024_funk_%26_soul.csv", "2024 funk & soul", 2),
        ("file:evening.m3u8", "Evening", 1),
        ("file:library.csv#Road trip %231", "Road trip #1", 1),
        ("file:library.csv#Favorite Songs", "Favorite Songs", 1),
    ]
    assert listing.refused == []
    assert (await source.recent()).items == ()


async def test_content_brings_tracks_and_refused_lines(
    folder: Path, source: FileSource
) -> None:
    """A line of no playlist is told with the first."""
    (folder / "library.csv").write_text(SEVERAL)
    listing = await source.items()
    told: list[tuple[int, int]] = []
    content = await source.content(
        listing.items[0].key, lambda done, total: told.append((done, total))
    )
    assert content.head == listing.items[0]
    assert [track.title for track in content.tracks] == ["Linger"]
    [line] = content.left_out.lines
    assert (line.line, line.reason) == (4, "line_no_title")
    assert told == [(1, 1)]


async def test_key_stays_and_version_changes_with_the_content(
    folder: Path, source: FileSource
) -> None:
    """Of the playlist that changed, not of its neighbours in the file."""
    path = folder / "library.csv"
    path.write_text(SEVERAL)
    keys = [one.key for one in (await source.items()).items]
    before = await source.heads(keys)
    path.write_text(SEVERAL)
    assert await source.heads(keys) == before
    path.write_text(SEVERAL.replace("Dreams", "Zombie"))
    after = await source.heads(keys)
    assert after[keys[0]] == before[keys[0]]
    changed = after[keys[1]]
    assert isinstance(changed, ItemHead)
    assert changed != before[keys[1]]


async def test_files_and_playlists_that_are_gone_are_told_one_by_one(
    folder: Path, source: FileSource
) -> None:
    """The others are still there."""
    (folder / "library.csv").write_text(SEVERAL)
    there = "file:library.csv#Favorite Songs"
    gone = ["file:library.csv#Gone", "file:lost.csv"]
    found = await source.heads([there, *gone])
    assert isinstance(found[there], ItemHead)
    for key in gone:
        error = found[key]
        assert isinstance(error, ServiceError)
        assert state_of(error) is ItemState.GONE
        with pytest.raises(FileRefused):
            await source.content(key)


@pytest.mark.parametrize(
    "name",
    [
        "../secrets.csv",
        "..\\secrets.csv",
        "/etc/passwd",
        "sub/list.csv",
        "..",
        ".hidden.csv",
        "",
        "a\0.csv",
        "C:list.csv",
    ],
)
async def test_names_that_lead_elsewhere_are_refused(
    folder: Path, source: FileSource, name: str
) -> None:
    """For reading and for writing, and nothing is written."""
    (folder.parent / "secrets.csv").write_text(TABLE)
    with pytest.raises(FileRefused) as caught:
        await source.content(source.key_of(name))
    assert caught.value.reason == "file_outside"
    with pytest.raises(FileRefused):
        ImportFolder(folder).write(name, b"")
    assert list(folder.iterdir()) == []


async def test_links_circular_ones_too_are_refused(
    folder: Path, source: FileSource
) -> None:
    """They might lead anywhere, or nowhere."""
    (folder.parent / "secrets.csv").write_text(TABLE)
    (folder / "out.csv").symlink_to(folder.parent / "secrets.csv")
    (folder / "circle.csv").symlink_to(folder / "circle.csv")
    listing = await source.items()
    assert listing.items == []
    assert [(one.name, one.reason) for one in listing.refused] == [
        ("circle.csv", "file_link"),
        ("out.csv", "file_link"),
    ]


async def test_other_things_in_the_folder_are_named(
    folder: Path, source: FileSource
) -> None:
    """A folder, a pipe, a file that is too large, one of another kind."""
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    (folder / "large.csv").write_text("Title\n" * 1000)
    (folder / "sheet.xlsx").write_bytes(b"PK")
    (folder / "nothing.csv").write_text("Title,Artist\n,Nobody\n")
    (folder / ".DS_Store").write_bytes(b"\0")
    listing = await source.items()
    assert {one.name: one.reason for one in listing.refused} == {
        "folder.csv": "file_kind",
        "large.csv": "file_too_large",
        "nothing.csv": "file_not_understood",
        "pipe.csv": "file_kind",
        "sheet.xlsx": "file_kind",
    }
    for one in listing.refused:
        assert ItemState(one.reason)


async def test_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    """It comes with the first file; a file in its place is told."""
    path = tmp_path / "not" / "yet"
    source = FileSource(ImportFolder(path))
    assert (await source.items()).items == []
    [head] = await source.put("mine.csv", TABLE.encode())
    assert (head.key, head.title) == ("file:mine.csv", "mine")
    assert [one.key for one in (await source.items()).items] == [head.key]
    assert [one.name for one in path.iterdir()] == ["mine.csv"]
    no_folder = FileSource(ImportFolder(path / "mine.csv"))
    for attempt in (no_folder.items(), no_folder.put("b.csv", TABLE.encode())):
        with pytest.raises(FileRefused) as caught:
            await attempt
        assert caught.value.reason == "file_unreadable"


async def test_what_the_system_refuses_is_told(source: FileSource) -> None:
    """A name that is too long for it, for instance."""
    key = source.key_of(f"{'a' * 300}.csv")
    assert source.key_of(key) == key
    with pytest.raises(FileRefused) as caught:
        await source.content(key)
    assert caught.value.reason == "file_unreadable"


async def test_file_that_is_not_understood_is_not_put_there(
    folder: Path, source: FileSource
) -> None:
    """The one of the same name stays."""
    await source.put("mine.csv", TABLE.encode())
    with pytest.raises(FileRefused):
        await source.put("mine.csv", b"Colour\nred\n")
    with pytest.raises(FileRefused, match="file_too_large"):
        await source.put("mine.csv", TABLE.encode() + b"\n" * 1000)
    assert (folder / "mine.csv").read_text() == TABLE


async def test_file_that_is_being_written_is_left_for_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size changes between two looks."""
    path = folder / "mine.csv"
    path.write_text(TABLE)
    real = os.open

    def open_late(name: str, flags: int) -> int:
        with path.open("a") as file:
            file.write("One,More\n")
        return real(name, flags)

    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(IncompleteAnswer) as caught:
        ImportFolder(folder).read("mine.csv")
    assert state_of(caught.value) is ItemState.INCOMPLETE


async def test_header_alone_is_an_empty_playlist(
    folder: Path, source: FileSource
) -> None:
    """Somebody has taken everything out, and that is content too."""
    (folder / "empty.csv").write_text("Title,Artist\n")
    content = await source.content("file:empty.csv")
    assert (list(content.tracks), content.left_out.total) == ([], 0)
