"""Adding saved items to a music profile, and changing what was chosen about one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntryState, SubentryFlowResult
import voluptuous as vol

from ..const import CONF_SPOTIFY
from ..coordinator import PlexSyncCoordinator
from ..items.saved_items import (
    CONF_AS_PLAYLIST,
    CONF_CATEGORY,
    CONF_ENTITIES,
    CONF_HAND_OFF,
    CONF_INTERVAL_DAYS,
    CONF_ITEM_KIND,
    CONF_MODE,
    CONF_POSTER,
    CONF_SECTIONS,
    CONF_SYNC,
    CONF_TITLE,
    item_subentries,
    new_item,
    retitled,
)
from ..music.items import ItemKind
from ..music.sources.files import PREFIX as FILE
from ..music.sources.protocol import ItemHead, ItemState, Source, state_of
from ..profiles.music_profile import MusicProfile
from ..sync.errors import ServiceError, ServiceUnavailable
from .choosing import CONF_ITEMS, async_sources, items_field, listed
from .music_fields import ITEM_DEFAULTS, ITEM_FIELDS, music_library_field, whole_numbers
from .saved_file import FILE_ERRORS, UploadSteps
from .spotify import spotify_error

CONF_LINK: Final = "link"
SEVERAL: Final = 2
UNKNOWN: Final = "link_unknown"
_CHOICES: Final = (
    CONF_SYNC,
    CONF_INTERVAL_DAYS,
    CONF_CATEGORY,
    CONF_MODE,
    CONF_POSTER,
    CONF_HAND_OFF,
    CONF_ENTITIES,
)
_MAY_BE_EMPTY: Final = (CONF_CATEGORY, CONF_TITLE)


class SavedItemFlow(UploadSteps):
    """From the account's own lists, by link, or out of files."""

    _heads: Sequence[ItemHead] = ()

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask where to find what is to be added."""
        return self.async_show_menu(
            step_id="user", menu_options=["lists", "link", "file", "other_program"]
        )

    async def async_step_lists(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Choose from what the account has, and from the files that lie ready."""
        if user_input is not None:
            saved = item_subentries(self._get_entry())
            heads = {head.key: head for head in self._heads if head.key not in saved}
            asked = user_input.get(CONF_ITEMS, ())
            chosen = [heads[key] for key in asked if key in heads]
            if chosen:
                return self._add(chosen, user_input)
        spotify = self._get_entry().data.get(CONF_SPOTIFY)
        known = item_subentries(self._get_entry())
        errors: dict[str, str] = {}
        try:
            found = await listed(self.hass, spotify)
        except ServiceError as err:
            found = ()
            errors["base"] = spotify_error(err)
        self._heads = [head for head in found if head.key not in known]
        if not self._heads and not errors:
            return self.async_abort(reason="nothing_to_add")
        if user_input is not None and not errors:
            errors[CONF_ITEMS] = "nothing_chosen"
        return self.async_show_form(
            step_id="lists",
            data_schema=vol.Schema(
                {
                    vol.Optional(CONF_ITEMS, default=[]): items_field(self._heads),
                    **await self._async_choices(),
                }
            ),
            errors=errors,
        )

    async def async_step_link(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add what a link leads to, or a file's name."""
        errors: dict[str, str] = {}
        if user_input is not None:
            head = await self._async_head(user_input[CONF_LINK])
            if isinstance(head, str):
                errors[CONF_LINK] = head
            else:
                return self._add([head], user_input)
        return self.async_show_form(
            step_id="link",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Required(CONF_LINK): str,
                        **_fields(ITEM_DEFAULTS, (CONF_TITLE,)),
                        **await self._async_choices(),
                    }
                ),
                user_input,
            ),
            errors=errors,
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change what was chosen; it takes effect with the next sync."""
        subentry = self._get_reconfigure_subentry()
        names: tuple[str, ...] = (CONF_TITLE, *_CHOICES)
        if subentry.data[CONF_ITEM_KIND] == ItemKind.ALBUM:
            names = (*names, CONF_AS_PLAYLIST)
        if user_input is not None:
            typed = whole_numbers(dict.fromkeys(_MAY_BE_EMPTY, "") | user_input)
            known = {**subentry.data, CONF_TITLE: subentry.title}
            data = retitled(known, typed.pop(CONF_TITLE))
            return self.async_update_and_abort(
                self._get_entry(),
                subentry,
                title=data[CONF_TITLE],
                data={**data, **typed},
            )
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=vol.Schema(
                {
                    **_fields({**ITEM_DEFAULTS, **subentry.data}, names),
                    **await self._async_libraries(subentry.data),
                }
            ),
            description_placeholders={"title": subentry.title},
        )

    @override
    async def _async_choices(self) -> dict[vol.Marker, Any]:
        """Return the fields of what can be chosen about new items."""
        return {
            **_fields(ITEM_DEFAULTS, _CHOICES),
            **await self._async_libraries(ITEM_DEFAULTS),
        }

    async def _async_libraries(self, values: Mapping[str, Any]) -> dict[Any, Any]:
        """Return the field of libraries to look in; none where there are not several."""
        entry = self._get_entry()
        if entry.state is not ConfigEntryState.LOADED:
            return {}
        coordinator: PlexSyncCoordinator = entry.runtime_data
        profile = coordinator.profile
        if not isinstance(profile, MusicProfile):
            return {}
        collection = profile.collection
        known = await collection.store.sections(collection.name)
        if len(known) < SEVERAL:
            return {}
        keys = {section.key for section in known}
        chosen = [key for key in values.get(CONF_SECTIONS, ()) if key in keys]
        return {vol.Optional(CONF_SECTIONS, default=chosen): music_library_field(known)}

    async def _async_head(self, text: str) -> ItemHead | str:
        """Look up what a link means; an error's key if it leads nowhere."""
        if ":" not in text and "." not in text:
            # Neither an address nor the name of a file: nobody need be asked.
            return UNKNOWN
        known = item_subentries(self._get_entry())
        spotify = self._get_entry().data.get(CONF_SPOTIFY)
        is_file = text.startswith(FILE) or not any(mark in text for mark in ":/")
        try:
            sources = await async_sources(self.hass, None if is_file else spotify)
        except ServiceError as err:
            return spotify_error(err)
        # The account, where there is one, else the folder.
        source = sources[0]
        try:
            key = source.key_of(text)
        except ServiceError as err:
            return _explained(err.reason)
        return "already_saved" if key in known else await _head_of(source, key)

    @override
    def _add(
        self, heads: Sequence[ItemHead], typed: Mapping[str, Any]
    ) -> SubentryFlowResult:
        """Add all but the last beside the flow, and the last one as its result."""
        choices = whole_numbers(
            {
                key: value
                for key, value in typed.items()
                if key in ITEM_DEFAULTS and (key != CONF_TITLE or value)
            }
        )
        *others, last = [new_item(head, choices) for head in heads]
        for other in others:
            self.hass.config_entries.async_add_subentry(self._get_entry(), other)
        return self.async_create_entry(
            title=last.title, data=last.data, unique_id=last.unique_id
        )


LINK_ERRORS: Final = FILE_ERRORS | frozenset(
    {
        "liked_of_other",
        "link_kind",
        UNKNOWN,
        "link_other_service",
        "link_shortened",
        "made_by_spotify",
        "playlist_not_own",
    }
)
"""What is said of a link that leads nowhere."""


def _fields(values: Mapping[str, Any], names: Sequence[str]) -> dict[vol.Marker, Any]:
    """Return fields that begin with their values of now."""
    return {
        vol.Optional(name, description={"suggested_value": values[name]})
        if name in _MAY_BE_EMPTY
        else vol.Required(name, default=values[name]): ITEM_FIELDS[name]
        for name in names
    }


async def _head_of(source: Source, key: str) -> ItemHead | str:
    """Look up an item; an error's key if it cannot be followed."""
    try:
        head = (await source.heads([key]))[key]
        if isinstance(head, ServiceError):
            raise head
    except ServiceError as err:
        if isinstance(err, ServiceUnavailable) and state_of(err) is None:
            return spotify_error(err)
        return _explained(err.reason)
    return head if head.state is ItemState.READABLE else _explained(head.state)


def _explained(reason: str) -> str:
    """Return the error's key of a reason."""
    return reason if reason in LINK_ERRORS else UNKNOWN
