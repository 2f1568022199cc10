"""What the stories of the integration share."""

from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
import pytest

from .house import House, open_house


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Files are written: each test has a folder of its own."""
    return hass_tmp_config_dir


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household to sync."""
    async with open_house(hass) as household:
        yield household
