"""What several of the files for Home Assistant name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DOMAIN: Final = "plex_sync"
MANUFACTURER: Final = "Plex Sync"

STATUS: Final = "status"
"""Key of the sensor whose rights are those of the profile."""

LIDARR_DOMAIN: Final = "lidarr"
"""Home Assistant's own Lidarr integration."""
PLEX_DOMAIN: Final = "plex"
"""Home Assistant's own Plex integration."""
SPOTIFY_DOMAIN: Final = "spotify"
"""Home Assistant's own Spotify integration."""

KIND: Final = "kind"
KIND_ANIME: Final = "anime"
KIND_MUSIC: Final = "music"

HAND_OFFS: Final[Mapping[str, str]] = MappingProxyType(
    {"lidarr": "Lidarr", "slskd": "slskd"}
)
"""The programs that what is missing is handed to, as people know them."""

# What a config entry holds.
CONF_PLEX: Final = "plex"
CONF_ENTRY_ID: Final = "entry_id"
CONF_SERVER: Final = "server"
CONF_ID: Final = "id"
CONF_PLEX_USER: Final = "plex_user"
CONF_ACCOUNT_ID: Final = "account_id"
CONF_ANILIST: Final = "anilist"
CONF_USER_ID: Final = "user_id"
CONF_USER_NAME: Final = "user_name"
CONF_SPOTIFY: Final = "spotify"
CONF_ENDPOINTS: Final = "endpoints"

# Options that switches and schedules share with the options form.
CONF_AUTOMATIC_SYNC: Final = "automatic_sync"
CONF_DRY_RUN: Final = "dry_run"
CONF_PREVIEW: Final = "preview"
CONF_SCAN: Final = "scan"
"""Whether Plex is asked to look for new files when something has arrived."""
CONF_QUIET_FEED: Final = "quiet_feed"
CONF_SHOW_PANEL: Final = "show_panel"
CONF_MAPPINGS_SOURCE: Final = "mappings_source"

# Reauthentication: which side asks for it.
CONF_SIDE: Final = "side"
