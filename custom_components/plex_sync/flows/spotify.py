"""The steps that lead to a Spotify account, or on without one."""

import asyncio
from collections.abc import Mapping, Sequence
import time
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import (
    CONF_ACCESS_TOKEN,
    CONF_CLIENT_ID,
    CONF_CLIENT_SECRET,
    CONF_TOKEN,
)
from homeassistant.exceptions import OAuth2TokenRequestReauthError
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..const import (
    CONF_ENTRY_ID,
    CONF_SPOTIFY,
    CONF_USER_ID,
    CONF_USER_NAME,
    SPOTIFY_DOMAIN,
)
from ..items.spotify_access import SpotifyImplementation, async_spotify_token
from ..spotify import SpotifyClient, SpotifyUser
from ..sync.errors import ServiceError
from .anilist_redirect import TIMEOUT, redirect_url
from .doors import PATIENCE, SPOTIFY_REFUSED, shared_of
from .steps import TOKEN, ProfileSteps, Step

APPS_URL: Final = "https://developer.spotify.com/dashboard"
CONF_ACCOUNT: Final = "account"
BY_CLIENT: Final = "client"
BY_TOKEN: Final = "token"
BY_FILES: Final = "files"
_ERRORS: Final[Mapping[str, str]] = {
    "invalid_token": SPOTIFY_REFUSED,
    "premium_lapsed": "spotify_premium",
    "not_registered": "spotify_not_registered",
    "missing_scope": "spotify_scope",
    "rate_limited": "spotify_busy",
    "blocked": "spotify_busy",
    "spotify_entry_gone": "spotify_entry_gone",
}


def spotify_error(error: ServiceError) -> str:
    """Return the translation key for what went wrong with Spotify."""
    return _ERRORS.get(error.reason, "spotify_unreachable")


