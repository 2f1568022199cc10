"""Playlists of Spotify arrive on Plex, in order, and stay the user's own."""

from custom_components.plex_sync.music.items import ItemKind, Mode
from custom_components.plex_sync.music.model import VerdictKind
from custom_components.plex_sync.sync.runs import (
    Everything,
    Outcome,
    RunKind,
    SinceCursors,
)
from tests.fakes.plex import Fault

from .house import House


def lose_all(house: House) -> None:
    """From now on every connection ends at once."""
    house.plex.faults.add(Fault("server_gone"))


async def test_playlist_arrives_whole_in_order_with_its_repetitions(
    house: House,
) -> None:
    """One change of the timeline; title and tracks are there."""
    house.own("One", "Two", "Three")
    one, two, three = house.songs("One", "Two", "Three")
    house.save("Morning", [three, one, two, one])
    result = await house.went_well()
    assert house.titles("Morning") == ["Three", "One", "Two", "One"]
    assert result.counts == {"synced": 1}


async def test_second_run_changes_nothing_and_asks_little(house: House) -> None:
    """Nothing has moved on either side: a handful of requests, no record."""
    house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    result = await house.went_well()
    assert result.counts == {}
    assert house.spotify.requests + house.plex.requests.total <= 5


async def test_missing_track_is_named_and_lands_at_its_place_when_it_arrives(
    house: House,
) -> None:
    """Until then it is an open problem, which closes by itself."""
    house.own("One", "Three")
    house.save("Morning", house.songs("One", "Two", "Three"))
    await house.went_well()
    assert house.titles("Morning") == ["One", "Three"]
    assert await house.problems(Outcome.NOT_FOUND) == ["Two"]
    house.own("Two")
    await house.went_well()
    assert house.titles("Morning") == ["One", "Two", "Three"]
    assert await house.problems(Outcome.NOT_FOUND) == []


async def test_what_the_user_does_on_plex_survives(house: House) -> None:
    """Added, taken out, moved; while the source goes on."""
    one, two, three, mine, _ = house.own("One", "Two", "Three", "Mine", "Four")
    songs = house.songs("One", "Two", "Three", "Four")
    playlist = house.save("Morning", songs[:3])
    await house.went_well()
    house.by_hand("Morning", [three, one, mine])
    playlist.change(songs)
    await house.went_well()
    assert set(house.titles("Morning")) == {"Three", "One", "Mine", "Four"}
    assert two not in house.in_playlist("Morning")
    assert house.titles("Morning")[:3] == ["Three", "One", "Mine"] or house.titles(
        "Morning"
    ) == ["Three", "Four", "One", "Mine"]
    await house.went_well()
    assert two not in house.in_playlist("Morning")


async def test_mirror_takes_back_what_the_user_does(house: House) -> None:
    """The playlist is the source's own."""
    one, two = house.own("One", "Two")
    playlist = house.save("Morning", house.songs("One", "Two"), mode=Mode.MIRROR)
    await house.went_well()
    house.by_hand("Morning", [two])
    playlist.change([*playlist.entries])
    await house.went_well()
    assert house.in_playlist("Morning") == [one, two]


async def test_playlist_that_the_user_deleted_is_not_made_again(house: House) -> None:
    """Not while the source stays what it is."""
    house.own("One")
    house.save("Morning", house.songs("One"))
    await house.went_well()
    house.plex.playlists.clear()
    await house.went_well()
    await house.went_well()
    assert house.plex.playlists == []


async def test_renamed_playlist_is_found_again_and_keeps_its_name(
    house: House,
) -> None:
    """It is known by more than its title."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1])
    await house.went_well()
    house.on_plex("Morning").title = "Sunrise"
    playlist.change(songs)
    await house.went_well()
    assert house.titles("Sunrise") == ["One", "Two"]
    assert len(house.plex.playlists) == 1


async def test_playlist_of_the_same_title_is_offered_and_not_touched(
    house: House,
) -> None:
    """How much agrees is said; taken over, the user's tracks stay."""
    _, two, mine = house.own("One", "Two", "Mine")
    house.plex.add_playlist(house.plex.owner, "Morning", mine, two)
    playlist = house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    assert house.in_playlist("Morning") == [mine, two]
    [record] = [each for each in await house.records() if each.problem]
    assert record.reason == "playlist_of_same_title"
    assert (record.details["agree"], record.details["count"]) == (1, 2)
    key = record.details["rating_key"]
    await house.journal.decide("music", f"playlist/{playlist.uri}", {"rating_key": key})
    await house.went_well()
    assert set(house.titles("Morning")) == {"Mine", "Two", "One"}
    assert len(house.plex.playlists) == 1
    assert await house.problems(Outcome.REVIEW) == []


