"""The user's watch-list, which plex.tv keeps and not the server."""

from ..sync.errors import InvalidToken, ServiceOff
from . import rows
from .failures import SERVICE
from .model import WatchlistItem
from .pages import PageReader, Params

PAGE_SIZE = 100
"""What other clients ask for; a page may hold less than that."""
PATH = "/library/sections/watchlist/all"
PARAMS: Params = {
    "includeCollections": 1,
    "includeExternalMedia": 1,
    "includeGuids": 1,
}


def read_watchlist(reader: PageReader) -> list[WatchlistItem]:
    """Read the whole list, by a reader of the discover service.

    Raises:
        ServiceOff: `reason="watchlist_refused"` when the token is not taken there.
    """
    try:
        return reader.whole(
            PATH,
            PARAMS,
            rows.watchlist_item,
            identity=lambda item: item.guid,
            page_size=PAGE_SIZE,
        )
    except (InvalidToken, ServiceOff) as error:
        raise ServiceOff(SERVICE, error.message, reason="watchlist_refused") from None
