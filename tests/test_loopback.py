"""No test reaches beyond this machine."""

import asyncio
import socket

import aiohttp
import pytest
import pytest_socket

from tests.e2e.harness.loopback import is_loopback

ELSEWHERE = "192.0.2.1"  # reserved for documentation: there is nobody


async def test_loopback_can_be_reached() -> None:
    """A server on this machine answers."""

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "localhost", 0)
    async with server:
        for name in server.sockets:
            host, port, *_ = name.getsockname()
            reader, writer = await asyncio.open_connection(host, port)
            assert await reader.read() == b""
            writer.close()


def test_socket_beyond_loopback_is_refused() -> None:
    """A plain socket does not get out."""
    with (
        socket.socket() as sock,
        pytest.warns(UserWarning, match=ELSEWHERE),
        pytest.raises(pytest_socket.SocketConnectBlockedError),
    ):
        sock.connect((ELSEWHERE, 80))


@pytest.mark.filterwarnings("ignore:A test tried to use")
@pytest.mark.parametrize("host", [ELSEWHERE, "example.invalid"])
async def test_request_beyond_loopback_is_refused(host: str) -> None:
    """An HTTP client does not get out, neither by address nor by name."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises((RuntimeError, aiohttp.ClientError), match=r"host|name"):
            await session.get(f"http://{host}/")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        (b"localhost", True),
        (None, True),
        ("::ffff:192.0.2.1", False),
        (ELSEWHERE, False),
        ("fe80::1%eth0", False),
        ("localhost.example.invalid", False),
    ],
)
def test_loopback_is_recognised(host: object, expected: bool) -> None:
    """The guard of the processes knows what stays on this machine."""
    assert is_loopback(host) is expected
