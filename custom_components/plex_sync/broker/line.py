"""The line to a broker: opened and cut in a thread, as both take their time."""

from collections.abc import Callable
from contextlib import suppress
import secrets
import socket
import ssl
from typing import Final, override

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from .model import BrokerAccess, Will

KEEP_ALIVE: Final = 30
"""Seconds; half as long again after the last word a broker counts us as gone."""


class _Secure(ssl.SSLSocket):
    """A socket that is not left open when the certificate is refused."""

    @override
    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def new_client(
    access: BrokerAccess,
    will: Will | None,
    version: MQTTProtocolVersion,
    timeout: float,
) -> Client:
    """Return a client for one connection, which is never made again by itself."""
    client = Client(
        CallbackAPIVersion.VERSION2,
        # Not all brokers give names, and in their logs it says who came.
        client_id=f"plex-sync-{secrets.token_hex(4)}",
        protocol=version,
        reconnect_on_failure=False,
    )
    client.connect_timeout = timeout
    if access.user or access.password:
        client.username_pw_set(access.user, access.password or None)
    if will is not None:
        client.will_set(will.topic, will.payload, qos=1, retain=True)
    return client


def open_line(
    client: Client, access: BrokerAccess, is_wanted: Callable[[], bool]
) -> None:
    """Open the line, and listen in a thread from then on; blocks.

    Raises:
        OSError: it cannot be opened.
        ValueError: the address is none.
    """
    if access.tls:
        context = ssl.create_default_context()
        context.sslsocket_class = _Secure
        if not access.verify_tls:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        client.tls_set_context(context)
    client.connect(access.address, access.port, KEEP_ALIVE)
    if is_wanted():
        client.loop_start()
    else:
        # It took too long: nobody waits for it any more.
        client.disconnect()


def end_line(client: Client) -> None:
    """End the thread, even if the broker hangs; blocks."""
    line = client.socket()
    if isinstance(line, socket.socket):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    client.loop_stop()
