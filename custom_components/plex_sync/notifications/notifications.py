"""Telling people of runs: at most once a run, whom and of what they have chosen."""

from collections.abc import Collection, Sequence
from enum import StrEnum
import logging
import secrets
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.frontend import async_panel_exists
from homeassistant.core import HomeAssistant

from ..const import DOMAIN
from ..options import run_settings
from ..profiles.anime_profile import AnimeProfile
from ..rights import Right, async_may
from ..sync.journal.database import JournalError
from ..sync.journal.shapes import Record
from ..sync.journal.tokens import Token
from ..sync.requests import RunResult
from ..sync.runs import RunKind
from ..words import Texts
from .phones import (
    Phone,
    async_device_of,
    async_find_phones,
    async_tell_entity,
    async_tell_phone,
)
from .texts import changes_of, failure_text, message_of, problems_of

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

CONF_ABOUT: Final = "notify_about"
CONF_DEVICES: Final = "notify_devices"
CONF_ENTITIES: Final = "notify_entities"
PREFIX: Final = "PLEX_SYNC"
"""With which the names of our buttons begin; the app sends them back."""
TOLD_KINDS: Final = frozenset(
    {
        RunKind.FULL,
        RunKind.POLL,
        RunKind.TARGETED,
        RunKind.RETRY,
        RunKind.APPLY,
    }
)
PREVIEW: Final = "preview"


class About(StrEnum):
    """Of what somebody wants to be told."""

    NOTHING = "nothing"
    FAILURES = "failures"
    CHANGES = "changes"
    """And of failures."""


class Button(StrEnum):
    """What can be done right from a phone."""

    UNDO = "undo"
    PIN = "pin"
    UNDO_RUN = "undo_run"


