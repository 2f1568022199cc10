"""Signing in at plex.tv, and the way from an account to its server."""

import asyncio
from collections.abc import Mapping, Sequence
import time
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.const import (
    CONF_ID,
    CONF_NAME,
    CONF_TOKEN,
    CONF_URL,
    CONF_VERIFY_SSL,
)
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..const import CONF_ACCOUNT_ID, CONF_ENTRY_ID, CONF_PLEX_USER, CONF_SERVER
from ..plex.failures import PinExpired
from ..plex.resources import AccountServer
from ..plex.signin import Pin, PlexSignIn
from ..sync.errors import ServiceError
from .addresses import server_url
from .doors import NOT_SHARED, PIN_NEEDED, REFUSED, plex_tv_error
from .household import async_address, async_household, async_servers, async_sign_in
from .plex_side import OWNER_OF_TOKEN, PlexSideSteps

CONF_RELAY: Final = "relay"
POLL_SECONDS: Final = 2.0
_ACCOUNT_ERRORS: Final = frozenset(
    {NOT_SHARED, "other_plex_user", "plex_account_refused"}
)
"""Errors that only another account mends."""
_WAY_ERRORS: Final[Mapping[str, str]] = {
    "relay_only": "plex_relay_only",
    "tls": "plex_tls",
}


