"""Buttons: begin a run."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.action import music_profile
from .actions.hand_off import async_begin_hand_off, check_hand_off
from .actions.mqtt import publishing
from .actions.music_runs import async_begin_job
from .const import HAND_OFFS
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .entity import PlexSyncEntity
from .handoff.hand_offs import Asked
from .items.entities import SYNC_NOW, ItemButton, async_setup_item_entities
from .items.music_jobs import Job
from .profiles.music_profile import MusicProfile
from .sync.errors import ServiceError
from .sync.journal.database import JournalError
from .sync.runs import RunKind
from .texts import failure, failure_of

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


@dataclass(frozen=True, kw_only=True)
class JobButtonEntityDescription(ButtonEntityDescription):
    """Describes a button of a music profile's job."""

    job: Job


JOB_BUTTONS: tuple[JobButtonEntityDescription, ...] = tuple(
    JobButtonEntityDescription(
        key=f"sync_{job}", translation_key=f"sync_{job}", job=job
    )
    for job in Job
)
PUBLISH_MQTT = ButtonEntityDescription(
    key="publish_mqtt", translation_key="publish_mqtt"
)


@dataclass(frozen=True, kw_only=True)
class HandOffButtonEntityDescription(ButtonEntityDescription):
    """Describes a button that hands on what is missing."""

    service: str


HAND_OFF_BUTTONS: tuple[HandOffButtonEntityDescription, ...] = tuple(
    HandOffButtonEntityDescription(
        key=f"send_to_{service}",
        translation_key=f"send_to_{service}",
        service=service,
    )
    for service in HAND_OFFS
)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: ProfileConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the buttons of a profile."""
    coordinator = entry.runtime_data
    async_add_entities(
        PlexSyncButton(coordinator, description) for description in BUTTONS
    )
    if isinstance(coordinator.profile, MusicProfile):
        async_add_entities(
            JobButton(coordinator, description) for description in JOB_BUTTONS
        )
        async_add_entities(
            HandOffButton(coordinator, description)
            for description in HAND_OFF_BUTTONS
            if description.service in coordinator.profile.asked.programs
        )
        if coordinator.profile.mqtt.settings.enabled:
            async_add_entities(
                [MqttButton(coordinator, coordinator.profile, PUBLISH_MQTT)]
            )
    async_setup_item_entities(
        coordinator,
        async_add_entities,
        lambda profile, subentry: [
            ItemButton(coordinator, profile, subentry, SYNC_NOW)
        ],
    )


class PlexSyncButton(PlexSyncEntity, ButtonEntity):
    """A button of a profile."""

    entity_description: PlexSyncButtonEntityDescription

    @override
    async def async_press(self) -> None:
        """Begin the run; nobody waits for its end."""
        user = self._context.user_id if self._context is not None else None
        self.coordinator.async_sync(self.entity_description.run, user=user)


class JobButton(PlexSyncEntity, ButtonEntity):
    """A button of a music profile's job."""

    entity_description: JobButtonEntityDescription

    @override
    async def async_press(self) -> None:
        """Begin the job; nobody waits for its end.

        Raises:
            ServiceValidationError: there is nothing that the job could do.
        """
        async_begin_job(self.coordinator, self.entity_description.job)


class HandOffButton(PlexSyncEntity, ButtonEntity):
    """Hands what is missing to a program."""

    entity_description: HandOffButtonEntityDescription

    @override
    async def async_press(self) -> None:
        """Begin; nobody waits for the end.

        Raises:
            ServiceValidationError: nothing is written during a dry run.
        """
        profile = music_profile(self.coordinator)
        service = self.entity_description.service
        check_hand_off(self.coordinator, profile, service)
        async_begin_hand_off(profile, service, Asked())


class MqttButton(PlexSyncEntity, ButtonEntity):
    """The button that publishes the categories over MQTT."""

    def __init__(
        self,
        coordinator: PlexSyncCoordinator,
        profile: MusicProfile,
        description: ButtonEntityDescription,
    ) -> None:
        """Serve a music profile."""
        super().__init__(coordinator, description)
        self._profile = profile

    @override
    async def async_press(self) -> None:
        """Publish, and wait until the broker has it.

        Raises:
            ServiceValidationError: the profile does not publish.
            HomeAssistantError: the broker does not take it.
        """
        publishing(self._profile)
        try:
            await self._profile.mqtt.async_publish()
        except ServiceError as err:
            raise failure_of(err) from err
        except JournalError as err:
            raise failure("Plex Sync", err.reason, err.message) from err