class SpotifySteps(ProfileSteps):
    """The steps; they end in `_after_spotify`."""

    _after_spotify: Step
    _spotify: Mapping[str, Any] | None = None
    """What a profile keeps of the account; `None`: files alone."""
    _spotify_answer: Mapping[str, Any]
    _spotify_client: Mapping[str, str]
    _spotify_found: str = ""
    _spotify_implementation: SpotifyImplementation
    _spotify_user: SpotifyUser | None = None

    async def async_step_spotify(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer the accounts that Home Assistant knows already, and the other ways."""
        accounts = self.hass.config_entries.async_entries(
            SPOTIFY_DOMAIN, include_ignore=False, include_disabled=False
        )
        errors: dict[str, str] = {}
        chosen: str | None = None
        if user_input is not None:
            chosen = user_input[CONF_ACCOUNT]
            if chosen == BY_FILES:
                self._spotify = None
                return await self._after_spotify()
            if chosen == BY_CLIENT:
                return await self.async_step_spotify_client()
            if chosen == BY_TOKEN:
                return await self.async_step_spotify_token()
            error = await self._async_try_spotify({CONF_ENTRY_ID: chosen})
            if error is None:
                return await self._after_spotify()
            errors["base"] = error
        return self.async_show_form(
            step_id="spotify",
            data_schema=_account_schema(accounts, chosen),
            errors=errors,
            description_placeholders=self._spotify_words(),
        )

    async def async_step_spotify_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask how the same account is to be signed in again."""
        return self.async_show_menu(
            step_id="spotify_again", menu_options=["spotify_client", "spotify_token"]
        )

    async def async_step_spotify_client(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the client through which the person allows the access."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._spotify_client = {
                name: user_input[name].strip()
                for name in (CONF_CLIENT_ID, CONF_CLIENT_SECRET)
            }
            if redirect_url(self.hass):
                self._spotify_implementation = SpotifyImplementation(
                    self.hass,
                    self._spotify_client[CONF_CLIENT_ID],
                    self._spotify_client[CONF_CLIENT_SECRET],
                    shared_of(self.hass).endpoints,
                )
                return await self.async_step_spotify_redirect()
            errors["base"] = "spotify_no_redirect"
        return self._show_spotify_client(errors)

    async def async_step_spotify_redirect(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let Spotify ask, and lead back to Home Assistant."""
        if user_input is not None:
            self._spotify_answer = user_input
            return self.async_external_step_done(next_step_id="spotify_code")
        implementation = self._spotify_implementation
        url = await implementation.async_generate_authorize_url(self.flow_id)
        return self.async_external_step(step_id="spotify_redirect", url=url)

    async def async_step_spotify_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Turn what Spotify led back with into an account."""
        if (error := await self._async_use_spotify_code()) is None:
            return await self._after_spotify()
        return self._show_spotify_client({"base": error})

    async def async_step_spotify_token(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a token that is there already."""
        errors: dict[str, str] = {}
        if user_input is not None:
            token = user_input[CONF_ACCESS_TOKEN].strip()
            error = await self._async_try_spotify({CONF_ACCESS_TOKEN: token})
            if error is None:
                return await self._after_spotify()
            errors["base"] = error
        return self.async_show_form(
            step_id="spotify_token",
            data_schema=vol.Schema({vol.Required(CONF_ACCESS_TOKEN): TOKEN}),
            errors=errors,
            description_placeholders=self._spotify_words(),
        )

    def _show_spotify_client(self, errors: dict[str, str]) -> ConfigFlowResult:
        return self.async_show_form(
            step_id="spotify_client",
            data_schema=vol.Schema(
                {
                    vol.Required(CONF_CLIENT_ID): TextSelector(),
                    vol.Required(CONF_CLIENT_SECRET): TOKEN,
                }
            ),
            errors=errors,
            description_placeholders=self._spotify_words(),
        )

    async def _async_use_spotify_code(self) -> str | None:
        """Get a token for the code, and use it."""
        if "error" in self._spotify_answer:
            return "spotify_denied"
        try:
            async with asyncio.timeout(TIMEOUT):
                resolve = self._spotify_implementation.async_resolve_external_data
                token = dict(await resolve(self._spotify_answer))
            token["expires_at"] = time.time() + int(token["expires_in"])
        except OAuth2TokenRequestReauthError:
            return "spotify_client_refused"
        except (
            TimeoutError,
            ValueError,
            LookupError,
            TypeError,
            aiohttp.ClientError,
        ):
            return "spotify_unreachable"
        return await self._async_try_spotify(
            {**self._spotify_client, CONF_TOKEN: token}
        )

    async def _async_probe_spotify(self) -> str | None:
        """Return what is wrong with the profile's account."""
        return await self._async_try_spotify(
            self._get_reauth_entry().data[CONF_SPOTIFY]
        )

    async def _async_try_spotify(self, config: Mapping[str, Any]) -> str | None:
        """Keep an account if it answers; an error's key if not."""
        shared = shared_of(self.hass)
        try:
            supply = await async_spotify_token(self.hass, config, shared.endpoints)
            client = SpotifyClient(
                async_get_clientsession(self.hass),
                supply,
                limiter=shared.spotify_limiter,
                endpoint=shared.endpoints.spotify,
                timeout=PATIENCE / 2,
            )
            user = await client.me()
        except ServiceError as err:
            return spotify_error(err)
        self._spotify_found = user.name
        if (profile := self._profile) is not None and (
            known := profile.data.get(CONF_SPOTIFY)
        ):
            if known[CONF_USER_ID] != user.id:
                return "other_spotify_account"
        self._spotify_user = user
        self._spotify = {
            CONF_USER_ID: user.id,
            CONF_USER_NAME: user.name,
            **{key: value for key, value in config.items() if key not in _USER},
        }
        return None

    def _spotify_words(self) -> dict[str, str]:
        """What the texts name."""
        profile = self._profile
        known = profile.data.get(CONF_SPOTIFY) if profile is not None else None
        return {
            "account": known[CONF_USER_NAME] if known else "",
            "apps_url": APPS_URL,
            "found": self._spotify_found,
            "redirect_url": redirect_url(self.hass),
        }

    def _spotify_data(self) -> dict[str, Any]:
        """Return what a profile keeps of its account."""
        return {CONF_SPOTIFY: dict(self._spotify) if self._spotify else None}

    async def _async_keep_spotify(self) -> ConfigFlowResult:
        """Let the profile use the new token."""
        profile = self._profile
        if TYPE_CHECKING:
            assert profile is not None
        return self.async_update_reload_and_abort(
            profile, data_updates=self._spotify_data()
        )


_USER: Final = (CONF_USER_ID, CONF_USER_NAME)


def _account_schema(accounts: Sequence[ConfigEntry], chosen: str | None) -> vol.Schema:
    """Ask for one of the accounts, or for another way."""
    options = [
        SelectOptionDict(value=account.entry_id, label=account.title)
        for account in accounts
    ]
    options += [
        SelectOptionDict(value=way, label=way)
        for way in (BY_CLIENT, BY_FILES, BY_TOKEN)
    ]
    values = [option["value"] for option in options]
    return vol.Schema(
        {
            vol.Required(
                CONF_ACCOUNT, default=chosen if chosen in values else values[0]
            ): SelectSelector(
                SelectSelectorConfig(
                    options=options,
                    mode=SelectSelectorMode.LIST,
                    translation_key="spotify_account",
                )
            )
        }
    )
