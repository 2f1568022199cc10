"""An account's servers, and the users whose watching it opens."""

from collections.abc import AsyncIterator, Callable
from xml.etree.ElementTree import Element

import pytest

from custom_components.plex_sync.plex.addresses import Way, best_address
from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.failures import WrongPin
from custom_components.plex_sync.plex.people import (
    PlexUser,
    UserKind,
    UserTokens,
    _person,
)
from custom_components.plex_sync.plex.resources import AccountServer
from custom_components.plex_sync.plex.users import PlexAccount
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, User
from tests.fakes.plex.plextv import Connection

from .conftest import OpenDoor

type SignIn = Callable[..., PlexAccount]


@pytest.fixture
async def sign_in(plex: FakePlex) -> AsyncIterator[SignIn]:
    """The account of a user: `sign_in(user)`, or of a token."""
    accounts: list[PlexAccount] = []

    def signed_in(user: User | None = None, token: str = "") -> PlexAccount:
        accounts.append(
            PlexAccount(
                token or (user or plex.owner).account_token,
                client_identifier="client",
                endpoints=PlexEndpoints(plex.plextv_url, plex.discover_url),
                timeout=5.0,
            )
        )
        return accounts[-1]

    yield signed_in
    for account in accounts:
        await account.close()


@pytest.fixture
def owner(sign_in: SignIn) -> PlexAccount:
    """The owner's account."""
    return sign_in()


async def only(account: PlexAccount) -> AccountServer:
    """The account's only server."""
    [server] = await account.servers()
    return server


async def named(account: PlexAccount, name: str) -> tuple[PlexUser, AccountServer]:
    """A user of the account's only server."""
    server = await only(account)
    users = {user.name: user for user in await account.users(server)}
    return users[name], server


async def test_servers_of_an_account(plex: FakePlex, owner: PlexAccount) -> None:
    """A server with its token and addresses; what only sounds like one stays out."""
    plex.plex_tv.extra_resources = [
        {"clientIdentifier": "tv", "provides": "client,player,pubsub-player"},
        {"clientIdentifier": "x", "provides": "media-server-client"},
        {"provides": "server"},
        {"clientIdentifier": "bare", "provides": "server"},
        {
            "clientIdentifier": "old",
            "provides": "client, server",
            "presence": "1",
            "owned": 1,
            "ownerId": "17",
            "connections": [
                {"uri": "ftp://x:1", "port": 1},
                {"uri": "https://x:1", "port": "many"},
                {"uri": "https://x:32400/", "port": "32400", "relay": "1"},
                "rubbish",
            ],
        },
    ]
    bare, old, server = await owner.servers()
    assert (bare.present, bare.connections) == (False, ())
    assert old.present
    assert (old.machine_identifier, old.owned, old.owner_id) == ("old", True, 17)
    assert [each.uri for each in old.connections] == ["https://x:32400"]
    assert old.connections[0].relay
    assert server.machine_identifier == plex.machine_identifier
    assert (server.owned, server.access_token) == (True, plex.owner.token)
    assert plex.owner.token not in repr(server)
    found = await best_address(server, client_identifier="client")
    assert found.best
    assert (found.best.url, found.best.way) == (plex.url, Way.LOCAL_PLAIN)


async def test_a_server_behind_a_relay(plex: FakePlex, owner: PlexAccount) -> None:
    """A relay in the clear is none, so nothing is left to try."""
    plex.plex_tv.relay_only()
    server = await only(owner)
    assert [each.relay for each in server.connections] == [True]
    found = await best_address(server, client_identifier="client")
    assert (found.best, found.attempts) == (None, ())


async def test_https_may_be_required(plex: FakePlex, owner: PlexAccount) -> None:
    """The server's own setting is told, and its local address in the clear left out."""
    plex.plex_tv.https_required = True
    plex.plex_tv.connections = [
        Connection(plex.url.replace("http", "https"), "127.0.0.1", 1)
    ]
    server = await only(owner)
    assert server.https_required
    found = await best_address(server, client_identifier="client", timeout=2.0)
    assert [each.address.url[:5] for each in found.attempts] == ["https"]


