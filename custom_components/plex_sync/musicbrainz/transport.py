"""One question to MusicBrainz: in its turn, by name, or a typed error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import json
from typing import Any, Final

import aiohttp

from ..sync.errors import Refused, ServiceError, ServiceUnavailable
from .limiter import SERVICE, Limiter

type Row = Mapping[str, Any]

PATIENCE: Final = 60.0
"""Seconds of silence that are waited out for one question."""
FIRST_SILENCE: Final = 2.0
"""Seconds, where MusicBrainz is too busy; doubled each time, unless it wants more."""
BUSY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back, whatever it is."""

    status: int
    silence: float
    """Seconds that are asked for."""
    body: object
    """The JSON; `None`: there is none."""


class Transport:
    """Asks; no message of its errors holds an address."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        limiter: Limiter,
        base: str,
        user_agent: str,
        timeout: float,
    ) -> None:
        """Ask over a session of the caller's."""
        self._session = session
        self._limiter = limiter
        self._base = base.rstrip("/")
        self._headers = {"Accept": "application/json", "User-Agent": user_agent}
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def get(self, path: str, **params: str | int) -> Row | None:
        """Ask for a path; `None`: there is no such thing.

        Raises:
            RateLimited: MusicBrainz wants silence for longer than can be waited.
            Refused: the question is not understood.
            ServiceUnavailable: out of reach, too busy, or no usable answer.
        """
        patience, step, silence = PATIENCE, FIRST_SILENCE, 0.0
        while True:
            async with self._limiter.turn(patience) as waited:
                patience -= max(waited, silence)
                answer = await self._once(path, params)
                if answer.status in BUSY:
                    silence = max(answer.silence, min(step, patience))
                    self._limiter.keep_silent(silence)
            if answer.status == HTTPStatus.NOT_FOUND:
                return None
            if answer.status not in BUSY:
                return _understood(answer)
            if patience <= 0:
                raise ServiceUnavailable(SERVICE, "too busy to answer")
            step *= 2

    async def _once(self, path: str, params: Mapping[str, str | int]) -> _Answer:
        """Ask once."""
        try:
            async with self._session.get(
                self._base + path,
                params={**params, "fmt": "json"},
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                body = await response.read()
                silence = _seconds(response.headers.get("Retry-After"))
                return _Answer(response.status, silence, _json(body))
        except TimeoutError:
            raise ServiceUnavailable(SERVICE, "no answer in time") from None
        except aiohttp.ClientError, OSError:
            raise ServiceUnavailable(SERVICE, "no connection") from None


def _understood(answer: _Answer) -> Row:
    """The answer, if it is one.

    Raises:
        ServiceError: it is none.
    """
    if answer.status == HTTPStatus.OK and isinstance(answer.body, dict):
        return answer.body
    raise _failure_of(answer.status)


def _failure_of(status: int) -> ServiceError:
    if status == HTTPStatus.BAD_REQUEST:
        return Refused(SERVICE, "does not understand the question")
    return ServiceUnavailable(SERVICE, f"HTTP {status}")


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError, RecursionError:
        return None


def _seconds(header: str | None) -> float:
    """For how long to be silent: seconds, or a date as HTTP writes it; 0: not said."""
    text = (header or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())
    except TypeError, ValueError:
        return 0.0
