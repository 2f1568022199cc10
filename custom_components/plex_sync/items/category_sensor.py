"""The sensor of the categories of a music profile."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)

from ..actions.answers_categories import counts_answer, media_answer
from ..coordinator import PlexSyncCoordinator
from ..entity import PlexSyncEntity
from .catalogue import Catalogue

CATEGORIES: Final = SensorEntityDescription(
    key="categories",
    translation_key="categories",
    state_class=SensorStateClass.MEASUREMENT,
)


class CategorySensor(PlexSyncEntity, SensorEntity):
    """How many categories there are, and what is in them."""

    _unrecorded_attributes = frozenset({"categories", "items"})

    def __init__(self, coordinator: PlexSyncCoordinator, catalogue: Catalogue) -> None:
        """Show what the catalogue knows."""
        super().__init__(coordinator, CATEGORIES)
        self._catalogue = catalogue

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the catalogue."""
        await super().async_added_to_hass()
        self.async_on_remove(self._catalogue.async_listen(self.async_write_ha_state))

    @property
    @override
    def native_value(self) -> int:
        """Return how many categories there are."""
        return len(self._catalogue.categories)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Return the categories, and how what is in them is played."""
        items = self._catalogue.now
        return {
            "categories": counts_answer(items),
            "items": [media_answer(item) for item in items],
        }
