"""The programs that a music profile hands things to: those that are turned on."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .issues import async_raise_hand_off_failed
from .lidarr_access import async_lidarr_hand_off
from .music.handoff.protocol import HandOff
from .shared import Shared
from .slskd_access import async_slskd_hand_off
from .spotify import SpotifyClient
from .sync.errors import ServiceError
from .sync.journal.journal import Journal
from .texts import failure_of

type Build = Callable[[], Awaitable[HandOff | None]]


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

    builders: dict[str, Build] = {
        "lidarr": partial(
            async_lidarr_hand_off, hass, entry.options, shared, journal, upc_of
        ),
        "slskd": partial(async_slskd_hand_off, hass, entry.options),
    }
    programs: list[HandOff] = []
    for service, build in builders.items():
        try:
            program = await build()
        except ServiceError as err:
            message = str(failure_of(err))
            async_raise_hand_off_failed(
                hass, entry.entry_id, entry.title, service, message
            )
            continue
        if program is not None:
            programs.append(program)
    return programs
