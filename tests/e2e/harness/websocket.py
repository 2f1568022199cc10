"""Home Assistant's websocket interface."""

import asyncio
from collections.abc import Callable
import contextlib
import itertools
from typing import Any, Self

import aiohttp

ANSWER_WITHIN = 60.0


class CommandFailed(Exception):
    """Home Assistant refused a command; `code` and `message` are its own."""

    def __init__(self, command: str, error: dict[str, Any]) -> None:
        """Keep what it said."""
        self.code = str(error.get("code", ""))
        self.message = str(error.get("message", ""))
        self.error = error
        super().__init__(f"{command}: {self.code}: {self.message}")


class Subscription:
    """The events of one subscription, in order."""

    def __init__(self, queue: asyncio.Queue[Any], result: Any) -> None:
        """Keep the queue, and what the subscribing command answered."""
        self._queue = queue
        self.result = result

    async def next(self, timeout: float = 30) -> Any:
        """The next event; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            return await self._queue.get()

    async def until(self, wanted: Callable[[Any], bool], timeout: float = 30) -> Any:
        """The next event that is wanted, passing over others; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not wanted(event := await self._queue.get()):
                pass
            return event

    def waiting(self) -> list[Any]:
        """The events that have come and were not taken yet."""
        events = []
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                events.append(self._queue.get_nowait())
        return events


class WebSocket:
    """One connection: commands may run side by side, subscriptions have own queues."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, access_token: str
    ) -> None:
        """Keep where to connect; `async with` connects."""
        self._session = session
        self._url = url.replace("http", "ws", 1) + "/api/websocket"
        self._token = access_token
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._events: dict[int, asyncio.Queue[Any]] = {}

    async def __aenter__(self) -> Self:
        """Connect and sign in."""
        self._socket = await self._session.ws_connect(self._url, max_msg_size=0)
        hello = await self._socket.receive_json(timeout=ANSWER_WITHIN)
        self.version = str(hello["ha_version"])
        await self._socket.send_json({"type": "auth", "access_token": self._token})
        answer = await self._socket.receive_json(timeout=ANSWER_WITHIN)
        if answer["type"] != "auth_ok":
            await self._socket.close()
            raise CommandFailed("auth", answer)
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect."""
        await self._socket.close()
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader

    async def call(self, command: str, **data: Any) -> Any:
        """Send a command and return its result; raises CommandFailed."""
        return await self._send(next(self._ids), command, data)

    async def subscribe(self, command: str, **data: Any) -> Subscription:
        """Send a command that answers with events from now on."""
        number = next(self._ids)
        queue = self._events[number] = asyncio.Queue()
        return Subscription(queue, await self._send(number, command, data))

    async def _send(self, number: int, command: str, data: dict[str, Any]) -> Any:
        future = asyncio.get_running_loop().create_future()
        self._answers[number] = future
        try:
            await self._socket.send_json({"id": number, "type": command, **data})
            async with asyncio.timeout(ANSWER_WITHIN):
                answer = await future
        finally:
            del self._answers[number]
        if not answer["success"]:
            raise CommandFailed(command, answer["error"])
        return answer["result"]

    async def _read(self) -> None:
        """Hand out what comes in, until the connection ends."""
        async for message in self._socket:
            content = message.json()
            for one in content if isinstance(content, list) else [content]:
                number = one.get("id")
                if one["type"] == "event" and number in self._events:
                    self._events[number].put_nowait(one["event"])
                elif one["type"] == "result" and number in self._answers:
                    self._answers[number].set_result(one)
        for future in self._answers.values():
            if not future.done():
                future.set_exception(ConnectionError("Home Assistant hung up"))
