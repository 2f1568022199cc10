"""The door to a broker against a real mosquitto: what it says is what is kept."""

import asyncio
from collections.abc import Iterator
import gc
from pathlib import Path
import re
import socket
import ssl

import pytest

from custom_components.plex_sync.broker import BrokerAccess, BrokerClient, Will
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    Refused,
    ServiceError,
    ServiceUnavailable,
)
from tests.e2e.harness.ports import free_port
from tests.mosquitto import Mosquitto, make_certificate


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    """A broker that lets everybody in."""
    with Mosquitto() as running:
        yield running


def access(broker: Mosquitto, **more: str | bool) -> BrokerAccess:
    """Return the way to a broker."""
    return BrokerAccess(**{"address": broker.host, "port": broker.port, **more})  # type: ignore[arg-type]


async def kept(broker: Mosquitto, topics: str = "#", user: str = "") -> dict[str, str]:
    """What a broker keeps."""
    return await asyncio.to_thread(broker.kept, topics, user)


async def test_what_is_published_is_kept(broker: Mosquitto) -> None:
    """Hundreds at a time, cleared by an empty message, and read back."""
    client = BrokerClient(access(broker))
    await client.connect()
    messages = {f"music/{number}": f"Né {number}" for number in range(300)}
    await asyncio.gather(*(client.publish(*each) for each in messages.items()))
    assert await kept(broker) == messages
    assert await client.retained([*messages, "music/none"]) == messages
    await client.publish("music/0", "")
    assert await client.retained(["music/0", "music/1"]) == {"music/1": "Né 1"}
    await client.close()
    assert not client.is_connected


async def test_will_is_carried_out_when_the_line_breaks_only(broker: Mosquitto) -> None:
    """Whoever takes leave has said what there is to say."""
    client = BrokerClient(access(broker), will=Will("music/status", "offline"))
    await client.connect()
    await client.publish("music/status", "online")
    await client.close()
    for _ in range(10):
        assert await kept(broker) == {"music/status": "online"}
    client = BrokerClient(access(broker), will=Will("music/status", "offline"))
    await client.connect()
    assert client._client is not None
    line = client._client.socket()
    assert isinstance(line, socket.socket)
    line.shutdown(socket.SHUT_RDWR)
    while (await kept(broker))["music/status"] != "offline":
        await asyncio.sleep(0.02)
    await client.close()


async def test_broker_that_goes_is_noticed(broker: Mosquitto) -> None:
    """Nothing is sent any more, and whoever wants to know is told once."""
    lost: list[bool] = []
    client = BrokerClient(access(broker), lost=lambda: lost.append(True))
    await client.connect()
    await asyncio.to_thread(broker.stop)
    while not lost:
        await asyncio.sleep(0.02)
    assert not client.is_connected
    for attempt in (client.publish("music/0", "x"), client.retained(["music/0"])):
        with pytest.raises(ServiceUnavailable, match="the connection was lost"):
            await attempt
    await client.close()
    assert lost == [True]


async def test_broker_that_goes_in_the_middle_is_waited_for_by_nobody(
    broker: Mosquitto,
) -> None:
    """What has no acknowledgement yet fails at once."""
    client = BrokerClient(access(broker))
    await client.connect()
    sending = asyncio.gather(
        *(client.publish(f"music/{number}", "x" * 10_000) for number in range(2000)),
        return_exceptions=True,
    )
    await asyncio.sleep(0.01)
    await asyncio.to_thread(broker.stop)
    async with asyncio.timeout(20):
        outcomes = await sending
    assert {str(each) for each in outcomes if each is not None} == {
        "MQTT: the connection was lost"
    }
    await client.close()


@pytest.mark.parametrize(
    ("user", "password"), [("anna", "wrong"), ("ben", "secret-1"), ("", "")]
)
async def test_wrong_user_or_password(user: str, password: str) -> None:
    """It is told, and neither is said to anybody."""
    with Mosquitto(users={"anna": "secret-1"}) as broker:
        client = BrokerClient(access(broker, user=user, password=password))
        with pytest.raises(InvalidToken) as caught:
            await client.connect()
        await client.close()
    assert caught.value.reason == "sign_in_refused"
    assert not re.search("anna|ben|wrong|secret", str(caught.value))
    assert "secret-1" not in repr(access(broker, password="secret-1"))


async def test_user_who_may_not_write_there() -> None:
    """It is told for the message; where they may, they can."""
    rights = "user anna\ntopic readwrite music/#\n"
    with Mosquitto(users={"anna": "secret-1"}, rights=rights) as broker:
        client = BrokerClient(access(broker, user="anna", password="secret-1"))
        await client.connect()
        await client.publish("music/1", "x")
        with pytest.raises(Refused, match="may not write to other/1"):
            await client.publish("other/1", "x")
        assert await client.retained(["music/1", "other/1"]) == {"music/1": "x"}
        await client.close()


