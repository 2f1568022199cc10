"""Whatever happens to a library, what is kept is what is there, under keys that last."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plex_sync.music.library.refresh import refresh
from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex, Record

from .conftest import LIBRARY

type Event = tuple[str, int]

EVENTS = ["add", "copy", "remove", "rename", "recognise", "replace", "rescan", "scan"]


def happen(plex: FakePlex, what: str, tracks: list[Record], number: int) -> None:
    """Let something happen to the library, to one of its tracks if it has any."""
    track = tracks[number % len(tracks)] if tracks else None
    match what:
        case "add":
            guid = f"local://{number}" if number % 3 == 0 else None
            album = f"Album {number % 4}"
            tracks.append(plex.add_track(f"New {number}", guid=guid, album=album))
        case "scan":
            plex.scan(plex.sections[0])
        case "rescan":
            plex.rescan(plex.sections[0])
        case "copy" if track:
            album = f"Copies {len(tracks)}.{number}"
            tracks.append(plex.add_track(track.title, guid=track.guid, album=album))
        case "remove" if track:
            tracks.remove(track)
            plex.remove(track)
        case "rename" if track:
            track.title = f"Title {number}"
            plex.touch(track)
        case "recognise" if track:
            track.guid = f"plex://track/{track.rating_key:024x}{number}"
            plex.touch(track)
        case "replace" if track:
            track.file = f"/storage/better/{track.rating_key}-{number}.flac"
            plex.touch(track)


async def check(store: LibraryStore, tracks: Sequence[Record]) -> dict[str, Record]:
    """What is kept is what is there; gives the tracks by their keys."""
    kept = {track.rating_key: track for track in await store.read(LIBRARY, list)}
    there = {str(track.rating_key): track for track in tracks}
    assert kept.keys() == there.keys()
    for number, track in kept.items():
        assert track.title == there[number].title
        assert track.file_name == there[number].file.rpartition("/")[2]
        recognised = there[number].guid.startswith("plex://")
        start = there[number].guid if recognised else "file:"
        assert track.key.startswith(start)
    keys = {track.key: there[number] for number, track in kept.items()}
    assert len(keys) == len(kept)
    return keys


@pytest.mark.usefixtures("socket_enabled")
@settings(max_examples=25)
@given(
    events=st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 20)), max_size=10)
)
async def test_the_library_follows_the_server(events: list[Event]) -> None:
    """After each event one refreshing is enough, and former keys lead to their tracks."""
    with TemporaryDirectory() as folder:
        store = LibraryStore(Path(folder) / "library.db")
        async with FakePlex() as plex:
            door = PlexServer(plex.url, plex.owner.token)
            tracks = [plex.add_track(f"Song {number}") for number in range(3)]
            former: dict[str, Record] = {}
            for what, number in [("scan", 0), *events]:
                happen(plex, what, tracks, number)
                await refresh(store, door.tracks, LIBRARY, accept_losses=True)
                keys = await check(store, tracks)
                found = await store.by_key(LIBRARY, former)
                for key, track in former.items():
                    if track in tracks and what != "replace":
                        assert found[key].rating_key == str(track.rating_key)
                former = keys
            await door.close()
        await store.close()
