"""The steps of a music profile: a Plex server's music, and an account's playlists."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, ConfigSubentryData
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from ..const import CONF_PREVIEW, KIND, KIND_MUSIC
from ..items.saved_items import new_item
from ..music.sources.protocol import ItemHead
from ..profiles.music_choices import CONF_LIBRARIES
from ..sync.errors import ServiceError
from .choosing import CONF_ITEMS, items_field, listed
from .doors import MUSIC, PIN_NEEDED
from .music_fields import (
    CONF_FULL_SYNC_TIME,
    DEFAULTS,
    FIELDS,
    music_library_field,
    whole_numbers,
)
from .plex import PlexSteps
from .spotify import SpotifySteps
from .users import CONF_USER, user_field, user_keys

FILES_TITLE: Final = "Files"


class MusicSteps(PlexSteps, SpotifySteps):
    """The steps."""

    _heads: Sequence[ItemHead]
    _music_options: Mapping[str, Any] = MappingProxyType({})

    async def async_step_music(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin a new profile."""
        self._section_types = MUSIC
        self._after_plex = self.async_step_spotify
        self._after_spotify = self.async_step_music_settings
        self._after_user = self._async_check_music
        return await self.async_step_plex()

    async def async_step_reconfigure_music(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is to be changed."""
        self._section_types = MUSIC
        self._after_plex = self._async_keep_music_server
        self._after_spotify = self._async_keep_spotify
        return self.async_show_menu(
            step_id="reconfigure_music", menu_options=["plex", "spotify"]
        )

    async def async_step_music_settings(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whose playlists are written, and from which libraries."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._music_options = user_input
            if not user_input[CONF_LIBRARIES]:
                errors[CONF_LIBRARIES] = "no_library_chosen"
            else:
                error = await self._async_choose_user(user_input[CONF_USER])
                if error is None:
                    return await self._async_check_music()
                if error == PIN_NEEDED:
                    return await self.async_step_plex_pin()
                errors["base"] = error
        return self._show_music_settings(errors)

    def _show_music_settings(self, errors: dict[str, str]) -> ConfigFlowResult:
        """Show the form with what was typed before, as far as it can be chosen."""
        typed = self._music_options
        users = self._household.users if self._household else ()
        libraries = self._plex.libraries
        wanted = typed.get(CONF_LIBRARIES, ())
        chosen = [library.key for library in libraries if library.key in wanted]
        return self.async_show_form(
            step_id="music_settings",
            data_schema=vol.Schema(
                {
                    vol.Required(
                        CONF_USER, default=typed.get(CONF_USER) or user_keys(users)[0]
                    ): user_field(users),
                    vol.Required(
                        CONF_LIBRARIES,
                        default=chosen or [library.key for library in libraries],
                    ): music_library_field(libraries),
                    vol.Required(
                        CONF_FULL_SYNC_TIME,
                        default=typed.get(
                            CONF_FULL_SYNC_TIME, DEFAULTS[CONF_FULL_SYNC_TIME]
                        ),
                    ): FIELDS[CONF_FULL_SYNC_TIME],
                    vol.Required(
                        CONF_PREVIEW, default=typed.get(CONF_PREVIEW, True)
                    ): BooleanSelector(),
                }
            ),
            errors=errors,
            description_placeholders=self._plex_words(),
        )

    async def async_step_items(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let choose what becomes a playlist; more can be added at any time."""
        if user_input is not None:
            return self._make_music_profile(user_input.get(CONF_ITEMS, []))
        return self.async_show_form(
            step_id="items",
            data_schema=vol.Schema(
                {vol.Optional(CONF_ITEMS, default=[]): items_field(self._heads)}
            ),
            description_placeholders={"account": self._spotify_found},
            last_step=True,
        )

    async def _async_check_music(self) -> ConfigFlowResult:
        """Refuse a second profile of the same two, and look for what can be chosen."""
        chosen = set(self._music_options[CONF_LIBRARIES])
        if not chosen <= {library.key for library in self._plex.libraries}:
            return self._show_music_settings({"base": "library_not_shared"})
        server = self._plex.server.machine_identifier
        account = self._spotify_user.id if self._spotify_user else "files"
        await self.async_set_unique_id(
            f"{server}_{self._plex.account_id}_spotify_{account}"
        )
        self._abort_if_unique_id_configured()
        try:
            self._heads = await listed(self.hass, self._spotify)
        except ServiceError:
            # What cannot be listed just now can be added later.
            self._heads = ()
        if not self._heads:
            return self._make_music_profile([])
        return await self.async_step_items()

    def _make_music_profile(self, chosen: Sequence[str]) -> ConfigFlowResult:
        heads = {head.key: head for head in self._heads}
        user = self._spotify_user
        options = {
            key: value for key, value in self._music_options.items() if key != CONF_USER
        }
        return self.async_create_entry(
            title=f"Music · {user.name if user else FILES_TITLE}",
            data={KIND: KIND_MUSIC, **self._plex_data(), **self._spotify_data()},
            options=whole_numbers(options),
            subentries=[
                ConfigSubentryData(
                    data=dict(item.data),
                    subentry_type=item.subentry_type,
                    title=item.title,
                    unique_id=item.unique_id,
                )
                for item in (new_item(heads[key]) for key in chosen if key in heads)
            ],
        )

    async def _async_keep_music_server(self) -> ConfigFlowResult:
        """Let the profile reach its server in the new way."""
        return self.async_update_reload_and_abort(
            self._get_reconfigure_entry(), data_updates=self._plex_data()
        )
