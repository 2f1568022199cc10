"""The servers of an account, as plex.tv lists them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .failures import no_answer
from .plextv import Json, PlexTv, flag, text, whole

PATH = "/api/v2/resources"
PARAMS = {"includeHttps": 1, "includeRelay": 1, "includeIPv6": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An address under which a server may answer."""

    uri: str
    """As plex.tv gives it, often with a name that its certificate is made for."""
    address: str
    """The bare address, or the name of the user's own."""
    port: int
    local: bool = False
    relay: bool = False
    """Through Plex's own computers: slow, and limited."""
    ipv6: bool = False

    @property
    def https(self) -> bool:
        """Whether the address is an encrypted one."""
        return self.uri.startswith("https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountServer:
    """A server that an account owns, or that is shared with it."""

    name: str
    machine_identifier: str
    owned: bool
    access_token: str = field(repr=False)
    """The account's own token for this server."""
    owner_id: int | None = None
    """The owner's number at plex.tv, where it is another account."""
    owner_name: str = ""
    home: bool = False
    """Whether it belongs to somebody of the same home."""
    version: str = ""
    present: bool = True
    """Whether plex.tv has heard of it lately."""
    https_required: bool = False
    connections: tuple[Connection, ...] = ()


async def read_servers(plex_tv: PlexTv) -> list[AccountServer]:
    """All servers of the account; players and other clients stay out."""
    answer = await plex_tv.ask("GET", PATH, params=PARAMS)
    if not isinstance(answer, list):
        raise no_answer(PATH)
    return [
        server for each in _objects(answer) if (server := server_of(each)) is not None
    ]


def server_of(resource: Json) -> AccountServer | None:
    """A server of what plex.tv lists; `None`: it is something else."""
    machine_identifier = text(resource, "clientIdentifier")
    if not machine_identifier or "server" not in _parts(text(resource, "provides")):
        return None
    return AccountServer(
        name=text(resource, "name"),
        machine_identifier=machine_identifier,
        owned=flag(resource, "owned"),
        access_token=text(resource, "accessToken"),
        owner_id=whole(resource, "ownerId"),
        owner_name=text(resource, "sourceTitle"),
        home=flag(resource, "home"),
        version=text(resource, "productVersion"),
        present=flag(resource, "presence"),
        https_required=flag(resource, "httpsRequired"),
        connections=tuple(
            connection
            for each in _objects(resource.get("connections"))
            if (connection := _connection(each)) is not None
        ),
    )


def _connection(values: Json) -> Connection | None:
    """An address; `None` where it lacks what makes it one."""
    uri, port = text(values, "uri"), whole(values, "port")
    if not uri.startswith(("http://", "https://")) or port is None:
        return None
    return Connection(
        uri=uri.rstrip("/"),
        address=text(values, "address"),
        port=port,
        local=flag(values, "local"),
        relay=flag(values, "relay"),
        ipv6=flag(values, "IPv6"),
    )


def _objects(values: Any) -> Iterator[Json]:
    """The objects of a list, whatever else may be there."""
    if isinstance(values, list):
        yield from (each for each in values if isinstance(each, dict))


def _parts(provides: str) -> set[str]:
    """What a resource offers, of a list with commas."""
    return {part.strip() for part in provides.split(",")}
