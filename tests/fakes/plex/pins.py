"""Codes with which a browser lets a client into an account."""

from dataclasses import dataclass

from aiohttp import web

from .library import User
from .nodes import Node
from .wire import refuse, respond


@dataclass(slots=True)
class Code:
    """A code, and who has confirmed it."""

    number: int
    code: str
    client: str
    user: User | None = None
    expired: bool = False


class Pins:
    """Handlers of the codes' paths."""

    def __init__(self) -> None:
        """Begin with none given out."""
        self._codes: dict[int, Code] = {}
        self.expires_in = 900
        """Seconds that a new code is good for."""
        self.raw: str | None = None
        """What is answered in any case."""

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        app.router.add_post("/api/v2/pins", self._new)
        app.router.add_get("/api/v2/pins/{id}", self._ask)

    def link(self, number: int, user: User) -> None:
        """Do what a person does in the browser."""
        self._codes[number].user = user

    def confirm(self, code: str, user: User) -> bool:
        """Let a user in who has a code; whether there is such a code."""
        found = [each for each in self._codes.values() if each.code == code]
        for each in found:
            each.user = user
        return bool(found)

    @property
    def newest(self) -> int:
        """The number of the code that was given out last."""
        return max(self._codes)

    def expire(self, number: int) -> None:
        """Let the time for a code run out."""
        self._codes[number].expired = True

    async def _new(self, request: web.Request) -> web.Response:
        """A code: a long one for the browser, a short one to type in."""
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="application/json")
        number = 111_222_333 + len(self._codes)
        code = f"C{number % 1000:03}"
        if request.query.get("strong") == "true":
            code = code.lower() * 6
        made = self._codes[number] = Code(number, code, _client(request))
        return respond(request, self._node(made))

    async def _ask(self, request: web.Request) -> web.Response:
        """Whether the code was confirmed; only who got it may ask."""
        code = self._codes.get(int(request.match_info["id"]))
        if code is None or code.expired or code.client != _client(request):
            return refuse(404, 1020, "Code not found or expired")
        return respond(request, self._node(code))

    def _node(self, code: Code) -> Node:
        """A code and, once somebody confirmed it, their token."""
        return Node(
            "pin",
            {
                "id": code.number,
                "code": code.code,
                "product": "0",
                "trusted": False,
                "clientIdentifier": code.client,
                "expiresIn": self.expires_in,
                "createdAt": "2026-02-01T00:00:00Z",
                "expiresAt": "2026-02-01T00:15:00Z",
                "authToken": code.user.account_token if code.user else None,
            },
        )


def _client(request: web.Request) -> str:
    """Which client asks."""
    return request.headers.get("X-Plex-Client-Identifier", "")
