"""The actions: whatever a card can do, an automation can do."""

from homeassistant.core import HomeAssistant, callback

from .actions.action import async_register
from .actions.backups import BACKUP_ACTIONS
from .actions.categories import CATEGORY_ACTIONS
from .actions.hand_off import HAND_OFF_ACTIONS
from .actions.history import HISTORY_ACTIONS
from .actions.mappings import MAPPING_ACTIONS
from .actions.mqtt import MQTT_ACTIONS
from .actions.music_decisions import MUSIC_DECISION_ACTIONS
from .actions.music_items import MUSIC_ITEM_ACTIONS
from .actions.music_matching import MUSIC_MATCHING_ACTIONS
from .actions.music_missing import MUSIC_MISSING_ACTIONS
from .actions.music_runs import MUSIC_RUN_ACTIONS
from .actions.pins import PIN_ACTIONS
from .actions.plan import PLAN_ACTIONS
from .actions.records import RECORD_ACTIONS
from .actions.runs import RUN_ACTIONS
from .actions.undo import UNDO_ACTIONS

ACTIONS = (
    *RUN_ACTIONS,
    *PLAN_ACTIONS,
    *HISTORY_ACTIONS,
    *RECORD_ACTIONS,
    *UNDO_ACTIONS,
    *PIN_ACTIONS,
    *MAPPING_ACTIONS,
    *BACKUP_ACTIONS,
    *MUSIC_RUN_ACTIONS,
    *MUSIC_ITEM_ACTIONS,
    *MUSIC_MISSING_ACTIONS,
    *MUSIC_DECISION_ACTIONS,
    *MUSIC_MATCHING_ACTIONS,
    *HAND_OFF_ACTIONS,
    *CATEGORY_ACTIONS,
    *MQTT_ACTIONS,
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for action in ACTIONS:
        async_register(hass, action)
