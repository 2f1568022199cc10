"""A to-do list of what is missing in the library."""

from typing import Final, override

from homeassistant.components.todo.const import TodoItemStatus, TodoListEntityFeature
from homeassistant.components.todo.entity import TodoItem, TodoListEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN, HAND_OFFS
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .entity import PlexSyncEntity
from .items.music_decisions import async_never, async_take_care
from .items.standings import Standings
from .music.handoff.model import RequestState
from .music.missing import MissingThing
from .profiles.music_profile import MusicProfile
from .running.throttle import Throttle
from .texts import refusal

PARALLEL_UPDATES = 1

MISSING = EntityDescription(key="missing", translation_key="missing")
HINTS: Final = f"component.{DOMAIN}.selector.missing_hint.options."
REQUESTS: Final = f"component.{DOMAIN}.selector.hand_off_state.options."
SHOWN_SECONDS: Final = 5.0
"""What becomes of requests is shown at most so often."""
MOST_TITLES: Final = 20
"""So many missing tracks of an album are named."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the list of a music profile."""
    profile = entry.runtime_data.profile
    if not isinstance(profile, MusicProfile):
        return
    texts = await async_get_translations(
        hass, hass.config.language, "selector", {DOMAIN}
    )
    async_add_entities([MissingList(entry.runtime_data, profile, texts)])


class MissingList(PlexSyncEntity, TodoListEntity):
    """Tracks and albums to get; what turns up goes by itself."""

    _attr_supported_features = (
        TodoListEntityFeature.UPDATE_TODO_ITEM | TodoListEntityFeature.DELETE_TODO_ITEM
    )

    def __init__(
        self,
        coordinator: PlexSyncCoordinator,
        profile: MusicProfile,
        texts: dict[str, str],
    ) -> None:
        """Show what is missing now."""
        super().__init__(coordinator, MISSING)
        self._profile = profile
        self._texts = texts

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what is missing."""
        await super().async_added_to_hass()
        self.async_on_remove(self._profile.standings.async_listen(self._on_standings))
        show = Throttle(self.hass, SHOWN_SECONDS, self._on_standings)
        self.async_on_remove(self._profile.asked.async_listen(show.async_call))
        self.async_on_remove(show.async_cancel)
        await self._async_show()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Do nothing: a run under way says nothing about what is missing yet."""

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Take note that something is taken care of, or not; titles stay as they are."""
        thing = self._thing(str(item.uid))
        is_done = item.status == TodoItemStatus.COMPLETED
        if is_done != self._profile.standings.now.is_cared_for(thing):
            await async_take_care(
                self.coordinator, self._profile, thing, is_cared_for=is_done
            )
        else:
            await self._async_show()

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Look for things never again; what is ticked off only leaves the list."""
        things = [self._thing(uid) for uid in uids]
        for thing in things:
            if self._profile.standings.now.is_cared_for(thing):
                await async_take_care(
                    self.coordinator,
                    self._profile,
                    thing,
                    is_cared_for=True,
                    is_hidden=True,
                )
            else:
                await async_never(self.coordinator, self._profile, thing)

    def _thing(self, uid: str) -> MissingThing:
        for thing in self._profile.standings.now.things:
            if thing.uid == uid:
                return thing
        raise refusal("no_longer_missing")

    @callback
    def _on_standings(self) -> None:
        self.coordinator.config_entry.async_create_task(
            self.hass, self._async_show(), "Plex Sync missing music"
        )

    async def _async_show(self) -> None:
        standings = self._profile.standings.now
        # Thousands of things may be missing: not on the event loop.
        items = await self.hass.async_add_executor_job(self._todos, standings)
        if standings is self._profile.standings.now:
            self._attr_todo_items = items
            self.async_write_ha_state()

    def _todos(self, standings: Standings) -> list[TodoItem]:
        return [
            self._todo(standings, thing)
            for thing in standings.things
            if not standings.is_hidden(thing)
        ]

    def _todo(self, standings: Standings, thing: MissingThing) -> TodoItem:
        done = standings.is_cared_for(thing)
        return TodoItem(
            uid=thing.uid,
            summary=" – ".join(part for part in (thing.artists, thing.title) if part),
            status=TodoItemStatus.COMPLETED if done else TodoItemStatus.NEEDS_ACTION,
            description=self._description(standings, thing),
        )

    def _description(self, standings: Standings, thing: MissingThing) -> str:
        """Say where it belongs to, and what becomes of it."""
        if thing.kind is None:
            where = [
                standings.items[track.item].item.title
                for track in thing.tracks
                if track.item in standings.items
            ]
            lines = [thing.tracks[0].album, ", ".join(dict.fromkeys(where))]
        else:
            titles = [track.title for track in thing.tracks]
            more = ["…"] if len(titles) > MOST_TITLES else []
            lines = [" · ".join([*titles[:MOST_TITLES], *more])]
        lines.append(self._request(thing))
        lines.append(self._texts.get(f"{HINTS}{thing.kind or 'track'}", ""))
        return "\n".join(line for line in lines if line)

    def _request(self, thing: MissingThing) -> str:
        """Say how it stands with a program that was asked for it."""
        request = self._profile.asked.about(thing.uid)
        if request is None:
            return self._parts(thing)
        text = self._texts.get(f"{REQUESTS}{request.state}", "")
        return text.replace("{service}", HAND_OFFS[request.service])

    def _parts(self, thing: MissingThing) -> str:
        """Say how many tracks of an album are on their way by themselves."""
        asked = [self._profile.asked.about(track.uri) for track in thing.tracks]
        coming = sum(
            each is not None and each.state is not RequestState.GIVEN_UP
            for each in asked
        )
        if thing.kind is None or not coming:
            return ""
        text = self._texts.get(f"{REQUESTS}in_part", "")
        return text.replace("{count}", str(coming)).replace(
            "{total}", str(len(thing.tracks))
        )
