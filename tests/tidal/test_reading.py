"""What Tidal is asked, and how its answers are read."""

import pytest

from custom_components.plex_sync.tidal import TidalClient
from custom_components.plex_sync.tidal.rows import milliseconds_of
from tests.fakes.tidal import FakeTidal


async def test_tracks_are_asked_for_twenty_at_once(
    fake: FakeTidal, client: TidalClient
) -> None:
    """Each ISRC once; those that are not there are left out."""
    isrcs = [f"DEXX026{number:05}" for number in range(25)]
    songs = [fake.add_song("Song", "Nova", isrc=isrc) for isrc in isrcs[:24]]
    found = await client.tracks([*isrcs, isrcs[0]], "DE")
    assert {isrc: track.id for isrc, track in found.items()} == {
        song.isrc: song.id for song in songs
    }
    asked = [one.all("filter[isrc]") for one in fake.seen if one.path == "/v2/tracks"]
    assert asked == [isrcs[:20], isrcs[20:]]


async def test_nothing_to_look_for_asks_nothing(
    fake: FakeTidal, client: TidalClient
) -> None:
    """Not even for a token."""
    assert await client.tracks([], "DE") == {}
    assert fake.seen == []


async def test_track_of_another_country_is_not_there(
    fake: FakeTidal, client: TidalClient
) -> None:
    """The country goes with each question."""
    fake.add_song("One", "Nova", isrc="DEXX02600001", countries=frozenset({"AT"}))
    assert await client.tracks(["DEXX02600001"], "DE") == {}
    assert await client.tracks(["DEXX02600001"], "AT")
    assert await client.search_tracks("Nova One", "DE") == []


async def test_search_brings_artists_and_albums_in_the_order_of_the_search(
    fake: FakeTidal, client: TidalClient
) -> None:
    """In one question; the version is part of the title."""
    fake.add_song("One", "Nova", album="First", seconds=237, version="Live")
    fake.add_song("One", "Nova", album="Second")
    first, second = await client.search_tracks("Nova One", "DE")
    assert (first.title, first.album, second.album) == ("One (Live)", "First", "Second")
    assert (first.artists, first.milliseconds) == (("Nova",), 237_000)
    assert first.link == "https://tidal.com/browse/track/1001"
    assert fake.asked == ["/searchResults"]


async def test_albums_are_found_by_search(fake: FakeTidal, client: TidalClient) -> None:
    """With who made them; an edition says which it is."""
    fake.add_album("Whole", "Nova", version="Deluxe Edition")
    [album] = await client.search_albums("Nova Whole", "DE")
    assert (album.title, album.artists) == ("Whole (Deluxe Edition)", ("Nova",))
    assert album.link == "https://tidal.com/browse/album/5001"


async def test_long_titles_are_cut_to_what_a_search_takes(
    fake: FakeTidal, client: TidalClient
) -> None:
    """A thousand characters are no error."""
    fake.add_song("One", "Nova")
    assert await client.search_tracks("Nova One " + "x" * 1000, "DE")


@pytest.mark.parametrize(
    ("duration", "milliseconds"),
    [
        ("PT3M57S", 237_000),
        ("PT1H2M3.5S", 3_723_500),
        ("PT45S", 45_000),
        ("P1DT1S", 86_401_000),
        ("PT", None),
        ("3:57", None),
        (None, None),
    ],
)
def test_lengths_are_read(duration: str | None, milliseconds: int | None) -> None:
    """As ISO 8601 writes them; others say nothing."""
    assert milliseconds_of(duration) == milliseconds
