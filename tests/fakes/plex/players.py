"""Players near the server, which it passes commands on to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from .library import User
from .nodes import Node
from .playqueues import PlayQueue
from .wire import as_user, container

if TYPE_CHECKING:
    from .server import FakePlex

TARGET = "X-Plex-Target-Client-Identifier"


@dataclass(eq=False)
class Player:
    """A player, and the queues that it was told to play."""

    name: str
    identifier: str
    played: list[PlayQueue] = field(default_factory=list)


class Players:
    """Handlers of the players' paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take what there is to play on."""
        self._fake = fake

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        find = self._fake.user_of
        app.router.add_get("/clients", as_user(find, self._all))
        app.router.add_get("/player/playback/playMedia", as_user(find, self._play))

    def _all(self, request: web.Request, user: User) -> web.Response:
        """The players that have made themselves known."""
        return container(request, self._fake.players, _node)

    def _play(self, request: web.Request, user: User) -> web.Response:
        """Play a queue."""
        wanted = request.headers.get(TARGET)
        found = [each for each in self._fake.players if each.identifier == wanted]
        path = urlsplit(request.query["containerKey"]).path
        number = int(path.removeprefix("/playQueues/"))
        if not found or not request.query.get("token"):
            return web.Response(status=404)
        found[0].played.append(self._fake.queues[number - 1])
        return container(request, [], _node)


def _node(player: Player) -> Node:
    return Node(
        "Server",
        {
            "name": player.name,
            "host": "127.0.0.1",
            "address": "127.0.0.1",
            "port": 32433,
            "machineIdentifier": player.identifier,
            "version": "8.45.0",
            "protocol": "plex",
            "product": "Plex for Shield",
            "deviceClass": "stb",
            "protocolVersion": 1,
            "protocolCapabilities": "timeline,playback,navigation,playqueues",
        },
    )
