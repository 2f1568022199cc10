"""Phones of a household: registered for real, told by a fake of the push service."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.auth.models import User
from homeassistant.components.mobile_app.const import DOMAIN as MOBILE_APP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component

from tests.fakes.push import FakePush

EVENT = "mobile_app_notification_action"

type Message = dict[str, Any]
type Client = TestClient[Any, Any]


@dataclass(kw_only=True)
class PhoneOfTest:
    """A phone with the companion app."""

    hass: HomeAssistant
    push: FakePush
    client: Client
    name: str
    user: User
    webhook_id: str
    device_id: str

    @property
    def messages(self) -> list[Message]:
        """What it was told."""
        return self.push.to(self.name)

    async def press(self, message: Message, title: str) -> None:
        """Press a button of a message."""
        [action] = [
            each["action"]
            for each in message["data"]["actions"]
            if each["title"] == title
        ]
        await self.answer(action)

    async def answer(self, action: str) -> None:
        """Send what the app sends when a button is pressed."""
        body = {
            "type": "fire_event",
            "data": {"event_type": EVENT, "event_data": {"action": action}},
        }
        async with self.client.post(
            f"/api/webhook/{self.webhook_id}", json=body
        ) as response:
            assert response.status == 200
        await self.hass.async_block_till_done()

    async def unregister(self) -> None:
        """Remove it from Home Assistant."""
        [entry] = [
            entry
            for entry in self.hass.config_entries.async_entries(MOBILE_APP)
            if entry.data["webhook_id"] == self.webhook_id
        ]
        await self.hass.config_entries.async_remove(entry.entry_id)
        await self.hass.async_block_till_done()


async def set_up_phones(hass: HomeAssistant) -> None:
    """Let phones be registered."""
    assert await async_setup_component(hass, "notify", {})
    assert await async_setup_component(hass, MOBILE_APP, {})
    await hass.async_block_till_done()


async def add_phone(
    hass: HomeAssistant,
    push: FakePush,
    client_of: Callable[[str], Awaitable[Client]],
    name: str,
    user: User,
) -> PhoneOfTest:
    """Register a phone, as the app does."""
    token = await hass.auth.async_create_refresh_token(user, "https://phone.invalid/")
    client = await client_of(hass.auth.async_create_access_token(token))
    registration = {
        "app_data": {"push_token": name, "push_url": push.url},
        "app_id": "io.robbie.HomeAssistant",
        "app_name": "Home Assistant",
        "app_version": "2026.10",
        "device_id": f"device-{name}",
        "device_name": name,
        "manufacturer": "Google",
        "model": "Pixel",
        "os_name": "Android",
        "os_version": "16",
        "supports_encryption": False,
    }
    async with client.post("/api/mobile_app/registrations", json=registration) as got:
        assert got.status == 201, await got.text()
        webhook_id = (await got.json())["webhook_id"]
    await hass.async_block_till_done()
    [device] = dr.async_get(hass).async_get_devices(
        identifiers={(MOBILE_APP, f"device-{name}")}
    )
    return PhoneOfTest(
        hass=hass,
        push=push,
        client=client,
        name=name,
        user=user,
        webhook_id=webhook_id,
        device_id=device.id,
    )
