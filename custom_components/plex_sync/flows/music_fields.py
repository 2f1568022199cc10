"""The options of a music profile and of its items as fields of forms."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
    TimeSelector,
)

from ..backups.safekeeping import CONF_BACKUP_DAYS, DEFAULT_DAYS
from ..const import CONF_DRY_RUN, CONF_SCAN, CONF_SHOW_PANEL
from ..items.saved_items import (
    CONF_AS_PLAYLIST,
    CONF_CATEGORY,
    CONF_ENTITIES,
    CONF_HAND_OFF,
    CONF_INTERVAL_DAYS,
    CONF_MODE,
    CONF_POSTER,
    CONF_SECTIONS,
    CONF_SYNC,
    CONF_TITLE,
)
from ..items.tidal_files import CONF_TIDAL_CLIENT_ID, CONF_TIDAL_CLIENT_SECRET
from ..music.items import Mode
from ..options import RetentionOptions
from ..profiles.music_choices import (
    CONF_ADD_PLAYED,
    CONF_LIBRARIES,
    CONF_PLAYED_CATEGORY,
)
from .notify_fields import NOTIFY_DEFAULTS, NOTIFY_FIELDS
from .selectors import choice, whole_number

CONF_DESTRUCTIVE: Final = "destructive"
CONF_FULL_SYNC_TIME: Final = "full_sync_time"
CONF_GUARD_SEQUENCE: Final = "guard_sequence_percent"
CONF_HISTORY_DAYS: Final = "history_days"
CONF_PREFER_ALBUM: Final = "prefer_album"
CONF_PREFER_BITRATE: Final = "prefer_bitrate"
CONF_PREFER_EXPLICIT: Final = "prefer_explicit"
CONF_PREFER_LOSSLESS: Final = "prefer_lossless"
EXPLICIT: Final = ("source", "explicit", "clean")

DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        CONF_ADD_PLAYED: False,
        CONF_BACKUP_DAYS: DEFAULT_DAYS,
        CONF_DESTRUCTIVE: False,
        CONF_DRY_RUN: False,
        CONF_FULL_SYNC_TIME: "02:00:00",
        CONF_GUARD_SEQUENCE: 50,
        CONF_HISTORY_DAYS: RetentionOptions().days,
        CONF_LIBRARIES: [],
        CONF_PLAYED_CATEGORY: "",
        CONF_PREFER_ALBUM: True,
        CONF_PREFER_BITRATE: True,
        CONF_PREFER_EXPLICIT: EXPLICIT[0],
        CONF_PREFER_LOSSLESS: True,
        CONF_SCAN: True,
        CONF_SHOW_PANEL: True,
        CONF_TIDAL_CLIENT_ID: "",
        **NOTIFY_DEFAULTS,
    }
)


FIELDS: Final[Mapping[str, Selector[Any]]] = MappingProxyType(
    {
        CONF_ADD_PLAYED: BooleanSelector(),
        CONF_BACKUP_DAYS: whole_number(0, 3650, "d"),
        CONF_DESTRUCTIVE: BooleanSelector(),
        CONF_DRY_RUN: BooleanSelector(),
        CONF_FULL_SYNC_TIME: TimeSelector(),
        CONF_GUARD_SEQUENCE: whole_number(0, 100, "%"),
        CONF_HISTORY_DAYS: whole_number(1, 3650, "d"),
        CONF_PLAYED_CATEGORY: TextSelector(),
        CONF_PREFER_ALBUM: BooleanSelector(),
        CONF_PREFER_BITRATE: BooleanSelector(),
        CONF_PREFER_EXPLICIT: choice(CONF_PREFER_EXPLICIT, EXPLICIT),
        CONF_PREFER_LOSSLESS: BooleanSelector(),
        CONF_SCAN: BooleanSelector(),
        CONF_SHOW_PANEL: BooleanSelector(),
        CONF_TIDAL_CLIENT_ID: TextSelector(),
        CONF_TIDAL_CLIENT_SECRET: TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD)
        ),
        **NOTIFY_FIELDS,
    }
)

ITEM_DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        CONF_AS_PLAYLIST: False,
        CONF_CATEGORY: "",
        CONF_ENTITIES: False,
        CONF_HAND_OFF: True,
        CONF_INTERVAL_DAYS: 0,
        CONF_MODE: Mode.KEEP_EDITS.value,
        CONF_POSTER: True,
        CONF_SECTIONS: (),
        CONF_SYNC: True,
        CONF_TITLE: "",
    }
)
ITEM_FIELDS: Final[Mapping[str, Selector[Any]]] = MappingProxyType(
    {
        CONF_AS_PLAYLIST: BooleanSelector(),
        CONF_CATEGORY: TextSelector(),
        CONF_ENTITIES: BooleanSelector(),
        CONF_HAND_OFF: BooleanSelector(),
        CONF_INTERVAL_DAYS: whole_number(0, 365, "d"),
        CONF_MODE: choice(CONF_MODE, Mode),
        CONF_POSTER: BooleanSelector(),
        CONF_SYNC: BooleanSelector(),
        CONF_TITLE: TextSelector(),
    }
)


class Library(Protocol):
    """A library of a server, as far as a form shows it."""

    @property
    def key(self) -> str:
        """What the server knows it by."""

    @property
    def title(self) -> str:
        """What people know it by."""


def music_library_field(libraries: Iterable[Library]) -> SelectSelector:
    """Return a selector of some of a server's libraries, by their keys."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=library.key, label=library.title)
                for library in libraries
            ],
            mode=SelectSelectorMode.LIST,
            multiple=True,
        )
    )


def whole_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form brought as it is kept: its numbers are whole ones."""
    return {
        key: int(value) if isinstance(value, float) else value
        for key, value in values.items()
    }