async def test_playlist_that_is_left_alone_stays_beside_a_new_one(
    house: House,
) -> None:
    """The user said so."""
    mine, _ = house.own("Mine", "One")
    theirs = house.plex.add_playlist(house.plex.owner, "Morning", mine)
    playlist = house.save("Morning", house.songs("One"))
    await house.journal.decide("music", f"playlist/{playlist.uri}", {"leave": True})
    await house.went_well()
    assert theirs.titles == ["Mine"]
    assert [each.titles for each in house.plex.playlists] == [["Mine"], ["One"]]


async def test_failed_page_leaves_the_playlist_as_it_was(house: House) -> None:
    """The item is failed, the next run catches up."""
    house.own(*(f"Song {number}" for number in range(120)))
    songs = house.songs(*(f"Song {number}" for number in range(120)))
    playlist = house.save("Long", songs[:60])
    await house.went_well()
    playlist.change(songs)
    house.spotify.fail("drop", path="items", after=1, times=None)
    result = await house.sync()
    assert len(house.titles("Long")) == 60
    assert result.counts == {"failed": 1}
    house.spotify.heal()
    await house.went_well()
    assert house.titles("Long") == [f"Song {number}" for number in range(120)]


async def test_undo_brings_back_the_playlist_before(house: House) -> None:
    """Its tracks in their order; the next sync proposes nothing."""
    house.own("One", "Two", "Three")
    songs = house.songs("One", "Two", "Three")
    playlist = house.save("Morning", songs[:2])
    await house.went_well()
    playlist.change([songs[2], songs[0]])
    await house.went_well()
    assert house.titles("Morning") == ["Three", "One"]
    record = next(each for each in await house.records() if not each.problem)
    result = await house.undo(record.id)
    assert (result.result, result.counts) == ("ok", {"undone": 1})
    assert house.titles("Morning") == ["One", "Two"]
    result = await house.went_well()
    assert result.counts == {}
    assert house.titles("Morning") == ["One", "Two"]


async def test_undo_of_a_playlist_that_was_made_deletes_it_if_that_is_allowed(
    house: House,
) -> None:
    """And it is not made again."""
    house.own("One")
    house.save("Morning", house.songs("One"))
    await house.went_well()
    [record] = await house.records()
    assert (await house.undo(record.id)).result != "ok"
    house.allow_deletions()
    assert (await house.undo(record.id)).result == "ok"
    assert house.plex.playlists == []
    await house.went_well()
    assert house.plex.playlists == []


async def test_refused_match_leaves_and_never_stays_away(house: House) -> None:
    """The user's word is not asked for twice."""
    house.own("One", "Two")
    one, two = house.songs("One", "Two")
    house.save("Morning", [one, two])
    await house.went_well()
    await house.decide(two, VerdictKind.NEVER)
    await house.went_well()
    assert house.titles("Morning") == ["One"]
    assert await house.problems(Outcome.NOT_FOUND) == []


