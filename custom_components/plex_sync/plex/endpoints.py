"""Where Plex's own services live."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlexEndpoints:
    """Addresses of Plex's services, without a trailing slash."""

    plex_tv: str = "https://plex.tv"
    """Accounts and users."""
    discover: str = "https://discover.provider.plex.tv"
    """Watch-lists."""
    app: str = "https://app.plex.tv"
    """Where a person signs in, in a browser."""
    community: str = "https://community.plex.tv"
    """Reviews."""
