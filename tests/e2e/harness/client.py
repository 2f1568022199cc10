"""What a user, a browser or an automation can ask of a Home Assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
import contextlib
from datetime import UTC, datetime
import json
import time
from typing import Any

import aiohttp

from .websocket import WebSocket

OWNER = {"name": "Robin", "username": "robin", "language": "en"}
PASSWORD = "loopback only"


class HomeAssistantFailed(Exception):
    """Home Assistant did not do what it was asked to."""


class RestFailed(HomeAssistantFailed):
    """A REST call was refused."""

    def __init__(self, method: str, path: str, status: int, text: str) -> None:
        """Keep status and text."""
        self.status = status
        self.text = text
        super().__init__(f"{method} {path}: {status} {text[:500]}")


class Client:
    """Asks a running Home Assistant, as its owner unless said otherwise."""

    def __init__(self, url: str) -> None:
        """Keep where it is."""
        self.url = url
        self.tokens: dict[str, Any] = {}
        self._session: aiohttp.ClientSession | None = None
        self._access_token = ""

    @property
    def session(self) -> aiohttp.ClientSession:
        """The HTTP session of this start."""
        if self._session is None:
            raise HomeAssistantFailed("not started")
        return self._session

    @property
    def _client_id(self) -> str:
        return f"{self.url}/"

    def connect(self) -> None:
        """Begin to ask."""
        self._session = aiohttp.ClientSession()

    async def disconnect(self) -> None:
        """Ask no more."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def sign_in(self, *, onboarded: bool) -> None:
        """Make the owner the first time, sign in by password later."""
        if onboarded:
            self.tokens = await self.login(OWNER["username"])
        else:
            answer = await self._onboard()
            self.tokens = await self._tokens_for(answer["auth_code"])
        self._access_token = self.tokens["access_token"]
        self._access_token = await self.call(
            "auth/long_lived_access_token",
            client_name=f"harness {datetime.now(UTC).isoformat()}",
            lifespan=30,
        )

    async def rest(
        self, method: str, path: str, *, token: str | None = None, **options: Any
    ) -> Any:
        """Make a REST call; the JSON of the answer, or its text.

        `token=""` asks without signing in. Options go to aiohttp.
        """
        token = self._access_token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.session.request(
            method, self.url + path, headers=headers, **options
        ) as response:
            text = await response.text()
            if response.status >= 400:
                raise RestFailed(method, path, response.status, text)
            return json.loads(text) if "json" in response.content_type else text

    @contextlib.asynccontextmanager
    async def websocket(self, token: str | None = None) -> AsyncIterator[WebSocket]:
        """A websocket connection, for several commands or for subscriptions."""
        async with WebSocket(
            self.session, self.url, token or self._access_token
        ) as socket:
            yield socket

    async def call(self, command: str, **data: Any) -> Any:
        """Send one websocket command on a connection of its own; its result."""
        async with self.websocket() as socket:
            return await socket.call(command, **data)

    async def action(
        self,
        action: str,
        data: Mapping[str, Any] | None = None,
        *,
        target: Mapping[str, Any] | None = None,
        response: bool = False,
    ) -> Any:
        """Run an action such as `plex_sync.sync`; with `response`, what it answers."""
        domain, _, service = action.partition(".")
        result = await self.call(
            "call_service",
            domain=domain,
            service=service,
            service_data=dict(data or {}),
            return_response=response,
            **({"target": dict(target)} if target else {}),
        )
        return result["response"] if response else None

    async def states(self) -> dict[str, dict[str, Any]]:
        """All states, by entity id."""
        return {one["entity_id"]: one for one in await self.rest("GET", "/api/states")}

    async def state(self, entity_id: str) -> dict[str, Any] | None:
        """The state of an entity; `None` if it has none."""
        try:
            answer: dict[str, Any] = await self.rest("GET", f"/api/states/{entity_id}")
        except RestFailed as err:
            if err.status == 404:
                return None
            raise
        return answer

    async def wait_for_state(
        self,
        entity_id: str,
        wanted: str | Callable[[dict[str, Any]], bool] | None = None,
        timeout: float = 30,
    ) -> dict[str, Any]:
        """Wait until an entity has a state, a certain one if `wanted` says so."""
        state = None
        try:
            async with asyncio.timeout(timeout):
                while True:
                    state = await self.state(entity_id)
                    if state is not None and _is_wanted(state, wanted):
                        return state
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise HomeAssistantFailed(
                f"{entity_id} is {state and state['state']!r} after {timeout:.0f} s"
            ) from None

    async def flow(
        self,
        handler: str | Sequence[str],
        *steps: Mapping[str, Any],
        kind: str = "",
        **start: Any,
    ) -> dict[str, Any]:
        """Go through a form, one mapping of input a step; the last answer.

        Args:
            handler: a domain; an entry's id for `kind="options"`; an entry's id and a
                subentry type for `kind="subentries"`.
            steps: what is typed in; `{"next_step_id": …}` chooses from a menu.
            kind: `options`, `subentries`, or empty for a config flow.
            start: more for the first call, such as `entry_id` to reconfigure.
        """
        path = "/api/config/config_entries/"
        path += f"{kind}/flow" if kind else "flow"
        answer: dict[str, Any] = await self.rest(
            "POST", path, json={"handler": handler, **start}
        )
        for step in steps:
            answer = await self.flow_step(answer["flow_id"], step, kind=kind)
        return answer

    async def flow_step(
        self, flow_id: str, step: Mapping[str, Any], *, kind: str = ""
    ) -> dict[str, Any]:
        """Send one step of a form; its answer."""
        path = "/api/config/config_entries/"
        path += f"{kind}/flow" if kind else "flow"
        answer: dict[str, Any] = await self.rest(
            "POST", f"{path}/{flow_id}", json=dict(step)
        )
        return answer

    async def entries(self, domain: str) -> list[dict[str, Any]]:
        """The config entries of a domain."""
        answer: list[dict[str, Any]] = await self.call(
            "config_entries/get", domain=domain
        )
        return answer

    @property
    def access_token(self) -> str:
        """The owner's long-lived token."""
        return self._access_token

    @property
    def frontend_tokens(self) -> dict[str, Any]:
        """What the frontend keeps under `hassTokens` for the owner."""
        return self.frontend_tokens_of(self.tokens)

    def frontend_tokens_of(self, tokens: Mapping[str, Any]) -> dict[str, Any]:
        """What the frontend keeps under `hassTokens` for a login."""
        return {
            **tokens,
            "hassUrl": self.url,
            "clientId": self._client_id,
            "expires": int((time.time() + tokens["expires_in"]) * 1000),
        }

    async def add_user(
        self, name: str, *, administrator: bool = False, read_only: bool = False
    ) -> dict[str, Any]:
        """Make a user; the tokens of their login."""
        group = "system-admin" if administrator else "system-users"
        if read_only:
            group = "system-read-only"
        user = await self.call("config/auth/create", name=name, group_ids=[group])
        await self.call(
            "config/auth_provider/homeassistant/create",
            user_id=user["user"]["id"],
            username=name.lower(),
            password=PASSWORD,
        )
        return await self.login(name.lower())

    async def login(self, username: str) -> dict[str, Any]:
        """Sign in with the password, as the login page does; the tokens."""
        flow = await self.rest(
            "POST",
            "/auth/login_flow",
            token="",
            json={
                "client_id": self._client_id,
                "handler": ["homeassistant", None],
                "redirect_uri": self._client_id,
            },
        )
        answer = await self.rest(
            "POST",
            f"/auth/login_flow/{flow['flow_id']}",
            token="",
            json={
                "client_id": self._client_id,
                "username": username,
                "password": PASSWORD,
            },
        )
        return await self._tokens_for(answer["result"])

    async def _onboard(self) -> dict[str, Any]:
        """Make the owner; pages may be served before onboarding is ready."""
        while True:
            try:
                answer: dict[str, Any] = await self.rest(
                    "POST",
                    "/api/onboarding/users",
                    token="",
                    json={**OWNER, "password": PASSWORD, "client_id": self._client_id},
                )
            except RestFailed as err:
                if err.status != 404:
                    raise
                await asyncio.sleep(0.05)
            else:
                return answer

    async def _tokens_for(self, code: str) -> dict[str, Any]:
        answer: dict[str, Any] = await self.rest(
            "POST",
            "/auth/token",
            token="",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "client_id": self._client_id,
            },
        )
        return answer


def _is_wanted(
    state: dict[str, Any], wanted: str | Callable[[dict[str, Any]], bool] | None
) -> bool:
    if wanted is None:
        return state["state"] not in ("unavailable", "unknown")
    return wanted(state) if callable(wanted) else state["state"] == wanted
