"""The steps of an anime profile: a Plex server's libraries, and an AniList list."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from ..coming_over import luggage_of
from ..const import (
    CONF_ANILIST,
    CONF_DRY_RUN,
    CONF_PREVIEW,
    CONF_USER_ID,
    DOMAIN,
    KIND,
    KIND_ANIME,
)
from .addresses import server_url
from .anilist import AniListSteps
from .anilist_paste import read_paste
from .anime_fields import (
    CONF_FULL_SYNC_TIME,
    CONF_LIBRARIES,
    CONF_POLL_INTERVAL,
    CONF_WATCHLIST,
    FIELDS,
    field_errors,
    library_field,
    shown,
    stored,
)
from .coming_over import ComingOverSteps
from .doors import PIN_NEEDED
from .libraries import suggested
from .plex import PlexSteps
from .users import CONF_USER, user_field, user_keys

_MORE: Final = "more"
"""The section of what has a default that suits nearly everybody."""
_MORE_OPTIONS: Final = (
    CONF_WATCHLIST,
    CONF_POLL_INTERVAL,
    CONF_FULL_SYNC_TIME,
    CONF_DRY_RUN,
)


class AnimeSteps(PlexSteps, AniListSteps, ComingOverSteps):
    """The steps."""

    _libraries: Sequence[str]
    _options: Mapping[str, Any]

    async def async_step_anime(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin a new profile."""
        self._begin_anew()
        return await self.async_step_plex()

    def _begin_anew(self) -> None:
        self._after_plex = self._async_to_anilist
        self._after_anilist = self._async_check_account
        self._after_user = self._async_finish

    @override
    async def _async_after_coming_over(self) -> ConfigFlowResult:
        """Bring it to the profile, or begin one with it."""
        brought = luggage_of(self._pins_found, self._luggage.overrides)
        if (profile := self._profile) is not None:
            return self.async_update_reload_and_abort(
                profile,
                data_updates=brought,
                options={**profile.options, **stored(self._other.options)},
            )
        self._begin_anew()
        connection = {
            CONF_URL: server_url(self._other.plex_url),
            CONF_TOKEN: self._other.plex_token,
            CONF_VERIFY_SSL: True,
        }
        if all(connection.values()) and not await self._async_try_plex(connection):
            return await self._after_plex()
        return await self.async_step_plex()

    async def _async_to_anilist(self) -> ConfigFlowResult:
        """Use a token that was brought along, if it is good, else ask."""
        token = self._other.anilist_token
        if token and await self._async_use(read_paste(token)) is None:
            return await self._after_anilist()
        return await self.async_step_anilist()

    async def async_step_reconfigure_anime(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is to be changed."""
        self._after_plex = self.async_step_libraries
        self._after_anilist = self._async_keep_anilist
        return self.async_show_menu(
            step_id="reconfigure_anime",
            menu_options=["plex", "anilist_again", "coming_over"],
        )

    async def async_step_libraries(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the libraries of a profile whose server was reached anew."""
        errors = field_errors(user_input or {})
        if user_input is not None and not errors:
            profile = self._get_reconfigure_entry()
            return self.async_update_reload_and_abort(
                profile,
                data_updates=self._plex_data(),
                options={**profile.options, **user_input},
            )
        return self.async_show_form(
            step_id="libraries",
            data_schema=vol.Schema(self._library_fields(user_input)),
            errors=errors,
            description_placeholders={"server": self._plex.server.name},
        )

    async def async_step_anilist_shared(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Say that other profiles write to the same list."""
        if user_input is not None:
            return await self.async_step_settings()
        return self.async_show_form(
            step_id="anilist_shared",
            data_schema=vol.Schema({}),
            description_placeholders={
                "account": self._viewer.name,
                "profiles": ", ".join(each.title for each in self._sharing()),
            },
        )

    async def async_step_settings(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whom to follow, in which libraries, and how to begin."""
        if user_input is None:
            return self._show_settings(self._brought(), {})
        typed = {**user_input, **user_input[_MORE]}
        del typed[_MORE]
        if not (errors := field_errors(typed)):
            self._options = typed
            error = await self._async_choose_user(typed[CONF_USER])
            if error is None:
                return await self._async_finish()
            if error == PIN_NEEDED:
                return await self.async_step_plex_pin()
            errors["base"] = error
        return self._show_settings(typed, errors)

    def _brought(self) -> dict[str, Any]:
        """Return what the last form suggests because it was brought along."""
        users = self._household.users if self._household else ()
        wanted = self._other.plex_user.casefold()
        found = (
            key
            for key, user in zip(user_keys(users), users, strict=False)
            if user.name.casefold() == wanted
        )
        brought = dict(self._other.options)
        if (user := next(found, None)) is not None:
            brought[CONF_USER] = user
        return brought

    def _show_settings(
        self, typed: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        """Show the last form."""
        values = {**shown(typed), CONF_PREVIEW: typed.get(CONF_PREVIEW, True)}
        users = self._household.users if self._household else ()
        more = {
            vol.Required(key, default=values[key]): FIELDS[key] for key in _MORE_OPTIONS
        }
        return self.async_show_form(
            step_id="settings",
            data_schema=vol.Schema(
                {
                    vol.Required(
                        CONF_USER, default=typed.get(CONF_USER) or user_keys(users)[0]
                    ): user_field(users),
                    **self._library_fields(typed),
                    vol.Required(
                        CONF_PREVIEW, default=values[CONF_PREVIEW]
                    ): BooleanSelector(),
                    vol.Required(_MORE): section(
                        vol.Schema(more),
                        {"collapsed": errors.keys().isdisjoint(_MORE_OPTIONS)},
                    ),
                }
            ),
            errors={
                _MORE if key in _MORE_OPTIONS else key: error
                for key, error in errors.items()
            },
            description_placeholders={
                **self._plex_words(),
                "account": self._viewer.name,
            },
            last_step=True,
        )

    def _library_fields(self, typed: Mapping[str, Any] | None) -> dict[Any, Any]:
        """Return the field of the libraries that the user sees."""
        libraries = self._plex.libraries
        default = suggested(
            libraries,
            (typed or {}).get(CONF_LIBRARIES),
            self._other.library_titles,
            self._profile,
        )
        marker = vol.Required(CONF_LIBRARIES, default=default)
        return {marker: library_field(libraries)}

    async def _async_finish(self) -> ConfigFlowResult:
        """Make the profile, if its user sees the libraries and it is the first such."""
        chosen = self._options[CONF_LIBRARIES]
        if not {library.uuid for library in self._plex.libraries}.issuperset(chosen):
            return self._show_settings(self._options, {"base": "library_not_shared"})
        if self._is_taken() and self._household and len(self._household.users) > 1:
            return self._show_settings(self._options, {"base": "user_has_profile"})
        await self.async_set_unique_id(self._unique_id(self._plex.account_id))
        self._abort_if_unique_id_configured()
        options = {
            key: value for key, value in self._options.items() if key != CONF_USER
        }
        return self.async_create_entry(
            title=f"Anime · {self._viewer.name}",
            data={
                KIND: KIND_ANIME,
                **self._plex_data(),
                **self._anilist_data(),
                **luggage_of(self._pins_found, self._luggage.overrides),
            },
            options=stored({**self._other.options, **options}),
        )

    async def _async_check_account(self) -> ConfigFlowResult:
        """Refuse a second profile where there is nobody else to follow."""
        users = self._household.users if self._household else ()
        if self._is_taken() and len(users) < 2:
            return self.async_abort(reason="already_configured")
        if self._sharing():
            return await self.async_step_anilist_shared()
        return await self.async_step_settings()

    def _is_taken(self) -> bool:
        """Tell whether there is a profile of this user and this account already."""
        taken = self.hass.config_entries.async_entry_for_domain_unique_id(
            DOMAIN, self._unique_id(self._plex.account_id)
        )
        return taken is not None

    def _unique_id(self, account_id: int) -> str:
        """One Plex user of one server, and one AniList account."""
        server = self._plex.server.machine_identifier
        return f"{server}_{account_id}_{self._viewer.id}"

    def _sharing(self) -> list[ConfigEntry]:
        """Return the other profiles that write to the account's list."""
        return [
            entry
            for entry in self.hass.config_entries.async_entries(DOMAIN)
            if entry.data.get(CONF_ANILIST, {}).get(CONF_USER_ID) == self._viewer.id
        ]
