"""What the flows ask of the services before they keep anything."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..anilist import AniListClient, Lane, Viewer
from ..connection import async_client_identifier, plex_connection
from ..const import CONF_ENTRY_ID, CONF_PLEX, CONF_PLEX_USER
from ..endpoints import Endpoints
from ..plex.model import Section, SectionType, Server
from ..plex.server import PlexServer
from ..plex.things import PlexThing
from ..shared import DATA, Shared
from ..sync.errors import RateLimited, ServiceError, ServiceUnavailable

PATIENCE: Final = 20.0
"""Seconds that a person looks at a form which does nothing."""

VIDEO: Final = frozenset({SectionType.MOVIE, SectionType.SHOW})
MUSIC: Final = frozenset({SectionType.ARTIST})

ANILIST_REFUSED: Final = "anilist_token_refused"
PLEX_REFUSED: Final = "plex_token_refused"
PLEX_ENTRY_REFUSED: Final = "plex_entry_refused"
PIN_NEEDED: Final = "plex_pin_needed"
NOT_SHARED: Final = "server_not_shared"
SPOTIFY_REFUSED: Final = "spotify_token_refused"
REFUSED: Final = frozenset(
    {ANILIST_REFUSED, PLEX_REFUSED, PLEX_ENTRY_REFUSED, SPOTIFY_REFUSED}
)
"""Errors that only a new token mends."""
_PLEX_ERRORS: Final[Mapping[str, str]] = {
    "account_unknown": "plex_account_unknown",
    "forbidden": PLEX_REFUSED,
    "gone": "not_plex",
    "invalid_token": PLEX_REFUSED,
    "not_plex": "not_plex",
    "plex_entry_gone": "plex_entry_gone",
    "rate_limited": "plex_busy",
    "refused": "not_plex",
    "tls": "plex_tls",
}
_PLEX_TV_ERRORS: Final[Mapping[str, str]] = {
    "forbidden": "plex_account_refused",
    "invalid_token": "plex_account_refused",
    "pin_needed": PIN_NEEDED,
    "rate_limited": "plex_busy",
    "server_not_shared": NOT_SHARED,
    "wrong_pin": "plex_wrong_pin",
}
_ANILIST_ERRORS: Final[Mapping[str, str]] = {
    "invalid_token": ANILIST_REFUSED,
    "rate_limited": "anilist_busy",
    "service_off": "anilist_off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexSide:
    """A server that answered, and whose the token is."""

    server: Server
    account_id: int
    libraries: tuple[Section, ...]
    """Those of use that the user sees."""


async def async_meet_plex(
    hass: HomeAssistant,
    connection: Mapping[str, Any],
    user: Mapping[str, Any],
    account_id: int | None = None,
    types: Collection[SectionType] = VIDEO,
) -> PlexSide:
    """Ask a server who it is, whose the token is, and which libraries are there.

    Args:
        hass: Home Assistant.
        connection: what a profile keeps of the way to its server.
        user: what it keeps of its Plex user; a token there is the one that is used.
        account_id: the server's number of the user, where it is known already.
        types: the types of library that are of use.

    Raises:
        ServiceError: it did not answer, or not as it should.
    """
    server = await _async_open(hass, connection, user)
    try:
        return PlexSide(
            server=await server.connect(),
            account_id=account_id or await server.account_id(),
            libraries=tuple(
                section for section in await server.sections() if section.type in types
            ),
        )
    finally:
        await server.close()


async def async_search_plex(
    hass: HomeAssistant,
    connection: Mapping[str, Any],
    user: Mapping[str, Any],
    text: str,
) -> list[PlexThing]:
    """Look for music on a profile's server, as its user sees it.

    Raises:
        ServiceError: it did not answer, or not as it should.
    """
    server = await _async_open(hass, connection, user)
    try:
        return await server.things.search(text)
    finally:
        await server.close()


async def _async_open(
    hass: HomeAssistant, connection: Mapping[str, Any], user: Mapping[str, Any]
) -> PlexServer:
    """Open the door that a profile's data lead to; nothing is asked yet."""
    config = plex_connection(hass, {CONF_PLEX: connection, CONF_PLEX_USER: user})
    return PlexServer(
        config.url,
        config.token,
        verify_tls=config.verify_tls,
        client_identifier=await async_client_identifier(hass),
        timeout=PATIENCE / 2,
        endpoints=shared_of(hass).endpoints.plex,
    )


async def async_meet_anilist(hass: HomeAssistant, token: str) -> Viewer:
    """Ask AniList whose a token is.

    Raises:
        ServiceError: it did not answer, or not as it should.
    """
    shared = shared_of(hass)
    limiter = shared.limiter
    client = AniListClient(
        async_get_clientsession(hass),
        token,
        limiter=limiter,
        endpoint=shared.endpoints.anilist,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            return await client.lane(Lane.USER).viewer()
    except TimeoutError:
        if limiter.paused_for:
            raise RateLimited("AniList", limiter.paused_for) from None
        raise ServiceUnavailable("AniList", "no answer in time") from None


def plex_error(error: ServiceError, connection: Mapping[str, Any]) -> str:
    """Return the translation key for what went wrong on the way to a server."""
    key = _PLEX_ERRORS.get(error.reason, "plex_unreachable")
    if key == PLEX_REFUSED and CONF_ENTRY_ID in connection:
        return PLEX_ENTRY_REFUSED
    return key


def plex_tv_error(error: ServiceError) -> str:
    """Return the translation key for what went wrong with plex.tv."""
    return _PLEX_TV_ERRORS.get(error.reason, "plex_tv_unreachable")


def anilist_error(error: ServiceError) -> str:
    """Return the translation key for what went wrong with AniList."""
    return _ANILIST_ERRORS.get(error.reason, "anilist_unreachable")


def shared_of(hass: HomeAssistant) -> Shared:
    """Return what profiles share; the first one is made before it is there."""
    return hass.data.get(DATA) or Shared(hass, Endpoints())
