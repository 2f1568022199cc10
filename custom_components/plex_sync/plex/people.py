"""People as plex.tv lists them, and as they are on a server."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree.ElementTree import Element

from .accounts import OWNER
from .plextv import PlexTv
from .resources import AccountServer

HOME_PATH = "/api/home/users"
FRIENDS_PATH = "/api/users"


class UserKind(StrEnum):
    """What a user is to the server's owner."""

    OWNER = "owner"
    HOME = "home"
    FRIEND = "friend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of plex.tv."""

    id: int
    uuid: str
    name: str
    home: bool
    """Whether it is part of a home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexUser:
    """Somebody who watches on a server."""

    kind: UserKind
    name: str
    account_id: int
    """The server's number: 1 for its owner, that of plex.tv for all others."""
    plex_tv_id: int
    uuid: str = ""
    """Known of the account itself and of its home."""
    protected: bool = False
    """Whether their PIN has to be asked for."""


@dataclass(frozen=True, slots=True)
class UserTokens:
    """What opens a user's watching."""

    server: str = field(repr=False)
    account: str | None = field(repr=False)
    """For the watch-list and the reviews; nobody gets that of a friend."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the home, or a friend, as plex.tv lists them."""

    id: int
    name: str
    uuid: str = ""
    protected: bool = False


def users_of(
    account: Account,
    server: AccountServer,
    home: Iterable[Person],
    friends: Iterable[Person],
) -> list[PlexUser]:
    """Everybody once: the account, then its home, then its friends."""
    owner_id = account.id if server.owned else server.owner_id
    in_home = account.home and (server.owned or server.home)
    # Its own token is at hand, so nobody has to be asked for its PIN.
    itself = Person(account.id, account.name, account.uuid)
    listed = [
        (itself, UserKind.HOME if in_home else UserKind.FRIEND),
        *((person, UserKind.HOME) for person in home),
        *((person, UserKind.FRIEND) for person in friends),
    ]
    users: dict[int, PlexUser] = {}
    for person, kind in listed:
        owns = person.id == owner_id
        user = PlexUser(
            kind=UserKind.OWNER if owns else kind,
            name=person.name,
            account_id=OWNER if owns else person.id,
            plex_tv_id=person.id,
            uuid=person.uuid,
            protected=person.protected,
        )
        # Plex lists the home among the friends as well.
        users.setdefault(person.id, user)
    return list(users.values())


async def read_home(plex_tv: PlexTv) -> list[Person]:
    """The members of the account's home, the account among them."""
    return await plex_tv.listing(HOME_PATH, _person, lambda each: each.id)


async def read_friends(plex_tv: PlexTv, machine_identifier: str) -> list[Person]:
    """Those with whom a server is shared, and who have accepted; the home as well."""

    def friend(element: Element, container: dict[str, str]) -> Person | None:
        shared = any(
            each.get("machineIdentifier") == machine_identifier
            and each.get("pending") != "1"
            for each in element.iterfind("Server")
        )
        return _person(element, container) if shared else None

    return await plex_tv.listing(FRIENDS_PATH, friend, lambda each: each.id)


async def read_shared_tokens(
    plex_tv: PlexTv, machine_identifier: str
) -> dict[str, str]:
    """The tokens for a server of all with whom it is shared, by number at plex.tv."""
    path = f"/api/servers/{machine_identifier}/shared_servers"
    return dict(await plex_tv.listing(path, _shared_token, lambda each: each[0]))


def _shared_token(
    element: Element, container: dict[str, str]
) -> tuple[str, str] | None:
    """Whose a token is, and the token; `None`: somebody who has not accepted."""
    number, token = element.get("userID"), element.get("accessToken")
    return (number, token) if number and token else None


def _person(element: Element, container: dict[str, str]) -> Person | None:
    """A person of one of plex.tv's lists."""
    number = element.get("id", "")
    if element.tag != "User" or not number.isdecimal():
        return None
    return Person(
        id=int(number),
        name=element.get("title", "") or element.get("username", ""),
        uuid=element.get("uuid", ""),
        protected=element.get("protected") == "1",
    )