class Notifications:
    """Tells people of the runs of one profile."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator; nothing is known yet."""
        self._coordinator = coordinator
        self._has_synced: bool | None = None
        """Whether there was a whole run before."""
        self._was_failing = False
        self._waiting = ""
        """Why a plan waited for the user when the last run had ended."""

    async def async_load(self) -> None:
        """Find out whether there was a whole run before, and whether a plan waits.

        Raises:
            JournalError: it cannot be told.
        """
        if self._has_synced is None:
            journal = self._coordinator.journal
            entry_id = self._coordinator.config_entry.entry_id
            last = await journal.last_success(entry_id, RunKind.FULL)
            self._has_synced = last is not None
            note = await journal.plan_note(entry_id)
            self._waiting = note.reason if note is not None else ""

    async def async_ended(self, result: RunResult, added: Collection[int]) -> None:
        """Tell of a run that has ended, if there is anything to tell and anybody to.

        Args:
            result: how it ended.
            added: the records that it has brought.

        Raises:
            JournalError: its records cannot be read.
        """
        status = self._coordinator.status
        is_first, is_new = not self._has_synced, not self._was_failing
        if result.error is None:
            is_new = result.reason != self._waiting
        self._was_failing = status.problem is not None
        self._waiting = status.plan_waiting
        if result.request.kind is RunKind.FULL and result.result in ("ok", "nothing"):
            self._has_synced = True
        about = About(self._options.get(CONF_ABOUT, About.NOTHING))
        if about is About.NOTHING or is_first:
            return
        request = result.request
        if request.kind not in TOLD_KINDS or result.reason == PREVIEW:
            return
        if request.kind is RunKind.APPLY and request.user is None:
            # Out of a repair, whose dialogues do not say whose they are.
            return
        entry = self._coordinator.config_entry
        records = list(await self._coordinator.journal.records(entry.entry_id, added))
        if about is About.FAILURES:
            records = problems_of(records)
        texts = await Texts.async_load(self._coordinator.hass)
        failure = ""
        # What fails, or is stopped, every minute is told once.
        if is_new:
            failure = failure_text(texts, result, entry.title)
        if message := message_of(texts, failure, records):
            # It may take its time: nobody who waits for the run's end waits for this.
            entry.async_create_task(
                self._coordinator.hass,
                self._async_tell(result, texts, message, changes_of(records)),
                "Plex Sync notification",
            )

    @property
    def _options(self) -> dict[str, Any]:
        return dict(self._coordinator.config_entry.options)

    async def _async_tell(
        self,
        result: RunResult,
        texts: Texts,
        message: str,
        changes: Sequence[Record],
    ) -> None:
        """Tell everybody but who has begun the run, who has seen it anyway."""
        hass, entry = self._coordinator.hass, self._coordinator.config_entry
        devices: list[str] = self._options.get(CONF_DEVICES, [])
        entities: list[str] = self._options.get(CONF_ENTITIES, [])
        asking = result.request.user
        for phone in async_find_phones(hass, devices):
            if asking is None or phone.user_id != asking:
                data = phone_data(hass, entry.entry_id, result.run_id)
                if buttons := await self._async_buttons(phone, texts, result, changes):
                    data["actions"] = buttons
                await async_tell_phone(hass, phone, message, entry.title, data)
        for entity_id in entities:
            # A phone has an entity, too; of other entities nobody knows whose they are.
            if asking is None and async_device_of(hass, entity_id) not in devices:
                await async_tell_entity(hass, entity_id, message, entry.title)

    async def _async_buttons(
        self,
        phone: Phone,
        texts: Texts,
        result: RunResult,
        changes: Sequence[Record],
    ) -> list[dict[str, str]]:
        """Return the buttons that the owner of a phone may press."""
        coordinator = self._coordinator
        entry = coordinator.config_entry
        user = phone.user_id and await coordinator.hass.auth.async_get_user(
            phone.user_id
        )
        if not user or not async_may(coordinator.hass, user, entry, Right.ACT):
            return []
        buttons = self._buttons(changes)
        if result.run_id is None or not buttons:
            return []
        secret = secrets.token_urlsafe(16)
        token = Token(
            run=result.run_id,
            records=tuple(record.id for record in changes),
            holder=phone.device_id,
        )
        try:
            await coordinator.journal.keep_token(entry.entry_id, secret, token)
        except JournalError as err:
            _LOGGER.debug("A message goes without its buttons: %s", err)
            return []
        return [
            {
                "action": f"{PREFIX}.{button}.{entry.entry_id}.{secret}",
                "title": texts.say(f"notify_button_{button}"),
            }
            for button in buttons
        ]

    def _buttons(self, changes: Sequence[Record]) -> list[Button]:
        """Return what can be done about changes as things are."""
        is_destructive = run_settings(self._options).destructive
        undoable = [each for each in changes if is_destructive or not each.created]
        if len(changes) > 1:
            return [Button.UNDO_RUN] if undoable else []
        buttons = [Button.UNDO] if undoable else []
        if changes and pinnable_fields(self._coordinator, changes[0]):
            buttons.append(Button.PIN)
        return buttons


def pinnable_fields(coordinator: PlexSyncCoordinator, record: Record) -> list[str]:
    """Return the fields of a change that can be pinned; of a playlist there are none."""
    if not isinstance(coordinator.profile, AnimeProfile):
        return []
    fields = coordinator.engine.target.fields
    changed = dict.fromkeys(edit.field for edit in record.edits)
    return [name for name in changed if name in fields and fields[name].pinnable]


def phone_data(hass: HomeAssistant, entry_id: str, run: int | None) -> dict[str, Any]:
    """Return how a phone shows what belongs to a run: the later in place of the former."""
    data: dict[str, Any] = {
        "tag": f"{DOMAIN}_{entry_id}_{run or ''}",
        "group": DOMAIN,
    }
    if async_panel_exists(hass, DOMAIN):
        # The two apps call it by different names.
        data |= {"url": f"/{DOMAIN}", "clickAction": f"/{DOMAIN}"}
    return data
