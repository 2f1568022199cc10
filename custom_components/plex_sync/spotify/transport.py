"""One question to Spotify: asked in its turn, answered with JSON or a typed error."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import json
import random
from typing import Any, Final

import aiohttp

from ..sync.errors import InvalidToken
from .failures import SERVICE, Lost, MissingScope, failure_of
from .limiter import PATIENCE, Limiter

type TokenSupplier = Callable[[], Awaitable[str]]
"""Brings a token that is still good; raises `ServiceError` if there is none."""
type Row = Mapping[str, Any]

USER_AGENT: Final = "Plex Sync for Spotify (unofficial)"
RETRIES: Final = 2
DEFAULT_SILENCE: Final = 30.0
"""Seconds, where Spotify asks for silence and does not say how long."""
LARGE: Final = 64 * 1024
"""Bytes from which an answer is read in a thread."""


class _Busy(Exception):
    """Too many requests; the limiter knows for how long."""


class Transport:
    """Asks; no message of its errors holds an address or a token."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: TokenSupplier,
        *,
        limiter: Limiter,
        base: str,
        timeout: float,
    ) -> None:
        """Ask over a session of the caller's."""
        self._session = session
        self._token = token
        self._limiter = limiter
        self._base = base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def get(self, path: str, **params: str | int) -> Row:
        """Ask for a path; tried again where that can help.

        Raises:
            InvalidToken: the token is expired or revoked, or allows too little.
            Blocked: Spotify wants silence for longer than half a minute.
            PremiumLapsed, NotRegistered: nothing can be read with this app.
            Forbidden, Gone, Refused: not this.
            ServiceUnavailable: out of reach, or no usable answer.
        """
        patience = PATIENCE
        retries = 0
        another_token = False
        while True:
            patience -= await self._limiter.acquire(patience)
            token = await self._token()
            try:
                return await self._once(path, params, token)
            except _Busy:
                continue
            except MissingScope:
                raise
            except InvalidToken:
                # It may have expired on its way; then the next one is another.
                if another_token or await self._token() == token:
                    raise
                another_token = True
            except Lost:
                if retries == RETRIES:
                    raise
                retries += 1
                await self._limiter.sleep(retries * random.uniform(0.5, 1.5))

    async def _once(
        self, path: str, params: Mapping[str, str | int], token: str
    ) -> Row:
        """Ask once."""
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            "User-Agent": USER_AGENT,
        }
        try:
            async with self._session.get(
                self._base + path,
                params=params,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                status = response.status
                silence = response.headers.get("Retry-After")
                body = await response.read()
        except TimeoutError:
            raise Lost(SERVICE, "no answer in time") from None
        except aiohttp.ClientConnectorError:
            raise Lost(SERVICE, "no connection") from None
        except aiohttp.ClientError, OSError:
            raise Lost(SERVICE, "connection lost") from None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self._limiter.block(_seconds(silence))
            raise _Busy
        answer = await _understood(body)
        if status != HTTPStatus.OK:
            raise failure_of(status, _words(answer, body).replace(token, "…"))
        if not isinstance(answer, dict):
            raise Lost(SERVICE, "an answer that is none")
        return answer


async def _understood(body: bytes) -> object:
    """The JSON in an answer's body; `None`: there is none."""
    try:
        if len(body) < LARGE:
            return json.loads(body)
        return await asyncio.to_thread(json.loads, body)
    except ValueError, RecursionError:
        return None


def _words(answer: object, body: bytes) -> str:
    """What Spotify says about an error; some of its errors are plain text."""
    if not isinstance(answer, dict):
        text = body.decode("utf-8", "replace").strip()
        return "" if "<" in text else text
    error = answer.get("error")
    return str(error.get("message") or "") if isinstance(error, dict) else ""


def _seconds(header: str | None) -> float:
    """For how long to be silent: seconds, or a date as HTTP writes it."""
    text = (header or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())
    except TypeError, ValueError:
        return DEFAULT_SILENCE
