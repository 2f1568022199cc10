"""The dashboard's cards: served, and loaded on every page; the panel beside them."""

from pathlib import Path
from typing import Final
from zlib import crc32

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig  # type: ignore[attr-defined]  # public, but not said so
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .panel import async_setup_panel

FOLDER: Final = Path(__file__).parent / "frontend" / "dist"
ENTRY: Final = "cards.js"
PANEL: Final = "panel.js"

DATA_FRONTEND: HassKey[str] = HassKey(f"{DOMAIN}_frontend")
"""Where the cards are served."""


async def async_setup_frontend(hass: HomeAssistant) -> None:
    """Serve the cards and load them, once per Home Assistant."""
    # Without a web server there is nobody to serve.
    if DATA_FRONTEND in hass.data or getattr(hass, "http", None) is None:
        return
    integration = await async_get_integration(hass, DOMAIN)
    mark = await hass.async_add_executor_job(_mark)
    # Browsers keep the files for a month, so each edition has a path of its own: the
    # chunks, which the entry loads by relative paths, get it too.
    url = hass.data[DATA_FRONTEND] = f"/{DOMAIN}/{integration.version}-{mark}"
    await hass.http.async_register_static_paths(
        [StaticPathConfig(url, str(FOLDER), cache_headers=True)]
    )
    add_extra_js_url(hass, f"{url}/{ENTRY}")
    await async_setup_panel(hass, f"{url}/{PANEL}")


def _mark() -> str:
    """Tell editions of one version apart; entries name all chunks by their content."""
    entries = b"".join((FOLDER / name).read_bytes() for name in (ENTRY, PANEL))
    return f"{crc32(entries):08x}"
