"""The account that signed in, its servers, and whose watching it can open."""

from contextlib import suppress
from typing import override
from urllib.parse import quote

from ..sync.errors import InvalidToken, Refused, ServiceOff
from .endpoints import PlexEndpoints
from .failures import SERVICE, WrongPin, no_answer
from .people import (
    Account,
    Person,
    PlexUser,
    UserKind,
    UserTokens,
    read_friends,
    read_home,
    read_shared_tokens,
    users_of,
)
from .plextv import OfAccount, flag, text, whole
from .resources import AccountServer, read_servers

ACCOUNT_PATH = "/api/v2/user"
SWITCH_PATH = "/api/v2/home/users/{uuid}/switch"


class PlexAccount(OfAccount):
    """An account of plex.tv, by its token.

    Every method raises `ServiceError` or one of its kinds.
    """

    @staticmethod
    @override
    def _base(endpoints: PlexEndpoints) -> str:
        return endpoints.plex_tv

    async def itself(self) -> Account:
        """Whose account it is.

        Raises:
            InvalidToken: plex.tv does not take the token, for instance because it is
                good for a server only.
        """
        answer = await self._service.object("GET", ACCOUNT_PATH)
        number = whole(answer, "id")
        if number is None:
            raise no_answer(ACCOUNT_PATH)
        return Account(
            id=number,
            uuid=text(answer, "uuid"),
            name=text(answer, "title") or text(answer, "username"),
            home=flag(answer, "home"),
        )

    async def servers(self) -> list[AccountServer]:
        """The servers that it owns, or that are shared with it."""
        return await read_servers(self._service)

    async def users(self, server: AccountServer) -> list[PlexUser]:
        """Whose watching on a server it can open; its own comes first.

        Its home is told to any member, those whom the server is shared with to the
        owner alone.
        """
        account = await self.itself()
        home: list[Person] = []
        friends: list[Person] = []
        if account.home:
            # Where it is not for this member to see, their own watching is still theirs.
            with suppress(ServiceOff, Refused):
                home = await read_home(self._service)
        if server.owned:
            friends = await read_friends(self._service, server.machine_identifier)
        return users_of(account, server, home, friends)

    async def token_for(
        self, user: PlexUser, server: AccountServer, pin: str | None = None
    ) -> str:
        """The user's token for the server; raises as `tokens_for` does."""
        return (await self.tokens_for(user, server, pin)).server

    async def tokens_for(
        self, user: PlexUser, server: AccountServer, pin: str | None = None
    ) -> UserTokens:
        """What opens a user's watching on a server; the PIN is not kept.

        Raises:
            WrongPin: with `reason="pin_needed"` where none was given.
            Refused: `reason="server_not_shared"`: the user has no way to the server.
        """
        account = await self.itself()
        if user.plex_tv_id == account.id:
            return UserTokens(server.access_token or self._token, self._token)
        if user.kind is UserKind.FRIEND:
            return await self._friends_tokens(user, server)
        token = await self._switch(user, pin)
        # A server may take none but its own tokens, so the other's is asked for too.
        other = self._with(token)
        try:
            servers = await other.servers()
        finally:
            await other.close()
        for each in servers:
            if each.machine_identifier == server.machine_identifier:
                return UserTokens(each.access_token or token, token)
        raise _not_shared()

    async def _friends_tokens(
        self, user: PlexUser, server: AccountServer
    ) -> UserTokens:
        """A friend's token, of the list that the owner gets."""
        if server.owned:
            tokens = await read_shared_tokens(self._service, server.machine_identifier)
            if token := tokens.get(str(user.plex_tv_id)):
                return UserTokens(token, None)
        raise _not_shared()

    async def _switch(self, user: PlexUser, pin: str | None) -> str:
        """The account's token of a member of the home."""
        reason = "wrong_pin" if pin else "pin_needed"
        if user.protected and not pin:
            # Plex lets some owners in without; whose PIN it is has the say here.
            raise WrongPin(SERVICE, "the user has a PIN", reason=reason)
        # By the uuid: the number leads nowhere here.
        path = SWITCH_PATH.format(uuid=quote(user.uuid, safe=""))
        params = {"pin": pin} if pin else None
        try:
            answer = await self._service.object("POST", path, params=params)
        except WrongPin as error:
            raise WrongPin(SERVICE, error.message, reason=reason) from None
        except InvalidToken as error:
            # A wrong PIN may look the same as a token that is not taken any more.
            await self.itself()
            raise WrongPin(SERVICE, error.message, reason=reason) from None
        if token := text(answer, "authToken"):
            return token
        raise no_answer(path)


def _not_shared() -> Refused:
    """The user has no way to the server."""
    return Refused(
        SERVICE, "the server is not shared with the user", reason="server_not_shared"
    )
