"""The fake itself: Lidarr's API on one loopback port."""

import asyncio
from collections.abc import Awaitable, Callable
import json
from typing import Any, override

from aiohttp import web

from tests.fakes.serving import Serving

from .api import API, Api
from .faults import Fault, Seen
from .world import OnImport


class FakeLidarr(Serving, Api):
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

    @override
    def app(self) -> web.Application:
        """Make the paths."""
        app = web.Application(middlewares=[self._middleware()])
        app.router.add_routes(self.routes())
        return app

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.address}{self.base}"

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
                    if fault.late:
                        await handler(request)
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
