"""Whom something can be told: phones with buttons, notify entities with text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
import logging
from typing import Any, Final

from homeassistant.components.notify.const import (
    ATTR_DATA,
    ATTR_MESSAGE,
    ATTR_TITLE,
    DOMAIN as NOTIFY,
    SERVICE_SEND_MESSAGE,
    NotifyEntityFeature,
)
from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_SUPPORTED_FEATURES,
    CONF_WEBHOOK_ID,
    STATE_UNAVAILABLE,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

_LOGGER = logging.getLogger(__name__)

MOBILE_APP: Final = "mobile_app"
CONF_USER: Final = "user_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A device with the companion app that can be told something."""

    device_id: str
    action: str
    """Its own notify action: the only way that carries buttons."""
    user_id: str | None
    """Whose it is."""


@callback
def async_find_phone(hass: HomeAssistant, device_id: str) -> Phone | None:
    """Return a phone; `None`: it is gone, not registered, or takes no messages."""
    if MOBILE_APP not in hass.config.components:
        return None
    # Loaded with the app's integration, which not every house has.
    from homeassistant.components.mobile_app.const import DATA_NOTIFY  # noqa: PLC0415
    from homeassistant.components.mobile_app.util import (  # noqa: PLC0415
        get_notify_service,
        webhook_id_from_device_id,
    )

    webhook_id = webhook_id_from_device_id(hass, device_id)
    if webhook_id is None or DATA_NOTIFY not in hass.data[MOBILE_APP]:
        return None
    if (action := get_notify_service(hass, webhook_id)) is None:
        return None
    users = {
        entry.data[CONF_WEBHOOK_ID]: entry.data.get(CONF_USER)
        for entry in hass.config_entries.async_entries(MOBILE_APP)
    }
    return Phone(device_id=device_id, action=action, user_id=users.get(webhook_id))


@callback
def async_find_phones(hass: HomeAssistant, device_ids: Collection[str]) -> list[Phone]:
    """Return those of some phones that are there."""
    found = {device_id: async_find_phone(hass, device_id) for device_id in device_ids}
    for device_id, phone in found.items():
        if phone is None:
            _LOGGER.info("No phone can be told at device %s any more", device_id)
    return [phone for phone in found.values() if phone is not None]


async def async_tell_phone(
    hass: HomeAssistant,
    phone: Phone,
    message: str,
    title: str,
    data: Mapping[str, Any],
) -> None:
    """Send a message to a phone; that it does not arrive is no fault of anything."""
    await _async_send(
        hass,
        phone.action,
        {ATTR_MESSAGE: message, ATTR_TITLE: title, ATTR_DATA: dict(data)},
    )


async def async_tell_entity(
    hass: HomeAssistant, entity_id: str, message: str, title: str
) -> None:
    """Send a text by a notify entity, if it is there."""
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE:
        _LOGGER.info("Nothing can be told by %s", entity_id)
        return
    text = {ATTR_MESSAGE: message, ATTR_TITLE: title}
    features = state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
    if not features & NotifyEntityFeature.TITLE:
        text = {ATTR_MESSAGE: f"{title}\n{message}"}
    await _async_send(hass, SERVICE_SEND_MESSAGE, {ATTR_ENTITY_ID: entity_id, **text})


@callback
def async_device_of(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the device that an entity belongs to."""
    entity = er.async_get(hass).async_get(entity_id)
    return entity.device_id if entity is not None else None


async def _async_send(hass: HomeAssistant, action: str, data: dict[str, Any]) -> None:
    try:
        await hass.services.async_call(NOTIFY, action, data, blocking=True)
    except HomeAssistantError as err:
        _LOGGER.info("notify.%s was not told: %s", action, err)
    except Exception as err:  # noqa: BLE001
        # Somebody else's code, which may raise anything: the others are told still.
        _LOGGER.info("notify.%s was not told: %s", action, type(err).__name__)
