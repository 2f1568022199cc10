"""Buttons pressed on phones: once each, days later as well, with the rights of who does."""

from collections.abc import Mapping
from dataclasses import dataclass
import logging
from typing import Any, Final, Self

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util.event_type import EventType

from ..actions.pins import ATTR_FIELDS, ATTR_TARGET
from ..actions.records import ATTR_RECORD_IDS, async_records_of
from ..actions.undo import ATTR_RUN_ID
from ..const import DOMAIN
from ..coordinator import PlexSyncCoordinator, ProfileConfigEntry
from ..rights import Right, async_check_right
from ..sync.journal.database import JournalError
from ..sync.journal.tokens import Token
from ..texts import failure, refusal
from ..words import Texts
from .notifications import CONF_DEVICES, PREFIX, Button, phone_data, pinnable_fields
from .phones import async_find_phone, async_find_phones, async_tell_phone

_LOGGER = logging.getLogger(__name__)

EVENT: Final[EventType[dict[str, Any]]] = EventType("mobile_app_notification_action")
ATTR_ACTION: Final = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of ours that was pressed."""

    button: Button
    entry_id: str
    secret: str

    @classmethod
    def read(cls, action: object) -> Self | None:
        """Read the name of a button; `None`: it is none of ours."""
        match str(action).split("."):
            case [name, button, entry_id, secret] if name == PREFIX:
                if button in list(Button):
                    return cls(button=Button(button), entry_id=entry_id, secret=secret)
        return None


@callback
def async_setup_notification_actions(hass: HomeAssistant) -> None:
    """Listen to buttons, whether or not their profile is at work."""

    @callback
    def is_ours(data: Mapping[str, Any]) -> bool:
        return Press.read(data.get(ATTR_ACTION)) is not None

    async def pressed(event: Event[dict[str, Any]]) -> None:
        if (press := Press.read(event.data[ATTR_ACTION])) is not None:
            await _async_pressed(hass, press, event.context)

    hass.bus.async_listen(EVENT, pressed, event_filter=is_ours)


async def _async_pressed(hass: HomeAssistant, press: Press, context: Context) -> None:
    """Do what a button is for, or tell the phone why not."""
    entry: ProfileConfigEntry | None = hass.config_entries.async_get_entry(
        press.entry_id
    )
    if entry is None or entry.domain != DOMAIN:
        _LOGGER.debug("A button was pressed of a profile that is no more")
        return
    token: Token | None = None
    try:
        if entry.state is not ConfigEntryState.LOADED:
            raise refusal("profile_not_running", profile=entry.title)
        coordinator = entry.runtime_data
        token = await coordinator.journal.token(entry.entry_id, press.secret)
        if token is None:
            raise refusal("notification_unknown", profile=entry.title)
        context = _of_somebody(hass, context, token)
        await async_check_right(hass, context, entry, Right.ACT)
        if not await coordinator.journal.use_token(entry.entry_id, press.secret):
            raise refusal("notification_answered")
        await _async_do(coordinator, press.button, token, context)
    except HomeAssistantError as err:
        await _async_answer(hass, entry, token, context, err)
    except JournalError as err:
        problem = failure("Plex Sync", err.reason, err.message)
        await _async_answer(hass, entry, token, context, problem)


def _of_somebody(hass: HomeAssistant, context: Context, token: Token) -> Context:
    """Return the context of a press: it is never nobody's, as an automation's may be.

    Raises:
        ServiceValidationError: it is.
    """
    if context.user_id is not None:
        return context
    phone = async_find_phone(hass, token.holder)
    if phone is None or phone.user_id is None:
        raise refusal("notification_of_nobody")
    return Context(user_id=phone.user_id, parent_id=context.id)


async def _async_do(
    coordinator: PlexSyncCoordinator, button: Button, token: Token, context: Context
) -> None:
    """Call the action that a button stands for.

    Raises:
        HomeAssistantError: it cannot be done, or not all of it.
    """
    if button is Button.PIN:
        await _async_pin(coordinator, token, context)
        return
    which: dict[str, Any] = {ATTR_RECORD_IDS: list(token.records)}
    if button is Button.UNDO_RUN:
        which = {ATTR_RUN_ID: token.run}
    answer = await _async_call(coordinator, "undo", which, context)
    if left := [each["title"] for each in answer["skipped"]]:
        raise refusal("left_alone", titles=", ".join(left))


async def _async_pin(
    coordinator: PlexSyncCoordinator, token: Token, context: Context
) -> None:
    for record in await async_records_of(coordinator, token.records):
        fields = pinnable_fields(coordinator, record)
        if fields and record.target is not None:
            which = {ATTR_TARGET: record.target, ATTR_FIELDS: fields}
            await _async_call(coordinator, "pin", which, context)


async def _async_call(
    coordinator: PlexSyncCoordinator,
    action: str,
    which: Mapping[str, Any],
    context: Context,
) -> dict[str, Any]:
    answer = await coordinator.hass.services.async_call(
        DOMAIN,
        action,
        {ATTR_CONFIG_ENTRY_ID: coordinator.config_entry.entry_id, **which},
        blocking=True,
        return_response=True,
        context=context,
    )
    return dict(answer or {})


async def _async_answer(
    hass: HomeAssistant,
    entry: ProfileConfigEntry,
    token: Token | None,
    context: Context,
    err: HomeAssistantError,
) -> None:
    """Tell the phone why, or, of an unknown token, the phones of who has pressed."""
    if not isinstance(err, ServiceValidationError):
        _LOGGER.debug("A button of %s did not do it: %s", entry.title, err)
    texts = await Texts.async_load(hass)
    if token is not None:
        phone = async_find_phone(hass, token.holder)
        phones = [phone] if phone is not None else []
    else:
        phones = [
            phone
            for phone in async_find_phones(hass, entry.options.get(CONF_DEVICES, ()))
            if phone.user_id is not None and phone.user_id == context.user_id
        ]
    data = phone_data(hass, entry.entry_id, token.run if token else None)
    for phone in phones:
        await async_tell_phone(hass, phone, texts.error(err), entry.title, data)
