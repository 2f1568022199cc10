"""Which address of a server is taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
import socket
import ssl

from aiohttp import web
import pytest

from custom_components.plex_sync.plex.addresses import (
    Address,
    Attempt,
    Found,
    Trouble,
    Way,
    addresses_of,
    best_address,
)
from custom_components.plex_sync.plex.resources import AccountServer, Connection

from .test_transport import self_signed

MACHINE = "machine-1"

type Serve = Callable[..., Awaitable[int]]


@pytest.fixture
async def serve(socket_enabled: None) -> AsyncIterator[Serve]:
    """Start a server that says who it is; its port."""
    runners: list[web.AppRunner] = []

    async def served(
        identity: object = MACHINE,
        *,
        tls: ssl.SSLContext | None = None,
        status: int = 200,
        seconds: float = 0.0,
    ) -> int:
        async def answer(request: web.Request) -> web.Response:
            assert "X-Plex-Token" not in {*request.headers, *request.query}
            await asyncio.sleep(seconds)
            body = {"MediaContainer": {"machineIdentifier": identity}}
            return web.json_response(body, status=status)

        app = web.Application()
        app.router.add_get("/identity", answer)
        runners.append(web.AppRunner(app, handler_cancellation=True))
        await runners[-1].setup()
        site = web.TCPSite(runners[-1], "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        port: int = runners[-1].addresses[0][1]
        return port

    yield served
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for, until `trusted`."""
    return self_signed(tmp_path)


