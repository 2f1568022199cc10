"""Sensors: how a profile stands, and what it has come to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import override

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
from .status import Activity, ProfileStatus
from .sync.model import COUNTED_PROBLEMS, Outcome

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class PlexSyncSensorEntityDescription(SensorEntityDescription):
    """Describes a sensor."""

    value_fn: Callable[[ProfileStatus], StateType | datetime]


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
    async_add_entities(
        PlexSyncSensor(entry.runtime_data, description) for description in SENSORS
    )


class PlexSyncSensor(PlexSyncEntity, SensorEntity):
    """A sensor of a profile."""

    entity_description: PlexSyncSensorEntityDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return what the profile's status says."""
        return self.entity_description.value_fn(self.coordinator.data)
