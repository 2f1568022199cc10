"""The websocket commands of the cards; what changes the world is done by actions."""

from typing import Any, Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import (
    async_response,
    websocket_command,
)
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .actions.answers import Answer, run_answer
from .const import DOMAIN
from .coordinator import PlexSyncCoordinator
from .pictures import async_setup_pictures
from .rights import Right, async_may
from .sync.journal.queries import HistoryFilter
from .sync.runs import Outcome
from .texts import refusal
from .websocket.backups import async_setup_backup_commands
from .websocket.lookup import (
    Message,
    async_send_not_found,
    async_visible_entry,
    of_profile,
)
from .websocket.music import async_setup_music_commands
from .websocket.payloads import (
    async_page,
    async_profile,
    async_records,
    sequence_lengths,
    state_page,
)
from .websocket.sequences import async_sequences
from .websocket.subscription import Subscription

ATTR_BEFORE: Final = "before"
ATTR_LIMIT: Final = "limit"
ATTR_OFFSET: Final = "offset"
ATTR_OUTCOMES: Final = "outcomes"
ATTR_RECORD_ID: Final = "record_id"

PAGE: Final[dict[str | vol.Marker, Any]] = {
    vol.Optional(ATTR_BEFORE): cv.positive_int,
    vol.Optional(ATTR_LIMIT, default=50): vol.All(int, vol.Range(min=1, max=200)),
}
OF_PROFILE: Final[dict[str | vol.Marker, Any]] = {
    vol.Required(ATTR_CONFIG_ENTRY_ID): cv.string
}


@callback
def async_setup_websocket_api(hass: HomeAssistant) -> None:
    """Register the commands, and the views of what their answers name."""
    async_setup_pictures(hass)
    for command in (profiles, subscribe, history, runs, record):
        async_register_command(hass, command)
    async_setup_backup_commands(hass)
    async_setup_music_commands(hass)


@websocket_command({vol.Required("type"): f"{DOMAIN}/profiles"})
@callback
def profiles(
    hass: HomeAssistant, connection: ActiveConnection, message: Message
) -> None:
    """List the profiles that the user may see."""
    user = connection.user
    listed = [
        async_profile(hass, user, entry)
        for entry in hass.config_entries.async_entries(DOMAIN, include_ignore=False)
        if async_may(hass, user, entry, Right.SEE)
    ]
    connection.send_result(message["id"], listed)


@websocket_command({vol.Required("type"): f"{DOMAIN}/subscribe", **OF_PROFILE})
@callback
def subscribe(
    hass: HomeAssistant, connection: ActiveConnection, message: Message
) -> None:
    """Send what a card shows first, then what becomes of it."""
    entry = async_visible_entry(hass, connection.user, message[ATTR_CONFIG_ENTRY_ID])
    if entry is None:
        async_send_not_found(connection, message)
        return
    subscription = Subscription(hass, connection, message["id"], entry)
    connection.subscriptions[message["id"]] = subscription.async_stop
    connection.send_result(message["id"])
    subscription.async_start()


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/history",
        **OF_PROFILE,
        **PAGE,
        vol.Optional(ATTR_OUTCOMES): [vol.In([each.value for each in Outcome])],
        vol.Optional("text"): cv.string,
        vol.Optional("since"): cv.datetime,
        vol.Optional("until"): cv.datetime,
        vol.Optional("run"): cv.positive_int,
        vol.Optional("closed", default=False): bool,
    }
)
@async_response
@of_profile
async def history(
    hass: HomeAssistant, coordinator: PlexSyncCoordinator, message: Message
) -> Answer:
    """Send a page of the timeline, newest first."""
    since, until = message.get("since"), message.get("until")
    page = await coordinator.journal.history(
        coordinator.config_entry.entry_id,
        HistoryFilter(
            outcomes=[Outcome(each) for each in message.get(ATTR_OUTCOMES, ())],
            text=message.get("text", ""),
            since=dt_util.as_utc(since) if since else None,
            until=dt_util.as_utc(until) if until else None,
            run=message.get("run"),
            closed=message["closed"],
        ),
        before=message.get(ATTR_BEFORE),
        size=message[ATTR_LIMIT],
    )
    return await async_page(coordinator, page.items, page.next)


@websocket_command({vol.Required("type"): f"{DOMAIN}/runs", **OF_PROFILE, **PAGE})
@async_response
@of_profile
async def runs(
    hass: HomeAssistant, coordinator: PlexSyncCoordinator, message: Message
) -> Answer:
    """Send a page of the runs, newest first."""
    page = await coordinator.journal.runs(
        coordinator.config_entry.entry_id,
        before=message.get(ATTR_BEFORE),
        size=message[ATTR_LIMIT],
    )
    return {"runs": [run_answer(run) for run in page.items], "next": page.next}


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/record",
        **OF_PROFILE,
        vol.Required(ATTR_RECORD_ID): cv.positive_int,
        vol.Optional(ATTR_OFFSET, default=0): cv.positive_int,
        vol.Optional(ATTR_LIMIT, default=200): vol.All(int, vol.Range(min=1, max=1000)),
    }
)
@async_response
@of_profile
async def record(
    hass: HomeAssistant, coordinator: PlexSyncCoordinator, message: Message
) -> Answer:
    """Send a record with its states; of long sequences a page."""
    entry, number = coordinator.config_entry, message[ATTR_RECORD_ID]
    detail = await coordinator.journal.record(entry.entry_id, number)
    if detail is None:
        raise refusal("record_not_found", record=str(number))
    fields = coordinator.engine.target.fields
    offset, limit = message[ATTR_OFFSET], message[ATTR_LIMIT]
    [described] = async_records(hass, entry, [detail.record])
    return {
        "record": described,
        "before": state_page(detail.before, fields, offset, limit),
        "after": state_page(detail.after, fields, offset, limit),
        "lengths": {
            "before": sequence_lengths(detail.before, fields),
            "after": sequence_lengths(detail.after, fields),
        },
        **await async_sequences(coordinator, detail, offset, limit),
    }
