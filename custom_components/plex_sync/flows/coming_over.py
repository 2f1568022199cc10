"""The steps that bring over what another program's files hold."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..anime.coming_over.model import ComingOver, FoundPin, FoundProfile
from ..anime.coming_over.reading import Sources, find_sources, read_sources
from .coming_over_words import async_list
from .folders import own_folder, usable_path
from .steps import ProfileSteps

CONF_FOLDER: Final = "folder"
CONF_FILES: Final = "files"
CONF_OTHER_PROFILE: Final = "profile"
_FILES: Final[Mapping[str, str]] = {
    "config": ".yaml,.yml",
    "mappings": ".yaml,.yml,.json,.toml",
    "database": ".db,.sqlite,.sqlite3",
}


class ComingOverSteps(ProfileSteps):
    """The steps; they end in `_async_after_coming_over`."""

    _luggage: ComingOver = ComingOver()
    _other: FoundProfile = FoundProfile()

    @property
    def _pins_found(self) -> tuple[FoundPin, ...]:
        """The pins of the profile that is brought over."""
        return tuple(self._luggage.pins.get(self._other.name, ()))

    async def async_step_coming_over(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the folder, or for the files."""
        errors: dict[str, str] = {}
        if user_input is not None:
            found = await self.hass.async_add_executor_job(_read, self.hass, user_input)
            if isinstance(found, ComingOver):
                self._luggage = found
                return await self.async_step_coming_over_profile()
            errors["base"] = found
        files = {
            vol.Optional(name): FileSelector(FileSelectorConfig(accept=accept))
            for name, accept in _FILES.items()
        }
        folder = (user_input or {}).get(CONF_FOLDER)
        described = {"suggested_value": folder} if folder else None
        return self.async_show_form(
            step_id="coming_over",
            data_schema=vol.Schema(
                {
                    vol.Optional(CONF_FOLDER, description=described): TextSelector(),
                    vol.Required(CONF_FILES, default={}): section(
                        vol.Schema(files), {"collapsed": True}
                    ),
                }
            ),
            errors=errors,
            description_placeholders={"folder": own_folder(self.hass).as_posix()},
        )

    async def async_step_coming_over_profile(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for one of several profiles there."""
        names = self._luggage.names
        if len(names) > 1 and user_input is None:
            field = SelectSelector(
                SelectSelectorConfig(options=names, mode=SelectSelectorMode.LIST)
            )
            marker = vol.Required(CONF_OTHER_PROFILE, default=names[0])
            return self.async_show_form(
                step_id="coming_over_profile", data_schema=vol.Schema({marker: field})
            )
        name = user_input[CONF_OTHER_PROFILE] if user_input else "".join(names)
        self._other = self._luggage.profile(name)
        return await self.async_step_coming_over_list()

    async def async_step_coming_over_list(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what is taken and what is not, before anything is."""
        if user_input is not None:
            return await self._async_after_coming_over()
        words = await async_list(
            self.hass,
            self._luggage,
            self._other,
            self._pins_found,
            is_new=self._profile is None,
        )
        return self.async_show_form(
            step_id="coming_over_list",
            data_schema=vol.Schema({}),
            description_placeholders=words,
        )

    async def _async_after_coming_over(self) -> ConfigFlowResult:
        raise NotImplementedError


def _read(hass: HomeAssistant, typed: Mapping[str, Any]) -> ComingOver | str:
    """Read what was named, or say with an error's key why that cannot be; blocking."""
    if files := typed[CONF_FILES]:
        try:
            with _uploaded(hass, files) as sources:
                return read_sources(sources)
        except ValueError:
            # It was read already, or Home Assistant was started anew.
            return "coming_over_file_gone"
    if not (text := typed.get(CONF_FOLDER, "").strip()):
        return "coming_over_nothing_named"
    path = usable_path(hass, text)
    if path is None or not path.is_dir():
        return "coming_over_folder_unusable"
    try:
        sources = find_sources(path)
    except OSError:
        return "coming_over_folder_unusable"
    return "coming_over_nothing_there" if sources.is_empty else read_sources(sources)


@contextmanager
def _uploaded(hass: HomeAssistant, files: Mapping[str, str]) -> Iterator[Sources]:
    """Give the uploaded files as long as they are read; they are gone then."""
    with ExitStack() as stack:
        paths: dict[str, Path] = {
            name: stack.enter_context(process_uploaded_file(hass, file))
            for name, file in files.items()
        }
        yield Sources(
            config=paths.get("config"),
            mappings=paths.get("mappings"),
            database=paths.get("database"),
        )
