"""The programs that a music profile hands things to: those that are turned on."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..issues import async_raise_hand_off_failed
from ..music.handoff.protocol import HandOff
from ..shared import Shared
from ..spotify import SpotifyClient
from ..sync.errors import ServiceError
from ..sync.journal.journal import Journal
from ..texts import failure_of
from .lidarr_access import async_lidarr_hand_off
from .slskd_access import async_slskd_hand_off


async def async_programs(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    shared: Shared,
    journal: Journal,
    spotify: SpotifyClient | None,
) -> list[HandOff]:
    """Build what things are handed to; nothing is asked yet.

    One that cannot be built becomes a repair, and the rest of the profile works.
    """

    async def upc_of(album_uri: str) -> str | None:
        return await spotify.upc(album_uri) if spotify is not None else None

    slskd = async_slskd_hand_off(hass, entry.options, shared)
    lidarr = None
    try:
        lidarr = await async_lidarr_hand_off(
            hass, entry.options, shared, journal, upc_of
        )
    except ServiceError as err:
        async_raise_hand_off_failed(
            hass, entry.entry_id, entry.title, "lidarr", str(failure_of(err))
        )
    return [each for each in (lidarr, slskd) if each is not None]
