"""How a music profile reaches its Lidarr, read anew at each start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from homeassistant.const import CONF_API_KEY, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.loader import async_get_integration
from homeassistant.util import dt as dt_util
from yarl import URL

from ..const import CONF_ENTRY_ID, DOMAIN, LIDARR_DOMAIN
from ..lidarr import SERVICE, LidarrClient
from ..lidarr.failures import ENTRY_GONE
from ..lidarr.transport import PORT
from ..music.handoff.identifying import Identifier, UpcOf
from ..music.handoff.lidarr import LidarrHandOff
from ..music.handoff.lidarr_asking import LidarrOptions
from ..musicbrainz import MusicBrainzClient
from ..shared import Shared
from ..sync.errors import ServiceError
from ..sync.protocols import Cache

CONF_LIDARR: Final = "lidarr"
"""Within the options of an entry: all that is chosen about Lidarr."""
CONF_AUTOMATIC: Final = "automatic"
CONF_ENABLED: Final = "enabled"
CONF_METADATA_PROFILE: Final = "metadata_profile_id"
CONF_QUALITY_PROFILE: Final = "quality_profile_id"
CONF_ROOT_FOLDER: Final = "root_folder"
CONF_TAG: Final = "tag"
CONF_TIME: Final = "time"

DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        CONF_AUTOMATIC: True,
        CONF_ENABLED: False,
        CONF_TAG: "plex-sync",
        CONF_TIME: "04:00:00",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LidarrConnection:
    """Address, key, and whether to check the certificate."""

    url: str = field(repr=False)
    api_key: str = field(repr=False)
    verify_tls: bool


def lidarr_options(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is chosen about Lidarr in the options of an entry."""
    return {**DEFAULTS, **options.get(CONF_LIDARR, {})}


@callback
def lidarr_connection(
    hass: HomeAssistant, config: Mapping[str, Any]
) -> LidarrConnection:
    """Read the connection, out of Home Assistant's own entry where one was chosen.

    Raises:
        ServiceError: `reason="lidarr_entry_gone"` when that entry is not there any more.
    """
    if (entry_id := config.get(CONF_ENTRY_ID)) is None:
        return LidarrConnection(
            url=config[CONF_URL],
            api_key=config[CONF_API_KEY],
            verify_tls=bool(config.get(CONF_VERIFY_SSL, True)),
        )
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != LIDARR_DOMAIN:
        raise ServiceError(SERVICE, reason=ENTRY_GONE)
    address = URL(entry.data[CONF_URL])
    if address.explicit_port is None:
        # So that integration reads addresses, whatever their scheme.
        address = address.with_port(PORT)
    return LidarrConnection(
        url=str(address),
        api_key=entry.data[CONF_API_KEY],
        verify_tls=bool(entry.data.get(CONF_VERIFY_SSL, False)),
    )


@callback
def async_lidarr_client(
    hass: HomeAssistant, config: Mapping[str, Any], *, timeout: float = 60.0
) -> LidarrClient:
    """Open the door to Lidarr; `timeout` is seconds for one request.

    Raises:
        ServiceError: see `lidarr_connection`.
    """
    connection = lidarr_connection(hass, config)
    return LidarrClient(
        async_get_clientsession(hass, verify_ssl=connection.verify_tls),
        connection.url,
        connection.api_key,
        verify_tls=connection.verify_tls,
        timeout=timeout,
    )


async def async_lidarr_hand_off(
    hass: HomeAssistant,
    options: Mapping[str, Any],
    shared: Shared,
    cache: Cache,
    upc_of: UpcOf,
) -> LidarrHandOff | None:
    """Build what hands albums to Lidarr; `None`: it is not turned on.

    Args:
        hass: Home Assistant.
        options: of the profile's entry.
        shared: what profiles share: MusicBrainz's limiter and addresses.
        cache: where is kept what MusicBrainz answers.
        upc_of: brings the barcodes of the source's albums.

    Raises:
        ServiceError: the entry that the address is read from is gone.
    """
    config = lidarr_options(options)
    if not config[CONF_ENABLED]:
        return None
    integration = await async_get_integration(hass, DOMAIN)
    musicbrainz = MusicBrainzClient(
        async_get_clientsession(hass),
        limiter=shared.musicbrainz_limiter,
        version=str(integration.version),
        contact=str(integration.documentation),
        endpoint=shared.endpoints.musicbrainz,
    )
    return LidarrHandOff(
        async_lidarr_client(hass, config),
        Identifier(musicbrainz, cache, upc_of, dt_util.utcnow),
        LidarrOptions(
            root_folder=config[CONF_ROOT_FOLDER],
            quality_profile_id=config[CONF_QUALITY_PROFILE],
            metadata_profile_id=config[CONF_METADATA_PROFILE],
            tag=config[CONF_TAG],
        ),
        dt_util.utcnow,
    )
