"""What went wrong elsewhere and must not here; the numbers are those of a known list."""

import asyncio

import pytest

from custom_components.plex_sync.music.model import VerdictKind
from custom_components.plex_sync.sync.engine import ProfileEngine
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import RunKind, SinceCursors
from tests.fakes.plex import Fault

from .house import PROFILE, House


async def test_a1_update_keeps_the_first_track(house: House) -> None:
    """Of n tracks n are left, the first one among them."""
    titles = ["One", "Two", "Three", "Four"]
    house.own(*titles)
    songs = house.songs(*titles)
    playlist = house.save("Morning", songs[:3])
    await house.went_well()
    playlist.change(songs)
    await house.went_well()
    assert house.titles("Morning") == titles


async def test_a2_order_is_the_sources_though_half_was_known_before(
    house: House,
) -> None:
    """Every second track is already in another playlist."""
    titles = [f"Song {number}" for number in range(10)]
    house.own(*titles)
    songs = house.songs(*titles)
    house.save("Half", songs[::2])
    await house.went_well()
    house.save("Whole", songs)
    await house.went_well()
    assert house.titles("Whole") == titles


async def test_a3_interval_is_kept_and_can_be_overridden(house: House) -> None:
    """Seven days, the last success a day ago: not yet, unless it is asked for."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1], interval_days=7)
    await house.went_well()
    playlist.change(songs)
    house.ahead(days=1)
    await house.went_well(scope=SinceCursors())
    assert house.titles("Morning") == ["One"]
    await house.went_well()
    assert house.titles("Morning") == ["One", "Two"]


@pytest.mark.parametrize("path", ["/library/sections", "/playlists"])
async def test_a12_every_way_out_ends_with_a_state(house: House, path: str) -> None:
    """A server that fails leaves no run that seems to go on for ever."""
    house.own("One")
    house.save("Morning", house.songs("One"))
    house.plex.faults.add(Fault("server_gone", path))
    assert (await house.sync()).result == "failed"
    runs = await house.journal.runs(PROFILE)
    assert [run.result for run in runs.items] == ["failed"]


async def test_a14_item_that_fails_does_not_stop_the_others(house: House) -> None:
    """Each has its own state."""
    house.own("One")
    gone = house.save("Gone", house.songs("One"))
    house.save("Morning", house.songs("One"))
    del house.spotify.playlists[gone.id]
    house.anna.playlists.remove(gone)
    result = await house.sync()
    assert house.titles("Morning") == ["One"]
    assert result.counts == {"synced": 1, "failed": 1}


async def test_a20_picture_that_has_not_changed_is_not_sent_again(
    house: House,
) -> None:
    """Once with the playlist, and then only if it is another one."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1])
    await house.went_well()
    assert len(house.on_plex("Morning").posters) == 1
    playlist.change(songs)
    await house.went_well()
    assert house.titles("Morning") == ["One", "Two"]
    assert len(house.on_plex("Morning").posters) == 1


async def test_a26_server_without_any_playlist_works(house: House) -> None:
    """The first one is made."""
    assert house.plex.playlists == []
    house.own("One")
    house.save("Morning", house.songs("One"))
    await house.went_well()
    assert house.titles("Morning") == ["One"]


async def test_a27_playlist_of_one_track_stays_one_of_one_track(house: House) -> None:
    """An update does not empty it."""
    house.own("One")
    songs = house.songs("One", "Missing")
    playlist = house.save("Morning", songs[:1])
    await house.went_well()
    playlist.change(songs)
    await house.went_well()
    assert house.titles("Morning") == ["One"]


async def test_a28_second_request_waits_for_the_first(house: House) -> None:
    """Two at once write nothing twice."""
    house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"))
    engine = ProfileEngine(
        profile=PROFILE,
        runner=house.runner,
        target=house.target,
        journal=house.journal,
    )
    results = await asyncio.gather(
        *(engine.run(RunRequest(kind=RunKind.FULL)) for _ in range(2))
    )
    assert {result.result for result in results} == {"ok"}
    assert house.titles("Morning") == ["One", "Two"]
    assert len(house.plex.playlists) == 1
    await engine.close()


async def test_users_word_outlives_a_run(house: House) -> None:
    """A track that was chosen by hand stays chosen."""
    house.own("Two (Live)", "Other")
    [song] = house.songs("Two")
    house.save("Morning", [song])
    await house.went_well()
    assert house.plex.playlists == []
    chosen = house.plex.add_track("Something else", artist="Nova")
    await house.decide(song, VerdictKind.THIS, chosen.guid)
    await house.went_well()
    assert house.titles("Morning") == ["Something else"]
    await house.went_well()
    assert house.titles("Morning") == ["Something else"]
