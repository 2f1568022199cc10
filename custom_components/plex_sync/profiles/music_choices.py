"""What the user has chosen for a music profile as a whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from homeassistant.const import CONF_ID

from ..const import CONF_ACCOUNT_ID, CONF_PLEX_USER, CONF_SERVER, DOMAIN
from ..music.model import Preference
from ..music.planner import MusicOptions
from ..music.target import account_key
from ..sync.model import AccountKey

IMPORTS: Final = Path(DOMAIN, "import")
"""Within the configuration: where files lie that are to become playlists."""
CONF_LIBRARIES: Final = "music_libraries"
CONF_ADD_PLAYED: Final = "add_played"
CONF_PLAYED_CATEGORY: Final = "played_category"


def music_account(data: Mapping[str, Any]) -> AccountKey:
    """Name the playlists that a profile writes to."""
    return account_key(
        data[CONF_SERVER][CONF_ID], data[CONF_PLEX_USER][CONF_ACCOUNT_ID]
    )


def music_options(options: Mapping[str, Any]) -> MusicOptions:
    """Read what the user has chosen out of the options of an entry."""
    explicit = options.get("prefer_explicit", "source")
    return MusicOptions(
        preference=Preference(
            album_over_compilation=bool(options.get("prefer_album", True)),
            lossless=bool(options.get("prefer_lossless", True)),
            bitrate=bool(options.get("prefer_bitrate", True)),
            explicit={"explicit": True, "clean": False}.get(str(explicit)),
            sections=tuple(options.get(CONF_LIBRARIES, ())),
        )
    )
