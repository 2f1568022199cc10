"""Failed steps, strangers' playlists, looks without a write: nobody's tracks are lost."""

from custom_components.plex_sync.music.items import Mode
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import Outcome, RunKind, SinceCursors
from tests.fakes.plex import Fault

from .house import PROFILE, House

MANY = [f"Song {number:03}" for number in range(620)]


async def test_mirror_takes_back_what_a_plan_has_shown_before(house: House) -> None:
    """Showing is not doing: the playlist is still to be brought in line."""
    one, two = house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"), mode=Mode.MIRROR)
    await house.went_well()
    house.by_hand("Morning", [two])
    shown = await house.runner.run(RunRequest(kind=RunKind.FULL, dry_run=True))
    assert shown.plan
    assert len(shown.plan.writes) == 1
    await house.went_well()
    assert house.in_playlist("Morning") == [one, two]


async def test_mirror_takes_back_what_a_backup_has_read_before(house: House) -> None:
    """Reading for a backup settles nothing."""
    one, two = house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"), mode=Mode.MIRROR)
    await house.went_well()
    house.by_hand("Morning", [two])
    await house.target.read(None)
    await house.went_well()
    assert house.in_playlist("Morning") == [one, two]


async def test_failure_of_an_item_is_over_when_its_source_answers_again(
    house: House,
) -> None:
    """Though nothing has changed in it since."""
    house.own("One")
    playlist = house.save("Morning", house.songs("One"))
    await house.went_well()
    del house.spotify.playlists[playlist.id]
    await house.sync()
    assert await house.problems(Outcome.FAILED) == ["Morning"]
    house.spotify.playlists[playlist.id] = playlist
    await house.went_well()
    assert await house.problems(Outcome.FAILED) == []
    assert house.titles("Morning") == ["One"]


async def test_one_lost_connection_while_a_long_playlist_is_filled_anew(
    house: House,
) -> None:
    """What was not put back yet is not taken for what the user took out."""
    house.own(*MANY)
    songs = house.songs(*MANY)
    playlist = house.save("Long", songs)
    await house.went_well()
    playlist.change(songs[::-1])
    house.plex.faults.add(Fault("drop_before", "/items", method="PUT"))
    await house.sync()
    await house.went_well()
    assert house.titles("Long") == MANY[::-1]


async def test_refusal_and_dropped_tracks_while_a_long_playlist_is_filled_anew(
    house: House,
) -> None:
    """Every seventh is left out, one request is refused: all are there in the end."""
    house.own(*MANY)
    songs = house.songs(*MANY)
    playlist = house.save("Long", songs)
    await house.went_well()
    playlist.change(songs[::-1])
    house.plex.drop_every = 7
    house.plex.faults.add(Fault("status", "/items", method="PUT", status=400))
    await house.went_well()
    assert house.titles("Long") == MANY[::-1]


async def test_track_that_the_library_does_not_show_leaves_a_long_playlist_whole(
    house: House,
) -> None:
    """It stands in the playlist only; filled anew, all are there again."""
    house.own(*MANY)
    songs = house.songs(*MANY)
    playlist = house.save("Long", songs)
    await house.went_well()
    mine = house.own("Mine")
    house.plex.remove(mine[0])
    house.plex._items[mine[0].rating_key] = mine[0]
    house.by_hand("Long", [*house.in_playlist("Long"), *mine])
    playlist.change(songs[::-1])
    await house.went_well()
    assert sorted(house.titles("Long")) == sorted([*MANY, "Mine"])


async def test_playlist_of_another_under_our_number_is_not_ours(house: House) -> None:
    """A server set up anew counts from the beginning: numbers come back."""
    one, mine = house.own("One", "Mine")
    playlist = house.save("Morning", house.songs("One"), mode=Mode.MIRROR)
    await house.went_well()
    number = house.on_plex("Morning").rating_key
    house.plex.playlists.clear()
    theirs = house.plex.add_playlist(house.plex.owner, "Dinner", mine)
    theirs.rating_key = number
    playlist.change([*playlist.entries])
    await house.sync()
    assert (theirs.title, theirs.titles) == ("Dinner", ["Mine"])
    assert one not in house.in_playlist("Dinner")


async def test_playlist_is_made_once_its_namesake_has_another_name(
    house: House,
) -> None:
    """The user gave the own one another title: nothing stands in the way."""
    mine, _ = house.own("Mine", "One")
    theirs = house.plex.add_playlist(house.plex.owner, "Morning", mine)
    house.save("Morning", house.songs("One"))
    await house.went_well()
    theirs.title = "My own"
    house.plex.stamp(theirs)
    await house.went_well()
    assert house.titles("Morning") == ["One"]
    assert await house.problems(Outcome.REVIEW) == []


async def test_one_playlist_cannot_be_given_to_two_items(house: House) -> None:
    """Of the same title: the second one gets a playlist of its own."""
    mine, *_ = house.own("Mine", "One", "Two")
    theirs = house.plex.add_playlist(house.plex.owner, "Morning", mine)
    first = house.save("Morning", house.songs("One"), mode=Mode.MIRROR)
    second = house.save("Morning", house.songs("Two"), mode=Mode.MIRROR)
    for playlist in (first, second):
        await house.journal.decide(
            PROFILE, f"playlist/{playlist.uri}", {"rating_key": str(theirs.rating_key)}
        )
    await house.sync()
    await house.went_well()
    assert sorted(each.titles for each in house.plex.playlists) == [["One"], ["Two"]]


