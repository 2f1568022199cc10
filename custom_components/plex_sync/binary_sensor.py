"""Binary sensors: whether a run is under way, and whether something is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import ProfileConfigEntry
from .entity import PlexSyncEntity
from .status import ProfileStatus

PARALLEL_UPDATES = 0


def _no_attributes(_status: ProfileStatus) -> Mapping[str, Any] | None:
    return None


def _problem(status: ProfileStatus) -> Mapping[str, Any] | None:
    """Say what is wrong."""
    if status.problem is None:
        return None
    return {
        "service": status.problem.service,
        "reason": status.problem.reason,
        "message": status.problem.text,
    }


@dataclass(frozen=True, kw_only=True)
class PlexSyncBinarySensorEntityDescription(BinarySensorEntityDescription):
    """Describes a binary sensor."""

    is_on_fn: Callable[[ProfileStatus], bool]
    attributes_fn: Callable[[ProfileStatus], Mapping[str, Any] | None] = _no_attributes


BINARY_SENSORS: tuple[PlexSyncBinarySensorEntityDescription, ...] = (
    PlexSyncBinarySensorEntityDescription(
        key="running",
        translation_key="running",
        device_class=BinarySensorDeviceClass.RUNNING,
        is_on_fn=lambda status: status.running is not None,
    ),
    PlexSyncBinarySensorEntityDescription(
        key="problem",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on_fn=lambda status: status.problem is not None,
        attributes_fn=_problem,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the binary sensors of a profile."""
    async_add_entities(
        PlexSyncBinarySensor(entry.runtime_data, description)
        for description in BINARY_SENSORS
    )


class PlexSyncBinarySensor(PlexSyncEntity, BinarySensorEntity):
    """A binary sensor of a profile."""

    entity_description: PlexSyncBinarySensorEntityDescription

    @property
    @override
    def is_on(self) -> bool:
        """Return what the profile's status says."""
        return self.entity_description.is_on_fn(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what is wrong, if something is."""
        return self.entity_description.attributes_fn(self.coordinator.data)
