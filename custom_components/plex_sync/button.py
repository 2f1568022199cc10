"""Buttons: begin a run."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import ProfileConfigEntry
from .entity import PlexSyncEntity
from .sync.model import RunKind

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class PlexSyncButtonEntityDescription(ButtonEntityDescription):
    """Describes a button."""

    run: RunKind


BUTTONS: tuple[PlexSyncButtonEntityDescription, ...] = (
    PlexSyncButtonEntityDescription(
        key="full_sync", translation_key="full_sync", run=RunKind.FULL
    ),
    PlexSyncButtonEntityDescription(
        key="poll_sync", translation_key="poll_sync", run=RunKind.POLL
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the buttons of a profile."""
    async_add_entities(
        PlexSyncButton(entry.runtime_data, description) for description in BUTTONS
    )


class PlexSyncButton(PlexSyncEntity, ButtonEntity):
    """A button of a profile."""

    entity_description: PlexSyncButtonEntityDescription

    @override
    async def async_press(self) -> None:
        """Begin the run; nobody waits for its end."""
        self.coordinator.async_sync(self.entity_description.run)
