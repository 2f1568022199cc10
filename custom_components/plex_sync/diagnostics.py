"""What helps to understand a profile; names, addresses and tokens are left out."""

from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.const import CONF_API_KEY, CONF_NAME, CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant

from .actions.answers import run_answer
from .const import (
    CONF_ACCOUNT_ID,
    CONF_MAPPINGS_SOURCE,
    CONF_SERVER,
    CONF_USER_ID,
    CONF_USER_NAME,
)
from .coordinator import ProfileConfigEntry
from .items.tidal_files import CONF_TIDAL_CLIENT_ID, CONF_TIDAL_CLIENT_SECRET
from .mqtt.published import CONF_PLACES
from .mqtt.settings import CONF_ADDRESS, CONF_PASSWORD, CONF_USER
from .shared import async_get_shared

TO_REDACT: Final = {
    CONF_ACCOUNT_ID,
    CONF_API_KEY,
    CONF_ADDRESS,
    CONF_MAPPINGS_SOURCE,
    CONF_NAME,
    CONF_PASSWORD,
    CONF_SERVER,
    CONF_TIDAL_CLIENT_ID,
    CONF_TIDAL_CLIENT_SECRET,
    CONF_TOKEN,
    CONF_URL,
    CONF_USER,
    CONF_USER_ID,
    CONF_USER_NAME,
}
RUNS: Final = 20


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: ProfileConfigEntry
) -> dict[str, Any]:
    """Return how a profile is set up and how its last runs went."""
    coordinator, shared = entry.runtime_data, async_get_shared(hass)
    status = coordinator.status
    data = dict(entry.data)
    if CONF_PLACES in data:
        # Their keys are made of addresses.
        data[CONF_PLACES] = list(data[CONF_PLACES].values())
    runs = await coordinator.journal.runs(entry.entry_id, size=RUNS)
    return {
        "data": async_redact_data(data, TO_REDACT),
        "options": async_redact_data(dict(entry.options), TO_REDACT),
        "endpoints_overridden": shared.endpoints.overridden,
        "push": {
            "listening": coordinator.automatic.push.is_up,
            "webhook_heard": coordinator.webhook.heard,
            "webhook_ignored": coordinator.webhook.ignored,
        },
        "status": {
            "activity": status.activity,
            "counters": dict(status.counters),
            "last_result": status.last_result,
            "last_sync": status.last_sync,
            "last_checked": status.last_checked,
            "next_full": status.next_full,
            "next_poll": status.next_poll,
            "plan_waiting": status.plan_waiting,
            "problem": asdict(status.problem) if status.problem else None,
        },
        # Messages of a service may name titles; reasons do not.
        "runs": [
            async_redact_data(run_answer(run), {"details", "message", "text"})
            for run in runs.items
        ],
        **coordinator.profile.diagnostics(),
    }
