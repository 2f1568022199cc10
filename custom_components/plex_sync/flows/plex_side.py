"""The Plex side of a profile while it is being found: server, user, tokens."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.const import CONF_ID, CONF_NAME, CONF_PIN, CONF_TOKEN
import voluptuous as vol

from ..connection import plex_connection
from ..const import CONF_ACCOUNT_ID, CONF_PLEX, CONF_PLEX_USER, CONF_SERVER
from ..plex.model import SectionType
from ..plex.people import PlexUser
from ..sync.errors import ServiceError
from .doors import (
    NOT_SHARED,
    REFUSED,
    VIDEO,
    PlexSide,
    async_meet_plex,
    plex_error,
    plex_tv_error,
)
from .household import Household, async_household_at, async_tokens
from .steps import TOKEN, ProfileSteps, Step
from .users import user_keys

OWNER_OF_TOKEN: Final[Mapping[str, Any]] = MappingProxyType({CONF_TOKEN: None})
"""A user without a token of their own: that of the way to the server is theirs."""
TOKEN_HELP_URL: Final = (
    "https://support.plex.tv/articles/204059436-finding-an-authentication-token-"
    "x-plex-token/"
)


class PlexSideSteps(ProfileSteps):
    """What the steps about Plex share; each ends in `_after_plex` or `_after_user`."""

    _after_plex: Step
    _after_user: Step
    _connection: Mapping[str, Any]
    _household: Household | None = None
    _plex: PlexSide
    _plex_user: Mapping[str, Any] | None = None
    _section_types: Collection[SectionType] = VIDEO
    _server_found: str = ""
    _wanted: PlexUser | None = None
    """Who was chosen, and may not be followed yet."""

    async def async_step_plex_pin(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the PIN of a user of the home, once."""
        errors: dict[str, str] = {}
        if user_input is not None:
            pin = user_input[CONF_PIN].strip()
            if TYPE_CHECKING:
                assert self._wanted is not None
            if (error := await self._async_follow(self._wanted, pin)) is None:
                return await self._after_user()
            errors["base"] = error
        return self.async_show_form(
            step_id="plex_pin",
            data_schema=vol.Schema({vol.Required(CONF_PIN): TOKEN}),
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
        if self._plex_user is not None:
            return self._plex_user
        if (profile := self._profile) is None:
            return OWNER_OF_TOKEN
        user: Mapping[str, Any] = profile.data[CONF_PLEX_USER]
        return user

    async def _async_probe_plex(self) -> str | None:
        """Return what is wrong with the profile's way to its server."""
        return await self._async_try_plex(self._known)

    async def _async_try_plex(
        self, connection: Mapping[str, Any], user: Mapping[str, Any] | None = None
    ) -> str | None:
        """Keep the way to a server if it leads there; an error's key if not.

        A new profile also gets to know who else's watching the token opens.
        """
        own = OWNER_OF_TOKEN if self._profile is None else self._user
        error = await self._async_reach(connection, {**own, **(user or {})})
        if error is None and self._profile is None:
            await self._async_find_users()
        return error

    async def _async_reach(
        self,
        connection: Mapping[str, Any],
        user: Mapping[str, Any],
        account_id: int | None = None,
    ) -> str | None:
        """Keep the way to a server, and its user, if it leads there."""
        try:
            found = await async_meet_plex(
                self.hass, connection, user, account_id, self._section_types
            )
        except ServiceError as err:
            return plex_error(err, connection)
        self._server_found = found.server.name
        if (error := self._refusal(found)) is None:
            self._connection, self._plex = connection, found
            self._plex_user = {
                CONF_ACCOUNT_ID: found.account_id,
                CONF_NAME: user.get(CONF_NAME, ""),
                CONF_TOKEN: user.get(CONF_TOKEN),
            }
        return error

    async def _async_find_users(self) -> None:
        """Find out whose watching the token opens, and what its own user is called."""
        parts = {CONF_PLEX: self._connection, CONF_PLEX_USER: OWNER_OF_TOKEN}
        self._household = await async_household_at(
            self.hass,
            plex_connection(self.hass, parts).token,
            self._plex.server.machine_identifier,
        )
        if self._household is not None:
            self._plex_user = {**self._user, CONF_NAME: self._household.own.name}

    async def _async_choose_user(self, key: str) -> str | None:
        """Be there for the one who was chosen; an error's key if that is not to be."""
        if (household := self._household) is None:
            return None
        user = household.users[user_keys(household.users).index(key)]
        self._wanted = user
        if user.account_id == self._plex.account_id:
            # Their PIN is not asked for again; their libraries may be others by now.
            return await self._async_reach(
                self._connection, self._user, user.account_id
            )
        if user is not household.own:
            return await self._async_follow(user)
        own = {CONF_NAME: user.name, CONF_TOKEN: None}
        return await self._async_reach(self._connection, own, user.account_id)

    async def _async_follow(self, user: PlexUser, pin: str | None = None) -> str | None:
        """Follow one of those whose watching can be opened; an error's key if not."""
        self._wanted = user
        household = self._household
        if TYPE_CHECKING:
            assert household is not None
        try:
            tokens = await async_tokens(self.hass, household, user, pin)
        except ServiceError as err:
            return plex_tv_error(err)
        # The account's opens the watch-list as well, if the server takes it.
        for token in filter(None, (tokens.account, tokens.server)):
            own = {CONF_NAME: user.name, CONF_TOKEN: token}
            error = await self._async_reach(self._connection, own, user.account_id)
            if error not in REFUSED:
                return error
        return NOT_SHARED

    def _refusal(self, found: PlexSide) -> str | None:
        """Say why a server that answers will not do."""
        if (profile := self._profile) is not None:
            if found.server.machine_identifier != profile.data[CONF_SERVER][CONF_ID]:
                return "other_server"
            if found.account_id != profile.data[CONF_PLEX_USER][CONF_ACCOUNT_ID]:
                return "other_plex_user"
        elif self._household is not None:
            expected = self._household.server.machine_identifier
            if found.server.machine_identifier != expected:
                return "other_server"
        if self.source == SOURCE_REAUTH or found.libraries:
            return None
        return "no_libraries"

    def _plex_words(self) -> dict[str, str]:
        """What the texts name."""
        profile, household, wanted = self._profile, self._household, self._wanted
        server = profile.data[CONF_SERVER][CONF_NAME] if profile else ""
        return {
            "found": self._server_found,
            "server": server or (household.server.name if household else ""),
            "token_help_url": TOKEN_HELP_URL,
            "user": wanted.name if wanted else self._user.get(CONF_NAME, ""),
        }

    def _plex_data(self) -> dict[str, Any]:
        """Return what a profile keeps of its server and its user."""
        return {
            CONF_PLEX: dict(self._connection),
            CONF_PLEX_USER: dict(self._user),
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
