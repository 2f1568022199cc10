"""The fake itself: its services on free loopback ports."""

import asyncio
from typing import Self

from aiohttp import WSMsgType, web

from .browser import Browser
from .community import Community
from .discover import root, watchlist
from .faults import Faults
from .library import User
from .music import MusicWorld
from .players import Player
from .playqueues import PlayQueue
from .plextv import PlexTv
from .pms import MediaServer
from .wire import Counter, as_user, service_app, token_of, unauthorized

HOST = "127.0.0.1"
SERVICES = ("plex", "plex_tv", "discover", "community", "app")


class FakePlex(MusicWorld):
    """A Plex server and the services beside it, over real HTTP."""

    def __init__(self, name: str = "Living room", owner: str = "Alex") -> None:
        """Begin with an owner, and nothing to watch."""
        super().__init__(name, owner)
        self.faults = Faults()
        self.requests = Counter()
        self.plex_tv = PlexTv(self)
        self.community = Community(self)
        self.browser = Browser(self)
        self.players: list[Player] = []
        self.queues: list[PlayQueue] = []
        """What was to be played, the latest last."""
        self.paths: set[str] = set()
        """The paths that are served once it has started, with `{names}` to fill in.

        Those of the reviews and of the browser's page are not among them: one has a
        schema in place of paths, the other is for people.
        """
        self._sockets: set[web.WebSocketResponse] = set()
        self._wires: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._runners: list[web.AppRunner] = []
        self._ports = dict.fromkeys(SERVICES, 0)

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *args: object) -> None:
        """Stop."""
        await self.stop()

    @property
    def url(self) -> str:
        """Where the server is."""
        return f"http://{HOST}:{self._ports['plex']}"

    @property
    def plextv_url(self) -> str:
        """Where plex.tv is."""
        return f"http://{HOST}:{self._ports['plex_tv']}"

    @property
    def discover_url(self) -> str:
        """Where discover is."""
        return f"http://{HOST}:{self._ports['discover']}"

    @property
    def community_url(self) -> str:
        """Where the reviews are."""
        return f"http://{HOST}:{self._ports['community']}"

    @property
    def app_url(self) -> str:
        """Where a person signs in."""
        return f"http://{HOST}:{self._ports['app']}"

    async def start(self) -> None:
        """Listen; after a stop on the same ports again."""
        apps = {
            name: service_app(name, self.requests, self.faults) for name in SERVICES
        }
        MediaServer(self).routes(apps["plex"])
        apps["plex"].router.add_get("/:/websockets/notifications", self._listen)
        self.plex_tv.routes(apps["plex_tv"])
        for path, handler in (
            ("/", root),
            ("/library/sections/watchlist/all", watchlist),
        ):
            apps["discover"].router.add_get(path, as_user(self.account_of, handler))
        routes = (route for app in apps.values() for route in app.router.routes())
        self.paths = {route.resource.canonical for route in routes if route.resource}
        self.browser.routes(apps["app"])
        apps["community"].router.add_post("/api", self.community.answer)
        for name, app in apps.items():
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            self._runners.append(runner)
            await web.TCPSite(runner, HOST, self._ports[name]).start()
            self._ports[name] = runner.addresses[0][1]

    async def stop(self) -> None:
        """End all connections."""
        for socket in set(self._sockets):
            await socket.close()
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()

    def add_player(self, name: str) -> Player:
        """A player in the house."""
        player = Player(name, f"player-{len(self.players) + 1}")
        self.players.append(player)
        return player

    def reset_requests(self) -> None:
        """Count from zero."""
        self.requests.log.clear()

    @property
    def listeners(self) -> int:
        """How many websockets are open."""
        return len(self._sockets)

    async def notify(self, type: str, **entries: object) -> None:
        """Push a notification: `notify("timeline", TimelineEntry=[{…}])`."""
        size = sum(len(each) for each in entries.values() if isinstance(each, list))
        message = {"NotificationContainer": {"type": type, "size": size, **entries}}
        for socket in set(self._sockets):
            await socket.send_json(message)

    async def storm(self, count: int) -> None:
        """Push as many notifications as a scan of a large library does."""
        for number in range(count):
            entry = {
                "identifier": "com.plexapp.plugins.library",
                "sectionID": 1,
                "itemID": 100_000 + number,
                "type": 4,
                "state": 5,
            }
            await self.notify("timeline", TimelineEntry=[entry])

    async def say(self, said: str | bytes) -> None:
        """Push anything at all."""
        for socket in set(self._sockets):
            if isinstance(said, str):
                await socket.send_str(said)
            else:
                await socket.send_bytes(said)

    async def drop_listeners(self) -> None:
        """Close every websocket."""
        for socket in set(self._sockets):
            await socket.close()

    def cut_listeners(self) -> None:
        """End every websocket's connection, without a word."""
        for transport in self._wires.values():
            transport.abort()

    def expire(self, user: User) -> None:
        """Make a user's tokens worthless."""
        user.token = user.account_token = f"expired-{user.plex_tv_id}"

    async def _listen(self, request: web.Request) -> web.StreamResponse:
        """Keep a websocket until either side closes it."""
        if self.user_of(token_of(request)) is None:
            return unauthorized()
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        if request.transport:
            self._wires[socket] = request.transport
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            self._sockets.discard(socket)
            self._wires.pop(socket, None)
        return socket
