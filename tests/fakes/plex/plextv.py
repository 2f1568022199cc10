"""plex.tv: accounts, servers, the household, signing in."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from .library import User
from .nodes import Node, Value
from .people import account_node, home_user_node, shared_user_node
from .wire import UserHandler, as_user, container, respond, unauthorized, wants_json

if TYPE_CHECKING:
    from .server import FakePlex


class PlexTv:
    """Handlers of plex.tv's paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take the household."""
        self._fake = fake
        self._pins: dict[int, User | None] = {}

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
        app.router.add_post("/api/v2/pins", self._new_pin)
        app.router.add_get("/api/v2/pins/{id}", self._pin)

    def link_pin(self, number: int, user: User) -> None:
        """Do what a person does on plex.tv/link."""
        self._pins[number] = user

    def _user(self, request: web.Request, user: User) -> web.Response:
        """The account of the token."""
        node = account_node(self._fake, user)
        if not wants_json(request):
            return respond(request, node)
        subscription = {"active": True, "status": "Active", "plan": "lifetime"}
        body = {**node.attributes, "subscription": subscription, "roles": ["plexpass"]}
        return web.json_response(body)

    def _resources(self, request: web.Request, user: User) -> web.Response:
        """The servers that an account may use."""
        fake = self._fake
        address = urlsplit(fake.url)
        connection = Node(
            "connection",
            {
                "protocol": "http",
                "address": address.hostname,
                "port": address.port,
                "uri": fake.url,
                "local": True,
                "relay": False,
                "IPv6": False,
            },
        )
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
            "httpsRequired": False,
            "publicAddressMatches": True,
            "dnsRebindingProtection": False,
            "natLoopbackSupported": True,
        }
        if wants_json(request):
            body = {**attributes, "connections": [connection.json()]}
            return web.json_response([body])
        connections = Node("connections", children=[connection])
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
        number = int(request.match_info["id"])
        wanted = next(
            (one for one in self._fake.home if one.plex_tv_id == number), None
        )
        if wanted is None or user not in self._fake.home:
            return web.Response(status=404)
        if wanted.pin and request.query.get("pin") != wanted.pin:
            return unauthorized()
        return respond(request, account_node(self._fake, wanted))

    def _shared_servers(self, request: web.Request, user: User) -> web.Response:
        """The tokens of those with whom the owner shares the server."""
        if user is not self._fake.owner:
            return unauthorized()
        if request.match_info["machine"] != self._fake.machine_identifier:
            return web.Response(status=404)
        others = [each for each in self._fake.users if each is not user]
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

    async def _new_pin(self, request: web.Request) -> web.Response:
        """A code to type in at plex.tv/link."""
        number = 111_222_333 + len(self._pins)
        self._pins[number] = None
        return respond(request, self._pin_node(number))

    async def _pin(self, request: web.Request) -> web.Response:
        """Whether the code was typed in."""
        number = int(request.match_info["id"])
        if number not in self._pins:
            return web.Response(status=404)
        return respond(request, self._pin_node(number))

    def _pin_node(self, number: int) -> Node:
        """A code and, once somebody typed it in, their token."""
        user = self._pins[number]
        return Node(
            "pin",
            {
                "id": number,
                "code": f"C{number % 1000:03}",
                "product": "0",
                "trusted": False,
                "clientIdentifier": "client",
                "expiresIn": 900,
                "createdAt": "2026-02-01T00:00:00Z",
                "expiresAt": "2026-02-01T00:15:00Z",
                "authToken": user.account_token if user else None,
            },
        )
