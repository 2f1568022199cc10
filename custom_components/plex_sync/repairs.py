"""Repairs that can be made on the spot: a plan to approve, and what daily life breaks."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.repairs import FlowType, RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import voluptuous as vol

from .backups.safekeeping import SafeKeeping
from .const import CONF_ANILIST, CONF_PLEX, CONF_PLEX_USER, DOMAIN
from .coordinator import PlexSyncCoordinator, ProfileConfigEntry
from .flows.doors import async_meet_plex
from .flows.first_preview import async_end_first_preview
from .issues import (
    BACKUP_FAILED,
    ENTRY_ID,
    JOURNAL_UNREADABLE,
    KIND,
    LIBRARY_GONE,
    MAPPINGS_STALE,
    PLAN_WAITING,
    TITLES,
    TOKEN_EXPIRES,
    UUIDS,
)
from .profiles.anime_profile import AnimeProfile
from .running.plan_review import FEW, NOT_LOADED, PlanReview, async_at_work
from .sync.errors import ServiceError
from .sync.journal.database import JournalError

type Answers = Mapping[str, Any] | None

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
        return async_at_work(self.entry)

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
            return NOT_LOADED
        coordinator.async_sign_in_anew(CONF_ANILIST)
        return ""


class MappingsRepair(ProfileRepair):
    """Looks for new mappings at once."""

    async def async_repair(self) -> str:
        """Look for them."""
        coordinator = self.coordinator
        if coordinator is None or not isinstance(coordinator.profile, AnimeProfile):
            return NOT_LOADED
        await coordinator.profile.mappings.async_refresh(force=True)
        reasons = {notice.reason for notice in coordinator.profile.notices()}
        return MAPPINGS_STALE if MAPPINGS_STALE in reasons else ""


class LibraryRepair(ProfileRepair):
    """Puts libraries made anew in the place of those that are gone, or leaves them out."""

    async def async_repair(self) -> str:
        """Choose by title; without any library left it would be all there are."""
        data, options = self.entry.data, self.entry.options
        try:
            there = await async_meet_plex(
                self.hass, data[CONF_PLEX], data[CONF_PLEX_USER]
            )
        except ServiceError:
            return "server_silent"
        by_title = {each.title: each.uuid for each in there.libraries}
        gone = {
            uuid: by_title.get(title)
            for uuid, title in zip(self._lines(UUIDS), self._lines(TITLES), strict=True)
        }
        chosen = [gone.get(each, each) for each in options.get(CONF_LIBRARIES, ())]
        kept = list(dict.fromkeys(each for each in chosen if each is not None))
        if not kept:
            return "last_library"
        self.hass.config_entries.async_update_entry(
            self.entry, options={**options, CONF_LIBRARIES: kept}
        )
        return ""

    def _lines(self, name: str) -> list[str]:
        return str(self.details.get(name) or "").split("\n")


class JournalRepair(ProfileRepair):
    """Tries the journal again."""

    async def async_repair(self) -> str:
        """Load the profile anew, which opens its journal and writes to it."""
        is_loaded = await self.hass.config_entries.async_reload(self.entry.entry_id)
        return "" if is_loaded else JOURNAL_UNREADABLE


class BackupRepair(ProfileRepair):
    """Tries to take a backup again."""

    async def async_repair(self) -> str:
        """Take one; the issue goes when it is there."""
        if (coordinator := self.coordinator) is None:
            return NOT_LOADED
        is_taken = await SafeKeeping(coordinator).async_create()
        return "" if is_taken else BACKUP_FAILED


class PlanRepair(ProfileRepair):
    """Shows a plan that waits, and writes or forgets it."""

    _review: PlanReview

    async def async_step_init(self, _answers: Answers = None) -> RepairsFlowResult:
        """Show the numbers and the largest changes, and let choose."""
        self._review = PlanReview(self.hass, self.entry)
        if reason := await self._review.async_read():
            return self.async_abort(reason=reason)
        return self.async_show_menu(
            step_id="init",
            menu_options=(
                ["apply", "not_now", "change_options"]
                if self._review.is_preview
                else ["apply", "ignore", "open"]
            ),
            description_placeholders=self._review.numbers(FEW),
        )

    async def async_step_open(self, answers: Answers = None) -> RepairsFlowResult:
        """Show more of it, then choose."""
        if answers is not None:
            return await self.async_step_init()
        return self.async_show_form(
            step_id="open",
            data_schema=vol.Schema({}),
            description_placeholders=self._review.numbers(MANY),
        )

    async def async_step_apply(self, answers: Answers = None) -> RepairsFlowResult:
        """Write what was shown; the run goes on after this is closed."""
        if answers is None and self._review.is_preview:
            return self.async_show_form(
                step_id="apply",
                data_schema=self._review.schema(),
                description_placeholders=self._review.numbers(FEW),
            )
        begun = await self._review.async_apply(answers or {})
        if isinstance(begun, str):
            return self.async_abort(reason=begun)
        return self.async_create_entry(data={})

    async def async_step_ignore(self, _answers: Answers = None) -> RepairsFlowResult:
        """Forget the plan; the next full run looks anew."""
        if (coordinator := self.coordinator) is None:
            return self.async_abort(reason=NOT_LOADED)
        try:
            await coordinator.journal.discard_plan(self.entry.entry_id)
        except JournalError:
            return self.async_abort(reason=NOT_LOADED)
        await coordinator.async_refresh()
        return self.async_create_entry(data={})

    async def async_step_not_now(self, _answers: Answers = None) -> RepairsFlowResult:
        """Leave everything as it is."""
        return self.async_abort(reason="not_now")

    async def async_step_change_options(
        self, _answers: Answers = None
    ) -> RepairsFlowResult:
        """Go on with the options; the plan is made anew once they are changed."""
        async_end_first_preview(self.hass, self.entry.entry_id)
        options = await self.hass.config_entries.options.async_init(self.entry.entry_id)
        return self.async_abort(
            reason="change_options",
            description_placeholders={"profile": self.entry.title},
            next_flow=(FlowType.OPTIONS_FLOW, options["flow_id"]),
        )


class GoneRepair(RepairsFlow):
    """For a profile that is there no more."""

    async def async_step_init(self, _answers: Answers = None) -> RepairsFlowResult:
        """Say so; the issue goes with it."""
        return self.async_create_entry(data={})


REPAIRS: Final[Mapping[str, type[ProfileRepair]]] = {
    BACKUP_FAILED: BackupRepair,
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
