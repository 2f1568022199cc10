"""A library is kept, and read again only as far as it has changed."""

import pytest

from custom_components.plex_sync.music.library.refresh import refresh
from custom_components.plex_sync.music.library.store import LibraryStore
from custom_components.plex_sync.music.model import LibraryTrack
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    ServiceError,
)
from tests.fakes.plex import FakePlex, Fault

from .conftest import LIBRARY, Everything, Refresh

WEEK = 7 * 24 * 3600


def fill(plex: FakePlex, tracks: int, albums: int = 10) -> None:
    """So many tracks, spread over albums."""
    for number in range(tracks):
        album = f"Album {number % albums}"
        plex.add_track(f"Song {number}", album=album, artist=f"Artist {number % 7}")


async def test_all_that_matters_of_a_track_is_kept(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """Names, places, ids, quality and the file's name come home; paths do not."""
    item = plex.add_track(
        "Dusk (feat. Nova)",
        artist="Aurora",
        track_artist="Aurora; Nova",
        album="First Light",
        guid="plex://track/6344359a",
        musicbrainz="3d1c0a5e",
        duration=227_944,
        year=2018,
        disc=2,
        index=5,
        codec="mp3",
        bitrate=256,
        file="/volume1/music/Aurora/First Light/05 Dusk.mp3",
    )
    await up_to_date()
    assert await everything() == [
        LibraryTrack(
            key="plex://track/6344359a",
            rating_key=str(item.rating_key),
            title="Dusk (feat. Nova)",
            artist="Aurora",
            track_artist="Aurora; Nova",
            album="First Light",
            album_rating_key=str(item.parent.rating_key if item.parent else ""),
            milliseconds=227_944,
            musicbrainz="3d1c0a5e",
            year=2018,
            disc=2,
            number=5,
            lossless=False,
            bitrate=256,
            compilation=False,
            section=item.section.key,
            file_name="05 Dusk.mp3",
            added_at=item.added_at,
        )
    ]


async def test_the_first_reading_takes_a_request_for_two_thousand_tracks(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """4,001 tracks: the sections, three pages, the compilations."""
    fill(plex, 4_001)
    told: list[tuple[int, int]] = []
    await up_to_date(progress=lambda done, total: told.append((done, total)))
    assert plex.requests.total == 5
    assert told == [(2_000, 4_001), (4_000, 4_001), (4_001, 4_001)]
    assert len(await everything()) == 4_001


async def test_a_library_without_tracks(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """No tracks at first is no loss; the first one that arrives is found."""
    section = plex.add_section("Music", "artist")
    assert [each.tracks for each in (await up_to_date()).sections] == [0]
    plex.add_track("Dawn", section=section)
    await up_to_date()
    assert [track.title for track in await everything()] == ["Dawn"]


async def test_a_server_without_music(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """Films alone are no music: nothing is read, and nothing is wrong."""
    plex.add_movie("Ponyo")
    assert (await up_to_date()).sections == ()
    assert await everything() == []


async def test_nothing_changed_takes_one_request(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """Time stamps that have not moved: the library and its version are what they were."""
    fill(plex, 50)
    first = await up_to_date()
    plex.reset_requests()
    second = await up_to_date()
    assert plex.requests.paths == ["/library/sections"]
    assert second.version == first.version
    assert len(await everything()) == 50


async def test_a_scan_that_found_nothing_takes_two(
    plex: FakePlex, up_to_date: Refresh
) -> None:
    """The stamps moved, the latest tracks are known: nothing is new."""
    fill(plex, 300)
    first = await up_to_date()
    plex.scan(plex.sections[0])
    plex.reset_requests()
    assert (await up_to_date()).version == first.version
    assert plex.requests.total == 2
    plex.reset_requests()
    await up_to_date()
    assert plex.requests.total == 1


async def test_new_and_renamed_tracks_are_found_at_the_top(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """One track arrives, another gets its title right: a page, and the compilations."""
    fill(plex, 3_000)
    first = await up_to_date()
    renamed = plex.sections[0].items[0].children[0].children[0]
    renamed.title = "Another title"
    plex.touch(renamed)
    plex.add_track("Brand new", album="Other", compilation=True)
    plex.reset_requests()
    assert (await up_to_date()).version != first.version
    assert plex.requests.total == 3
    titles = {track.title: track for track in await everything()}
    assert len(titles) == 3_001
    assert "Another title" in titles
    assert titles["Brand new"].compilation


async def test_the_latest_change_may_stand_on_any_page(
    plex: FakePlex, up_to_date: Refresh
) -> None:
    """The whole listing is in another order; what was seen in it is not read again."""
    tracks = [plex.add_track(f"Song {number}") for number in range(2_500)]
    for track in tracks[:500]:
        plex.touch(track)
    await up_to_date()
    plex.scan(plex.sections[0])
    plex.reset_requests()
    await up_to_date()
    assert plex.requests.total == 2


async def test_tracks_that_left_are_missed(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """The total differs: the list of keys tells which have gone."""
    fill(plex, 100)
    first = await up_to_date()
    gone = plex.sections[0].items[0].children[0].children[0]
    plex.remove(gone)
    plex.reset_requests()
    assert (await up_to_date()).version != first.version
    assert plex.requests.total == 3
    assert gone.title not in {track.title for track in await everything()}


async def test_one_left_and_one_arrived_unseen(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """A track that the order hides is told by the keys, and asked for by its own."""
    fill(plex, 100)
    await up_to_date()
    arrived = plex.add_track("Old file")
    arrived.updated_at = arrived.added_at = 1_500_000_000
    await up_to_date()
    assert "Old file" in {track.title for track in await everything()}


async def test_a_server_that_cannot_sort(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """Without an order the keys tell what is new; what was renamed waits a week."""
    fill(plex, 300)
    plex.ignored_params = {"sort"}
    await up_to_date(now=lambda: 1_000.0)
    plex.add_track("Brand new", artist="Zzyzx")
    renamed = plex.sections[0].items[3].children[0].children[0]
    renamed.title = "Another title"
    plex.touch(renamed)
    await up_to_date(now=lambda: 2_000.0)
    assert "Brand new" in {track.title for track in await everything()}
    await up_to_date(now=lambda: 1_000.0 + WEEK)
    assert "Another title" in {track.title for track in await everything()}


async def test_once_a_week_all_is_read(plex: FakePlex, up_to_date: Refresh) -> None:
    """Seven days after the last whole reading there is another, and on request."""
    fill(plex, 10)
    await up_to_date(now=lambda: 1_000.0)
    plex.reset_requests()
    await up_to_date(now=lambda: 999.0 + WEEK)
    assert plex.requests.total == 1
    await up_to_date(now=lambda: 1_000.0 + WEEK)
    assert plex.requests.total == 4
    await up_to_date(now=lambda: 1_000.0 + WEEK, whole=True)
    assert plex.requests.total == 7


async def test_a_server_that_does_not_know_compilations(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """It names every album, so none is taken for a compilation; the artist still tells."""
    fill(plex, 20)
    plex.add_track("Hit", artist="Various Artists", album="Hits")
    plex.ignored_params = {"album.subformat"}
    await up_to_date()
    found = {track.title: track.compilation for track in await everything()}
    assert found.pop("Hit")
    assert not any(found.values())


@pytest.mark.parametrize("kind", ["half_page", "short_page", "drop_before", "rubbish"])
async def test_a_reading_that_breaks_changes_nothing(
    plex: FakePlex, up_to_date: Refresh, everything: Everything, kind: str
) -> None:
    """Whatever goes wrong on the way, the library stays as it was."""
    fill(plex, 2_500)
    await up_to_date()
    before = await everything()
    plex.rescan(plex.sections[0])
    fault = Fault("call", "/all", call=lambda: plex.faults.add(bad))
    bad = Fault(kind, "/all", times=None)  # type: ignore[arg-type]  # one of the kinds
    plex.faults.add(fault)
    with pytest.raises(ServiceError):
        await up_to_date(whole=True)
    assert await everything() == before


async def test_no_first_reading_is_no_library(
    plex: FakePlex, store: LibraryStore, everything: Everything
) -> None:
    """Without a right to read there is an error, and not an empty library."""
    fill(plex, 5)
    door = PlexServer(plex.url, "nobody")
    with pytest.raises(InvalidToken):
        await refresh(store, door.tracks, LIBRARY)
    await door.close()
    assert await store.sections(LIBRARY) == []


async def test_a_library_that_grows_while_it_is_read(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """A track arrives between two pages: the reading begins anew and is whole."""
    fill(plex, 2_500)
    plex.faults.add(Fault("call", "/all", call=lambda: _arrive(plex)))
    await up_to_date()
    assert len(await everything()) == 2_501


async def test_a_library_that_never_rests(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """It changes in each reading: refused, and what was known stays."""
    fill(plex, 2_500)
    await up_to_date()
    plex.faults.add(Fault("call", "/all", times=None, call=lambda: _arrive(plex)))
    with pytest.raises(IncompleteAnswer):
        await up_to_date(whole=True)
    assert len(await everything()) == 2_500


def _arrive(plex: FakePlex) -> None:
    """Let one more track arrive."""
    plex.add_track(f"Late {plex.requests.total}")


async def test_a_rescan_in_its_middle_is_no_loss(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """While the server scans, what is not there yet stays; afterwards it is gone."""
    fill(plex, 100)
    await up_to_date()
    [section] = plex.sections
    section.refreshing = True
    for album in list(section.items[0].children):
        plex.remove(album)
    left = len(list(section.all("track")))
    assert left < 100
    await up_to_date()
    assert len(await everything()) == 100
    section.refreshing = False
    await up_to_date()
    assert len(await everything()) == left


@pytest.mark.parametrize("left", [0, 40])
async def test_much_that_is_gone_is_not_believed(
    plex: FakePlex, up_to_date: Refresh, everything: Everything, left: int
) -> None:
    """Over 30 % less, or nothing at all: kept and told, until it is accepted."""
    fill(plex, 100)
    first = await up_to_date()
    [section] = plex.sections
    for track in list(section.all("track"))[left:]:
        plex.remove(track)
    second = await up_to_date()
    assert [(each.tracks, each.lost_to) for each in second.losses] == [(100, left)]
    assert second.version == first.version
    assert len(await everything()) == 100
    third = await up_to_date(accept_losses=True)
    assert third.losses == ()
    assert len(await everything()) == left


async def test_a_disk_that_comes_back(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """All tracks gone and back under other keys: the same tracks, in the end found."""
    fill(plex, 100)
    await up_to_date()
    before = {track.key: track.title for track in await everything()}
    [section] = plex.sections
    items, section.items = section.items, []
    plex._listings.clear()
    section.content_changed_at += 1
    assert (await up_to_date()).losses
    section.items = items
    plex._listings.clear()
    plex.rescan(section)
    assert not (await up_to_date()).losses
    after = await everything()
    assert {track.key: track.title for track in after} == before
    now = {str(track.rating_key) for track in section.all("track")}
    assert {track.rating_key for track in after} == now


async def test_a_section_that_is_made_anew(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """The same files in a section of another key: the old one is forgotten."""
    fill(plex, 60)
    await up_to_date()
    before = {track.key for track in await everything()}
    [old] = plex.sections
    new = plex.add_section("Songs", "artist")
    plex.sections.remove(old)
    new.key = "9"
    new.items = old.items
    for kind in ("artist", "album", "track"):
        for item in new.all(kind):
            item.section = new
    plex.rescan(new)
    refreshed = await up_to_date()
    assert [each.key for each in refreshed.sections] == ["9"]
    assert {track.key for track in await everything()} == before
    assert {track.section for track in await everything()} == {"9"}


async def test_a_section_that_is_no_longer_shared(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """A section that vanished with all its tracks is a loss, and kept until accepted."""
    fill(plex, 30)
    await up_to_date()
    plex.sections.clear()
    assert [each.lost_to for each in (await up_to_date()).losses] == [0]
    assert len(await everything()) == 30
    await up_to_date(accept_losses=True)
    assert await everything() == []


async def test_only_the_chosen_sections_are_read(
    plex: FakePlex, up_to_date: Refresh, everything: Everything
) -> None:
    """A second section of music is left alone where it is not wanted."""
    fill(plex, 5)
    other = plex.add_section("Audio books", "artist")
    plex.add_track("Chapter 1", section=other)
    await up_to_date(chosen={plex.sections[0].key})
    assert "Chapter 1" not in {track.title for track in await everything()}