async def test_playlist_that_is_gone_cannot_be_taken_over(house: House) -> None:
    """Brought along from elsewhere: the one of the same title is offered instead."""
    mine, _ = house.own("Mine", "One")
    theirs = house.plex.add_playlist(house.plex.owner, "Morning", mine)
    playlist = house.save("Morning", house.songs("One"))
    await house.journal.decide(
        PROFILE, f"playlist/{playlist.uri}", {"rating_key": "999999"}
    )
    await house.went_well()
    assert theirs.titles == ["Mine"]
    assert len(house.plex.playlists) == 1
    assert await house.problems(Outcome.REVIEW) == ["Morning"]


async def test_picture_that_plex_refuses_costs_no_track(house: House) -> None:
    """What the user does afterwards is still told apart."""
    _, two = house.own("One", "Two")
    house.save("Morning", house.songs("One", "Two"))
    house.plex.faults.add(
        Fault("status", "/posters", method="POST", status=400, times=None)
    )
    await house.sync()
    assert house.titles("Morning") == ["One", "Two"]
    house.by_hand("Morning", [two])
    await house.sync()
    await house.sync()
    assert house.titles("Morning") == ["Two"]


async def test_two_items_of_a_title_stay_apart_after_a_lost_request(
    house: House,
) -> None:
    """The one that was not made does not take the other's for its own."""
    house.own("One", "Two")
    house.save("Morning", house.songs("One"))
    house.plex.faults.add(Fault("drop_before", "/playlists", method="POST"))
    await house.sync()
    house.save("Morning", house.songs("Two"))
    house.items.reverse()
    await house.went_well()
    assert sorted(each.titles for each in house.plex.playlists) == [["One"], ["Two"]]


async def test_playlist_of_another_profile_is_not_offered(house: House) -> None:
    """Two profiles of one Plex user follow playlists of the same title."""
    house.own("One", "Two")
    house.save("Morning", house.songs("One"))
    await house.went_well()
    house.items.clear()
    house.save("Morning", house.songs("Two"))
    await house.went_well()
    assert await house.problems(Outcome.REVIEW) == []
    assert sorted(each.titles for each in house.plex.playlists) == [["One"], ["Two"]]


async def test_playlist_deleted_while_it_is_read_is_not_made_again(
    house: House,
) -> None:
    """The user's hand was quicker than the write."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1])
    await house.went_well()
    playlist.change(songs)
    item = f"/playlists/{house.on_plex('Morning').rating_key}/items"
    house.plex.faults.add(Fault("call", item, call=house.plex.playlists.clear))
    await house.sync()
    assert house.plex.playlists == []
    await house.sync()
    assert house.plex.playlists == []


async def test_pinned_tracks_stay_until_the_pin_is_taken_off(house: House) -> None:
    """And what the user did meanwhile is joined with the source then."""
    _, two, mine, _ = house.own("One", "Two", "Mine", "Three")
    songs = house.songs("One", "Two", "Three")
    playlist = house.save("Morning", songs[:2])
    await house.went_well()
    account = house.target.account
    await house.journal.add_pins(account, playlist.uri, ["tracks"], "Morning")
    house.by_hand("Morning", [two, mine])
    playlist.change(songs)
    await house.went_well()
    assert house.titles("Morning") == ["Two", "Mine"]
    await house.journal.lift_pins(account, playlist.uri)
    await house.went_well()
    assert sorted(house.titles("Morning")) == ["Mine", "Three", "Two"]


async def test_undone_change_is_done_again_and_the_next_sync_agrees(
    house: House,
) -> None:
    """Undo, redo; nothing is proposed after either."""
    house.own("One", "Two")
    songs = house.songs("One", "Two")
    playlist = house.save("Morning", songs[:1])
    await house.went_well()
    playlist.change(songs)
    await house.went_well()
    record = next(each for each in await house.records() if not each.problem)
    await house.undo(record.id)
    await house.went_well()
    assert house.titles("Morning") == ["One"]
    undone = next(each for each in await house.records() if not each.problem)
    redo = RunRequest(kind=RunKind.REDO, records=frozenset({undone.id}))
    assert (await house.runner.run(redo)).result == "ok"
    assert (await house.went_well()).counts == {}
    assert house.titles("Morning") == ["One", "Two"]


async def test_library_that_has_lost_much_is_believed_when_all_is_asked_for(
    house: House,
) -> None:
    """By itself a run keeps what it knew and says so; a whole one waits for the user."""
    tracks = house.own(*MANY[:100])
    house.save("Morning", house.songs("Song 000", "Song 001"))
    await house.went_well()
    for track in tracks[40:]:
        house.plex.remove(track)
    result = await house.went_well(scope=SinceCursors())
    assert result.plan
    assert [notice.reason for notice in result.plan.notices] == ["music_library_shrunk"]
    assert (await house.sync()).reason == "library_shrunk"
    assert house.titles("Morning") == ["Song 000", "Song 001"]
