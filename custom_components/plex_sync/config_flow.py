"""Config flow: make a profile, sign in again, reconfigure, options."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
)
from homeassistant.core import callback

from .const import (
    CONF_ANILIST,
    CONF_DRY_RUN,
    CONF_PLEX,
    CONF_PREVIEW,
    CONF_SIDE,
    CONF_SPOTIFY,
    DOMAIN,
    KIND,
    KIND_ANIME,
    KIND_MUSIC,
)
from .flows.anime import AnimeSteps
from .flows.anime_options import AnimeOptionsFlow
from .flows.doors import REFUSED
from .flows.first_preview import FirstPreviewSteps, async_begin_first_preview
from .flows.music import MusicSteps
from .flows.music_options import MusicOptionsFlow
from .flows.plex_items import PlexItemFlow
from .flows.saved_items import SavedItemFlow
from .flows.steps import Step
from .items.plex_items import SUBENTRY_PLEX_ITEM
from .items.saved_items import SUBENTRY_ITEM

KINDS: Final = (KIND_ANIME, KIND_MUSIC)
"""Kinds of profile; each begins in a step of its own name."""
OPTIONS_FLOWS: Final[Mapping[str, type[OptionsFlow]]] = MappingProxyType(
    {KIND_ANIME: AnimeOptionsFlow, KIND_MUSIC: MusicOptionsFlow}
)


class PlexSyncConfigFlow(AnimeSteps, MusicSteps, domain=DOMAIN):
    """Makes profiles, and keeps them signed in.

    Another kind of profile is another base class with a step named like the kind, one
    named `reconfigure_` and the kind, and one named like each of its sides.
    """

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the options of the kind of profile."""
        return OPTIONS_FLOWS[config_entry.data[KIND]]()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added to a profile."""
        if config_entry.data[KIND] == KIND_MUSIC:
            return {SUBENTRY_ITEM: SavedItemFlow, SUBENTRY_PLEX_ITEM: PlexItemFlow}
        return {}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the kind of profile."""
        return self.async_show_menu(
            step_id="user", menu_options=[*KINDS, "coming_over"]
        )

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on with the first preview, where the new profile begins with one."""
        entry = result["result"]
        if (
            issubclass(OPTIONS_FLOWS[entry.data[KIND]], FirstPreviewSteps)
            and entry.state is ConfigEntryState.LOADED
            and entry.options.get(CONF_PREVIEW)
            and not entry.options.get(CONF_DRY_RUN)
        ):
            begun = await async_begin_first_preview(self.hass, entry.entry_id)
            result["next_flow"] = (FlowType.OPTIONS_FLOW, begun)
        return result

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change what a profile is connected to."""
        steps = {
            KIND_ANIME: self.async_step_reconfigure_anime,
            KIND_MUSIC: self.async_step_reconfigure_music,
        }
        return await steps[self._get_reconfigure_entry().data[KIND]]()

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Sign in again, on the side that was refused."""
        self._after_plex = self._async_keep_plex
        self._after_anilist = self._async_keep_anilist
        self._after_spotify = self._async_keep_spotify
        steps: dict[str, Step] = {
            CONF_PLEX: self.async_step_plex_again,
            CONF_ANILIST: self.async_step_anilist_again,
            CONF_SPOTIFY: self.async_step_spotify_again,
        }
        if (side := entry_data.get(CONF_SIDE)) in steps:
            return await steps[side]()
        probes = {
            CONF_PLEX: self._async_probe_plex,
            CONF_ANILIST: self._async_probe_anilist,
            CONF_SPOTIFY: self._async_probe_spotify,
        }
        entry = self._get_reauth_entry()
        errors = {
            side: await probe()
            for side, probe in probes.items()
            if entry.data.get(side)
        }
        if not any(errors.values()):
            return self.async_update_reload_and_abort(entry)
        for side, error in errors.items():
            if error in REFUSED:
                return await steps[side]()
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user tell the side, when the services do not."""
        data = self._get_reauth_entry().data
        other = "spotify_again" if data[KIND] == KIND_MUSIC else "anilist_again"
        return self.async_show_menu(
            step_id="reauth_confirm", menu_options=["plex_again", other]
        )
