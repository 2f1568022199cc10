"""Certificates, redirects and proxies' pages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
import ssl
import warnings

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
import pytest

from custom_components.plex_sync.plex.model import Section, SectionType
from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, Kind

ANSWER = '<MediaContainer size="0" friendlyName="Box" machineIdentifier="abc"/>'


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "plex")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


@pytest.fixture
async def tls_url(socket_enabled: None, tmp_path: Path) -> AsyncIterator[str]:
    """A server behind a certificate that nobody vouches for."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=ANSWER, content_type="text/xml")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_signed(tmp_path))
    await site.start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_an_unknown_certificate_is_refused(tls_url: str) -> None:
    """Checking is the default, and its failure has a reason of its own."""
    door = PlexServer(tls_url, "token")
    with pytest.raises(ServiceUnavailable) as caught:
        await door.connect()
    assert caught.value.reason == "tls"
    await door.close()


async def test_checking_may_be_switched_off(
    tls_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switched off it stays off, whatever the environment says, and without a warning."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "server.pem"))
    monkeypatch.setenv("NO_PROXY", "*")
    (tmp_path / "server.pem").write_text("")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        door = PlexServer(tls_url, "token", verify_tls=False)
        assert (await door.connect()).name == "Box"
        await door.close()
    assert not [each for each in caught if "HTTPS" in str(each.message)]


type Serve = Callable[[dict[str, str]], Awaitable[PlexServer]]


@pytest.fixture
async def serve(socket_enabled: None) -> AsyncIterator[Serve]:
    """Open a door to a server that knows a few answers by heart, given by path."""
    doors: list[PlexServer] = []
    runners: list[web.AppRunner] = []

    async def served(answers: dict[str, str]) -> PlexServer:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(text=answers[request.path], content_type="text/xml")

        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runners.append(web.AppRunner(app))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        port = runners[-1].addresses[0][1]
        doors.append(PlexServer(f"http://127.0.0.1:{port}", "token"))
        return doors[-1]

    yield served
    for door in doors:
        await door.close()
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def redirecting(plex: FakePlex) -> AsyncIterator[dict[str, str]]:
    """A server that leads to where the dictionary says; `url` is its own address."""
    places = {"to": ""}

    async def lead(request: web.Request) -> web.Response:
        raise web.HTTPFound(places["to"] + request.path_qs)

    app = web.Application()
    app.router.add_get("/{path:.*}", lead)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    places["url"] = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield places
    await runner.cleanup()


async def test_a_redirect_on_the_same_host_is_followed(
    plex: FakePlex, redirecting: dict[str, str]
) -> None:
    """A proxy may lead to another port, and the token goes with it."""
    redirecting["to"] = plex.url
    door = PlexServer(redirecting["url"], plex.owner.token)
    assert (await door.connect()).name == "Living room"
    await door.close()


async def test_the_token_does_not_follow_to_another_host(
    plex: FakePlex, redirecting: dict[str, str]
) -> None:
    """Who leads to another host does not get the token there."""
    redirecting["to"] = plex.url.replace("127.0.0.1", "localhost")
    door = PlexServer(redirecting["url"], plex.owner.token)
    with pytest.raises(InvalidToken):
        await door.connect()
    await door.close()


@pytest.mark.parametrize("kind", ["rubbish", "not_well_formed", "empty"])
async def test_a_small_answer_that_is_none(
    plex: FakePlex, door: PlexServer, kind: Kind
) -> None:
    """After a good connection the libraries' list may still be a proxy's page."""
    await door.connect()
    plex.faults.add(Fault(kind, "/library/sections"))
    with pytest.raises(ServiceUnavailable):
        await door.sections()


async def test_a_listing_that_announces_nothing(serve: Serve) -> None:
    """A container without its size cannot be known to be whole."""
    door = await serve({"/hubs/continueWatching/items": "<MediaContainer/>"})
    with pytest.raises(IncompleteAnswer):
        await door.continue_watching()


async def test_episodes_that_do_not_name_their_show(serve: Serve) -> None:
    """Where a show's listing leaves out whose it is, the one asked for is."""
    season = '<Directory type="season" ratingKey="102" index="1"/>'
    leaf = '<Video type="episode" ratingKey="103" parentRatingKey="102" index="1"/>'
    door = await serve(
        {
            "/library/metadata/101/children": f'<MediaContainer size="1">{season}</MediaContainer>',
            "/library/metadata/101/allLeaves": f'<MediaContainer size="1" parentIndex="1">{leaf}</MediaContainer>',
        }
    )
    assert [row.show_key for row in await door.seasons_of("101")] == ["101"]
    assert [row.show_key for row in await door.episodes_of("101")] == ["101"]


async def test_a_row_on_two_pages(serve: Serve) -> None:
    """A row that moved to the next page hides another: such a listing is not taken."""
    row = '<Video type="movie" ratingKey="1"/>'
    body = f'<MediaContainer size="1" totalSize="2">{row}</MediaContainer>'
    door = await serve({"/library/sections/1/all": body})
    section = Section(key="1", uuid="u", title="Films", type=SectionType.MOVIE)
    with pytest.raises(IncompleteAnswer):
        await door.movies(section)
