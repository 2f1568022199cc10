"""A fake on one loopback port, which stays the same when it is started again."""

from abc import ABC, abstractmethod
from typing import Final, Self

from aiohttp import web

HOST: Final = "127.0.0.1"


class Serving(ABC):
    """Serves an app while it is entered; what the fake holds outlives that."""

    _runner: web.AppRunner | None = None
    _port = 0

    @abstractmethod
    def app(self) -> web.Application:
        """Make the app; it is made anew at each start."""

    @property
    def address(self) -> str:
        """Where it is, without a path."""
        return f"http://{HOST}:{self._port}"

    async def __aenter__(self) -> Self:
        """Start."""
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what it holds stays."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
