"""Event entities: what happens to runs, and to single titles."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.answers import one_line
from .backups.watch import BackupEvent, BackupNews
from .const import HAND_OFFS
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .entity import PlexSyncEntity
from .handoff.news import PLACED, HandOffNews
from .music.handoff.model import RequestState
from .profiles.anime_profile import AnimeProfile
from .profiles.music_profile import MusicProfile
from .running.feed import RunEvent, RunNews
from .sync.journal.shapes import Record
from .sync.model import EditKind
from .sync.runs import Outcome

PARALLEL_UPDATES = 0

RUN = EventEntityDescription(
    key="run", translation_key="run", event_types=list(RunEvent)
)
CHANGE = EventEntityDescription(
    key="change",
    translation_key="change",
    event_types=[
        Outcome.SYNCED,
        Outcome.DELETED,
        Outcome.UNDONE,
        Outcome.FAILED,
        Outcome.NOT_FOUND,
        Outcome.REVIEW,
    ],
)


BACKUP = EventEntityDescription(
    key="backup", translation_key="backup", event_types=list(BackupEvent)
)


HAND_OFF = EventEntityDescription(
    key="hand_off",
    translation_key="hand_off",
    event_types=[*RequestState, PLACED],
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the event entities of a profile."""
    coordinator = entry.runtime_data
    entities: list[PlexSyncEventEntity] = [
        RunEventEntity(coordinator, RUN),
        ChangeEventEntity(coordinator, CHANGE),
    ]
    if isinstance(coordinator.profile, AnimeProfile):
        entities.append(BackupEventEntity(coordinator, BACKUP))
    profile = coordinator.profile
    if isinstance(profile, MusicProfile) and profile.asked.programs:
        entities.append(HandOffEventEntity(coordinator, profile))
    async_add_entities(entities)


class PlexSyncEventEntity(PlexSyncEntity, EventEntity):
    """An event entity of a profile."""

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Do nothing: events speak for themselves."""


class RunEventEntity(PlexSyncEventEntity):
    """Tells of runs."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to runs."""
        await super().async_added_to_hass()
        feed = self.coordinator.feed
        self.async_on_remove(feed.async_listen_runs(self._on_run))

    @callback
    def _on_run(self, news: RunNews) -> None:
        self._trigger_event(news.event, {"kind": news.kind, **news.attributes})
        self.async_write_ha_state()


class BackupEventEntity(PlexSyncEventEntity):
    """Tells of backups: taken, needless since nothing has changed, or failed."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to backups."""
        await super().async_added_to_hass()
        backups = self.coordinator.backups
        self.async_on_remove(backups.async_listen(self._on_backup))

    @callback
    def _on_backup(self, news: BackupNews) -> None:
        self._trigger_event(news.event, news.attributes)
        self.async_write_ha_state()


class HandOffEventEntity(PlexSyncEventEntity):
    """Tells what becomes of what was handed to a program that gets music."""

    def __init__(self, coordinator: PlexSyncCoordinator, profile: MusicProfile) -> None:
        """Listen to the programs of a profile."""
        super().__init__(coordinator, HAND_OFF)
        self._asked = profile.asked

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to what is asked for and what comes."""
        await super().async_added_to_hass()
        self.async_on_remove(self._asked.async_listen_news(self._on_news))

    @callback
    def _on_news(self, news: HandOffNews) -> None:
        if news.is_quiet:
            return
        request = news.request
        self._trigger_event(
            news.event,
            {
                "title": request.title,
                "artists": ", ".join(request.artists),
                "service": HAND_OFFS[request.service],
                "playlists": list(news.items),
                "uid": request.uid,
                "reason": request.reason,
            },
        )
        self.async_write_ha_state()


class ChangeEventEntity(PlexSyncEventEntity):
    """Tells of changes and new problems, if a run has brought few of them."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to changes."""
        await super().async_added_to_hass()
        feed = self.coordinator.feed
        self.async_on_remove(feed.async_listen_changes(self._on_change))

    @callback
    def _on_change(self, record: Record) -> None:
        if record.outcome not in self.event_types:
            return
        self._trigger_event(
            record.outcome,
            {
                "record": record.id,
                "title": record.title,
                "subtitle": record.subtitle,
                "target": record.target,
                "summary": one_line(record),
                "fields": {
                    edit.field: edit.after
                    for edit in record.edits
                    if edit.kind is EditKind.SET
                },
            },
        )
        self.async_write_ha_state()
