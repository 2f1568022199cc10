"""What sources hold that nobody reckons with: nothing, too much, every sign there is."""

import pytest

from custom_components.plex_sync.sync.runs import Outcome

from .house import House

TITLES = [
    "Кино",
    "夜に駆ける",
    "봄날",
    "أهواك",
    "ירושלים של זהב",
    "ดาวประดับใจ",
    "Ωδή στη χαρά",
    "🔥🎧",
    "👩‍👩‍👧‍👦",
    "…",
    "???",
    "+",
    "÷",
    "' OR 1=1 --",
    '<b>&amp;"</b>',
    "a/b\\c:d*e?f|g",
    "{title} %s {{ x }}",
    "\u202eright to left",
    "Cafe\u0301",
    "long " * 200,
]


async def test_playlist_without_tracks_is_made_when_it_has_some(house: House) -> None:
    """Plex makes no empty playlist; that is no failure."""
    [song] = house.songs("One")
    house.own("One")
    playlist = house.save("Soon", [])
    result = await house.went_well()
    assert result.counts == {}
    assert house.plex.playlists == []
    playlist.change([song])
    await house.went_well()
    assert house.titles("Soon") == ["One"]


async def test_playlist_that_is_emptied_at_its_source_waits_for_the_user(
    house: House,
) -> None:
    """It may be a mistake of the source's: the guard asks before all is taken out."""
    titles = [f"Song {number}" for number in range(30)]
    house.own(*titles)
    playlist = house.save("Full", house.songs(*titles))
    await house.went_well()
    playlist.change([])
    result = await house.sync()
    assert result.result == "guarded"
    assert house.titles("Full") == titles


@pytest.mark.parametrize("title", TITLES)
async def test_title_of_any_signs_is_found_and_kept(house: House, title: str) -> None:
    """As the title of a track and of a playlist; a second look changes nothing."""
    house.own(title, "Another")
    house.save(title, house.songs("Another", title))
    await house.went_well()
    [playlist] = house.plex.playlists
    assert playlist.titles == ["Another", title]
    assert title.startswith(playlist.title.rstrip("…").rstrip()) or title == "…"
    again = await house.went_well()
    assert again.counts == {}
    assert await house.problems(Outcome.NOT_FOUND) == []


async def test_items_of_the_same_title_have_a_playlist_each(house: House) -> None:
    """Though the second title is there already when it is made."""
    house.own("One", "Two")
    first = house.save("Twin", house.songs("One"))
    second = house.save("Twin", house.songs("Two"))
    await house.went_well()
    assert [each.titles for each in house.plex.playlists] == [["One"], ["Two"]]
    second.change([*second.entries, *first.entries])
    await house.went_well()
    assert [each.titles for each in house.plex.playlists] == [["One"], ["Two", "One"]]
