"""Choosing something of Plex for a category: search, choose, and say which category."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..const import CONF_PLEX, CONF_PLEX_USER
from ..items.plex_items import new_plex_item, plex_item_subentries, plex_items
from ..items.saved_items import CONF_CATEGORY, CONF_TITLE, saved_items
from ..music.categories import distinct_names
from ..plex.things import PlexThing
from ..sync.errors import ServiceError
from ..words import Texts
from .doors import async_search_plex, plex_error

CONF_SEARCH: Final = "search"
CONF_THING: Final = "thing"


class PlexItemFlow(ConfigSubentryFlow):
    """Adds a playlist, an album, an artist or a track of Plex to a category."""

    _found: Sequence[PlexThing] = ()
    _chosen: PlexThing
    """One of what was found."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask what to look for."""
        errors: dict[str, str] = {}
        if user_input is not None:
            error = await self._async_look(user_input[CONF_SEARCH].strip())
            if error is None:
                return await self.async_step_results()
            errors = error
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Required(CONF_SEARCH): TextSelector()}), user_input
            ),
            errors=errors,
        )

    async def async_step_results(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Let one of the results be chosen."""
        if user_input is not None:
            by_key = {thing.rating_key: thing for thing in self._found}
            self._chosen = by_key[user_input[CONF_THING]]
            return await self.async_step_details()
        texts = await Texts.async_load(self.hass)
        options = [
            SelectOptionDict(value=thing.rating_key, label=_label(thing, texts))
            for thing in self._found
        ]
        field = SelectSelector(
            SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
        )
        return self.async_show_form(
            step_id="results", data_schema=vol.Schema({vol.Required(CONF_THING): field})
        )

    async def async_step_details(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the category, and for another title."""
        thing = self._chosen
        errors: dict[str, str] = {}
        if user_input is not None:
            category, title = _typed(user_input)
            if category:
                made = new_plex_item(thing, category, title)
                return self.async_create_entry(
                    title=made.title, data=made.data, unique_id=made.unique_id
                )
            errors[CONF_CATEGORY] = "no_category"
        return self.async_show_form(
            step_id="details",
            data_schema=self._schema(user_input or {CONF_TITLE: thing.title}),
            errors=errors,
            description_placeholders={"title": thing.title},
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change the category or the title; it takes effect at once."""
        subentry = self._get_reconfigure_subentry()
        errors: dict[str, str] = {}
        if user_input is not None:
            category, title = _typed(user_input)
            if category:
                title = title or subentry.title
                return self.async_update_and_abort(
                    self._get_entry(),
                    subentry,
                    title=title,
                    data_updates={CONF_CATEGORY: category, CONF_TITLE: title},
                )
            errors[CONF_CATEGORY] = "no_category"
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self._schema(user_input or subentry.data),
            errors=errors,
            description_placeholders={"title": subentry.title},
        )

    async def _async_look(self, text: str) -> dict[str, str] | None:
        """Search; errors if there is nothing to choose from."""
        if not text:
            return {CONF_SEARCH: "nothing_found"}
        data = self._get_entry().data
        connection = data[CONF_PLEX]
        try:
            found = await async_search_plex(
                self.hass, connection, data[CONF_PLEX_USER], text
            )
        except ServiceError as err:
            return {"base": plex_error(err, connection)}
        entry = self._get_entry()
        guids = {item.guid for item in plex_items(entry) if item.guid}
        keys = {each.unique_id for each in plex_item_subentries(entry).values()}
        self._found = [
            thing
            for thing in found
            if thing.guid not in guids
            and new_plex_item(thing, "").unique_id not in keys
        ]
        if self._found:
            return None
        return {CONF_SEARCH: "all_added" if found else "nothing_found"}

    def _schema(self, values: Mapping[str, Any]) -> vol.Schema:
        """Return the form of category and title; known categories are offered."""
        entry = self._get_entry()
        known = distinct_names(
            [
                *(item.category for item in saved_items(entry)),
                *(item.category for item in plex_items(entry)),
            ]
        )
        category = SelectSelector(
            SelectSelectorConfig(
                options=list(known),
                mode=SelectSelectorMode.DROPDOWN,
                custom_value=True,
            )
        )
        return self.add_suggested_values_to_schema(
            vol.Schema(
                {
                    vol.Required(CONF_CATEGORY): category,
                    vol.Optional(CONF_TITLE): TextSelector(),
                }
            ),
            values,
        )


def _typed(user_input: Mapping[str, Any]) -> tuple[str, str]:
    """Return category and title without blanks around."""
    return user_input[CONF_CATEGORY].strip(), user_input.get(CONF_TITLE, "").strip()


def _label(thing: PlexThing, texts: Texts) -> str:
    """What something is called in a list: title, kind, artist, size."""
    parts = [thing.title, texts.say(f"thing_{thing.kind}"), thing.artist]
    if thing.count == 1:
        parts.append(texts.say("thing_one_track"))
    elif thing.count is not None:
        parts.append(texts.say("thing_tracks", count=str(thing.count)))
    return " · ".join(part for part in parts if part)
