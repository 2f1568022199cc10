"""A list of tracks is uploaded in the dialogue that adds items."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest

from .house import House, open_house
from .music_house import open_music
from .test_flow_music import add, filled_in
from .web import set_up_web


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant takes files."""
    await set_up_web(hass)
    assert await async_setup_component(hass, "file_upload", {})
    async with open_house(hass) as house:
        yield house


async def test_file_is_uploaded_and_each_playlist_in_it_is_added(
    house: House, hass_client: Callable[[], Awaitable[TestClient[Any, Any]]]
) -> None:
    """It is kept in the import folder; what nothing can be made of is explained."""
    music = await open_music(house)
    client = await hass_client()

    async def send(name: str, content: str) -> Any:
        data = FormData()
        data.add_field("file", content.encode(), filename=name)
        answer = await (await client.post("/api/file_upload", data=data)).json()
        form = {"file": answer["file_id"], "category": "Old", "mode": "append"}
        return await add(
            music, {"next_step_id": "file"}, {"data": "defaults", "with": form}
        )

    table = "Playlist name,Track name,Artist name\nA,One,Nova\nB,Two,Nova\n"
    result = await send("mine.csv", table)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    profile = music.entry.runtime_data.profile
    assert [(item.title, item.category, item.mode) for item in profile.items()] == [
        ("A", "Old", "append"),
        ("B", "Old", "append"),
    ]
    music.own("One", "Two")
    await music.sync()
    assert music.titles("A") == ["One"]
    for name, content, error in (
        ("mine.csv", table, "already_saved"),
        ("empty.csv", "", "file_empty"),
        ("other.csv", "a,b\n1,2\n", "file_columns"),
        ("photo.png", "x", "file_kind"),
    ):
        result = await send(name, content)
        assert result["errors"] == {"file": error}, name
    flows = house.hass.config_entries.subentries
    used = {**filled_in(result, {"file": "0" * 32})}
    result = await flows.async_configure(result["flow_id"], used)
    assert result["errors"] == {"file": "upload_gone"}
