"""A connection to a broker: messages that it keeps, each acknowledged."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import batched
from typing import Any, Final

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from ..sync.errors import ServiceError, ServiceUnavailable
from .failures import (
    UNSUPPORTED_VERSION,
    failure_of_connecting,
    failure_of_publish,
    failure_of_sign_in,
)
from .line import end_line, new_client, open_line
from .model import SERVICE, BrokerAccess, Will

GOODBYE: Final = 2.0
"""Seconds that a broker has to take leave."""
AT_ONCE: Final = 100
"""Topics that are asked for in one packet."""


class BrokerClient:
    """One connection; once it is lost or closed, another client makes the next.

    Args:
        access: where to, and as whom.
        will: what the broker tells when the line breaks.
        lost: called in the loop when the line has broken by itself.
        timeout: seconds for the connection and for each acknowledgement.
    """

    def __init__(
        self,
        access: BrokerAccess,
        *,
        will: Will | None = None,
        lost: Callable[[], None] | None = None,
        timeout: float = 10.0,
    ) -> None:
        """Keep where to; nothing is sent yet."""
        self._access = access
        self._will = will
        self._lost = lost
        self._timeout = timeout
        self._loop = asyncio.get_running_loop()
        self._client: Client | None = None
        self._greeting: asyncio.Future[ReasonCode] | None = None
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._heard: dict[str, str] = {}
        self._left = asyncio.Event()
        self.is_connected = False

    async def connect(self) -> None:
        """Connect, by MQTT 5 or, where the broker is too old for it, 3.1.1.

        Raises:
            InvalidToken: user or password is refused.
            Refused: the broker does not want this connection.
            ServiceUnavailable: out of reach; its `reason` is `tls` if the certificate
                is not trusted.
        """
        # Only version 5 tells of a message that the user may not write.
        code = await self._greet(MQTTProtocolVersion.MQTTv5)
        if code.value == UNSUPPORTED_VERSION:
            await self._hang_up()
            code = await self._greet(MQTTProtocolVersion.MQTTv311)
        if code.is_failure:
            await self._hang_up()
            raise failure_of_sign_in(code)
        self.is_connected = True

    async def publish(self, topic: str, payload: str) -> None:
        """Have the broker keep a message; an empty one clears the topic.

        Raises:
            Refused: the user may not write there, or the message is too large.
            ServiceUnavailable: the line has broken, or no acknowledgement came.
        """
        client = self._connected()
        info = client.publish(topic, payload, qos=1, retain=True)
        code: ReasonCode = await self._acknowledged(info.rc, info.mid)
        if code.is_failure:
            raise failure_of_publish(topic, code)

    async def retained(self, topics: Iterable[str]) -> dict[str, str]:
        """What the broker keeps in some topics; those without a message are left out.

        A user who may not read is told of none.

        Raises:
            ServiceUnavailable: the line has broken, or no acknowledgement came.
        """
        self._heard = {}
        for some in batched(dict.fromkeys(topics), AT_ONCE, strict=False):
            client = self._connected()
            # What is kept is sent at once; so it is here before the second answer is.
            error, mid = client.subscribe([(topic, 0) for topic in some])
            await self._acknowledged(error, mid)
            error, mid = self._connected().unsubscribe(list(some))
            await self._acknowledged(error, mid)
        heard, self._heard = self._heard, {}
        return heard

    async def close(self) -> None:
        """Take leave; the will is not carried out."""
        self._lost = None
        await self._hang_up()

    def _connected(self) -> Client:
        if self._client is None or not self.is_connected:
            raise ServiceUnavailable(SERVICE, "the connection was lost")
        return self._client

    async def _greet(self, version: MQTTProtocolVersion) -> ReasonCode:
        """Connect; what the broker says to it."""
        self._left = asyncio.Event()
        self._greeting = self._loop.create_future()
        client = self._client = self._new_client(version)
        try:
            async with asyncio.timeout(self._timeout):
                await asyncio.to_thread(
                    open_line, client, self._access, lambda: client is self._client
                )
                return await self._greeting
        except (OSError, ValueError) as err:
            # A name that is none, such as one with two dots, is a `ValueError`.
            await self._hang_up()
            raise failure_of_connecting(err) from None
        except ServiceError, asyncio.CancelledError:
            await self._hang_up()
            raise

    def _new_client(self, version: MQTTProtocolVersion) -> Client:
        client = new_client(self._access, self._will, version, self._timeout)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_publish = self._on_answer
        client.on_subscribe = self._on_answer
        client.on_unsubscribe = self._on_answer
        client.on_message = self._on_message
        return client

    async def _acknowledged(self, error: MQTTErrorCode, mid: int | None) -> Any:
        """Wait for the answer to a packet."""
        if error or mid is None:
            raise ServiceUnavailable(SERVICE, "the connection was lost")
        answer = self._acks[mid] = self._loop.create_future()
        try:
            async with asyncio.timeout(self._timeout):
                return await answer
        except TimeoutError:
            raise ServiceUnavailable(SERVICE, "no answer in time") from None
        finally:
            self._acks.pop(mid, None)

    async def _hang_up(self) -> None:
        client, self._client = self._client, None
        was_connected, self.is_connected = self.is_connected, False
        if client is None:
            return
        client.disconnect()
        if was_connected:
            # The line is cut only after the last word: or the will were carried out.
            with suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE):
                    await self._left.wait()
        await asyncio.to_thread(end_line, client)

    # Called in paho's own thread.

    def _tell(self, call: Callable[..., None], *arguments: object) -> None:
        # The loop may be gone at shutdown; then nobody has to be told.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)

    def _on_connect(
        self,
        client: Client,
        _userdata: object,
        _flags: ConnectFlags,
        code: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        self._tell(self._greeted, client, code)

    def _on_disconnect(
        self,
        client: Client,
        _userdata: object,
        _flags: DisconnectFlags,
        _code: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        self._tell(self._gone, client)

    def _on_answer(
        self,
        _client: Client,
        _userdata: object,
        mid: int,
        codes: Any,
        _properties: Properties | None,
    ) -> None:
        self._tell(self._answered, mid, codes)

    def _on_message(
        self, _client: Client, _userdata: object, message: MQTTMessage
    ) -> None:
        if message.retain:
            text = message.payload.decode(errors="replace")
            self._tell(self._heard.__setitem__, message.topic, text)

    # Called in the loop.

    def _greeted(self, client: Client, code: ReasonCode) -> None:
        greeting = self._greeting
        if client is self._client and greeting is not None and not greeting.done():
            greeting.set_result(code)

    def _answered(self, mid: int, codes: Any) -> None:
        answer = self._acks.get(mid)
        if answer is not None and not answer.done():
            answer.set_result(codes)

    def _gone(self, client: Client) -> None:
        self._left.set()
        if client is not self._client:
            return
        was_connected, self.is_connected = self.is_connected, False
        error = ServiceUnavailable(SERVICE, "the connection was lost")
        waiting = [*self._acks.values(), *([self._greeting] if self._greeting else [])]
        for answer in waiting:
            if not answer.done():
                answer.set_exception(error)
        if was_connected and self._lost is not None:
            self._lost()
