"""Files and folders that people name, within what Home Assistant may read."""

from pathlib import Path

from homeassistant.core import HomeAssistant

from ..const import DOMAIN


def own_folder(hass: HomeAssistant) -> Path:
    """Return where people keep their files for this integration."""
    return Path(hass.config.path(DOMAIN))


def usable_path(hass: HomeAssistant, text: str) -> Path | None:
    """Return what a text names, if it may be read; blocking.

    What is not absolute begins in the configuration folder.
    """
    path = Path(hass.config.path(text.strip())).resolve()
    own = own_folder(hass).resolve()
    is_allowed = path.is_relative_to(own) or hass.config.is_allowed_path(str(path))
    return path if is_allowed else None
