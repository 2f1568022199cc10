"""Adding saved items out of a file that is uploaded."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import FileSelector, FileSelectorConfig
import voluptuous as vol

from ..items.saved_items import item_subentries
from ..music.sources.files import FileSource
from ..music.sources.folder import LARGEST, ImportFolder
from ..music.sources.protocol import ItemHead
from ..profiles.music_choices import IMPORTS
from ..sync.errors import ServiceError
from .music_coming_over import OtherProgramSteps

CONF_FILE: Final = "file"
ACCEPTED: Final = ".csv,.tsv,.txt,.m3u,.m3u8,.json"
FILE_ERRORS: Final = frozenset(
    {
        "file_columns",
        "file_empty",
        "file_kind",
        "file_link",
        "file_not_json",
        "file_not_text",
        "file_not_understood",
        "file_outside",
        "file_too_large",
        "file_unreadable",
        "gone",
    }
)
"""What is said of a file of which nothing can be made."""


class UploadSteps(OtherProgramSteps):
    """The step: a file is put into the import folder, and its playlists are added."""

    async def async_step_file(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for a file of tracks."""
        errors: dict[str, str] = {}
        if user_input is not None:
            heads = await self._async_put(user_input[CONF_FILE])
            if not isinstance(heads, str):
                return self._add(heads, user_input)
            errors[CONF_FILE] = heads
        field = FileSelector(FileSelectorConfig(accept=ACCEPTED))
        return self.async_show_form(
            step_id="file",
            data_schema=vol.Schema(
                {vol.Required(CONF_FILE): field, **await self._async_choices()}
            ),
            errors=errors,
        )

    async def _async_put(self, upload: str) -> Sequence[ItemHead] | str:
        """Take a file in; its playlists that are not saved yet, or an error's key."""
        try:
            name, content = await self.hass.async_add_executor_job(
                _read, self.hass, upload
            )
        except ValueError:
            # It was read already, or Home Assistant was started anew.
            return "upload_gone"
        if len(content) > LARGEST:
            return "file_too_large"
        folder = ImportFolder(Path(self.hass.config.path(str(IMPORTS))))
        try:
            heads = await FileSource(folder).put(name, content)
        except ServiceError as err:
            return err.reason if err.reason in FILE_ERRORS else "file_not_understood"
        known = item_subentries(self._get_entry())
        return [head for head in heads if head.key not in known] or "already_saved"

    async def _async_choices(self) -> dict[vol.Marker, Any]:
        raise NotImplementedError

    def _add(
        self, heads: Sequence[ItemHead], typed: Mapping[str, Any]
    ) -> SubentryFlowResult:
        raise NotImplementedError


def _read(hass: HomeAssistant, upload: str) -> tuple[str, bytes]:
    """Read a file that was uploaded, not much more than is allowed of it; blocking.

    Raises:
        ValueError: it is not there any more.
    """
    with process_uploaded_file(hass, upload) as path, path.open("rb") as file:
        return path.name, file.read(LARGEST + 1)
