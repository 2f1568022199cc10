"""Config flow: make a profile, sign in again, reconfigure, options."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult, OptionsFlow
from homeassistant.core import callback

from .const import CONF_ANILIST, CONF_PLEX, CONF_SIDE, DOMAIN, KIND, KIND_ANIME
from .flows.anime import AnimeSteps
from .flows.anime_options import AnimeOptionsFlow
from .flows.doors import REFUSED
from .flows.steps import Step

KINDS: Final = (KIND_ANIME,)
"""Kinds of profile; each begins in a step of its own name."""
OPTIONS_FLOWS: Final[Mapping[str, type[OptionsFlow]]] = MappingProxyType(
    {KIND_ANIME: AnimeOptionsFlow}
)


class PlexSyncConfigFlow(AnimeSteps, domain=DOMAIN):
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

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the kind of profile."""
        return self.async_show_menu(step_id="user", menu_options=list(KINDS))

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change what a profile is connected to."""
        steps = {KIND_ANIME: self.async_step_reconfigure_anime}
        return await steps[self._get_reconfigure_entry().data[KIND]]()

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Sign in again, on the side that was refused."""
        self._after_plex = self._async_keep_plex
        self._after_anilist = self._async_keep_anilist
        steps: dict[str, Step] = {
            CONF_PLEX: self.async_step_plex_again,
            CONF_ANILIST: self.async_step_anilist_again,
        }
        if (side := entry_data.get(CONF_SIDE)) in steps:
            return await steps[side]()
        probes = {
            CONF_PLEX: self._async_probe_plex,
            CONF_ANILIST: self._async_probe_anilist,
        }
        entry = self._get_reauth_entry()
        errors = {
            side: await probe() for side, probe in probes.items() if side in entry.data
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
        return self.async_show_menu(
            step_id="reauth_confirm", menu_options=["plex_again", "anilist_again"]
        )
