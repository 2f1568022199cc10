"""The options of an anime profile as fields of a form."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)

from ..anime.options import DEFAULT_POLICIES, IdleStatus, ProgressRule
from ..backups.safekeeping import CONF_BACKUP_DAYS, DEFAULT_DAYS
from ..const import (
    CONF_AUTOMATIC_SYNC,
    CONF_DRY_RUN,
    CONF_MAPPINGS_SOURCE,
    CONF_QUIET_FEED,
    CONF_SHOW_PANEL,
)
from ..options import RetentionOptions
from ..plex.model import Section
from ..sync.model import Policy
from .notify_fields import NOTIFY_DEFAULTS, NOTIFY_FIELDS
from .selectors import choice, whole_number

CONF_DESTRUCTIVE: Final = "destructive"
CONF_FULL_SCAN: Final = "full_scan"
CONF_FULL_SYNC_DAYS: Final = "full_sync_days"
CONF_FULL_SYNC_TIME: Final = "full_sync_time"
CONF_GENRES: Final = "genres"
CONF_GUARD_DELETED: Final = "guard_deleted"
CONF_GUARD_DELETED_PERCENT: Final = "guard_deleted_percent"
CONF_GUARD_LIBRARY_PERCENT: Final = "guard_library_percent"
CONF_GUARD_LOWERED: Final = "guard_lowered"
CONF_GUARD_LOWERED_PERCENT: Final = "guard_lowered_percent"
CONF_HISTORY_DAYS: Final = "history_days"
CONF_IDLE_STATUS: Final = "idle_status"
CONF_IDLE_WEEKS: Final = "idle_weeks"
CONF_LIBRARIES: Final = "libraries"
CONF_POLL_INTERVAL: Final = "poll_interval"
CONF_PROGRESS_RULE: Final = "progress_rule"
CONF_SEARCH_THRESHOLD: Final = "search_threshold"
CONF_WATCHLIST: Final = "watchlist"
POLICIES: Final[Mapping[str, str]] = MappingProxyType(
    {f"policy_{field}": policy.value for field, policy in DEFAULT_POLICIES.items()}
)

HEEDING: Final = tuple(policy for policy in Policy if policy is not Policy.EXACT)
"""Policies under which what the user does by hand counts."""
IDLE_NONE: Final = "none"
LOWEST_THRESHOLD: Final = 50
SHORTEST_POLL: Final = 30

DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        CONF_AUTOMATIC_SYNC: True,
        CONF_BACKUP_DAYS: DEFAULT_DAYS,
        CONF_DESTRUCTIVE: False,
        CONF_DRY_RUN: False,
        CONF_FULL_SCAN: False,
        CONF_FULL_SYNC_DAYS: 1,
        CONF_FULL_SYNC_TIME: "02:00:00",
        CONF_GENRES: [],
        CONF_GUARD_DELETED: 5,
        CONF_GUARD_DELETED_PERCENT: 2,
        CONF_GUARD_LIBRARY_PERCENT: 30,
        CONF_GUARD_LOWERED: 20,
        CONF_GUARD_LOWERED_PERCENT: 10,
        CONF_HISTORY_DAYS: RetentionOptions().days,
        CONF_IDLE_STATUS: IDLE_NONE,
        CONF_IDLE_WEEKS: 16,
        CONF_LIBRARIES: [],
        CONF_MAPPINGS_SOURCE: "",
        CONF_POLL_INTERVAL: 60,
        CONF_PROGRESS_RULE: ProgressRule.HIGHEST.value,
        CONF_QUIET_FEED: True,
        CONF_SEARCH_THRESHOLD: 0,
        CONF_SHOW_PANEL: True,
        CONF_WATCHLIST: False,
        **POLICIES,
        **NOTIFY_DEFAULTS,
    }
)


_IDLE_STATUS: Final = choice(
    CONF_IDLE_STATUS, [IDLE_NONE, *(status.lower() for status in IdleStatus)]
)

FIELDS: Final[Mapping[str, Selector[Any]]] = MappingProxyType(
    {
        CONF_AUTOMATIC_SYNC: BooleanSelector(),
        CONF_BACKUP_DAYS: whole_number(0, 3650, "d"),
        CONF_DESTRUCTIVE: BooleanSelector(),
        CONF_DRY_RUN: BooleanSelector(),
        CONF_FULL_SCAN: BooleanSelector(),
        CONF_FULL_SYNC_DAYS: whole_number(1, 30),
        CONF_FULL_SYNC_TIME: TimeSelector(),
        CONF_GENRES: TextSelector(TextSelectorConfig(multiple=True)),
        CONF_GUARD_DELETED: whole_number(0, 10_000),
        CONF_GUARD_DELETED_PERCENT: whole_number(0, 100, "%"),
        CONF_GUARD_LIBRARY_PERCENT: whole_number(0, 100, "%"),
        CONF_GUARD_LOWERED: whole_number(0, 10_000),
        CONF_GUARD_LOWERED_PERCENT: whole_number(0, 100, "%"),
        CONF_HISTORY_DAYS: whole_number(1, 3650, "d"),
        CONF_IDLE_STATUS: _IDLE_STATUS,
        CONF_IDLE_WEEKS: whole_number(1, 520),
        CONF_MAPPINGS_SOURCE: TextSelector(),
        CONF_POLL_INTERVAL: whole_number(0, 86_400, "s"),
        CONF_QUIET_FEED: BooleanSelector(),
        CONF_PROGRESS_RULE: choice(CONF_PROGRESS_RULE, ProgressRule),
        CONF_SEARCH_THRESHOLD: whole_number(0, 100, "%"),
        CONF_SHOW_PANEL: BooleanSelector(),
        CONF_WATCHLIST: BooleanSelector(),
        **dict.fromkeys(POLICIES, choice("policy", HEEDING)),
        **NOTIFY_FIELDS,
    }
)


def library_field(libraries: Iterable[Section]) -> SelectSelector:
    """Return a selector of some of a server's libraries."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=library.uuid, label=library.title)
                for library in libraries
            ],
            mode=SelectSelectorMode.LIST,
            multiple=True,
        )
    )


def field_errors(values: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each field with a value that will not do, an error's key."""
    errors: dict[str, str] = {}
    if CONF_LIBRARIES in values and not values[CONF_LIBRARIES]:
        errors[CONF_LIBRARIES] = "no_library_chosen"
    if 0 < values.get(CONF_POLL_INTERVAL, 0) < SHORTEST_POLL:
        errors[CONF_POLL_INTERVAL] = "polls_too_often"
    if 0 < values.get(CONF_SEARCH_THRESHOLD, 0) < LOWEST_THRESHOLD:
        errors[CONF_SEARCH_THRESHOLD] = "threshold_too_low"
    return errors


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as the form shows them; those never set have their defaults."""
    options = {**DEFAULTS, **values}
    return options | {CONF_IDLE_STATUS: options[CONF_IDLE_STATUS].lower()}


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form brought as it is kept."""
    options = {
        key: int(value) if isinstance(value, float) else value
        for key, value in values.items()
    }
    if options.get(CONF_IDLE_STATUS, IDLE_NONE) != IDLE_NONE:
        options[CONF_IDLE_STATUS] = str(options[CONF_IDLE_STATUS]).upper()
    return options
