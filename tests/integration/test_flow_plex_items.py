"""Choosing music of Plex for a category: searched, chosen, changed, at once in effect."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.plex_sync.items.plex_items import plex_items
from tests.fakes.plex import Fault

from .house import House
from .music_house import MusicHouse, open_music


async def choose(music: MusicHouse, *answers: dict[str, Any]) -> Any:
    """Go through the dialogue that adds something of Plex."""
    flows = music.house.hass.config_entries.subentries
    result = await flows.async_init(
        (music.entry.entry_id, "plex_item"), context={"source": SOURCE_USER}
    )
    for answer in answers:
        result = await flows.async_configure(result["flow_id"], answer)
    await music.house.hass.async_block_till_done()
    return result


def offered(result: Any, name: str) -> Any:
    """What a field of a form offers."""
    fields = result["data_schema"].schema.items()
    [field] = [field for key, field in fields if key == name]
    return field.config["options"]


def labels(result: Any) -> dict[str, str]:
    """What the results are called, by value."""
    return {each["value"]: each["label"] for each in offered(result, "thing")}


def suggested(result: Any, name: str) -> Any:
    """What a form suggests."""
    [marker] = [key for key in result["data_schema"].schema if key == name]
    return marker.description["suggested_value"]


async def with_blue(house: House) -> MusicHouse:
    """A library with something blue of each kind."""
    music = await open_music(house)
    track = house.plex.add_track("Blue Train", artist="Blue Man", album="Deep Blue")
    house.plex.add_playlist(house.plex.owner, "Blue evening", track, track)
    return music


async def test_music_is_searched_and_put_into_a_category(house: House) -> None:
    """Kind, artist and size tell the results apart; no reload is needed."""
    music = await with_blue(house)
    coordinator = music.entry.runtime_data
    result = await choose(music, {"search": " blue "})
    assert result["step_id"] == "results"
    found = labels(result)
    assert list(found.values()) == [
        "Blue evening · Playlist · 2 tracks",
        "Blue Man · Artist",
        "Deep Blue · Album · Blue Man · 1 track",
        "Blue Train · Track · Blue Man",
    ]
    flows = house.hass.config_entries.subentries
    album = list(found)[2]
    result = await flows.async_configure(result["flow_id"], {"thing": album})
    assert (result["step_id"], suggested(result, "title")) == ("details", "Deep Blue")
    result = await flows.async_configure(
        result["flow_id"], {"category": "  ", "title": "Mine"}
    )
    assert result["errors"] == {"category": "no_category"}
    assert suggested(result, "title") == "Mine"
    result = await flows.async_configure(
        result["flow_id"], {"category": " Jazz ", "title": " Mine "}
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await house.hass.async_block_till_done()
    [item] = plex_items(music.entry)
    assert (item.title, item.category, item.kind) == ("Mine", "Jazz", "album")
    [shown] = (await music.call("get_categories"))["categories"][0]["items"]
    assert (shown["title"], shown["playable"]) == ("Mine", True)
    assert house.state(music.entry, "categories").state == "1"
    assert music.entry.runtime_data is coordinator


async def test_what_is_there_is_not_offered_again(house: House) -> None:
    """By its guid; where nothing else was found the form says so."""
    music = await with_blue(house)
    result = await choose(music, {"search": "evening"})
    [playlist] = labels(result)
    flows = house.hass.config_entries.subentries
    result = await flows.async_configure(result["flow_id"], {"thing": playlist})
    result = await flows.async_configure(result["flow_id"], {"category": "Jazz"})
    assert result["title"] == "Blue evening"
    [on_plex] = house.plex.playlists
    on_plex.rating_key += 1000
    result = await choose(music, {"search": "evening"})
    assert result["errors"] == {"search": "all_added"}
    result = await choose(music, {"search": "blue"})
    assert len(labels(result)) == 3
    thing = next(iter(labels(result)))
    result = await flows.async_configure(result["flow_id"], {"thing": thing})
    assert offered(result, "category") == ["Jazz"]


@pytest.mark.parametrize("text", ["polka", "  "])
async def test_nothing_found_says_so_and_keeps_what_was_typed(
    house: House, text: str
) -> None:
    """So that a letter can be mended."""
    music = await with_blue(house)
    result = await choose(music, {"search": text})
    assert (result["step_id"], result["errors"]) == (
        "user",
        {"search": "nothing_found"},
    )
    assert suggested(result, "search") == text


@pytest.mark.parametrize(
    ("status", "error"),
    [(503, "plex_unreachable"), (401, "plex_token_refused"), (429, "plex_busy")],
)
async def test_plex_that_does_not_answer_is_an_error(
    house: House, status: int, error: str
) -> None:
    """Searching again goes on from there."""
    music = await with_blue(house)
    house.plex.faults.add(Fault("status", "/hubs/search", status=status))
    result = await choose(music, {"search": "blue"})
    assert result["errors"] == {"base": error}
    flows = house.hass.config_entries.subentries
    result = await flows.async_configure(result["flow_id"], {"search": "blue"})
    assert result["step_id"] == "results"


async def test_category_and_title_are_changed(house: House) -> None:
    """At once, without a reload; a category cannot be taken away but with the item."""
    music = await with_blue(house)
    result = await choose(music, {"search": "evening"})
    flows = house.hass.config_entries.subentries
    result = await flows.async_configure(
        result["flow_id"], {"thing": next(iter(labels(result)))}
    )
    await flows.async_configure(result["flow_id"], {"category": "Jazz"})
    await house.hass.async_block_till_done()
    [subentry] = music.entry.subentries.values()
    coordinator = music.entry.runtime_data

    async def change(typed: dict[str, Any]) -> Any:
        result = await music.entry.start_subentry_reconfigure_flow(
            house.hass, subentry.subentry_id
        )
        assert suggested(result, "category") == "Jazz"
        result = await flows.async_configure(result["flow_id"], typed)
        await house.hass.async_block_till_done()
        return result

    result = await change({"category": " "})
    assert result["errors"] == {"category": "no_category"}
    result = await change({"category": "Pop", "title": ""})
    assert result["reason"] == "reconfigure_successful"
    [item] = plex_items(music.entry)
    assert (item.title, item.category) == ("Blue evening", "Pop")
    assert coordinator.profile.catalogue.categories == ["Pop"]
    assert music.entry.runtime_data is coordinator
    house.hass.config_entries.async_remove_subentry(music.entry, subentry.subentry_id)
    await house.hass.async_block_till_done()
    assert house.state(music.entry, "categories").state == "0"


async def test_only_music_profiles_have_categories(house: House) -> None:
    """A list of anime has none."""
    anime = await house.set_up()
    assert "plex_item" not in anime.supported_subentry_types
    music = await open_music(house)
    assert "plex_item" in music.entry.supported_subentry_types
