"""Home Assistant's own backup: holds the journal's file still while it is copied."""

import asyncio
import logging
from typing import Final

from homeassistant.core import HomeAssistant

from .shared import DATA
from .sync.journal.database import JournalError

_LOGGER = logging.getLogger(__name__)

PATIENCE: Final = 30
"""Seconds; a backup does not wait longer for what is being written."""


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Note in the journal that it is copied; from now on changes go beside it only."""
    if (shared := hass.data.get(DATA)) is None:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await shared.async_hold_still()
    except (JournalError, TimeoutError) as err:
        _LOGGER.warning("The journal's copy in the backup may lack its end: %s", err)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Take the note away, and let the journal's file take up changes again."""
    if (shared := hass.data.get(DATA)) is None:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await shared.async_go_on()
    except (JournalError, TimeoutError) as err:
        _LOGGER.warning("The journal's file is still held: %s", err)
