"""Accounts, notifications and webhooks against what was recorded of real ones."""

from collections.abc import AsyncIterator
import json
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
import pytest

from custom_components.plex_sync.plex.addresses import Way, addresses_of
from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.happenings import Happened, Interpreter, Kind
from custom_components.plex_sync.plex.people import UserKind
from custom_components.plex_sync.plex.resources import AccountServer, server_of
from custom_components.plex_sync.plex.signin import PlexSignIn
from custom_components.plex_sync.plex.users import PlexAccount
from custom_components.plex_sync.plex.webhooks import (
    Ignored,
    WebhookEvent,
    Why,
    parse_webhook,
)
from tests.fakes.plex import FakePlex

from .test_plex import container_of

pytestmark = [pytest.mark.contract, pytest.mark.usefixtures("socket_enabled")]

MACHINE = "fixture-machine-1"


@pytest.fixture
def recorded(contracts: Path) -> Path:
    """The recordings of real services."""
    return contracts / "plex" / "recorded"


@pytest.fixture
def account(recorded: Path) -> dict[str, Any]:
    """A recorded account."""
    folder = recorded / "plex-api-rs" / "myplex" / "api" / "v2"
    found: dict[str, Any] = json.loads(
        (folder / "user" / "user_info_plexpass.json").read_text()
    )
    return found


@pytest.fixture
async def plex_tv(recorded: Path, account: dict[str, Any]) -> AsyncIterator[str]:
    """A plex.tv that knows the recordings by heart."""
    folder = recorded / "plex-api-rs" / "myplex" / "api" / "v2"
    shortlist = recorded / "shortlist-2026"
    # The recorded home and friends are those of this number.
    owner = account | {"id": 555000001, "home": True}
    resources = json.loads((shortlist / "plextv_resources.json").read_text())
    answers: dict[tuple[str, str], str] = {
        ("POST", "/api/v2/pins"): (folder / "pins_new.json").read_text(),
        ("GET", "/api/v2/pins/111222333"): (folder / "pins_linked.json").read_text(),
        ("GET", "/api/v2/user"): json.dumps(owner),
        ("GET", "/api/v2/resources"): json.dumps(resources["entries"]),
        ("GET", "/api/home/users"): (
            shortlist / "plextv_home_users.xml.txt"
        ).read_text(),
        ("GET", "/api/users"): (shortlist / "plextv_users.xml.txt").read_text(),
    }

    async def answer(request: web.Request) -> web.Response:
        text = answers[request.method, request.path]
        kind = "text/xml" if text.startswith("<") else "application/json"
        return web.Response(text=text, content_type=kind)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_recorded_code_is_confirmed(plex_tv: str) -> None:
    """A new code, and the same code with a token."""
    sign_in = PlexSignIn("ClientId", endpoints=PlexEndpoints(plex_tv), now=lambda: 0)
    pin = await sign_in.begin()
    assert (pin.id, pin.code, pin.expires_at) == (111222333, "CODE", 900)
    assert await sign_in.poll(pin) == "auth_token"
    await sign_in.close()


async def test_recorded_servers_and_users(plex_tv: str) -> None:
    """Own and shared servers without the player; owner, home and friends, each once."""
    account = PlexAccount(
        "token", client_identifier="ClientId", endpoints=PlexEndpoints(plex_tv)
    )
    servers = await account.servers()
    assert [(each.name, each.owned, each.owner_name) for each in servers] == [
        ("Media Server", True, ""),
        ("A Friend's Server", False, "afriend"),
    ]
    assert not servers[0].https_required
    assert [address.way for address in addresses_of(servers[0])] == [
        Way.LOCAL,
        Way.LOCAL_PLAIN,
        Way.REMOTE,
    ]
    server = AccountServer(
        name="FixtureServer", machine_identifier=MACHINE, owned=True, access_token=""
    )
    users = await account.users(server)
    await account.close()
    assert [(user.account_id, user.kind, user.name) for user in users][1:] == [
        (555000200, UserKind.HOME, "kid"),
        (555000300, UserKind.HOME, "teen"),
        (555000100, UserKind.FRIEND, "sarah"),
    ]
    assert (users[0].kind, users[0].account_id) == (UserKind.OWNER, 1)
    assert [user.uuid for user in users[1:3]] == ["b" * 16, "c" * 16]


