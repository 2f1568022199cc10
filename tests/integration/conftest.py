"""What the stories of the integration share."""

from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
import pytest

from custom_components.plex_sync.backups.safekeeping import SafeKeeping

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


@pytest.fixture(autouse=True)
def backup_at_start(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take no backup at start, but where that is the subject: requests are counted."""
    if request.path.name != "test_backups_start.py":
        monkeypatch.setattr(SafeKeeping, "_async_begin", lambda *_: None)
