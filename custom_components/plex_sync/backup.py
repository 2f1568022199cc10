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
    """Bring the journal's file up to date; from now on changes go beside it only."""
    journal = shared.journal if (shared := hass.data.get(DATA)) is not None else None
    if journal is None:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await journal.hold_still()
    except (JournalError, TimeoutError) as err:
        _LOGGER.warning("The journal's copy in the backup may lack its end: %s", err)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Let the journal's file take up changes again."""
    journal = shared.journal if (shared := hass.data.get(DATA)) is not None else None
    if journal is None:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await journal.go_on()
    except (JournalError, TimeoutError) as err:
        _LOGGER.warning("The journal's file is still held: %s", err)
