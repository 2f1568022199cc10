"""The steps that lead to an AniList account."""

import asyncio
from collections.abc import Mapping
import time
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_CLIENT_ID, CONF_CLIENT_SECRET, CONF_TOKEN
from homeassistant.data_entry_flow import section
from homeassistant.exceptions import (
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
)
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol
from yarl import URL

from ..anilist import Viewer
from ..const import CONF_ANILIST, CONF_USER_ID, CONF_USER_NAME
from ..sync.errors import ServiceError
from .anilist_paste import Paste, claims_of, read_paste
from .anilist_redirect import (
    SOME_REDIRECT_URL,
    TIMEOUT,
    AniListImplementation,
    redirect_url,
)
from .doors import anilist_error, async_meet_anilist, shared_of
from .steps import TOKEN, ProfileSteps, Step

APPS_URL: Final = "https://anilist.co/settings/developer"
PIN_URL: Final = "https://anilist.co/api/v2/oauth/pin"
CONF_EXPIRES_AT: Final = "expires_at"
CONF_OTHER: Final = "other"


class AniListSteps(ProfileSteps):
    """The steps; they end in `_after_anilist`."""

    _after_anilist: Step
    _account_found: str = ""
    _anilist_token: str
    _answer: Mapping[str, Any]
    _begun_at: str = "anilist"
    """The step to show again when signing in did not work."""
    _client_id: str = ""
    _expires_at: int | None = None
    _implementation: AniListImplementation
    _other_way: bool = False
    """Whether the last form was sent with one of the other ways."""
    _viewer: Viewer

    async def async_step_anilist(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the client through which the person allows the access."""
        return await self._async_ask_client("anilist", user_input)

    async def async_step_anilist_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask the same for another token of the same account."""
        if (profile := self._profile) is not None and not self._client_id:
            self._client_id = profile.data[CONF_ANILIST].get(CONF_CLIENT_ID, "")
        return await self._async_ask_client("anilist_again", user_input)

    async def async_step_anilist_token(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the link that leads to a token, and take the token."""
        error = None
        if user_input is not None:
            paste = read_paste(user_input[CONF_TOKEN])
            if (error := await self._async_use(paste)) is None:
                return await self._after_anilist()
        return self.async_show_form(
            step_id="anilist_token",
            data_schema=vol.Schema({vol.Required(CONF_TOKEN): TOKEN}),
            errors={"base": error} if error else {},
            description_placeholders={
                **self._anilist_words(),
                "authorize_url": self._authorize_url(),
            },
        )

    async def async_step_anilist_redirect(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let AniList ask, and lead back to Home Assistant."""
        if user_input is not None:
            self._answer = user_input
            return self.async_external_step_done(next_step_id="anilist_code")
        url = await self._implementation.async_generate_authorize_url(self.flow_id)
        return self.async_external_step(step_id="anilist_redirect", url=url)

    async def async_step_anilist_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Turn what AniList led back with into a token."""
        if (error := await self._async_use_code()) is None:
            return await self._after_anilist()
        return self._show_client(self._begun_at, {"base": error})

    async def _async_ask_client(
        self, step_id: str, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Go on with the link, by redirect, or with a token that is there already."""
        self._begun_at = step_id
        if user_input is None:
            return self._show_client(step_id, {})
        other = user_input[CONF_OTHER]
        self._other_way = bool(other)
        typed = user_input.get(CONF_CLIENT_ID, "")
        paste = read_paste(other.get(CONF_TOKEN) or typed)
        if paste.client_id is None or CONF_TOKEN in other:
            if (error := await self._async_use(paste)) is None:
                return await self._after_anilist()
            return self._show_client(step_id, {"base": error})
        self._client_id = paste.client_id
        if secret := other.get(CONF_CLIENT_SECRET, "").strip():
            if not redirect_url(self.hass):
                return self._show_client(step_id, {"base": "anilist_no_redirect"})
            self._implementation = AniListImplementation(
                self.hass, self._client_id, secret
            )
            return await self.async_step_anilist_redirect()
        return await self.async_step_anilist_token()

    def _show_client(self, step_id: str, errors: dict[str, str]) -> ConfigFlowResult:
        """Show the form that asks for the client."""
        described = {"suggested_value": self._client_id} if self._client_id else None
        other = vol.Schema(
            {vol.Optional(CONF_CLIENT_SECRET): TOKEN, vol.Optional(CONF_TOKEN): TOKEN}
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema(
                {
                    vol.Optional(CONF_CLIENT_ID, description=described): TextSelector(),
                    vol.Required(CONF_OTHER, default={}): section(
                        other, {"collapsed": not self._other_way}
                    ),
                }
            ),
            errors=errors,
            description_placeholders=self._anilist_words(),
        )

    async def _async_probe_anilist(self) -> str | None:
        """Return what is wrong with the profile's token."""
        profile = self._get_reauth_entry()
        return await self._async_try_anilist(profile.data[CONF_ANILIST][CONF_TOKEN])

    async def _async_use(self, paste: Paste) -> str | None:
        """Use what was pasted, if it leads to an account that will do."""
        if paste.client_id is not None:
            known, self._client_id = self._client_id, paste.client_id
            new = known != paste.client_id
            return "anilist_other_id_pasted" if new else "anilist_id_pasted"
        if paste.error is not None or paste.token is None:
            return paste.error
        return await self._async_try_anilist(paste.token)

    async def _async_use_code(self) -> str | None:
        """Get a token for the code, and use it."""
        if "error" in self._answer:
            return "anilist_denied"
        try:
            async with asyncio.timeout(TIMEOUT):
                token = await self._implementation.async_resolve_external_data(
                    self._answer
                )
            access_token = str(token["access_token"])
            lasts = int(token.get("expires_in") or 0)
        except OAuth2TokenRequestReauthError:
            return "anilist_client_refused"
        except (
            OAuth2TokenRequestError,
            TimeoutError,
            ValueError,
            LookupError,
            TypeError,
            aiohttp.ClientError,
        ):
            return "anilist_unreachable"
        error = await self._async_try_anilist(access_token)
        if self._expires_at is None and lasts:
            self._expires_at = int(time.time()) + lasts
        return error

    async def _async_try_anilist(self, token: str) -> str | None:
        """Keep a token and whose it is; an error's key if that is not to be."""
        claims, wanted = claims_of(token), None
        if (profile := self._profile) is not None:
            wanted = profile.data[CONF_ANILIST][CONF_USER_ID]
            if claims.user_id not in (None, wanted):
                self._account_found = f"#{claims.user_id}"
                return "other_anilist_account"
        try:
            viewer = await async_meet_anilist(self.hass, token)
        except ServiceError as err:
            return anilist_error(err)
        self._anilist_token, self._viewer = token, viewer
        self._account_found, self._expires_at = viewer.name, claims.expires_at
        return None if wanted in (None, viewer.id) else "other_anilist_account"

    def _authorize_url(self) -> str:
        """Return where the person allows the client."""
        url = URL(shared_of(self.hass).endpoints.anilist_authorize)
        query = {"client_id": self._client_id, "response_type": "token"}
        return str(url.with_query(query))

    def _anilist_words(self) -> dict[str, str]:
        """What the texts name."""
        profile = self._profile
        return {
            "account": profile.data[CONF_ANILIST][CONF_USER_NAME] if profile else "",
            "apps_url": APPS_URL,
            "client_id": self._client_id,
            "found": self._account_found,
            "pin_url": PIN_URL,
            "redirect_url": redirect_url(self.hass) or SOME_REDIRECT_URL,
        }

    def _anilist_data(self) -> dict[str, Any]:
        """Return what a profile keeps of its account; the secret is not."""
        known: dict[str, Any] = {}
        if self._expires_at is not None:
            known[CONF_EXPIRES_AT] = self._expires_at
        if self._client_id:
            known[CONF_CLIENT_ID] = self._client_id
        return {
            CONF_ANILIST: {
                CONF_TOKEN: self._anilist_token,
                CONF_USER_ID: self._viewer.id,
                CONF_USER_NAME: self._viewer.name,
                **known,
            }
        }

    async def _async_keep_anilist(self) -> ConfigFlowResult:
        """Let the profile use the new token."""
        profile = self._profile
        if TYPE_CHECKING:
            assert profile is not None
        return self.async_update_reload_and_abort(
            profile, data_updates=self._anilist_data()
        )