@pytest.fixture
def trusted(
    tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ssl.SSLContext:
    """A certificate that is vouched for."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "server.pem"))
    return tls


def at(port: int, scheme: str = "https", **kind: bool) -> Connection:
    """A connection on loopback."""
    kind = kind or {"local": True}
    url = f"{scheme}://127.0.0.1:{port}"
    return Connection(uri=url, address="127.0.0.1", port=port, **kind)


def server(*connections: Connection, https_required: bool = False) -> AccountServer:
    """A server with these connections."""
    return AccountServer(
        name="Box",
        machine_identifier=MACHINE,
        owned=True,
        access_token="secret",
        https_required=https_required,
        connections=connections,
    )


async def find(*connections: Connection, https_required: bool = False) -> Found:
    """Choose among connections."""
    return await best_address(
        server(*connections, https_required=https_required),
        client_identifier="client",
        timeout=1.0,
    )


def nobody() -> int:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_the_order_of_addresses() -> None:
    """Local before remote before relay, IPv4 before IPv6, each once."""
    local = "https://10-0-0-10.x.plex.direct:32400"
    six = "https://fd00--1.x.plex.direct:32400"
    remote = "https://203-0-113-10.x.plex.direct:32400"
    relay = "https://198-51-100-1.x.plex.direct:8443"
    connections = (
        Connection(uri=relay, address="198.51.100.1", port=8443, relay=True),
        Connection(uri=remote, address="203.0.113.10", port=32400),
        Connection(uri=six, address="fd00::1", port=32400, local=True, ipv6=True),
        Connection(uri=local, address="10.0.0.10", port=32400, local=True),
        Connection(
            uri="http://10.0.0.10:32400", address="10.0.0.10", port=32400, local=True
        ),
        # Nothing goes over the Internet in the clear.
        Connection(uri="http://203.0.113.10:1", address="203.0.113.10", port=1),
        Connection(uri="http://198.51.100.1:1", address="x", port=1, relay=True),
    )
    assert addresses_of(server(*connections)) == [
        Address(local, Way.LOCAL),
        Address(six, Way.LOCAL),
        Address("http://10.0.0.10:32400", Way.LOCAL_PLAIN),
        Address("http://[fd00::1]:32400", Way.LOCAL_PLAIN),
        Address(remote, Way.REMOTE),
        Address(relay, Way.RELAY),
    ]
    secure = addresses_of(server(*connections, https_required=True))
    assert [each.url for each in secure] == [local, six, remote, relay]
    nameless = Connection(uri=local, address="", port=32400, local=True)
    assert addresses_of(server(nameless)) == [Address(local, Way.LOCAL)]


async def test_encrypted_and_near_is_best(
    serve: Serve, trusted: ssl.SSLContext
) -> None:
    """A local address with a good certificate wins over all others."""
    port = await serve(tls=trusted)
    found = await find(
        at(await serve(tls=trusted), relay=True),
        at(await serve(tls=trusted), local=False),
        at(await serve(), "http"),
        at(port),
    )
    assert found.best == Address(f"https://127.0.0.1:{port}", Way.LOCAL)
    assert found.reason == ""


async def test_without_a_good_certificate_plain_is_near_enough(
    serve: Serve, tls: ssl.SSLContext
) -> None:
    """Within the house the clear wins over a certificate that is not accepted."""
    secure, plain = await serve(tls=tls), await serve()
    found = await find(at(secure), at(plain, "http"))
    assert found.best == Address(f"http://127.0.0.1:{plain}", Way.LOCAL_PLAIN)
    assert found.attempts[0] == Attempt(
        Address(f"https://127.0.0.1:{secure}", Way.LOCAL), Trouble.CERTIFICATE
    )


async def test_the_bare_address_where_the_name_is_hidden(serve: Serve) -> None:
    """A router that hides plex.direct leaves the bare address, in the clear."""
    port = await serve()
    found = await find(
        Connection(
            uri=f"https://localhost:{nobody()}",
            address="127.0.0.1",
            port=port,
            local=True,
        )
    )
    assert found.best == Address(f"http://127.0.0.1:{port}", Way.LOCAL_PLAIN)
    assert found.attempts[0].trouble is Trouble.NO_ANSWER


async def test_the_certificate_is_to_blame(serve: Serve, tls: ssl.SSLContext) -> None:
    """Where encryption is required, the reason is the certificate."""
    found = await find(at(await serve(tls=tls)), at(nobody()), https_required=True)
    assert (found.best, found.reason) == (None, "tls")
    assert [each.trouble for each in found.attempts] == [
        Trouble.CERTIFICATE,
        Trouble.NO_ANSWER,
    ]


async def test_a_relay_is_taken_and_named(
    serve: Serve, trusted: ssl.SSLContext
) -> None:
    """The last way is a way, but the user has to know."""
    port = await serve(tls=trusted)
    found = await find(at(nobody()), at(port, relay=True))
    assert found.best == Address(f"https://127.0.0.1:{port}", Way.RELAY)
    assert found.reason == "relay_only"


async def test_nothing_answers(serve: Serve) -> None:
    """Neither a closed port nor one that is silent nor a server in trouble."""
    found = await find(
        at(nobody(), "http"),
        at(await serve(seconds=3.0), "http"),
        at(await serve(status=503), "http"),
    )
    assert (found.best, found.reason) == (None, "no_answer")
    assert {each.trouble for each in found.attempts} == {Trouble.NO_ANSWER}
    assert (await find()).reason == "no_answer"


@pytest.mark.parametrize(
    ("identity", "status", "trouble"),
    [
        ("machine-2", 200, "other_server"),
        (None, 200, "not_plex"),
        (MACHINE, 404, "not_plex"),
    ],
)
async def test_somebody_else_answers(
    serve: Serve, identity: object, status: int, trouble: str
) -> None:
    """Who answers at the address is not the server."""
    found = await find(at(await serve(identity, status=status), "http"))
    assert (found.best, found.reason) == (None, trouble)
    assert found.attempts[0].trouble == trouble


async def test_nobody_waits_for_what_is_no_better(serve: Serve) -> None:
    """A good answer ends the search; what is slow and no better is left alone."""
    quick, slow = await serve(), await serve(seconds=0.7)
    begin = asyncio.get_running_loop().time()
    found = await find(at(slow, "http"), at(quick, "http"))
    assert asyncio.get_running_loop().time() - begin < 0.5
    assert found.best == Address(f"http://127.0.0.1:{quick}", Way.LOCAL_PLAIN)
    assert found.attempts[0].trouble is Trouble.NOT_AWAITED
    # A better one is waited for.
    found = await find(at(await serve(seconds=0.3), "http"), at(quick, "http"))
    assert found.best is not None


async def test_searching_can_be_cancelled(serve: Serve) -> None:
    """A user who closes the form leaves nothing behind."""
    task = asyncio.create_task(find(at(await serve(seconds=0.5), "http")))
    await asyncio.sleep(0.1)
    before = len(asyncio.all_tasks())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) < before
