"""What the end of a run means: status, sentences in the log, repairs, signing in."""

from collections.abc import Collection
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Any, Final, cast

from homeassistant.config_entries import ConfigFlowContext
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import CONF_PREVIEW, CONF_SIDE
from ..issues import (
    PLAN_CHANGED_SINCE,
    PLAN_FAILED,
    RUN_NOTICES,
    STANDING_NOTICES,
    async_delete,
    async_update_journal,
    async_update_notices,
    async_update_plan_waiting,
)
from ..shared import async_get_shared
from ..status import Remembered, RunProblem
from ..sync.errors import InvalidToken
from ..sync.journal.database import JournalError
from ..sync.journal.journal import Journal
from ..sync.journal.plans import PlanNote
from ..sync.requests import RunResult
from ..sync.runs import Origin, RunKind
from ..texts import GUARD_REASONS, failure_of
from .plan_summary import PlanSummary

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

JOURNAL_FAILED: Final = "journal_failed"
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
        self._summary: tuple[PlanNote, dict[str, str]] | None = None
        """The plan that waits, in numbers: read once, however often it is told."""

    @callback
    def async_note(self, result: RunResult) -> Collection[int]:
        """Take note at once of how a run has ended; returns the records of it."""
        coordinator = self._coordinator
        before = coordinator.status
        self._log(result)
        self._note_journal(result)
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
            await self._end_preview(result)
            known = await async_remembered(coordinator.journal, profile)
            await self.async_update_issues(result)
            await coordinator.profile.async_settled(result)
            coordinator.async_show(coordinator.status.remembering(known))
            await coordinator.feed.async_tell_changes(records)
            await coordinator.notifications.async_ended(result, records)
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
                mended |= RUN_NOTICES | {PLAN_CHANGED_SINCE}
        async_update_notices(
            coordinator.hass, entry.entry_id, entry.title, notices, mended
        )
        if result is not None and result.request.kind is RunKind.APPLY:
            self._summary = None
        note = await coordinator.journal.plan_note(entry.entry_id)
        if note is None or note.reason not in GUARD_REASONS:
            async_delete(coordinator.hass, entry.entry_id, PLAN_FAILED)
        async_update_plan_waiting(
            coordinator.hass,
            entry.entry_id,
            entry.title,
            note.reason if note else "",
            await self._plan_details(note) if note else {},
        )

    async def _plan_details(self, note: PlanNote) -> dict[str, Any]:
        """Return why a plan waits, and what it would do in numbers."""
        if note.reason not in GUARD_REASONS:
            return {}
        if self._summary is None or self._summary[0] != note:
            coordinator = self._coordinator
            kept = await coordinator.journal.kept_plan(
                coordinator.config_entry.entry_id
            )
            numbers = PlanSummary.of(kept.changes if kept else ()).placeholders()
            self._summary = note, numbers
        return {**note.details, **self._summary[1]}

    @callback
    def async_start_reauth(self, side: str) -> None:
        """Ask the user to sign in at one of the sides."""
        coordinator = self._coordinator
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

    async def _end_preview(self, result: RunResult) -> None:
        """Write without asking from now on: the first plan was applied, or is empty.

        Where a part of it was chosen, the rest still waits to be looked at.
        """
        coordinator = self._coordinator
        entry = coordinator.config_entry
        if result.result != "ok" or not entry.options.get(CONF_PREVIEW):
            return
        is_applied = result.request.kind is RunKind.APPLY
        if is_applied and await coordinator.journal.plan_note(entry.entry_id):
            return
        if is_applied or result.request.kind is RunKind.FULL:
            coordinator.hass.config_entries.async_update_entry(
                entry, options={**entry.options, CONF_PREVIEW: False}
            )
        if is_applied and coordinator.automatic.is_at_work:
            # A preview settles nothing but what was applied: problems are still to come.
            coordinator.async_sync(RunKind.FULL, Origin.SCHEDULE)

    @callback
    def _note_journal(self, result: RunResult) -> None:
        """Ask to mend a journal that cannot be written; see when it can be."""
        coordinator = self._coordinator
        entry_id = coordinator.config_entry.entry_id
        if (err := result.error) is not None and err.reason == JOURNAL_FAILED:
            path = str(async_get_shared(coordinator.hass).journal_path)
            async_update_journal(coordinator.hass, entry_id, path, err.message)
        elif result.result == "ok":
            async_update_journal(coordinator.hass, entry_id, "", None)

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
