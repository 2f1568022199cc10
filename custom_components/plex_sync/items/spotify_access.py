"""How a music profile signs in to Spotify, read anew at each start."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
import time
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import (
    CONF_ACCESS_TOKEN,
    CONF_CLIENT_ID,
    CONF_CLIENT_SECRET,
    CONF_TOKEN,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import (
    OAuth2TokenRequestConnectionError,
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
)
from homeassistant.helpers.config_entry_oauth2_flow import (
    ImplementationUnavailableError,
    LocalOAuth2Implementation,
    OAuth2Session,
    async_get_config_entry_implementation,
)

from ..const import CONF_ENTRY_ID, CONF_SPOTIFY, DOMAIN, SPOTIFY_DOMAIN
from ..endpoints import Endpoints
from ..sync.errors import InvalidToken, ServiceError, ServiceUnavailable

SERVICE: Final = "Spotify"
ENTRY_GONE: Final = "spotify_entry_gone"
SCOPES: Final = (
    "playlist-read-private",
    "playlist-read-collaborative",
    "user-library-read",
    "user-read-recently-played",
)
"""All that is asked for: nothing is ever written to Spotify."""
EARLY: Final = 60
"""Seconds before its end that a token is renewed."""

PATIENCE: Final = 30.0
"""Seconds that Spotify may take to renew a token."""

type TokenSupplier = Callable[[], Awaitable[str]]


class SpotifyImplementation(LocalOAuth2Implementation):
    """The user's own client at Spotify."""

    def __init__(
        self, hass: HomeAssistant, client_id: str, secret: str, endpoints: Endpoints
    ) -> None:
        """Take id and secret of the client."""
        super().__init__(
            hass,
            DOMAIN,
            client_id,
            secret,
            endpoints.spotify_authorize,
            endpoints.spotify_token,
        )

    @property
    @override
    def name(self) -> str:
        """Name of the service."""
        return SERVICE

    @property
    @override
    def extra_authorize_data(self) -> dict[str, Any]:
        """What is asked for."""
        return {"scope": " ".join(SCOPES)}


async def async_spotify_token(
    hass: HomeAssistant,
    config: Mapping[str, Any],
    endpoints: Endpoints,
    entry: ConfigEntry[Any] | None = None,
) -> TokenSupplier:
    """Return what brings a good token.

    Args:
        hass: Home Assistant.
        config: what a profile keeps of its Spotify account.
        endpoints: where Spotify lives.
        entry: the profile, in which a renewed token is kept.

    Raises:
        ServiceError: the entry that it is read from is gone, or its client is.
    """
    if (entry_id := config.get(CONF_ENTRY_ID)) is not None:
        return await _async_of_entry(hass, entry_id)
    if CONF_CLIENT_ID in config:
        implementation = SpotifyImplementation(
            hass, config[CONF_CLIENT_ID], config[CONF_CLIENT_SECRET], endpoints
        )
        return _of_client(hass, implementation, dict(config[CONF_TOKEN]), entry)
    token = str(config[CONF_ACCESS_TOKEN])

    async def given() -> str:
        return token

    return given


async def _async_of_entry(hass: HomeAssistant, entry_id: str) -> TokenSupplier:
    """Use the account that Home Assistant's own Spotify integration has."""
    owner = hass.config_entries.async_get_entry(entry_id)
    if owner is None or owner.domain != SPOTIFY_DOMAIN:
        raise ServiceError(SERVICE, reason=ENTRY_GONE)
    try:
        implementation = await async_get_config_entry_implementation(hass, owner)
    except ImplementationUnavailableError as err:
        raise ServiceUnavailable(SERVICE, "its sign-in is not at hand") from err
    except ValueError as err:
        raise ServiceError(SERVICE, reason=ENTRY_GONE) from err
    session = OAuth2Session(hass, owner, implementation)

    async def supply() -> str:
        await _async_renewed(session.async_ensure_token_valid())
        return str(session.token[CONF_ACCESS_TOKEN])

    return supply


def _of_client(
    hass: HomeAssistant,
    implementation: SpotifyImplementation,
    token: dict[str, Any],
    entry: ConfigEntry[Any] | None,
) -> TokenSupplier:
    """Use the user's own client; a renewed token is kept in the profile."""
    lock = asyncio.Lock()

    async def supply() -> str:
        async with lock:
            if float(token.get("expires_at", 0)) < time.time() + EARLY:
                token.update(
                    await _async_renewed(implementation.async_refresh_token(token))
                )
                if entry is not None:
                    spotify = {**entry.data[CONF_SPOTIFY], CONF_TOKEN: dict(token)}
                    hass.config_entries.async_update_entry(
                        entry, data={**entry.data, CONF_SPOTIFY: spotify}
                    )
            return str(token[CONF_ACCESS_TOKEN])

    return supply


async def _async_renewed[T](renewing: Awaitable[T]) -> T:
    """Wait for a token to be renewed, and say in own words what went wrong."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await renewing
    except OAuth2TokenRequestReauthError as err:
        raise InvalidToken(SERVICE) from err
    except (
        OAuth2TokenRequestError,
        OAuth2TokenRequestConnectionError,
        TimeoutError,
    ) as err:
        raise ServiceUnavailable(SERVICE, "the token cannot be renewed") from err
