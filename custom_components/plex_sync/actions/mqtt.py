"""The action that publishes the categories over MQTT."""

from typing import Final

from homeassistant.core import ServiceCall

from ..coordinator import PlexSyncCoordinator
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..texts import refusal
from .action import Action, music_profile
from .answers import Answer


def publishing(profile: MusicProfile) -> None:
    """Look whether a profile publishes at all.

    Raises:
        ServiceValidationError: it does not.
    """
    if not profile.mqtt.settings.enabled:
        raise refusal("mqtt_off")


async def _async_publish(
    coordinator: PlexSyncCoordinator, _call: ServiceCall
) -> Answer:
    """Publish now, and wait until the broker has it."""
    profile = music_profile(coordinator)
    publishing(profile)
    return (await profile.mqtt.async_publish()).answer()


MQTT_ACTIONS: Final = (
    Action(name="publish_mqtt", handler=_async_publish, right=Right.ACT, fields={}),
)
