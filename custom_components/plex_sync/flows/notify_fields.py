"""Whom a profile tells of its runs, and of what, as fields of a form."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from homeassistant.const import Platform
from homeassistant.helpers.selector import (
    DeviceFilterSelectorConfig,
    DeviceSelector,
    DeviceSelectorConfig,
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    Selector,
)

from ..notifications.notifications import CONF_ABOUT, CONF_DEVICES, CONF_ENTITIES, About
from ..notifications.phones import MOBILE_APP
from .selectors import choice

NOTIFY_SECTION: Final[Sequence[str]] = (CONF_ABOUT, CONF_DEVICES, CONF_ENTITIES)

NOTIFY_LISTS: Final[Mapping[str, Any]] = MappingProxyType(
    {CONF_DEVICES: [], CONF_ENTITIES: []}
)
"""A form leaves out what was emptied."""

NOTIFY_DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {CONF_ABOUT: About.NOTHING.value, **NOTIFY_LISTS}
)

NOTIFY_FIELDS: Final[Mapping[str, Selector[Any]]] = MappingProxyType(
    {
        CONF_ABOUT: choice(CONF_ABOUT, About),
        CONF_DEVICES: DeviceSelector(
            DeviceSelectorConfig(
                filter=DeviceFilterSelectorConfig(integration=MOBILE_APP),
                multiple=True,
            )
        ),
        CONF_ENTITIES: EntitySelector(
            EntitySelectorConfig(
                filter=EntityWithDeviceFilterSelectorConfig(domain=Platform.NOTIFY),
                multiple=True,
            )
        ),
    }
)
