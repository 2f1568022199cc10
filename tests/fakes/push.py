"""The service that carries messages to phones: takes them, and keeps what it was given."""

from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(slots=True)
class FakePush:
    """Serves on loopback; to be used as an asynchronous context."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    """What was to be carried, the first one first."""
    status: int = 201
    _server: TestServer | None = None

    async def __aenter__(self) -> Self:
        """Start."""
        application = web.Application()
        application.router.add_post("/push", self._take)
        self._server = TestServer(application, host="127.0.0.1")
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        if self._server is not None:
            await self._server.close()

    @property
    def url(self) -> str:
        """Where messages are handed in."""
        assert self._server is not None
        return str(self._server.make_url("/push"))

    def to(self, token: str) -> list[dict[str, Any]]:
        """What was to be carried to one phone."""
        return [each for each in self.messages if each["push_token"] == token]

    async def _take(self, request: web.Request) -> web.Response:
        self.messages.append(await request.json())
        return web.json_response({}, status=self.status)
