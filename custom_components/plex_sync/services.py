"""The actions: whatever a card can do, an automation can do."""

from homeassistant.core import HomeAssistant, callback

from .actions import async_register
from .services_history import HISTORY_ACTIONS
from .services_mappings import MAPPING_ACTIONS
from .services_plan import PLAN_ACTIONS
from .services_runs import RUN_ACTIONS


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for action in (*RUN_ACTIONS, *PLAN_ACTIONS, *HISTORY_ACTIONS, *MAPPING_ACTIONS):
        async_register(hass, action)
