"""The fake itself: the Web API and the accounts' service on one loopback port."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
import json
from typing import Any, Self, TypedDict, Unpack

from aiohttp import web

from .accounts import Accounts
from .api import WebApi
from .faults import Fault, Kind
from .rows import Names, error_row
from .world import SpotifyWorld

HOST = "127.0.0.1"


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that was counted."""

    method: str
    path: str
    query: Mapping[str, str]
    status: int = 0
    """0: the connection ended before the answer."""


class FaultOptions(TypedDict, total=False):
    """What a fault can be told, see `Fault`."""

    path: str
    after: int
    times: int | None
    status: int
    message: str
    retry_after: str | int | None
    seconds: float
    call: Callable[[], object]


class FakeSpotify(SpotifyWorld):
    """A small Spotify over HTTP; start it, hand its addresses to a client."""

    def __init__(self) -> None:
        """Begin with an app of a private person's, and nobody in it."""
        super().__init__()
        self.names: Names = "both"
        """Which names content goes by; the real one uses both for a while."""
        self.development = True
        """Whether the app is one of a private person's."""
        self.premium = True
        """Whether the app's owner pays."""
        self.seen: list[Seen] = []
        self.sign_in = Accounts(self)
        self.paths: set[str] = set()
        """The paths that are served once it has started, with `{id}` to fill in."""
        self._faults: list[Fault] = []
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()

    @property
    def url(self) -> str:
        """Where the Web API is."""
        return f"http://{HOST}:{self._port}/v1"

    @property
    def authorize_url(self) -> str:
        """Where a person allows an app."""
        return f"http://{HOST}:{self._port}/authorize"

    @property
    def token_url(self) -> str:
        """Where a code becomes a token."""
        return f"http://{HOST}:{self._port}/api/token"

    @property
    def requests(self) -> int:
        """How many requests came to the Web API, refused ones included."""
        return sum(one.path.startswith("/v1") for one in self.seen)

    @property
    def asked(self) -> list[str]:
        """The Web API's paths that were asked for, in order."""
        found = [one.path for one in self.seen if one.path.startswith("/v1")]
        return [path.removeprefix("/v1") for path in found]

    def reset_requests(self) -> None:
        """Count from zero."""
        self.seen.clear()

    def fail(self, kind: Kind, **options: Unpack[FaultOptions]) -> Fault:
        """Let the next matching request fail; see `Fault` for the options."""
        fault = Fault(kind=kind, **options)
        self._faults.append(fault)
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    async def start(self) -> None:
        """Listen; after a stop on the same port again."""
        app = web.Application(middlewares=[self._middleware()])
        WebApi(self).routes(app)
        routes = (route.resource for route in app.router.routes())
        self.paths = {resource.canonical for resource in routes if resource}
        self.sign_in.routes(app)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening; what it holds stays."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _middleware(self) -> Any:
        """Count, and fail on command."""

        @web.middleware
        async def count_and_fail(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
        ) -> web.StreamResponse:
            seen = Seen(
                method=request.method, path=request.path, query=dict(request.query)
            )
            self.seen.append(seen)
            faults = [one for one in self._faults if one.strikes(request.path)]
            fault = faults[0] if faults else None
            answer: web.StreamResponse | None = None
            if fault:
                answer = instead(fault, request)
                await asyncio.sleep(fault.seconds)
                if fault.call:
                    fault.call()
            if answer is None:
                answer = await handler(request)
                answer = spoiled(fault, answer) if fault else answer
            seen.status = answer.status
            return answer

        return count_and_fail


def instead(fault: Fault, request: web.Request) -> web.Response | None:
    """The answer of a fault that leaves nothing to be done."""
    match fault.kind:
        case "drop":
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        case "429":
            headers = {}
            if fault.retry_after is not None:
                headers["Retry-After"] = str(fault.retry_after)
            error = error_row(429, "API rate limit exceeded")
            return web.json_response(error, status=429, headers=headers)
        case "status":
            error = error_row(fault.status, fault.message)
            return web.json_response(error, status=fault.status)
        case "plain":
            return web.Response(status=fault.status, text=fault.message)
        case "strange":
            return web.json_response({"answer": 42})
        case "rubbish":
            return web.Response(
                text="<html>Just a moment…</html>", content_type="text/html"
            )
        case _:
            return None


def spoiled(fault: Fault, answer: web.StreamResponse) -> web.StreamResponse:
    """What becomes of a good answer."""
    if not isinstance(answer, web.Response) or answer.text is None:
        return answer
    if fault.kind == "cut_off":
        half = answer.text[: len(answer.text) // 2]
        return web.Response(text=half, content_type="application/json")
    if fault.kind == "short_page":
        row = json.loads(answer.text)
        row["items"] = row["items"][: len(row["items"]) // 2]
        return web.json_response(row)
    return answer
