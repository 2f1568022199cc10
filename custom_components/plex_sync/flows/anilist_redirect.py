"""Signing in to AniList by Home Assistant's redirect."""

from typing import Final, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    AUTH_CALLBACK_PATH,
    LocalOAuth2Implementation,
    async_get_redirect_uri,
)
from homeassistant.helpers.network import NoURLAvailableError, get_url

from ..const import DOMAIN
from .doors import shared_of

TIMEOUT: Final = 20.0
"""Seconds that AniList may take to turn a code into a token."""
SOME_REDIRECT_URL: Final = f"https://…{AUTH_CALLBACK_PATH}"
"""How it looks where Home Assistant does not know its own address."""


class AniListImplementation(LocalOAuth2Implementation):
    """The user's own client at AniList; its tokens cannot be refreshed."""

    def __init__(self, hass: HomeAssistant, client_id: str, secret: str) -> None:
        """Take id and secret of the client."""
        endpoints = shared_of(hass).endpoints
        super().__init__(
            hass,
            DOMAIN,
            client_id,
            secret,
            endpoints.anilist_authorize,
            endpoints.anilist_token,
        )

    @property
    @override
    def name(self) -> str:
        """Name of the service."""
        return "AniList"


def redirect_url(hass: HomeAssistant) -> str:
    """Return where AniList has to lead back to; empty if there is no such address."""
    try:
        return async_get_redirect_uri(hass)
    except RuntimeError:
        # Nobody looks yet: a profile has asked for signing in again by itself.
        pass
    try:
        return f"{get_url(hass, prefer_external=True)}{AUTH_CALLBACK_PATH}"
    except NoURLAvailableError:
        return ""
