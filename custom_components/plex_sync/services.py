"""The actions: whatever a card can do, an automation can do."""

from homeassistant.core import HomeAssistant, callback

from .actions import async_register
from .services_backups import BACKUP_ACTIONS
from .services_categories import CATEGORY_ACTIONS
from .services_hand_off import HAND_OFF_ACTIONS
from .services_history import HISTORY_ACTIONS
from .services_mappings import MAPPING_ACTIONS
from .services_mqtt import MQTT_ACTIONS
from .services_music_decisions import MUSIC_DECISION_ACTIONS
from .services_music_items import MUSIC_ITEM_ACTIONS
from .services_music_matching import MUSIC_MATCHING_ACTIONS
from .services_music_missing import MUSIC_MISSING_ACTIONS
from .services_music_runs import MUSIC_RUN_ACTIONS
from .services_pins import PIN_ACTIONS
from .services_plan import PLAN_ACTIONS
from .services_records import RECORD_ACTIONS
from .services_runs import RUN_ACTIONS
from .services_undo import UNDO_ACTIONS

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
