"""One question to slskd: in its turn, put again where that is safe, or a typed error."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
import json
import time
from typing import Any, Final

import aiohttp
from yarl import URL

from ..sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceUnavailable,
)

SERVICE: Final = "slskd"
API: Final = "/api/v0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How time passes."""

    now: Callable[[], float] = time.monotonic
    """Seconds that only go forward."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How patient the door is; seconds."""

    request: float = 20.0
    """For one request."""
    busy: float = 60.0
    """In all, for slskd to be done with what it is at."""
    busy_step: float = 1.0
    """Before it is asked again for the first time; doubled each time."""
    tries: int = 3
    """Times that a question is put where the answer is lost."""
    retry_step: float = 1.0
    """Before it is put for the second time; doubled each time."""


class TransferRefused(Refused):
    """This download cannot be had; another may well be.

    Its reason is `peer_offline`, `not_shared`, `peer_refused` or `in_progress`.
    """


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever it is."""

    status: int
    body: Any
    """The JSON, or the text where it is none; `None`: nothing."""
    retry_after: float = 0.0


class Transport:
    """Asks; no message of its errors holds an address, the key or anybody's name."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        api_key: str,
        *,
        pace: Pace,
        clock: Clock,
    ) -> None:
        """Ask over a session of the caller's."""
        self._session = session
        self._base = url.rstrip("/").removesuffix(API) + API
        self._headers = {"X-API-Key": api_key, "Accept": "application/json"}
        self._pace = pace
        self._clock = clock

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        params: Mapping[str, str] | None = None,
        expected: frozenset[int] = frozenset(),
        again: bool = True,
    ) -> Answer:
        """Put a question; an answer of success, or one whose status is expected.

        Args:
            method: of HTTP.
            path: behind `/api/v0`, each part quoted.
            body: JSON.
            params: the query.
            expected: statuses that are no success and no error either.
            again: whether it may be put again where the answer is lost.

        Raises:
            InvalidToken: slskd does not accept the key, or not for this.
            RateLimited: it is busy for longer than can be waited.
            Refused: not this.
            ServiceUnavailable: out of reach, or no usable answer.
        """
        waited, step, lost = 0.0, self._pace.busy_step, 0
        while True:
            error: ServiceError
            try:
                answer = await self._ask(method, path, body, params)
            except ServiceUnavailable as err:
                error = err
            else:
                if answer.status < 300 or answer.status in expected:
                    return answer
                if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                    seconds = max(step, answer.retry_after)
                    if waited + seconds > self._pace.busy:
                        raise RateLimited(SERVICE, seconds)
                    await self._clock.sleep(seconds)
                    waited, step = waited + seconds, step * 2
                    continue
                error = _failure_of(answer)
                if not isinstance(error, ServiceUnavailable) or answer.status < 500:
                    raise error
            lost += 1
            if not again or lost >= self._pace.tries:
                raise error
            await self._clock.sleep(self._pace.retry_step * 2 ** (lost - 1))

    async def _ask(
        self, method: str, path: str, body: object, params: Mapping[str, str] | None
    ) -> Answer:
        try:
            # Its parts are quoted: a name may hold a slash or a percent sign.
            address = URL(self._base + path, encoded=True)
            async with self._session.request(
                method,
                address.update_query(params) if params else address,
                json=body,
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=self._pace.request),
                allow_redirects=False,
            ) as response:
                content = await response.read()
                after = response.headers.get("Retry-After", "")
                return Answer(
                    response.status,
                    _understood(content),
                    float(after) if after.isdecimal() else 0.0,
                )
        except TimeoutError:
            raise ServiceUnavailable(SERVICE, "no answer in time") from None
        except aiohttp.ClientSSLError:
            raise ServiceUnavailable(
                SERVICE, "no connection that is secure", reason="tls"
            ) from None
        except aiohttp.ClientError, OSError, ValueError:
            raise ServiceUnavailable(SERVICE, "no connection") from None


def _understood(content: bytes) -> object:
    try:
        return json.loads(content, parse_constant=_nothing) if content else None
    except ValueError, RecursionError:
        return content.decode("utf-8", "replace")


def _nothing(constant: str) -> None:
    """`NaN` and the like are no numbers."""


def _failure_of(answer: Answer) -> ServiceError:
    """The error for an answer that is none of success; slskd's texts may name people."""
    words = f"HTTP {answer.status}"
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return InvalidToken(SERVICE, "the key is not accepted")
        case HTTPStatus.FORBIDDEN:
            return InvalidToken(SERVICE, "the key may not do this")
    if 400 <= answer.status < 500:
        return Refused(SERVICE, words)
    return ServiceUnavailable(SERVICE, words)
