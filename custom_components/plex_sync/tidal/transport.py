"""One question to Tidal: with a token of its own, in its turn, or a typed error."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from http import HTTPStatus
import json
import time
from typing import Any, Final

import aiohttp

from ..sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceOff,
    ServiceUnavailable,
)

type Row = Mapping[str, Any]
type Params = Sequence[tuple[str, str]]

SERVICE: Final = "Tidal"
TOKEN_ENDPOINT: Final = "https://auth.tidal.com/v1/oauth2/token"
EARLY: Final = 60.0
"""Seconds before its end that a token is no longer used."""
PATIENCE: Final = 300.0
"""Seconds of silence that are waited out for one question; nobody waits for it."""
DEFAULT_SILENCE: Final = 5.0
"""Seconds, where Tidal asks for silence and does not say how long."""
LEAST_SILENCE: Final = 1.0
"""Seconds, however little Tidal asks for: or it would be asked without end."""
LONGEST_WORDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The user's own app at Tidal."""

    client_id: str
    secret: str = attribute(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How time passes."""

    now: Callable[[], float] = time.monotonic
    """Seconds that only go forward."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back, whatever it is."""

    status: int
    headers: Mapping[str, str]
    body: Any
    """The JSON; `None`: there is none."""


class Transport:
    """Asks; no message of its errors holds an address, a token or the secret."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        credentials: Credentials,
        *,
        base: str,
        token_endpoint: str,
        timeout: float,
        clock: Clock,
    ) -> None:
        """Ask over a session of the caller's."""
        self._session = session
        self._credentials = credentials
        self._base = base
        self._token_endpoint = token_endpoint
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._clock = clock
        self._token = ""
        self._token_ends = 0.0
        self._silent_until = 0.0

    async def get(self, path: str, params: Params) -> Row:
        """Ask for a path; what is not there is an answer without data.

        Raises:
            InvalidToken: Tidal does not accept the app.
            RateLimited: it wants silence for longer than can be waited.
            ServiceOff: the app may not ask this at all.
            Refused: not this.
            ServiceUnavailable: out of reach, or no usable answer.
        """
        another_token = False
        patience = PATIENCE
        while True:
            patience -= await self._silence(patience)
            token = await self.token()
            answer = await self._ask(
                "GET",
                self._base + path,
                params=params,
                headers={
                    "Accept": "application/vnd.api+json",
                    "Authorization": f"Bearer {token}",
                },
            )
            self._heed(answer)
            match answer.status:
                case HTTPStatus.OK if isinstance(answer.body, dict):
                    return answer.body
                case HTTPStatus.TOO_MANY_REQUESTS:
                    continue
                case HTTPStatus.NOT_FOUND:
                    return {"data": []}
                case HTTPStatus.UNAUTHORIZED if not another_token:
                    # It may have been withdrawn before its time.
                    self._token, another_token = "", True
                case _:
                    raise _failure_of(answer)

    async def token(self) -> str:
        """A token that is still good; the same one until shortly before its end.

        Raises:
            ServiceError: see `get`.
        """
        if self._token and self._clock.now() < self._token_ends:
            return self._token
        asked_at = self._clock.now()
        answer = await self._ask(
            "POST",
            self._token_endpoint,
            data={"grant_type": "client_credentials"},
            headers={
                "Authorization": aiohttp.encode_basic_auth(
                    self._credentials.client_id, self._credentials.secret
                )
            },
        )
        self._heed(answer)
        if answer.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
            raise InvalidToken(SERVICE, "client ID and secret are not accepted")
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(SERVICE, self._silent_until - self._clock.now())
        if answer.status != HTTPStatus.OK:
            raise _failure_of(answer)
        try:
            self._token = str(answer.body["access_token"])
            self._token_ends = asked_at + float(answer.body["expires_in"]) - EARLY
        except KeyError, TypeError, ValueError:
            raise ServiceUnavailable(SERVICE, "an answer that is none") from None
        return self._token

    async def _silence(self, patience: float) -> float:
        """Be silent for as long as Tidal wants; how many seconds that took."""
        if (seconds := self._silent_until - self._clock.now()) <= 0:
            return 0.0
        if seconds > patience:
            raise RateLimited(SERVICE, seconds)
        await self._clock.sleep(seconds)
        return seconds

    def _heed(self, answer: _Answer) -> None:
        """Note from when on Tidal may be asked again."""
        number = {
            name.lower(): float(value)
            for name, value in answer.headers.items()
            if value.isdecimal()
        }.get
        seconds = 0.0
        if rate := number("x-ratelimit-replenish-rate", 0.0):
            needed = number("x-ratelimit-requested-tokens", 1.0)
            left = number("x-ratelimit-remaining", needed)
            seconds = max(0.0, (needed - left) / rate)
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            asked = number("retry-after", seconds or DEFAULT_SILENCE)
            seconds = max(LEAST_SILENCE, asked)
        self._silent_until = max(self._silent_until, self._clock.now() + seconds)

    async def _ask(self, method: str, address: str, **request: Any) -> _Answer:
        try:
            async with self._session.request(
                method,
                address,
                timeout=self._timeout,
                allow_redirects=False,
                **request,
            ) as response:
                body = await response.read()
                return _Answer(
                    response.status, dict(response.headers), _understood(body)
                )
        except TimeoutError:
            raise ServiceUnavailable(SERVICE, "no answer in time") from None
        except aiohttp.ClientError, OSError:
            raise ServiceUnavailable(SERVICE, "no connection") from None


def _understood(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError, RecursionError:
        return None


def _failure_of(answer: _Answer) -> ServiceError:
    """The error for an answer that is none of success, in Tidal's words if it has any."""
    words = f"HTTP {answer.status}"
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        words = str(errors[0].get("detail") or words)[:LONGEST_WORDS]
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return InvalidToken(SERVICE, words)
    if answer.status == HTTPStatus.FORBIDDEN:
        return ServiceOff(SERVICE, words)
    if 400 <= answer.status < 500:
        return Refused(SERVICE, words)
    return ServiceUnavailable(SERVICE, words)
