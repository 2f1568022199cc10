"""The steps of an anime profile: a Plex server's libraries, and an AniList list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import CONF_NAME, CONF_TOKEN
import voluptuous as vol

from ..const import CONF_ANILIST, CONF_DRY_RUN, CONF_USER_ID, DOMAIN, KIND, KIND_ANIME
from ..plex.model import Section
from .anilist import AniListSteps
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
from .doors import PIN_NEEDED
from .plex import PlexSteps
from .users import CONF_USER, user_field, user_keys

_FIRST_OPTIONS: Final = (
    CONF_WATCHLIST,
    CONF_POLL_INTERVAL,
    CONF_FULL_SYNC_TIME,
    CONF_DRY_RUN,
)
_LOOKS_LIKE_ANIME: Final = ("anidb", "anilist", "anime", "hama", "myanimelist")


class AnimeSteps(PlexSteps, AniListSteps):
    """The steps."""

    _libraries: Sequence[str]
    _options: Mapping[str, Any]

    async def async_step_anime(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin a new profile."""
        self._after_plex = self.async_step_anilist
        self._after_anilist = self._async_check_account
        self._after_user = self._async_finish
        return await self.async_step_plex()

    async def async_step_reconfigure_anime(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is to be changed."""
        self._after_plex = self.async_step_libraries
        self._after_anilist = self._async_keep_anilist
        return self.async_show_menu(
            step_id="reconfigure_anime", menu_options=["plex", "anilist_again"]
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
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = field_errors(user_input)
            if not errors:
                self._options = user_input
                error = await self._async_choose_user(user_input[CONF_USER])
                if error is None:
                    return await self._async_finish()
                if error == PIN_NEEDED:
                    return await self.async_step_plex_pin()
                errors["base"] = error
        return self._show_settings(user_input or {}, errors)

    def _show_settings(
        self, typed: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        """Show the last form."""
        values = shown(typed)
        users = self._household.users if self._household else ()
        return self.async_show_form(
            step_id="settings",
            data_schema=vol.Schema(
                {
                    vol.Required(
                        CONF_USER, default=typed.get(CONF_USER) or user_keys(users)[0]
                    ): user_field(users),
                    **self._library_fields(typed),
                    **{
                        vol.Required(key, default=values[key]): FIELDS[key]
                        for key in _FIRST_OPTIONS
                    },
                }
            ),
            errors=errors,
            description_placeholders={
                **self._plex_words(),
                "account": self._viewer.name,
            },
            last_step=True,
        )

    def _library_fields(self, typed: Mapping[str, Any] | None) -> dict[Any, Any]:
        """Return the field of the libraries that the user sees."""
        libraries = self._plex.libraries
        seen = {library.uuid for library in libraries}
        chosen = [
            uuid for uuid in (typed or {}).get(CONF_LIBRARIES, ()) if uuid in seen
        ]
        default = (
            chosen or _chosen_before(libraries, self._profile) or _for_anime(libraries)
        )
        marker = vol.Required(CONF_LIBRARIES, default=default)
        return {marker: library_field(libraries)}

    async def _async_choose_user(self, key: str) -> str | None:
        """Follow the one who was chosen; an error's key if that is not to be."""
        if (household := self._household) is None:
            return None
        user = household.users[user_keys(household.users).index(key)]
        if user.account_id == self._plex.account_id:
            # Their PIN is not asked for again; their libraries may be others by now.
            return await self._async_reach(
                self._connection, self._user, user.account_id
            )
        if user is not household.own:
            return await self._async_follow(user)
        own = {CONF_NAME: user.name, CONF_TOKEN: None}
        return await self._async_reach(self._connection, own, user.account_id)

    async def _async_finish(self) -> ConfigFlowResult:
        """Make the profile, if its user sees the libraries and it is the first such."""
        chosen = self._options[CONF_LIBRARIES]
        if not {library.uuid for library in self._plex.libraries}.issuperset(chosen):
            return self._show_settings(self._options, {"base": "library_not_shared"})
        await self.async_set_unique_id(self._unique_id(self._plex.account_id))
        self._abort_if_unique_id_configured()
        options = {
            key: value for key, value in self._options.items() if key != CONF_USER
        }
        return self.async_create_entry(
            title=f"Anime · {self._viewer.name}",
            data={KIND: KIND_ANIME, **self._plex_data(), **self._anilist_data()},
            options=stored(options),
        )

    async def _async_check_account(self) -> ConfigFlowResult:
        """Refuse a second profile where there is nobody else to follow."""
        users = self._household.users if self._household else ()
        taken = self.hass.config_entries.async_entry_for_domain_unique_id(
            DOMAIN, self._unique_id(self._plex.account_id)
        )
        if taken is not None and len(users) < 2:
            return self.async_abort(reason="already_configured")
        if self._sharing():
            return await self.async_step_anilist_shared()
        return await self.async_step_settings()

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


def _chosen_before(
    libraries: Iterable[Section], profile: ConfigEntry | None
) -> list[str]:
    """Return those that the profile has read until now."""
    chosen = profile.options.get(CONF_LIBRARIES, ()) if profile else ()
    return [library.uuid for library in libraries if library.uuid in chosen]


def _for_anime(libraries: Sequence[Section]) -> list[str]:
    """Return those that look like anime, or all if none does."""
    anime = [
        library.uuid
        for library in libraries
        if any(
            word in f"{library.title} {library.agent}".lower()
            for word in _LOOKS_LIKE_ANIME
        )
    ]
    return anime or [library.uuid for library in libraries]