async def test_everybody_whose_watching_can_be_opened(
    plex: FakePlex, owner: PlexAccount
) -> None:
    """Owner, home and friends; each once, with the number that the server uses."""
    kim = plex.add_home_user("Kim", pin="1234")
    toni = plex.add_home_user("Toni")
    robin = plex.add_friend("Robin")
    plex.add_friend("Invited").pending = True
    assert await owner.users(await only(owner)) == [
        PlexUser(
            kind=UserKind.OWNER,
            name="Alex",
            account_id=1,
            plex_tv_id=plex.owner.plex_tv_id,
            uuid=plex.owner.uuid,
        ),
        PlexUser(
            kind=UserKind.HOME,
            name="Kim",
            account_id=kim.account_id,
            plex_tv_id=kim.plex_tv_id,
            uuid=kim.uuid,
            protected=True,
        ),
        PlexUser(
            kind=UserKind.HOME,
            name="Toni",
            account_id=toni.account_id,
            plex_tv_id=toni.plex_tv_id,
            uuid=toni.uuid,
        ),
        PlexUser(
            kind=UserKind.FRIEND,
            name="Robin",
            account_id=robin.account_id,
            plex_tv_id=robin.plex_tv_id,
        ),
    ]


async def test_the_owners_token_is_the_servers(
    plex: FakePlex, owner: PlexAccount, open_door: OpenDoor
) -> None:
    """The server's own token, not the account's, which a server may not take."""
    plex.owner.token = "for the server"
    user, server = await named(owner, "Alex")
    tokens = await owner.tokens_for(user, server)
    assert tokens == UserTokens("for the server", plex.owner.account_token)
    assert "for the server" not in repr(tokens)
    assert await open_door(token=tokens.server).account_id() == 1


async def test_a_home_user_is_switched_to(
    plex: FakePlex, owner: PlexAccount, open_door: OpenDoor
) -> None:
    """By uuid; the token opens their watching and their watch-list."""
    toni = plex.add_home_user("Toni")
    plex.wish(toni, "Frieren", guid="plex://show/1")
    plex.watch(toni, plex.add_movie("Ponyo"))
    user, server = await named(owner, "Toni")
    tokens = await owner.tokens_for(user, server)
    assert tokens == UserTokens(toni.token, toni.account_token)
    assert await open_door(token=tokens.server).account_id() == user.account_id
    assert tokens.account
    watchlist = await open_door(token=tokens.account).watchlist()
    assert [each.title for each in watchlist] == ["Frieren"]
    assert f"/api/v2/home/users/{toni.uuid}/switch" in plex.requests.paths


async def test_a_pin_is_asked_for(plex: FakePlex, owner: PlexAccount) -> None:
    """Without it nothing is tried, a wrong one is told, the right one opens."""
    kim = plex.add_home_user("Kim", pin="1234")
    user, server = await named(owner, "Kim")
    plex.reset_requests()
    with pytest.raises(WrongPin) as caught:
        await owner.token_for(user, server)
    assert caught.value.reason == "pin_needed"
    assert not any("switch" in path for path in plex.requests.paths)
    with pytest.raises(WrongPin) as caught:
        await owner.token_for(user, server, "4321")
    assert caught.value.reason == "wrong_pin"
    assert "4321" not in str(caught.value)
    assert await owner.token_for(user, server, "1234") == kim.token


async def test_a_pin_that_was_set_meanwhile(plex: FakePlex, owner: PlexAccount) -> None:
    """A PIN that the listing did not tell of is asked for after all."""
    toni = plex.add_home_user("Toni")
    user, server = await named(owner, "Toni")
    toni.pin = "1"
    with pytest.raises(WrongPin) as caught:
        await owner.token_for(user, server)
    assert caught.value.reason == "pin_needed"


async def test_a_401_may_be_the_pin_or_the_token(
    plex: FakePlex, owner: PlexAccount
) -> None:
    """Whether the account's token is still taken tells which it was."""
    plex.add_home_user("Kim", pin="1234")
    user, server = await named(owner, "Kim")
    plex.faults.add(Fault("expired_token", "/switch", service="plex_tv"))
    with pytest.raises(WrongPin):
        await owner.token_for(user, server, "4321")
    plex.faults.add(
        Fault(
            "call",
            "/api/v2/user",
            service="plex_tv",
            call=lambda: plex.expire(plex.owner),
        )
    )
    with pytest.raises(InvalidToken):
        await owner.token_for(user, server, "1234")


async def test_a_friend_is_opened_by_the_owner(
    plex: FakePlex, owner: PlexAccount, open_door: OpenDoor
) -> None:
    """The owner's list holds the friend's token for the server, and no other."""
    robin = plex.add_friend("Robin")
    plex.watch(robin, plex.add_movie("Ponyo"))
    user, server = await named(owner, "Robin")
    tokens = await owner.tokens_for(user, server)
    assert tokens == UserTokens(robin.token, None)
    assert await open_door(token=tokens.server).account_id() == robin.account_id


async def test_a_friend_who_has_left(plex: FakePlex, owner: PlexAccount) -> None:
    """Somebody with whom the server is not shared any more has no way to it."""
    robin = plex.add_friend("Robin")
    user, server = await named(owner, "Robin")
    robin.pending = True
    with pytest.raises(Refused) as caught:
        await owner.token_for(user, server)
    assert caught.value.reason == "server_not_shared"


