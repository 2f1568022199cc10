"""The options of a music profile."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.data_entry_flow import section
import voluptuous as vol

from ..backups.safekeeping import CONF_BACKUP_DAYS
from ..const import CONF_DRY_RUN, CONF_PLEX, CONF_PLEX_USER, CONF_SCAN, CONF_SHOW_PANEL
from ..items.tidal_files import CONF_TIDAL_CLIENT_ID, CONF_TIDAL_CLIENT_SECRET
from ..plex.model import Section
from ..profiles.music_choices import (
    CONF_ADD_PLAYED,
    CONF_LIBRARIES,
    CONF_PLAYED_CATEGORY,
)
from ..sync.errors import ServiceError
from .doors import MUSIC, async_meet_plex
from .lidarr import LidarrSteps
from .mqtt import MqttSteps
from .music_fields import (
    CONF_DESTRUCTIVE,
    CONF_FULL_SYNC_TIME,
    CONF_GUARD_SEQUENCE,
    CONF_HISTORY_DAYS,
    CONF_PREFER_ALBUM,
    CONF_PREFER_BITRATE,
    CONF_PREFER_EXPLICIT,
    CONF_PREFER_LOSSLESS,
    DEFAULTS,
    FIELDS,
    music_library_field,
    whole_numbers,
)
from .notify_fields import NOTIFY_LISTS, NOTIFY_SECTION
from .slskd import SlskdSteps
from .tidal import async_tidal_error, with_known_secret

SECTIONS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "when": (
            CONF_FULL_SYNC_TIME,
            CONF_ADD_PLAYED,
            CONF_PLAYED_CATEGORY,
            CONF_DRY_RUN,
        ),
        "preference": (
            CONF_PREFER_ALBUM,
            CONF_PREFER_LOSSLESS,
            CONF_PREFER_BITRATE,
            CONF_PREFER_EXPLICIT,
        ),
        "missing": (CONF_SCAN, CONF_TIDAL_CLIENT_ID, CONF_TIDAL_CLIENT_SECRET),
        "safety": (CONF_DESTRUCTIVE, CONF_GUARD_SEQUENCE),
        "notifications": NOTIFY_SECTION,
        "kept": (CONF_HISTORY_DAYS, CONF_BACKUP_DAYS),
        "dashboard": (CONF_SHOW_PANEL,),
    }
)
MENU: Final = ("music", "lidarr", "slskd", "mqtt")
"""The forms that there are, by their steps."""
OPEN: Final = "when"
MAY_BE_EMPTY: Final[Mapping[str, Any]] = MappingProxyType(
    {
        **NOTIFY_LISTS,
        CONF_PLAYED_CATEGORY: "",
        CONF_TIDAL_CLIENT_ID: "",
        CONF_TIDAL_CLIENT_SECRET: "",
    }
)


class MusicOptionsFlow(LidarrSteps, SlskdSteps, MqttSteps, OptionsFlowWithReload):
    """A menu of forms; options that a form does not show stay as they are."""

    _libraries: Sequence[Section] = ()

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin with the menu."""
        return await self.async_step_music_menu()

    async def async_step_music_menu(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is to be changed."""
        return self.async_show_menu(step_id="music_menu", menu_options=list(MENU))

    async def async_step_music(
        self, user_input: dict[str, dict[str, Any]] | None = None
    ) -> ConfigFlowResult:
        """Show the options, or keep them."""
        values = {**DEFAULTS, **self.config_entry.options}
        errors: dict[str, str] = {}
        if user_input is None:
            await self._async_read_libraries()
        else:
            typed = dict(MAY_BE_EMPTY) | {
                key: value
                for part in user_input.values()
                for key, value in part.items()
            }
            before = self.config_entry.options
            typed = whole_numbers(with_known_secret(typed, before))
            options = {**before, **typed}
            if CONF_LIBRARIES in typed and not typed[CONF_LIBRARIES]:
                errors[OPEN] = "no_library_chosen"
            elif error := await async_tidal_error(self.hass, options, before):
                errors["base"] = error
            else:
                return self.async_create_entry(data=options)
            values |= typed
        return self.async_show_form(
            step_id="music", data_schema=self._schema(values), errors=errors
        )

    async def _async_read_libraries(self) -> None:
        """Ask the server for its libraries; without them the choice is not shown."""
        data = self.config_entry.data
        try:
            found = await async_meet_plex(
                self.hass, data[CONF_PLEX], data[CONF_PLEX_USER], types=MUSIC
            )
        except ServiceError:
            return
        self._libraries = found.libraries

    def _schema(self, values: Mapping[str, Any]) -> vol.Schema:
        """Return the form with its sections."""
        form: dict[vol.Marker, section] = {}
        for name, keys in SECTIONS.items():
            fields: dict[vol.Marker, Any] = {
                _marker(key, values): FIELDS[key] for key in keys
            }
            if name == OPEN and self._libraries:
                there = {library.key for library in self._libraries}
                chosen = [key for key in values[CONF_LIBRARIES] if key in there]
                marker = vol.Required(CONF_LIBRARIES, default=chosen)
                fields = {marker: music_library_field(self._libraries), **fields}
            form[vol.Required(name)] = section(
                vol.Schema(fields), {"collapsed": name != OPEN}
            )
        return vol.Schema(form)


def _marker(key: str, values: Mapping[str, Any]) -> vol.Marker:
    """Return a field that begins with its value of now."""
    # A secret is never shown again.
    if key == CONF_TIDAL_CLIENT_SECRET:
        return vol.Optional(key)
    if key in MAY_BE_EMPTY:
        return vol.Optional(key, description={"suggested_value": values[key]})
    return vol.Required(key, default=values[key])
