"""Repairs that can be made on the spot: a plan to approve, and what daily life breaks."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
import voluptuous as vol

from .anime_profile import AnimeProfile
from .const import CONF_ANILIST, DOMAIN
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .issues import (
    ENTRY_ID,
    JOURNAL_UNREADABLE,
    KIND,
    LIBRARY_GONE,
    MAPPINGS_STALE,
    PLAN_FAILED,
    PLAN_WAITING,
    TOKEN_EXPIRES,
    UUIDS,
    async_delete,
    async_raise_plan_changed_since,
    async_raise_plan_failed,
)
from .plan_summary import PlanSummary, largest
from .sync.journal.database import JournalError
from .sync.journal.plans import KeptPlan
from .sync.model import RunKind
from .sync.requests import RunRequest, RunResult
from .texts import GUARD_REASONS, failure, failure_of, placeholders_of

type Answers = Mapping[str, Any] | None

PREVIEW: Final = "preview"
FEW: Final = 10
MANY: Final = 60
CONF_LIBRARIES: Final = "libraries"


class ProfileRepair(RepairsFlow):
    """What all repairs of a profile have in common: a question, then the deed."""

    def __init__(self, entry: ProfileConfigEntry, details: Mapping[str, Any]) -> None:
        """Keep whose repair it is."""
        self.entry = entry
        self.details = details

    @property
    def coordinator(self) -> PlexSyncCoordinator | None:
        """The profile at work, if it is."""
        is_loaded = self.entry.state is ConfigEntryState.LOADED
        return self.entry.runtime_data if is_loaded else None

    def placeholders(self) -> dict[str, str]:
        """Return what the issue says."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        found = issue.translation_placeholders if issue else None
        return {"profile": self.entry.title, **(found or {})}

    async def async_step_init(self, _answers: Answers = None) -> RepairsFlowResult:
        """Begin with the question."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, answers: Answers = None) -> RepairsFlowResult:
        """Ask, then do it."""
        if answers is not None:
            if reason := await self.async_repair():
                return self.async_abort(
                    reason=reason, description_placeholders=self.placeholders()
                )
            return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="confirm",
            data_schema=vol.Schema({}),
            description_placeholders=self.placeholders(),
        )

    async def async_repair(self) -> str:
        """Do it; returns why it could not be done, or nothing."""
        raise NotImplementedError


class TokenRepair(ProfileRepair):
    """Signs in to AniList anew, before the token ends."""

    async def async_repair(self) -> str:
        """Begin to sign in; a token that is not renewed is told of again."""
        if (coordinator := self.coordinator) is None:
            return "not_loaded"
        coordinator.async_sign_in_anew(CONF_ANILIST)
        return ""


class MappingsRepair(ProfileRepair):
    """Looks for new mappings at once."""

    async def async_repair(self) -> str:
        """Look for them."""
        coordinator = self.coordinator
        if coordinator is None or not isinstance(coordinator.profile, AnimeProfile):
            return "not_loaded"
        await coordinator.profile.mappings.async_refresh(force=True)
        reasons = {notice.reason for notice in coordinator.profile.notices()}
        return MAPPINGS_STALE if MAPPINGS_STALE in reasons else ""


class LibraryRepair(ProfileRepair):
    """Takes libraries that are gone out of the choice."""

    async def async_repair(self) -> str:
        """Choose the others alone; without any left it would be all there are."""
        gone = set(str(self.details.get(UUIDS) or "").split(","))
        options = self.entry.options
        chosen = [each for each in options.get(CONF_LIBRARIES, ()) if each not in gone]
        if not chosen:
            return "last_library"
        self.hass.config_entries.async_update_entry(
            self.entry, options={**options, CONF_LIBRARIES: chosen}
        )
        return ""


class JournalRepair(ProfileRepair):
    """Tries the journal again."""

    async def async_repair(self) -> str:
        """Load the profile anew, which opens its journal and writes to it."""
        is_loaded = await self.hass.config_entries.async_reload(self.entry.entry_id)
        return "" if is_loaded else JOURNAL_UNREADABLE


class PlanRepair(ProfileRepair):
    """Shows a plan that waits, and writes or forgets it."""

    _shown: KeptPlan | None = None

    async def async_step_init(self, _answers: Answers = None) -> RepairsFlowResult:
        """Show the numbers and the largest changes, and let choose."""
        if reason := await self._async_read():
            return self.async_abort(reason=reason)
        is_preview = self._shown is not None and self._shown.reason == PREVIEW
        return self.async_show_menu(
            step_id="init",
            menu_options=(
                ["apply", "not_now", "change_options"]
                if is_preview
                else ["apply", "ignore", "open"]
            ),
            description_placeholders=self._numbers(FEW),
        )

    async def async_step_open(self, answers: Answers = None) -> RepairsFlowResult:
        """Show more of it, then choose."""
        if answers is not None:
            return await self.async_step_init()
        return self.async_show_form(
            step_id="open",
            data_schema=vol.Schema({}),
            description_placeholders=self._numbers(MANY),
        )

    async def async_step_apply(self, _answers: Answers = None) -> RepairsFlowResult:
        """Write what was shown; the run goes on after this is closed."""
        shown = self._shown
        if reason := await self._async_read():
            return self.async_abort(reason=reason)
        coordinator, now = self.coordinator, self._shown
        if coordinator is None or shown is None or now is None:
            return self.async_abort(reason="no_plan")
        seen = frozenset(change.fingerprint for change in shown.changes)
        is_same = all(change.fingerprint in seen for change in now.changes)
        async_delete(self.hass, self.entry.entry_id, PLAN_FAILED)
        ended = coordinator.async_submit(
            RunRequest(kind=RunKind.APPLY, fingerprints=None if is_same else seen)
        )
        ended.add_done_callback(
            lambda ended: _tell_end(self.hass, self.entry, ended.result())
        )
        return self.async_create_entry(data={})

    async def async_step_ignore(self, _answers: Answers = None) -> RepairsFlowResult:
        """Forget the plan; the next full run looks anew."""
        if (coordinator := self.coordinator) is None:
            return self.async_abort(reason="not_loaded")
        try:
            await coordinator.journal.discard_plan(self.entry.entry_id)
        except JournalError:
            return self.async_abort(reason="not_loaded")
        await coordinator.async_refresh()
        return self.async_create_entry(data={})

    async def async_step_not_now(self, _answers: Answers = None) -> RepairsFlowResult:
        """Leave everything as it is."""
        return self.async_abort(reason="not_now")

    async def async_step_change_options(
        self, _answers: Answers = None
    ) -> RepairsFlowResult:
        """Say where."""
        return self.async_abort(
            reason="change_options",
            description_placeholders={"profile": self.entry.title},
        )

    async def _async_read(self) -> str:
        """Read the plan of the moment; returns why there is none."""
        if (coordinator := self.coordinator) is None:
            return "not_loaded"
        try:
            self._shown = await coordinator.journal.kept_plan(self.entry.entry_id)
        except JournalError:
            return "not_loaded"
        if self._shown is None or self._shown.reason not in GUARD_REASONS:
            return "no_plan"
        return ""

    def _numbers(self, most: int) -> dict[str, str]:
        shown = self._shown
        changes = shown.changes if shown else ()
        return {
            "profile": self.entry.title,
            **placeholders_of(shown.details if shown else {}),
            **PlanSummary.of(changes).placeholders(),
            "changes": largest(changes, most) or "–",
        }


@callback
def _tell_end(
    hass: HomeAssistant, entry: ProfileConfigEntry, result: RunResult
) -> None:
    """Tell what somebody who has closed the dialogue would not get to know."""
    if (err := result.error) is not None:
        async_raise_plan_failed(hass, entry.entry_id, entry.title, str(failure_of(err)))
    elif result.result == "failed":
        text = str(failure("Plex Sync", result.reason, ""))
        async_raise_plan_failed(hass, entry.entry_id, entry.title, text)
    elif result.changed_since:
        titles = [change.title for change in result.changed_since]
        async_raise_plan_changed_since(
            hass, entry.entry_id, entry.title, len(titles), ", ".join(titles[:FEW])
        )


class GoneRepair(RepairsFlow):
    """For a profile that is there no more."""

    async def async_step_init(self, _answers: Answers = None) -> RepairsFlowResult:
        """Say so; the issue goes with it."""
        return self.async_create_entry(data={})


REPAIRS: Final[Mapping[str, type[ProfileRepair]]] = {
    JOURNAL_UNREADABLE: JournalRepair,
    LIBRARY_GONE: LibraryRepair,
    MAPPINGS_STALE: MappingsRepair,
    PLAN_WAITING: PlanRepair,
    TOKEN_EXPIRES: TokenRepair,
}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the way to mend an issue."""
    details = data or {}
    entry = hass.config_entries.async_get_entry(str(details.get(ENTRY_ID)))
    if entry is None:
        return GoneRepair()
    return REPAIRS[str(details[KIND])](entry, details)
