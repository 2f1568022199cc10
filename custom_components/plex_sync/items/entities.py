"""Entities of the saved items that the user has chosen, and totals of all of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from ..const import DOMAIN, MANUFACTURER
from ..coordinator import PlexSyncCoordinator
from ..entity import PlexSyncEntity
from ..profiles.music_profile import MusicProfile
from ..sync.requests import RunRequest
from ..sync.runs import RunKind, Subjects
from .saved_items import CONF_ENTITIES, CONF_KEY, item_subentries
from .standings import ItemState, Standing, Standings


@dataclass(frozen=True, kw_only=True)
class ItemSensorEntityDescription(SensorEntityDescription):
    """Describes a sensor of a saved item."""

    value_fn: Callable[[Standing], StateType | datetime]
    attributes_fn: Callable[[Standing], Mapping[str, Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class TotalSensorEntityDescription(SensorEntityDescription):
    """Describes a sensor of all saved items together."""

    value_fn: Callable[[Standings], int]


def _state_attributes(standing: Standing) -> Mapping[str, Any]:
    return {"message": standing.text} if standing.text else {}


ITEM_SENSORS = (
    ItemSensorEntityDescription(
        key="state",
        translation_key="item_state",
        device_class=SensorDeviceClass.ENUM,
        options=list(ItemState),
        value_fn=lambda standing: standing.state,
        attributes_fn=_state_attributes,
    ),
    ItemSensorEntityDescription(
        key="last_sync",
        translation_key="item_last_sync",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda standing: standing.last_sync,
    ),
    ItemSensorEntityDescription(
        key="matched",
        translation_key="item_matched",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda standing: standing.matched,
    ),
    ItemSensorEntityDescription(
        key="review",
        translation_key="item_review",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda standing: standing.review,
    ),
    ItemSensorEntityDescription(
        key="missing",
        translation_key="item_missing",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda standing: standing.missing,
    ),
)
TOTAL_SENSORS = (
    TotalSensorEntityDescription(
        key="tracks_matched",
        translation_key="tracks_matched",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda now: sum(each.matched for each in now.items.values()),
    ),
    TotalSensorEntityDescription(
        key="tracks_missing",
        translation_key="tracks_missing",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda now: sum(each.missing for each in now.items.values()),
    ),
)
SYNC_NOW = ButtonEntityDescription(key="sync_now", translation_key="sync_now")


@callback
def async_setup_item_entities(
    coordinator: PlexSyncCoordinator,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[MusicProfile, ConfigSubentry], Iterable[Entity]],
) -> None:
    """Add entities of items as they are chosen, and take them away again."""
    profile, entry = coordinator.profile, coordinator.config_entry
    if not isinstance(profile, MusicProfile):
        return
    music = profile
    shown: set[str] = set()

    @callback
    def update() -> None:
        for subentry in item_subentries(entry).values():
            _async_update_device(coordinator, subentry)
            if not subentry.data.get(CONF_ENTITIES):
                shown.discard(subentry.subentry_id)
            elif subentry.subentry_id not in shown:
                shown.add(subentry.subentry_id)
                async_add_entities(
                    make(music, subentry), config_subentry_id=subentry.subentry_id
                )

    update()
    entry.async_on_unload(profile.standings.async_listen(update))


@callback
def _async_update_device(
    coordinator: PlexSyncCoordinator, subentry: ConfigSubentry
) -> None:
    """Give an item's device its title of now, or remove it with all its entities."""
    devices = dr.async_get(coordinator.hass)
    device = devices.async_get_device_by_identifier(
        (DOMAIN, subentry.subentry_id), coordinator.config_entry.entry_id
    )
    if device is None:
        return
    if not subentry.data.get(CONF_ENTITIES):
        devices.async_remove_device(device.id)
    elif device.name != subentry.title:
        devices.async_update_device(device.id, name=subentry.title)


class ItemEntity(Entity):
    """An entity of a saved item's device."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(
        self,
        coordinator: PlexSyncCoordinator,
        profile: MusicProfile,
        subentry: ConfigSubentry,
        description: EntityDescription,
    ) -> None:
        """Name the entity after its description, and the device after the item."""
        self.entity_description = description
        self.coordinator = coordinator
        self.key: str = subentry.data[CONF_KEY]
        self._profile = profile
        self._attr_unique_id = f"{subentry.subentry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            entry_type=DeviceEntryType.SERVICE,
            name=subentry.title,
            manufacturer=MANUFACTURER,
            model="Saved item",
        )
        entry_id = coordinator.config_entry.entry_id
        above = dr.async_get(coordinator.hass).async_get_device_by_identifier(
            (DOMAIN, entry_id), entry_id
        )
        if above is not None:
            self._attr_device_info["via_device_id"] = above.id

    @property
    def standing(self) -> Standing | None:
        """How the item stands; `None`: it is saved no more."""
        return self._profile.standings.now.items.get(self.key)

    @property
    @override
    def available(self) -> bool:
        """Return whether the item is still saved."""
        return self.standing is not None

    @override
    async def async_added_to_hass(self) -> None:
        """Follow how the item stands."""
        await super().async_added_to_hass()
        self.async_on_remove(
            self._profile.standings.async_listen(self.async_write_ha_state)
        )


class ItemSensor(ItemEntity, SensorEntity):
    """A sensor of a saved item."""

    entity_description: ItemSensorEntityDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return what is known of the item."""
        standing = self.standing
        return None if standing is None else self.entity_description.value_fn(standing)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what else there is to say, where there is something."""
        standing, tell = self.standing, self.entity_description.attributes_fn
        return None if standing is None or tell is None else tell(standing)


class ItemButton(ItemEntity, ButtonEntity):
    """Syncs one saved item, whether its turn has come or not."""

    @override
    async def async_press(self) -> None:
        """Begin the run; nobody waits for its end."""
        self.coordinator.async_submit(
            RunRequest(
                kind=RunKind.TARGETED,
                scope=Subjects(keys=frozenset({self.key})),
                dry_run=self.coordinator.automatic.options().dry_run,
            )
        )


class TotalSensor(PlexSyncEntity, SensorEntity):
    """A sensor of all saved items of a profile together."""

    entity_description: TotalSensorEntityDescription

    def __init__(
        self,
        coordinator: PlexSyncCoordinator,
        profile: MusicProfile,
        description: TotalSensorEntityDescription,
    ) -> None:
        """Count what is known."""
        super().__init__(coordinator, description)
        self._profile = profile

    @override
    async def async_added_to_hass(self) -> None:
        """Follow how the items stand."""
        await super().async_added_to_hass()
        self.async_on_remove(
            self._profile.standings.async_listen(self.async_write_ha_state)
        )

    @property
    @override
    def native_value(self) -> int:
        """Return the sum over all items."""
        return self.entity_description.value_fn(self._profile.standings.now)
