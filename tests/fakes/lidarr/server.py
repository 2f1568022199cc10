"""The fake itself: Lidarr's API on one loopback port."""

import asyncio
from collections.abc import Awaitable, Callable
import json
from typing import Any, Self

from aiohttp import web

from .api import API, Api
from .faults import Fault, Seen
from .world import OnImport

HOST = "127.0.0.1"


class FakeLidarr(Api):
    """A small Lidarr over HTTP; start it, hand its address and key to a client.

    Args:
        base: a path that it answers under, like `/lidarr`.
        on_import: told of each album that is imported.
    """

    def __init__(self, base: str = "", on_import: OnImport | None = None) -> None:
        """Begin with a key, and no music."""
        super().__init__()
        self.base = base
        self.on_import = on_import
        self.api_key = "0123456789abcdef0123456789abcdef"
        self.seen: list[Seen] = []
        self._faults: list[Fault] = []
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        """Start."""
        app = web.Application(middlewares=[self._middleware()])
        app.router.add_routes(self.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what it holds stays."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self._port}{self.base}"

    @property
    def asked(self) -> list[str]:
        """What was asked for, in order: `GET /album`."""
        start = len(self.base + API)
        return [f"{one.method} {one.path[start:]}" for one in self.seen]

    @property
    def written(self) -> list[str]:
        """What was asked for that changes something."""
        return [one for one in self.asked if not one.startswith("GET")]

    def fail(self, **how: Any) -> Fault:
        """Let the next matching request fail; see `Fault`."""
        self._faults.append(fault := Fault(**how))
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    def _middleware(self) -> Any:
        """Count, fail on command, and let in only those who have the key."""

        @web.middleware
        async def count_and_check(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.Response]],
        ) -> web.Response:
            text = await request.text()
            self.seen.append(
                Seen(
                    method=request.method,
                    path=request.path,
                    query=dict(request.query),
                    body=json.loads(text) if text else None,
                    at=asyncio.get_running_loop().time(),
                )
            )
            for fault in self._faults:
                if fault.strikes(request):
                    await asyncio.sleep(fault.delay)
                    if isinstance(fault.body, str):
                        return web.Response(
                            text=fault.body, status=fault.status, headers=fault.headers
                        )
                    body = fault.body
                    if body is None:
                        body = {"message": "Not today"}
                    return web.json_response(
                        body, status=fault.status, headers=fault.headers
                    )
            if request.headers.get("X-Api-Key") != self.api_key:
                return web.json_response({"error": "Unauthorized"}, status=401)
            return await handler(request)

        return count_and_check
