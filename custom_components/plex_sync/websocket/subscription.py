"""One card that watches one profile, through reloads of it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..actions.answers import Answer
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..rights import Right, async_may
from ..running.throttle import Throttle
from ..status import ProfileStatus
from ..sync.journal.database import JournalError
from ..sync.journal.journal import JournalChange
from .payloads import (
    async_page,
    async_profile,
    async_records,
    async_runs_of,
    counters_payload,
    plan_payload,
    status_payload,
)

PUSH_SECONDS: Final = 0.25
RECORDS_SECONDS: Final = 0.1
"""Lines of the timeline are seen sooner than progress."""
COUNT_SECONDS: Final = 1.0
FIRST_PAGE: Final = 50
MOST_RECORDS: Final = 200
"""More than this at once, and the card is told to begin anew."""


class Subscription:
    """Sends what a card shows first, then what becomes of it."""

    def __init__(
        self,
        hass: HomeAssistant,
        connection: ActiveConnection,
        message_id: int,
        entry: ProfileConfigEntry,
    ) -> None:
        """Keep who is told of what; nothing is sent yet."""
        self._hass = hass
        self._connection = connection
        self._message_id = message_id
        self._entry = entry
        self._coordinator: PlexSyncCoordinator | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._push = Throttle(hass, PUSH_SECONDS, self._begin_push)
        self._records = Throttle(hass, RECORDS_SECONDS, self._begin_records)
        self._count = Throttle(hass, COUNT_SECONDS, self._begin_count)
        self._lock = asyncio.Lock()
        self._is_first = True
        self._counters: Answer = {}
        self._plan: Answer | None = None
        self._status: Answer = {}
        self._added: set[int] = set()
        self._changed: set[int] = set()
        self._removed: set[int] = set()
        self._unended: set[int] = set()
        """The runs that the card has not seen the end of."""
        self._unwatch: Callable[[], None] | None = None

    @callback
    def async_start(self) -> None:
        """Begin to watch."""
        self._unwatch = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry_changed
        )
        self._follow()
        if self._coordinator is None:
            self._send({"type": "gone", "reason": "reloading"})

    @callback
    def async_stop(self) -> None:
        """Watch no more."""
        self._detach()
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    @callback
    def _on_entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.entry_id != self._entry.entry_id:
            return
        if change is ConfigEntryChange.REMOVED:
            self._detach()
            self._send({"type": "gone", "reason": "removed"})
            return
        self._follow()

    @callback
    def _follow(self) -> None:
        """Attach to the profile when it is at work, let go of it when it is not."""
        is_loaded = self._entry.state is ConfigEntryState.LOADED
        if not is_loaded:
            if self._coordinator is not None:
                self._detach()
                self._send({"type": "gone", "reason": "reloading"})
            return
        coordinator = self._entry.runtime_data
        if coordinator is self._coordinator:
            return
        self._detach()
        self._coordinator = coordinator
        self._is_first = True
        self._unsubscribe = [
            coordinator.async_listen(self._on_status),
            coordinator.journal.listen(self._on_journal),
        ]
        self._push.async_call()

    @callback
    def _detach(self) -> None:
        self._push.async_cancel()
        self._records.async_cancel()
        self._count.async_cancel()
        self._coordinator = None
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []
        self._added, self._changed, self._removed = set(), set(), set()

    @callback
    def _on_status(self, _status: ProfileStatus) -> None:
        self._push.async_call()

    @callback
    def _on_journal(self, change: JournalChange) -> None:
        if change.profile != self._entry.entry_id:
            return
        self._added |= set(change.added)
        self._changed |= set(change.changed)
        self._removed |= set(change.removed)
        self._records.async_call()
        self._count.async_call()

    @callback
    def _begin_push(self) -> None:
        self._in_background(self._async_push())

    @callback
    def _begin_records(self) -> None:
        self._in_background(self._async_push(only_records=True))

    @callback
    def _begin_count(self) -> None:
        self._in_background(self._async_count())

    def _in_background(self, work: Any) -> None:
        if (coordinator := self._coordinator) is not None:
            coordinator.config_entry.async_create_background_task(
                self._hass, work, "Plex Sync card"
            )
        else:
            work.close()

    async def _async_push(self, *, only_records: bool = False) -> None:
        """Send all that is new, in one order."""
        async with self._lock:
            coordinator = self._coordinator
            if coordinator is None:
                return
            if not async_may(self._hass, self._connection.user, self._entry, Right.SEE):
                self._detach()
                self._send({"type": "gone", "reason": "removed"})
                return
            with suppress(JournalError):
                if self._is_first:
                    await self._async_send_first(coordinator)
                elif only_records:
                    await self._async_send_records(coordinator)
                else:
                    await self._async_send_news(coordinator)

    async def _async_send_first(self, coordinator: PlexSyncCoordinator) -> None:
        profile = self._entry.entry_id
        # What changes while it is read is sent once more, and does no harm.
        self._added, self._changed, self._removed = set(), set(), set()
        page = await coordinator.journal.history(profile, size=FIRST_PAGE)
        self._counters = counters_payload(await coordinator.journal.counters(profile))
        self._plan = await self._async_plan(coordinator)
        self._status = self._status_of(coordinator)
        first: Answer = {
            "type": "first",
            "profile": async_profile(self._hass, self._connection.user, self._entry),
            "status": self._status,
            "counters": self._counters,
            "page": await async_page(coordinator, page.items, page.next),
            "plan": self._plan,
        }
        if coordinator is self._coordinator:
            self._is_first = False
            self._note_unended(first["page"]["runs"])
            self._send(first)

    def _note_unended(self, runs: list[Answer]) -> None:
        self._unended |= {run["run"] for run in runs if run["ended_at"] is None}

    async def _async_send_news(self, coordinator: PlexSyncCoordinator) -> None:
        status = self._status_of(coordinator)
        if status != self._status:
            self._status = status
            self._send({"type": "status", "status": status})
        if status["running"] is None:
            plan = await self._async_plan(coordinator)
            if plan != self._plan:
                self._plan = plan
                self._send({"type": "plan", "plan": plan})
        await self._async_send_records(coordinator)
        if status["running"] is None and self._unended:
            await self._async_send_ends(coordinator)

    async def _async_send_ends(self, coordinator: PlexSyncCoordinator) -> None:
        """Send the runs that have ended after their last record was sent."""
        profile = self._entry.entry_id
        runs = await async_runs_of(coordinator.journal, profile, self._unended)
        if ended := [run for run in runs if run["ended_at"] is not None]:
            self._unended -= {run["run"] for run in ended}
            nothing: Answer = {"added": [], "changed": [], "removed": []}
            self._send({"type": "records", **nothing, "runs": ended})

    async def _async_send_records(self, coordinator: PlexSyncCoordinator) -> None:
        added, changed, removed = self._added, self._changed, self._removed
        if not (added or changed or removed):
            return
        self._added, self._changed, self._removed = set(), set(), set()
        if len(added) + len(changed) > MOST_RECORDS:
            await self._async_send_first(coordinator)
            return
        profile = self._entry.entry_id
        found = await coordinator.journal.records(profile, added | changed)
        runs = {record.run_id for record in found if record.run_id is not None}
        records = async_records(self._hass, self._entry, found)
        described = await async_runs_of(coordinator.journal, profile, runs)
        self._note_unended(described)
        self._send(
            {
                "type": "records",
                "added": [each for each in records if each["record"] in added],
                "changed": [each for each in records if each["record"] not in added],
                "removed": sorted(removed),
                "runs": described,
            }
        )

    async def _async_count(self) -> None:
        """Send the counters if they have moved."""
        async with self._lock:
            if (coordinator := self._coordinator) is None or self._is_first:
                return
            with suppress(JournalError):
                counters = counters_payload(
                    await coordinator.journal.counters(self._entry.entry_id)
                )
                if counters != self._counters:
                    self._counters = counters
                    self._send({"type": "counters", "counters": counters})

    async def _async_plan(self, coordinator: PlexSyncCoordinator) -> Answer | None:
        """Describe the plan that waits; read as a whole only when there is another."""
        profile = self._entry.entry_id
        note = await coordinator.journal.plan_note(profile)
        if note is None:
            return None
        if self._plan is not None and self._plan["at"] == note.at.isoformat():
            return self._plan
        kept = await coordinator.journal.kept_plan(profile)
        return None if kept is None else plan_payload(kept)

    @staticmethod
    def _status_of(coordinator: PlexSyncCoordinator) -> Answer:
        dry_run = coordinator.automatic.options().dry_run
        return status_payload(coordinator.status, dry_run=dry_run)

    @callback
    def _send(self, event: Answer) -> None:
        self._connection.send_message(event_message(self._message_id, event))
