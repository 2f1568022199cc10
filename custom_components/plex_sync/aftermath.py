"""What the end of a run means: status, sentences in the log, repairs, signing in."""

from collections.abc import Collection
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, cast

from homeassistant.config_entries import ConfigFlowContext
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .const import CONF_SIDE
from .issues import (
    RUN_NOTICES,
    STANDING_NOTICES,
    async_update_notices,
    async_update_plan_waiting,
)
from .status import Remembered, RunProblem
from .sync.errors import InvalidToken, ServiceError
from .sync.journal.database import JournalError
from .sync.journal.journal import Journal
from .sync.model import RunKind
from .sync.requests import RunResult
from .texts import GUARD_REASONS, failure_of

if TYPE_CHECKING:
    from .coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

SYNCING = (RunKind.FULL, RunKind.POLL, RunKind.TARGETED, RunKind.RETRY, RunKind.APPLY)


async def async_remembered(journal: Journal, profile: str) -> Remembered:
    """Read how a profile stands out of the journal.

    Raises:
        JournalError: it cannot be read.
    """
    ends = [await journal.last_success(profile, kind) for kind in SYNCING]
    note = await journal.plan_note(profile)
    return Remembered(
        counters=await journal.counters(profile),
        last_sync=max((end for end in ends if end is not None), default=None),
        plan_waiting=note.reason if note and note.reason in GUARD_REASONS else "",
    )


class Aftermath:
    """Draws the conclusions from the ends of one profile's runs."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator."""
        self._coordinator = coordinator
        self._down: set[str] = set()
        """The services that let the last run down."""

    @callback
    def async_note(self, result: RunResult) -> Collection[int]:
        """Take note at once of how a run has ended; returns the records of it."""
        coordinator = self._coordinator
        before = coordinator.status
        self._log(result)
        problem = self._problem(result, before.problem)
        coordinator.status = replace(
            before,
            running=None,
            progress=None,
            last_result=result.result,
            problem=problem,
        )
        if result.result in ("ok", "nothing") and result.request.kind in SYNCING:
            coordinator.status = replace(
                coordinator.status, last_checked=dt_util.utcnow()
            )
        if isinstance(result.error, InvalidToken):
            coordinator.async_ask_to_sign_in(result.error)
        coordinator.automatic.async_ended(result)
        return coordinator.feed.async_ended(
            result, problem, is_new=before.problem is None
        )

    async def async_settle(self, result: RunResult, records: Collection[int]) -> None:
        """Bring everything that is shown in line with the journal."""
        coordinator = self._coordinator
        profile = coordinator.config_entry.entry_id
        try:
            await self._drop_outdated_plan(result)
            known = await async_remembered(coordinator.journal, profile)
            await self.async_update_issues(result)
            coordinator.async_show(coordinator.status.remembering(known))
            await coordinator.feed.async_tell_changes(records)
        except JournalError as err:
            _LOGGER.debug("The end of a run is not told in full: %s", err)
            coordinator.async_show(coordinator.status)

    async def async_update_issues(self, result: RunResult | None = None) -> None:
        """Raise and drop repairs, by the end of a run where there was one.

        Raises:
            JournalError: it cannot be told whether a plan waits.
        """
        coordinator = self._coordinator
        entry = coordinator.config_entry
        mended = set(STANDING_NOTICES)
        notices = list(coordinator.profile.notices())
        if result is not None and result.plan is not None:
            notices += result.plan.notices
            if result.request.kind is RunKind.FULL and result.went_well:
                mended |= RUN_NOTICES
        async_update_notices(
            coordinator.hass, entry.entry_id, entry.title, notices, mended
        )
        note = await coordinator.journal.plan_note(entry.entry_id)
        async_update_plan_waiting(
            coordinator.hass,
            entry.entry_id,
            entry.title,
            note.reason if note else "",
            note.details if note else {},
        )

    @callback
    def async_start_reauth(self, err: ServiceError) -> None:
        """Ask the user to sign in, at the side that does not let us in any more."""
        coordinator = self._coordinator
        side = coordinator.profile.sides.get(err.service, "")
        coordinator.config_entry.async_start_reauth(
            coordinator.hass,
            context=cast("ConfigFlowContext", {CONF_SIDE: side}),
            data={CONF_SIDE: side},
        )

    async def _drop_outdated_plan(self, result: RunResult) -> None:
        """A full run that the guard let through has done what an older plan wanted."""
        if result.request.kind is not RunKind.FULL or result.result != "ok":
            return
        coordinator = self._coordinator
        profile = coordinator.config_entry.entry_id
        note = await coordinator.journal.plan_note(profile)
        if note is not None and note.reason in GUARD_REASONS:
            await coordinator.journal.discard_plan(profile)

    def _problem(
        self, result: RunResult, before: RunProblem | None
    ) -> RunProblem | None:
        """Return why the profile is not well now."""
        if (err := result.error) is not None:
            return RunProblem(
                service=err.service, reason=err.reason, text=str(failure_of(err))
            )
        return before if before and before.service in self._down else None

    def _log(self, result: RunResult) -> None:
        """Say once that a service is gone, and once that it is back."""
        title = self._coordinator.config_entry.title
        if (err := result.error) is not None:
            if err.service not in self._down:
                self._down.add(err.service)
                if not isinstance(err, InvalidToken):
                    _LOGGER.warning("%s: %s", title, failure_of(err))
            return
        if result.result not in ("ok", "nothing", "planned"):
            return
        # A poll that finds nothing has asked the reading side alone.
        reading_side = next(iter(self._coordinator.profile.sides))
        for service in list(self._down):
            if result.result != "nothing" or service == reading_side:
                self._down.discard(service)
                _LOGGER.info("%s: %s can be used again", title, service)
