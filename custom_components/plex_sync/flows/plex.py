"""The steps that lead to a Plex server, and to the user whose token it is.

Signing in at plex.tv, and choosing another user of the home, become steps beside
`plex_address`: each ends in `_async_try_plex`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry, ConfigFlowResult
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
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol
from yarl import URL

from ..const import (
    CONF_ACCOUNT_ID,
    CONF_ENTRY_ID,
    CONF_PLEX,
    CONF_PLEX_USER,
    CONF_SERVER,
    PLEX_DOMAIN,
)
from ..sync.errors import ServiceError
from .doors import PlexSide, async_meet_plex, plex_error
from .steps import TOKEN, ProfileSteps, Step

BY_ADDRESS: Final = "address"
PORT: Final = 32400
OWNER_OF_TOKEN: Final[Mapping[str, Any]] = MappingProxyType({CONF_TOKEN: None})
"""A user without a token of their own: that of the way to the server is theirs."""
TOKEN_HELP_URL: Final = (
    "https://support.plex.tv/articles/204059436-finding-an-authentication-token-"
    "x-plex-token/"
)


class PlexSteps(ProfileSteps):
    """The steps; they end in `_after_plex`."""

    _after_plex: Step
    _connection: Mapping[str, Any]
    _plex: PlexSide
    _server_found: str = ""

    async def async_step_plex(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer the servers that Home Assistant knows already."""
        servers = self.hass.config_entries.async_entries(
            PLEX_DOMAIN, include_ignore=False, include_disabled=False
        )
        if not servers:
            return await self.async_step_plex_address()
        chosen = self._known.get(CONF_ENTRY_ID) or (BY_ADDRESS if self._known else None)
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen = user_input[CONF_SERVER]
            if chosen == BY_ADDRESS:
                return await self.async_step_plex_address()
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
        """Ask for another token of the same user."""
        if CONF_ENTRY_ID in self._known:
            return await self.async_step_plex_entry_again()
        errors: dict[str, str] = {}
        if user_input is not None:
            connection = {**self._known, CONF_TOKEN: user_input[CONF_TOKEN].strip()}
            if (error := await self._async_try_plex(connection)) is None:
                return await self._after_plex()
            errors["base"] = error
        return self.async_show_form(
            step_id="plex_again",
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

    @property
    def _known(self) -> Mapping[str, Any]:
        """How the profile has reached its server until now; empty for a new one."""
        if (profile := self._profile) is None:
            return {}
        known: Mapping[str, Any] = profile.data[CONF_PLEX]
        return known

    @property
    def _user(self) -> Mapping[str, Any]:
        """The Plex user that the profile follows; the token's own for a new one."""
        if (profile := self._profile) is None:
            return OWNER_OF_TOKEN
        user: Mapping[str, Any] = profile.data[CONF_PLEX_USER]
        return user

    async def _async_probe_plex(self) -> str | None:
        """Return what is wrong with the profile's way to its server."""
        return await self._async_try_plex(self._known)

    async def _async_try_plex(self, connection: Mapping[str, Any]) -> str | None:
        """Keep the way to a server if it leads there; an error's key if not."""
        try:
            found = await async_meet_plex(self.hass, connection, self._user)
        except ServiceError as err:
            return plex_error(err, connection)
        self._connection, self._plex = connection, found
        self._server_found = found.server.name
        return self._refusal(found)

    def _refusal(self, found: PlexSide) -> str | None:
        """Say why a server that answers will not do."""
        if (profile := self._profile) is not None:
            if found.server.machine_identifier != profile.data[CONF_SERVER][CONF_ID]:
                return "other_server"
            if found.account_id != profile.data[CONF_PLEX_USER][CONF_ACCOUNT_ID]:
                return "other_plex_user"
        if self.source == SOURCE_REAUTH or found.libraries:
            return None
        return "no_libraries"

    def _plex_words(self) -> dict[str, str]:
        """What the texts name."""
        profile = self._profile
        return {
            "found": self._server_found,
            "server": profile.data[CONF_SERVER][CONF_NAME] if profile else "",
            "token_help_url": TOKEN_HELP_URL,
        }

    def _plex_data(self) -> dict[str, Any]:
        """Return what a profile keeps of its server."""
        return {
            CONF_PLEX: dict(self._connection),
            CONF_SERVER: {
                CONF_ID: self._plex.server.machine_identifier,
                CONF_NAME: self._plex.server.name,
            },
        }

    async def _async_keep_plex(self) -> ConfigFlowResult:
        """Let the profile reach its server in the new way."""
        return self.async_update_reload_and_abort(
            self._get_reauth_entry(), data_updates=self._plex_data()
        )


def server_url(text: str) -> str | None:
    """Make an address of what a person typed or copied; `None`: it is none.

    What a browser shows of Plex's own pages is cut off, and so are secrets.
    """
    text = text.strip()
    bare = "://" not in text
    try:
        url = URL(f"http://{text}" if bare else text)
        if bare and url.explicit_port is None:
            url = url.with_port(PORT)
        if url.scheme not in {"http", "https"}:
            return None
        path = url.path.split("/web/", 1)[0].removesuffix("/web")
        return f"{url.origin()}{path.rstrip('/')}"
    except ValueError:
        return None


def _server_schema(servers: Sequence[ConfigEntry], chosen: str | None) -> vol.Schema:
    """Ask for one of the servers, or for the way by address."""
    options = [
        SelectOptionDict(value=server.entry_id, label=server.data[CONF_SERVER])
        for server in servers
    ]
    options.append(SelectOptionDict(value=BY_ADDRESS, label=BY_ADDRESS))
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
