"""What the flows ask of plex.tv: an account's servers, and whose watching it can open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from homeassistant.core import HomeAssistant

from ..connection import async_client_identifier
from ..plex.addresses import Found, best_address
from ..plex.people import PlexUser, UserTokens
from ..plex.resources import AccountServer
from ..plex.signin import PlexSignIn
from ..plex.users import PlexAccount
from ..sync.errors import ServiceError
from .doors import shared_of

TIMEOUT: Final = 10.0
"""Seconds that plex.tv may stay silent while a person waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """An account, one of its servers, and whose watching there it can open."""

    token: str = field(repr=False)
    """The account's."""
    server: AccountServer
    users: tuple[PlexUser, ...]
    """The account itself comes first."""

    @property
    def own(self) -> PlexUser:
        """The account itself."""
        return self.users[0]

    def user(self, account_id: int) -> PlexUser | None:
        """Return whom the server knows by a number."""
        return next(
            (each for each in self.users if each.account_id == account_id), None
        )


async def async_sign_in(hass: HomeAssistant) -> PlexSignIn:
    """Return a way into an account; the caller closes it."""
    return PlexSignIn(
        await async_client_identifier(hass),
        endpoints=shared_of(hass).endpoints.plex,
        timeout=TIMEOUT,
    )


async def async_servers(hass: HomeAssistant, token: str) -> list[AccountServer]:
    """Return the servers that an account owns, or that are shared with it.

    Raises:
        ServiceError: plex.tv did not answer, or refused.
    """
    async with _account(hass, token) as account:
        return await account.servers()


async def async_address(hass: HomeAssistant, server: AccountServer) -> Found:
    """Try a server's addresses."""
    identifier = await async_client_identifier(hass)
    return await best_address(server, client_identifier=identifier)


async def async_household(
    hass: HomeAssistant, token: str, server: AccountServer
) -> Household:
    """Return whose watching on a server an account can open.

    Raises:
        ServiceError: plex.tv did not answer, or refused.
    """
    async with _account(hass, token) as account:
        users = await account.users(server)
    return Household(token=token, server=server, users=tuple(users))


async def async_household_at(
    hass: HomeAssistant, token: str, machine_identifier: str
) -> Household | None:
    """Return the same by a token that need not be an account's; `None`: it is not."""
    try:
        for server in await async_servers(hass, token):
            if server.machine_identifier == machine_identifier:
                return await async_household(hass, token, server)
    except ServiceError:
        # Somebody who cannot choose among users can go on as the token's owner.
        return None
    return None


async def async_tokens(
    hass: HomeAssistant, household: Household, user: PlexUser, pin: str | None
) -> UserTokens:
    """Return what opens a user's watching.

    Raises:
        WrongPin: the user has a PIN, and this is not it.
        ServiceError: there is no way, or plex.tv did not answer.
    """
    async with _account(hass, household.token) as account:
        return await account.tokens_for(user, household.server, pin)


@asynccontextmanager
async def _account(hass: HomeAssistant, token: str) -> AsyncIterator[PlexAccount]:
    """An account, as long as it is asked."""
    account = PlexAccount(
        token,
        client_identifier=await async_client_identifier(hass),
        endpoints=shared_of(hass).endpoints.plex,
        timeout=TIMEOUT,
    )
    try:
        yield account
    finally:
        await account.close()
