"""The options of an anime profile."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.components.webhook import async_generate_path
from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.core import HomeAssistant, callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.network import NoURLAvailableError
import voluptuous as vol
from yarl import URL

from ..backups.safekeeping import CONF_BACKUP_DAYS
from ..const import (
    CONF_MAPPINGS_SOURCE,
    CONF_PLEX,
    CONF_PLEX_USER,
    CONF_PREVIEW,
    CONF_QUIET_FEED,
    CONF_SHOW_PANEL,
)
from ..plex.model import Section
from ..running.plan_review import async_at_work
from ..running.webhook import async_webhook_address
from ..sync.errors import ServiceError
from .anime_fields import (
    CONF_DESTRUCTIVE,
    CONF_FULL_SCAN,
    CONF_FULL_SYNC_DAYS,
    CONF_FULL_SYNC_TIME,
    CONF_GENRES,
    CONF_GUARD_DELETED,
    CONF_GUARD_DELETED_PERCENT,
    CONF_GUARD_LIBRARY_PERCENT,
    CONF_GUARD_LOWERED,
    CONF_GUARD_LOWERED_PERCENT,
    CONF_HISTORY_DAYS,
    CONF_IDLE_STATUS,
    CONF_IDLE_WEEKS,
    CONF_LIBRARIES,
    CONF_POLL_INTERVAL,
    CONF_PROGRESS_RULE,
    CONF_SEARCH_THRESHOLD,
    CONF_WATCHLIST,
    FIELDS,
    POLICIES,
    field_errors,
    library_field,
    shown,
    stored,
)
from .doors import async_meet_plex
from .first_preview import (
    SOURCE_FIRST_PREVIEW,
    FirstPreviewSteps,
    async_end_first_preview,
)
from .folders import own_folder, usable_path
from .notify_fields import NOTIFY_LISTS, NOTIFY_SECTION

SECTIONS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "what": (CONF_WATCHLIST, CONF_GENRES, CONF_FULL_SCAN),
        "when": (CONF_POLL_INTERVAL, CONF_FULL_SYNC_TIME, CONF_FULL_SYNC_DAYS),
        "rules": (*POLICIES, CONF_PROGRESS_RULE, CONF_IDLE_STATUS, CONF_IDLE_WEEKS),
        "matching": (CONF_SEARCH_THRESHOLD,),
        "safety": (
            CONF_DESTRUCTIVE,
            CONF_GUARD_LOWERED,
            CONF_GUARD_LOWERED_PERCENT,
            CONF_GUARD_DELETED,
            CONF_GUARD_DELETED_PERCENT,
            CONF_GUARD_LIBRARY_PERCENT,
        ),
        "mappings": (CONF_MAPPINGS_SOURCE,),
        "notifications": NOTIFY_SECTION,
        "feed": (CONF_QUIET_FEED,),
        "kept": (CONF_HISTORY_DAYS, CONF_BACKUP_DAYS),
        "dashboard": (CONF_SHOW_PANEL,),
    }
)
OPEN: Final = frozenset({"what", "when"})

_MAY_BE_EMPTY: Final[Mapping[str, Any]] = MappingProxyType(
    {CONF_GENRES: [], CONF_MAPPINGS_SOURCE: "", **NOTIFY_LISTS}
)
"""A form leaves out what was emptied."""


class AnimeOptionsFlow(FirstPreviewSteps, OptionsFlowWithReload):
    """One form; options that it does not show stay as they are.

    Right after a profile was made, its first preview comes before the form.
    """

    _libraries: Sequence[Section] | None = None

    async def async_step_init(
        self, user_input: dict[str, dict[str, Any]] | None = None
    ) -> ConfigFlowResult:
        """Show the options, or keep them."""
        if user_input is None and self._async_is_first():
            return await self.async_step_first_preview()
        return await self._async_options(user_input)

    @callback
    def _async_is_first(self) -> bool:
        """Whether the profile was just made.

        The frontend does not go on with the dialogue that it is told of, but opens
        another one, which takes its place.
        """
        if self.source == SOURCE_FIRST_PREVIEW:
            return True
        entry = self.config_entry
        was_begun = async_end_first_preview(self.hass, entry.entry_id)
        is_open = bool(entry.options.get(CONF_PREVIEW)) and bool(async_at_work(entry))
        return was_begun and is_open

    @override
    async def _async_change_options(self) -> ConfigFlowResult:
        return await self._async_options(None)

    async def _async_options(
        self, user_input: dict[str, dict[str, Any]] | None
    ) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        values = dict(self.config_entry.options)
        if user_input is None:
            await self._async_read_libraries()
        else:
            typed = dict(_MAY_BE_EMPTY)
            for fields in user_input.values():
                typed |= fields
            errors = field_errors(typed)
            source = await self.hass.async_add_executor_job(
                usable_source, self.hass, typed[CONF_MAPPINGS_SOURCE]
            )
            if source is None:
                errors[CONF_MAPPINGS_SOURCE] = "mappings_unusable"
            else:
                typed[CONF_MAPPINGS_SOURCE] = source
            values |= stored(typed)
            if not errors:
                return self.async_create_entry(data=values)
        return self.async_show_form(
            step_id="init",
            data_schema=self._schema(shown(values)),
            errors={_section_of(key): error for key, error in errors.items()},
            description_placeholders={
                "folder": own_folder(self.hass).as_posix(),
                "webhook": self._webhook(),
            },
        )

    def _webhook(self) -> str:
        """Return the address of the profile's webhook, as far as it is known."""
        coordinator = async_at_work(self.config_entry)
        if coordinator is None or (webhook_id := coordinator.webhook.id) is None:
            return "–"
        try:
            return async_webhook_address(self.hass, webhook_id)
        except NoURLAvailableError:
            return async_generate_path(webhook_id)

    async def _async_read_libraries(self) -> None:
        """Ask the server for its libraries; without them the choice is not shown."""
        data = self.config_entry.data
        try:
            found = await async_meet_plex(
                self.hass, data[CONF_PLEX], data[CONF_PLEX_USER]
            )
        except ServiceError:
            return
        self._libraries = found.libraries

    def _schema(self, values: Mapping[str, Any]) -> vol.Schema:
        """Return the form with its sections."""
        form: dict[vol.Marker, section] = {}
        for name, keys in SECTIONS.items():
            fields = {_marker(key, values): FIELDS[key] for key in keys}
            if name == "what" and self._libraries:
                there = {library.uuid for library in self._libraries}
                chosen = [each for each in values[CONF_LIBRARIES] if each in there]
                marker = vol.Required(CONF_LIBRARIES, default=chosen)
                fields = {marker: library_field(self._libraries), **fields}
            form[vol.Required(name)] = section(
                vol.Schema(fields), {"collapsed": name not in OPEN}
            )
        return vol.Schema(form)


def usable_source(hass: HomeAssistant, text: str) -> str | None:
    """Return a source of mappings as it is kept; `None`: it is of no use.

    Web addresses, and files that Home Assistant may read; blocking.
    """
    text = text.strip()
    if text.startswith(("http://", "https://")):
        return text if _has_host(text) else None
    if not text:
        return ""
    path = usable_path(hass, text)
    return str(path) if path is not None and path.is_file() else None


def _has_host(address: str) -> bool:
    try:
        return bool(URL(address).host)
    except ValueError:
        return False


def _marker(key: str, values: Mapping[str, Any]) -> vol.Marker:
    """Return a field that begins with its value of now."""
    if key in _MAY_BE_EMPTY:
        return vol.Optional(key, description={"suggested_value": values[key]})
    return vol.Required(key, default=values[key])


def _section_of(key: str) -> str:
    """Return where a field is; errors are shown above its section."""
    if key == CONF_LIBRARIES:
        return "what"
    return next(name for name, keys in SECTIONS.items() if key in keys)