async def test_a_friend_signs_in(plex: FakePlex, sign_in: SignIn) -> None:
    """A shared server opens for the friend alone; nobody else is listed."""
    robin = plex.add_friend("Robin")
    plex.add_home_user("Kim")
    account = sign_in(robin)
    server = await only(account)
    assert (server.owned, server.owner_id) == (False, plex.owner.plex_tv_id)
    assert server.owner_name == "Alex"
    [user] = await account.users(server)
    assert (user.kind, user.account_id) == (UserKind.FRIEND, robin.account_id)
    assert await account.token_for(user, server) == robin.token
    other = PlexUser(kind=UserKind.FRIEND, name="X", account_id=9, plex_tv_id=9)
    with pytest.raises(Refused):
        await account.token_for(other, server)


async def test_a_member_of_the_home_signs_in(plex: FakePlex, sign_in: SignIn) -> None:
    """The owner is among the home, known as the server's number 1."""
    kim = plex.add_home_user("Kim")
    plex.add_friend("Robin")
    account = sign_in(kim)
    server = await only(account)
    users = await account.users(server)
    assert [(user.name, user.kind, user.account_id) for user in users] == [
        ("Kim", UserKind.HOME, kim.account_id),
        ("Alex", UserKind.OWNER, 1),
    ]
    assert await account.token_for(users[1], server) == plex.owner.token


async def test_rubbish_among_people() -> None:
    """What is no person of a list is left out."""
    for element in (Element("Other", {"id": "1"}), Element("User", {"id": "x"})):
        assert _person(element, {}) is None


@pytest.mark.parametrize("status", [403, 404])
async def test_a_home_that_is_not_told(
    plex: FakePlex, sign_in: SignIn, status: int
) -> None:
    """A member who may not list the home still has their own watching."""
    account = sign_in(plex.add_home_user("Kim"))
    server = await only(account)
    plex.faults.add(Fault("status", "/home/users", service="plex_tv", status=status))
    assert [user.name for user in await account.users(server)] == ["Kim"]


async def test_a_member_without_the_server(plex: FakePlex, owner: PlexAccount) -> None:
    """A home user to whom plex.tv tells no such server has no way to it."""
    plex.add_home_user("Toni")
    user, server = await named(owner, "Toni")
    with pytest.raises(Refused) as caught:
        await owner.token_for(
            user,
            AccountServer(
                name="", machine_identifier="other", owned=True, access_token=""
            ),
        )
    assert caught.value.reason == "server_not_shared"
    assert await owner.token_for(user, server)


async def test_a_switch_that_tells_nothing(plex: FakePlex, owner: PlexAccount) -> None:
    """An answer without a token is none."""
    toni = plex.add_home_user("Toni")
    user, server = await named(owner, "Toni")
    toni.account_token = ""
    with pytest.raises(ServiceUnavailable):
        await owner.token_for(user, server)


async def test_a_token_of_the_server_only(plex: FakePlex, sign_in: SignIn) -> None:
    """Plex.tv does not take it, and that is told as it is."""
    friend = plex.add_friend("Robin")
    account = sign_in(token=friend.token)
    for ask in (account.itself, account.servers):
        with pytest.raises(InvalidToken):
            await ask()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("drop_before", service="plex_tv"), ServiceUnavailable),
        (Fault("rubbish", service="plex_tv"), ServiceUnavailable),
        (Fault("empty", service="plex_tv"), ServiceUnavailable),
        (Fault("half_page", service="plex_tv"), ServiceUnavailable),
        (Fault("short_page", "/api/users", service="plex_tv"), IncompleteAnswer),
        (Fault("status", service="plex_tv"), ServiceUnavailable),
        (Fault("expired_token", service="plex_tv"), InvalidToken),
    ],
)
async def test_a_bad_day(
    plex: FakePlex, owner: PlexAccount, fault: Fault, error: type[Exception]
) -> None:
    """A list of users is whole, or it is an error."""
    plex.add_friend("Robin")
    server = await only(owner)
    plex.faults.add(fault)
    with pytest.raises(error):
        await owner.users(server)
    assert len(await owner.users(server)) == 2


@pytest.mark.parametrize("answer", ["{}", "[]", '{"id": true}', '"x"', "[" * 100_000])
async def test_answers_that_are_none(
    plex: FakePlex,
    owner: PlexAccount,
    answer: str,
) -> None:
    """Well-formed or not, an answer without an account is refused."""
    plex.plex_tv.raw = answer
    with pytest.raises(ServiceUnavailable):
        await owner.itself()
    if answer != "[]":
        with pytest.raises(ServiceUnavailable):
            await owner.servers()
