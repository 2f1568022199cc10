"""The service that keeps watch-lists."""

from aiohttp import web

from .library import User, Wish
from .nodes import Node
from .wire import container


def root(request: web.Request, user: User) -> web.Response:
    """Who answers: plexapi asks before it hands on a watch-list."""
    return container(
        request, list[Wish](), lambda wish: _wish(wish, False), friendlyName="Plex"
    )


def watchlist(request: web.Request, user: User) -> web.Response:
    """The titles that the account wants to watch."""
    with_guids = request.query.get("includeGuids") == "1"
    return container(
        request,
        user.watchlist,
        lambda wish: _wish(wish, with_guids),
        identifier="tv.plex.provider.discover",
        title="Watchlist",
    )


def _wish(wish: Wish, with_guids: bool) -> Node:
    """A title of a watch-list."""
    key = wish.guid.rpartition("/")[2]
    guids = [Node("Guid", {"id": each}) for each in wish.external_ids]
    return Node(
        "Video" if wish.type == "movie" else "Directory",
        {
            "ratingKey": key,
            "key": f"/library/metadata/{key}",
            "guid": wish.guid,
            "type": wish.type,
            "title": wish.title,
            "year": wish.year,
            "thumb": f"https://image.tmdb.org/t/p/original/{key}.jpg",
            "originallyAvailableAt": f"{wish.year or 2000}-01-01",
            "duration": 7_200_000,
            "childCount": 1 if wish.type == "show" else None,
            "leafCount": 12 if wish.type == "show" else None,
        },
        guids if with_guids else [],
    )
