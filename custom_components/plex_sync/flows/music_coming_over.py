"""Bringing saved items, playlists and matches over from spotify-to-plex."""

from typing import Any, Final

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from ..const import CONF_SPOTIFY, CONF_USER_ID
from ..coordinator import PlexSyncCoordinator
from ..items.saved_items import (
    CONF_CATEGORY,
    CONF_INTERVAL_DAYS,
    CONF_SYNC,
    CONF_TITLE,
    item_subentries,
    new_item,
)
from ..music.coming_over import FoundItem, Luggage, read_luggage
from ..music.decisions import playlist_key
from ..music.hints import keep_hints
from ..music.sources.protocol import ItemHead
from ..profiles.music_profile import MusicProfile
from .folders import own_folder, usable_path

CONF_FOLDER: Final = "folder"


class OtherProgramSteps(ConfigSubentryFlow):
    """The steps: the folder, what is in it, and then it is taken."""

    _luggage: Luggage = Luggage()

    async def async_step_other_program(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the folder with the other program's files."""
        errors: dict[str, str] = {}
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            spotify = self._get_entry().data.get(CONF_SPOTIFY) or {}
            found = await self.hass.async_add_executor_job(
                _read,
                self.hass,
                user_input[CONF_FOLDER],
                str(spotify.get(CONF_USER_ID) or ""),
            )
            if isinstance(found, Luggage):
                self._luggage = found
                return await self.async_step_other_program_list()
            errors[CONF_FOLDER] = found
        return self.async_show_form(
            step_id="other_program",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Required(CONF_FOLDER): TextSelector()}), user_input
            ),
            errors=errors,
            description_placeholders={"folder": own_folder(self.hass).as_posix()},
        )

    async def async_step_other_program_list(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show what is taken, before anything is."""
        fresh = self._fresh()
        if user_input is not None:
            await self._async_take(fresh)
            return self.async_abort(
                reason="taken_over", description_placeholders={"items": str(len(fresh))}
            )
        luggage = self._luggage
        return self.async_show_form(
            step_id="other_program_list",
            data_schema=vol.Schema({}),
            description_placeholders={
                "items": str(len(fresh)),
                "playlists": str(sum(bool(item.rating_key) for item in fresh)),
                "hints": str(len(luggage.hints)),
                "known": str(len(luggage.items) - len(fresh)),
                "left": str(sum(luggage.left.values()) + len(luggage.unreadable)),
            },
            last_step=True,
        )

    def _fresh(self) -> list[FoundItem]:
        """Return what is not saved yet."""
        known = item_subentries(self._get_entry())
        return [item for item in self._luggage.items if item.key not in known]

    async def _async_take(self, items: list[FoundItem]) -> None:
        """Add the items, and keep which playlists are theirs."""
        entry = self._get_entry()
        coordinator: PlexSyncCoordinator = entry.runtime_data
        profile = coordinator.profile
        if isinstance(profile, MusicProfile):
            await keep_hints(
                profile.collection.store, profile.account, self._luggage.hints
            )
        for item in items:
            if item.rating_key:
                await coordinator.journal.decide(
                    entry.entry_id,
                    playlist_key(item.key),
                    {"rating_key": item.rating_key},
                )
            head = ItemHead(key=item.key, kind=item.kind, title=item.title)
            choices = {
                CONF_TITLE: item.title,
                CONF_CATEGORY: item.category,
                CONF_SYNC: item.sync,
                CONF_INTERVAL_DAYS: item.interval_days,
            }
            self.hass.config_entries.async_add_subentry(entry, new_item(head, choices))


def _read(hass: HomeAssistant, text: str, user: str) -> Luggage | str:
    """Read the files of a folder; an error's key if there are none."""
    folder = usable_path(hass, text)
    if folder is None or not folder.is_dir():
        return "folder_unusable"
    luggage = read_luggage(folder, user)
    return "nothing_there" if luggage.is_empty else luggage
