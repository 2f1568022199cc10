"""The steps that lead to an AniList account."""

import base64
import json
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_TOKEN
import voluptuous as vol

from ..anilist import Viewer
from ..const import CONF_ANILIST, CONF_USER_ID, CONF_USER_NAME
from ..sync.errors import ServiceError
from .doors import anilist_error, async_meet_anilist
from .steps import TOKEN, ProfileSteps, Step

APPS_URL: Final = "https://anilist.co/settings/developer"
AUTHORIZE_URL: Final = (
    "https://anilist.co/api/v2/oauth/authorize?response_type=token&client_id="
)
PIN_URL: Final = "https://anilist.co/api/v2/oauth/pin"

_SCHEMA: Final = vol.Schema({vol.Required(CONF_TOKEN): TOKEN})
_JWT_BEGINS: Final = "eyJ"
_SIGNATURE_UNIT: Final = 32
"""Bytes: signatures of all usual kinds are a multiple of it."""


class AniListSteps(ProfileSteps):
    """The steps; they end in `_after_anilist`."""

    _after_anilist: Step
    _anilist_token: str
    _viewer: Viewer
    _account_found: str = ""

    async def async_step_anilist(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a token."""
        return await self._async_ask_token("anilist", user_input)

    async def async_step_anilist_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another token of the same account."""
        return await self._async_ask_token("anilist_again", user_input)

    async def _async_ask_token(
        self, step_id: str, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Go on once a token leads to an account that will do."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if (error := await self._async_try_anilist(user_input[CONF_TOKEN])) is None:
                return await self._after_anilist()
            errors["base"] = error
        profile = self._profile
        return self.async_show_form(
            step_id=step_id,
            data_schema=_SCHEMA,
            errors=errors,
            description_placeholders={
                "account": profile.data[CONF_ANILIST][CONF_USER_NAME]
                if profile
                else "",
                "apps_url": APPS_URL,
                "authorize_url": AUTHORIZE_URL,
                "found": self._account_found,
                "pin_url": PIN_URL,
            },
        )

    async def _async_probe_anilist(self) -> str | None:
        """Return what is wrong with the profile's token."""
        profile = self._get_reauth_entry()
        return await self._async_try_anilist(profile.data[CONF_ANILIST][CONF_TOKEN])

    async def _async_try_anilist(self, text: str) -> str | None:
        """Keep a token and whose it is; an error's key if that is not to be."""
        token = "".join(text.split())
        if is_cut_off(token):
            return "anilist_token_cut_off"
        try:
            viewer = await async_meet_anilist(self.hass, token)
        except ServiceError as err:
            return anilist_error(err)
        self._anilist_token, self._viewer = token, viewer
        self._account_found = viewer.name
        if (profile := self._profile) is not None:
            if viewer.id != profile.data[CONF_ANILIST][CONF_USER_ID]:
                return "other_anilist_account"
        return None

    def _anilist_data(self) -> dict[str, Any]:
        """Return what a profile keeps of its account."""
        return {
            CONF_ANILIST: {
                CONF_TOKEN: self._anilist_token,
                CONF_USER_ID: self._viewer.id,
                CONF_USER_NAME: self._viewer.name,
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


def is_cut_off(token: str) -> bool:
    """Tell whether a token in the form of a JWT lacks its end.

    Such a token is long, and easily not selected to its end; AniList would only say that
    it is invalid. Tokens of another form pass.
    """
    if not token.startswith(_JWT_BEGINS):
        return False
    try:
        header, payload, signature = map(_decoded, token.split("."))
        json.loads(header), json.loads(payload)
    except ValueError:
        return True
    return not signature or len(signature) % _SIGNATURE_UNIT != 0


def _decoded(part: str) -> bytes:
    """Decode a part of a JWT, which goes without padding."""
    return base64.b64decode(
        part + "=" * (-len(part) % 4), altchars=b"-_", validate=True
    )
