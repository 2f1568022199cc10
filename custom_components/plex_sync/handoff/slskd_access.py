"""How a music profile reaches the user's slskd, and what it asks it for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.const import CONF_API_KEY, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util

from ..music.handoff.ranking import DEFAULT_FORMATS, FORMATS, Wishes
from ..music.handoff.slskd import MOST_TRIES, SlskdHandOff
from ..shared import Shared
from ..slskd import Pace, SlskdClient

CONF_SLSKD: Final = "slskd"
"""Within the options of an entry: all that is chosen about slskd."""
CONF_AUTOMATIC: Final = "automatic"
CONF_ENABLED: Final = "enabled"
CONF_FORMATS: Final = "formats"
CONF_MIN_BITRATE: Final = "min_bitrate"
CONF_MOST_TRIES: Final = "most_tries"
CONF_TIME: Final = "time"

DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        CONF_API_KEY: "",
        CONF_AUTOMATIC: True,
        CONF_ENABLED: False,
        CONF_FORMATS: list(DEFAULT_FORMATS),
        CONF_MIN_BITRATE: 192,
        CONF_MOST_TRIES: MOST_TRIES,
        CONF_TIME: "03:00:00",
        CONF_URL: "",
        CONF_VERIFY_SSL: True,
    }
)


def slskd_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is chosen about slskd in the options of an entry."""
    return {**DEFAULTS, **options.get(CONF_SLSKD, {})}


@callback
def async_slskd_client(
    hass: HomeAssistant, config: Mapping[str, Any], *, pace: Pace | None = None
) -> SlskdClient:
    """Open the door to slskd; nothing is asked yet."""
    return SlskdClient(
        async_get_clientsession(hass, verify_ssl=config[CONF_VERIFY_SSL]),
        config[CONF_URL],
        config[CONF_API_KEY],
        pace=pace,
    )


@callback
def async_slskd_hand_off(
    hass: HomeAssistant, options: Mapping[str, Any], shared: Shared
) -> SlskdHandOff | None:
    """Build what hands tracks to slskd; `None`: it is not turned on.

    Args:
        hass: Home Assistant.
        options: of the profile's entry.
        shared: what profiles share: the distance between searches of one slskd.
    """
    config = slskd_options(options)
    if not (config[CONF_ENABLED] and config[CONF_URL] and config[CONF_API_KEY]):
        return None
    return SlskdHandOff(
        async_slskd_client(hass, config),
        Wishes(
            formats=tuple(each for each in config[CONF_FORMATS] if each in FORMATS),
            min_bitrate=int(config[CONF_MIN_BITRATE]),
        ),
        most_tries=int(config[CONF_MOST_TRIES]),
        now=dt_util.utcnow,
        pace=shared.slskd_pace(config[CONF_URL]),
    )
