"""Categories published once, seen by a second client and by Home Assistant itself."""

import asyncio
from typing import Any, Final

from tests.e2e.harness.client import HomeAssistantFailed
from tests.e2e.harness.home_assistant import HomeAssistant
from tests.e2e.harness.websocket import CommandFailed
from tests.mosquitto import Mosquitto

from .programs import PLAYLIST
from .report import MqttReport
from .setup import DOMAIN, change_options, until_there

CATEGORIES: Final = {
    "Morning run": "Sport",
    "Workout": "Sport",
    PLAYLIST: "Quiet",
    "Focus": "Quiet",
    "Dinner": "Evening",
    "Late night": "Evening",
}
TAKEN_BACK: Final = "Workout"
"""Loses its category again."""
OPTIONS: Final = {"enabled": True, "broker": "home_assistant", "discovery": True}
WITHIN: Final = 30
"""Seconds until Home Assistant has the entities."""


async def connect_broker(home: HomeAssistant, broker: Mosquitto) -> None:
    """Set Home Assistant's own MQTT up, as a person would."""
    await home.flow(
        "mqtt",
        {
            "broker": broker.host,
            "port": broker.port,
            "other_settings": {"set_client_cert": False, "set_ca_cert": "off"},
        },
    )


async def publish_categories(home: HomeAssistant, entry: str) -> None:
    """Turn it on, and give items their categories."""
    await change_options(home, entry, "mqtt", OPTIONS)
    await until_there(home, entry, "publish_mqtt")
    for title, category in CATEGORIES.items():
        await _categorise(home, entry, title, category)


async def mqtt_once(home: HomeAssistant, broker: Mosquitto, entry: str) -> MqttReport:
    """Publish, look with other eyes, take one back."""
    report = MqttReport()
    try:
        await connect_broker(home, broker)
        await publish_categories(home, entry)
        answer = await _publish(home, entry)
        # A change is published by itself soon: perhaps before anybody asks.
        report.published = answer["published"] + answer["unchanged"]
        kept = await asyncio.to_thread(broker.kept)
        own = {topic for topic in kept if "spotify_to_plex" in topic}
        report.seen_by_second_client = len(own)
        if report.seen_by_second_client != report.published:
            report.reasons.append(f"the broker keeps {len(own)} messages")
        await _until_discovered(home, len(CATEGORIES))
        await _categorise(home, entry, TAKEN_BACK, "")
        report.removed = (await _publish(home, entry))["removed"]
        left = await asyncio.to_thread(broker.kept)
        if len(own) - len(own & left.keys()) == 0:
            report.reasons.append("nothing was taken back")
        report.removed = report.removed or len(own - left.keys())
    except (HomeAssistantFailed, CommandFailed, TimeoutError) as err:
        report.reasons.append(str(err) or "Home Assistant does not see the categories")
    return report


async def _categorise(
    home: HomeAssistant, entry: str, title: str, category: str
) -> None:
    await home.action(
        f"{DOMAIN}.update_items",
        {"config_entry_id": entry, "items": [title], "category": category},
    )


async def _publish(home: HomeAssistant, entry: str) -> dict[str, Any]:
    answer: dict[str, Any] = await home.action(
        f"{DOMAIN}.publish_mqtt", {"config_entry_id": entry}, response=True
    )
    return answer


async def _until_discovered(home: HomeAssistant, count: int) -> None:
    """Wait until Home Assistant's own MQTT has an entity for each item."""
    async with asyncio.timeout(WITHIN):
        while True:
            registry = await home.call("config/entity_registry/list")
            found = [one for one in registry if one["platform"] == "mqtt"]
            # One for each item, and the categories themselves.
            if len(found) == count + 1:
                return
            await asyncio.sleep(0.2)
