"""A plan that waits for the user: read, told in numbers and words, and written."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from ..const import CONF_ANILIST, CONF_QUIET_FEED
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..issues import (
    PLAN_FAILED,
    async_delete,
    async_raise_plan_changed_since,
    async_raise_plan_failed,
)
from ..sync.journal.database import JournalError
from ..sync.journal.plans import KeptPlan
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import RunKind
from ..texts import GUARD_REASONS, failure, failure_of, placeholders_of
from ..words import async_words
from .plan_summary import PlanSummary, largest

PREVIEW: Final = "preview"
FEW: Final = 10
NO_PLAN: Final = "no_plan"
NOT_LOADED: Final = "not_loaded"


@callback
def async_at_work(entry: ProfileConfigEntry) -> PlexSyncCoordinator | None:
    """Return a profile at work, if it is."""
    is_loaded = entry.state is ConfigEntryState.LOADED
    return entry.runtime_data if is_loaded else None


class PlanReview:
    """One look at the plan of a profile; only what was shown is written."""

    def __init__(self, hass: HomeAssistant, entry: ProfileConfigEntry) -> None:
        """Keep whose plan it is; nothing is read yet."""
        self._hass = hass
        self._entry = entry
        self._shown: KeptPlan | None = None
        self._words: Mapping[str, str] = {}

    @property
    def is_preview(self) -> bool:
        """Whether it is the first plan of a profile."""
        return self._shown is not None and self._shown.reason == PREVIEW

    async def async_read(self) -> str:
        """Read the plan of the moment; returns why there is none, or nothing."""
        if (coordinator := async_at_work(self._entry)) is None:
            return NOT_LOADED
        try:
            self._shown = await coordinator.journal.kept_plan(self._entry.entry_id)
        except JournalError:
            return NOT_LOADED
        if self._shown is None or self._shown.reason not in GUARD_REASONS:
            return NO_PLAN
        self._words = await async_words(self._hass)
        return ""

    def numbers(self, most: int) -> dict[str, str]:
        """Tell the plan in numbers, and the changes that weigh most in words."""
        shown = self._shown
        changes = shown.changes if shown else ()
        return {
            "profile": self._entry.title,
            **placeholders_of(shown.details if shown else {}),
            **PlanSummary.of(changes).placeholders(),
            "changes": largest(changes, most, self._words) or "–",
        }

    def schema(self) -> vol.Schema:
        """Return what can be chosen when a plan is applied."""
        if CONF_ANILIST not in self._entry.data:
            return vol.Schema({})
        quiet = self._entry.options.get(CONF_QUIET_FEED, True)
        field = vol.Required(CONF_QUIET_FEED, default=quiet)
        return vol.Schema({field: BooleanSelector()})

    async def async_apply(
        self, answers: Mapping[str, Any]
    ) -> asyncio.Future[RunResult] | str:
        """Begin to write what was shown; a reason if that cannot be.

        Who does not wait for the end is told by a repair what was not written.
        """
        shown = self._shown
        if reason := await self.async_read():
            return reason
        coordinator, now = async_at_work(self._entry), self._shown
        if coordinator is None or shown is None or now is None:
            return NO_PLAN
        self._hass.config_entries.async_update_entry(
            self._entry, options={**self._entry.options, **answers}
        )
        seen = frozenset(change.fingerprint for change in shown.changes)
        is_same = all(change.fingerprint in seen for change in now.changes)
        async_delete(self._hass, self._entry.entry_id, PLAN_FAILED)
        ended = coordinator.async_submit(
            RunRequest(
                kind=RunKind.APPLY,
                fingerprints=None if is_same else seen,
                quiet=answers.get(CONF_QUIET_FEED),
            )
        )
        ended.add_done_callback(
            lambda ended: _tell_end(self._hass, self._entry, ended.result())
        )
        return ended


@callback
def _tell_end(
    hass: HomeAssistant, entry: ProfileConfigEntry, result: RunResult
) -> None:
    """Tell what somebody who has closed the dialogue would not get to know."""
    if message := what_failed(result):
        async_raise_plan_failed(hass, entry.entry_id, entry.title, message)
    elif result.changed_since:
        titles = [change.title for change in result.changed_since]
        async_raise_plan_changed_since(
            hass, entry.entry_id, entry.title, len(titles), ", ".join(titles[:FEW])
        )


def what_failed(result: RunResult) -> str:
    """Say in a sentence why a run has failed; nothing if it has not."""
    if (err := result.error) is not None:
        return str(failure_of(err))
    if result.result == "failed":
        return str(failure("Plex Sync", result.reason, ""))
    return ""
