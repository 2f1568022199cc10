"""A household with a web server, and a stand-in for the frontend's pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL, UrlManager
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .house import House, open_house


async def set_up_web(hass: HomeAssistant) -> None:
    """Serve over HTTP and websocket; note what pages would load."""
    for component in ("http", "websocket_api"):
        assert await async_setup_component(hass, component, {})
    hass.data[DATA_EXTRA_MODULE_URL] = UrlManager(lambda *_: None, [])


@asynccontextmanager
async def open_web_house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant can be asked from outside."""
    await set_up_web(hass)
    async with open_house(hass) as house:
        yield house
