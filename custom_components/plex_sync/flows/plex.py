"""The steps that lead to a Plex server: by Home Assistant, plex.tv, or address."""

from collections.abc import Sequence
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import CONF_ENTRY_ID, CONF_SERVER, PLEX_DOMAIN
from .addresses import server_url
from .plex_signin import PlexSignInSteps
from .steps import TOKEN

BY_ADDRESS: Final = "address"
BY_SIGNING_IN: Final = "plex_tv"


class PlexSteps(PlexSignInSteps):
    """The steps; they end in `_after_plex`."""

    async def async_step_plex(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer the servers that Home Assistant knows already, and the other ways."""
        servers = self.hass.config_entries.async_entries(
            PLEX_DOMAIN, include_ignore=False, include_disabled=False
        )
        chosen = self._known.get(CONF_ENTRY_ID) or (BY_ADDRESS if self._known else None)
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen = user_input[CONF_SERVER]
            if chosen == BY_ADDRESS:
                return await self.async_step_plex_address()
            if chosen == BY_SIGNING_IN:
                return await self.async_step_plex_tv()
            if (error := await self._async_try_plex({CONF_ENTRY_ID: chosen})) is None:
                return await self._after_plex()
            errors["base"] = error
        return self.async_show_form(
            step_id="plex",
            data_schema=_server_schema(servers, chosen),
            errors=errors,
            description_placeholders=self._plex_words(),
        )

    async def async_step_plex_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for address and token."""
        token = self._known.get(CONF_TOKEN)
        errors: dict[str, str] = {}
        if user_input is not None:
            typed = user_input.get(CONF_TOKEN, "").strip()
            if (url := server_url(user_input[CONF_URL])) is None:
                errors[CONF_URL] = "invalid_url"
            else:
                connection = {
                    CONF_URL: url,
                    CONF_TOKEN: typed or token,
                    CONF_VERIFY_SSL: user_input[CONF_VERIFY_SSL],
                }
                if (error := await self._async_try_plex(connection)) is None:
                    return await self._after_plex()
                errors["base"] = error
        shown = {key: value for key, value in self._known.items() if key != CONF_TOKEN}
        return self.async_show_form(
            step_id="plex_address",
            data_schema=self.add_suggested_values_to_schema(
                _address_schema(token_needed=not token), user_input or shown
            ),
            errors=errors,
            description_placeholders=self._plex_words(),
        )

    async def async_step_plex_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask how the same user is to be signed in again."""
        if CONF_ENTRY_ID in self._known and not self._user.get(CONF_TOKEN):
            return await self.async_step_plex_entry_again()
        return self.async_show_menu(
            step_id="plex_again",
            menu_options=["plex_tv", "plex_token_again"],
            description_placeholders=self._plex_words(),
        )

    async def async_step_plex_token_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another token of the same user."""
        errors: dict[str, str] = {}
        if user_input is not None:
            token = {CONF_TOKEN: user_input[CONF_TOKEN].strip()}
            connection, user = self._known, self._user
            if user.get(CONF_TOKEN):
                user = {**user, **token}
            else:
                connection = {**connection, **token}
            if (error := await self._async_try_plex(connection, user)) is None:
                return await self._after_plex()
            errors["base"] = error
        return self.async_show_form(
            step_id="plex_token_again",
            data_schema=vol.Schema({vol.Required(CONF_TOKEN): TOKEN}),
            errors=errors,
            description_placeholders=self._plex_words(),
        )

    async def async_step_plex_entry_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait until Home Assistant's own Plex integration is signed in again."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if (error := await self._async_try_plex(self._known)) is None:
                return await self._after_plex()
            errors["base"] = error
        return self.async_show_form(
            step_id="plex_entry_again",
            data_schema=vol.Schema({}),
            errors=errors,
            description_placeholders=self._plex_words(),
        )


def _server_schema(servers: Sequence[ConfigEntry], chosen: str | None) -> vol.Schema:
    """Ask for one of the servers, or for another way."""
    options = [
        SelectOptionDict(value=server.entry_id, label=server.data[CONF_SERVER])
        for server in servers
    ]
    options += [
        SelectOptionDict(value=way, label=way) for way in (BY_SIGNING_IN, BY_ADDRESS)
    ]
    values = [option["value"] for option in options]
    default = chosen if chosen in values else values[0]
    return vol.Schema(
        {
            vol.Required(CONF_SERVER, default=default): SelectSelector(
                SelectSelectorConfig(
                    options=options,
                    mode=SelectSelectorMode.LIST,
                    translation_key="plex_server",
                )
            )
        }
    )


def _address_schema(*, token_needed: bool) -> vol.Schema:
    """Ask for address and token; a profile that has a token may keep it."""
    marker = vol.Required if token_needed else vol.Optional
    return vol.Schema(
        {
            vol.Required(CONF_URL): TextSelector(
                TextSelectorConfig(type=TextSelectorType.URL)
            ),
            marker(CONF_TOKEN): TOKEN,
            vol.Required(CONF_VERIFY_SSL, default=True): BooleanSelector(),
        }
    )
