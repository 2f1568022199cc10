"""A server's notifications, for as long as somebody listens.

Not by plexwebsocket: it logs the address with its token, gives up for good after a few
failures or one odd message, and waits without jitter.
"""

import asyncio
from collections.abc import AsyncGenerator
import random

import aiohttp

from ..sync.errors import InvalidToken, ServiceOff
from .failures import refusal
from .happenings import DurationOf, Happened, Interpreter, Kind

PATH = "/:/websockets/notifications"
HEARTBEAT = 30.0
"""Seconds between two signs of life that are asked for."""
CONNECT_TIMEOUT = 20.0
STEADY = 60.0
"""Seconds after which a connection counts as a good one."""
LIMIT = 100
"""Different events that may wait; more become one."""


class PlexNotifications:
    """Listens to one server with one token."""

    def __init__(
        self,
        url: str,
        token: str,
        session: aiohttp.ClientSession,
        *,
        verify_tls: bool = True,
        duration_of: DurationOf | None = None,
        first_delay: float = 1.0,
        longest_delay: float = 300.0,
    ) -> None:
        """Take the address, the token and the session, which stays the caller's.

        Args:
            url: of the server, `http://host:32400`.
            token: of a user whom the server lets listen; its owner, to be safe.
            session: any; no cookies or headers of its own are needed.
            verify_tls: whether the certificate has to be valid.
            duration_of: tells when a view is near its end.
            first_delay: seconds before the first new attempt.
            longest_delay: seconds that they grow to.
        """
        self._url = url.rstrip("/") + PATH
        self._token = token
        self._session = session
        self._verify_tls = verify_tls
        self._duration_of = duration_of
        self._first_delay = first_delay
        self._longest_delay = longest_delay

    async def listen(self) -> AsyncGenerator[Happened]:
        """Reasons to look again, without an end; close it by `contextlib.aclosing`.

        Who takes long over one of them finds each of the others once, or `MUCH`.

        Raises:
            InvalidToken: the server does not take the token.
            ServiceOff: `reason="forbidden"`: this user may not listen.
        """
        inbox = _Inbox()
        keeper = asyncio.create_task(self._keep_connected(inbox))
        keeper.add_done_callback(lambda _: inbox.arrived.set())
        try:
            while True:
                await inbox.arrived.wait()
                for happened in inbox.take():
                    yield happened
                if keeper.done():
                    keeper.result()
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def _keep_connected(self, inbox: _Inbox) -> None:
        """Connect, and connect anew, until cancelled or refused."""
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            begun = loop.time()
            reason = await self._connected_once(inbox)
            if loop.time() - begun >= STEADY:
                failures = 0
            inbox.lost(reason)
            grown = self._first_delay * 2 ** min(failures, 30)
            failures += 1
            # All who lost the same server would otherwise come back at once.
            jitter = random.uniform(0.5, 1.0)
            await asyncio.sleep(min(self._longest_delay, grown) * jitter)

    async def _connected_once(self, inbox: _Inbox) -> str:
        """Listen until the connection ends; why it did."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                socket = await self._session.ws_connect(
                    self._url,
                    # In the query, where it does not follow a redirect by itself.
                    params={"X-Plex-Token": self._token},
                    heartbeat=HEARTBEAT,
                    ssl=self._verify_tls,
                )
        except aiohttp.WSServerHandshakeError as error:
            refused = refusal(error.status, PATH)
            if isinstance(refused, InvalidToken | ServiceOff):
                raise refused from None
            return "no_websocket"
        except aiohttp.ClientConnectorCertificateError:
            return "tls"
        except aiohttp.ClientError, TimeoutError, OSError:
            return "service_unavailable"
        inbox.connected()
        interpreter = Interpreter(self._duration_of)
        async with socket:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    for happened in interpreter.read(message.data):
                        inbox.put(happened)
        return "closed"


class _Inbox:
    """What nobody has taken yet: each event once, and never many of them."""

    def __init__(self) -> None:
        """Begin empty, and not connected."""
        self.arrived = asyncio.Event()
        self._waiting: dict[Happened, None] = {}
        self._ever = False
        self._down = False

    def connected(self) -> None:
        """Say so; after the first time it is a return."""
        self._tell(Happened(Kind.BACK if self._ever else Kind.CONNECTED))
        self._ever, self._down = True, False

    def lost(self, reason: str) -> None:
        """Say so, once until connected again."""
        if not self._down:
            self._tell(Happened(Kind.LOST, reason=reason))
        self._down = True

    def put(self, happened: Happened) -> None:
        """Keep an event, or only that there were many."""
        if happened not in self._waiting and len(self._waiting) >= LIMIT:
            happened = Happened(Kind.MUCH)
        self._waiting[happened] = None
        self.arrived.set()

    def take(self) -> list[Happened]:
        """Everything, in the order in which it first came."""
        waiting = list(self._waiting)
        self._waiting.clear()
        self.arrived.clear()
        return waiting

    def _tell(self, happened: Happened) -> None:
        """Put the last word on the connection behind everything before it."""
        for kind in (Kind.CONNECTED, Kind.BACK, Kind.LOST):
            for each in [one for one in self._waiting if one.kind is kind]:
                del self._waiting[each]
        self._waiting[happened] = None
        self.arrived.set()
