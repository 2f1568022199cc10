"""The steps of an anime profile: a Plex server's libraries, and an AniList list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import CONF_NAME
import voluptuous as vol

from ..const import (
    CONF_ACCOUNT_ID,
    CONF_ANILIST,
    CONF_DRY_RUN,
    CONF_PLEX_USER,
    CONF_USER_ID,
    DOMAIN,
    KIND,
    KIND_ANIME,
)
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
from .plex import PlexSteps

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

    async def async_step_anime(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin a new profile."""
        self._after_plex = self.async_step_libraries
        self._after_anilist = self._async_check_account
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
        """Ask for the libraries."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = field_errors(user_input)
            if not errors:
                self._libraries = user_input[CONF_LIBRARIES]
                return await self._async_after_libraries()
        libraries = self._plex.libraries
        default = _chosen_before(libraries, self._profile) or _for_anime(libraries)
        marker = vol.Required(CONF_LIBRARIES, default=default)
        return self.async_show_form(
            step_id="libraries",
            data_schema=vol.Schema({marker: library_field(libraries)}),
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
        """Ask for the few options that a beginning needs."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = field_errors(user_input)
            if not errors:
                return self._create(stored(user_input))
        values = shown(user_input or {})
        return self.async_show_form(
            step_id="settings",
            data_schema=vol.Schema(
                {
                    vol.Required(key, default=values[key]): FIELDS[key]
                    for key in _FIRST_OPTIONS
                }
            ),
            errors=errors,
            description_placeholders={"account": self._viewer.name},
            last_step=True,
        )

    async def _async_after_libraries(self) -> ConfigFlowResult:
        """Go on with the other side, or end a change of this one."""
        if (profile := self._profile) is None:
            return await self.async_step_anilist()
        return self.async_update_reload_and_abort(
            profile,
            data_updates=self._plex_data(),
            options={**profile.options, CONF_LIBRARIES: self._libraries},
        )

    async def _async_check_account(self) -> ConfigFlowResult:
        """Refuse a second profile for the same user and account."""
        server, account = self._plex.server, self._plex.account_id
        await self.async_set_unique_id(
            f"{server.machine_identifier}_{account}_{self._viewer.id}"
        )
        self._abort_if_unique_id_configured()
        if self._sharing():
            return await self.async_step_anilist_shared()
        return await self.async_step_settings()

    def _sharing(self) -> list[ConfigEntry]:
        """Return the other profiles that write to the account's list."""
        return [
            entry
            for entry in self.hass.config_entries.async_entries(DOMAIN)
            if entry.data.get(CONF_ANILIST, {}).get(CONF_USER_ID) == self._viewer.id
        ]

    def _create(self, options: Mapping[str, Any]) -> ConfigFlowResult:
        """Make the profile."""
        return self.async_create_entry(
            title=f"Anime · {self._viewer.name}",
            data={
                KIND: KIND_ANIME,
                **self._plex_data(),
                CONF_PLEX_USER: {
                    **self._user,
                    CONF_ACCOUNT_ID: self._plex.account_id,
                    CONF_NAME: "",
                },
                **self._anilist_data(),
            },
            options={**options, CONF_LIBRARIES: self._libraries},
        )


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
