"""What a track is called stays, whatever the server does to its rating keys."""

from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.plex.server import PlexServer
from tests.fakes.plex import FakePlex

from .conftest import LIBRARY, Everything, Refresh

GUID = "plex://track/6344359a"


async def rating_key(store: LibraryStore, key: str) -> str:
    """Where a key leads."""
    return (await store.by_key(LIBRARY, [key]))[key].rating_key


async def test_a_guid_of_its_own_is_the_key(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """What Plex has recognised has its guid for a key, every other file its path."""
    plex.add_track("Dawn", guid=GUID)
    plex.add_track("Demo", guid="local://4711")
    plex.add_track("Old", guid="com.plexapp.agents.lastfm://Aurora/Album/3?lang=en")
    await up_to_date()
    dawn, demo, old = [track.key for track in await everything()]
    assert dawn == GUID
    assert demo.startswith("file:")
    assert old.startswith("file:")
    assert demo != old


async def test_keys_outlive_a_rescan(
    plex: FakePlex, up_to_date: Refresh, everything: Everything, store: LibraryStore
) -> None:
    """All rating keys change: the same keys lead to the new ones."""
    tracks = [
        plex.add_track("Dawn", guid=GUID),
        plex.add_track("Demo", guid="local://1"),
    ]
    await up_to_date()
    keys = [track.key for track in await everything()]
    plex.rescan(plex.sections[0])
    tracks[1].guid = "local://2"
    await up_to_date()
    assert {track.key for track in await everything()} == set(keys)
    for key, track in zip(keys, tracks, strict=True):
        assert await rating_key(store, key) == str(track.rating_key)


async def test_copies_of_a_recording_are_told_apart(
    plex: FakePlex, up_to_date: Refresh, everything: Everything, store: LibraryStore
) -> None:
    """Two files of one guid have keys of their own; the bare guid leads to the older."""
    newer = plex.add_track("Dawn", guid=GUID, codec="mp3")
    older = plex.add_track("Dawn", guid=GUID, album="Best of")
    older.added_at = newer.added_at - 1
    await up_to_date()
    keys = {track.rating_key: track.key for track in await everything()}
    assert len(set(keys.values())) == 2
    assert all(key.startswith(f"{GUID}#") for key in keys.values())
    assert await rating_key(store, GUID) == str(older.rating_key)
    newer_key = keys[str(newer.rating_key)]
    assert await rating_key(store, newer_key) == str(newer.rating_key)


async def test_a_copy_that_arrives_later_does_not_take_the_key(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """The first one keeps its key, after a whole reading as well."""
    first = plex.add_track("Dawn", guid=GUID)
    await up_to_date()
    plex.add_track("Dawn", guid=GUID, album="Best of")
    for whole in (False, True):
        await up_to_date(whole=whole)
        keys = {track.rating_key: track.key for track in await everything()}
        assert keys.pop(str(first.rating_key)) == GUID
        [other] = keys.values()
        assert other.startswith(f"{GUID}#")


async def test_a_copy_that_goes_leaves_its_place_to_the_other(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """What was written down of the one leads to the other: it is the same recording."""
    first = plex.add_track("Dawn", guid=GUID)
    other = plex.add_track("Dawn", guid=GUID, album="Best of")
    for number in range(30):
        plex.add_track(f"Song {number}")
    await up_to_date()
    found = await store.by_rating_key(LIBRARY, [str(first.rating_key)])
    key = found[str(first.rating_key)].key
    plex.remove(first)
    await up_to_date()
    assert await rating_key(store, key) == str(other.rating_key)


async def test_a_better_file_takes_the_key_over(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """An mp3 goes and a flac comes between two readings: the key is the guid again."""
    worse = plex.add_track("Dawn", guid=GUID, codec="mp3")
    for number in range(30):
        plex.add_track(f"Song {number}")
    await up_to_date()
    plex.remove(worse)
    better = plex.add_track("Dawn", guid=GUID, codec="flac")
    await up_to_date(whole=True)
    keys = {track.rating_key: track.key for track in await everything()}
    assert keys[str(better.rating_key)] == GUID


async def test_a_file_that_plex_recognises_later(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """Its key becomes the guid; the former key leads there, and back again."""
    track = plex.add_track("Dawn", guid="local://4711")
    await up_to_date()
    number = str(track.rating_key)
    former = (await store.by_rating_key(LIBRARY, [number]))[number].key
    track.guid = GUID
    plex.touch(track)
    await up_to_date()
    assert (await store.by_key(LIBRARY, [former]))[former].key == GUID
    track.guid = "plex://track/other"
    plex.touch(track)
    await up_to_date()
    for key in (former, GUID):
        assert (await store.by_key(LIBRARY, [key]))[key].key == "plex://track/other"


async def test_a_key_that_was_never_there_leads_nowhere(
    plex: FakePlex, up_to_date: Refresh, store: LibraryStore
) -> None:
    """Neither a guid, nor a copy of one, nor a file."""
    plex.add_track("Dawn", guid=f"{GUID}00")
    await up_to_date()
    assert await store.by_key(LIBRARY, [GUID, f"{GUID}#12", "file:12", ""]) == {}


async def test_items_of_a_playlist_have_the_keys_of_the_library(
    plex: FakePlex, door: PlexServer, up_to_date: Refresh, store: LibraryStore
) -> None:
    """By rating key, after a rescan by file, and by guid what is not known yet."""
    first = plex.add_track("Dawn", guid=GUID)
    second = plex.add_track("Dawn", guid=GUID, album="Best of")
    await up_to_date()
    found = await store.by_rating_key(
        LIBRARY, [str(first.rating_key), str(second.rating_key)]
    )
    keys = [track.key for track in found.values()]
    new = plex.add_track("Dusk", guid="plex://track/new")
    playlist = plex.add_playlist(plex.owner, "Morning", first, second, new)

    async def named() -> list[str]:
        items = await door.playlists.items(str(playlist.rating_key))
        return await store.keys_of(LIBRARY, [item.track for item in items])

    assert await named() == [*keys, "plex://track/new"]
    plex.rescan(plex.sections[0])
    assert await named() == [*keys, "plex://track/new"]


async def test_a_user_who_is_not_shown_files(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """Without paths, names and places tell tracks apart, and outlive a rescan."""
    plex.add_track("Demo", guid="local://1", file="")
    plex.add_track("Demo", guid="local://2", file="", index=2)
    await up_to_date()
    before = {track.key for track in await everything()}
    assert len(before) == 2
    plex.rescan(plex.sections[0])
    await up_to_date()
    assert {track.key for track in await everything()} == before