class PlexSignInSteps(PlexSideSteps):
    """The steps; they end in `_after_plex`."""

    _account_token: str = ""
    _chosen_server: AccountServer
    _servers: Sequence[AccountServer]
    _pin: Pin
    _pin_error: str | None = None
    _waiting: asyncio.Task[None] | None = None

    async def async_step_plex_tv(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait until the person has said yes at plex.tv."""
        if self._waiting is None:
            sign_in = await async_sign_in(self.hass)
            try:
                self._pin = await sign_in.begin()
            except ServiceError as err:
                await sign_in.close()
                return self._plex_tv_failed(plex_tv_error(err))
            self._waiting = self.hass.async_create_background_task(
                self._async_wait(sign_in, self._pin), "Plex Sync sign-in"
            )
        if not self._waiting.done():
            return self.async_show_progress(
                step_id="plex_tv",
                progress_action="plex_tv",
                description_placeholders={"link": self._pin.link},
                progress_task=self._waiting,
            )
        self._waiting = None
        return self.async_show_progress_done(next_step_id="plex_account")

    async def async_step_plex_account(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Look for the account's servers."""
        if (error := self._pin_error) is not None:
            return self._plex_tv_failed(error)
        try:
            servers = await async_servers(self.hass, self._account_token)
        except ServiceError as err:
            return self._plex_tv_failed(plex_tv_error(err))
        if (profile := self._profile) is not None:
            wanted = profile.data[CONF_SERVER][CONF_ID]
            servers = [each for each in servers if each.machine_identifier == wanted]
            if not servers:
                return self._plex_tv_failed("server_not_in_account")
        if not servers:
            return self._plex_tv_failed("no_servers")
        self._servers = servers
        return await self.async_step_plex_server()

    async def async_step_plex_tv_failed(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin again."""
        return await self.async_step_plex_tv()

    async def async_step_plex_server(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for one of the account's servers, where it has several."""
        if len(self._servers) == 1:
            self._chosen_server = self._servers[0]
            return await self.async_step_plex_way()
        if user_input is not None:
            self._chosen_server = next(
                server
                for server in self._servers
                if server.machine_identifier == user_input[CONF_SERVER]
            )
            return await self.async_step_plex_way()
        return self.async_show_form(
            step_id="plex_server",
            data_schema=_servers_schema(self._servers),
            description_placeholders=self._plex_words(),
        )

    async def async_step_plex_way(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Find the best address; ask for one only if none will do."""
        typed = user_input or {}
        errors, address = await self._async_choose_address(typed)
        if not errors:
            error = await self._async_enter(address)
            if error is None:
                return await self._after_plex()
            if error == PIN_NEEDED:
                self._after_user = self._after_plex
                return await self.async_step_plex_pin()
            if error in _ACCOUNT_ERRORS:
                return self._plex_tv_failed(error)
            errors["base"] = error
        return self.async_show_form(
            step_id="plex_way",
            data_schema=self.add_suggested_values_to_schema(_WAY_SCHEMA, typed),
            errors=errors,
            description_placeholders={
                **self._plex_words(),
                "name": self._chosen_server.name,
            },
        )

    async def _async_wait(self, sign_in: PlexSignIn, pin: Pin) -> None:
        """Ask until there is a token, or it is too late."""
        self._pin_error = "plex_pin_expired"
        try:
            while time.time() < pin.expires_at:
                try:
                    token = await sign_in.poll(pin)
                except PinExpired:
                    return
                except ServiceError:
                    # It may be back before the time is over.
                    token = None
                if token is not None:
                    self._account_token, self._pin_error = token, None
                    return
                await asyncio.sleep(POLL_SECONDS)
        finally:
            await sign_in.close()

    def _plex_tv_failed(self, error: str) -> ConfigFlowResult:
        """Say why, and offer to begin again."""
        return self.async_show_form(
            step_id="plex_tv_failed",
            data_schema=vol.Schema({}),
            errors={"base": error},
            description_placeholders=self._plex_words(),
        )

    async def _async_choose_address(
        self, typed: Mapping[str, Any]
    ) -> tuple[dict[str, str], Mapping[str, Any]]:
        """Take what was typed, else the best that plex.tv knows; errors if there is none."""
        if text := typed.get(CONF_URL, "").strip():
            if (url := server_url(text)) is None:
                return {CONF_URL: "invalid_url"}, {}
            return {}, {CONF_URL: url, CONF_VERIFY_SSL: typed[CONF_VERIFY_SSL]}
        if self.source == SOURCE_REAUTH:
            return {}, self._known
        found = await async_address(self.hass, self._chosen_server)
        if found.best is None or (found.best.relay and not typed.get(CONF_RELAY)):
            return {"base": _WAY_ERRORS.get(found.reason, "plex_no_address")}, {}
        return {}, {CONF_URL: found.best.url, CONF_VERIFY_SSL: True}

    async def _async_enter(self, address: Mapping[str, Any]) -> str | None:
        """Go in, as the profile's user or as the account's own; an error's key if not."""
        server, token = self._chosen_server, self._account_token
        try:
            household = await async_household(self.hass, token, server)
        except ServiceError as err:
            return plex_tv_error(err)
        self._household, user = household, household.own
        if (profile := self._profile) is not None:
            account_id = profile.data[CONF_PLEX_USER][CONF_ACCOUNT_ID]
            if (followed := household.user(account_id)) is None:
                return "other_plex_user"
            user = followed
        if user is not household.own or CONF_ENTRY_ID in address:
            # An entry of Home Assistant's own keeps its token; the user gets another.
            known = CONF_ENTRY_ID in address
            self._connection = address if known else {**address, CONF_TOKEN: token}
            return await self._async_follow(user)
        # The account's opens the watch-list as well, if the server takes it.
        self._wanted, own = user, {**OWNER_OF_TOKEN, CONF_NAME: user.name}
        for each in (token, server.access_token):
            connection = {**address, CONF_TOKEN: each}
            error = await self._async_reach(connection, own, user.account_id)
            if error not in REFUSED:
                return error
        return NOT_SHARED


def _servers_schema(servers: Sequence[AccountServer]) -> vol.Schema:
    """Ask for one of the servers."""
    options = [
        SelectOptionDict(value=each.machine_identifier, label=each.name)
        for each in servers
    ]
    field = SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
    )
    return vol.Schema({vol.Required(CONF_SERVER, default=options[0]["value"]): field})


_WAY_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_URL): TextSelector(),
        vol.Required(CONF_VERIFY_SSL, default=True): BooleanSelector(),
        vol.Required(CONF_RELAY, default=False): BooleanSelector(),
    }
)
