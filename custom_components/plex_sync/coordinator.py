"""A profile at work: its runs, its schedule, and how it stands."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
import logging
from typing import Final, override

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryError,
    ConfigEntryNotReady,
)
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .backups.safekeeping import SafeKeeping
from .backups.watch import BackupWatch
from .const import DOMAIN
from .notifications.notifications import Notifications
from .profiles.profile import Profile
from .running.aftermath import Aftermath, async_remembered
from .running.automatic import Automatic
from .running.feed import Feed
from .running.quiet_feed import async_keep_feed_quiet
from .running.throttle import Throttle
from .running.upkeep import Upkeep
from .running.webhook import Webhook
from .status import ProfileStatus
from .sync.engine import EngineEvent
from .sync.errors import InvalidToken, ServiceError
from .sync.journal.database import JournalError
from .sync.journal.journal import Journal, JournalChange
from .sync.requests import RunRequest, RunResult
from .sync.runs import Origin, Progress, RunKind, Stage

_LOGGER = logging.getLogger(__name__)

ENTITY_SECONDS: Final = 5.0
LIVE_SECONDS: Final = 0.25
SHOWN_STAGES: Final = (Stage.WRITING, Stage.VERIFYING)
"""From here on a poll is worth showing: it has found something."""

type ProfileConfigEntry = ConfigEntry[PlexSyncCoordinator]


class PlexSyncCoordinator(DataUpdateCoordinator[ProfileStatus]):
    """One profile at work.

    Entities are listeners of the coordinator and are told seldom; `async_listen` is for
    those that want to see each step.
    """

    config_entry: ProfileConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ProfileConfigEntry,
        profile: Profile,
        journal: Journal,
    ) -> None:
        """Take a profile; nothing runs yet."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=entry.title,
            always_update=False,
        )
        self.profile = profile
        self.engine = profile.engine
        self.journal = journal
        self.feed = Feed(journal, entry.entry_id)
        self.status = ProfileStatus()
        self.automatic = Automatic(self)
        self.webhook = Webhook(self)
        self.upkeep = Upkeep(self)
        self.backups = BackupWatch(self)
        self.notifications = Notifications(self)
        self._aftermath = Aftermath(self)
        self._entities = Throttle(hass, ENTITY_SECONDS, self._tell_entities)
        self._live = Throttle(hass, LIVE_SECONDS, self._tell_live)
        self._live_listeners: list[Callable[[ProfileStatus], None]] = []
        self._counters_are_old = False
        self._settling: asyncio.Task[None] | None = None

    @override
    async def _async_setup(self) -> None:
        try:
            await self.profile.async_connect()
        except InvalidToken as err:
            self.async_ask_to_sign_in(err)
            raise ConfigEntryAuthFailed(
                translation_domain=DOMAIN,
                translation_key="invalid_token",
                translation_placeholders={"service": err.service, "message": ""},
            ) from err
        except ServiceError as err:
            if err.reason == "other_server":
                raise ConfigEntryError(
                    translation_domain=DOMAIN,
                    translation_key="other_server",
                    translation_placeholders={"server": err.message},
                ) from err
            raise ConfigEntryNotReady(
                translation_domain=DOMAIN,
                translation_key="not_ready",
                translation_placeholders={
                    "service": err.service,
                    "message": err.message or err.reason,
                },
            ) from err

    @override
    async def _async_update_data(self) -> ProfileStatus:
        known = await async_remembered(self.journal, self.config_entry.entry_id)
        await self.notifications.async_load()
        self.status = self.status.remembering(known)
        await self._aftermath.async_update_issues()
        return self.status

    @callback
    def async_start(self) -> None:
        """Begin to work, until the entry is unloaded."""
        unload = self.config_entry.async_on_unload
        unload(self.engine.listen(self._on_engine))
        unload(self.journal.listen(self._on_journal))
        unload(
            async_dispatcher_connect(
                self.hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry_changed
            )
        )
        self.upkeep.async_start()
        SafeKeeping(self).async_start()
        async_keep_feed_quiet(self)
        self.profile.async_attend(self)
        unload(async_at_started(self.hass, self.automatic.async_begin))

    async def async_close(self) -> None:
        """End at a batch's edge; nothing runs any more."""
        self.webhook.async_stop()
        await self.automatic.async_close()
        await self.profile.async_close()
        if self._settling is not None:
            await self._settling
        self._entities.async_cancel()
        self._live.async_cancel()

    # Runs

    @callback
    def async_submit(self, request: RunRequest) -> asyncio.Future[RunResult]:
        """Ask for a run; nobody has to wait for the result."""
        return self.engine.submit(request)

    async def async_run(self, request: RunRequest) -> RunResult:
        """Ask for a run, and wait until its end is seen everywhere."""
        result = await self.engine.run(request)
        if self._settling is not None:
            await asyncio.shield(self._settling)
        return result

    @callback
    def async_sync(
        self, kind: RunKind, origin: Origin = Origin.USER, user: str | None = None
    ) -> None:
        """Begin a full run or a poll; only planned where the user wants it so."""
        dry_run = self.automatic.options().dry_run
        for request in self.profile.requests(kind, origin, dry_run=dry_run):
            self.async_submit(replace(request, user=user))

    @callback
    def async_ask_to_sign_in(self, err: ServiceError) -> None:
        """Ask the user to sign in anew, and run nothing until then."""
        self.automatic.async_pause()
        self._aftermath.async_start_reauth(self.profile.sides.get(err.service, ""))

    @callback
    def async_sign_in_anew(self, side: str) -> None:
        """Ask the user to sign in anew, while all goes on."""
        self._aftermath.async_start_reauth(side)

    async def async_check_issues(self) -> None:
        """Raise and drop repairs by what is known now.

        Raises:
            JournalError: it cannot be told whether a plan waits.
        """
        await self._aftermath.async_update_issues()

    # Telling

    @callback
    def async_listen(
        self, listener: Callable[[ProfileStatus], None]
    ) -> Callable[[], None]:
        """Be told of each step, at most four times a second; returns how to stop."""
        self._live_listeners.append(listener)
        return lambda: self._live_listeners.remove(listener)

    @callback
    def async_show(self, status: ProfileStatus, *, at_once: bool = True) -> None:
        """Take a new status, and tell of it."""
        self.status = status
        self._live.async_call()
        if at_once:
            self._entities.async_flush()
        else:
            self._entities.async_call()

    @callback
    def _tell_live(self) -> None:
        for listener in list(self._live_listeners):
            listener(self.status)

    @callback
    def _tell_entities(self) -> None:
        self.async_set_updated_data(self.status)
        if self._counters_are_old:
            self._counters_are_old = False
            self.config_entry.async_create_task(
                self.hass, self._async_count(), "Plex Sync counters"
            )

    async def _async_count(self) -> None:
        with suppress(JournalError):
            counters = await self.journal.counters(self.config_entry.entry_id)
            if counters != self.status.counters:
                status = replace(self.status, counters=counters)
                self.async_show(status, at_once=self.engine.running is None)

    @callback
    def async_show_schedule(self) -> None:
        """Show when the next runs are due."""
        self.async_show(
            replace(
                self.status,
                next_full=self.automatic.next_full,
                next_poll=self.automatic.next_poll,
            )
        )

    # What happens

    @callback
    def _on_engine(self, happened: EngineEvent) -> None:
        if isinstance(happened, RunResult):
            records = self._aftermath.async_note(happened)
            self._settling = self.hass.async_create_task(
                self._async_settle(self._settling, happened, records),
                "Plex Sync end of a run",
            )
        elif happened.stage is not Stage.DONE and self.engine.running is not None:
            self._on_progress(self.engine.running, happened)

    @callback
    def _on_progress(self, request: RunRequest, progress: Progress) -> None:
        begins = self.status.running is None
        if (
            begins
            and request.kind is RunKind.POLL
            and progress.stage not in SHOWN_STAGES
        ):
            return
        if begins:
            self.feed.async_started(request)
        self.async_show(
            replace(self.status, running=request.kind, progress=progress),
            at_once=begins,
        )

    async def _async_settle(
        self,
        before: asyncio.Task[None] | None,
        result: RunResult,
        records: Collection[int],
    ) -> None:
        if before is not None:
            await before
        self._counters_are_old = False
        await self._aftermath.async_settle(result, records)

    @callback
    def _on_journal(self, change: JournalChange) -> None:
        if change.profile != self.config_entry.entry_id:
            return
        self.feed.async_collect(change)
        self._counters_are_old = True
        if self.engine.running is None:
            self._entities.async_flush()
        else:
            self._entities.async_call()

    @callback
    def _on_entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if change is ConfigEntryChange.UPDATED and entry is self.config_entry:
            self.automatic.async_options_changed()
            self.async_update_listeners()
