"""Where the services live; the YAML may send them elsewhere, for development."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from .anibridge.client import V2_ADDRESS, V3_ADDRESS
from .anilist import ENDPOINT
from .musicbrainz import ENDPOINT as MUSICBRAINZ
from .plex.endpoints import PlexEndpoints
from .spotify import ENDPOINT as SPOTIFY_API
from .tidal import ENDPOINT as TIDAL_API, TOKEN_ENDPOINT as TIDAL_TOKEN

ANILIST_AUTHORIZE = "https://anilist.co/api/v2/oauth/authorize"
ANILIST_TOKEN = "https://anilist.co/api/v2/oauth/token"
SPOTIFY_AUTHORIZE = "https://accounts.spotify.com/authorize"
SPOTIFY_TOKEN = "https://accounts.spotify.com/api/token"

_PLEX = PlexEndpoints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Addresses without a trailing slash; the defaults are the real ones."""

    anilist: str = ENDPOINT
    anilist_authorize: str = ANILIST_AUTHORIZE
    """Where a person allows a client of AniList's, in a browser."""
    anilist_token: str = ANILIST_TOKEN
    """Where a code becomes a token."""
    plex_tv: str = _PLEX.plex_tv
    discover: str = _PLEX.discover
    app: str = _PLEX.app
    community: str = _PLEX.community
    mappings: str = V3_ADDRESS
    mappings_fallback: str = V2_ADDRESS
    musicbrainz: str = MUSICBRAINZ
    spotify: str = SPOTIFY_API
    spotify_authorize: str = SPOTIFY_AUTHORIZE
    """Where a person allows a client of Spotify's, in a browser."""
    spotify_token: str = SPOTIFY_TOKEN
    """Where a code, or what refreshes a token, becomes a token."""
    tidal: str = TIDAL_API
    tidal_token: str = TIDAL_TOKEN
    """Where the user's own app gets a token."""

    @classmethod
    def from_config(cls, config: Mapping[str, str]) -> Self:
        """Take the addresses that the YAML names."""
        return cls(**{name: address.rstrip("/") for name, address in config.items()})

    @property
    def overridden(self) -> list[str]:
        """Names of the services that are not asked where they really live."""
        real = Endpoints()
        names = [field.name for field in fields(self)]
        return [name for name in names if getattr(self, name) != getattr(real, name)]

    @property
    def plex(self) -> PlexEndpoints:
        """Plex's own services, as their door takes them."""
        return PlexEndpoints(
            plex_tv=self.plex_tv,
            discover=self.discover,
            app=self.app,
            community=self.community,
        )


NAMES = tuple(field.name for field in fields(Endpoints))
"""What the YAML can name."""
