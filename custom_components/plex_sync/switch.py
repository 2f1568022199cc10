"""Switches: options of a profile that automations may want to change."""

from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import CONF_AUTOMATIC_SYNC, CONF_DRY_RUN
from .coordinator import ProfileConfigEntry
from .entity import PlexSyncEntity

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class PlexSyncSwitchEntityDescription(SwitchEntityDescription):
    """Describes a switch; its key is the option's."""

    default: bool


SWITCHES: tuple[PlexSyncSwitchEntityDescription, ...] = (
    PlexSyncSwitchEntityDescription(
        key=CONF_AUTOMATIC_SYNC,
        translation_key=CONF_AUTOMATIC_SYNC,
        entity_category=EntityCategory.CONFIG,
        default=True,
    ),
    PlexSyncSwitchEntityDescription(
        key=CONF_DRY_RUN,
        translation_key=CONF_DRY_RUN,
        entity_category=EntityCategory.CONFIG,
        default=False,
    ),
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the switches of a profile."""
    async_add_entities(
        PlexSyncSwitch(entry.runtime_data, description) for description in SWITCHES
    )


class PlexSyncSwitch(PlexSyncEntity, SwitchEntity):
    """A switch for an option; runs read it when they begin, so nothing is reloaded."""

    entity_description: PlexSyncSwitchEntityDescription

    @property
    @override
    def is_on(self) -> bool:
        """Return the option."""
        description = self.entity_description
        options = self.coordinator.config_entry.options
        return bool(options.get(description.key, description.default))

    @override
    async def async_turn_on(self, **_kwargs: Any) -> None:
        """Switch the option on."""
        self._set(True)

    @override
    async def async_turn_off(self, **_kwargs: Any) -> None:
        """Switch the option off."""
        self._set(False)

    def _set(self, value: bool) -> None:
        entry = self.coordinator.config_entry
        self.hass.config_entries.async_update_entry(
            entry, options={**entry.options, self.entity_description.key: value}
        )
        # The coordinator hears of the change, and has all switches shown anew.
        self.async_write_ha_state()