async def test_item_is_due_by_its_interval_and_sooner_only_by_force(
    house: House,
) -> None:
    """Three days; a full run takes all, whatever their interval."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1], interval_days=3)
    await house.went_well()
    playlist.change(songs)
    house.ahead(days=2)
    await house.went_well(scope=SinceCursors(), kind=RunKind.POLL)
    assert house.titles("Morning") == ["One"]
    house.ahead(days=1)
    await house.went_well(scope=SinceCursors(), kind=RunKind.POLL)
    assert house.titles("Morning") == ["One", "Two"]


async def test_server_that_drops_tracks_is_asked_again(house: House) -> None:
    """Every seventh is silently left out; the playlist is whole all the same."""
    titles = [f"Song {number}" for number in range(30)]
    house.own(*titles)
    house.save("Long", house.songs(*titles))
    house.plex.drop_every = 7
    await house.went_well()
    assert house.titles("Long") == titles


async def test_track_that_plex_does_not_take_was_not_taken_out_by_the_user(
    house: House,
) -> None:
    """Filled anew, one is refused again and again; taken at last, it is there again."""
    titles = [f"Song {number}" for number in range(520)]
    house.own(*titles)
    songs = house.songs(*titles)
    playlist = house.save("Long", songs)
    await house.went_well()
    playlist.change(songs[::-1])
    house.plex.never_taken = {"Song 7"}
    await house.sync()
    without = [title for title in titles[::-1] if title != "Song 7"]
    assert house.titles("Long") == without
    assert await house.problems(Outcome.FAILED) == ["Long"]
    house.by_hand("Long", house.in_playlist("Long")[1:])
    house.plex.never_taken = set()
    await house.went_well()
    there = house.titles("Long")
    assert sorted(there) == sorted(titles[:-1])
    assert [title for title in there if title != "Song 7"] == without[1:]
    assert await house.problems(Outcome.FAILED) == []


async def test_better_match_that_plex_does_not_take_comes_later(house: House) -> None:
    """The former one has gone for it; neither was taken out by the user."""
    house.own("One", "Two", "Three")
    song, *others = house.songs("One", "Two", "Three")
    house.save("Short", [song, *others])
    await house.went_well()
    [other] = house.own("One", artist="Somebody")
    house.plex.never_taken = {"One"}
    await house.collection.refresh()
    [chosen] = [
        track.key
        for track in await house.collection.search("One")
        if track.artist == "Somebody"
    ]
    await house.decide(song, VerdictKind.THIS, chosen)
    await house.sync()
    assert house.titles("Short") == ["Two", "Three"]
    house.plex.never_taken = set()
    await house.went_well()
    assert house.in_playlist("Short")[0] is other


async def test_source_that_is_renamed_renames_its_playlist(house: House) -> None:
    """Unless the user gave it a title; the content of neither has moved."""
    house.own("One")
    followed, named = (
        house.save(title, house.songs("One"), follows_title=follows)
        for title, follows in (("First", True), ("Second", False))
    )
    await house.went_well()
    followed.title, named.title = "First anew", "Second anew"
    await house.went_well()
    titles = sorted(playlist.title for playlist in house.plex.playlists)
    assert titles == ["First anew", "Second"]
    await house.went_well(scope=SinceCursors())
    assert house.spotify.requests + house.plex.requests.total <= 5


async def test_choice_that_changes_nothing_found_costs_no_look(house: House) -> None:
    """When an item is due, and what of it is handed on; its mode is another matter."""
    house.own("One")
    playlist = house.save("Morning", house.songs("One"))
    await house.went_well()
    house.choose(playlist, hand_off=False, interval_days=3, entities=True)
    looked = (await house.went_well()).plan
    assert looked is not None
    assert looked.notes["unchanged"] == 1
    house.choose(playlist, mode=Mode.MIRROR)
    looked = (await house.went_well()).plan
    assert looked is not None
    assert looked.notes["unchanged"] == 0


async def test_forced_look_at_albums_does_not_believe_a_library_that_shrank(
    house: House,
) -> None:
    """Its plan is not guarded by size; a run of everything is, and says so."""
    tracks = house.own(*(f"Song {number}" for number in range(300)))
    house.save("All", house.songs("Song 1"))
    await house.went_well()
    for track in tracks[100:]:
        house.plex.remove(track)
    albums = await house.went_well(
        scope=Everything(frozenset({ItemKind.ALBUM})), kind=RunKind.TARGETED
    )
    assert albums.plan is not None
    known = (await house.collection.refresh()).sections
    assert [section.tracks for section in known] == [300]
    result = await house.sync()
    assert result.result == "guarded"


async def test_connection_lost_while_a_playlist_is_made_leaves_one_playlist(
    house: House,
) -> None:
    """Made, the answer lost, the rest added by the next run."""
    titles = [f"Song {number}" for number in range(450)]
    house.own(*titles)
    house.save("Long", house.songs(*titles))
    house.plex.faults.add(Fault("drop_after", "/playlists", method="POST"))
    await house.sync()
    house.plex.faults.clear()
    await house.went_well()
    assert house.titles("Long") == titles
    assert len(house.plex.playlists) == 1


async def test_connection_lost_in_the_middle_of_a_write_is_made_good(
    house: House,
) -> None:
    """Half of the tracks are there: not taken for what the user did."""
    titles = [f"Song {number}" for number in range(450)]
    house.own(*titles)
    songs = house.songs(*titles)
    playlist = house.save("Long", songs[:10])
    await house.went_well()
    playlist.change(songs)
    house.plex.faults.add(
        Fault("call", "/items", method="PUT", call=lambda: lose_all(house))
    )
    await house.sync()
    assert 10 < len(house.titles("Long")) < 450
    house.plex.faults.clear()
    await house.went_well()
    assert house.titles("Long") == titles


async def test_rescanned_library_keeps_the_playlists(house: House) -> None:
    """All rating keys are others; nothing is lost and nothing doubled."""
    house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    house.plex.rescan(house.plex.sections[-1])
    result = await house.went_well()
    assert house.titles("Morning") == ["One", "Two"]
    assert result.counts == {}


async def test_file_that_plex_recognises_later_is_the_same_track(house: House) -> None:
    """It gets a guid of its own: neither doubled nor taken for the user's."""
    [track] = house.own("One", guid="local://1")
    house.own("Two")
    playlist = house.save("Morning", house.songs("One", "Two"))
    await house.went_well()
    track.guid = "plex://track/0123456789abcdef01234567"
    house.plex.touch(track)
    await house.went_well()
    assert house.titles("Morning") == ["One", "Two"]
    playlist.change(playlist.entries[1:])
    await house.went_well()
    assert house.titles("Morning") == ["Two"]
