"""What all entities of a profile have in common."""

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_ANILIST, CONF_USER_NAME, DOMAIN, KIND, KIND_MUSIC, MANUFACTURER
from .coordinator import PlexSyncCoordinator


class PlexSyncEntity(CoordinatorEntity[PlexSyncCoordinator]):
    """An entity of a profile's device."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: PlexSyncCoordinator, description: EntityDescription
    ) -> None:
        """Name the entity after its description."""
        super().__init__(coordinator)
        entry = coordinator.config_entry
        self.entity_description = description
        self._attr_unique_id = f"{entry.entry_id}_{description.key}"
        user = entry.data.get(CONF_ANILIST, {}).get(CONF_USER_NAME)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            entry_type=DeviceEntryType.SERVICE,
            name=entry.title,
            manufacturer=MANUFACTURER,
            model=(
                "Music profile"
                if entry.data.get(KIND) == KIND_MUSIC
                else "Anime profile"
            ),
            configuration_url=f"https://anilist.co/user/{user}" if user else None,
        )
