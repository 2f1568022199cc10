"""plex.tv: accounts, servers, the household, signing in."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from .library import User
from .nodes import Node, Value
from .people import account_node, home_user_node, shared_user_node
from .pins import Pins
from .wire import (
    UserHandler,
    as_user,
    container,
    refuse,
    respond,
    unauthorized,
    wants_json,
)

if TYPE_CHECKING:
    from .server import FakePlex


@dataclass(frozen=True, slots=True)
class Connection:
    """An address that plex.tv tells of the server."""

    uri: str
    address: str
    port: int
    local: bool = True
    relay: bool = False
    ipv6: bool = False

    def node(self) -> Node:
        """As plex.tv tells it."""
        return Node(
            "connection",
            {
                "protocol": urlsplit(self.uri).scheme,
                "address": self.address,
                "port": self.port,
                "uri": self.uri,
                "local": self.local,
                "relay": self.relay,
                "IPv6": self.ipv6,
            },
        )


class PlexTv:
    """Handlers of plex.tv's paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take the household."""
        self._fake = fake
        self.pins = Pins()
        self.connections: list[Connection] | None = None
        """What is told of the server's addresses; `None`: where it really is."""
        self.https_required = False
        self.raw: str | None = None
        """What is answered for the account and its servers in any case."""
        self.extra_resources: list[dict[str, object]] = []
        """Players, other servers, rubbish; told in JSON only."""

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        get: dict[str, UserHandler] = {
            "/api/v2/user": self._user,
            "/api/v2/resources": self._resources,
            "/api/users": self._users,
            "/api/users/": self._users,
            "/api/home/users": self._home_users,
            "/api/v2/home/users": self._home_users_v2,
            "/api/servers/{machine}/shared_servers": self._shared_servers,
        }
        for path, handler in get.items():
            app.router.add_get(path, as_user(self._fake.account_of, handler))
        for path in (
            "/api/home/users/{id}/switch",
            "/api/v2/home/users/{id}/switch",
        ):
            app.router.add_post(path, as_user(self._fake.account_of, self._switch))
        self.pins.routes(app)

    def link_pin(self, number: int, user: User) -> None:
        """Do what a person does on plex.tv/link."""
        self.pins.link(number, user)

    def relay_only(self) -> None:
        """Leave the server no way but through Plex's own computers."""
        self.connections = [replace(self._direct(), local=False, relay=True)]

    def _direct(self) -> Connection:
        """The address at which the server really is."""
        address = urlsplit(self._fake.url)
        return Connection(self._fake.url, address.hostname or "", address.port or 0)

    def _user(self, request: web.Request, user: User) -> web.Response:
        """The account of the token."""
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="application/json")
        node = account_node(self._fake, user)
        if not wants_json(request):
            return respond(request, node)
        subscription = {"active": True, "status": "Active", "plan": "lifetime"}
        body = {**node.attributes, "subscription": subscription, "roles": ["plexpass"]}
        return web.json_response(body)

    def _resources(self, request: web.Request, user: User) -> web.Response:
        """The servers that an account may use."""
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="application/json")
        fake = self._fake
        told = [self._direct()] if self.connections is None else self.connections
        nodes = [each.node() for each in told]
        attributes: dict[str, Value] = {
            "name": fake.name,
            "product": "Plex Media Server",
            "productVersion": fake.version,
            "platform": "Linux",
            "platformVersion": "20.04.1 LTS (Focal Fossa)",
            "device": "PC",
            "clientIdentifier": fake.machine_identifier,
            "createdAt": "2020-07-19T03:29:26Z",
            "lastSeenAt": "2026-07-28T19:47:43Z",
            "provides": "server",
            "ownerId": None if user is fake.owner else fake.owner.plex_tv_id,
            "sourceTitle": None if user is fake.owner else fake.owner.name,
            "publicAddress": "203.0.113.10",
            "accessToken": user.token,
            "owned": user is fake.owner,
            "home": user.kind == "home",
            "synced": False,
            "relay": False,
            "presence": True,
            "httpsRequired": self.https_required,
            "publicAddressMatches": True,
            "dnsRebindingProtection": False,
            "natLoopbackSupported": True,
        }
        if wants_json(request):
            body = {**attributes, "connections": [each.json() for each in nodes]}
            return web.json_response([*self.extra_resources, body])
        connections = Node("connections", children=nodes)
        resource = Node("resource", attributes, [connections])
        return respond(request, Node("resources", children=[resource]))

    def _users(self, request: web.Request, user: User) -> web.Response:
        """Everybody with whom the account shares, itself left out."""
        others = [each for each in self._fake.users if each is not self._fake.owner]
        return container(
            request,
            others if user is self._fake.owner else [],
            lambda each: shared_user_node(self._fake, each),
            friendlyName="myPlex",
            identifier="com.plexapp.plugins.myplex",
        )

    def _home_users(self, request: web.Request, user: User) -> web.Response:
        """The members of the account's home."""
        return container(
            request,
            self._fake.home,
            lambda each: home_user_node(self._fake, each),
            friendlyName=f"{self._fake.owner.name}'s Home",
            identifier="com.plexapp.plugins.myplex",
        )

    def _home_users_v2(self, request: web.Request, user: User) -> web.Response:
        """The members of the account's home, in the later form."""
        users = [home_user_node(self._fake, each) for each in self._fake.home]
        if wants_json(request):
            return web.json_response({"users": [each.json() for each in users]})
        return respond(request, Node("home", children=[Node("users", {}, users)]))

    def _switch(self, request: web.Request, user: User) -> web.Response:
        """The account of another member of the home; a PIN where they have one."""
        later = request.path.startswith("/api/v2/")
        wanted_id = request.match_info["id"]
        home = self._fake.home
        known = {each.uuid if later else str(each.plex_tv_id): each for each in home}
        wanted = known.get(wanted_id)
        if wanted is None or user not in home:
            return web.Response(status=404)
        if wanted.pin and request.query.get("pin") != wanted.pin:
            if not later:
                return unauthorized()
            return refuse(403, 1041, "A valid PIN is required to perform this action")
        return respond(request, account_node(self._fake, wanted))

    def _shared_servers(self, request: web.Request, user: User) -> web.Response:
        """The tokens of those with whom the owner shares the server."""
        if user is not self._fake.owner:
            return unauthorized()
        if request.match_info["machine"] != self._fake.machine_identifier:
            return web.Response(status=404)
        users = self._fake.users
        others = [each for each in users if each is not user and not each.pending]
        return container(
            request,
            others,
            lambda each: Node(
                "SharedServer",
                {
                    "id": each.plex_tv_id,
                    "username": each.name,
                    "email": each.email or "",
                    "userID": each.plex_tv_id,
                    "accessToken": each.token,
                    "name": self._fake.name,
                    "acceptedAt": 1_600_000_000,
                    "invitedAt": 1_600_000_000,
                    "allLibraries": each.sections is None,
                    "owned": True,
                },
            ),
            machineIdentifier=self._fake.machine_identifier,
        )