def test_a_recorded_server_behind_a_relay(recorded: Path) -> None:
    """A container's address, a name of the user's own, a public address, a relay."""
    folder = recorded / "plex-api-rs" / "myplex" / "api" / "v2"
    [resource] = json.loads((folder / "resources.json").read_text())
    server = server_of(resource)
    assert server
    assert [(each.way, each.url) for each in addresses_of(server)] == [
        (Way.LOCAL, "https://172-18-0-3.client-id2.plex.direct:32400"),
        (Way.LOCAL_PLAIN, "http://172.18.0.3:32400"),
        (Way.REMOTE, "https://example.org:443"),
        (Way.REMOTE, "https://2-2-2-2.client-id2.plex.direct:443"),
        (Way.RELAY, "https://178-3-2-1.client-id2.plex.direct:8443"),
    ]


def heard(inner: object) -> list[Happened]:
    """What the inner object of a message means."""
    return list(Interpreter().read(json.dumps({"NotificationContainer": inner})))


def test_recorded_notifications(recorded: Path) -> None:
    """An item marked as played by hand shows once: when its refresh has ended."""
    folder = recorded / "plextraktsync"
    played = json.loads((folder / "events-played.json").read_text())
    assert [event for each in played for event in heard(each)] == [
        Happened(Kind.CHANGED, "513")
    ]
    events = json.loads((folder / "events.json").read_text())
    assert heard(events) == [Happened(Kind.CHANGED, "10123")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shinkro/RawPlexWebhookHAMAEpisode.json", ("watched", 12345, "3484")),
        ("shinkro/RawPlexWebhookMovie.json", ("rated", 1, "12345")),
        ("shinkro/RawPlexWebhookHAMAAniDBEpisode.json", Why.NO_ITEM),
        ("shinkro/RawPlexWebhookInvalidAgent.json", Why.NO_ITEM),
        ("shinkro/RawPlexWebhookEmptyPayload.json", Why.NO_ITEM),
        ("plex-official-sample-media.play.json", Why.OTHER_EVENT),
    ],
)
def test_recorded_webhooks(
    contracts: Path, name: str, expected: tuple[str, int, str] | Why
) -> None:
    """Real payloads become events, or say why they do not."""
    payload = (contracts / "plex" / "webhooks" / name).read_text()
    found = parse_webhook("", {"payload": payload})
    if isinstance(found, Ignored):
        assert found.why == expected
        return
    assert isinstance(found, WebhookEvent)
    assert (found.kind, found.account_id, found.rating_key) == expected
    assert found.server.startswith("test-server-uuid")


async def test_the_fakes_answers_are_real(
    recorded: Path, account: dict[str, Any]
) -> None:
    """What the fake says of codes, accounts, servers and users was recorded so."""
    shortlist = recorded / "shortlist-2026"
    folder = recorded / "plex-api-rs" / "myplex" / "api" / "v2"
    code = json.loads((folder / "pins_linked.json").read_text())
    [real_server] = json.loads((folder / "resources.json").read_text())
    async with FakePlex() as plex:
        plex.add_home_user("Kim", pin="1")
        plex.add_friend("Robin")
        said = await _json(plex, "POST", "/api/v2/pins")
        assert set(said) <= set(code)
        plex.plex_tv.link_pin(said["id"], plex.owner)
        assert set(await _json(plex, "GET", f"/api/v2/pins/{said['id']}")) <= set(code)
        [server] = await _json(plex, "GET", "/api/v2/resources")
        assert set(server) <= set(real_server)
        [connection] = server["connections"]
        assert set(connection) == set(real_server["connections"][0])
        user = await _json(plex, "GET", "/api/v2/user")
        real_users = container_of(shortlist / "plextv_users.xml.txt")
        real_home = container_of(shortlist / "plextv_home_users.xml.txt")
        users = await _json(plex, "GET", "/api/users")
        home = await _json(plex, "GET", "/api/home/users")
    assert set(user) - {"authenticationToken", "maxHomeSize"} <= set(account)
    inner = {"Server"}
    for each in users["MediaContainer"]["User"]:
        assert set(each) - inner <= set(real_users[0].attrib)
        assert set(each["Server"][0]) <= set(real_users[0][0].attrib)
    beyond = {"email", "thumb"}
    for each in home["MediaContainer"]["User"]:
        assert set(each) - beyond <= set(real_home[1].attrib)


async def _json(plex: FakePlex, method: str, path: str) -> Any:
    """What the fake's plex.tv says to the owner."""
    headers = {
        "Accept": "application/json",
        "X-Plex-Token": plex.owner.account_token,
    }
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, plex.plextv_url + path) as response,
    ):
        assert response.status == 200
        return await response.json()
