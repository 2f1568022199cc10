"""Sensors: how a profile stands, and what it has come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .const import STATUS
from .coordinator import ProfileConfigEntry
from .entity import PlexSyncEntity
from .items.category_sensor import CategorySensor
from .items.entities import (
    ITEM_SENSORS,
    TOTAL_SENSORS,
    ItemSensor,
    TotalSensor,
    async_setup_item_entities,
)
from .profiles.anime_profile import AnimeProfile
from .profiles.music_profile import MusicProfile
from .profiles.profile import Profile
from .status import Activity, ProfileStatus
from .sync.runs import COUNTED_PROBLEMS, Outcome

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class PlexSyncSensorEntityDescription(SensorEntityDescription):
    """Describes a sensor."""

    value_fn: Callable[[ProfileStatus], StateType | datetime]
    attributes_fn: Callable[[ProfileStatus], Mapping[str, Any]] | None = None
    exists_fn: Callable[[Profile], bool] = lambda _: True


def _counter(outcome: Outcome) -> PlexSyncSensorEntityDescription:
    """Describe a counter: changes add up, open problems come and go."""
    is_problem = outcome in COUNTED_PROBLEMS
    return PlexSyncSensorEntityDescription(
        key=outcome,
        translation_key=outcome,
        state_class=(
            SensorStateClass.MEASUREMENT if is_problem else SensorStateClass.TOTAL
        ),
        value_fn=lambda status: status.counters.get(outcome, 0),
    )


def _percent(status: ProfileStatus) -> int | None:
    return status.progress.percent if status.progress is not None else None


def _backup_attributes(status: ProfileStatus) -> Mapping[str, Any]:
    return status.backup.attributes() if status.backup is not None else {}


SENSORS: tuple[PlexSyncSensorEntityDescription, ...] = (
    PlexSyncSensorEntityDescription(
        key=STATUS,
        translation_key=STATUS,
        device_class=SensorDeviceClass.ENUM,
        options=list(Activity),
        value_fn=lambda status: status.activity,
    ),
    PlexSyncSensorEntityDescription(
        key="progress",
        translation_key="progress",
        native_unit_of_measurement=PERCENTAGE,
        value_fn=_percent,
    ),
    PlexSyncSensorEntityDescription(
        key="last_sync",
        translation_key="last_sync",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda status: status.last_sync,
    ),
    PlexSyncSensorEntityDescription(
        key="next_sync",
        translation_key="next_sync",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda status: status.next_full,
    ),
    PlexSyncSensorEntityDescription(
        key="last_backup",
        translation_key="last_backup",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda status: status.backup.at if status.backup else None,
        attributes_fn=_backup_attributes,
        exists_fn=lambda profile: isinstance(profile, AnimeProfile),
    ),
    *(
        _counter(outcome)
        for outcome in (
            Outcome.SYNCED,
            Outcome.FAILED,
            Outcome.NOT_FOUND,
            Outcome.DELETED,
            Outcome.UNDONE,
            Outcome.REVIEW,
        )
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors of a profile."""
    coordinator = entry.runtime_data
    async_add_entities(
        PlexSyncSensor(coordinator, description)
        for description in SENSORS
        if description.exists_fn(coordinator.profile)
    )
    if isinstance(coordinator.profile, MusicProfile):
        profile = coordinator.profile
        async_add_entities(
            TotalSensor(coordinator, profile, description)
            for description in TOTAL_SENSORS
        )
        async_add_entities([CategorySensor(coordinator, profile.catalogue)])
    async_setup_item_entities(
        coordinator,
        async_add_entities,
        lambda profile, subentry: [
            ItemSensor(coordinator, profile, subentry, description)
            for description in ITEM_SENSORS
        ],
    )


class PlexSyncSensor(PlexSyncEntity, SensorEntity):
    """A sensor of a profile."""

    entity_description: PlexSyncSensorEntityDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return what the profile's status says."""
        return self.entity_description.value_fn(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what else there is to say, where there is something."""
        tell = self.entity_description.attributes_fn
        return None if tell is None else tell(self.coordinator.data)