async def test_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate is accepted that is trusted, or that is not to be looked at."""
    certificate = make_certificate(tmp_path)
    with Mosquitto(tls=certificate) as broker:
        client = BrokerClient(access(broker, tls=True))
        with pytest.raises(ServiceUnavailable) as caught:
            await client.connect()
        assert caught.value.reason == "tls"
        lines = [each for each in gc.get_objects() if isinstance(each, ssl.SSLSocket)]
        assert [line for line in lines if line.fileno() != -1] == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
        for verify in (True, False):
            client = BrokerClient(access(broker, tls=True, verify_tls=verify))
            await client.connect()
            await client.publish("music/1", str(verify))
            assert await client.retained(["music/1"]) == {"music/1": str(verify)}
            await client.close()
        monkeypatch.delenv("SSL_CERT_FILE")
        # It speaks TLS, and we do not.
        client = BrokerClient(access(broker), timeout=2)
        with pytest.raises(ServiceUnavailable):
            await client.connect()


async def test_no_tls_where_it_is_wanted(broker: Mosquitto) -> None:
    """It is said what is not there."""
    client = BrokerClient(access(broker, tls=True), timeout=2)
    with pytest.raises(
        ServiceUnavailable, match=r"no TLS|no connection|no answer in time"
    ):
        await client.connect()


async def test_nobody_there() -> None:
    """An address at which nobody listens."""
    client = BrokerClient(BrokerAccess(address="127.0.0.1", port=free_port()))
    with pytest.raises(ServiceUnavailable, match="no connection"):
        await client.connect()
    await client.close()


class OddBroker:
    """Answers packets as it is told; the first byte of each says what it is."""

    def __init__(self, *answers: bytes) -> None:
        """Keep what is answered, one for each packet that comes."""
        self.answers = list(answers)
        self.packets: list[bytes] = []

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Talk to one client, who is patient with a silent broker."""
        while packet := await reader.read(4096):
            self.packets.append(packet)
            if self.answers and packet[0] != GOODBYE:
                writer.write(self.answers.pop(0))
        writer.close()


GOODBYE = 0xE0
REFUSED_5 = bytes([0x20, 3, 0])
"""The beginning of a refusal in version 5: a code and no properties follow."""


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (0x86, InvalidToken, "not accepted"),
        (0x88, ServiceUnavailable, "busy"),
        (0x85, Refused, "the connection, with code 133"),
    ],
)
async def test_refusals(code: int, error: type[ServiceError], words: str) -> None:
    """Each kind of no is told as what it is."""
    odd = OddBroker(REFUSED_5 + bytes([code, 0]))
    async with await asyncio.start_server(odd.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = BrokerClient(BrokerAccess(address="127.0.0.1", port=port))
        with pytest.raises(error, match=words):
            await client.connect()


async def test_broker_of_an_older_version() -> None:
    """It is talked to as it understands."""
    odd = OddBroker(bytes([0x20, 2, 0, 1]), bytes([0x20, 2, 0, 0]))
    async with await asyncio.start_server(odd.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = BrokerClient(BrokerAccess(address="127.0.0.1", port=port))
        await client.connect()
        assert client.is_connected
        await client.close()
    versions = [each[8] for each in odd.packets if each[0] == 0x10]
    assert versions == [5, 4]


async def test_broker_that_says_nothing() -> None:
    """Neither to the connection nor to a message: it is not waited for without end."""
    odd = OddBroker()
    async with await asyncio.start_server(odd.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        access = BrokerAccess(address="127.0.0.1", port=port)
        client = BrokerClient(access, timeout=1)
        with pytest.raises(ServiceUnavailable, match="no answer in time"):
            await client.connect()
        odd.answers = [bytes([0x20, 3, 0, 0, 0])]
        client = BrokerClient(access, timeout=1)
        await client.connect()
        with pytest.raises(ServiceUnavailable, match="no answer in time"):
            await client.publish("music/1", "x")
        await client.close()


async def test_message_that_the_broker_refuses() -> None:
    """With the code by which it does."""
    odd = OddBroker(bytes([0x20, 3, 0, 0, 0]), bytes([0x40, 4, 0, 1, 0x97, 0]))
    async with await asyncio.start_server(odd.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = BrokerClient(BrokerAccess(address="127.0.0.1", port=port))
        await client.connect()
        with pytest.raises(Refused, match="a message to music/1, with code 151"):
            await client.publish("music/1", "x")
        await client.close()


@pytest.mark.parametrize(
    ("first", "kept"), [(0x30, {}), (0x31, {"music/1": "now"})], ids=["new", "kept"]
)
async def test_message_that_passes_by_is_not_taken_for_a_kept_one(
    first: int, kept: dict[str, str]
) -> None:
    """Only what lies there counts."""
    message = bytes([first, 13, 0, 7]) + b"music/1" + bytes([0]) + b"now"
    odd = OddBroker(
        bytes([0x20, 3, 0, 0, 0]),
        message + bytes([0x90, 4, 0, 1, 0, 0]),
        bytes([0xB0, 4, 0, 2, 0, 0]),
    )
    async with await asyncio.start_server(odd.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = BrokerClient(BrokerAccess(address="127.0.0.1", port=port))
        await client.connect()
        assert await client.retained(["music/1"]) == kept
        await client.close()
