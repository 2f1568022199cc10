"""What the user settles: which track is meant, and what becomes of a playlist."""

from homeassistant.exceptions import ServiceValidationError
import pytest

from .house import Answer, House
from .music_house import MusicHouse, open_music


async def unsure(house: House) -> MusicHouse:
    """A profile whose playlist has one track that is not quite the library's."""
    music = await open_music(house)
    music.own("One")
    house.plex.add_track("Love Story (Taylor's Version)", artist="Taylor Swift")
    house.spotify.add_song("Love Story", "Taylor Swift")
    playlist = music.playlist("Morning", "One", "Love Story")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    return music


async def problem(music: MusicHouse, *outcomes: str) -> Answer:
    """The one open problem of a kind."""
    history = await music.call("get_history", outcomes=list(outcomes))
    [record] = history["records"]
    return dict(record)


async def decisions(music: MusicHouse) -> list[Answer]:
    """All that was settled."""
    return list((await music.call("get_decisions"))["decisions"])


async def test_offered_track_is_accepted(house: House) -> None:
    """It leaves the queue at once, and is in the playlist after the next sync."""
    music = await unsure(house)
    assert music.titles("Morning") == ["One"]
    record = await problem(music, "review")
    answer = await music.call("decide", decision="this", record=record["record"])
    assert answer["tracks"]
    assert house.state(music.entry, "review").state == "0"
    await music.sync()
    assert music.titles("Morning") == ["One", "Love Story (Taylor's Version)"]
    [decision] = await decisions(music)
    assert (decision["title"], decision["decision"]) == ("Love Story", "this")
    assert decision["tracks"][0]["title"] == "Love Story (Taylor's Version)"


async def test_decision_can_be_synced_at_once(house: House) -> None:
    """Nobody has to wait for the night."""
    music = await unsure(house)
    record = await problem(music, "review")
    await music.call("decide", decision="this", record=record["record"], sync=True)
    await house.rest(music.entry)
    await house.until(lambda: len(music.titles("Morning")) == 2)


async def test_refused_track_is_not_offered_again(house: House) -> None:
    """What was refused is refused; the decision taken back, it is offered anew."""
    music = await unsure(house)
    record = await problem(music, "review")
    await music.call("decide", decision="not_this", record=record["record"])
    await music.sync()
    assert house.state(music.entry, "review").state == "0"
    [decision] = await decisions(music)
    await music.call("forget_decision", uri=decision["uri"], item="Morning")
    await music.sync()
    assert house.state(music.entry, "review").state == "1"
    with pytest.raises(ServiceValidationError, match="Nothing was decided"):
        await music.call("forget_decision", uri=decision["uri"], item="Morning")


async def test_decision_holds_in_one_item_or_everywhere(house: House) -> None:
    """As it was given: by a record of one item, or for all of them."""
    music = await unsure(house)
    evening = music.playlist("Evening", "Love Story")
    await music.call("add_items", items=[evening.uri])
    await music.sync()
    records = (await music.call("get_history", outcomes=["review"]))["records"]
    assert len(records) == 2
    in_morning = next(one for one in records if one["section"] == "Morning")
    await music.call("decide", decision="never", record=in_morning["record"])
    assert house.state(music.entry, "review").state == "1"
    uri = in_morning["details"]["uri"]
    await music.call("decide", decision="never", uri=uri)
    assert house.state(music.entry, "review").state == "0"
    await music.sync()
    assert house.state(music.entry, "review").state == "0"
    assert {decision["item"] for decision in await decisions(music)} == {
        in_morning["subjects"][0]["key"].partition("/")[0],
        None,
    }


async def test_missing_track_is_given_one_by_its_number(house: House) -> None:
    """A track of the library that goes by quite another title."""
    music = await open_music(house)
    other = house.plex.add_track("Entirely different", artist="Nova")
    playlist = music.playlist("Morning", "One")
    await music.call("add_items", items=[playlist.uri])
    await music.sync()
    record = await problem(music, "not_found")
    number = record["record"]
    with pytest.raises(ServiceValidationError, match="No track was offered"):
        await music.call("decide", decision="this", record=number)
    with pytest.raises(ServiceValidationError, match="no track 999999"):
        await music.call("decide", decision="this", record=number, track="999999")
    await music.call(
        "decide", decision="this", record=number, track=str(other.rating_key)
    )
    await music.sync()
    assert music.titles("Morning") == ["Entirely different"]


@pytest.mark.parametrize(
    ("decision", "titles"),
    [("take_over", {"Morning": 1}), ("leave", {"Morning": 2})],
)
async def test_playlist_of_the_same_title_waits_for_a_word(
    house: House, decision: str, titles: dict[str, int]
) -> None:
    """Taken over, it gets what lacks; left alone, another one is made beside it."""
    music = await open_music(house)
    music.own("One", "Two")
    track = house.plex.add_track("Three", artist="Nova", album="Own")
    house.plex.add_playlist(house.plex.owner, "Morning", track)
    source = music.playlist("Morning", "One", "Two", "Three")
    await music.call("add_items", items=[source.uri])
    await music.sync()
    [item] = (await music.call("get_items"))["items"]
    assert (item["offer"]["count"], item["offer"]["agree"]) == (1, 1)
    await music.call("decide", decision=decision, item="Morning", sync=True)
    await house.rest(music.entry)
    await music.sync()
    found = [each.titles for each in house.plex.playlists if each.title == "Morning"]
    assert len(found) == titles["Morning"]
    assert sorted(found[-1]) == ["One", "Three", "Two"]
    with pytest.raises(ServiceValidationError, match="no playlist of the same title"):
        await music.call("decide", decision=decision, item="Morning")


async def test_word_about_nothing_is_refused(house: House) -> None:
    """A decision has to be about something that is known."""
    music = await unsure(house)
    with pytest.raises(ServiceValidationError, match="Name a record"):
        await music.call("decide", decision="never")
    with pytest.raises(ServiceValidationError, match="Name a record"):
        await music.call("forget_decision")
    with pytest.raises(ServiceValidationError, match="no record 9999"):
        await music.call("decide", decision="never", record=9999)


async def test_one_title_is_tried_out(house: House) -> None:
    """The ladder is shown with its titles; nothing is written."""
    music = await open_music(house)
    music.own("One")
    house.plex.add_track("One (Live)", artist="Nova", duration=260_000)
    answer = await music.call("test_match", title="One", artist="Nova", duration=200)
    assert (answer["band"], answer["step"]) == ("accept", "exact")
    assert answer["track"]["title"] == "One"
    live = await music.call("test_match", title="One - Live", artist=["Nova"])
    assert live["track"]["title"] == "One (Live)"
    assert live["read_as"]["versions"] == ["live"]
    none = await music.call("test_match", title="Nothing like it", artist="Nobody")
    assert (none["band"], none["track"]) == ("missing", None)
    shown = [each["title"] for rung in answer["ladder"] for each in rung["candidates"]]
    assert "One (Live)" in shown
    assert house.plex.playlists == []
