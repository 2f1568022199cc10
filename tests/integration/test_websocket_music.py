"""What the playlists card asks: items that move by themselves, tracks, the library."""

from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .house import House
from .music_house import open_music, saved_as
from .web import open_web_house


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with a web server."""
    async with open_web_house(hass) as household:
        yield household


async def test_items_come_at_once_and_again_when_they_stand_otherwise(
    house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """A sync is seen without asking."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Morning", "One", "Two")
    saved_as(music, playlist, category="Jazz")
    client = await hass_ws_client(house.hass)
    await client.send_json_auto_id(
        {
            "type": "plex_sync/items/subscribe",
            "config_entry_id": music.entry.entry_id,
        }
    )
    assert (await client.receive_json())["success"]
    first = (await client.receive_json())["event"]
    assert first["rights"]["act"] is True
    await music.sync()
    while True:
        event = (await client.receive_json())["event"]
        [item] = event["items"]
        if item["state"] == "synced":
            break
    assert (item["matched"], item["missing"]) == (1, 1)
    assert (item["title"], item["category"]) == ("Morning", "Jazz")


async def test_tracks_of_an_item_come_in_order_with_what_was_found(
    house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """In pages, or only those that lack; and the library can be searched."""
    music = await open_music(house)
    music.own("One", "Three")
    playlist = music.playlist("Morning", "One", "Two", "Three")
    saved_as(music, playlist)
    await music.sync()
    client = await hass_ws_client(house.hass)

    async def ask(command: str, **data: object) -> dict:  # type: ignore[type-arg]
        await client.send_json_auto_id(
            {
                "type": f"plex_sync/items/{command}",
                "config_entry_id": music.entry.entry_id,
                **data,
            }
        )
        answer = await client.receive_json()
        assert answer["success"], answer
        return answer["result"]  # type: ignore[no-any-return]

    found = await ask("tracks", item=playlist.uri, limit=2)
    assert found["total"] == 3
    assert [track["title"] for track in found["tracks"]] == ["One", "Two"]
    assert found["tracks"][0]["track"]["title"] == "One"
    assert found["tracks"][1]["track"] is None
    assert found["tracks"][0]["url"].startswith("https://open.spotify.com/track/")
    assert "/details?key=%2Flibrary%2Fmetadata%2F" in found["tracks"][0]["track"]["url"]
    missing = await ask("tracks", item=playlist.uri, bands=["missing"])
    assert [track["position"] for track in missing["tracks"]] == [2]
    hits = await ask("search", text="three nova")
    assert [track["title"] for track in hits["tracks"]] == ["Three"]


async def test_difference_of_a_playlist_names_its_tracks(
    house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """What came, moved and took another's place, by its title; in pages."""
    music = await open_music(house)
    music.own("One", "Two", "Three", "Four", "Five")
    playlist = music.playlist("Morning", "One", "Two", "Three")
    saved_as(music, playlist)
    await music.sync()
    one, _, three = playlist.entries
    four = house.spotify.add_song("Four", "Nova")
    five = house.spotify.add_song("Five", "Nova")
    playlist.change([three, one, four, five])
    await music.sync()
    client = await hass_ws_client(house.hass)
    [newest, *_] = (await music.call("get_history"))["records"]

    async def ask(**page: int) -> dict:  # type: ignore[type-arg]
        await client.send_json_auto_id(
            {
                "type": "plex_sync/record",
                "config_entry_id": music.entry.entry_id,
                "record_id": newest["record"],
                **page,
            }
        )
        return (await client.receive_json())["result"]  # type: ignore[no-any-return]

    told = await ask()
    changed = told["sequences"]["tracks"]
    names = told["names"]
    kinds = ("insert", "remove", "move", "replace")
    assert {kind: changed[kind] for kind in kinds} == {
        "insert": 1,
        "remove": 0,
        "move": 1,
        "replace": 1,
    }
    assert [
        (
            edit["kind"],
            edit["position"],
            [
                names[edit[side]].split(" · ")[0]
                for side in ("before", "after")
                if edit.get(side)
            ],
        )
        for edit in changed["edits"]
    ] == [
        ("move", 0, ["Three", "Three"]),
        ("replace", 2, ["Two", "Four"]),
        ("insert", 3, ["Five"]),
    ]
    page = await ask(offset=1, limit=1)
    assert page["sequences"]["tracks"]["count"] == 3
    shown = page["sequences"]["tracks"]["edits"]
    assert [edit["kind"] for edit in shown] == ["replace"]


async def test_anime_profile_has_no_items(
    house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """The card says so instead of waiting for ever."""
    entry = await house.set_up()
    client = await hass_ws_client(house.hass)
    await client.send_json_auto_id(
        {"type": "plex_sync/items/subscribe", "config_entry_id": entry.entry_id}
    )
    assert (await client.receive_json())["error"]["code"] == "not_found"
