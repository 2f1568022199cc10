"""The first preview, right after a profile is made: it is waited for, shown, applied."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.core import HomeAssistant, callback

from ..coordinator import PlexSyncCoordinator
from ..running.plan_review import FEW, NO_PLAN, PlanReview, async_at_work, what_failed
from ..status import ProfileStatus
from ..sync.requests import RunResult
from ..sync.runs import Outcome

_WRITTEN: Final = (Outcome.SYNCED, Outcome.DELETED)
REMINDERS: Final = (5, 10, 20, 40)
"""Seconds from one to the next."""
SOURCE_FIRST_PREVIEW: Final = "first_preview"


async def async_begin_first_preview(hass: HomeAssistant, entry_id: str) -> str:
    """Begin the dialogue of a profile that was just made; returns its flow."""
    flow = await hass.config_entries.options.async_init(
        entry_id, context={"source": SOURCE_FIRST_PREVIEW}
    )
    return flow["flow_id"]


@callback
def async_end_first_preview(hass: HomeAssistant, entry_id: str) -> bool:
    """End a dialogue that was begun so, if there is one; returns whether there was."""
    options = hass.config_entries.options
    begun = options.async_progress_by_handler(
        entry_id, match_context={"source": SOURCE_FIRST_PREVIEW}
    )
    for flow in begun:
        options.async_abort(flow["flow_id"])
    return bool(begun)


class FirstPreviewSteps(OptionsFlow):
    """The steps; the way to the options leads to `_async_change_options`."""

    _applying: asyncio.Future[RunResult]
    _is_seen: bool = False
    """Whether what comes after the waiting was asked for."""
    _review: PlanReview
    _waiting: asyncio.Task[None] | None = None

    async def async_step_first_preview(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait until the profile has found out what it would change."""
        if self._waiting is None:
            self._async_wait(self._async_follow(self.config_entry.runtime_data))
        if (waiting := self._async_waiting()) is not None:
            return self.async_show_progress(
                step_id="first_preview",
                progress_action="first_preview",
                description_placeholders=self._words(),
                progress_task=waiting,
            )
        if self.cur_step is None:
            # A dialogue cannot begin with something that is over.
            return await self.async_step_first_changes()
        return self.async_show_progress_done(next_step_id="first_changes")

    async def async_step_first_changes(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the numbers and the largest changes, and let choose."""
        self._is_seen = True
        self._review = PlanReview(self.hass, self.config_entry)
        reason = await self._review.async_read()
        if reason == NO_PLAN and (coordinator := async_at_work(self.config_entry)):
            problem = coordinator.status.problem
            if problem is not None:
                return self._not_over("first_run_failed", message=problem.text)
            return self._not_over("nothing_to_change")
        if reason:
            return self._not_over(reason)
        return self.async_show_menu(
            step_id="first_changes",
            menu_options=["apply", "not_now", "change_options"],
            description_placeholders=self._review.numbers(FEW),
        )

    async def async_step_apply(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask how, then write what was shown."""
        if user_input is None:
            return self.async_show_form(
                step_id="apply",
                data_schema=self._review.schema(),
                description_placeholders=self._review.numbers(FEW),
                last_step=True,
            )
        coordinator = async_at_work(self.config_entry)
        begun = await self._review.async_apply(user_input)
        if coordinator is None or isinstance(begun, str):
            return self._not_over(str(begun))
        self._applying = begun
        self._async_wait(self._async_apply(coordinator))
        return await self.async_step_applying()

    async def async_step_applying(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait until it is written; closing the dialogue does not end that."""
        if (waiting := self._async_waiting()) is not None:
            return self.async_show_progress(
                step_id="applying",
                progress_action="applying",
                description_placeholders=self._words(),
                progress_task=waiting,
            )
        return self.async_show_progress_done(next_step_id="applied")

    async def async_step_applied(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Say what has become of it."""
        self._is_seen = True
        result = self._applying.result()
        if message := what_failed(result):
            return self._not_over("not_applied", message=message)
        count = sum(result.counts.get(each, 0) for each in _WRITTEN)
        is_whole = not result.changed_since and not result.counts.get(Outcome.FAILED)
        return self._not_over(
            "applied" if is_whole else "applied_in_part", count=str(count)
        )

    async def async_step_not_now(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Leave everything as it is; the repair stays."""
        return self._not_over("not_now")

    async def async_step_change_options(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on with the options; the plan is made anew once they are changed."""
        return await self._async_change_options()

    async def _async_change_options(self) -> ConfigFlowResult:
        raise NotImplementedError

    @callback
    def _async_wait(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin to wait."""
        self._is_seen = False
        self._waiting = self.hass.async_create_background_task(
            work, "Plex Sync first preview"
        )
        self.hass.async_create_background_task(
            self._async_remind(self._waiting), "Plex Sync reminder"
        )

    @callback
    def _async_waiting(self) -> asyncio.Task[None] | None:
        """Return what is waited for; `None`: it is over, the next may begin."""
        if self._waiting is not None and self._waiting.done():
            self._waiting = None
        return self._waiting

    async def _async_remind(self, waiting: asyncio.Task[None]) -> None:
        """Tell the frontend again that it is over: it may have begun to listen late."""
        await asyncio.wait([waiting])
        for seconds in REMINDERS:
            await asyncio.sleep(seconds)
            if self._is_seen:
                return
            self.async_notify_flow_changed()

    async def _async_follow(self, coordinator: PlexSyncCoordinator) -> None:
        """Show how far the first run is, until its end is seen everywhere."""
        over = asyncio.Event()

        @callback
        def look(status: ProfileStatus) -> None:
            percent = status.progress.percent if status.progress else None
            if percent is not None:
                self.async_update_progress(percent / 100)
            if status.last_result and status.running is None:
                over.set()

        unlisten = coordinator.async_listen(look)
        self.config_entry.async_on_unload(over.set)
        try:
            look(coordinator.status)
            await over.wait()
        finally:
            unlisten()

    async def _async_apply(self, coordinator: PlexSyncCoordinator) -> None:
        """Show how far writing is, until its end."""

        @callback
        def look(status: ProfileStatus) -> None:
            if status.progress is not None and status.progress.percent is not None:
                self.async_update_progress(status.progress.percent / 100)

        unlisten = coordinator.async_listen(look)
        try:
            await asyncio.wait([self._applying])
        finally:
            unlisten()

    @callback
    def _not_over(self, reason: str, **words: str) -> ConfigFlowResult:
        """End the dialogue with a sentence; nothing of the options has changed."""
        return self.async_abort(
            reason=reason, description_placeholders={**self._words(), **words}
        )

    def _words(self) -> dict[str, str]:
        """What the texts name."""
        return {"profile": self.config_entry.title}
