"""Under which of its addresses a server is best asked."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from ..sync.errors import ServiceError, ServiceUnavailable
from .plextv import PlexTv
from .resources import AccountServer, Connection

TIMEOUT = 5.0
"""Seconds for all addresses together: they are asked at once."""
PATH = "/identity"


class Way(IntEnum):
    """How an address leads to the server, the best first."""

    LOCAL = 0
    LOCAL_PLAIN = 1
    """Not encrypted, within the house."""
    REMOTE = 2
    RELAY = 3
    """Through Plex's own computers: slow, and limited."""


class Trouble(StrEnum):
    """Why an address is none."""

    NO_ANSWER = "no_answer"
    CERTIFICATE = "tls"
    OTHER_SERVER = "other_server"
    NOT_PLEX = "not_plex"
    NOT_AWAITED = "not_awaited"
    """A better one had answered by then, or one as good."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be tried."""

    url: str
    way: Way

    @property
    def relay(self) -> bool:
        """Whether it leads through Plex's own computers."""
        return self.way is Way.RELAY


@dataclass(frozen=True, slots=True)
class Attempt:
    """An address that was tried; no trouble: the server answered."""

    address: Address
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Found:
    """What trying brought."""

    best: Address | None
    attempts: tuple[Attempt, ...]
    """All of them, in the order of preference."""

    @property
    def reason(self) -> str:
        """What a person has to be told: `relay_only`, `tls`, …; empty: nothing."""
        if self.best:
            return "relay_only" if self.best.relay else ""
        seen = {attempt.trouble for attempt in self.attempts}
        telling = (Trouble.CERTIFICATE, Trouble.OTHER_SERVER, Trouble.NOT_PLEX)
        return next((each for each in telling if each in seen), Trouble.NO_ANSWER)


def addresses_of(server: AccountServer) -> list[Address]:
    """All addresses worth trying, the best first.

    Beyond the house nothing is asked without encryption: the token goes along later.
    """
    found = [
        (address, connection.ipv6)
        for connection in server.connections
        for address in _addresses(connection, server.https_required)
    ]
    found.sort(key=lambda each: (each[0].way, each[1]))
    return list(dict.fromkeys(address for address, _ in found))


async def best_address(
    server: AccountServer, *, client_identifier: str, timeout: float = TIMEOUT
) -> Found:
    """Ask all addresses at once who they are, and choose.

    The token is kept back: whoever answers there is not known yet. Waiting ends as soon
    as nothing better can come.
    """
    addresses = addresses_of(server)
    tasks = {
        asyncio.create_task(
            _try(address.url, server.machine_identifier, client_identifier, timeout)
        ): address
        for address in addresses
    }
    outcome: dict[Address, Trouble | None] = {}
    waiting = set(tasks)
    end = asyncio.get_running_loop().time() + timeout
    try:
        while waiting and not _settled(outcome, {tasks[task] for task in waiting}):
            left = max(0.0, end - asyncio.get_running_loop().time())
            done, waiting = await asyncio.wait(
                waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            outcome |= {tasks[task]: task.result() for task in done}
    finally:
        for task in tasks:
            task.cancel()
    best = next((each for each in addresses if outcome.get(each, "") is None), None)
    late = Trouble.NOT_AWAITED if best else Trouble.NO_ANSWER
    attempts = tuple(Attempt(each, outcome.get(each, late)) for each in addresses)
    return Found(best, attempts)


def _addresses(connection: Connection, https_required: bool) -> Iterator[Address]:
    """What a connection offers."""
    if connection.relay:
        if connection.https:
            yield Address(connection.uri, Way.RELAY)
        return
    if connection.https:
        yield Address(connection.uri, Way.LOCAL if connection.local else Way.REMOTE)
    if not connection.local or https_required:
        return
    if not connection.https:
        yield Address(connection.uri, Way.LOCAL_PLAIN)
    elif connection.address:
        # Routers that guard against rebinding hide the names that certificates need.
        host = f"[{connection.address}]" if connection.ipv6 else connection.address
        yield Address(f"http://{host}:{connection.port}", Way.LOCAL_PLAIN)


def _settled(outcome: dict[Address, Trouble | None], waiting: set[Address]) -> bool:
    """Whether one answered that none of the others can better."""
    best = min((each.way for each in outcome if outcome[each] is None), default=None)
    return best is not None and all(each.way >= best for each in waiting)


async def _try(
    url: str, machine_identifier: str, client_identifier: str, timeout: float
) -> Trouble | None:
    """Ask one address who it is."""
    client = PlexTv(url, "", client_identifier=client_identifier, timeout=timeout)
    try:
        answer = await client.ask("GET", PATH)
    except ServiceUnavailable as error:
        if error.reason == Trouble.CERTIFICATE:
            return Trouble.CERTIFICATE
        return Trouble.NO_ANSWER
    except ServiceError:
        return Trouble.NOT_PLEX
    finally:
        await client.close()
    match _identity(answer):
        case None:
            return Trouble.NOT_PLEX
        case identity if identity != machine_identifier:
            return Trouble.OTHER_SERVER
    return None


def _identity(answer: Any) -> str | None:
    """The identifier that the server at an address gives."""
    match answer:
        case {"MediaContainer": {"machineIdentifier": str(identity)}}:
            return identity
    return None
