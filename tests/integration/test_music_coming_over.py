"""Coming over from spotify-to-plex: items, their playlists, and matches to be looked at."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import SOURCE_USER
import pytest

from tests.fakes.plex import Record
from tests.fakes.spotify import Song

from .house import House
from .music_house import MusicHouse, open_music


def pack(house: House, files: Mapping[str, object]) -> str:
    """Put the other program's files where Home Assistant may read them."""
    folder = Path(house.hass.config.path("plex_sync", "old"))
    folder.mkdir(parents=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(text)
    return "plex_sync/old"


async def come_over(music: MusicHouse, folder: str) -> Any:
    """Go through the dialogue as far as the list of what is taken."""
    flows = music.house.hass.config_entries.subentries
    result: Any = await flows.async_init(
        (music.entry.entry_id, "saved_item"), context={"source": SOURCE_USER}
    )
    for answer in ({"next_step_id": "other_program"}, {"folder": folder}):
        result = await flows.async_configure(result["flow_id"], answer)
    return result


async def test_items_and_their_playlists_are_taken_over(house: House) -> None:
    """The playlist stays the one that it was, with the user's own tracks in it."""
    music = await open_music(house)
    music.own("One", "Mine")
    one, mine = music.house.plex.sections[-1].all("track")
    assert isinstance(one, Record)
    assert isinstance(mine, Record)
    old = house.plex.add_playlist(house.plex.owner, "Sunrise", mine)
    playlist = music.playlist("Morning", "One")
    folder = pack(
        house,
        {
            "spotify_saved_items.json": [
                {
                    "type": "spotify-playlist",
                    "uri": f"{playlist.uri}?si=x",
                    "id": playlist.id,
                    "title": "Sunrise",
                    "label": "Jazz",
                    "sync": True,
                    "sync_interval": "2",
                },
                {"type": "plex-media", "uri": "/library/metadata/1", "id": "x"},
            ],
            "playlists.json": {
                "data": [
                    {
                        "type": "spotify-playlist",
                        "id": playlist.id,
                        "plex": str(old.rating_key),
                    }
                ]
            },
            "track_links.json": "{ not json",
        },
    )
    result = await come_over(music, folder)
    assert result["step_id"] == "other_program_list"
    words = result["description_placeholders"]
    assert (words["items"], words["playlists"], words["left"]) == ("1", "1", "2")
    flows = house.hass.config_entries.subentries
    result = await flows.async_configure(result["flow_id"], {})
    assert result["reason"] == "taken_over"
    [item] = music.entry.runtime_data.profile.items()
    assert (item.title, item.category, item.interval_days) == ("Sunrise", "Jazz", 2)
    await music.sync()
    assert [each.title for each in house.plex.playlists] == ["Sunrise"]
    assert sorted(old.titles) == ["Mine", "One"]


async def test_uncertain_match_is_taken_if_the_other_program_found_it_too(
    house: House,
) -> None:
    """And only then: without the hint it waits to be looked at."""
    music = await open_music(house)
    track = house.plex.add_track("Love Story (Taylor's Version)", artist="Nova")
    playlist = music.playlist("Morning", "Love Story")
    [song] = playlist.entries
    assert isinstance(song, Song)
    folder = pack(
        house,
        {
            "spotify_saved_items.json": [
                {
                    "type": "spotify-playlist",
                    "uri": playlist.uri,
                    "id": playlist.id,
                    "title": "Morning",
                    "sync": True,
                }
            ],
            "track_links.json": [
                {
                    "spotify_id": song.id,
                    "plex_id": [f"/library/metadata/{track.rating_key}"],
                }
            ],
        },
    )
    result = await come_over(music, folder)
    assert result["description_placeholders"]["hints"] == "1"
    await house.hass.config_entries.subentries.async_configure(result["flow_id"], {})
    await music.sync()
    assert music.titles("Morning") == ["Love Story (Taylor's Version)"]


@pytest.mark.parametrize(
    ("folder", "error"),
    [("/etc", "folder_unusable"), ("plex_sync/none", "folder_unusable")],
)
async def test_folder_that_cannot_be_read_is_explained(
    house: House, folder: str, error: str
) -> None:
    """Elsewhere, or not there."""
    music = await open_music(house)
    result = await come_over(music, folder)
    assert result["errors"] == {"folder": error}


async def test_folder_without_anything_of_use_says_so(house: House) -> None:
    """Rubbish, and files of another program."""
    music = await open_music(house)
    folder = pack(house, {"spotify_saved_items.json": "rubbish", "other.txt": "x"})
    result = await come_over(music, folder)
    assert result["errors"] == {"folder": "nothing_there"}
